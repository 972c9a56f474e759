"""从一个键里去掉几条记录：写出的与没有那几条记录的一样，只是不必把别的解开再编。

一串接字的码各有长短，只有从头读才知道去掉的是哪几位、余下的各用了几次；这一步许多键一起做（`streams`），
所以分两步：先找出那几条记录在哪里（`Cut`），读出码以后再去掉。
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence

import msgspec
import numpy as np

from generator.output.search.bits import Integers, scatter_bits
from generator.output.search.codebook import Codebook, chosen, codebook
from generator.output.search.entries import Entry, head
from generator.output.search.follows import RARE
from generator.output.search.letters import Letters
from generator.output.search.reading import ENDED
from generator.output.search.streams import Read, Stream
from generator.output.search.tables import UNFOLLOWED
from generator.output.search.trimming import (
    Ascent,
    Span,
    listing,
    shifted,
    without_bits,
    without_letters,
)


class Cut(msgspec.Struct, frozen=True):
    """一个键里要去掉的记录。

    Attributes:
        entry: 那个键。
        ranks: 要去掉的记录，各是它的第几条。
        universe: 一共几条记录。
        book: 码表；去掉以后不存接字的没有。
        letters: 各字的码；三字的没有。
    """

    entry: Entry
    ranks: dict[int, int]
    universe: int
    book: Codebook | None
    letters: Letters | None

    @property
    def stream(self) -> Stream | None:
        """要先读出来的码。"""
        if not self.book:
            return None
        return Stream(self.entry.parts[5], self.book.sizes, self.entry.listed + self.entry.repeated)

    def left(self, read: Read | None) -> Entry | None:
        """去掉以后的键；一条记录也不剩的没有。

        Args:
            read: 读出来的码；不用读的没有。

        Raises:
            ValueError: 读不懂。
        """
        entry = self.entry
        if len(self.ranks) == entry.listed:
            return None
        numbers = Ascent(entry.parts[1], entry.listed, self.universe).without(self.ranks)
        if self.book is None or read is None:
            return self._bare(numbers)
        return self._followed(numbers, self.book, read)

    def _bare(self, numbers: bytes) -> Entry:
        """去掉以后的键，不存接字。"""
        entry, ranks = self.entry, list(self.ranks.values())
        listed = entry.listed - len(ranks)
        titles = shifted(self._titled_records() if entry.is_followed else self._titles(), ranks)
        parts = head(listed, len(titles), ()), numbers, listing(titles, listed), *[b""] * 5
        return msgspec.structs.replace(
            entry, listed=listed, titles=len(titles), repeated=0, is_followed=False, parts=parts
        )

    def _followed(self, numbers: bytes, book: Codebook, read: Read) -> Entry:
        """去掉以后的键，存接字。"""
        entry, spans = self.entry, self._spans()
        gone = [place for start, end in spans for place in range(start, end)]
        listed = entry.listed - len(spans)
        left = entry.listed + entry.repeated - len(gone)
        titles = shifted(self._titles(), gone)
        values = _values(book, read.symbols)
        parts = (
            numbers,
            listing(titles, left),
            listing(shifted(self._repeats, gone), left) if left > listed else b"",
            *self._details(book, read, values, spans),
            *self._letters(values >> 16, gone),
        )
        tail = left - listed, *(len(part) for part in parts[3:])
        return msgspec.structs.replace(
            entry,
            listed=listed,
            titles=len(titles),
            repeated=left - listed,
            parts=(head(listed, len(titles), tail), *parts),
        )

    def _titles(self) -> list[int]:
        """在标题里的各处：存接字的是第几次出现，不存的是第几条记录。"""
        entry = self.entry
        if not entry.titles:
            return []
        return Ascent(entry.parts[2], entry.titles, entry.listed + entry.repeated).values()

    def _titled_records(self) -> list[int]:
        """原来存接字、去掉以后不存的：标题里有它的各条记录。标题总在最前，看头一次出现就够了。"""
        titled = set(self._titles())
        return [rank for rank in range(self.entry.listed) if self._start(rank) in titled]

    def _start(self, rank: int) -> int:
        """第几条记录的头一次出现；出头的是出现次数。"""
        entry = self.entry
        if rank == entry.listed:
            return entry.listed + entry.repeated
        # 一次重复之前有几条记录，不多于 `rank` 的都在它前面。
        return rank + bisect_right([place - turn for turn, place in enumerate(self._repeats)], rank)

    @property
    def _repeats(self) -> list[int]:
        """同一条记录里又一次的各次出现。"""
        entry = self.entry
        if not entry.repeated:
            return []
        return Ascent(entry.parts[3], entry.repeated, entry.listed + entry.repeated).values()

    def _spans(self) -> list[Span]:
        """要去掉的各条记录，从第几次出现起、到第几次为止。"""
        return [(self._start(rank), self._start(rank + 1)) for rank in self.ranks.values()]

    def _details(
        self, book: Codebook, read: Read, values: Integers, spans: Sequence[Span]
    ) -> tuple[bytes, bytes]:
        """码表与码。"""
        symbols, ends = read.symbols, read.ends
        kept = np.ones(len(symbols), dtype=np.bool_)
        for start, end in spans:
            kept[start:end] = False
        left = np.bincount(symbols[kept], minlength=len(book.details)).tolist()
        is_rare = np.array(book.details, dtype=np.int64) == RARE
        rest = values[kept & is_rare[symbols]].tolist()
        listed = [row for row in zip(book.details, left, strict=True) if row[0] != RARE]
        rows = [*listed, *((detail, 1) for detail in rest)]
        now = chosen([detail for detail, _ in rows], [count for _, count in rows])
        if (now.details, now.lengths) == (book.details, book.lengths):
            # 码长都没有变的，余下的码照旧，只抽掉几位。
            edges = [(int(ends[start - 1]) if start else 0, int(ends[end - 1])) for start, end in spans]
            book = msgspec.structs.replace(now, rest=tuple(rest))
            return book.content(self.letters), without_bits(self.entry.parts[5], int(ends[-1]), edges)
        places = {detail: place for place, detail in enumerate(now.details)}
        shared = places.get(RARE, 0)
        moved = np.array([places.get(detail, shared) for detail in book.details], dtype=np.int64)[
            symbols[kept]
        ]
        rare = moved == shared if RARE in places else np.zeros(len(moved), dtype=np.bool_)
        now = msgspec.structs.replace(now, rest=tuple(values[kept][rare].tolist()))
        return now.content(self.letters), _coded(now, moved)

    def _letters(self, nexts: Integers, gone: Sequence[int]) -> tuple[bytes, bytes]:
        """前一个字、再下一个字；`nexts` 是每次出现的下一个字。"""
        before, after = self.entry.parts[6:]
        if not (before or after):
            return b"", b""
        if self.entry.is_triple:
            pairs, missing = [(0, len(nexts))], {0: list(gone)}
        else:
            used = np.bincount(nexts)
            listed = np.flatnonzero(used)
            pairs = list(zip(listed.tolist(), used[listed].tolist(), strict=True))
            missing = _ranks(nexts, gone)
        return without_letters(before, pairs, missing), without_letters(after, pairs, missing)


def _values(book: Codebook, symbols: Integers) -> Integers:
    """每次出现的细节。"""
    found = np.array(book.details, dtype=np.int64)[symbols]
    rare = np.flatnonzero(found == RARE)
    if len(rare) != len(book.rest):
        raise ValueError(ENDED)
    found[rare] = book.rest
    return found


def _ranks(nexts: Integers, gone: Sequence[int]) -> dict[int, list[int]]:
    """要去掉的各次出现，在下一个字一样的那一份里各是第几次。"""
    found: dict[int, list[int]] = {}
    for place in gone:
        rank = int(np.count_nonzero(nexts[:place] == nexts[place]))
        found.setdefault(int(nexts[place]), []).append(rank)
    return found


def cut(entry: Entry, numbers: Collection[int], universe: int, letters: Letters | None) -> Cut | None:
    """一个键里要去掉的记录；一条也不在里面的没有。

    Args:
        entry: 那个键。
        numbers: 去掉哪几条。
        universe: 一共几条记录。
        letters: 各字的码；三字的没有。

    Raises:
        ValueError: 读不懂。
    """
    ranks = Ascent(entry.parts[1], entry.listed, universe).ranks(numbers)
    if not ranks:
        return None
    is_followed = entry.is_followed and entry.listed - len(ranks) > UNFOLLOWED
    book = codebook(entry.parts[4], letters) if is_followed else None
    return Cut(entry, ranks, universe, book, letters)


def _coded(book: Codebook, symbols: Integers) -> bytes:
    """一个个符号编成码。"""
    lengths = np.array(book.lengths, dtype=np.int64)[symbols]
    ends = np.cumsum(lengths)
    codes = np.array(book.codes(), dtype=np.uint32)[symbols]
    return scatter_bits((int(ends[-1]) + 7) >> 3, ends - lengths, codes).tobytes()
