"""编译的循环之四：一个键的细节怎样编码。意思与 follows.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import (
    PLACE,
    PLACE_BITS,
    WORD,
    WORD_BITS,
    Byte,
    Counts,
    Long,
    Word,
    put_number,
    put_rest,
    put_word,
)

# 与 follows.py、occurrences.py、gathering.py 里的同名数目相同。
RARE, FIRST_CHARACTER, RECORD_BITS = -1, 0x4E00, 33

UNITS, UNIT = 1 << 16, 0xFFFF
_UNIT = np.uint64(UNIT)
FEW = 24
SPREAD = 0x9E3779B1
FIRST_BITS = 5
# 三十二位首尾倒转：半字对调以后，字节、半字节、两位、一位依次对调。
SWAPS = ((0x00FF00FF, 8), (0x0F0F0F0F, 4), (0x33333333, 2), (0x55555555, 1))


class Scratch(NamedTuple):
    """各键轮流用的草稿，够最大的键用。

    Attributes:
        spots: 散列表：低 31 位是第几种细节，加一；往上是那种细节。
        values: 各种细节。
        used: 各种细节的次数。
        kind: 各次出现是第几种。
        order: 各种细节按大小排好的次序。
        symbol: 各种细节用第几个码。
        shown: 各个码的细节；只用一次的合用的码是 `RARE`。
        times: 各个码用几次。
        moved: 各个码按码长、再按细节排好的次序。
        lengths: 各个码的码长。
        codes: 各个码，低位先写。
        tallies: 各码长有几个码。
        steps: 各次出现的细节，第几次只记比料到的多几次。
        last: 各个下一个字，料到的是第几次。
        stamps: 各个下一个字，料到的是哪条记录里的。
        sizes: 一共几种，分成几份，读过几条记录，一共几个码，四项。
        share: 各种细节属于第几份，见 `loops_around.share_kinds`。
        ends: 各份到哪里为止。
        rows: 各次出现前后的字，一份份排好。
        others: 一份里例外的是第几次。
    """

    spots: Long
    values: Long
    used: Long
    kind: Word
    order: Long
    symbol: Word
    shown: Long
    times: Long
    moved: Long
    lengths: Long
    codes: Long
    tallies: Long
    steps: Long
    last: Long
    stamps: Long
    sizes: Long
    share: Word
    ends: Counts
    rows: Word
    others: Long


class Letters(NamedTuple):
    """各字的码，见 `letters.Letters`；三字的用不着，是空的。"""

    codes: Word
    lengths: Long


class Sections(NamedTuple):
    """后八段；各键在各段里的终点；短表的各有几条记录，是哪几条。见 `lists.Coded`。"""

    heads: Byte
    numbers: Byte
    titles: Byte
    repeats: Byte
    tables: Byte
    codes: Byte
    befores: Byte
    afters: Byte
    ends: Long
    kinds: Byte
    shorts: Word


@compiled
def scratch_of(most: int) -> Scratch:
    """造草稿；`most` 是一个键最多出现几次。"""
    return Scratch(
        np.zeros(most * 8 + (1 << FIRST_BITS), dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.uint32),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.uint32),
        np.empty(most + 1, dtype=np.int64),
        np.empty(most + 1, dtype=np.int64),
        np.empty(most + 1, dtype=np.int64),
        np.empty(most + 1, dtype=np.int64),
        np.empty(most + 1, dtype=np.int64),
        np.zeros(WORD_BITS + 2, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.zeros(UNITS, dtype=np.int64),
        np.zeros(UNITS, dtype=np.int64),
        np.zeros(4, dtype=np.int64),
        np.empty(most, dtype=np.uint32),
        np.empty(most, dtype=np.uint64),
        np.empty(most, dtype=np.uint32),
        np.empty(most + 1, dtype=np.int64),
    )


@compiled
def step_pairs(facts: Long, scratch: Scratch) -> None:
    """字对的细节：第几次出现只记比料到的多几次，见 `tables._stepped`。"""
    record, stamp, last, stamps = np.int64(-1), scratch.sizes[2], scratch.last, scratch.stamps
    for place, fact in enumerate(facts):
        number = fact >> RECORD_BITS
        stamp += number != record
        record = number
        high, low = np.uint64(fact >> 16) & _UNIT, fact & UNIT
        expected = last[high] if stamps[high] == stamp else np.int64(0)
        last[high], stamps[high] = low + 1, stamp
        scratch.steps[place] = np.int64(high) << 16 | max(low - expected, np.int64(0))
    scratch.sizes[2] = stamp


@compiled
def step_triples(facts: Long, scratch: Scratch) -> None:
    """三字的细节：高低半都是第几次，各记比料到的多几次。"""
    record, before, after = np.int64(-1), np.int64(0), np.int64(0)
    for place, fact in enumerate(facts):
        number = fact >> RECORD_BITS
        if number != record:
            record, before, after = number, np.int64(0), np.int64(0)
        high, low = (fact >> 16) & UNIT, fact & UNIT
        scratch.steps[place] = max(high - before, np.int64(0)) << 16 | max(low - after, np.int64(0))
        before, after = high + 1, low + 1


@compiled
def spot_of(value: int, spots: Long, bits: int) -> int:
    """一种细节在散列表里的位置；还没有的，是该放的空位。"""
    mask = (1 << bits) - 1
    spot = ((value * SPREAD) & WORD) >> (WORD_BITS - bits)
    while spots[spot] and spots[spot] >> PLACE_BITS != value:
        spot = (spot + 1) & mask
    return spot


@compiled
def count_kinds(count: int, scratch: Scratch) -> int:
    """数各种细节，返回有几种；散列表从小的起，满一半就放大。"""
    bits, kinds, spots, used = FIRST_BITS, 0, scratch.spots, scratch.used
    spots[: 1 << bits] = 0
    for place in range(count):
        value = scratch.steps[place]
        spot = spot_of(value, spots, bits)
        if not spots[spot]:
            scratch.values[kinds], used[kinds] = value, 0
            kinds += 1
            spots[spot] = value << PLACE_BITS | kinds
            if kinds * 2 > 1 << bits:
                bits += 2
                spread_kinds(scratch, kinds, bits)
                spot = spot_of(value, spots, bits)
        kind = (spots[spot] & PLACE) - 1
        used[kind] += 1
        scratch.kind[place] = kind
    return kinds


@compiled
def spread_kinds(scratch: Scratch, kinds: int, bits: int) -> None:
    """放大了的散列表，把各种细节重新放进去。"""
    scratch.spots[: 1 << bits] = 0
    for kind in range(kinds):
        value = scratch.values[kind]
        scratch.spots[spot_of(value, scratch.spots, bits)] = value << PLACE_BITS | (kind + 1)


@compiled
def sort_kinds(scratch: Scratch, kinds: int) -> None:
    """各种细节按大小排好。"""
    order, values = scratch.order, scratch.values
    if kinds > FEW:
        packed = np.empty(kinds, dtype=np.int64)
        for kind in range(kinds):
            packed[kind] = values[kind] << PLACE_BITS | kind
        packed.sort()
        for place in range(kinds):
            order[place] = packed[place] & PLACE
        return
    for kind in range(kinds):
        at = kind
        while at and values[order[at - 1]] > values[kind]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = kind


@compiled
def choose_symbols(scratch: Scratch, kinds: int) -> int:
    """各种细节用哪个码，返回一共几个码：只用一次的合用头一个，别的照大小。"""
    symbols, shown, times = 0, scratch.shown, scratch.times
    shown[0], times[0] = RARE, 0
    for kind in range(kinds):
        times[0] += scratch.used[kind] == 1
    symbols = 1 if times[0] else 0
    for place in range(kinds):
        kind = scratch.order[place]
        used = scratch.used[kind]
        scratch.symbol[kind] = 0 if used == 1 else symbols
        if used > 1:
            shown[symbols], times[symbols] = scratch.values[kind], used
            symbols += 1
    return symbols


@compiled
def sort_by_length(scratch: Scratch, symbols: int) -> None:
    """各个码按码长排进 `moved`，码长一样的仍按细节。"""
    tallies = scratch.tallies
    tallies[:] = 0
    for symbol in range(symbols):
        tallies[scratch.lengths[symbol] + 1] += 1
    for length in range(WORD_BITS):
        tallies[length + 1] += tallies[length]
    for symbol in range(symbols):
        length = scratch.lengths[symbol]
        scratch.moved[tallies[length]] = symbol
        tallies[length] += 1


@compiled
def choose_lengths(scratch: Scratch, symbols: int, count: int) -> None:
    """定各个码的码长：份额的对数进位，有剩的从最短的码起各减一位。"""
    left = 1 << WORD_BITS
    for symbol in range(symbols):
        length = 0
        while scratch.times[symbol] << length < count:
            length += 1
        scratch.lengths[symbol] = length
        left -= 1 << (WORD_BITS - length)
    sort_by_length(scratch, symbols)
    spent = 0
    for place in range(symbols):
        symbol = scratch.moved[place]
        share = 1 << (WORD_BITS - scratch.lengths[symbol])
        if share > left:
            continue
        spent += share
        if spent <= left:
            scratch.lengths[symbol] -= 1


@compiled
def choose_codes(scratch: Scratch, symbols: int) -> None:
    """规范码：同一码长的连号；低位先写，所以翻转。"""
    total = 0
    for place in range(symbols):
        symbol = scratch.moved[place]
        code = (total >> 16 | total << 16) & WORD
        for mask, step in SWAPS:
            code = (code >> step) & mask | (code & mask) << step
        scratch.codes[symbol] = code
        total += 1 << (WORD_BITS - scratch.lengths[symbol])


@compiled
def put_piece(output: Byte, spot: int, value: int, width: int) -> int:
    """从第几位起写一段比特，返回下一段从第几位起。"""
    at, skip = spot >> 3, spot & 7
    held = np.int64(value) << skip
    output[at] = (output[at] & ((1 << skip) - 1)) | (held & 255)
    while skip + width > 8:
        at += 1
        held >>= 8
        width -= 8
        output[at] = held & 255
    return (at << 3) + skip + width


@compiled
def put_gamma(output: Byte, spot: int, value: int) -> int:
    """写一个数：加一以后有几位（一元码），最高位以外的各位。"""
    size = 1
    while (value + 1) >> size:
        size += 1
    high = np.int64(1) << (size - 1)
    spot = put_piece(output, spot, int(high), size)
    return put_piece(output, spot, int(value + 1 - high), size - 1)


@compiled
def put_detail(output: Byte, spot: int, detail: int, letters: Letters) -> int:
    """写一种细节：下一个字的码，或者高半；然后是低半。"""
    high, low = detail >> 16, detail & UNIT
    if len(letters.lengths):
        unit = (high + FIRST_CHARACTER) & UNIT
        spot = put_piece(output, spot, int(letters.codes[unit]), int(letters.lengths[unit]))
    else:
        spot = put_gamma(output, spot, high)
    return put_gamma(output, spot, low)


@compiled
def put_levels(scratch: Scratch, symbols: int, output: Byte, at: int) -> int:
    """写码表的开头：最长几位，合用的码几位，各码长有几个码。返回写到第几位。"""
    longest = int(scratch.lengths[scratch.moved[symbols - 1]])
    tallies = scratch.tallies
    tallies[:] = 0
    for symbol in range(symbols):
        tallies[scratch.lengths[symbol]] += 1
    spot = put_gamma(output, at << 3, longest)
    spot = put_gamma(output, spot, int(scratch.lengths[0]) + 1 if scratch.shown[0] == RARE else 0)
    for length in range(1, longest + 1):
        spot = put_gamma(output, spot, int(tallies[length]))
    return spot


@compiled
def put_details(scratch: Scratch, count: int, letters: Letters, output: Byte, spot: int) -> int:
    """写码表里各是什么细节，然后是只用一次的。返回写到第几位。"""
    for place in range(scratch.sizes[3]):
        detail = int(scratch.shown[scratch.moved[place]])
        if detail != RARE:
            spot = put_detail(output, spot, detail, letters)
    if scratch.shown[0] == RARE:
        for place in range(count):
            if scratch.used[scratch.kind[place]] == 1:
                spot = put_detail(output, spot, int(scratch.steps[place]), letters)
    return spot


@compiled
def put_kinds(count: int, scratch: Scratch, output: Byte, at: int) -> int:
    """写各次出现的码，返回下一个的位置。"""
    kind_at, symbols, codes, lengths = scratch.kind, scratch.symbol, scratch.codes, scratch.lengths
    held, ready = np.int64(0), np.int64(0)
    for place in range(count):
        symbol = symbols[kind_at[place]]
        held |= codes[symbol] << ready
        ready += lengths[symbol]
        # 总写四个字节，写满几个才走几个：几时写满难猜，不分岔更快。
        put_word(output, at, held)
        at += ready >> 3
        held >>= ready & ~7
        ready &= 7
    return put_rest(output, at, int(held), int(ready))


@compiled
def put_codes(facts: Long, letters: Letters, scratch: Scratch, output: Sections, ends: Long) -> None:
    """写一个键的码表与码，表头里记下各占多少；`ends` 是各段写到哪里。"""
    count = len(facts)
    if len(letters.lengths):
        step_pairs(facts, scratch)
    else:
        step_triples(facts, scratch)
    kinds = count_kinds(count, scratch)
    scratch.sizes[0] = kinds
    sort_kinds(scratch, kinds)
    scratch.sizes[3] = symbols = choose_symbols(scratch, kinds)
    choose_lengths(scratch, symbols, count)
    sort_by_length(scratch, symbols)
    choose_codes(scratch, symbols)
    spot = put_levels(scratch, symbols, output.tables, ends[4])
    table = (put_details(scratch, count, letters, output.tables, spot) + 7) >> 3
    at = put_kinds(count, scratch, output.codes, ends[5])
    ends[0] = put_number(output.heads, ends[0], table - ends[4])
    ends[0] = put_number(output.heads, ends[0], at - ends[5])
    ends[4], ends[5] = table, at
