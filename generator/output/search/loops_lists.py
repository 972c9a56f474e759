"""编译的循环之三：合并各批，编倒排表。意思与 lists.py、codec.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_codes import Scratch, Sections, put_codes, scratch_of
from generator.output.search.loops_sorting import (
    WORD,
    WORD_BITS,
    Byte,
    Long,
    Rows,
    put_number,
    put_rest,
    put_word,
    sort_digit,
)

Word = npt.NDArray[np.uint32]
Slots = npt.NDArray[np.int32]
Unit = npt.NDArray[np.uint16]
Flag = npt.NDArray[np.bool_]

# 与 codec.py、lists.py 里的同名数目相同。
SHORT_LIST = 16
UNFOLLOWED = 10
FIRST_CHARACTER, LAST_UNIT = 0x4E00, 0xFFFF
NOTHING = 10
# 与 occurrences.py 里的同名数目相同。
DETAIL_BITS, BEFORE_BITS, UNIT_BITS, SLOT_BITS = 16, 48, 16, 32
SHARES = 256


class Runs(NamedTuple):
    """各批首尾相接的出现：散列，事实，再下一个字；各批到哪里为止，各批的第一条是第几条记录。"""

    hashes: Word
    facts: Long
    afters: Unit
    ends: Long
    firsts: Long


class Moved(NamedTuple):
    """各次出现的四列，搬到一起的。"""

    slots: Slots
    details: Word
    befores: Unit
    afters: Unit


class Keys(NamedTuple):
    """要编的键。

    Attributes:
        sequence: 编的次序，各是第几个键。
        counts: 各键的出现次数。
        followed: 准不准存接字。
        slots: 各次出现的记录。
        details: 各次出现的细节。
        befores: 各次出现的前一个字。
        afters: 各次出现的再下一个字。
        apart: 为真的，前后的字随下一个字分开记。
    """

    sequence: Long
    counts: Long
    followed: Flag
    slots: Slots
    details: Word
    befores: Unit
    afters: Unit
    apart: int


class Cuts(NamedTuple):
    """怎样切成文件：各文件第一个键的次序（末尾多一项总数），散列的起点；八段里各键的起点。"""

    keys: Long
    firsts: Long
    starts: Long


@compiled
def spread(runs: Runs, base: int, shift: int, rows: Rows) -> Long:
    """按散列的高位分成小份，先后不变；每份小到缓存装得下。

    Args:
        runs: 各批的出现。
        base: 最小的散列。
        shift: 散列减去最小的，右移几位是第几份。
        rows: 写到这里。头是散列减去最小的与细节，各三十二位；尾是记录的两倍加在不在标题里，
            低 32 位是前一个字、再下一个字。

    Returns:
        各份的起点，末尾多一项总数。
    """
    bounds = np.zeros(SHARES + 1, dtype=np.int64)
    for hashed in runs.hashes:
        bounds[((np.int64(hashed) - base) >> shift) + 1] += 1
    for share in range(SHARES):
        bounds[share + 1] += bounds[share]
    ends, place = bounds[:SHARES].copy(), 0
    for run in range(len(runs.ends)):
        slot = runs.firsts[run] * 2
        while place < runs.ends[run]:
            rest, fact = np.int64(runs.hashes[place]) - base, runs.facts[place]
            at = ends[rest >> shift]
            rows.heads[at] = rest << WORD_BITS | (fact >> DETAIL_BITS) & WORD
            around = ((fact >> BEFORE_BITS) & LAST_UNIT) << UNIT_BITS | np.int64(runs.afters[place])
            rows.tails[at] = (slot + (fact & LAST_UNIT)) << SLOT_BITS | around
            ends[rest >> shift] = at + 1
            place += 1
    return bounds


@compiled
def merged(runs: Runs, hashes: Word, counts: Long, moved: Moved) -> int:
    """各批里相同的键接在一起，键升序。

    Returns:
        一共几个键。
    """
    size = len(runs.hashes)
    if not size:
        return 0
    base, top = int(np.int64(runs.hashes.min())), int(np.int64(runs.hashes.max()))
    shift = 0
    while (top - base) >> shift >= SHARES:
        shift += 1
    heads, tails = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    bounds = spread(runs, base, shift, Rows(heads, tails))
    most = np.diff(bounds).max()
    spare_heads, spare_tails = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    half = (shift + 1) >> 1
    mask, key, last = (1 << half) - 1, -1, np.int64(-1)
    for share in range(SHARES):
        first, end = bounds[share], bounds[share + 1]
        own = Rows(heads[first:end], tails[first:end])
        other = Rows(spare_heads[: end - first], spare_tails[: end - first])
        sort_digit(own, other, WORD_BITS, mask)
        sort_digit(other, own, WORD_BITS + half, mask)
        for place in range(first, end):
            hashed = ((heads[place] >> WORD_BITS) & WORD) + base
            if hashed != last:
                key += 1
                hashes[key], counts[key] = hashed, 0
                last = hashed
            counts[key] += 1
            moved.details[place] = heads[place] & WORD
            moved.slots[place] = tails[place] >> SLOT_BITS
            moved.befores[place] = (tails[place] >> UNIT_BITS) & LAST_UNIT
            moved.afters[place] = tails[place] & LAST_UNIT
    return key + 1


@compiled
def put_ascending(output: Byte, at: int, values: Long, universe: int) -> int:
    """写一张升序表，返回下一个的位置；见 `codec.ascending`。"""
    count = len(values)
    if count < SHORT_LIST:
        last = np.int64(0)
        for value in values:
            at = put_number(output, at, value - last)
            last = value
        return at
    if count * 4 >= universe:
        for value in values:
            output[at + (value >> 3)] |= 1 << (value & 7)
        return at + ((universe + 7) >> 3)
    bits = 0
    while universe // count >> (bits + 1):
        bits += 1
    high = at + ((count * bits + 7) >> 3)
    held, ready, mask = np.int64(0), 0, (1 << bits) - 1
    for place, value in enumerate(values):
        held |= (value & mask) << ready
        ready += bits
        if ready >= WORD_BITS:
            at = put_word(output, at, held)
            held >>= WORD_BITS
            ready -= WORD_BITS
        spot = place + (value >> bits)
        output[high + (spot >> 3)] |= 1 << (spot & 7)
    put_rest(output, at, int(held), ready)
    return high + ((count + (universe >> bits) + 8) >> 3)


@compiled
def put_flags(output: Byte, at: int, slots: Slots) -> int:
    """写各次出现是不是换了一条记录，返回下一个的位置。"""
    last, held = np.int64(-1), np.int64(0)
    for place, slot in enumerate(slots):
        number = np.int64(slot) >> 1
        held |= np.int64(number != last) << (place & 7)
        last = number
        if place & 7 == 7:
            output[at] = held
            at, held = at + 1, np.int64(0)
    if len(slots) & 7:
        output[at] = held
        at += 1
    return at


@compiled
def listed_in(slots: Slots, numbers: Long) -> int:
    """一个键在哪些记录，返回几条。"""
    listed, last = 0, np.int64(-1)
    for slot in slots:
        number = np.int64(slot) >> 1
        if number != last:
            numbers[listed] = number
            listed += 1
            last = number
    return listed


@compiled
def titled_in(slots: Slots, spots: Long, followed: int) -> int:
    """一个键有几处在标题里：存接字的数第几次出现，不存的数第几条记录。"""
    titles, listed, last = 0, -1, np.int64(-1)
    for place, slot in enumerate(slots):
        number = np.int64(slot) >> 1
        fresh = number != last
        listed, last = listed + fresh, number
        if slot & 1 and (fresh or followed):
            spots[titles] = place if followed else listed
            titles += 1
    return titles


@compiled
def share_kinds(scratch: Scratch, apart: int) -> None:
    """各种细节分成几份，下一个字相同的一份；不分的只有一份。"""
    shares, last = 0, np.int64(-1)
    for place in range(scratch.sizes[0]):
        kind = scratch.order[place]
        high = scratch.values[kind] >> UNIT_BITS if apart else np.int64(0)
        if high != last:
            shares, last = shares + 1, high
        scratch.share[kind] = shares - 1
    scratch.sizes[1] = shares


@compiled
def count_usual(letters: Unit, scratch: Scratch) -> None:
    """各份里过半的是哪个字，各有几次。"""
    kinds, share, lead, found = scratch.kind, scratch.share, scratch.lead, scratch.found
    for own in range(scratch.sizes[1]):
        scratch.tallied[own], scratch.same[own], lead[own] = 0, 0, 0
    for place, letter in enumerate(letters):
        own = share[kinds[place]]
        if not lead[own]:
            found[own] = letter
        lead[own] += 1 if letter == found[own] else -1
    for place, letter in enumerate(letters):
        own = share[kinds[place]]
        scratch.tallied[own] += 1
        scratch.same[own] += letter == found[own]


@compiled
def list_others(letters: Unit, scratch: Scratch) -> None:
    """各份里例外的是第几次出现，一份份首尾相接；不记的一份没有。`lead` 里是各份的终点。"""
    start = np.int64(0)
    for own in range(scratch.sizes[1]):
        if scratch.tallied[own] <= UNFOLLOWED or scratch.same[own] * 2 <= scratch.tallied[own]:
            scratch.found[own] = 0
        scratch.lead[own] = start
        start += scratch.tallied[own] - scratch.same[own] if scratch.found[own] else 0
        scratch.seen[own] = 0
    for place, letter in enumerate(letters):
        own = scratch.share[scratch.kind[place]]
        if scratch.found[own] and letter != scratch.found[own]:
            scratch.others[scratch.lead[own]] = scratch.seen[own]
            scratch.lead[own] += 1
        scratch.seen[own] += 1


@compiled
def put_usual(letters: Unit, scratch: Scratch, output: Byte, at: int) -> int:
    """写一个键的各份前一个字（或者再下一个字）总是哪个，哪几次例外，返回下一个的位置；见 `lists._around`。"""
    count_usual(letters, scratch)
    list_others(letters, scratch)
    for own in range(scratch.sizes[1]):
        if scratch.tallied[own] <= UNFOLLOWED:
            continue
        if not scratch.found[own]:
            at = put_number(output, at, 0)
            continue
        others, end = scratch.tallied[own] - scratch.same[own], scratch.lead[own]
        at = put_number(output, at, ((scratch.found[own] - FIRST_CHARACTER) & LAST_UNIT) + 1)
        at = put_number(output, at, others)
        if others:
            at = put_ascending(output, at, scratch.others[end - others : end], scratch.tallied[own])
    return at


@compiled
def put_around(befores: Unit, afters: Unit, scratch: Scratch, output: Sections, ends: Long) -> None:
    """写一个键的前一个字与再下一个字，表头里记下各占多少。"""
    at = put_usual(befores, scratch, output.befores, ends[6])
    ends[0] = put_number(output.heads, ends[0], at - ends[6])
    ends[6] = at
    at = put_usual(afters, scratch, output.afters, ends[7])
    ends[0] = put_number(output.heads, ends[0], at - ends[7])
    ends[7] = at


@compiled
def put_lists(keys: Keys, universe: int, output: Sections) -> None:
    """编全部的键。"""
    starts = np.cumsum(keys.counts) - keys.counts
    most = np.int64(1)
    for count in keys.counts:
        most = max(most, count)
    numbers, spots = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    scratch = scratch_of(int(most))
    ends = np.zeros(8, dtype=np.int64)
    for place, key in enumerate(keys.sequence):
        first, count = starts[key], keys.counts[key]
        slots = keys.slots[first : first + count]
        listed = listed_in(slots, numbers)
        followed = 1 if keys.followed[key] and listed > UNFOLLOWED else 0
        titles = titled_in(slots, spots, followed)
        ends[0] = put_number(output.heads, ends[0], listed * 2 + (1 if titles else 0))
        ends[1] = put_ascending(output.numbers, ends[1], numbers[:listed], universe)
        if titles:
            ends[0] = put_number(output.heads, ends[0], titles)
            ends[2] = put_ascending(output.titles, ends[2], spots[:titles], count if followed else listed)
        if followed:
            ends[0] = put_number(output.heads, ends[0], count - listed)
            if count > listed:
                ends[3] = put_flags(output.flags, ends[3], slots)
            put_codes(keys.details[first : first + count], scratch, output, ends)
            share_kinds(scratch, keys.apart)
            end = first + count
            put_around(keys.befores[first:end], keys.afters[first:end], scratch, output, ends)
        output.ends[place] = ends


@compiled
def gaps_size(hashes: Word, first: int) -> int:
    """几个键的散列写成间隔，要几个字节。"""
    size, last = 0, np.int64(first)
    for hashed in hashes:
        rest = np.int64(hashed) - last
        size += 1
        while rest > 127:
            size += 1
            rest >>= 7
        last = np.int64(hashed)
    return size


@compiled
def put_files(hashes: Word, contents: tuple[Byte, ...], cuts: Cuts, output: Byte, ends: Long) -> None:
    """八段按键的起点切成文件，每个补成双数个字节；见 `lists.Streams`。"""
    at = 0
    for file in range(len(ends)):
        key, end = cuts.keys[file], cuts.keys[file + 1]
        if key == end:
            output[at : at + NOTHING] = 0
            at += NOTHING
            ends[file] = at
            continue
        own, last = hashes[key:end], np.int64(cuts.firsts[file])
        at = put_number(output, at, end - key)
        at = put_number(output, at, gaps_size(own, int(last)))
        for part in range(len(contents) - 1):
            at = put_number(output, at, cuts.starts[part, end] - cuts.starts[part, key])
        for hashed in own:
            at = put_number(output, at, int(np.int64(hashed) - last))
            last = np.int64(hashed)
        for part in range(len(contents)):
            first, size = cuts.starts[part, key], cuts.starts[part, end] - cuts.starts[part, key]
            output[at : at + size] = contents[part][first : first + size]
            at += size
        if at & 1:
            output[at] = 0
            at += 1
        ends[file] = at
