"""双字表：每两个相邻的字出现在哪些记录、哪些位置。

一次出现压成一个 64 位整数（前字、后字、记录、位置），排好序就是倒排表。
记录按批处理，每批排序后存入临时文件，再按前字的区间合并，内存用量与记录总数无关。
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

TITLE_CHARACTER = 1
NUMBER_HASH = 2
FACET_VALUE = 3
FIRST_TEXT_UNIT = 32

PAIR_SPAN = 4096
BLOCK_DOCUMENTS = 60_000


class Indexed(msgspec.Struct, frozen=True):
    """一条记录里要进双字表的内容。

    Attributes:
        units: 各段折叠后的编码单元，段与段之间以 0 隔开，标题在最前。
        title_units: 标题的编码单元个数。
        special: 不属于正文的键（单字标题、编号、分面值）。
    """

    units: npt.NDArray[np.uint16]
    title_units: int
    special: npt.NDArray[np.uint32]


class Block(msgspec.Struct, frozen=True):
    """排好序的一批。

    Attributes:
        first: 本批第一条记录的序号。
        length: 键的个数。
        path: 临时文件。
        heads: 各前字的起点，共 65537 项。
    """

    first: int
    length: int
    path: Path
    heads: npt.NDArray[np.int64]


def number_hash(units: npt.NDArray[np.uint16]) -> int:
    """编号的散列，使「案号、文号」不论长短都只占一个键。"""
    value = 0
    for unit in units.tolist():
        value = (value * 31 + unit) & 0xFFFF
    return NUMBER_HASH << 16 | value


def block_keys(documents: Sequence[Indexed]) -> Keys:
    """一批记录的全部键，升序。

    Args:
        documents: 连续的若干条记录，不超过 60,000 条。

    Returns:
        每次出现一项：前字、后字、批内序号、位置，各占 16 位。
    """
    gap = np.zeros(1, dtype=np.uint16)
    units = np.concatenate([part for document in documents for part in (document.units, gap)])
    lengths = np.array([len(document.units) + 1 for document in documents])
    number = np.repeat(np.arange(len(documents), dtype=np.uint64), lengths)
    start = np.repeat(np.cumsum(lengths) - lengths, lengths)
    place = ((np.arange(len(units)) - start) & 0xFFFF).astype(np.uint64)
    wide = units.astype(np.uint64)
    keys = wide << np.uint64(48)
    keys[:-1] |= wide[1:] << np.uint64(32)
    keys |= number << np.uint64(16)
    keys |= place
    real = np.empty(len(units), dtype=bool)
    real[:-1] = (units[:-1] != 0) & (units[1:] != 0)
    real[-1] = False
    special = np.concatenate([document.special for document in documents]).astype(np.uint64)
    owners = np.repeat(
        np.arange(len(documents), dtype=np.uint64), [len(document.special) for document in documents]
    )
    found = np.concatenate([keys[real], special << np.uint64(32) | owners << np.uint64(16)])
    found.sort()
    return found


def write_block(documents: Sequence[Indexed], first: int, folder: Path) -> Block:
    """排好一批并写进临时目录。

    Args:
        documents: 连续的若干条记录。
        first: 第一条的序号。
        folder: 临时目录。

    Returns:
        这一批的去处与目录。
    """
    keys = block_keys(documents)
    path = folder / f"{first:08d}"
    keys.tofile(path)
    bounds = np.arange(0x10001, dtype=object) * (1 << 48)
    bounds[-1] = (1 << 64) - 1
    heads = np.searchsorted(keys, bounds.astype(np.uint64))
    return Block(first, len(keys), path, heads)


def ranges(blocks: Sequence[Block], most: int) -> Iterator[tuple[int, int]]:
    """前字的区间，每个区间的键不超过 `most` 个（除非只剩一个字）。"""
    counts = np.sum([np.diff(block.heads) for block in blocks], axis=0)
    low, held = 0, 0
    for unit, count in enumerate(counts.tolist()):
        if unit > low and (held + count > most or unit - low >= PAIR_SPAN):
            if held:
                yield low, unit
            low, held = unit, 0
        held += count
    if held:
        yield low, 0x10000


def merged(blocks: Sequence[Block], low: int, high: int) -> Keys:
    """一个区间里全部的键，按字对、记录、位置升序。

    Args:
        blocks: 全部批次。
        low: 区间的第一个前字。
        high: 区间之后的第一个前字。

    Returns:
        字对（减去区间起点）占高 28 位，记录序号 20 位，位置 16 位。
    """
    parts = [_slice(block, low, high) for block in blocks]
    keys = np.concatenate(parts) if len(parts) > 1 else parts[0]
    if len(parts) > 1:
        keys.sort()
    return keys


def _slice(block: Block, low: int, high: int) -> Keys:
    start, end = int(block.heads[low]), int(block.heads[high])
    if high == 0x10000:
        end = block.length
    keys = np.fromfile(block.path, dtype=np.uint64, count=end - start, offset=start * 8)
    pairs = (keys >> np.uint64(32)) - np.uint64(low << 16)
    places = (keys & np.uint64(0xFFFFFFFF)) + np.uint64(block.first << 16)
    return pairs << np.uint64(36) | places


def batches(documents: Iterable[Indexed], most_units: int) -> Iterator[tuple[int, list[Indexed]]]:
    """把记录切成批，给出每批第一条的序号。"""
    batch: list[Indexed] = []
    held = first = 0
    for number, document in enumerate(documents):
        if batch and (held + len(document.units) > most_units or len(batch) >= BLOCK_DOCUMENTS):
            yield first, batch
            batch, held, first = [], 0, number
        batch.append(document)
        held += len(document.units)
    if batch:
        yield first, batch


def temporary() -> tempfile.TemporaryDirectory[str]:
    """放批次文件的临时目录。"""
    return tempfile.TemporaryDirectory(prefix="shai-search-")
