"""倒排表的编码与分片。格式与 search-core.js 里的 readShard 一一对应。

少于 128 条记录的字对（绝大多数）整批编成一条变长整数流；其余的各有表头，
记录表按疏密选编码，位置表太长时另放文件，只在核对相邻时才取。
"""

from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.codec import Integers, variable_bytes, varint
from generator.output.search.grams import FIRST_TEXT_UNIT
from generator.output.search.large import Apart, large_entries
from generator.output.search.model import SearchOptions
from generator.output.search.table import Table, within

SMALL_DOCUMENTS = 128

# 只有这么几条记录的字对不存位置：候选这么少时直接看正文，正文反正要取来显示。
UNPLACED = 10


class Shard(msgspec.Struct, frozen=True):
    """一个倒排分片。

    Attributes:
        first: 分片的起点，不大于其中最小的字对，大于前一分片里最大的。
        content: 编码后的字节。
    """

    first: int
    content: bytes


def shards(table: Table, universe: int, options: SearchOptions) -> tuple[list[Shard], list[Apart]]:
    """一个区间编成分片。

    Args:
        table: 展开的区间。
        universe: 记录总数。
        options: 尺寸。

    Returns:
        分片，以及单独存放的位置表。
    """
    small = np.diff(table.pair_documents) < SMALL_DOCUMENTS
    stream, starts = _small_stream(table, small)
    entries, apart = large_entries(table, np.flatnonzero(~small), universe, options)
    sizes = np.zeros(len(small), dtype=np.int64)
    sizes[small] = np.diff(starts)
    sizes[~small] = [len(entry) for entry in entries]
    small_before = np.concatenate([[0], np.cumsum(small)])
    made = []
    for start, end in _cuts(table.pairs, sizes, options.shard_bytes):
        low, high = int(small_before[start]), int(small_before[end])
        smalls = stream[int(starts[low]) : int(starts[high])].tobytes()
        head = varint(_small_base(table, small, start), len(smalls))
        larges = entries[start - low : end - high]
        made.append(Shard(_boundary(table.pairs, start), b"".join([head, smalls, *larges])))
    return made, apart


def _boundary(pairs: Integers, index: int) -> int:
    """隔开前后两个字对的数里最整的一个：整数在目录里占的字节少。"""
    pair = int(pairs[index])
    if index == 0:
        return pair >> 16 << 16
    spare = (pair ^ int(pairs[index - 1])).bit_length() - 1
    return pair >> spare << spare


def _small_base(table: Table, small: npt.NDArray[np.bool_], start: int) -> int:
    """分片里第一个短表之前的那个短表的字对，差值从它算起。"""
    before = np.flatnonzero(small[:start])
    return int(table.pairs[before[-1]]) if len(before) else 0


def _cuts(pairs: Integers, sizes: Integers, target: int) -> Iterator[tuple[int, int]]:
    """切成分片；在目标大小上下略作进退，切在最整的地方。"""
    total = np.concatenate([[0], np.cumsum(sizes)])
    start = 0
    while start < len(sizes):
        least, most = np.searchsorted(
            total, [total[start] + target * 0.7, total[start] + target * 1.1], "right"
        )
        end = min(max(int(most) - 1, start + 1), len(sizes))
        if end < len(sizes):
            first = min(max(int(least), start + 1), end)
            spare = pairs[first : end + 1] ^ pairs[first - 1 : end]
            end = first + len(spare) - 1 - int(np.argmax(spare[::-1]))
        yield start, end
        start = end


def _small_stream(table: Table, small: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.uint8], Integers]:
    """全部短表的字节流，以及每个短表的起点。"""
    chosen = np.flatnonzero(small)
    if not len(chosen):
        return np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    counts = np.diff(table.pair_documents)
    document_small = np.repeat(small, counts)
    textual = table.pairs >= FIRST_TEXT_UNIT << 16
    occurrences = np.diff(table.document_places)
    kept = np.where(np.repeat(textual & (counts > UNPLACED), counts), occurrences, 0)
    per_document = np.where(document_small, kept + 1, 0)
    before_document = np.concatenate([[0], np.cumsum(per_document)])
    ordinal = np.cumsum(small) * 2
    heads = before_document[table.pair_documents[:-1][chosen]] + ordinal[chosen] - 2
    total = int(before_document[-1]) + 2 * len(chosen)
    values = np.empty(total, dtype=np.int64)
    values[heads] = np.diff(table.pairs[chosen], prepend=0)
    values[heads + 1] = counts[chosen]
    pair_index = np.repeat(np.arange(len(counts)), counts)
    gaps = np.diff(table.documents, prepend=0)
    gaps[table.pair_documents[:-1]] = table.documents[table.pair_documents[:-1]]
    documents = np.flatnonzero(document_small)
    spot = before_document[documents] + ordinal[pair_index[documents]]
    values[spot] = gaps[documents] * 2 + table.in_title[documents]
    count = kept[documents]
    lines = np.repeat(spot + 1, count) + within(count)
    values[lines] = table.places[np.repeat(table.document_places[:-1][documents], count) + within(count)]
    stream, starts = variable_bytes(values)
    return stream, np.append(starts[heads], starts[-1])
