"""倒排表的编码与分文件。格式与 search-lists.js 里的 readBucket 一一对应。

一个文件分十一段：散列、短不短、短表的记录，表头、记录表、标题表，接字的各次重复、码表、码，前一个字，再下一个
字。后八段都按键的次序首尾相接，所以整组一次编好，再按文件切开；前三段是一个个比特，切的时候才写。

大半的键只在一两条记录里：至多七条、都不在标题里的是短表，不要表头，几条用三位写，记录定宽写在一起。
"""

import importlib
import itertools
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Bytes, Integers, fixed_width
from generator.output.search.codec import ascending, variable_bytes, varint
from generator.output.search.follows import Follows, Stream, follows
from generator.output.search.gathering import Gathered
from generator.output.search.hot import Hot, Units
from generator.output.search.letters import Letters
from generator.output.search.occurrences import (
    FAMILIES,
    FIRST_CHARACTER,
    PAIRS,
    TRIPLES,
    boundary,
    mixed,
    unmixed,
)
from generator.output.search.scripts import scripts
from generator.output.search.spots import Spots, spots_of
from generator.output.search.tables import UNFOLLOWED, Flags, Table, shares_of, table_of

# 没有键的文件也要有，页面才不会以为缺了文件。
NOTHING = bytes(12)

MOST_SHORT, KIND_BITS = 7, 3
"""短表至多几条记录，几位写得下。"""

Sections = tuple[tuple[bytes | Bytes, Integers], ...]
Keys = npt.NDArray[np.uint32]

# 倒排表自成一个文件的键：只有记录表的，连接字的。
ALONE, CHAINED = "alone", "chained"


class Coded(msgspec.Struct, frozen=True):
    """编好的若干个键。

    Attributes:
        kinds: 短表的有几条记录；不是短表的是零。
        shorts: 各个短表的记录，首尾相接。
        parts: 后八段；短表的在里面一个字节也没有。
    """

    kinds: Bytes
    shorts: Keys
    parts: Sections


class Cuts(msgspec.Struct, frozen=True):
    """怎样切成文件。

    Attributes:
        keys: 各文件第一个键的次序，末尾多一项总数。
        firsts: 各文件散列的起点。
        spans: 各文件的散列至多有几个。
        universe: 一共几条记录。
    """

    keys: Sequence[int]
    firsts: Sequence[int]
    spans: Sequence[int]
    universe: int


Encode = Callable[[Flags, Flags], Coded]
Files = Callable[[Keys, Coded, Cuts], list[bytes]]


class Layout(msgspec.Struct, frozen=True):
    """一族的安排。

    Attributes:
        family: 哪一族。
        buckets: 分几个文件。
        groups: 分几组来做。
        universe: 一共几条记录。
        letters: 各字的码，写下一个字用；三字的用不着，没有。
        fast: 用不用编译的循环。
    """

    family: int
    buckets: int
    groups: int
    universe: int
    letters: Letters | None
    fast: bool


def family_files(gathered: Gathered, hot: Hot, layout: Layout, group: int) -> Iterator[tuple[str, bytes]]:
    """一组键的全部文件。

    Args:
        gathered: 合好的一组。
        hot: 常见的字对。
        layout: 这一族的安排。
        group: 第几组。

    Yields:
        路径（在索引目录之下）与文件字节。
    """
    name = FAMILIES[layout.family]
    alone = np.isin(gathered.hashes, mixed(alone_keys(hot, layout.family)))
    allowed = _allowed(gathered.hashes, hot, layout.family)
    encode = _encoder(gathered, layout)
    others = gathered.hashes[~alone]
    low = -(-group * layout.buckets // layout.groups)
    high = -(-(group + 1) * layout.buckets // layout.groups)
    edges = [boundary(bucket, layout.buckets) for bucket in range(low, high + 1)]
    cuts = np.searchsorted(others, np.array(edges[:-1], dtype=np.uint64))
    spans = [end - start for start, end in itertools.pairwise(edges)]
    files = _file_maker(layout)
    bounds = Cuts([*cuts.tolist(), len(others)], edges[:-1], spans, layout.universe)
    contents = files(others, encode(~alone, allowed), bounds)
    names = [f"{name}/{bucket >> 8}/{bucket & 255}.js" for bucket in range(low, high)]
    # 两个字的词只要记录表，更长的词才要接字：字对的各写一份，取哪一份看词有多长。
    kinds = [(ALONE, alone, allowed)]
    if layout.family == PAIRS:
        kinds = [(ALONE, alone, np.zeros_like(allowed)), (CHAINED, alone & allowed, allowed)]
    for folder, chosen, followed in kinds:
        single = gathered.hashes[chosen]
        bounds = Cuts(range(len(single) + 1), single.tolist(), [1] * len(single), layout.universe)
        contents += files(single, encode(chosen, followed), bounds)
        names += [f"{name}/{folder}/{key:08x}.js" for key in unmixed(single).tolist()]
    yield from zip(names, contents, strict=True)


def _file_maker(layout: Layout) -> Files:
    """编好的若干个键切成文件，写成脚本。"""
    if layout.fast:
        made: Files = importlib.import_module("generator.output.search.fast").files
        return made
    return lambda hashes, coded, cuts: list(scripts(contents_of(hashes, coded, cuts)))


def _allowed(hashes: npt.NDArray[np.uint32], hot: Hot, family: int) -> npt.NDArray[np.bool_]:
    """各键准不准存接字：常见字对另有三字表，特殊的键没有下一个字。"""
    if family == PAIRS:
        return ~np.isin(hashes, mixed(np.array(hot.pairs, dtype=np.uint32)))
    return np.full(len(hashes), family == TRIPLES)


def _encoder(gathered: Gathered, layout: Layout) -> Encode:
    """编一部分键：哪些键，其中哪些准存接字。"""
    universe, letters = layout.universe, layout.letters
    if layout.fast:
        fast = importlib.import_module("generator.output.search.fast")
        return lambda chosen, allowed: fast.sections(
            gathered, np.flatnonzero(chosen), allowed, universe, letters
        )
    table = table_of(gathered, apart=letters is not None)
    return lambda chosen, allowed: _sections(table.part(chosen, allowed), universe, letters)


def alone_keys(hot: Hot, family: int) -> npt.NDArray[np.uint32]:
    """倒排表自成一个文件的键。"""
    keys = {PAIRS: hot.alone, TRIPLES: hot.triples}.get(family, ())
    return np.array(keys, dtype=np.uint32)


def _sections(table: Table, universe: int, letters: Letters | None) -> Coded:
    """一张表编成短表与后八段：表头、记录表、标题表，接字的各次重复、码表、码，前一个字，再下一个字。"""
    titles, found = _titles(table), _follows(table, letters)
    short = (table.listed <= MOST_SHORT) & (titles.counts == 0)
    each = np.repeat(short, table.listed)
    listed = table.listed[~short]
    starts = np.concatenate([[0], np.cumsum(listed)])
    numbers, at = ascending(table.numbers[~each], starts, np.full(len(listed), universe))
    around = _around(table, table.before, table.others), _around(table, table.after, table.strays)
    parts: Sections = (
        _heads(table, titles, found, around, ~short),
        (numbers, at[np.concatenate([[0], np.cumsum(~short)])]),
        titles.encoded(),
        _repeats(table).encoded(),
        *((part.content, part.offsets()) for part in (found.tables, found.codes, *around)),
    )
    kinds = np.where(short, table.listed, 0).astype(np.uint8)
    return Coded(kinds, table.numbers[each].astype(np.uint32), parts)


def number_bits(universe: int) -> int:
    """短表里的一条记录写几位。"""
    return (universe - 1).bit_length()


def contents_of(hashes: Keys, coded: Coded, cuts: Cuts) -> list[bytes]:
    """编好的若干个键按起点切成文件。

    Args:
        hashes: 各键的散列，升序。
        coded: 编好的。
        cuts: 怎样切。

    Returns:
        各文件的内容。
    """
    edges = np.array(cuts.keys, dtype=np.int64)
    sizes = np.diff(edges)
    some = sizes > 0
    own = hashes.astype(np.int64) - np.repeat(np.array(cuts.firsts, dtype=np.int64), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes[some])])
    gaps, ends = ascending(own, starts, np.array(cuts.spans, dtype=np.int64)[some])
    bounds = np.concatenate([[0], np.cumsum(coded.kinds, dtype=np.int64)])[edges]
    kinds, kind_ends = _packed(coded.kinds, sizes, KIND_BITS)
    shorts, short_ends = _packed(coded.shorts, np.diff(bounds), number_bits(cuts.universe))
    heads = (gaps, ends[np.concatenate([[0], np.cumsum(some)])]), (kinds, kind_ends), (shorts, short_ends)
    made = []
    for place, (first, end) in enumerate(itertools.pairwise(edges.tolist())):
        if first == end:
            made.append(NOTHING)
            continue
        # 有的是 bytes，有的是数组，切出来都转成 bytes。
        parts = [
            *(bytes(content[at[place] : at[place + 1]]) for content, at in heads),
            *(bytes(content[at[first] : at[end]]) for content, at in coded.parts),
        ]
        made.append(b"".join([varint(end - first, *(len(part) for part in parts[:-1])), *parts]))
    return made


def _packed(values: Bytes | Keys, counts: Integers, width: int) -> tuple[Bytes, Integers]:
    """各文件的几个定宽的数。"""
    return fixed_width(values, counts, np.full(len(counts), width))


def _follows(table: Table, letters: Letters | None) -> Follows:
    """存接字的键编好的细节；不存的键长度为零。"""
    every = np.repeat(table.followed, table.counts)
    return follows(table.details[every], np.where(table.followed, table.counts, 0), letters)


def _repeats(table: Table) -> Spots:
    """存接字的键，同一条记录里又一次的各次出现。"""
    again = ~table.fresh & np.repeat(table.followed, table.counts)
    return spots_of(np.ones_like(again), again, table.counts)


def _titles(table: Table) -> Spots:
    """在标题里的几处：存接字的数第几次出现，不存的数第几条记录。"""
    return spots_of(table.fresh | np.repeat(table.followed, table.counts), table.titled, table.counts)


def _around(table: Table, letters: Units, others: Flags) -> Stream:
    """前一个字、再下一个字：各键按下一个字分成几份，多于十次的各写总是哪个字（没有是 0）、几次例外、哪几次。

    不到十次的不必写：候选这么少时直接看正文。
    """
    shares = shares_of(table.nexts, table.counts)
    kept = table.followed[shares.owners] & (shares.counts > UNFOLLOWED)
    usual = letters[shares.order][np.cumsum(shares.counts) - shares.counts].astype(np.int64)
    known = kept & (usual > 0)
    every = np.repeat(known, shares.counts)
    spots = spots_of(np.ones_like(every), every & others[shares.order], shares.counts)
    lists, list_ends = spots.encoded()
    rows = np.stack([np.where(known, (usual - FIRST_CHARACTER & 0xFFFF) + 1, 0), spots.counts], axis=1)
    wanted = np.stack([kept, known], axis=1)
    numbers, at = variable_bytes(rows[wanted])
    number_ends = at[np.concatenate([[0], np.cumsum(wanted.sum(axis=1))])]
    # 每一份先写数，再写例外：两段交错着放。
    turns = np.stack([np.diff(number_ends), np.diff(list_ends)], axis=1).ravel()
    ahead = np.repeat(np.arange(len(turns)) % 2 == 0, turns)
    content = np.empty(len(ahead), dtype=np.uint8)
    content[ahead] = numbers
    content[~ahead] = np.frombuffer(lists, dtype=np.uint8)
    sizes = np.bincount(shares.owners, turns.reshape(-1, 2).sum(axis=1), minlength=len(table.counts))
    return Stream(content, sizes.astype(np.int64))


def _heads(
    table: Table, titles: Spots, found: Follows, around: tuple[Stream, Stream], wanted: Flags
) -> tuple[Bytes, Integers]:
    """各键的表头，短表的没有：记录数与有无标题，标题数；多出的出现次数，码表、码、前一个字、再下一个字的长度。"""
    repeated = table.counts - table.listed
    before, after = (part.sizes for part in around)
    columns = repeated, found.tables.sizes, found.codes.sizes, before * 2 + (after > 0)
    started = table.listed * 2 + (titles.counts > 0)
    rows = np.stack([started, titles.counts, *columns, after], axis=1)
    followed = [table.followed] * len(columns)
    kept = np.stack([wanted, titles.counts > 0, *followed, after > 0], axis=1)
    stream, at = variable_bytes(rows[kept])
    return stream, at[np.concatenate([[0], np.cumsum(kept.sum(axis=1))])]
