"""一批记录里的全部字对：排好序，写进临时文件，等各批齐了再合。

键先打散成 32 位的散列（一一对应，可以还原），散列的大小就是它在哪个文件，
于是不必有分片目录；排序只按散列，稳定的排序保住位置的先后。

一次出现不记位置，只记下一个字，以及从下一个字起的那一对是它在本记录里的第几次出现：
照着一对对接下去，词不论多长都能精确核对，比记位置省一半。另记前一个字：多半总是同一个，几乎不占地方。
"""

import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers, halves, radix_order
from generator.output.search.hot import Hot, Units, pairs_at, triple_keys

Keys = npt.NDArray[np.uint32]
Slots = npt.NDArray[np.uint16]

FIELD_END, RECORD_END = 0, 1
PAIRS, TRIPLES, MARKS = 0, 1, 2
FAMILIES = ("pairs", "triples", "marks")

# 下一个字从汉字区的开头数起，常用的字编号就小。
FIRST_CHARACTER = 0x4E00
MOST_ORDINAL = 0xFFFF
MOST_RECORDS = 1 << 15

_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_FIRST_BACK, _SECOND_BACK = (
    np.uint32(pow(0x9E3779B1, -1, 1 << 32)),
    np.uint32(pow(0x85EBCA77, -1, 1 << 32)),
)
_HALF, _UNIT = np.uint32(15), np.uint32(16)

TITLE_CHARACTER = np.uint32(1 << 16)


class Recipe(msgspec.Struct, frozen=True):
    """各批一样的安排。

    Attributes:
        hot: 常见的字对。
        layouts: 每一族分几个文件、几组。
        fast: 用不用编译的循环。
    """

    hot: Hot
    layouts: tuple[tuple[int, int], ...]
    fast: bool


class Block(msgspec.Struct, frozen=True):
    """写进临时文件的一批。

    Attributes:
        path: 临时文件。
        records: 记录数。
        endless: 同一对字出现得太多、序号数不下的记录，批内的次序。
        parts: 每一族：各组的键的起点，各组的出现的起点，各组在文件里的起点。
    """

    path: Path
    records: int
    endless: tuple[int, ...]
    parts: tuple[tuple[Integers, Integers, Integers], ...]


def mixed(keys: Keys) -> Keys:
    """键打散成散列，一一对应。"""
    first = keys * _FIRST
    first ^= first >> _HALF
    first *= _SECOND
    return first


def unmixed(hashes: Keys) -> Keys:
    """散列还原成键。"""
    second = hashes * _SECOND_BACK
    second ^= second >> _HALF ^ second >> np.uint32(30)
    return second * _FIRST_BACK


def boundary(bucket: int, buckets: int) -> int:
    """一个文件里最小的散列。"""
    return -(-(bucket << 32) // buckets)


class Occurrences(msgspec.Struct, frozen=True):
    """一批里某一族的全部出现，按散列、再按位置排好。

    Attributes:
        keys: 散列，升序不重复。
        counts: 各键的出现次数。
        slots: 每次出现在第几条记录的两倍，在标题里的加一。
        details: 高 16 位与低 16 位各一项。字对：下一个字，下一对是第几次出现；
            三字：自己的头两个字是第几次出现，后两个字是第几次出现。
        befores: 前一个字；段的开头是 0。
    """

    keys: Keys
    counts: Keys
    slots: Slots
    details: Keys
    befores: Units


def _counted(hashes: Keys, slots: Slots, details: Keys, befores: Units) -> Occurrences:
    fresh = np.concatenate([[True], hashes[1:] != hashes[:-1]])[: len(hashes)]
    heads = np.append(np.flatnonzero(fresh), len(hashes))
    return Occurrences(hashes[heads[:-1]], np.diff(heads).astype(np.uint32), slots, details, befores)


def write_block(units: Units, marks: Integers, recipe: Recipe, path: Path) -> Block:
    """一批记录排好序，写进临时文件。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        marks: 各条记录不属于正文的键，记录在高 32 位；次序不限，可以重复。
        recipe: 各批一样的安排。
        path: 临时文件。

    Returns:
        这一批的去处。
    """
    pairs, triples, endless = (_fast().linked if recipe.fast else linked)(units, recipe.hot)
    with path.open("wb") as file:
        parts = (
            _write(file, pairs, recipe.layouts[PAIRS]),
            _write(file, triples, recipe.layouts[TRIPLES]),
            _write(file, marks_of(marks, units), recipe.layouts[MARKS]),
        )
    return Block(path, int(np.count_nonzero(units == RECORD_END)), endless, parts)


def _fast() -> ModuleType:
    """编译的循环；载入要半秒，记录多才用。"""
    return importlib.import_module("generator.output.search.fast")


def _slots(units: Units) -> Slots:
    """每个位置属于第几条记录，从它起的一对字在不在标题里。"""
    ends = np.flatnonzero(units == RECORD_END)
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    breaks = np.flatnonzero(units <= RECORD_END)
    titles = breaks[np.searchsorted(breaks, starts)] if len(breaks) else starts
    change = np.zeros(len(units) + 1, dtype=np.int8)
    change[starts] += 1
    change[np.maximum(titles - 1, starts)] -= 1
    owners = np.repeat(np.arange(len(ends), dtype=np.uint16) * np.uint16(2), ends - starts + 1)
    owners += np.cumsum(change[: len(owners)], dtype=np.int8).view(np.uint8)
    return owners


def linked(units: Units, hot: Hot) -> tuple[Occurrences, Occurrences, tuple[int, ...]]:
    """全部字对与常见字对的三字，以及序号数不下的记录。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        hot: 常见的字对。
    """
    slots = _slots(units)
    real = units > RECORD_END
    spots = np.flatnonzero(real[:-1] & real[1:])
    hashes, order = _sorted(mixed(pairs_at(units)[spots]), spots)
    owners = slots[order] >> np.uint16(1)
    fresh = np.ones(len(order), dtype=np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    fresh[1:] |= owners[1:] != owners[:-1]
    ordinals = _ordinals(fresh)
    endless = owners[ordinals >= MOST_ORDINAL] if ordinals.max(initial=0) >= MOST_ORDINAL else owners[:0]
    at = np.zeros(len(units) + 2, dtype=np.uint16)
    at[order] = np.minimum(ordinals, MOST_ORDINAL)
    following = np.zeros_like(units)
    following[:-2] = units[2:]
    numbers = np.repeat(hot.numbers(unmixed(hashes[heads])), np.diff(heads, append=len(order)))
    kept = np.flatnonzero((numbers < 0) | fresh)
    places, befores = order[kept], _before(units)
    pairs = _counted(hashes[kept], slots[places], _next(following, at)[places], befores[places])
    number_at = np.full(len(units), -1, dtype=np.int16)
    number_at[order] = numbers
    spots = np.flatnonzero((number_at >= 0) & (following > RECORD_END))
    hashes, order = _sorted(mixed(triple_keys(number_at[spots], following[spots])), spots)
    details = at[order].astype(np.uint32) << _UNIT | at[order + 1]
    triples = _counted(hashes, slots[order] & slots[order + 1], details, befores[order])
    return pairs, triples, tuple(sorted(set(endless.tolist())))


def _ordinals(fresh: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """每次出现是同一对字在同一条记录里的第几次，从零数起。"""
    firsts = np.flatnonzero(fresh).astype(np.int32)
    found = np.arange(len(fresh), dtype=np.int32)
    found -= np.repeat(firsts, np.diff(firsts, append=len(fresh)))
    return found


def _before(units: Units) -> Units:
    """每个位置的前一个字；段的开头是 0。"""
    found = np.zeros_like(units)
    found[1:] = np.where(units[:-1] > RECORD_END, units[:-1], 0)
    return found


def _next(following: Units, at: Slots) -> Keys:
    """每个位置的一对字：下一个字，与下一对的序号。段末没有下一个字。"""
    ended = following <= RECORD_END
    details = (following - np.uint16(FIRST_CHARACTER)).astype(np.uint32) << _UNIT
    details |= at[1 : len(details) + 1]
    details[ended] = np.uint32((-FIRST_CHARACTER & 0xFFFF) << 16)
    return details


def marks_of(marks: Integers, units: Units) -> Occurrences:
    """不属于正文的键，以及标题单字。

    Args:
        marks: 各条记录不属于正文的键，记录在高 32 位；次序不限，可以重复。
        units: 折叠后的编码单元。
    """
    listed = np.unique(marks)
    given, owners = listed.astype(np.uint32), (listed >> 32).astype(np.uint16)
    titles = _title_characters(units)
    keys = np.concatenate([given, TITLE_CHARACTER | (titles & np.uint32(0xFFFF))])
    owners = np.concatenate([owners, (titles >> _UNIT).astype(np.uint16)])
    hashes, order = _sorted(mixed(keys), np.arange(len(keys)))
    nothing = np.zeros(len(order), dtype=np.uint16)
    return _counted(hashes, owners[order] * np.uint16(2), nothing.astype(np.uint32), nothing)


def _title_characters(units: Units) -> Keys:
    """各条记录的标题里有哪些字：记录在高 16 位，字在低 16 位，升序不重复。"""
    ends = np.flatnonzero(units == RECORD_END)
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    breaks = np.flatnonzero(units <= RECORD_END)
    lengths = breaks[np.searchsorted(breaks, starts)] - starts if len(breaks) else starts
    owners = np.repeat(np.arange(len(ends), dtype=np.uint32), lengths)
    spots = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return np.unique(owners << _UNIT | units[spots])


def _sorted(hashes: Keys, places: Integers) -> tuple[Keys, Integers]:
    """按散列、再按位置排好：散列与位置。"""
    order = radix_order(*halves(hashes))
    return hashes[order], places[order]


def _write(file: BinaryIO, part: Occurrences, layout: tuple[int, int]) -> tuple[Integers, Integers, Integers]:
    """一组一段：散列、次数、细节、记录、前一个字。"""
    keys, counts = part.keys, part.counts
    heads = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    buckets, groups = layout
    firsts = [boundary(-(-group * buckets // groups), buckets) for group in range(groups)]
    at = np.append(np.searchsorted(keys, np.array(firsts, dtype=np.uint64)), len(keys))
    bounds = heads[at]
    starts = [file.tell()]
    for group in range(groups):
        some, every = slice(at[group], at[group + 1]), slice(bounds[group], bounds[group + 1])
        columns = keys[some], counts[some], part.details[every], part.slots[every], part.befores[every]
        for column in columns:
            column.tofile(file)
        starts.append(file.tell())
    return at, bounds, np.array(starts)


class Gathered(msgspec.Struct, frozen=True):
    """一组键在全部批次里的出现，按散列、记录、位置升序。

    Attributes:
        hashes: 散列，升序不重复。
        counts: 各键的出现次数。
        slots: 每次出现在第几条记录的两倍，在标题里的加一。
        details: 每次出现的细节。
        befores: 每次出现的前一个字；段的开头是 0。
    """

    hashes: Keys
    counts: Integers
    slots: npt.NDArray[np.int32]
    details: Keys
    befores: Units


def gather(blocks: Sequence[Block], family: int, group: int, *, fast: bool) -> Gathered:
    """把各批的一组合起来。

    Args:
        blocks: 全部批次，按记录次序。
        family: 哪一族。
        group: 第几组。
        fast: 用不用编译的循环。

    Returns:
        合好的一组。
    """
    first, parts = 0, []
    for block in blocks:
        parts.append(_read(block, family, group, first))
        first += block.records
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return (_fast().merged if fast else _merged)(*columns)


def _merged(
    hashes: Keys, counts: Keys, slots: npt.NDArray[np.int32], details: Keys, befores: Units
) -> Gathered:
    order = np.argsort(hashes, kind="stable")
    sizes = counts.astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    lengths = sizes[order]
    moved = np.cumsum(lengths) - lengths
    source = np.arange(len(slots)) + np.repeat(starts[order] - moved, lengths)
    listed = hashes[order]
    heads = np.flatnonzero(np.concatenate([[True], listed[1:] != listed[:-1]])[: len(listed)])
    totals = np.diff(np.append(moved, len(slots))[np.append(heads, len(listed))])
    return Gathered(listed[heads], totals, slots[source], details[source], befores[source])


def _read(
    block: Block, family: int, group: int, first: int
) -> tuple[Keys, Keys, npt.NDArray[np.int32], Keys, Units]:
    keys_at, bounds, starts = block.parts[family]
    keys = int(keys_at[group + 1] - keys_at[group])
    count = int(bounds[group + 1] - bounds[group])
    with block.path.open("rb") as file:
        file.seek(int(starts[group]))
        content = file.read(int(starts[group + 1] - starts[group]))
    words = np.frombuffer(content, dtype="<u4", count=keys * 2 + count)
    shorts = np.frombuffer(content, dtype="<u2", offset=len(words) * 4)
    slots = shorts[:count].astype(np.int32)
    slots += np.int32(first * 2)
    return words[:keys], words[keys : keys * 2], slots, words[keys * 2 :], shorts[count:]
