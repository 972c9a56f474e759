"""去掉几条记录的笨办法：整张表解开，去掉，从头再编。用来核对 `cutting` 一段段地去掉的。"""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from generator.output.search import lists
from generator.output.search.codebook import codebook
from generator.output.search.entries import Entry, Range, entries
from generator.output.search.follows import RARE
from generator.output.search.letters import Letters, letters_of
from generator.output.search.occurrences import FIRST_CHARACTER
from generator.output.search.reading import Codes, Reader, ascending
from generator.output.search.tables import UNFOLLOWED, Table
from generator.output.search.texts import choose_tokens

LETTERS = letters_of(choose_tokens(["电梯楼改造" * 40, "加装，电梯。" * 9, "Ａb1"], 60))
"""随便一份符号表的各字的码；表里没有的字另写十六位。"""


def encoded(table: Table, universe: int, letters: Letters | None) -> tuple[bytes, ...]:
    """只有一个键的表，照建索引的办法编，再读回来：后八段。"""
    coded, first = lists._sections(table, universe, letters), int(table.hashes[0])  # noqa: SLF001 - 就要同一个办法
    content = lists.contents_of(table.hashes, coded, lists.Cuts([0, 1], [first], [1], universe))[0]
    is_bare, is_triple = not table.followed[0], letters is None
    (found,) = entries(content, Range(first, 1, universe), is_bare=is_bare, is_triple=is_triple)
    return found.parts


def spread(entry: Entry, universe: int, letters: Letters | None) -> Table:
    """一个键展开成两层。"""
    _, numbers, titles, repeats, table, codes, befores, afters = entry.parts
    count = entry.listed + entry.repeated
    titled, fresh = (np.full(count, value) for value in (False, True))
    if entry.titles:
        titled[ascending(titles, entry.titles, count)] = True
    if entry.repeated:
        fresh[ascending(repeats, entry.repeated, count)] = False
    details = np.zeros(count, dtype=np.uint32)
    if table:
        book, rest = codebook(table, letters), iter(codebook(table, letters).rest)
        listed = [book.details[symbol] for symbol in one_by_one(codes, book.sizes, count)]
        details = np.array([next(rest) if detail == RARE else detail for detail in listed], dtype=np.uint32)
    nexts = (details >> np.uint32(16)).astype(np.uint16) * np.uint16(not entry.is_triple)
    before, others = around(Reader(befores), nexts)
    after, strays = around(Reader(afters), nexts)
    return Table(
        np.array([entry.hash], dtype=np.uint32),
        np.array([count], dtype=np.int64),
        np.array([entry.listed], dtype=np.int64),
        ascending(numbers, entry.listed, universe),
        titled,
        fresh,
        details,
        np.array([entry.is_followed]),
        nexts,
        before,
        others,
        after,
        strays,
    )


def one_by_one(content: bytes, sizes: Sequence[int], count: int) -> list[int]:
    """一串规范码各是第几个符号，一个个地读。"""
    if len(sizes) == 1:
        return [0] * count
    known, code, number = dict[str, int](), 0, 0
    for length, size in enumerate(sizes):
        code <<= 1
        for _ in range(size):
            known[f"{code:0{length}b}"] = number
            code, number = code + 1, number + 1
    codes = Codes(content, known)
    return [codes.next() for _ in range(count)]


def around(
    reader: Reader, nexts: npt.NDArray[np.uint16]
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """每次出现的前一个字（或者再下一个字）总是哪个、是不是例外。"""
    letters, others = np.zeros_like(nexts), np.zeros(len(nexts), dtype=np.bool_)
    if not reader.left:
        return letters, others
    listed, counts = np.unique(nexts, return_counts=True)
    for value, count in zip(listed.tolist(), counts.tolist(), strict=True):
        if count <= UNFOLLOWED or not (usual := reader.varint()):
            continue
        places = np.flatnonzero(nexts == value)
        letters[places] = (usual - 1 + FIRST_CHARACTER) & 0xFFFF
        if spots := reader.varint():
            others[places[ascending(reader.ascending(spots, count), spots, count)]] = True
    return letters, others


def left(
    entry: Entry, numbers: Collection[int], universe: int, letters: Letters | None
) -> tuple[bytes, ...] | None:
    """去掉几条记录以后的八段；一条也不剩的没有。"""
    table = spread(entry, universe, letters)
    kept = ~np.isin(table.numbers, list(numbers))
    listed = int(np.count_nonzero(kept))
    if not listed:
        return None
    every = kept[np.cumsum(table.fresh) - 1]
    is_followed = entry.is_followed and listed > UNFOLLOWED
    if entry.is_followed and not is_followed:
        every &= table.fresh
    nexts = table.nexts[every]
    before, others, after, strays = (
        column[every] for column in (table.before, table.others, table.after, table.strays)
    )
    before[~np.isin(nexts, nexts[~others])] = 0
    after[~np.isin(nexts, nexts[~strays])] = 0
    return encoded(
        Table(
            table.hashes,
            np.array([np.count_nonzero(every)], dtype=np.int64),
            np.array([listed], dtype=np.int64),
            table.numbers[kept],
            table.titled[every],
            table.fresh[every],
            table.details[every],
            np.array([is_followed]),
            nexts,
            before,
            others,
            after,
            strays,
        ),
        universe,
        letters,
    )
