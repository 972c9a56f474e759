"""长表的编码：记录表、标题表、位置表。格式与 search-codec.js 里的 readLarge 对应。"""

import itertools

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.codec import Integers, ascending, variable_bytes
from generator.output.search.grams import FIRST_TEXT_UNIT
from generator.output.search.model import SearchOptions
from generator.output.search.table import Table, within

PLACES_NONE, PLACES_INLINE, PLACES_APART = 0, 1, 2


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


class Places(msgspec.Struct, frozen=True):
    """全部长表的位置流。

    Attributes:
        stream: 字节。
        spots: 每个（字对，记录）在字节里的起点，末尾多一项总长。
        starts: 每个长表在 spots 里的起点，末尾多一项总数。
    """

    stream: npt.NDArray[np.uint8]
    spots: Integers
    starts: Integers

    def part(self, start: int, end: int) -> bytes:
        """从第几个到第几个（字对，记录）的位置。"""
        return self.stream[int(self.spots[start]) : int(self.spots[end])].tobytes()


def large_entries(
    table: Table, chosen: Integers, universe: int, options: SearchOptions
) -> tuple[list[bytes], list[Apart]]:
    """长表逐个编码。

    Args:
        table: 展开的一组。
        chosen: 哪些字对是长表，升序。
        universe: 记录总数。
        options: 尺寸。

    Returns:
        每个长表一项，以及单独存放的位置表。
    """
    if not len(chosen):
        return [], []
    counts = np.diff(table.pair_documents)[chosen]
    rows = np.repeat(table.pair_documents[chosen], counts) + within(counts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    listed, listed_at = ascending(table.documents[rows], starts, np.full(len(chosen), universe))
    titled, titled_at, titles = _titles(table.in_title[rows], starts)
    textual = table.pairs[chosen] >= FIRST_TEXT_UNIT << 16
    places = _places(table, rows, starts)
    sizes = np.where(textual, np.diff(places.spots[starts]), 0)
    kinds = np.where(sizes <= options.inline_place_bytes, PLACES_INLINE, PLACES_APART)
    kinds[~textual] = PLACES_NONE
    pieces = np.maximum(1, -(-sizes // options.place_chunk_bytes))
    chunk = -(-counts // pieces)
    detail = np.where(kinds == PLACES_APART, chunk, np.where(kinds == PLACES_INLINE, sizes, 0))
    heads = np.stack([table.pairs[chosen], counts, titles, kinds, detail], axis=1).ravel()
    head, head_at = variable_bytes(heads)
    heads_text = head.tobytes()
    entries, apart = [], []
    for index, kind in enumerate(kinds.tolist()):
        start, end = int(starts[index]), int(starts[index + 1])
        parts = [
            heads_text[int(head_at[index * 5]) : int(head_at[index * 5 + 5])],
            listed[int(listed_at[index]) : int(listed_at[index + 1])],
            titled[int(titled_at[index]) : int(titled_at[index + 1])],
        ]
        if kind == PLACES_INLINE:
            parts.append(places.part(start, end))
        elif kind == PLACES_APART:
            cuts = itertools.pairwise([*range(start, end, int(chunk[index])), end])
            pair = int(table.pairs[chosen[index]])
            apart += [Apart(pair, number, places.part(*cut)) for number, cut in enumerate(cuts)]
        entries.append(b"".join(parts))
    return entries, apart


def _titles(in_title: npt.NDArray[np.bool_], starts: Integers) -> tuple[bytes, Integers, Integers]:
    """各长表里标题含该字对的记录，记作在表里的次序；没有的不占字节。"""
    titled = np.flatnonzero(in_title)
    before = np.searchsorted(titled, starts)
    counts = np.diff(before)
    some = counts > 0
    values = titled - np.repeat(starts[:-1], counts)
    listed, at = ascending(values, np.append(before[:-1][some], before[-1]), np.diff(starts)[some])
    offsets = at[np.concatenate([[0], np.cumsum(some)])]
    return listed, offsets, counts


def _places(table: Table, rows: Integers, starts: Integers) -> Places:
    occurrences = np.diff(table.document_places)[rows]
    lines = np.repeat(table.document_places[rows], occurrences) + within(occurrences)
    stream, at = variable_bytes(table.places[lines])
    spots = at[np.concatenate([[0], np.cumsum(occurrences)])]
    return Places(stream, spots, starts)
