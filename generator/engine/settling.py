"""登记这一边：把互相牵连的记录一组组检查、决定公开。没有公开的文字只到这里为止。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.engine.reading import TIED, Contents, Reader, key_of
from generator.engine.workers.spool import Place, Spool
from generator.gate import Sealed, publish, sealed_texts
from generator.gate.portions import portions, remainder
from generator.packing import packed
from generator.problems import Mark, Problem
from generator.register import rules
from generator.register.model import Site
from generator.register.register import Register
from generator.register.source import RawRecord, records_in, unread_ids
from generator.register.ties import may_refer, rows_wanted, ties, titles_wanted
from generator.release.events import event_topics
from generator.release.model import PublicActivity, Release
from generator.release.portion import HEAVIES, HEAVY, Portion, glimpse, thin
from generator.release.words import public_words
from generator.terms import RecordKind


class Settled(msgspec.Struct, frozen=True, array_like=True):
    """一组记录的决定。

    Attributes:
        portion: 公开的份，在传送带的哪里。
        thin: 去掉长文的份，msgpack，也在传送带上：十万条放在手里要一百多兆字节。
        sealed: 没有公开的字句，也在传送带上，msgpack：（文字，文件，第几条）。
        warnings: 不挡发布的问题。
        is_wrong: 有没有挡发布的问题。
    """

    portion: Place
    thin: Place
    sealed: Place
    warnings: tuple[Problem, ...]
    is_wrong: bool


class Wrong(Exception):  # noqa: N818 - 不是程序错误，是数据有错
    """名册等记录有挡发布的问题：到底是哪些，另外再查才说。"""


class Commons(msgspec.Struct, frozen=True):
    """名册等人人要用的记录的决定。

    Attributes:
        register: 登记簿，连同它们提到的记录。
        release: 只有它们的发布。
        places: 发布里各个数字在数据文件里的次序。
        sealed: 没有公开的字句。
        problems: 它们的问题。
    """

    register: Register
    release: Release
    places: tuple[int, ...]
    sealed: tuple[Sealed, ...]
    problems: tuple[Problem, ...]


WRONG = Settled((0, 0, 0), (0, 0, 0), (0, 0, 0), (), True)
"""有挡发布的问题：到底是哪些，另外再查才说，见 Registrar.problems。"""


class Registrar:
    """登记处：名册等人人要用的记录在手，一批一批处理其余的。

    Attributes:
        reader: 读数据的人。

    Args:
        root: 数据目录。
        shown_as: 问题里把数据目录写成什么。
        site: 站点配置。
        commons: 名册等人人要用的原始记录，不含牵连着别的记录的数字。
        as_of: 数据截至哪一天。
        spool: 传送带。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self, root: Path, shown_as: str, site: Site, commons: Sequence[RawRecord], as_of: date, spool: Spool
    ) -> None:
        self.reader = Reader(root, site, commons, spool)
        self._root = root
        self._shown_as = shown_as
        self._as_of = as_of
        self._spool = spool
        self._shown: frozenset[str] | None = None

    def settle(self, cells: Sequence[Contents]) -> list[Settled]:
        """几组记录一起检查、决定，再各归各组。

        Args:
            cells: 各组。
        """
        read = self.reader.together(cells)
        register = read.every.register(judged=read.known)
        found = self._problems(register, read.owners)
        if read.every.is_wrong or any(problem.is_error for _, problem in found):
            return [WRONG for _ in cells]
        release = publish(register, self._as_of)
        parts = portions(register, release, _owners(register, read.owners))
        for number, cell in enumerate(cells):
            if cell.near:
                near = [read.names[place] for place in cell.near]
                parts[number] = replace(
                    parts.get(number, Portion()),
                    glimpsed=thin(glimpse(release, near)),
                    glimpsed_topics=tuple(_event_topics(release, near)),
                )
        # 邻组没有公开的话，这一组的网页上也不许有；它们公开的正文里有的话不算，所以看没有去掉长文的。
        public = (*parts.values(), glimpse(release, map(read.names.__getitem__, read.seen)))
        sealed = sealed_texts(read.every.register(judged=read.titled), public, self._shown_by_commons())
        sealed_by = _by_owner(sealed, read.scanned_by)
        return [
            self._settled(parts.get(number, Portion()), sealed_by.get(number, ()), found, number)
            for number in range(len(cells))
        ]

    def problems(
        self, paths: Sequence[str], cells: Sequence[Contents], mentioned: Sequence[Contents]
    ) -> list[Problem]:
        """这几个文件读不了的地方，这几组记录的、名册等记录的全部问题；与整个检查时说的一样。

        Args:
            paths: 文件。
            cells: 各组。
            mentioned: 名册等记录提到的各组，见 commons。
        """
        found: list[Problem] = []
        unread: list[tuple[RecordKind, str]] = []
        for path in paths:
            unread += () if records_in(self._root, path, found) else unread_ids(self._root, path)
        read = self.reader.together(cells)
        read.every.declare(unread)
        found += read.every.problems[len(read.known.problems) :]
        others = self.reader.together(mentioned)
        others.every.declare(unread)
        return [
            *map(self._under, found),
            *(problem for _, problem in self._problems(read.every.register(judged=read.known), read.owners)),
            *self._common_problems(others.every.register(), others.owners),
        ]

    def _common_problems(self, register: Register, theirs: Mapping[tuple[str, int], int]) -> list[Problem]:
        """名册等记录自己的问题；theirs 是它们提到的记录，不在内。"""
        return [
            *map(self._under, self.reader.commons().problems),
            *(
                self._under(finding.located(self.reader.locator))
                for rule in rules.RULES
                for finding in rule(register)
                if key_of(finding.origin) not in theirs
            ),
        ]

    def _settled(
        self,
        portion: Portion,
        sealed: tuple[tuple[str, str, int], ...],
        found: Iterable[tuple[int, Problem]],
        number: int,
    ) -> Settled:
        warnings = tuple(problem for owner, problem in found if owner == number)
        put = self._spool.put
        return Settled(put(packed(portion)), put(packed(thin(portion))), put(packed(sealed)), warnings, False)

    def _shown_by_commons(self) -> frozenset[str]:
        """名册等人人要用的记录里公开的文字：每一批都要与它们对，只取一次。"""
        if self._shown is None:
            self._shown = frozenset(public_words(publish(self.reader.commons().register(), self._as_of)))
        return self._shown

    def _problems(
        self, register: Register, origins: Mapping[tuple[str, int], int]
    ) -> list[tuple[int, Problem]]:
        """这几组记录自己的问题；名册的问题另查一遍，不在这里。"""
        return [
            (origins[key_of(finding.origin)], self._under(finding.located(self.reader.locator)))
            for rule in rules.RULES
            for finding in rule(register)
            if key_of(finding.origin) in origins
        ]

    def _under(self, problem: Problem) -> Problem:
        mark = problem.mark
        path = f"{self._shown_as}/{mark.path}" if self._shown_as else mark.path
        return msgspec.structs.replace(problem, mark=Mark(path, mark.line, mark.column, mark.excerpt))

    def commons(self, cells: Sequence[Contents], *, are_sound: bool = False) -> Commons:
        """名册等人人要用的记录的决定。

        Args:
            cells: 它们提到的、要数的那些记录所在的组，好知道提到的公开没有、数的对不对。
            are_sound: 同样的名册与同样的这几组查过，一个问题也没有，不必再查。

        Raises:
            Wrong: 有挡发布的问题。
        """
        read = self.reader.together(cells)
        register, theirs = read.every.register(), read.owners
        problems = [] if are_sound else self._common_problems(register, theirs)
        if read.every.is_wrong or any(problem.is_error for problem in problems):
            raise Wrong
        whole = publish(register, self._as_of)
        release, places = remainder(register, whole, _owners(register, theirs))
        sealed = (item for item in sealed_texts(register, whole) if key_of(item.origin) not in theirs)
        return Commons(register, release, places, tuple(sealed), tuple(problems))


def _event_topics(
    release: Release, wanted: Iterable[tuple[RecordKind, str]]
) -> Iterator[tuple[RecordKind, str, tuple[str, ...]]]:
    """这几条里本会的记录，各带着它的事情带的主题。"""
    for kind, identifier in wanted:
        record = release.find(kind, identifier)
        if isinstance(record, PublicActivity):
            yield kind, identifier, event_topics(kind, record, release)


def references_to_heavy(raw: RawRecord) -> frozenset[int]:
    """名册等记录里提到的量大的记录。"""
    if not may_refer(raw.kind, HEAVIES):
        return frozenset()
    return ties(raw, HEAVY) | rows_wanted(raw, HEAVY) | titles_wanted(raw, HEAVY)


def _owners(register: Register, origins: Mapping[tuple[str, int], int]) -> dict[tuple[RecordKind, str], int]:
    """（种类，现在或从前的编号）→ 第几组。"""
    return {
        (kind, identifier): origins[key_of(record.origin)]
        for kind in TIED
        for record in register.records(kind)
        if key_of(record.origin) in origins
        for identifier in (record.id, *getattr(record, "former_ids", ()))
    }


def _by_owner(
    sealed: Iterable[Sealed], scanned_by: Mapping[tuple[str, int], Sequence[int]]
) -> dict[int, tuple[tuple[str, str, int], ...]]:
    found: dict[int, list[tuple[str, str, int]]] = {}
    for item in sealed:
        for owner in scanned_by.get(key_of(item.origin), ()):
            found.setdefault(owner, []).append((item.text, item.origin.path, item.origin.index))
    return {owner: tuple(items) for owner, items in found.items()}
