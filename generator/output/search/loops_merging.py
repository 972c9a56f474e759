"""编译的循环之三：合并各批。意思与 gathering.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import PLACE, PLACE_BITS, WORD, WORD_BITS, Counts, Long, Word

Unit = npt.NDArray[np.uint16]

# 与 occurrences.py 里的同名数目相同。
DETAIL_BITS, BEFORE_BITS, UNIT_BITS = 16, 48, 16
LAST_UNIT = 0xFFFF

_ONE, _PLACE, _PLACE_BITS = np.uint64(1), np.uint64(PLACE), np.uint64(PLACE_BITS)


class Runs(NamedTuple):
    """各批首尾相接的出现：散列，事实，再下一个字；各批到哪里为止，各批的第一条是第几条记录。"""

    hashes: Word
    facts: Long
    afters: Unit
    ends: Long
    firsts: Long


class Census(NamedTuple):
    """一组里有哪些键，各出现几次。

    Attributes:
        table: 散列表，边长是二的幂：低 31 位是第几个键，加一；往上是散列。
        hashes: 各键的散列，先见到的在前。
        counts: 各键的出现次数。
        keys: 各次出现是第几个键。
    """

    table: Counts
    hashes: Word
    counts: Counts
    keys: Word


class Moved(NamedTuple):
    """搬到一起的各次出现，两列，见 `gathering.Gathered`。"""

    facts: Long
    arounds: Word


@compiled
def count_keys(hashes: Word, census: Census, start: int, known: int) -> tuple[int, int]:
    """从一处起数各键的出现，数完或者散列表满一半为止。

    不在循环里放大散列表：放大的那几行从来不走，也会使循环慢三倍。

    Args:
        hashes: 各次出现的散列。
        census: 写到这里。
        start: 从第几次出现数起。
        known: 已经有几个键。

    Returns:
        数到第几次出现，有几个键。
    """
    table, counts, keys = census.table, census.counts, census.keys
    # 无符号的下标不必问是不是负数。
    mask, most = np.uint64(len(table) - 1), len(table) >> 1
    for place in range(start, len(hashes)):
        hashed = np.uint64(hashes[place])
        spot = hashed & mask
        entry = table[spot]
        while entry and entry >> _PLACE_BITS != hashed:
            spot = (spot + _ONE) & mask
            entry = table[spot]
        if not entry:
            if known == most:
                return place, known
            census.hashes[known], counts[known] = hashes[place], 0
            known += 1
            entry = hashed << _PLACE_BITS | np.uint64(known)
            table[spot] = entry
        key = (entry & _PLACE) - _ONE
        keys[place] = key
        counts[key] += _ONE
    return len(hashes), known


@compiled
def put_keys(hashes: Word, table: Counts) -> None:
    """各键按次序放进空的散列表。"""
    mask = np.uint64(len(table) - 1)
    for key in range(len(hashes)):
        hashed = np.uint64(hashes[key])
        spot = hashed & mask
        while table[spot]:
            spot = (spot + _ONE) & mask
        table[spot] = hashed << _PLACE_BITS | np.uint64(key + 1)


@compiled
def move(runs: Runs, keys: Word, ends: Counts, moved: Moved) -> None:
    """同一个键的出现搬到一处，先后不变。

    Args:
        runs: 各批的出现。
        keys: 各次出现是第几个键。
        ends: 各键从哪里起；会被改写成到哪里为止。
        moved: 写到这里。
    """
    facts, arounds, place = moved.facts, moved.arounds, 0
    for run in range(len(runs.ends)):
        slot = runs.firsts[run] * 2
        while place < runs.ends[run]:
            key, fact = keys[place], runs.facts[place]
            at = ends[key]
            ends[key] = at + _ONE
            facts[at] = (slot + (fact & LAST_UNIT)) << WORD_BITS | (fact >> DETAIL_BITS) & WORD
            arounds[at] = ((fact >> BEFORE_BITS) & LAST_UNIT) << UNIT_BITS | np.int64(runs.afters[place])
            place += 1
