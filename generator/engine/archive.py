"""整个档案：把各组公开的份合起来，写列表、统计、订阅、开放数据、搜索这些人人有份的产物。"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

import msgspec

from generator.engine.binding import Binder, Foreword, Part
from generator.engine.crew import Crew
from generator.engine.desk import Desk
from generator.engine.guard import Guard
from generator.engine.searching import amended, rebuilt, update
from generator.engine.spans import kept_observations
from generator.engine.store import Store, fingerprint
from generator.output.opendata import LONG, Line, Written, long_tables, table_of
from generator.output.opendata.rewriting import Current, Former, rewritten
from generator.output.pages import Pages
from generator.output.pages.reports import reports
from generator.output.parcel import Holdings, Parcel
from generator.output.search import SearchDocument
from generator.packing import packed, unpacked
from generator.products import of_feeds, of_opendata, of_pages
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.shares import Kept
from generator.terms import RecordKind


class Documents(msgspec.Struct, frozen=True):
    """重做的几组记录的搜索材料。

    Attributes:
        before: 改动之前的。
        after: 改动之后的。
        may_linger: 改动之前的话可以在索引里多留一会儿。
    """

    before: tuple[SearchDocument, ...]
    after: tuple[SearchDocument, ...]
    may_linger: bool


class Archive:
    """合起来的档案，去掉了长文；写人人有份的产物。

    档案大，各部分都在分出的进程里做，做完就散：父进程手里不留合起来的档案，搜索索引与它也不同时在手。

    Args:
        store: 记忆。
        binder: 合起各份的人。
        pages: 已经合好的；没有的，哪一部分要用，在自己的进程里由记忆合起来。
        foreword: 成页之前看过的。
        guard: 门卫。
        out: 输出目录。
        dirty: 变了的归口；从头建的没有，全部都做。
        documents: 重做的几组记录的搜索材料。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        store: Store,
        binder: Binder,
        pages: Pages | None,
        foreword: Foreword,
        guard: Guard,
        out: Path,
        dirty: frozenset[str] | None,
        documents: Documents,
    ) -> None:
        self._store = store
        self._binder = binder
        self._bound = pages
        self._foreword = foreword
        self._out = out
        self._dirty = dirty
        self._documents = documents
        self._others_before = _kept_others(store)
        self._desk = Desk(
            store,
            guard,
            out,
            dirty,
            (
                # 搜索要全部正文在手，自己又分出进程，独占一轮。
                {"search": self._search},
                {
                    "pages": self._all_pages,
                    "texts": self._texts,
                    "feeds": self._feeds,
                    "opendata": self._opendata,
                },
            ),
        )

    def write(self, crew: Crew) -> tuple[list[str], set[str]]:
        """写出人人有份的产物，见 Desk.write。"""
        found = self._desk.write(crew, is_everything=True)
        self._store.remember(OTHERS, self._foreword.others)
        return found

    @property
    def _pages(self) -> Pages:
        return self._bound or self._binder.bound(
            (part.portion for part in _parts(self._store)), kept_shares(self._store)
        )

    @cached_property
    def _holdings(self) -> Holdings:
        return _holdings(self._store)

    def _all_pages(self) -> Iterator[Parcel]:
        """报告与它们的目录，列表、总账、统计、文字页；统计大家都要用，只算一次。"""
        pages = self._pages
        yield from reports(pages, self._desk.notes)
        yield from of_pages(pages, self._binder.host, self._foreword.written, self._holdings)

    def _feeds(self) -> Iterator[Parcel]:
        """订阅与日历。"""
        return of_feeds(self._pages.release)

    def _opendata(self) -> Iterator[Parcel]:
        """不带长文的开放数据，与说明各表的网页。"""
        return of_opendata(self._pages, self._holdings)

    def _texts(self) -> Iterator[Parcel]:
        """带长文的开放数据。"""
        holdings = self._holdings

        def lines(owners: Iterable[tuple[RecordKind, str]]) -> Written:
            return lines_of(self._store, {holdings[owner][0] for owner in owners})

        return long_tables(self._binder.commons, holdings, lines, self._desk.notes)

    def _search(self) -> Iterator[Parcel]:
        """搜索索引。"""
        others = _other(self._foreword.others)
        whole = chain(_documents(self._store), others)
        if self._dirty is None:
            return rebuilt(whole)
        edited = Documents(
            (*self._documents.before, *self._others_before),
            (*self._documents.after, *others),
            may_linger=self._documents.may_linger,
        )
        return _searched(self._out, edited, whole)


class Reprint:
    """只有长文变了：列表、统计、订阅都不用长文，只有搜索与带长文的开放数据要改。

    Args:
        store: 记忆。
        commons: 名册等人人要用的记录的发布；要用表头。
        guard: 门卫。
        out: 输出目录。
        cells: 重做的是哪几组。
        documents: 重做的几组记录的搜索材料。
        lines: 它们在带长文的表里从前的行。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        store: Store,
        commons: Release,
        guard: Guard,
        out: Path,
        cells: frozenset[int],
        documents: Documents,
        lines: Written,
    ) -> None:
        self._store = store
        self._commons = commons
        self._out = out
        self._cells = cells
        self._documents = documents
        self._lines = lines
        self._others = _kept_others(store)
        self._desk = Desk(
            store, guard, out, frozenset(), ({"search": self._search, "opendata": self._opendata},)
        )
        self._parts = {name: kept.note for name, kept in self._desk.before.items() if table_of(name) in LONG}
        self._digests = store.parcel_outputs(self._parts)

    def write(self, crew: Crew) -> tuple[list[str], set[str]]:
        """写出要改的产物，见 Desk.write。"""
        return self._desk.write(crew, is_everything=False)

    def _search(self) -> Iterator[Parcel]:
        return _searched(self._out, self._documents, chain(_documents(self._store), self._others))

    def _opendata(self) -> Iterator[Parcel]:
        self._desk.notes.update(self._parts)
        former = Former(self._written, self._lines)
        current = Current(self._cells, partial(lines_of, self._store))
        return rewritten(self._commons, self._parts, former, current)

    def _written(self, path: str) -> bytes | None:
        """上次写出的一件产物；被人改过的不算。"""
        try:
            content = (self._out / path).read_bytes()
        except OSError:
            return None
        return content if fingerprint(content) == self._digests.get(path) else None


OTHERS = "other documents"
"""记忆里放名册等人人要用的记录的搜索材料的地方。"""


def _kept_others(store: Store) -> tuple[SearchDocument, ...]:
    """上次它们的样子。分工之前就取：一个数据库连接不能带进分出的进程。"""
    return _other(store.meta(OTHERS) or b"\x90")


def _other(content: bytes) -> tuple[SearchDocument, ...]:
    found: tuple[SearchDocument, ...] = unpacked(content, tuple[SearchDocument, ...])
    return found


def kept_pieces(
    store: Store, piece: str, stale: frozenset[int] = frozenset(), last: int = sys.maxsize
) -> Iterator[bytes]:
    """记忆里各组的一样材料。

    Args:
        store: 记忆。
        piece: 哪一样，见 store.PIECES。
        stale: 不要的组。
        last: 到第几组为止。
    """
    with closing(store.reopened()) as opened:
        pieces = opened.pieces(piece)
        yield from (content for number, content in pieces if number <= last and number not in stale)


def kept_shares(store: Store, stale: frozenset[int] = frozenset(), last: int = sys.maxsize) -> Kept:
    """记忆里各组的底账；参数同 kept_pieces。"""
    return Kept(
        partial(kept_pieces, store, "events", stale, last),
        partial(kept_pieces, store, "rows", stale, last),
        partial(kept_observations, store, stale, last),
    )


def _parts(store: Store) -> Iterator[Part]:
    """各组的份，逐组由记忆读回。"""
    with closing(store.reopened()) as opened:
        yield from map(Part.of, opened.cells())


class _Listed(msgspec.Struct, frozen=True):
    """一条记录，只要编号。"""

    id: str


class _Listing(msgspec.Struct, frozen=True, array_like=True):
    """一份里的各条记录，只要编号；别的字段跳过不读。与 Portion 的前几项一致。"""

    proposals: tuple[_Listed, ...] = ()
    replies: tuple[_Listed, ...] = ()
    batches: tuple[_Listed, ...] = ()
    consultations: tuple[_Listed, ...] = ()


def _holdings(store: Store) -> Holdings:
    """量大的每条记录归在哪一组、那一组的印记。"""
    decoder = msgspec.msgpack.Decoder(_Listing)
    with closing(store.reopened()) as opened:
        return {
            (kind, record.id): (cell.number, cell.mark)
            for cell in opened.cells()
            for kind, records in zip(HEAVY, msgspec.structs.astuple(decoder.decode(cell.thin)), strict=True)
            for record in records
        }


def lines_of(store: Store, cells: Iterable[int]) -> Written:
    """这几组记录在带长文的表里写好的行。"""
    with closing(store.reopened()) as opened:
        return lines_from(content for _, content in opened.pieces("lines", cells))


def lines_from(packed_rows: Iterable[bytes]) -> Written:
    """由记着的几组读回写好的行。"""
    rows: dict[tuple[str, str], list[Line]] = {}
    for content in packed_rows:
        for table, holder, text, item in msgspec.msgpack.decode(content):
            rows.setdefault((table, holder), []).append((text, item))
    return rows


def _searched(out: Path, edited: Documents, whole: Iterator[SearchDocument]) -> Iterator[Parcel]:
    """改动写成一小份；记不成一小份的，整个重建。"""
    found = update(out, edited.before, edited.after, may_linger=edited.may_linger)
    return rebuilt(whole) if found is None else amended(found)


def _documents(store: Store) -> Iterator[SearchDocument]:
    for content in kept_pieces(store, "documents"):
        yield from unpacked(content, list[SearchDocument])


def public_bytes(commons: Release, store: Store | None, stale: frozenset[int]) -> Iterator[bytes]:
    """公开的文字，一块一块：名册等记录的，记忆里没有重做的；从头建的没有记忆。"""
    yield packed(commons)
    if store is None:
        return
    # 也许在分出的进程里：数据库另开一次。
    with closing(store.reopened()) as opened:
        yield from (cell.thin for cell in opened.cells() if cell.number not in stale)
    yield from kept_pieces(store, "documents", stale)
