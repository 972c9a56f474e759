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
        moved: 各种细节按码长、再按大小排好的次序。
        lengths: 各种细节的码长。
        codes: 各种细节的码，低位先写。
        tallies: 各码长有几种。
        sizes: 一共几种，分成几份，两项。
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
    moved: Long
    lengths: Long
    codes: Long
    tallies: Long
    sizes: Long
    share: Word
    ends: Counts
    rows: Word
    others: Long


class Sections(NamedTuple):
    """八段输出：表头、记录表、标题表，接字的换记录标志、码表、码，前一个字，再下一个字；与各键在各段里的终点。"""

    heads: Byte
    numbers: Byte
    titles: Byte
    flags: Byte
    tables: Byte
    codes: Byte
    befores: Byte
    afters: Byte
    ends: Long


@compiled
def scratch_of(most: int) -> Scratch:
    """造草稿；`most` 是一个键最多出现几次。"""
    return Scratch(
        np.zeros(most * 8 + (1 << FIRST_BITS), dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.uint32),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.zeros(WORD_BITS + 2, dtype=np.int64),
        np.zeros(2, dtype=np.int64),
        np.empty(most, dtype=np.uint32),
        np.empty(most, dtype=np.uint64),
        np.empty(most, dtype=np.uint32),
        np.empty(most + 1, dtype=np.int64),
    )


@compiled
def spot_of(value: int, spots: Long, bits: int) -> int:
    """一种细节在散列表里的位置；还没有的，是该放的空位。"""
    mask = (1 << bits) - 1
    spot = ((value * SPREAD) & WORD) >> (WORD_BITS - bits)
    while spots[spot] and spots[spot] >> PLACE_BITS != value:
        spot = (spot + 1) & mask
    return spot


@compiled
def count_kinds(facts: Long, scratch: Scratch) -> int:
    """数各种细节，返回有几种；散列表从小的起，满一半就放大。细节是事实的低 32 位。"""
    bits, kinds, spots, used = FIRST_BITS, 0, scratch.spots, scratch.used
    spots[: 1 << bits] = 0
    for place, fact in enumerate(facts):
        value = fact & WORD
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
def sort_by_length(scratch: Scratch, kinds: int) -> None:
    """再按码长排进 `moved`，码长一样的仍按大小。"""
    tallies = scratch.tallies
    tallies[:] = 0
    for kind in range(kinds):
        tallies[scratch.lengths[kind] + 1] += 1
    for length in range(WORD_BITS):
        tallies[length + 1] += tallies[length]
    for place in range(kinds):
        kind = scratch.order[place]
        length = scratch.lengths[kind]
        scratch.moved[tallies[length]] = kind
        tallies[length] += 1


@compiled
def choose_lengths(scratch: Scratch, kinds: int, count: int) -> None:
    """定各种细节的码长：份额的对数进位，有剩的从最短的码起各减一位。"""
    left = 1 << WORD_BITS
    for kind in range(kinds):
        length = 0
        while scratch.used[kind] << length < count:
            length += 1
        scratch.lengths[kind] = length
        left -= 1 << (WORD_BITS - length)
    sort_by_length(scratch, kinds)
    spent = 0
    for place in range(kinds):
        kind = scratch.moved[place]
        share = 1 << (WORD_BITS - scratch.lengths[kind])
        if share > left:
            continue
        spent += share
        if spent <= left:
            scratch.lengths[kind] -= 1


@compiled
def choose_codes(scratch: Scratch, kinds: int) -> None:
    """规范码：同一码长的连号；低位先写，所以翻转。"""
    total = 0
    for place in range(kinds):
        kind = scratch.moved[place]
        code = (total >> 16 | total << 16) & WORD
        for mask, step in SWAPS:
            code = (code >> step) & mask | (code & mask) << step
        scratch.codes[kind] = code
        total += 1 << (WORD_BITS - scratch.lengths[kind])


@compiled
def put_table(scratch: Scratch, kinds: int, output: Byte, at: int) -> int:
    """写码表：最长几位，各码长有几个码，各是什么细节。返回下一个的位置。"""
    longest = scratch.lengths[scratch.moved[kinds - 1]]
    tallies = scratch.tallies
    tallies[:] = 0
    for kind in range(kinds):
        tallies[scratch.lengths[kind]] += 1
    at = put_number(output, at, longest)
    for length in range(1, longest + 1):
        at = put_number(output, at, tallies[length])
    last, before = np.int64(-1), np.int64(0)
    for place in range(kinds):
        kind = scratch.moved[place]
        if scratch.lengths[kind] != last:
            last, before = scratch.lengths[kind], np.int64(0)
        high, low = scratch.values[kind] >> 16, scratch.values[kind] & 0xFFFF
        at = put_number(output, at, (high - before) * 2 + (1 if low else 0))
        before = high
        if low:
            at = put_number(output, at, low)
    return at


@compiled
def put_kinds(count: int, scratch: Scratch, output: Byte, at: int) -> int:
    """写各次出现的码，返回下一个的位置。"""
    kind_at, codes, lengths = scratch.kind, scratch.codes, scratch.lengths
    held, ready = np.int64(0), np.int64(0)
    for place in range(count):
        kind = kind_at[place]
        held |= codes[kind] << ready
        ready += lengths[kind]
        # 总写四个字节，写满几个才走几个：几时写满难猜，不分岔更快。
        put_word(output, at, held)
        at += ready >> 3
        held >>= ready & ~7
        ready &= 7
    return put_rest(output, at, int(held), int(ready))


@compiled
def put_codes(facts: Long, scratch: Scratch, output: Sections, ends: Long) -> None:
    """写一个键的码表与码，表头里记下各占多少；`ends` 是各段写到哪里。"""
    kinds = count_kinds(facts, scratch)
    scratch.sizes[0] = kinds
    sort_kinds(scratch, kinds)
    choose_lengths(scratch, kinds, len(facts))
    sort_by_length(scratch, kinds)
    choose_codes(scratch, kinds)
    table = put_table(scratch, kinds, output.tables, ends[4])
    at = put_kinds(len(facts), scratch, output.codes, ends[5])
    ends[0] = put_number(output.heads, ends[0], table - ends[4])
    ends[0] = put_number(output.heads, ends[0], at - ends[5])
    ends[4], ends[5] = table, at
