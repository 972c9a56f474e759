"""编译的循环之二：一批记录里的字对与三字。意思与 occurrences.py 里的数组运算一样。

先数（第几次出现、是不是常见字对、各组有几次），知道了各组的起点，再一次写到该在的地方。
能不分岔就不分岔：是不是常见、写不写，处理器猜不准，猜错一次够算好几个字。
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import Counts, Long, Word, hash_of

Unit = npt.NDArray[np.uint16]
Number = npt.NDArray[np.int16]
Byte = npt.NDArray[np.uint8]

MOST_ORDINAL = 0xFFFF
WORD_BITS, FIRST_BITS = 32, 6
LIKELY_BITS = 16

# 无符号的下标不必问是不是负数，循环短三分之一。
_ZERO, _ONE, _LAST_BREAK = np.uint64(0), np.uint64(1), np.uint64(1)
_WORD, _LOW, _SPREAD = np.uint64(0xFFFFFFFF), np.uint64(0xFFFF), np.uint64(0x9E3779B1)
_HALF, _WORD_BITS = np.uint64(16), np.uint64(WORD_BITS)
_MOST, _FIRST_CHARACTER = np.uint64(MOST_ORDINAL), np.uint64(0x4E00)
_NOTHING_FOLLOWS = np.uint64(-0x4E00 & 0xFFFF)
_LIKELY_SHIFT = np.uint64(WORD_BITS - LIKELY_BITS)


class Frequent(NamedTuple):
    """常见字对。

    Attributes:
        likely: 打散的字对，高几位是这样的有没有：多半不是的，看一眼就知道。
        table: 散列表：低 32 位是字对，往上是编号加一。
    """

    likely: Byte
    table: Counts


class Batch(NamedTuple):
    """一批记录。

    Attributes:
        units: 编码单元，末尾另补两个零：往后看三个字也不会越界。
        ends: 各条记录的结尾在哪里。
        titles: 各条记录的标题到哪里为止。
        ordinals: 每个位置的一对字是第几次，从零数起。
        numbers: 每个位置的一对字是第几个常见字对，不是的负一。
        spots: 哪些位置是常见字对。
    """

    units: Unit
    ends: Long
    titles: Long
    ordinals: Unit
    numbers: Number
    spots: Word


class Fit(NamedTuple):
    """细节怎样放。

    Attributes:
        hash_bits: 散列占几位，细节的低几位接在它上面。
        kept: 细节的低几位不写进 `details`。
        shift: 细节的低一项占几位。
        mask: 接在散列上面的是哪几位；低一项另记时没有。
        place_mask: 另记的低一项写在第几行；不另记时总是零。
    """

    hash_bits: np.uint64
    kept: np.uint64
    shift: np.uint64
    mask: np.uint64
    place_mask: np.uint64


class Rows(NamedTuple):
    """按组分开的出现，见 `blocks.Rows`；末尾多一行，不算数的写在那里。低一项不另记时只有一格。"""

    heads: Word
    arounds: Word
    details: Unit
    lows: Unit
    fit: Fit


class Groups(NamedTuple):
    """怎样分组：各组里最小的散列；各组从哪里起，写的时候跟着走。"""

    firsts: Counts
    ends: Counts


@compiled
def bits_for(count: int) -> int:
    """散列表要几位，才装得下又有一半空着。"""
    bits = FIRST_BITS
    while 1 << bits < count * 2:
        bits += 1
    return bits


@compiled
def put_frequent(pairs: Counts, frequent: Frequent) -> None:
    """常见字对放进两张空的表。"""
    table, likely = frequent.table, frequent.likely
    mask, number = np.uint64(len(table) - 1), _ZERO
    for pair in pairs:
        spread = (pair * _SPREAD) & _WORD
        likely[spread >> _LIKELY_SHIFT] = 1
        spot = spread & mask
        while table[spot]:
            spot = (spot + _ONE) & mask
        number += _ONE
        table[spot] = number << _WORD_BITS | pair


@compiled
def count_ordinals(units: Unit, seen: Counts, ordinals: Unit) -> int:
    """数一条记录：每个位置的一对字是第几次；返回见得最多的是第几次。

    Args:
        units: 一条记录的编码单元。
        seen: 草稿，散列表：低 32 位是字对，往上是见过几次。
        ordinals: 写到这里。
    """
    bits = bits_for(len(units))
    mask, shift = np.uint64((1 << bits) - 1), np.uint64(WORD_BITS - bits)
    seen[: 1 << bits] = _ZERO
    second, most = np.uint64(units[0]), _ZERO
    for place in range(len(units) - 1):
        first, second = second, np.uint64(units[place + 1])
        key = first << _HALF | second
        spot = ((key * _SPREAD) & _WORD) >> shift
        found = seen[spot]
        while (found != _ZERO) & (found & _WORD != key):
            spot = (spot + _ONE) & mask
            found = seen[spot]
        count = found >> _WORD_BITS
        ordinals[place] = count
        # 连着段末的不是字对，也照数：各是各的键，不相干。
        is_real = (first > _LAST_BREAK) & (second > _LAST_BREAK)
        most = max(most, count if is_real else _ZERO)
        seen[spot] = key | (count + np.uint64(count < _MOST)) << _WORD_BITS
    return int(most)


@compiled
def find_frequent(batch: Batch, frequent: Frequent) -> int:
    """哪些位置是常见字对，各是第几个；返回有几处。"""
    units, numbers, spots = batch.units, batch.numbers, batch.spots
    likely, table = frequent.likely, frequent.table
    second, listed = np.uint64(units[0]), 0
    for place in range(len(numbers)):
        first, second = second, np.uint64(units[place + 1])
        spread = ((first << _HALF | second) * _SPREAD) & _WORD
        numbers[place] = -1
        spots[listed] = place
        listed += int(likely[spread >> _LIKELY_SHIFT])
    mask, kept = np.uint64(len(table) - 1), 0
    for each in range(listed):
        place = int(spots[each])
        key = np.uint64(units[place]) << _HALF | np.uint64(units[place + 1])
        spot = ((key * _SPREAD) & _WORD) & mask
        found = table[spot]
        while (found != _ZERO) & (found & _WORD != key):
            spot = (spot + _ONE) & mask
            found = table[spot]
        numbers[place] = np.int64(found >> _WORD_BITS) - 1
        # 段末之前的一对字没有三字。
        spots[kept] = place
        kept += int((found != _ZERO) & (units[place + 2] > _LAST_BREAK))
    return kept


@compiled
def group_of(hashed: np.uint64, firsts: Counts) -> np.uint64:
    """一个散列在第几组：各组的起点是等分点进位到文件的起点，至多差一组。"""
    guess = (hashed * np.uint64(len(firsts))) >> _WORD_BITS
    return guess - np.uint64(hashed < firsts[guess])


@compiled
def is_listed(first: np.uint64, second: np.uint64, number: int, ordinal: int) -> np.bool_:
    """一个位置的一对字记不记：常见字对在一条记录里只记一次。"""
    return (first > _LAST_BREAK) & (second > _LAST_BREAK) & ((number < 0) | (ordinal == 0))


@compiled
def put_row(rows: Rows, at: np.uint64, rest: np.uint64, high: np.uint64, low: np.uint64) -> None:
    """写一次出现的散列与细节。

    Args:
        rows: 写到这里。
        at: 第几行。
        rest: 散列比组里最小的大多少。
        high: 细节的高一项。
        low: 细节的低一项。
    """
    fit = rows.fit
    value = high << fit.shift | low
    rows.heads[at] = rest | (value & fit.mask) << fit.hash_bits
    rows.details[at] = value >> fit.kept
    rows.lows[at & fit.place_mask] = low


@compiled
def count_pairs(batch: Batch, firsts: Counts, counts: Word) -> None:
    """每条记录的标题与别处，各组有几次字对。"""
    start = 0
    for record in range(len(batch.ends)):
        end = batch.ends[record]
        units, ordinals, numbers = batch.units[start:], batch.ordinals[start:], batch.numbers[start:end]
        title, second = batch.titles[record] - start - 1, np.uint64(units[0])
        for place in range(len(numbers)):
            first, second = second, np.uint64(units[place + 1])
            group = group_of(hash_of(first << _HALF | second), firsts)
            kept = is_listed(first, second, numbers[place], ordinals[place])
            counts[record * 2 + (place >= title), group] += np.uint32(kept)
        start = end + 1


@compiled
def put_pairs(batch: Batch, groups: Groups, rows: Rows) -> None:
    """写出全部字对；不算数的写在末尾多出的一行。"""
    arounds = rows.arounds
    firsts, ends, spare = groups.firsts, groups.ends, np.uint64(len(rows.heads) - 1)
    start = 0
    for record in range(len(batch.ends)):
        # 一条记录切出来从零数起，下标也就不必问是不是负数。
        end = batch.ends[record]
        units, ordinals = batch.units[start : end + 3], batch.ordinals[start : end + 1]
        numbers, before = batch.numbers[start:end], _ZERO
        second, third = np.uint64(units[0]), np.uint64(units[1])
        for place in range(len(numbers)):
            first, second, third = second, third, np.uint64(units[place + 2])
            hashed = hash_of(first << _HALF | second)
            group = group_of(hashed, firsts)
            kept, free = is_listed(first, second, numbers[place], ordinals[place]), ends[group]
            at = free if kept else spare
            ends[group] = free + np.uint64(kept)
            is_followed, fourth = third > _LAST_BREAK, np.uint64(units[place + 3])
            high = (third - _FIRST_CHARACTER) & _LOW if is_followed else _NOTHING_FOLLOWS
            low = np.uint64(ordinals[place + 1]) if is_followed else _ZERO
            put_row(rows, at, hashed - firsts[group], high, low)
            arounds[at] = before << _HALF | (fourth if is_followed & (fourth > _LAST_BREAK) else _ZERO)
            before = first if first > _LAST_BREAK else _ZERO
        start = end + 1


@compiled
def triple_at(batch: Batch, place: int) -> np.uint64:
    """一处常见字对连下一个字的散列。"""
    number = np.uint64(batch.numbers[place])
    return hash_of(number << _HALF | np.uint64(batch.units[place + 2]))


@compiled
def count_triples(batch: Batch, firsts: Counts, counts: Word) -> None:
    """每条记录的标题与别处，各组有几次三字。"""
    record, end, title = -1, np.int64(-1), np.int64(0)
    for spot in batch.spots:
        place = int(spot)
        while place > end:
            record += 1
            end, title = batch.ends[record], batch.titles[record] - 2
        counts[record * 2 + (place >= title), group_of(triple_at(batch, place), firsts)] += np.uint32(1)


@compiled
def put_triples(batch: Batch, groups: Groups, rows: Rows) -> None:
    """写出常见字对连下一个字的全部三字。"""
    units, ordinals = batch.units, batch.ordinals
    for spot in batch.spots:
        place = int(spot)
        hashed = triple_at(batch, place)
        group = group_of(hashed, groups.firsts)
        at = groups.ends[group]
        groups.ends[group] = at + _ONE
        before = np.uint64(units[place - 1]) if place else _ZERO
        before = before if before > _LAST_BREAK else _ZERO
        after = np.uint64(units[place + 3])
        high, low = np.uint64(ordinals[place]), np.uint64(ordinals[place + 1])
        put_row(rows, at, hashed - groups.firsts[group], high, low)
        rows.arounds[at] = before << _HALF | (after if after > _LAST_BREAK else _ZERO)


@compiled
def count_records(batch: Batch, endless: Unit) -> tuple[int, int]:
    """各位置的一对字在记录里是第几次；序号数不下的记录写进 `endless`，返回有几条，与最大的序号。"""
    most, start, too_many, highest = 0, 0, 0, 0
    for end in batch.ends:
        most, start = max(most, end + 1 - start), end + 1
    seen, start = np.zeros(1 << bits_for(most), dtype=np.uint64), 0
    for record, end in enumerate(batch.ends):
        last = count_ordinals(batch.units[start : end + 1], seen, batch.ordinals[start : end + 1])
        if last >= MOST_ORDINAL:
            endless[too_many] = record
            too_many += 1
        highest = max(highest, last)
        start = end + 1
    return too_many, highest
