"""整个档案：把各组公开的份合起来，写列表、统计、订阅、开放数据、搜索这些人人有份的产物。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

import msgspec

from generator.engine.crew import Crew
from generator.engine.guard import Guard
from generator.engine.rendering import unpacked
from generator.engine.spool import packed
from generator.engine.store import ARCHIVE, Store, fingerprint
from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.content_pages import content_pages
from generator.output.documents import other_documents
from generator.output.opendata import Line, opendata
from generator.output.pages import Pages
from generator.output.search import SearchDocument, search_artifacts
from generator.problems import Problem, ProblemsError, in_order
from generator.release.model import Release
from generator.site import of_feeds, of_pages
from generator.tree import write_if_changed


class Section(msgspec.Struct, frozen=True, array_like=True):
    """一部分产物写完之后的样子：各件的路径与指纹，写了哪些，漏了什么。"""

    outputs: tuple[tuple[str, bytes], ...]
    written: tuple[str, ...]
    leaks: tuple[Problem, ...]


class Archive:
    """合起来的档案，去掉了长文；写人人有份的产物，一部分一部分，几个进程各写各的。

    Args:
        store: 记忆。
        pages: 填网页的人，连同合起来的发布。
        host: 页框。
        written: 填好的文字页。
        guard: 门卫。
        out: 输出目录。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self, store: Store, pages: Pages, host: Host, written: Sequence[Artifact], guard: Guard, out: Path
    ) -> None:
        self._store = store
        self._pages = pages
        self._host = host
        self._written = written
        self._guard = guard
        self._out = out
        self._before: dict[str, bytes] = {}

    def write(self, crew: Crew, *, is_whole: bool) -> tuple[list[str], dict[str, bytes]]:
        """写出人人有份的产物；没有变的不写。

        Args:
            crew: 人手。
            is_whole: 从头建；这时几乎总有要看全部公开文字才能排除的，分工之前先看一遍。

        Returns:
            写了的路径，与上次写出的路径。

        Raises:
            ProblemsError: 产物里有没有公开的字句。
        """
        self._before = self._store.outputs(ARCHIVE)
        if is_whole:
            self._guard.excuse()
        sections = list(crew.run(self, "section", list(SECTIONS)))
        leaks = [leak for section in sections for leak in section.leaks]
        if leaks:
            raise ProblemsError(in_order(leaks))
        self._store.forget_outputs(ARCHIVE)
        for section in sections:
            self._store.add_outputs(ARCHIVE, section.outputs)
        return [path for section in sections for path in section.written], self._before

    def section(self, name: str) -> Section:
        """写一部分。"""
        outputs: list[tuple[str, bytes]] = []
        written: list[str] = []
        leaks: list[Problem] = []
        for artifact in SECTIONS[name](self):
            digest = fingerprint(artifact.content)
            outputs.append((artifact.path, digest))
            if self._before.get(artifact.path) == digest:
                continue
            leaks += self._guard.leaks(artifact.path, artifact.content)
            if not leaks and write_if_changed(self._out / artifact.path, artifact.content):
                written.append(artifact.path)
        return Section(tuple(outputs), tuple(written), tuple(leaks))

    def overviews(self) -> Iterator[Artifact]:
        """列表、报告、统计、文字页。"""
        return of_pages(self._pages, self._host, self._written)

    def feeds(self) -> Iterator[Artifact]:
        """订阅与日历。"""
        return of_feeds(self._pages.release)

    def opendata(self) -> Iterator[Artifact]:
        """开放数据。"""
        rows: dict[tuple[str, str], list[Line]] = {}
        with closing(self._store.reopened()) as store:
            for _, pieces in store.pieces():
                for table, holder, text, item in msgspec.msgpack.decode(pieces.rows):
                    rows.setdefault((table, holder), []).append((text, item))
        return opendata(self._pages.release, rows)

    def search(self) -> Iterator[Artifact]:
        """搜索索引。"""
        with closing(self._store.reopened()) as store:
            found = [
                document
                for _, pieces in store.pieces()
                for document in unpacked(pieces.documents, list[SearchDocument])
            ]
        return search_artifacts((*found, *other_documents(self._pages.release, self._pages.names)))


SECTIONS: dict[str, Callable[[Archive], Iterator[Artifact]]] = {
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
