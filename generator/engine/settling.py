"""登记这一边：读文件，把互相牵连的记录一组组检查、决定公开。没有公开的文字只到这里为止。"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.engine.memory.store import Ties, content_mark, fingerprint
from generator.engine.workers.spool import Place, Spool
from generator.gate import Sealed, publish, sealed_texts
from generator.gate.portions import portions, remainder
from generator.packing import packed
from generator.problems import Mark, Problem
from generator.register import rules
from generator.register.load import Loaded
from generator.register.locator import Locator
from generator.register.model import Site
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.source import MAX_BYTES, RawRecord, content_of, records_in, unread_ids
from generator.register.ties import may_refer, own_ties, ties, titles_wanted
from generator.release.model import Release
from generator.release.portion import HEAVIES, HEAVY, Portion, thin
from generator.release.words import public_words
from generator.terms import RecordKind

TIED = (*HEAVY, RecordKind.FIGURE)
"""看牵连时看的种类：量大的几类，与写明关于它们的数字。"""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """读到的一条记录。

    Attributes:
        place: 文件里的第几条。
        ties: 与哪些记录有关。
        mark: 内容的指纹。
        content: 内容放在传送带的哪里。
    """

    place: int
    ties: Ties
    mark: bytes
    content: Place


class Contents(msgspec.Struct, frozen=True, array_like=True):
    """一组记录的内容在传送带的哪里。

    Attributes:
        own: 各条记录。
        guests: 别组的记录，这一组要登它们的题目；只是看得到，不在这一组里检查、决定。
    """

    own: tuple[Place, ...]
    guests: tuple[Place, ...] = ()


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """读一个文件的结果：内容的指纹，各条记录；is_wrong 是有没有读不了的地方。"""

    mark: bytes
    entries: tuple[Entry, ...]
    is_wrong: bool


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
        self._root = root
        self._shown_as = shown_as
        self._site = site
        self._commons = tuple(commons)
        self._as_of = as_of
        self._spool = spool
        self._loaded: Loaded | None = None
        self._shown: frozenset[str] | None = None
        self.locator = Locator(root)

    def entry(self, raw: RawRecord) -> Entry:
        """一条读好的记录，放上传送带。"""
        content = _pack(raw)
        found = (tuple(sorted(kind)) for kind in (ties(raw, TIED), own_ties(raw), titles_wanted(raw)))
        return Entry(raw.origin.index, Ties(*found), fingerprint(content), self._spool.put(content))

    def read(self, paths: Sequence[str]) -> list[Reading]:
        """读几个文件。"""
        return [self._read(path) for path in paths]

    def _read(self, path: str) -> Reading:
        problems: list[Problem] = []
        # 指纹与记录出自同一次读到的内容：读过以后文件又变了，下次看得出来。
        content = content_of(self._root, path)
        mark = (
            content_mark(self._root / path)
            if content is None or len(content) > MAX_BYTES
            else fingerprint(content)
        )
        records = records_in(self._root, path, problems, content)
        return Reading(mark, tuple(map(self.entry, records)), any(problem.is_error for problem in problems))

    def settle(self, cells: Sequence[Contents]) -> list[Settled]:
        """几组记录一起检查、决定，再各归各组。

        Args:
            cells: 各组。
        """
        loaded, known, origins = self._with(cells)
        register = loaded.register(judged=known)
        found = self._problems(register, origins)
        if loaded.is_wrong or any(problem.is_error for _, problem in found):
            return [WRONG for _ in cells]
        release = publish(register, self._as_of)
        parts = portions(register, release, _owners(register, origins))
        sealed = sealed_texts(register, tuple(parts.values()), self._shown_by_commons())
        sealed_by = _by_owner(sealed, origins)
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
        loaded, known, origins = self._with(cells)
        loaded.declare(unread)
        found += loaded.problems[len(known.problems) :]
        others, _, theirs = self._with(mentioned)
        others.declare(unread)
        return [
            *map(self._under, found),
            *(problem for _, problem in self._problems(loaded.register(judged=known), origins)),
            *self._common_problems(others.register(), theirs),
        ]

    def _common_problems(self, register: Register, theirs: Mapping[tuple[str, int], int]) -> list[Problem]:
        """名册等记录自己的问题；theirs 是它们提到的记录，不在内。"""
        return [
            *map(self._under, self._commons_loaded().problems),
            *(
                self._under(finding.located(self.locator))
                for rule in rules.RULES
                for finding in rule(register)
                if _key(finding.origin) not in theirs
            ),
        ]

    def _with(self, cells: Sequence[Contents]) -> tuple[Loaded, Loaded, dict[tuple[str, int], int]]:
        """名册与这几组记录，核对过；其中另外查过的（名册、要登题目的）；这几组各条的出处 → 第几组。"""
        own = {place for cell in cells for place in cell.own}
        known = self._commons_loaded().extended()
        for place in dict.fromkeys(place for cell in cells for place in cell.guests if place not in own):
            known.add(_unpack(self._spool.take(place)))
        loaded = known.extended()
        origins: dict[tuple[str, int], int] = {}
        for number, cell in enumerate(cells):
            for place in cell.own:
                raw = _unpack(self._spool.take(place))
                loaded.add(raw)
                origins[_key(raw.origin)] = number
        return loaded, known, origins

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

    def _commons_loaded(self) -> Loaded:
        if self._loaded is None:
            self._loaded = Loaded(self._site, self.locator)
            for raw in self._commons:
                self._loaded.add(raw)
        return self._loaded

    def _shown_by_commons(self) -> frozenset[str]:
        """名册等人人要用的记录里公开的文字：每一批都要与它们对，只取一次。"""
        if self._shown is None:
            self._shown = frozenset(public_words(publish(self._commons_loaded().register(), self._as_of)))
        return self._shown

    def _problems(
        self, register: Register, origins: Mapping[tuple[str, int], int]
    ) -> list[tuple[int, Problem]]:
        """这几组记录自己的问题；名册的问题另查一遍，不在这里。"""
        return [
            (origins[_key(finding.origin)], self._under(finding.located(self.locator)))
            for rule in rules.RULES
            for finding in rule(register)
            if _key(finding.origin) in origins
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
        loaded, _, theirs = self._with(cells)
        register = loaded.register()
        problems = [] if are_sound else self._common_problems(register, theirs)
        if loaded.is_wrong or any(problem.is_error for problem in problems):
            raise Wrong
        whole = publish(register, self._as_of)
        release, places = remainder(register, whole, _owners(register, theirs))
        sealed = (item for item in sealed_texts(register, whole) if _key(item.origin) not in theirs)
        return Commons(register, release, places, tuple(sealed), tuple(problems))


def references_to_heavy(raw: RawRecord) -> frozenset[int]:
    """名册等记录里提到的量大的记录。"""
    return ties(raw, HEAVY) if may_refer(raw.kind, HEAVIES) else frozenset()


_KINDS = {kind.value: kind for kind in RecordKind}


def _pack(raw: RawRecord) -> bytes:
    return msgspec.msgpack.encode((raw.kind.value, raw.origin.path, raw.origin.index, raw.fields))


def _unpack(content: bytes) -> RawRecord:
    kind, path, index, fields = msgspec.msgpack.decode(content)
    return RawRecord(_KINDS[kind], Origin(path, index), fields)


def _owners(register: Register, origins: Mapping[tuple[str, int], int]) -> dict[tuple[RecordKind, str], int]:
    """（种类，现在或从前的编号）→ 第几组。"""
    return {
        (kind, identifier): origins[_key(record.origin)]
        for kind in TIED
        for record in register.records(kind)
        if _key(record.origin) in origins
        for identifier in (record.id, *getattr(record, "former_ids", ()))
    }


def _key(origin: Origin) -> tuple[str, int]:
    return origin.path, origin.index


def _by_owner(
    sealed: Iterable[Sealed], origins: Mapping[tuple[str, int], int]
) -> dict[int, tuple[tuple[str, str, int], ...]]:
    found: dict[int, list[tuple[str, str, int]]] = {}
    for item in sealed:
        owner = origins.get(_key(item.origin))
        if owner is not None:
            found.setdefault(owner, []).append((item.text, item.origin.path, item.origin.index))
    return {owner: tuple(items) for owner, items in found.items()}
