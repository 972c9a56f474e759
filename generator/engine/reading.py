"""读数据：文件 → 传送带上的记录；几组记录连同看得到的取回来，核对字段，收在一起。"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.engine.memory.store import Ties, content_mark, fingerprint
from generator.engine.workers.spool import Place, Spool
from generator.problems import Problem
from generator.register.load import Loaded, identifier_of
from generator.register.locator import Locator
from generator.register.model import Site
from generator.register.origin import Origin
from generator.register.source import MAX_BYTES, RawRecord, content_of, records_in
from generator.register.ties import own_ties, rows_wanted, ties, titles_wanted
from generator.release.portion import HEAVY
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
        beyond: 邻组还写到的记录：邻组的事情带着它们的主题，算出来就不再用。这几组自己的也可以在内。
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


class Together(NamedTuple):
    """核对过字段的几组记录，与要同它们一起看的。

    Attributes:
        every: 名册，看得到的，与这几组。
        known: 其中另外查过的：名册，看得到的。
        titled: 其中只登题目的，与名册。
        seen: 邻组的记录在传送带的哪里。
        names: 这几组与看得到的各条，在传送带的哪里 → 种类与编号。
        owners: 这几组各条的出处 → 第几组。
        scanned_by: 各条的出处 → 它没有公开的话，哪几组的网页上不许有：自己的与邻组的。
    """

    every: Loaded
    known: Loaded
    titled: Loaded
    seen: tuple[Place, ...]
    names: Mapping[Place, tuple[RecordKind, str]]
    owners: Mapping[tuple[str, int], int]
    scanned_by: Mapping[tuple[str, int], Sequence[int]]


class Reader:
    """读数据的人：名册等人人要用的记录在手，别的在传送带上。

    Attributes:
        locator: 一处字段在哪个文件的哪一行。

    Args:
        root: 数据目录。
        site: 站点配置。
        commons: 名册等人人要用的原始记录。
        spool: 传送带。
    """

    def __init__(self, root: Path, site: Site, commons: Sequence[RawRecord], spool: Spool) -> None:
        self.locator = Locator(root)
        self._root = root
        self._site = site
        self._commons = tuple(commons)
        self._spool = spool
        self._loaded: Loaded | None = None

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

    def together(self, cells: Sequence[Contents]) -> Together:
        """几组记录，连同名册与它们看得到的，核对过字段。"""
        own = {place for cell in cells for place in cell.own}
        near = dict.fromkeys(place for cell in cells for place in cell.near if place not in own)
        # 写到它们的是同一条记录的，共用同样的一列。
        beyond = chain.from_iterable(dict.fromkeys(cell.beyond for cell in cells))
        seen = {**near, **dict.fromkeys(place for place in beyond if place not in own)}
        titled = self.commons().extended()
        guests = (place for cell in cells for place in cell.guests)
        self._add(titled, (place for place in guests if place not in own and place not in seen))
        known = titled.extended()
        heads = self._add(known, seen)
        every = known.extended()
        heads |= self._add(every, (place for cell in cells for place in cell.own))
        owners = {heads[place].key: number for number, cell in enumerate(cells) for place in cell.own}
        scanned_by: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for number, cell in enumerate(cells):
            for place in (*cell.own, *cell.near):
                scanned_by[heads[place].key].append(number)
        names = {place: head.name for place, head in heads.items()}
        return Together(every, known, titled, tuple(near), names, owners, scanned_by)

    def _add(self, loaded: Loaded, places: Iterable[Place]) -> "dict[Place, _Head]":
        """这几条记录核对字段，各一次：在传送带的哪里 → 是哪一条。"""
        heads = {}
        for place in dict.fromkeys(places):
            raw = _unpack(self._spool.take(place))
            loaded.add(raw)
            heads[place] = _Head(key_of(raw.origin), (raw.kind, identifier_of(raw)))
        return heads

    def commons(self) -> Loaded:
        """名册等人人要用的记录，核对过字段；只核对一次。"""
        if self._loaded is None:
            self._loaded = Loaded(self._site, self.locator)
            for raw in self._commons:
                self._loaded.add(raw)
        return self._loaded


class _Head(NamedTuple):
    """一条记录的出处，种类与编号。"""

    key: tuple[str, int]
    name: tuple[RecordKind, str]


_KINDS = {kind.value: kind for kind in RecordKind}


def _pack(raw: RawRecord) -> bytes:
    return msgspec.msgpack.encode((raw.kind.value, raw.origin.path, raw.origin.index, raw.fields))


def _unpack(content: bytes) -> RawRecord:
    kind, path, index, fields = msgspec.msgpack.decode(content)
    return RawRecord(_KINDS[kind], Origin(path, index), fields)


def key_of(origin: Origin) -> tuple[str, int]:
    """一条记录的出处：文件，第几条。"""
    return origin.path, origin.index
