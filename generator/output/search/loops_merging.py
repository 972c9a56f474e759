"""编译的循环之三：合并各批。意思与 gathering.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import PLACE, PLACE_BITS, WORD_BITS, Counts, Long, Word

Unit = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]

_ONE, _PLACE, _PLACE_BITS = np.uint64(1), np.uint64(PLACE), np.uint64(PLACE_BITS)
_HALF = np.uint64(16)


class Shape(NamedTuple):
    """怎样写的，见 `blocks.Shape`：组里最小的散列，散列几位，细节的头几位有几位，低一项几位。"""

    least: np.uint64
    hash_bits: np.uint64
    spare: np.uint64
    shift: np.uint64


class Runs(NamedTuple):
    """各批首尾相接的出现，见 `gathering.Runs`；`ends` 是各批的记录到哪里为止，两倍。"""

    heads: Word
    arounds: Word
    details: Unit
    lows: Unit
    counts: Word
    ends: Long
    wides: Flags


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
def count_keys(heads: Word, shape: Shape, census: Census, start: int, known: int) -> tuple[int, int]:
    """从一处起数各键的出现，数完或者散列表满一半为止。

    不在循环里放大散列表：放大的那几行从来不走，也会使循环慢三倍。

    Args:
        heads: 各次出现的散列与细节的头几位。
        shape: 怎样写的。
        census: 写到这里。
        start: 从第几次出现数起。
        known: 已经有几个键。

    Returns:
        数到第几次出现，有几个键。
    """
    table, counts, keys = census.table, census.counts, census.keys
    # 无符号的下标不必问是不是负数。
    mask, most = np.uint64(len(table) - 1), len(table) >> 1
    least, kept = shape.least, (_ONE << shape.hash_bits) - _ONE
    for place in range(start, len(heads)):
        hashed = least + (np.uint64(heads[place]) & kept)
        spot = hashed & mask
        entry = table[spot]
        while entry and entry >> _PLACE_BITS != hashed:
            spot = (spot + _ONE) & mask
            entry = table[spot]
        if not entry:
            if known == most:
                return place, known
            census.hashes[known], counts[known] = hashed, 0
            known += 1
            entry = hashed << _PLACE_BITS | np.uint64(known)
            table[spot] = entry
        key = (entry & _PLACE) - _ONE
        keys[place] = key
        counts[key] += _ONE
    return len(heads), known


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
def move(runs: Runs, shape: Shape, census: Census, ends: Counts, moved: Moved) -> None:
    """同一个键的出现搬到一处，先后不变。

    Args:
        runs: 各批的出现。
        shape: 怎样写的。
        census: 各次出现是第几个键。
        ends: 各键从哪里起；会被改写成到哪里为止。
        moved: 写到这里。
    """
    keys, facts, arounds, place, slot = census.keys, moved.facts, moved.arounds, 0, 0
    hash_bits, spare, shift = shape.hash_bits, shape.spare, shape.shift
    low = (_ONE << shift) - _ONE
    for run in range(len(runs.ends)):
        is_wide = runs.wides[run]
        while slot < runs.ends[run]:
            # 写的时候标题在前；位上标题是一。
            fact = np.int64(slot ^ 1) << WORD_BITS
            for _ in range(runs.counts[slot]):
                key, detail = keys[place], np.uint64(runs.details[place])
                at = ends[key]
                ends[key] = at + _ONE
                if is_wide:
                    detail = detail << _HALF | np.uint64(runs.lows[place])
                else:
                    value = detail << spare | np.uint64(runs.heads[place]) >> hash_bits
                    detail = value >> shift << _HALF | value & low
                facts[at] = fact | np.int64(detail)
                arounds[at] = runs.arounds[place]
                place += 1
            slot += 1
