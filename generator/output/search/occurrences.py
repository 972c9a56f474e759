"""一批记录里的全部字对：排好序，写进临时文件，等各批齐了再合。

键先打散成 32 位的散列（一一对应，可以还原），散列的大小就是它在哪个文件，
于是不必有分片目录；排序时散列在高位、批内次序在低位，一次排完。
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.hot import LEVEL_SHIFT, Hot, hot_spots, joined, lookup_of, numbered, pairs_at

Units = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]

FIELD_END, RECORD_END = 0, 1
PAIRS, RUNS, MARKS = 0, 1, 2
FAMILIES = ("pairs", "runs", "marks")

TITLE_BIT, AFTER_SHIFT, BEFORE_SHIFT, PLACE_SHIFT = 1, 1, 8, 15
CONTEXT_MASK = 127

_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_FIRST_BACK, _SECOND_BACK = (
    np.uint32(pow(0x9E3779B1, -1, 1 << 32)),
    np.uint32(pow(0x85EBCA77, -1, 1 << 32)),
)
_HALF = np.uint32(15)


class Recipe(msgspec.Struct, frozen=True):
    """各批一样的安排。

    长记录占几格，一格 2 的 `bits` 次方个单元，位置才总是 `bits` 位。

    Attributes:
        hot: 常见的字对与连串。
        bits: 一格的位数。
        layouts: 每一族分几个文件、几组。
    """

    hot: Hot
    bits: int
    layouts: tuple[tuple[int, int], ...]


class Block(msgspec.Struct, frozen=True):
    """写进临时文件的一批。

    Attributes:
        path: 临时文件。
        slots: 每条记录占几格。
        parts: 每一族：各组的键的起点，各组的出现的起点，这一族在文件里的起点。
    """

    path: Path
    slots: Integers
    parts: tuple[tuple[Integers, Integers, int], ...]


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


def slot_bits(lengths: Integers) -> int:
    """一格多大：占两格以上的记录要少，位置的位数也要少。

    Args:
        lengths: 各记录的单元数。

    Returns:
        八到十六。
    """
    spare = len(lengths) // 50
    for bits in range(8, 16):
        if int((lengths >> bits).sum()) <= spare:
            return bits
    return 16


def write_block(units: Units, marks: Sequence[Sequence[int]], recipe: Recipe, path: Path) -> Block:
    """一批记录排好序，写进临时文件。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        marks: 每条记录不属于正文的键。
        recipe: 各批一样的安排。
        path: 临时文件。

    Returns:
        这一批的去处。
    """
    hot, bits = recipe.hot, recipe.bits
    ends = np.flatnonzero(units == RECORD_END)
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    lengths = ends - starts + 1
    slots = ((lengths - 1) >> bits) + 1
    owner = np.repeat(np.arange(len(ends), dtype=np.int32), lengths)
    place = np.arange(len(units), dtype=np.int32) - starts.astype(np.int32)[owner]
    first_slot = (np.cumsum(slots) - slots).astype(np.int32)
    slot = (first_slot[owner] + (place >> bits)).astype(np.uint16)
    breaks = np.flatnonzero(units <= RECORD_END)
    title = (breaks[np.searchsorted(breaks, starts)] - starts).astype(np.int32)
    numbers = lookup_of(hot).pair_numbers(units)
    details = (place & np.int32((1 << bits) - 1)).astype(np.uint32) << np.uint32(PLACE_SHIFT)
    details |= (place + 1 < title[owner]).astype(np.uint32)
    with path.open("wb") as file:
        parts = (
            _write(file, _pairs(units, numbers, slot, details, hot), recipe.layouts[PAIRS]),
            _write(file, _runs(numbers, slot, details, hot), recipe.layouts[RUNS]),
            _write(file, _marks(marks, first_slot), recipe.layouts[MARKS]),
        )
    return Block(path, slots, parts)


Sorted = tuple[Keys, npt.NDArray[np.uint16], npt.NDArray[np.uint32]]


def _pairs(
    units: Units,
    numbers: npt.NDArray[np.int16],
    slot: npt.NDArray[np.uint16],
    details: npt.NDArray[np.uint32],
    hot: Hot,
) -> Sorted:
    lookup = lookup_of(hot)
    context = lookup.before(numbers) << np.uint32(BEFORE_SHIFT)
    context |= lookup.after(numbers) << np.uint32(AFTER_SHIFT)
    real = (units[:-1] > RECORD_END) & (units[1:] > RECORD_END)
    hashes, order = _sorted(mixed(pairs_at(units)), np.flatnonzero(real))
    slots = slot[order]
    kept = numbers[order] < 0
    kept |= np.concatenate([[True], (hashes[1:] != hashes[:-1]) | (slots[1:] != slots[:-1])])[: len(kept)]
    order = order[kept]
    return hashes[kept], slots[kept], details[order] | context[order]


def _runs(
    numbers: npt.NDArray[np.int16], slot: npt.NDArray[np.uint16], details: npt.NDArray[np.uint32], hot: Hot
) -> Sorted:
    found = []
    spots = hot_spots(numbers)
    for level, chosen in enumerate((*hot.runs, ())):
        longer = joined(spots)
        found.append((longer.numbers.astype(np.uint32) | np.uint32(level << LEVEL_SHIFT), longer.places))
        if not chosen:
            break
        spots = numbered(longer, chosen)
    keys = np.concatenate([each for each, _ in found])
    places = np.concatenate([each for _, each in found])
    ordinal = np.argsort(places, kind="stable")
    hashes, order = _sorted(mixed(keys[ordinal]), np.arange(len(keys)))
    at = places[ordinal][order]
    # 连串不跨段，前两个字在标题里，整个就在标题里。
    return hashes, slot[at], details[at]


def _marks(marks: Sequence[Sequence[int]], first_slot: npt.NDArray[np.int32]) -> Sorted:
    counts = [len(each) for each in marks]
    keys = np.array([key for each in marks for key in each], dtype=np.uint32)
    owners = np.repeat(first_slot, counts)
    hashes, order = _sorted(mixed(keys), np.arange(len(keys)))
    return hashes, owners[order].astype(np.uint16), np.zeros(len(order), dtype=np.uint32)


def _sorted(hashes: Keys, chosen: Integers) -> tuple[Keys, Integers]:
    """按散列、再按次序排好：散列与原来的位置。

    先按低 16 位、再按高 16 位，各用一次稳定的基数排序，比直接排 32 位的数快。
    """
    values = hashes[chosen]
    first = np.argsort(values.astype(np.uint16), kind="stable").astype(np.int32)
    second = np.argsort((values[first] >> np.uint32(16)).astype(np.uint16), kind="stable")
    order = first[second]
    return values[order], chosen[order]


def _write(file: BinaryIO, part: Sorted, layout: tuple[int, int]) -> tuple[Integers, Integers, int]:
    hashes, slots, details = part
    start = file.tell()
    fresh = np.concatenate([[True], hashes[1:] != hashes[:-1]])[: len(hashes)]
    heads = np.append(np.flatnonzero(fresh), len(hashes))
    keys = hashes[heads[:-1]]
    buckets, groups = layout
    firsts = [boundary(-(-group * buckets // groups), buckets) for group in range(groups)]
    at = np.append(np.searchsorted(keys, np.array(firsts, dtype=np.uint64)), len(keys))
    for column in (keys, np.diff(heads).astype(np.uint32), slots, details):
        column.tofile(file)
    return at, heads[at], start


class Gathered(msgspec.Struct, frozen=True):
    """一组键在全部批次里的出现，按散列、格子、位置升序。

    Attributes:
        hashes: 散列，升序不重复。
        counts: 各键的出现次数。
        slots: 每次出现在第几格。
        details: 每次出现的位置、左右邻字对、是否在标题。
    """

    hashes: Keys
    counts: Integers
    slots: npt.NDArray[np.int32]
    details: npt.NDArray[np.uint32]


def gather(blocks: Sequence[Block], family: int, group: int) -> Gathered:
    """把各批的一组合起来。

    Args:
        blocks: 全部批次，按记录次序。
        family: 哪一族。
        group: 第几组。

    Returns:
        合好的一组。
    """
    first, parts = 0, []
    for block in blocks:
        parts.append(_read(block, family, group, first))
        first += int(block.slots.sum())
    hashes, counts, slots, details = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(hashes, kind="stable")
    counts = counts.astype(np.int64)
    starts = np.cumsum(counts) - counts
    lengths = counts[order]
    moved = np.cumsum(lengths) - lengths
    source = np.arange(len(slots)) + np.repeat(starts[order] - moved, lengths)
    listed = hashes[order]
    heads = np.flatnonzero(np.concatenate([[True], listed[1:] != listed[:-1]])[: len(listed)])
    totals = np.diff(np.append(moved, len(slots))[np.append(heads, len(listed))])
    return Gathered(listed[heads], totals, slots[source], details[source])


def _read(
    block: Block, family: int, group: int, first: int
) -> tuple[Keys, Keys, npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    keys_at, heads, start = block.parts[family]
    low, high = int(keys_at[group]), int(keys_at[group + 1])
    total, occurrences = int(keys_at[-1]), int(heads[-1])
    begin, count = int(heads[group]), int(heads[group + 1] - heads[group])

    def column(kind: str, at: int, length: int) -> npt.NDArray[np.uint32]:
        return np.fromfile(block.path, dtype=kind, count=length, offset=at)

    after_counts = start + total * 8
    slots = column("<u2", after_counts + begin * 2, count).astype(np.int32) + np.int32(first)
    return (
        column("<u4", start + low * 4, high - low),
        column("<u4", start + total * 4 + low * 4, high - low),
        slots,
        column("<u4", after_counts + occurrences * 2 + begin * 4, count),
    )
