"""倒排表的编码与分文件。格式与 search-lists.js 里的 readBucket 一一对应。

一个文件分五段：表头、记录表、标题表、换记录的标志、位置。各段都按键的次序首尾相接，
所以整组一次编好，再按文件切开。很大的位置表另放文件，只在核对相邻时才取。
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers, fixed_width, flag_bits
from generator.output.search.codec import ascending, variable_bytes, varint
from generator.output.search.files import scripts
from generator.output.search.hot import Hot, context_width, lookup_of
from generator.output.search.occurrences import (
    AFTER_SHIFT,
    BEFORE_SHIFT,
    CONTEXT_MASK,
    FAMILIES,
    PAIRS,
    PLACE_SHIFT,
    RUNS,
    TITLE_BIT,
    Gathered,
    boundary,
    mixed,
    unmixed,
)

# 只有这么几条记录的键不存位置：候选这么少时直接看正文，正文反正要取来显示。
UNPLACED = 10

# 没有键的文件也要有，页面才不会以为缺了文件。
NOTHING = bytes(6)


class Layout(msgspec.Struct, frozen=True):
    """一族的安排。

    Attributes:
        family: 哪一族。
        buckets: 分几个文件。
        groups: 分几组来做。
        universe: 一共几格。
        place_bits: 位置的位数。
        inline_bytes: 位置表不超过此数时与记录表放在一起。
    """

    family: int
    buckets: int
    groups: int
    universe: int
    place_bits: int
    inline_bytes: int


class Table(msgspec.Struct, frozen=True):
    """一组键展开成的两层：每个键在哪些格子，每次出现的细节。

    Attributes:
        hashes: 散列，升序。
        counts: 出现次数。
        listed: 在几格。
        slots: 各键的格子首尾相接。
        titled: 各格是否在标题里出现。
        fresh: 每次出现是不是换了一格。
        details: 每次出现的细节。
        placed: 存不存位置。
    """

    hashes: npt.NDArray[np.uint32]
    counts: Integers
    listed: Integers
    slots: Integers
    titled: npt.NDArray[np.bool_]
    fresh: npt.NDArray[np.bool_]
    details: npt.NDArray[np.uint32]
    placed: npt.NDArray[np.bool_]

    def part(self, chosen: npt.NDArray[np.bool_]) -> "Table":
        """只留一部分键。"""
        each, every = np.repeat(chosen, self.listed), np.repeat(chosen, self.counts)
        return Table(
            self.hashes[chosen],
            self.counts[chosen],
            self.listed[chosen],
            self.slots[each],
            self.titled[each],
            self.fresh[every],
            self.details[every],
            self.placed[chosen],
        )


def table_of(gathered: Gathered, hot: Hot, family: int) -> Table:
    """展开一组，定下哪些键存位置。"""
    slots, counts = gathered.slots, gathered.counts
    heads = np.cumsum(counts) - counts
    fresh = np.ones(len(slots), dtype=np.bool_)
    np.not_equal(slots[1:], slots[:-1], out=fresh[1:])
    fresh[heads] = True
    before = np.concatenate([[0], np.cumsum(fresh)])
    listed = before[heads + counts] - before[heads]
    placed = listed > UNPLACED
    if family == PAIRS:
        placed &= ~np.isin(gathered.hashes, mixed(np.array(hot.pairs, dtype=np.uint32)))
    elif family != RUNS:
        placed[:] = False
    first = np.flatnonzero(fresh)
    titled = (gathered.details[first] & np.uint32(TITLE_BIT)).astype(np.bool_)
    return Table(
        gathered.hashes,
        counts,
        listed,
        slots[first].astype(np.int64),
        titled,
        fresh,
        gathered.details,
        placed,
    )


def family_files(gathered: Gathered, hot: Hot, layout: Layout, group: int) -> Iterator[tuple[str, bytes]]:
    """一组键的全部文件。

    Args:
        gathered: 合好的一组。
        hot: 常见的字对与连串。
        layout: 这一族的安排。
        group: 第几组。

    Yields:
        路径（在索引目录之下）与文件字节。
    """
    table = table_of(gathered, hot, layout.family)
    name = FAMILIES[layout.family]
    alone = np.isin(table.hashes, mixed(alone_keys(hot, layout.family)))
    streams = Streams(table.part(~alone), hot, layout)
    low = -(-group * layout.buckets // layout.groups)
    high = -(-(group + 1) * layout.buckets // layout.groups)
    firsts = [boundary(bucket, layout.buckets) for bucket in range(low, high)]
    cuts = np.searchsorted(streams.table.hashes, np.array(firsts, dtype=np.uint64))
    contents = streams.files([*cuts.tolist(), len(streams.table.hashes)], firsts)
    names = [f"{name}/{bucket >> 8}/{bucket & 255}.js" for bucket in range(low, high)]
    single = Streams(table.part(alone), hot, layout)
    contents += single.files(range(len(single.table.hashes) + 1), single.table.hashes.tolist())
    names += [f"{name}/alone/{key:08x}.js" for key in unmixed(single.table.hashes).tolist()]
    for kind in (streams, single):
        far, records = kind.apart()
        names += [f"{name}/places/{key >> 24:x}/{key:08x}.js" for key in unmixed(far).tolist()]
        contents += records
    yield from zip(names, scripts(contents), strict=True)


def alone_keys(hot: Hot, family: int) -> npt.NDArray[np.uint32]:
    """倒排表自成一个文件的键。"""
    if family == PAIRS:
        return np.array(hot.alone, dtype=np.uint32)
    if family == RUNS:
        keys = [level << 24 | key for level, chosen in enumerate(hot.runs) for key in chosen]
        return np.array(keys, dtype=np.uint32)
    return np.zeros(0, dtype=np.uint32)


class Streams:
    """一张表编好的五段。

    Args:
        table: 要编的表。
        hot: 常见的字对与连串。
        layout: 这一族的安排。
    """

    def __init__(self, table: Table, hot: Hot, layout: Layout) -> None:
        self.table = table
        before, after = _widths(table, hot, layout.family)
        widths = layout.place_bits + before + after
        self._far = table.placed & (table.counts * widths > layout.inline_bytes * 8)
        inline = table.placed & ~self._far
        starts = np.concatenate([[0], np.cumsum(table.listed)])
        universes = np.full(len(table.listed), layout.universe)
        titles = np.zeros(0, dtype=np.int64)
        if len(table.listed):
            titles = np.add.reduceat(table.titled, starts[:-1], dtype=np.int64)
        self._head = _heads(table, titles)
        self._documents = ascending(table.slots, starts, universes)
        self._titles = _titles(table, starts, titles)
        values = _records(table, before, after)
        every = np.repeat(inline, table.counts)
        self._flags = _spread(inline, flag_bits(table.fresh[every], self._flagged(inline)))
        self._places = _spread(inline, fixed_width(values[every], table.counts[inline], widths[inline]))
        far = np.repeat(self._far, table.counts)
        self._far_flags = flag_bits(table.fresh[far], self._flagged(self._far))
        self._far_places = fixed_width(values[far], table.counts[self._far], widths[self._far])

    def _flagged(self, chosen: npt.NDArray[np.bool_]) -> Integers:
        return self.table.counts[chosen]

    def files(self, cuts: Sequence[int], firsts: Sequence[int]) -> list[bytes]:
        """按键的起点切成文件。

        Args:
            cuts: 各文件第一个键的次序，末尾多一项总数。
            firsts: 各文件散列的起点。

        Returns:
            各文件的内容。
        """
        made = []
        stream, heads = self._head
        gaps = self._gaps(cuts, firsts)
        for place, first in enumerate(cuts[:-1]):
            end = cuts[place + 1]
            if first == end:
                made.append(NOTHING)
                continue
            parts = [
                gaps[place],
                stream[heads[first] : heads[end]].tobytes(),
                *(
                    bytes(content[offsets[first] : offsets[end]])
                    for content, offsets in (self._documents, self._titles, self._flags, self._places)
                ),
            ]
            sizes = varint(end - first, *(len(part) for part in parts[:-1]))
            made.append(b"".join([sizes, *parts]))
        return made

    def _gaps(self, cuts: Sequence[int], firsts: Sequence[int]) -> list[bytes]:
        """各文件里键的散列：与前一个的差，第一个与文件的起点差。"""
        hashes = self.table.hashes.astype(np.int64)
        steps = np.diff(hashes, prepend=0)
        heads = np.array(cuts[:-1], dtype=np.int64)
        some = np.flatnonzero(np.diff(np.array(cuts, dtype=np.int64)) > 0)
        steps[heads[some]] = hashes[heads[some]] - np.array(firsts, dtype=np.int64)[some]
        stream, at = variable_bytes(steps)
        content = stream.tobytes()
        return [content[at[first] : at[end]] for first, end in zip(cuts[:-1], list(cuts)[1:], strict=True)]

    def apart(self) -> tuple[npt.NDArray[np.uint32], list[bytes]]:
        """另放文件的位置表：散列与内容。"""
        flags, flags_at = self._far_flags
        places, places_at = self._far_places
        made = [
            flags[flags_at[place] : flags_at[place + 1]].tobytes()
            + places[places_at[place] : places_at[place + 1]].tobytes()
            for place in range(int(self._far.sum()))
        ]
        return self.table.hashes[self._far], made


def _widths(table: Table, hot: Hot, family: int) -> tuple[Integers, Integers]:
    """各键的左邻、右邻各要几位。"""
    if family != PAIRS:
        nothing = np.zeros(len(table.hashes), dtype=np.int64)
        return nothing, nothing
    pairs, lookup = unmixed(table.hashes), lookup_of(hot)
    before = context_width(lookup.before_count)[pairs >> np.uint32(16)]
    return before, context_width(lookup.after_count)[pairs & np.uint32(0xFFFF)]


def _records(table: Table, before: Integers, after: Integers) -> npt.NDArray[np.uint32]:
    details = table.details
    first = np.repeat((before + after).astype(np.uint32), table.counts)
    second = np.repeat(after.astype(np.uint32), table.counts)
    values = (details >> np.uint32(PLACE_SHIFT)) << first
    values |= (details >> np.uint32(BEFORE_SHIFT) & np.uint32(CONTEXT_MASK)) << second
    return values | (details >> np.uint32(AFTER_SHIFT) & np.uint32(CONTEXT_MASK))


def _heads(table: Table, titles: Integers) -> tuple[npt.NDArray[np.uint8], Integers]:
    """各键的表头：格数与有无标题，标题数，多出的出现次数。"""
    rows = np.stack([table.listed * 2 + (titles > 0), titles, table.counts - table.listed], axis=1)
    kept = np.stack([np.ones_like(titles, dtype=np.bool_), titles > 0, table.placed], axis=1)
    stream, at = variable_bytes(rows[kept])
    return stream, at[np.concatenate([[0], np.cumsum(kept.sum(axis=1))])]


def _titles(table: Table, starts: Integers, counts: Integers) -> tuple[bytes, Integers]:
    """标题里含这个键的格子，记作在表里的次序；没有的不占字节。"""
    titled = np.flatnonzero(table.titled)
    some = counts > 0
    before = np.concatenate([[0], np.cumsum(counts)])
    values = titled - np.repeat(starts[:-1], counts)
    listed, at = ascending(values, np.append(before[:-1][some], before[-1]), table.listed[some])
    return listed, at[np.concatenate([[0], np.cumsum(some)])]


def _spread(
    chosen: npt.NDArray[np.bool_], part: tuple[npt.NDArray[np.uint8], Integers]
) -> tuple[npt.NDArray[np.uint8], Integers]:
    """只有一部分键有的一段，起点补成每个键一项。"""
    content, at = part
    return content, at[np.concatenate([[0], np.cumsum(chosen)])]
