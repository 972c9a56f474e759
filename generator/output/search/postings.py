"""倒排表的编码与分片。格式与 search-core.js 里的 readShard 一一对应。

少于 128 条记录的字对（绝大多数）整批编成一条变长整数流；其余的各有表头，
记录表按疏密选编码，位置表太长时另放文件，只在核对相邻时才取。
"""

from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.codec import Integers, ascending, variable_bytes, varint
from generator.output.search.grams import FIRST_TEXT_UNIT, Grouped
from generator.output.search.model import SearchOptions

SMALL_DOCUMENTS = 128

POSITIONS_NONE, POSITIONS_INLINE, POSITIONS_APART = 0, 1, 2


class Apart(msgspec.Struct, frozen=True):
    """单独存放的一块位置表。

    Attributes:
        pair: 字对。
        chunk: 第几块。
        content: 编码后的字节。
    """

    pair: int
    chunk: int
    content: bytes


class Shard(msgspec.Struct, frozen=True):
    """一个倒排分片。

    Attributes:
        first: 其中最小的字对。
        content: 编码后的字节。
    """

    first: int
    content: bytes


class Table(msgspec.Struct, frozen=True):
    """一个区间展开成的三层：字对、记录、出现。

    Attributes:
        pairs: 每个字对一项。
        pair_documents: 每个字对在 documents 里的起点，末尾多一项总数。
        documents: 每个（字对，记录）一项，记录序号。
        in_title: 每个（字对，记录）一项，是否在标题里。
        document_places: 每个（字对，记录）在 places 里的起点，末尾多一项总数。
        places: 每次出现一项：与同记录上一次的间隔乘二，最后一次加一。
    """

    pairs: Integers
    pair_documents: Integers
    documents: Integers
    in_title: npt.NDArray[np.bool_]
    document_places: Integers
    places: Integers


def unfold(grouped: Grouped, title_units: Integers) -> Table:
    """把一组出现展开。

    Args:
        grouped: 排好序的一组，不为空。
        title_units: 每条记录标题的编码单元个数。

    Returns:
        三层的表。
    """
    owner = grouped.places >> 16
    place = grouped.places & 0xFFFF
    fresh = np.empty(len(owner), dtype=np.bool_)
    fresh[0] = True
    np.not_equal(owner[1:], owner[:-1], out=fresh[1:])
    first = np.cumsum(grouped.counts) - grouped.counts
    fresh[first] = True
    heads = np.flatnonzero(fresh)
    places = np.empty(len(owner), dtype=np.int64)
    places[0] = 0
    np.subtract(place[1:], place[:-1], out=places[1:])
    places[heads] = place[heads]
    places *= 2
    places[heads[1:] - 1] += 1
    places[-1] += 1
    documents = owner[heads]
    pair_documents = np.append(np.searchsorted(heads, first), len(heads))
    in_title = place[heads] + 1 < title_units[documents]
    in_title[: int(pair_documents[np.searchsorted(grouped.pairs, FIRST_TEXT_UNIT << 16)])] = False
    return Table(
        pairs=grouped.pairs,
        pair_documents=pair_documents,
        documents=documents,
        in_title=in_title,
        document_places=np.append(heads, len(owner)),
        places=places,
    )


def shards(table: Table, universe: int, options: SearchOptions) -> tuple[list[Shard], list[Apart]]:
    """一个区间编成分片。

    Args:
        table: 展开的区间。
        universe: 记录总数。
        options: 尺寸。

    Returns:
        分片，以及单独存放的位置表。
    """
    counts = np.diff(table.pair_documents)
    small = counts < SMALL_DOCUMENTS
    stream, starts = _small_stream(table, small)
    sizes = np.zeros(len(counts), dtype=np.int64)
    sizes[small] = np.diff(starts)
    large: dict[int, bytes] = {}
    apart: list[Apart] = []
    encoded = _large_positions(table, small)
    for index in np.flatnonzero(~small).tolist():
        large[index], moved = _large_entry(table, index, encoded, universe, options)
        apart.extend(moved)
        sizes[index] = len(large[index])
    small_before = np.concatenate([[0], np.cumsum(small)])
    made = []
    for start, end in _cuts(sizes, options.shard_bytes):
        low, high = int(small_before[start]), int(small_before[end])
        body = [
            varint(int(starts[high] - starts[low])),
            stream[int(starts[low]) : int(starts[high])].tobytes(),
        ]
        for index in range(start, end):
            if index in large:
                body.append(varint(int(table.pairs[index])) + large[index])
        head = varint(_small_base(table, small, start))
        made.append(Shard(int(table.pairs[start]), b"".join([head, *body])))
    return made, apart


def _small_base(table: Table, small: npt.NDArray[np.bool_], start: int) -> int:
    """分片里第一个短表之前的那个短表的字对，差值从它算起。"""
    before = np.flatnonzero(small[:start])
    return int(table.pairs[before[-1]]) if len(before) else 0


def _cuts(sizes: Integers, target: int) -> Iterator[tuple[int, int]]:
    total = np.concatenate([[0], np.cumsum(sizes)])
    start = 0
    while start < len(sizes):
        end = int(np.searchsorted(total, total[start] + target, side="right")) - 1
        end = min(max(end, start + 1), len(sizes))
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
    kept = np.where(np.repeat(textual, counts), occurrences, 0)
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
    lines = np.repeat(spot + 1, count) + _inner(count)
    values[lines] = table.places[np.repeat(table.document_places[:-1][documents], count) + _inner(count)]
    stream, starts = variable_bytes(values)
    return stream, np.append(starts[heads], starts[-1])


def _inner(counts: Integers) -> Integers:
    """各组内从零数起的序号，首尾相接。"""
    total = int(counts.sum())
    return np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)


def _large_positions(table: Table, small: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.uint8], Integers]:
    """长表的位置流；短表的位置不在内，其起点与后一项相同。"""
    counts = np.diff(table.pair_documents)
    wanted = np.repeat(~small & (table.pairs >= FIRST_TEXT_UNIT << 16), counts)
    occurrences = np.diff(table.document_places)
    chosen = np.repeat(wanted, occurrences)
    stream, starts = variable_bytes(table.places[chosen])
    before = np.concatenate([[0], np.cumsum(np.where(wanted, occurrences, 0))])
    return stream, starts[before]


def _large_entry(
    table: Table,
    index: int,
    encoded: tuple[npt.NDArray[np.uint8], Integers],
    universe: int,
    options: SearchOptions,
) -> tuple[bytes, list[Apart]]:
    start, end = table.pair_documents[index : index + 2].tolist()
    documents = table.documents[start:end]
    titled = np.flatnonzero(table.in_title[start:end])
    stream, starts = encoded
    spots = starts[start : end + 1]
    positions = stream[int(spots[0]) : int(spots[-1])].tobytes()
    listed = ascending(documents, universe)
    titles = ascending(titled, end - start) if len(titled) else b""
    pair = int(table.pairs[index])
    apart: list[Apart] = []
    if pair < FIRST_TEXT_UNIT << 16:
        tail = varint(POSITIONS_NONE)
    elif len(positions) <= options.inline_position_bytes:
        tail = varint(POSITIONS_INLINE, len(positions)) + positions
    else:
        cuts = list(_cuts(np.diff(spots), options.position_chunk_bytes))
        apart = [
            Apart(pair, number, stream[int(spots[low]) : int(spots[high])].tobytes())
            for number, (low, high) in enumerate(cuts)
        ]
        tail = varint(POSITIONS_APART, len(cuts), *(high - low for low, high in cuts))
    entry = varint(len(documents), len(titled)) + listed + titles + tail
    return varint(len(entry)) + entry, apart
