"""从一个键里去掉几条记录：写出的与没有那几条记录的一样，只是不必把别的解开再编。

一串接字的码各有长短，只有从头读才知道去掉的是哪几位、余下的各用了几次；这一步许多键一起做（`streams`），
所以分两步：先找出那几条记录在哪里（`Cut`），读出码以后再去掉。
"""

from collections.abc import Collection, Sequence

import msgspec
import numpy as np

from generator.output.search.bits import Integers, scatter_bits
from generator.output.search.codebook import Codebook, chosen, codebook
from generator.output.search.entries import Entry, head
from generator.output.search.streams import Read, Stream
from generator.output.search.tables import UNFOLLOWED
from generator.output.search.trimming import (
    Ascent,
    Span,
    listing,
    nth_one,
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
    """

    entry: Entry
    ranks: dict[int, int]
    universe: int
    book: Codebook | None

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
        count, listed = entry.listed + entry.repeated, entry.listed - len(spans)
        left = count - len(gone)
        titles = shifted(self._titles(), gone)
        used = np.bincount(read.symbols, minlength=len(book.details))
        parts = (
            numbers,
            listing(titles, left),
            without_bits(entry.parts[3], count, spans) if left > listed else b"",
            *_details(book, entry.parts[4:6], read, used, spans),
            *self._letters(book, read.symbols, used, gone),
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
        count = entry.listed + entry.repeated
        if rank == entry.listed:
            return count
        return nth_one(int.from_bytes(entry.parts[3], "little"), count, rank) if entry.repeated else rank

    def _spans(self) -> list[Span]:
        """要去掉的各条记录，从第几次出现起、到第几次为止。"""
        return [(self._start(rank), self._start(rank + 1)) for rank in self.ranks.values()]

    def _letters(
        self, book: Codebook, symbols: Integers, used: Integers, gone: Sequence[int]
    ) -> tuple[bytes, bytes]:
        """前一个字、再下一个字。"""
        before, after = self.entry.parts[6:]
        if not (before or after):
            return b"", b""
        if self.entry.is_triple:
            counts, missing = {0: len(symbols)}, {0: list(gone)}
        else:
            nexts = [detail >> 16 for detail in book.details]
            counts = {}
            for letter, count in zip(nexts, used.tolist(), strict=True):
                counts[letter] = counts.get(letter, 0) + count
            missing = _ranks(np.array(nexts), symbols, gone)
        pairs = sorted(counts.items())
        return without_letters(before, pairs, missing), without_letters(after, pairs, missing)


def _ranks(nexts: Integers, symbols: Integers, gone: Sequence[int]) -> dict[int, list[int]]:
    """要去掉的各次出现，在下一个字一样的那一份里各是第几次。"""
    found: dict[int, list[int]] = {}
    for place in gone:
        same = nexts == nexts[symbols[place]]
        rank = int(np.count_nonzero(same.take(symbols[:place], mode="clip")))
        found.setdefault(int(nexts[symbols[place]]), []).append(rank)
    return found


def cut(entry: Entry, numbers: Collection[int], universe: int) -> Cut | None:
    """一个键里要去掉的记录；一条也不在里面的没有。

    Args:
        entry: 那个键。
        numbers: 去掉哪几条。
        universe: 一共几条记录。

    Raises:
        ValueError: 读不懂。
    """
    ranks = Ascent(entry.parts[1], entry.listed, universe).ranks(numbers)
    if not ranks:
        return None
    is_followed = entry.is_followed and entry.listed - len(ranks) > UNFOLLOWED
    return Cut(entry, ranks, universe, codebook(entry.parts[4]) if is_followed else None)


def _details(
    book: Codebook, parts: Sequence[bytes], read: Read, used: Integers, spans: Sequence[Span]
) -> tuple[bytes, bytes]:
    """码表与码。"""
    table, codes = parts
    symbols, ends = read.symbols, read.ends
    removed = np.concatenate([symbols[start:end] for start, end in spans])
    now = chosen(book.details, (used - np.bincount(removed, minlength=len(used))).tolist())
    if now == book:
        # 码长都没有变的，余下的码照旧，只抽掉几位。
        edges = [(int(ends[start - 1]) if start else 0, int(ends[end - 1])) for start, end in spans]
        return table, without_bits(codes, int(ends[-1]), edges)
    kept = np.ones(len(symbols), dtype=np.bool_)
    for start, end in spans:
        kept[start:end] = False
    places = {detail: place for place, detail in enumerate(now.details)}
    moved = np.array([places.get(detail, 0) for detail in book.details], dtype=np.int64)
    return now.content(), _coded(now, moved[symbols[kept]])


def _coded(book: Codebook, symbols: Integers) -> bytes:
    """一个个符号编成码。"""
    lengths = np.array(book.lengths, dtype=np.int64)[symbols]
    ends = np.cumsum(lengths)
    codes = np.array(book.codes(), dtype=np.uint32)[symbols]
    return scatter_bits((int(ends[-1]) + 7) >> 3, ends - lengths, codes).tobytes()
