"""双字表：每两个相邻的字出现在哪些记录、哪些位置。

一次出现压成一个 64 位整数（前字、后字、批内序号、位置，各 16 位）。
记录分批处理：每批只按前字粗分成组，写进临时文件；再一组一组合起来细排。
粗分与细排都用稳定的基数排序，比直接给 64 位整数排序快几倍；
同一组内各批按记录次序相接，所以记录与位置自然升序，不必参加排序。
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]
Groups = npt.NDArray[np.uint8]

TITLE_CHARACTER = 1
NUMBER_HASH = 2
FACET_VALUE = 3
FIRST_TEXT_UNIT = 32

FIELD_END, RECORD_END = 0, 1
MOST_GROUPS = 256
MOST_COMBINATIONS = 1 << 26


class Block(msgspec.Struct, frozen=True):
    """粗分好的一批。

    Attributes:
        first: 本批第一条记录的序号。
        path: 临时文件。
        heads: 各组的起点，末尾多一项总数。
    """

    first: int
    path: Path
    heads: Integers


class Grouped(msgspec.Struct, frozen=True):
    """一组前字的全部出现，按字对、记录、位置升序。

    Attributes:
        pairs: 出现过的字对，升序。
        counts: 各字对的出现次数。
        documents: 每次出现在哪条记录。
        places: 每次出现的位置。
    """

    pairs: Integers
    counts: Integers
    documents: npt.NDArray[np.int32]
    places: npt.NDArray[np.uint16]


def number_hash(units: npt.NDArray[np.uint16]) -> int:
    """编号的散列，使「案号、文号」不论长短都只占一个键。"""
    value = 0
    for unit in units.tolist():
        value = (value * 31 + unit) & 0xFFFF
    return NUMBER_HASH << 16 | value


def groups_for(sample: npt.NDArray[np.uint16], total: int, target: int) -> Groups:
    """把前字分成大小相近的组。

    Args:
        sample: 抽样的编码单元。
        total: 全部编码单元的估计数。
        target: 一组大约多少次出现。

    Returns:
        每个编码单元所属的组，随编码单元不减。
    """
    wanted = min(MOST_GROUPS, max(1, -(-total // target)))
    counts = np.bincount(sample, minlength=0x10000) + 1
    before = np.cumsum(counts) - counts
    return (before * wanted // int(counts.sum())).astype(np.uint8)


def text_keys(units: npt.NDArray[np.uint16]) -> tuple[Keys, Integers]:
    """一批记录的正文键，按记录与位置升序。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。

    Returns:
        键，以及每条记录标题的编码单元个数。
    """
    ends = np.flatnonzero(units == RECORD_END)
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts + 1
    number = np.repeat(np.arange(len(ends), dtype=np.uint32) << np.uint32(16), lengths)
    offset = np.repeat(starts, lengths)
    place = (np.arange(len(units), dtype=np.int64) - offset).astype(np.uint16)
    real = np.flatnonzero((units[:-1] > RECORD_END) & (units[1:] > RECORD_END))
    pair = units[:-1][real].astype(np.uint32) << np.uint32(16) | units[1:][real]
    keys = pair.astype(np.uint64) << np.uint64(32) | (number[real] | place[real])
    breaks = np.flatnonzero(units <= RECORD_END)
    return keys, breaks[np.searchsorted(breaks, starts)] - starts


def special_keys(specials: Sequence[Sequence[int]]) -> Keys:
    """不属于正文的键：编号、分面值、标题单字。

    Args:
        specials: 每条记录的字对。

    Returns:
        键，按记录升序。
    """
    counts = [len(each) for each in specials]
    pairs = np.array([pair for each in specials for pair in each], dtype=np.uint64)
    owners = np.repeat(np.arange(len(specials), dtype=np.uint64), counts)
    return pairs << np.uint64(32) | owners << np.uint64(16)


def write_block(keys: Keys, first: int, groups: Groups, path: Path) -> Block:
    """粗分一批并写进临时文件。

    Args:
        keys: 一批记录的键，同一字对的按记录、位置升序。
        first: 第一条记录的序号。
        groups: 各前字所属的组。
        path: 临时文件。

    Returns:
        这一批的去处。
    """
    group = groups[(keys >> np.uint64(48)).astype(np.uint16)]
    order = np.argsort(group, kind="stable")
    keys[order].tofile(path)
    counts = np.bincount(group, minlength=int(groups[-1]) + 1)
    return Block(first, path, np.concatenate([[0], np.cumsum(counts)]))


def gather(blocks: Sequence[Block], group: int) -> Grouped | None:
    """一组前字的全部出现，排好序。

    Args:
        blocks: 全部批次，按记录次序。
        group: 组号。

    Returns:
        排好序的出现；这一组没有字时为空。
    """
    parts = [_slice(block, group) for block in blocks]
    if not sum(len(pairs) for pairs, _, _ in parts):
        return None
    pairs, documents, places = (np.concatenate(column) for column in zip(*parts, strict=True))
    rank, listed = _ranked(pairs)
    order = np.argsort(rank, kind="stable")
    return Grouped(listed, np.bincount(rank), documents[order], places[order])


def _slice(
    block: Block, group: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
    start, end = block.heads[group : group + 2].tolist()
    keys = np.fromfile(block.path, dtype="<u8", count=end - start, offset=start * 8)
    quarters = keys.view("<u2")
    return keys.view("<u4")[1::2], quarters[1::4].astype(np.int32) + np.int32(block.first), quarters[::4]


def _ranked(pairs: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint16 | np.uint32], Integers]:
    """字对换成名次。名次装得进 16 位时，排序才用得上基数排序。"""
    first, second = (pairs >> np.uint32(16)).astype(np.uint16), pairs.astype(np.uint16)
    first_rank, firsts = _compact(first)
    second_rank, seconds = _compact(second)
    if len(firsts) * len(seconds) > MOST_COMBINATIONS:
        listed, ranks = np.unique(pairs, return_inverse=True)
        return ranks.astype(np.uint32), listed.astype(np.int64)
    joint = first_rank[first] * np.int32(len(seconds)) + second_rank[second]
    present = np.zeros(len(firsts) * len(seconds), dtype=np.bool_)
    present[joint] = True
    found = np.flatnonzero(present)
    width = np.uint16 if len(found) <= 0x10000 else np.uint32
    ranks = np.zeros(len(present), dtype=width)
    ranks[found] = np.arange(len(found), dtype=width)
    return ranks[joint], firsts[found // len(seconds)] << 16 | seconds[found % len(seconds)]


def _compact(units: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.int32], Integers]:
    present = np.zeros(0x10000, dtype=np.bool_)
    present[units] = True
    return (np.cumsum(present) - 1).astype(np.int32), np.flatnonzero(present)
