"""倒排文件里的各个键：拆开，去掉一条记录，再合上。与 search-lists.js 里的 readBucket 一一对应。"""

from collections.abc import Collection, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.codec import varint
from generator.output.search.hot import Units
from generator.output.search.lists import NOTHING, encoded
from generator.output.search.occurrences import FIRST_CHARACTER
from generator.output.search.reading import Reader, ascending, symbols
from generator.output.search.tables import UNFOLLOWED, Table


class Entry(msgspec.Struct, frozen=True):
    """倒排文件里的一个键。

    Attributes:
        hash: 散列。
        listed: 在几条记录。
        titles: 有几处在标题里：存接字的数出现，不存的数记录。
        repeated: 出现次数比记录数多几；不存接字的是零。
        is_followed: 存不存接字。
        is_triple: 是不是三字：前后的字不随下一个字分开记。
        parts: 它在八段里各是哪些字节：
            表头、记录表、标题表，接字的换记录标志、码表、码，前一个字，再下一个字。
    """

    hash: int
    listed: int
    titles: int
    repeated: int
    is_followed: bool
    is_triple: bool
    parts: tuple[bytes, ...]

    def without(self, numbers: Collection[int], universe: int) -> "Entry | None":
        """去掉几条记录；一条也不剩的没有。

        Args:
            numbers: 去掉哪几条。
            universe: 一共几条记录。

        Raises:
            ValueError: 读不懂。
        """
        table = self.table(universe)
        kept = ~np.isin(table.numbers, list(numbers))
        if kept.all():
            return self
        listed = int(np.count_nonzero(kept))
        if not listed:
            return None
        every = kept[np.cumsum(table.fresh) - 1]
        is_followed = self.is_followed and listed > UNFOLLOWED
        if self.is_followed and not is_followed:
            # 不存接字的只数记录：标题总在最前，看每条记录头一次出现就够了。
            every &= table.fresh
        count = int(np.count_nonzero(every))
        nexts = table.nexts[every]
        before, others, after, strays = (
            column[every] for column in (table.before, table.others, table.after, table.strays)
        )
        # 一份里例外以外一次也不剩的，前后的字不再是它说过的。
        before[~np.isin(nexts, nexts[~others])] = 0
        after[~np.isin(nexts, nexts[~strays])] = 0
        left = Table(
            table.hashes,
            np.array([count], dtype=np.int64),
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
        )
        titles = int(np.count_nonzero(left.titled))
        return Entry(
            self.hash,
            listed,
            titles,
            count - listed,
            is_followed,
            self.is_triple,
            encoded(left, universe),
        )

    def table(self, universe: int) -> Table:
        """展开成两层。

        Args:
            universe: 一共几条记录。

        Raises:
            ValueError: 读不懂。
        """
        _, numbers, titles, flags, codes, _, befores, afters = self.parts
        count = self.listed + self.repeated
        titled, fresh = (np.full(count, value) for value in (False, True))
        if self.titles:
            titled[ascending(titles, self.titles, count)] = True
        if flags:
            fresh = np.unpackbits(np.frombuffer(flags, np.uint8), bitorder="little")[:count] > 0
        details = self._details() if codes else np.zeros(count, dtype=np.uint32)
        nexts = (details >> np.uint32(16)).astype(np.uint16) * np.uint16(not self.is_triple)
        before, others = _around(Reader(befores), nexts)
        after, strays = _around(Reader(afters), nexts)
        return Table(
            np.array([self.hash], dtype=np.uint32),
            np.array([count], dtype=np.int64),
            np.array([self.listed], dtype=np.int64),
            ascending(numbers, self.listed, universe),
            titled,
            fresh,
            details,
            np.array([self.is_followed]),
            nexts,
            before,
            others,
            after,
            strays,
        )

    def _details(self) -> npt.NDArray[np.uint32]:
        """每次出现的细节，见 `follows`。"""
        table, codes = self.parts[4:6]
        sizes, details = _code_table(Reader(table))
        return details[symbols(codes, sizes, self.listed + self.repeated)]


def _around(reader: Reader, nexts: Units) -> tuple[Units, npt.NDArray[np.bool_]]:
    """每次出现的前一个字（或者再下一个字）总是哪个、是不是例外，见 `lists._around`。"""
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


def _code_table(reader: Reader) -> tuple[list[int], npt.NDArray[np.uint32]]:
    """码表：码长为零、一、二……的码各有几个，各码的细节。"""
    longest = reader.varint()
    sizes = [0, *(reader.varint() for _ in range(longest))] if longest else [1]
    details = []
    for size in sizes:
        high = 0
        for _ in range(size):
            gap = reader.varint()
            high += gap >> 1
            details.append(high << 16 | (reader.varint() if gap & 1 else 0))
    return sizes, np.array(details, dtype=np.uint32)


def entries(content: bytes, first: int, universe: int, *, is_bare: bool, is_triple: bool) -> list[Entry]:
    """一个倒排文件里的各个键。

    Args:
        content: 文件的内容。
        first: 文件里最小的散列。
        universe: 一共几条记录。
        is_bare: 是不是没有接字的文件。
        is_triple: 是不是三字的文件。

    Raises:
        ValueError: 读不懂。
    """
    reader = Reader(content)
    count = reader.varint()
    if not count:
        return []
    gaps, *sections = [Reader(reader.take(size)) for size in [reader.varint() for _ in range(8)]]
    sections.append(Reader(reader.rest()))
    found, hashed = [], first
    for _ in range(count):
        hashed += gaps.varint()
        found.append(_entry(hashed, sections, universe, is_bare=is_bare, is_triple=is_triple))
    return found


def _entry(
    hashed: int, sections: Sequence[Reader], universe: int, *, is_bare: bool, is_triple: bool
) -> Entry:
    heads, documents, titled, flags, tables, codes, befores, afters = sections
    start = heads.varint()
    listed, titles = start >> 1, heads.varint() if start & 1 else 0
    is_followed = not is_bare and listed > UNFOLLOWED
    tail = [heads.varint() for _ in range(5)] if is_followed else []
    repeated, table, code, before, after = tail or (0, 0, 0, 0, 0)
    count = listed + repeated
    parts = (
        varint(start, *([titles] if titles else []), *tail),
        documents.ascending(listed, universe),
        titled.ascending(titles, count) if titles else b"",
        flags.take((count + 7) >> 3) if repeated else b"",
        tables.take(table),
        codes.take(code),
        befores.take(before),
        afters.take(after),
    )
    return Entry(hashed, listed, titles, repeated, is_followed, is_triple, parts)


def bucket(found: Sequence[Entry], first: int) -> bytes:
    """各个键合成一个倒排文件，与 `lists.Streams` 写的一样。

    Args:
        found: 各个键，按散列。
        first: 文件里最小的散列。
    """
    if not found:
        return NOTHING
    befores = (first, *(entry.hash for entry in found))
    gaps = varint(*(entry.hash - before for before, entry in zip(befores, found, strict=False)))
    parts = [gaps, *(b"".join(column) for column in zip(*(entry.parts for entry in found), strict=True))]
    return b"".join([varint(len(found), *(len(part) for part in parts[:-1])), *parts])
