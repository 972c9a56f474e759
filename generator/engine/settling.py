"""登记这一边：读文件，把互相牵连的记录一组组检查、决定公开。没有公开的文字只到这里为止。"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from generator.engine.memory.store import Ties, content_mark, fingerprint
from generator.engine.workers.spool import Place, Spool
from generator.gate import Sealed, publish, sealed_texts
from generator.gate.portions import portions, remainder
from generator.packing import packed
from generator.problems import Mark, Problem
from generator.register import rules
from generator.register.load import Loaded, identifier_of
from generator.register.locator import Locator
from generator.register.model import Site
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.source import MAX_BYTES, RawRecord, content_of, records_in, unread_ids
from generator.register.ties import may_refer, own_ties, rows_wanted, ties, titles_wanted
from generator.release.model import Release
from generator.release.portion import HEAVIES, HEAVY, Portion, glimpse, thin
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
        near: 邻组的记录；也只是看得到，份里带着它们公开的样子，见 planning.neighbours。
        beyond: 邻组还写到的记录；同上。
    """

    own: tuple[Place, ...]
    guests: tuple[Place, ...] = ()
    near: tuple[Place, ...] = ()
    beyond: tuple[Place, ...] = ()


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


class _Read(NamedTuple):
    """核对过字段的几组记录，与要与它们一起看的。

    Attributes:
        every: 名册，看得到的，与这几组。
        known: 其中另外查过的：名册，看得到的。
        titled: 其中只登题目的，与名册。
        seen: 邻组的记录在传送带的哪里。
        owners: 这几组各条的出处 → 第几组。
        scanned_by: 各条的出处 → 它没有公开的话，哪几组的网页上不许有：自己的与邻组的。
    """

    every: Loaded
    known: Loaded
    titled: Loaded
    seen: tuple[Place, ...]
    owners: Mapping[tuple[str, int], int]
    scanned_by: Mapping[tuple[str, int], Sequence[int]]


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
        found = (ties(raw, TIED), own_ties(raw), titles_wanted(raw, HEAVY), rows_wanted(raw, HEAVY))
        kinds = Ties(*(tuple(sorted(kind)) for kind in found))
        return Entry(raw.origin.index, kinds, fingerprint(content), self._spool.put(content))

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
        read = self._with(cells)
        register = read.every.register(judged=read.known)
        found = self._problems(register, read.owners)
        if read.every.is_wrong or any(problem.is_error for _, problem in found):
            return [WRONG for _ in cells]
        release = publish(register, self._as_of)
        parts = portions(register, release, _owners(register, read.owners))
        for number, cell in enumerate(cells):
            if cell.near:
                near, beyond = (thin(self._glimpsed(release, places)) for places in (cell.near, cell.beyond))
                part = parts.get(number, Portion())
                parts[number] = replace(part, glimpsed=replace(near, glimpsed=beyond))
        # 邻组没有公开的话，这一组的网页上也不许有；它们公开的正文里有的话不算，所以看没有去掉长文的。
        public = (*parts.values(), self._glimpsed(release, read.seen))
        sealed = sealed_texts(read.every.register(judged=read.titled), public, self._shown_by_commons())
        sealed_by = _by_owner(sealed, read.scanned_by)
        return [
            self._settled(parts.get(number, Portion()), sealed_by.get(number, ()), found, number)
            for number in range(len(cells))
        ]

    def _glimpsed(self, release: Release, places: Iterable[Place]) -> Portion:
        """这几条记录公开的样子；没有公开的不在内。"""
        return glimpse(release, map(self._named, places))

    def _named(self, place: Place) -> tuple[RecordKind, str]:
        raw = _unpack(self._spool.take(place))
        return raw.kind, identifier_of(raw)

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
        read = self._with(cells)
        read.every.declare(unread)
        found += read.every.problems[len(read.known.problems) :]
        others = self._with(mentioned)
        others.every.declare(unread)
        return [
            *map(self._under, found),
            *(problem for _, problem in self._problems(read.every.register(judged=read.known), read.owners)),
            *self._common_problems(others.every.register(), others.owners),
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

    def _with(self, cells: Sequence[Contents]) -> "_Read":
        own = {place for cell in cells for place in cell.own}
        near = dict.fromkeys(place for cell in cells for place in cell.near if place not in own)
        seen = {**near, **dict.fromkeys(place for cell in cells for place in cell.beyond if place not in own)}
        titled = self._commons_loaded().extended()
        guests = (place for cell in cells for place in cell.guests)
        self._add(titled, (place for place in guests if place not in own and place not in seen))
        known = titled.extended()
        origins = self._add(known, seen)
        every = known.extended()
        origins |= self._add(every, (place for cell in cells for place in cell.own))
        owners = {origins[place]: number for number, cell in enumerate(cells) for place in cell.own}
        scanned_by: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for number, cell in enumerate(cells):
            for place in (*cell.own, *cell.near):
                scanned_by[origins[place]].append(number)
        return _Read(every, known, titled, tuple(near), owners, scanned_by)

    def _add(self, loaded: Loaded, places: Iterable[Place]) -> dict[Place, tuple[str, int]]:
        """这几条记录核对字段，各一次：在传送带的哪里 → 出处。"""
        origins = {}
        for place in dict.fromkeys(places):
            raw = _unpack(self._spool.take(place))
            loaded.add(raw)
            origins[place] = _key(raw.origin)
        return origins

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
        read = self._with(cells)
        register, theirs = read.every.register(), read.owners
        problems = [] if are_sound else self._common_problems(register, theirs)
        if read.every.is_wrong or any(problem.is_error for problem in problems):
            raise Wrong
        whole = publish(register, self._as_of)
        release, places = remainder(register, whole, _owners(register, theirs))
        sealed = (item for item in sealed_texts(register, whole) if _key(item.origin) not in theirs)
        return Commons(register, release, places, tuple(sealed), tuple(problems))


def references_to_heavy(raw: RawRecord) -> frozenset[int]:
    """名册等记录里提到的量大的记录。"""
    if not may_refer(raw.kind, HEAVIES):
        return frozenset()
    return ties(raw, HEAVY) | rows_wanted(raw, HEAVY) | titles_wanted(raw, HEAVY)


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
    sealed: Iterable[Sealed], scanned_by: Mapping[tuple[str, int], Sequence[int]]
) -> dict[int, tuple[tuple[str, str, int], ...]]:
    found: dict[int, list[tuple[str, str, int]]] = {}
    for item in sealed:
        for owner in scanned_by.get(_key(item.origin), ()):
            found.setdefault(owner, []).append((item.text, item.origin.path, item.origin.index))
    return {owner: tuple(items) for owner, items in found.items()}
