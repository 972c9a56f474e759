"""各组的底账：由一组记录算出、归拢时人人要用的事情、列表里的行、统计的观察。

一条记录的事情与行只取决于它自己、与它互相引用的记录和名册，与它的网页相同；各组算一次，记着，
合起来就是整个档案的，归拢时不必把十万条都算一遍。观察多，几组合在一段里记。
"""

from array import array
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain

import msgspec

from generator.packing import packed, restored
from generator.release.events import HEAVY_EVENTS, Event, heavy_events
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
    return [Share(packed(events[place]), packed(rows[place])) for place in range(count)]


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
    groups = array(INTEGER, (owners[item.kind, item.id] for item in columns.known_evidence))
    return Span(columns, groups.tobytes())


def supply(release: Release, kept: Kept) -> None:
    """整个档案的事情、行、观察由各组的底账合成，用到才合。

    Args:
        release: 整个档案。
        kept: 从哪里取各组的底账。
    """
    release.give(HEAVY_EVENTS, lambda: tuple(chain.from_iterable(map(events_in, kept.events()))))
    release.give(HEAVY_OBSERVATIONS, lambda: joined(kept.observations()))

    def rows() -> dict[RecordKind, tuple[Row, ...]]:
        return _joined(_ROWS.decode(one) for one in kept.rows())

    for kind in HEAVY:
        release.give(rows_name(kind), partial(_rows_of, release, kind, rows))


def _rows_of(
    release: Release, kind: RecordKind, joined: Callable[[], Mapping[RecordKind, tuple[Row, ...]]]
) -> tuple[Row, ...]:
    return release.once("rows by kind", joined).get(kind, ())


def events_in(content: bytes) -> tuple[Event, ...]:
    """一组的底账里的事情，见 Share。"""
    found: tuple[Event, ...] = _EVENTS.decode(content)
    return found


_EVENTS = msgspec.msgpack.Decoder(tuple[Event, ...], dec_hook=restored)
_ROWS = msgspec.msgpack.Decoder(dict[RecordKind, tuple[Row, ...]], dec_hook=restored)


def _joined(parts: Iterable[dict[RecordKind, tuple[Row, ...]]]) -> dict[RecordKind, tuple[Row, ...]]:
    found: dict[RecordKind, list[Row]] = {}
    for part in parts:
        for kind, rows in part.items():
            found.setdefault(kind, []).extend(rows)
    return {kind: tuple(rows) for kind, rows in found.items()}
