"""展示这一边：一组组公开的记录 → 网页、数据孪生、订阅源，随手写进输出目录；只认得公开的类型。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from generator.disk.tree import write_if_changed
from generator.engine.gathering.guard import Innocent
from generator.engine.memory.store import fingerprint
from generator.engine.workers.spool import Place, Spool
from generator.frame import Host
from generator.gate.sealed import LeakScanner, Sealed
from generator.leaks import SEARCH, leak
from generator.output.documents import record_documents
from generator.output.feeds import dated_paths
from generator.output.holders import holders
from generator.output.opendata import long_rows
from generator.output.pages import Pages
from generator.output.templates import Templates
from generator.packing import packed, unpacked
from generator.problems import Problem
from generator.products import of_records
from generator.register.origin import Origin
from generator.release.model import Release
from generator.release.portion import HEAVY, Portion, joined
from generator.release.shares import Owners, Share, observed, shares
from generator.release.stats.observe import Span
from generator.release.views.common import Names
from generator.release.views.holders import withheld_paths
from generator.terms import RecordKind

Job = tuple[Place, Place, Mapping[str, bytes]]
"""一组要成页的记录：份、没有公开的字句在传送带的哪里，上次写出的产物与指纹。"""


class Rendered(msgspec.Struct, frozen=True, array_like=True):
    """一组记录成页的结果。

    Attributes:
        outputs: 产物的路径与指纹。
        written: 其中真正写了的。
        documents: 搜索的输入，msgpack。
        lines: 开放数据里写好的行，msgpack。
        mark: 印记：整份的指纹。
        holders: 归口。
        newest: 事情进哪些订阅源，最近的一件是公元第几天。
        share: 底账。
    """

    outputs: tuple[tuple[str, bytes], ...]
    written: tuple[str, ...]
    documents: bytes
    lines: bytes
    mark: bytes
    holders: tuple[str, ...]
    newest: tuple[tuple[str, int], ...]
    share: Share


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """一批成页的结果。

    Attributes:
        rendered: 各组；漏了没有公开的字句的一组也没有。
        observations: 这一批的观察；第几组就是这一批里的第几组。
        leaks: 漏了什么。
    """

    rendered: tuple[Rendered, ...]
    observations: Span | None
    leaks: tuple[Problem, ...]


class Press:
    """印刷处：一批一批成页。

    Args:
        commons: 名册等人人要用的记录的发布。
        places: commons 里各个数字在数据文件里的次序。
        host: 页框与文字页。
        folders: 模板目录。
        out: 输出目录。
        innocent: 取软件自己的字。
        sealed: 名册等记录里没有公开的字句。
        spool: 传送带。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        commons: Release,
        places: Sequence[int],
        host: Host,
        folders: tuple[Path, ...],
        out: Path,
        innocent: Innocent,
        sealed: Sequence[Sealed],
        spool: Spool,
    ) -> None:
        self._commons = commons
        self._places = places
        self._host = host
        self._templates = Templates(folders)
        self._out = out
        self._innocent = innocent
        self._sealed = tuple(sealed)
        self._spool = spool

    def print(self, jobs: Sequence[Job]) -> Printed:
        """几组记录成页，写出；有没有公开的字句漏在里面的，一件也不写。"""
        contents = [self._spool.take(place) for place, _, _ in jobs]
        portions = [unpacked(content, Portion) for content in contents]
        release = joined(self._commons, self._places, portions)
        found_in = owners(portions)
        pages = Pages(release, Names(release), self._host, self._templates)
        made: list[list[tuple[str, bytes]]] = [[] for _ in jobs]
        for kind, identifier, artifact in of_records(pages):
            made[found_in[kind, identifier]].append((artifact.path, artifact.content))
        found = _Pieces(release, pages.names, found_in, portions)
        leaks = self._leaks(jobs, made, found.documents, contents)
        if leaks:
            return Printed((), None, tuple(leaks))
        rendered = (
            self._rendered(made[number], before, found, number, fingerprint(contents[number]))
            for number, (_, _, before) in enumerate(jobs)
        )
        return Printed(tuple(rendered), observed(release, found_in), ())

    def _rendered(
        self,
        made: list[tuple[str, bytes]],
        before: Mapping[str, bytes],
        found: "_Pieces",
        number: int,
        mark: bytes,
    ) -> Rendered:
        outputs = tuple((path, fingerprint(content)) for path, content in made)
        written = tuple(
            path
            for (path, content), (_, digest) in zip(made, outputs, strict=True)
            if before.get(path) != digest and write_if_changed(self._out / path, content)
        )
        return Rendered(
            outputs,
            written,
            found.documents[number],
            found.lines[number],
            mark,
            tuple(sorted(found.holders[number])),
            tuple(sorted(found.newest[number].items())),
            found.shares[number],
        )

    def _leaks(
        self,
        jobs: Sequence[Job],
        made: Sequence[list[tuple[str, bytes]]],
        searched: Iterable[bytes],
        public: Iterable[bytes],
    ) -> list[Problem]:
        """产物与搜索的材料里没有公开的字句；索引压缩过，到那时就找不出来了。

        名册等记录里没有公开的字句，这一批的份里也许正公开着（不公开的计划与公开的提案说同一件事），那就不算。
        """
        own = (sealed_in(self._spool.take(texts)) for _, texts, _ in jobs)
        sealed = [*self._sealed, *chain.from_iterable(own)]
        pages = ((path, content) for items in made for path, content in items)
        made_of = chain(pages, ((SEARCH, content) for content in searched))
        return leaks(made_of, sealed, self._innocent, public)


def sealed_in(content: bytes) -> Iterator[Sealed]:
    """由传送带上取回的没有公开的字句；出处相同的共用一个。"""
    origins: dict[tuple[str, int], Origin] = {}
    for text, path, place in msgspec.msgpack.decode(content):
        yield Sealed(text, origins.setdefault((path, place), Origin(path, place)))


def leaks(
    artifacts: Iterable[tuple[str, bytes]],
    sealed: Sequence[Sealed],
    innocent: Innocent,
    public: Iterable[bytes],
) -> list[Problem]:
    """产物与它们的路径里没有公开的字句，各一条问题。

    Args:
        artifacts: 路径与内容。
        sealed: 没有公开的字句。
        innocent: 取软件自己的字。
        public: 公开着的内容，里面有的不算；一处也没有找到就不取。
    """
    if not sealed:
        return []
    made = [(path.encode(), content) for path, content in artifacts]
    # 几百件接成一块看一遍，比一件件看快一倍多；几乎总是一处也没有，有的才逐件看是哪一件。
    suspects = LeakScanner(sealed).leaks(b"\n".join(chain.from_iterable(made)))
    if not suspects:
        return []
    scanner = LeakScanner(suspects, innocent())
    for content in public:
        scanner.excuse(content)
    return [
        leak(path.decode(), found)
        for path, content in made
        for found in scanner.leaks(path + b"\n" + content)
    ]


class _Pieces:
    """一批记录供拼进大文件的材料，各归各组。"""

    def __init__(self, release: Release, names: Names, owners: Owners, portions: Sequence[Portion]) -> None:
        count = len(portions)
        self.shares = shares(release, names, owners, count)
        searched: list[list[Any]] = [[] for _ in range(count)]
        lines: list[list[Any]] = [[] for _ in range(count)]
        self.holders = [withheld_paths(portion.withheld) for portion in portions]
        for kind, identifier, document in record_documents(release, names):
            searched[owners[kind, identifier]].append(document)
        for table, kind, identifier, line in long_rows(release):
            lines[owners[kind, identifier]].append((table, identifier, *line))
        for kind, identifier, path in holders(release):
            self.holders[owners[kind, identifier]].add(path)
        self.newest: list[dict[str, int]] = [{} for _ in range(count)]
        for kind, identifier, path, day in dated_paths(release):
            days = self.newest[owners[kind, identifier]]
            days[path] = max(day, days.get(path, 0))
        for own, days in zip(self.holders, self.newest, strict=True):
            own.update(days)
        self.documents = list(map(packed, searched))
        self.lines = list(map(packed, lines))


def owners(portions: Iterable[Portion]) -> dict[tuple[RecordKind, str], int]:
    """（种类，编号）→ 第几组；撤下的与旧编号也在内。"""
    found: dict[tuple[RecordKind, str], int] = {}
    for number, portion in enumerate(portions):
        for kind in HEAVY:
            found |= {(kind, record.id): number for record in portion.records(kind)}
        found |= {(notice.kind, notice.id): number for notice in portion.notices}
        found |= {(redirect.kind, redirect.former): number for redirect in portion.redirects}
    return found
