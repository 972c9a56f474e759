"""各组的底账：由一组记录算出、归拢时人人要用的事情、列表里的行、统计的观察。

一条记录的事情与行只取决于它自己、与它互相引用的记录和名册，与它的网页相同；各组算一次，记着，
合起来就是整个档案的，归拢时不必把十万条都算一遍。观察多，几组合在一段里记。
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

import msgspec
from msgspec.structs import astuple

from generator.dates import PartialDate
from generator.packing import packed, restored
from generator.release.events import HEAVY_EVENTS, Event, EventType, Facets, heavy_events
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.stats.measures import HEAVY_OBSERVATIONS, heavy_observations
from generator.release.stats.observe import INTEGER, Collector, Columns, Span, joined
from generator.release.views.common import Names, Row
from generator.release.views.rows import own_rows, rows_name
from generator.terms import RecordKind

Owners = Mapping[tuple[RecordKind, str], int]
"""（种类，编号）→ 第几组。"""


class Share(msgspec.Struct, frozen=True):
    """一组的底账；各样都是 msgpack，用到哪样才读哪样。

    Attributes:
        events: 事情，不排先后。
        rows: 种类 → 列表里的行，与各类记录的先后相同。
    """

    events: bytes
    rows: bytes


class Matter(msgspec.Struct, frozen=True, array_like=True):
    """一条记录的几件事；几件都一样的只写一次。

    Attributes:
        facets: 与谁有关。
        kind: 记录的种类。
        record: 记录的编号。
        path: 记录页相对站点根目录的路径。
        events: 各件事的永久编号、种类、日期、标题、补充、页内锚点。
    """

    facets: Facets
    kind: RecordKind
    record: str
    path: str
    events: tuple[tuple[str, EventType, PartialDate, str, str, str], ...]


class Kept(msgspec.Struct, frozen=True):
    """从哪里取各组的底账；不论先后，用到才取。

    Attributes:
        events: 各组的事情，见 Share。
        rows: 各组的行，见 Share。
        observations: 各段的观察。
    """

    events: Callable[[], Iterable[bytes]]
    rows: Callable[[], Iterable[bytes]]
    observations: Callable[[], Iterable[Columns]]


def shares(release: Release, names: Names, owners: Owners, count: int) -> list[Share]:
    """各组的底账。

    Args:
        release: 这几组与人人要用的记录的发布。
        names: 名称。
        owners: 哪条记录归哪一组。
        count: 一共几组。
    """
    events: list[list[Event]] = [[] for _ in range(count)]
    for event in heavy_events(release):
        events[owners[event.kind, event.record]].append(event)
    rows: list[dict[RecordKind, list[Row]]] = [{} for _ in range(count)]
    for kind in HEAVY:
        for record, row in zip(release.records(kind), own_rows(kind, release, names), strict=True):
            rows[owners[kind, record.id]].setdefault(kind, []).append(row)
    return [Share(packed(_matters(events[place])), packed(rows[place])) for place in range(count)]


def _matters(events: Iterable[Event]) -> list[Matter]:
    found: dict[tuple[Facets, RecordKind, str, str], list[Event]] = {}
    for event in events:
        found.setdefault((event.facets, event.kind, event.record, event.path), []).append(event)
    return [
        Matter(
            *about,
            tuple((one.id, one.type, one.date, one.title, one.summary, one.anchor) for one in told),
        )
        for about, told in found.items()
    ]


def observed(release: Release, owners: Owners) -> Span:
    """这几组记录的观察，合在一段里；不公开的没有依据，也不归哪一组，不在其内。

    Args:
        release: 这几组与人人要用的记录的发布。
        owners: 哪条记录归哪一组。
    """
    collector = Collector()
    for item in heavy_observations(release):
        if item.evidence is not None:
            collector.add(item)
    columns = collector.columns()
    groups = array(INTEGER, (owners[item.kind, item.id] for item in columns.records))
    return Span(columns, groups.tobytes())


def supply(release: Release, kept: Kept) -> None:
    """整个档案的事情、行、观察由各组的底账合成，用到才合。

    Args:
        release: 整个档案。
        kept: 从哪里取各组的底账。
    """

    def events() -> tuple[Event, ...]:
        one = _one_of_each()
        return tuple(chain.from_iterable(events_in(content, one) for content in kept.events()))

    release.give(HEAVY_EVENTS, events)
    release.give(HEAVY_OBSERVATIONS, lambda: joined(kept.observations()))

    def rows() -> dict[RecordKind, tuple[Row, ...]]:
        return _joined(_ROWS.decode(one) for one in kept.rows())

    for kind in HEAVY:
        release.give(rows_name(kind), partial(_rows_of, release, kind, rows))


def _rows_of(
    release: Release, kind: RecordKind, joined: Callable[[], Mapping[RecordKind, tuple[Row, ...]]]
) -> tuple[Row, ...]:
    return release.once("rows by kind", joined).get(kind, ())


def events_in(content: bytes, one: "Same | None" = None) -> Iterator[Event]:
    """一组的底账里的事情，见 Share。

    Args:
        content: 记着的。
        one: 相同的只留一个，见 _one_of_each；不给就不管。
    """
    for matter in _MATTERS.decode(content):
        facets = matter.facets if one is None else Facets(*map(one, astuple(matter.facets)))
        for identifier, type_, day, title, summary, anchor in matter.events:
            yield Event(
                identifier,
                type_,
                day,
                title,
                summary,
                matter.kind,
                matter.record,
                matter.path,
                anchor,
                facets,
            )


Same = Callable[[Any], Any]
"""给一样东西，得相同的那一个，见 _one_of_each。"""


def _one_of_each() -> Same:
    """相同的东西只留一个：十万条记录里单位、主题、届次就那么些，各读回一份要多占一百多兆字节。"""
    known: dict[Any, Any] = {}
    return lambda item: known.setdefault(item, item)


_MATTERS = msgspec.msgpack.Decoder(tuple[Matter, ...], dec_hook=restored)
_ROWS = msgspec.msgpack.Decoder(dict[RecordKind, tuple[Row, ...]], dec_hook=restored)


def _joined(parts: Iterable[dict[RecordKind, tuple[Row, ...]]]) -> dict[RecordKind, tuple[Row, ...]]:
    found: dict[RecordKind, list[Row]] = {}
    one = _one_of_each()
    for part in parts:
        for kind, rows in part.items():
            found.setdefault(kind, []).extend(_shared(row, one) for row in rows)
    return {kind: tuple(rows) for kind, rows in found.items()}


def _shared(row: Row, one: Same) -> Row:
    """同样的一行，其中的状态与筛选项与别的行共用。"""
    meta = tuple(map(one, row.meta))
    facets = tuple(map(one, row.facets))
    return Row(one(row.kind), row.title, row.path, row.sentence, meta, one(row.state), row.date, facets)
