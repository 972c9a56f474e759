"""整个档案：把各组公开的份合起来，写列表、统计、订阅、开放数据、搜索这些人人有份的产物。"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

import msgspec

from generator.engine.crew import Crew
from generator.engine.guard import Guard
from generator.engine.rendering import unpacked
from generator.engine.spool import packed
from generator.engine.store import ARCHIVE, Kept, Store, fingerprint
from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.content_pages import content_pages
from generator.output.documents import other_documents
from generator.output.opendata import Line, opendata
from generator.output.pages import Pages
from generator.output.parcel import Parcel
from generator.output.search import SearchDocument, search_artifacts
from generator.problems import Problem, ProblemsError, in_order
from generator.release.model import Release
from generator.release.views.lists import DirectoryEntry
from generator.site import of_feeds, of_pages
from generator.terms import RecordKind
from generator.tree import write_if_changed


class Section(msgspec.Struct, frozen=True, array_like=True):
    """一部分产物写完之后的样子：做了哪几包，哪几包不必做，写了哪些，漏了什么。"""

    made: tuple[tuple[str, Kept], ...]
    spared: tuple[str, ...]
    written: tuple[str, ...]
    leaks: tuple[Problem, ...]


class Holdings(msgspec.Struct, frozen=True):
    """合起来的档案除了网页之外的底子。

    Attributes:
        cells: 记录属于第几组：（种类，编号）→ 组号。
        marks: 每条记录的印记。
        dirty: 变了的归口；从头建的没有，全部都做。
    """

    cells: Mapping[tuple[RecordKind, str], int]
    marks: Mapping[tuple[RecordKind, str], bytes]
    dirty: frozenset[str] | None


class Archive:
    """合起来的档案，去掉了长文；写人人有份的产物，一部分一部分，几个进程各写各的。

    产物一包包地做：材料与上次相同的包、归口没有变的包不做。

    Args:
        store: 记忆。
        pages: 填网页的人，连同合起来的发布。
        host: 页框。
        written: 填好的文字页。
        guard: 门卫。
        out: 输出目录。
        holdings: 各组记录的底子。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        store: Store,
        pages: Pages,
        host: Host,
        written: Sequence[Artifact],
        guard: Guard,
        out: Path,
        holdings: Holdings,
    ) -> None:
        self._store = store
        self._pages = pages
        self._host = host
        self._written = written
        self._guard = guard
        self._out = out
        self._holdings = holdings
        self._before: dict[str, Kept] = {}
        self._entries: dict[str, DirectoryEntry] = {}

    def write(self, crew: Crew) -> tuple[list[str], set[str]]:
        """写出人人有份的产物；没有变的不做，做了一样的不写。

        Args:
            crew: 人手。

        Returns:
            写了的路径，与也许不再有的路径。

        Raises:
            ProblemsError: 产物里有没有公开的字句。
        """
        self._before = self._store.parcels()
        if self._holdings.dirty is None:
            # 从头建几乎总有要看全部公开文字才能排除的，分工之前先看一遍。
            self._guard.excuse()
        sections = list(crew.run(self, "section", list(SECTIONS)))
        leaks = [leak for section in sections for leak in section.leaks]
        if leaks:
            raise ProblemsError(in_order(leaks))
        made = [item for section in sections for item in section.made]
        known = {name for name, _ in made}.union(*(section.spared for section in sections))
        gone = self._before.keys() - known
        before = {path for name, _ in made if name in self._before for path in _paths(self._before[name])}
        before.update(path for name in gone for path in _paths(self._before[name]))
        self._store.forget_outputs(ARCHIVE, before)
        for _, kept in made:
            self._store.add_outputs(ARCHIVE, msgspec.msgpack.decode(kept.outputs))
        self._store.set_parcels(made, gone)
        return [path for section in sections for path in section.written], before

    def section(self, name: str) -> Section:
        """写一部分。"""
        made: list[tuple[str, Kept]] = []
        spared: list[str] = []
        written: list[str] = []
        leaks: list[Problem] = []
        for parcel in SECTIONS[name](self):
            before = self._before.get(parcel.name)
            key = fingerprint(parcel.key) if parcel.key is not None else b""
            if before is not None and self._is_same(parcel, key, before):
                spared.append(parcel.name)
                continue
            outputs = self._make(parcel, before, written, leaks)
            made.append((parcel.name, Kept(key, msgspec.msgpack.encode(outputs), self._note(parcel.name))))
        return Section(tuple(made), tuple(spared), tuple(written), tuple(leaks))

    def _is_same(self, parcel: Parcel, key: bytes, before: Kept) -> bool:
        """材料没有变，不必再做；目录要用的那一项取自记忆。"""
        if key:
            return key == before.key
        dirty = self._holdings.dirty
        if parcel.holder is None or dirty is None or parcel.holder in dirty:
            return False
        if before.note:
            self._entries[parcel.name] = unpacked(before.note, DirectoryEntry)
        return True

    def _note(self, name: str) -> bytes:
        entry = self._entries.get(name)
        return packed(entry) if entry else b""

    def _make(
        self, parcel: Parcel, before: Kept | None, written: list[str], leaks: list[Problem]
    ) -> list[tuple[str, bytes]]:
        known = dict(msgspec.msgpack.decode(before.outputs)) if before else {}
        outputs: list[tuple[str, bytes]] = []
        for artifact in parcel.make():
            digest = fingerprint(artifact.content)
            outputs.append((artifact.path, digest))
            if known.get(artifact.path) == digest:
                continue
            leaks += self._guard.leaks(artifact.path, artifact.content)
            if not leaks and write_if_changed(self._out / artifact.path, artifact.content):
                written.append(artifact.path)
        return outputs

    def overviews(self) -> Iterator[Parcel]:
        """列表、报告、统计、文字页。"""
        return of_pages(self._pages, self._host, self._written, self._entries)

    def feeds(self) -> Iterator[Parcel]:
        """订阅与日历。"""
        return of_feeds(self._pages.release)

    def opendata(self) -> Iterator[Parcel]:
        """开放数据。"""
        return opendata(self._pages.release, self._lines, self._holdings.marks)

    def _lines(self, kind: RecordKind, identifiers: Iterable[str]) -> dict[tuple[str, str], list[Line]]:
        """这几条记录在带长文的表里写好的行。"""
        rows: dict[tuple[str, str], list[Line]] = {}
        cells = {self._holdings.cells[kind, identifier] for identifier in identifiers}
        with closing(self._store.reopened()) as store:
            for _, pieces in store.pieces(cells):
                for table, holder, text, item in msgspec.msgpack.decode(pieces.rows):
                    rows.setdefault((table, holder), []).append((text, item))
        return rows

    def search(self) -> Iterator[Parcel]:
        """搜索索引。"""
        yield Parcel("search", self._indexed)

    def _indexed(self) -> Iterator[Artifact]:
        with closing(self._store.reopened()) as store:
            found = [
                document
                for _, pieces in store.pieces()
                for document in unpacked(pieces.documents, list[SearchDocument])
            ]
        return search_artifacts((*found, *other_documents(self._pages.release, self._pages.names)))


def _paths(kept: Kept) -> Iterator[str]:
    return (path for path, _ in msgspec.msgpack.decode(kept.outputs))


SECTIONS: dict[str, Callable[[Archive], Iterator[Parcel]]] = {
    "overviews": Archive.overviews,
    "feeds": Archive.feeds,
    "search": Archive.search,
    "opendata": Archive.opendata,
}
"""人人有份的产物分成几部分，费时的在前。"""


def checked_content(pages: Pages, host: Host, guard: Guard) -> tuple[Artifact, ...]:
    """填好的文字页；里面没有不该公开的字句。

    Raises:
        ProblemsError: 文字页写错了，或者有没有公开的字句。
    """
    written = tuple(content_pages(pages, host))
    leaks = list(chain.from_iterable(guard.leaks(item.path, item.content) for item in written))
    if leaks:
        raise ProblemsError(in_order(leaks))
    return written


def public_bytes(
    commons: Release, fresh: Iterable[bytes], store: Store, stale: frozenset[int]
) -> Iterator[bytes]:
    """全部公开的文字，一块一块：名册等记录的，这次重做的，记忆里没有重做的。"""
    yield packed(commons)
    yield from fresh
    for cell in store.cells():
        if cell.number not in stale:
            yield cell.thin
    for number, pieces in store.pieces():
        if number not in stale:
            yield pieces.documents
