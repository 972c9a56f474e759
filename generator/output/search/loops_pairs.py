"""编译的循环之二：一批记录里的字对与三字。意思与 occurrences.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_sorting import WORD, Long, Word, hash_of

Unit = npt.NDArray[np.uint16]
Short = npt.NDArray[np.int32]

LAST_BREAK, RECORD_END = 1, 1
FIRST_CHARACTER, MOST_ORDINAL = 0x4E00, 0xFFFF
LOW = 0xFFFF
NOTHING_FOLLOWS = (-FIRST_CHARACTER & LOW) << 16
SPREAD = 0x9E3779B1
WORD_BITS, COUNT_BITS, MOST_NUMBER = 32, 45, (1 << 13) - 1
FIRST_BITS = 6
DETAIL_BITS, BEFORE_BITS = 16, 48


class Place(NamedTuple):
    """一条记录里每个位置的一对字：第几次，第几个常见字对（不常见的负一，不是一对的负二）。"""

    ordinals: Short
    numbers: Short


class Rows(NamedTuple):
    """没有排的出现：散列，事实（低 16 位是记录，往上 32 位是细节，最高 16 位是前一个字），再下一个字。"""

    hashes: Word
    facts: Long
    afters: Unit


@compiled
def spot_of(keys: Long, key: int, bits: int) -> int:
    """一个键（各项的低 32 位）在散列表里的位置；没有的，是该放的空位。"""
    mask = (1 << bits) - 1
    spot = ((key * SPREAD) & WORD) >> (WORD_BITS - bits)
    while keys[spot] and keys[spot] & WORD != key:
        spot = (spot + 1) & mask
    return spot


@compiled
def bits_for(count: int) -> int:
    """散列表要几位，才装得下又有一半空着。"""
    bits = FIRST_BITS
    while 1 << bits < count * 2:
        bits += 1
    return bits


@compiled
def count_pairs(units: Unit, seen: Long, hot: Long, places: Place) -> int:
    """数一条记录：每个位置的一对字是第几次，是第几个常见字对。

    Args:
        units: 一条记录的编码单元。
        seen: 草稿，散列表：低 32 位是字对，往上 13 位是常见字对的编号加一，再往上是见过几次。
        hot: 常见字对的散列表，写法相同。
        places: 写到这里。

    Returns:
        见得最多的一对字是第几次。
    """
    bits, hot_bits, most = bits_for(len(units)), bits_for(len(hot) // 2), 0
    mask, hot_mask = (1 << bits) - 1, (1 << hot_bits) - 1
    seen[: mask + 1] = 0
    numbers, ordinals, second = places.numbers, places.ordinals, int(units[0])
    numbers[len(units) - 1] = -2
    for place in range(len(units) - 1):
        first, second = second, int(units[place + 1])
        if first <= LAST_BREAK or second <= LAST_BREAK:
            numbers[place] = -2
            continue
        key = first << 16 | second
        spread = (key * SPREAD) & WORD
        spot = spread >> (WORD_BITS - bits)
        found = seen[spot]
        while found and found & WORD != key:
            spot = (spot + 1) & mask
            found = seen[spot]
        if not found:
            known = spread >> (WORD_BITS - hot_bits)
            found = hot[known]
            while found and found & WORD != key:
                known = (known + 1) & hot_mask
                found = hot[known]
            if not found:
                found = np.int64(key)
        count = found >> COUNT_BITS
        most = max(most, count)
        ordinals[place] = count
        numbers[place] = (found >> WORD_BITS & MOST_NUMBER) - 1
        if count < MOST_ORDINAL:
            seen[spot] = found + (1 << COUNT_BITS)
    return most


@compiled
def before(units: Unit, place: int) -> np.int64:
    """前一个字，已经移到事实的最高 16 位；段的开头是 0。"""
    if not place or units[place - 1] <= LAST_BREAK:
        return np.int64(0)
    return np.int64(units[place - 1]) << BEFORE_BITS


@compiled
def after_of(units: Unit, place: int) -> int:
    """再下一个字；段在那里到头了的是 0。下一个字已知还在段里，记录又总以记号结尾，所以不会越界。"""
    after = int(units[place + 3])
    return after if after > LAST_BREAK else 0


@compiled
def put_pairs(units: Unit, slot: int, places: Place, rows: Rows, at: int) -> int:
    """写出一条记录的字对，返回写到哪里；常见字对只记一次。"""
    titled, size = 1, len(units)
    for place in range(size - 1):
        number = places.numbers[place]
        if units[place + 1] <= LAST_BREAK:
            titled = 0
        if number < -1 or (number >= 0 and places.ordinals[place]):
            continue
        detail, after = NOTHING_FOLLOWS, 0
        if units[place + 2] > LAST_BREAK:
            following = int(units[place + 2]) - FIRST_CHARACTER
            detail = (following & LOW) << 16 | int(places.ordinals[place + 1])
            after = after_of(units, place)
        rows.hashes[at] = hash_of(int(units[place]) << 16 | int(units[place + 1]))
        rows.facts[at] = before(units, place) | detail << DETAIL_BITS | slot | titled
        rows.afters[at] = after
        at += 1
    return at


@compiled
def put_triples(units: Unit, slot: int, places: Place, rows: Rows, at: int) -> int:
    """写出一条记录里常见字对连下一个字的三字，返回写到哪里。"""
    titled, size = 1, len(units)
    for place in range(size - 2):
        if units[place + 2] <= LAST_BREAK:
            titled = 0
            continue
        number = int(places.numbers[place])
        if number < 0:
            continue
        detail = int(places.ordinals[place]) << 16 | int(places.ordinals[place + 1])
        rows.hashes[at] = hash_of(number << 16 | int(units[place + 2]))
        rows.facts[at] = before(units, place) | detail << DETAIL_BITS | slot | titled
        rows.afters[at] = after_of(units, place)
        at += 1
    return at


@compiled
def put_records(units: Unit, hot: Long, pairs: Rows, triples: Rows, endless: Unit) -> tuple[int, int, int]:
    """一条条记录写出字对与三字。

    Returns:
        几次字对，几次三字，几条记录的序号数不下。
    """
    most, start = 0, 0
    for place in range(len(units)):
        if units[place] == RECORD_END:
            most, start = max(most, place + 1 - start), place + 1
    size = 1 << bits_for(most)
    seen = np.zeros(size, dtype=np.int64)
    places = Place(np.zeros(most + 1, dtype=np.int32), np.zeros(most + 1, dtype=np.int32))
    record, start, pair, triple, too_many = 0, 0, 0, 0, 0
    for place in range(len(units)):
        if units[place] != RECORD_END:
            continue
        own = units[start : place + 1]
        highest = count_pairs(own, seen, hot, places)
        pair = put_pairs(own, record * 2, places, pairs, pair)
        triple = put_triples(own, record * 2, places, triples, triple)
        if highest >= MOST_ORDINAL:
            endless[too_many] = record
            too_many += 1
        record, start = record + 1, place + 1
    return pair, triple, too_many


@compiled
def put_grouped(rows: Rows, firsts: Long, grouped: Rows, bounds: Long) -> None:
    """各组的出现归到一处，先后不变。

    Args:
        rows: 没有排的出现。
        firsts: 各组里最小的散列。
        grouped: 写到这里。
        bounds: 各组的起点，末尾多一项总数；起先都是零。
    """
    groups, hashes, facts = len(firsts), rows.hashes, rows.facts
    for place in range(len(hashes)):
        bounds[group_of(int(np.int64(hashes[place])), firsts, groups) + 1] += 1
    for group in range(groups):
        bounds[group + 1] += bounds[group]
    ends, afters = bounds[:groups].copy(), rows.afters
    for place in range(len(hashes)):
        group = group_of(int(np.int64(hashes[place])), firsts, groups)
        at = ends[group]
        grouped.hashes[at], grouped.facts[at] = hashes[place], facts[place]
        grouped.afters[at] = afters[place]
        ends[group] = at + 1


@compiled
def group_of(hashed: int, firsts: Long, groups: int) -> int:
    """一个散列在第几组：各组的起点是等分点进位到文件的起点，至多差一组。"""
    guess = (hashed * groups) >> WORD_BITS
    return guess - (1 if hashed < firsts[guess] else 0)
