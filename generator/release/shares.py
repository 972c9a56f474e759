"""各组的底账：由一组记录算出、归拢时人人要用的事情、列表里的行、统计的观察。

一条记录的事情与行只取决于它自己、与它互相引用的记录和名册，与它的网页相同；各组算一次，记着，
合起来就是整个档案的，归拢时不必把十万条都算一遍。
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from typing import Any

import msgspec

from generator.release.events import HEAVY_EVENTS, Event, heavy_events
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.stats.facts import Keys
from generator.release.stats.measures import HEAVY_OBSERVATIONS, heavy_observations
from generator.release.stats.model import Evidence
from generator.release.stats.observe import Columns, Observation, Slot
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
        observations: 统计的观察，见 _Observed。
    """

    events: bytes
    rows: bytes
    observations: bytes


class _Observed(msgspec.Struct, frozen=True, array_like=True):
    """一组记录的观察，一项一列；指标、范围、依据许多条观察共用，各写一次，列里是它们的次序。"""

    known_slots: tuple[Slot, ...]
    known_keys: tuple[Keys, ...]
    known_evidence: tuple[tuple[RecordKind, str, str], ...]
    slots: list[int]
    weights: list[int]
    evidence: list[int]
    days: list[int]
    keys: list[int]


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
    observed: list[list[Observation]] = [[] for _ in range(count)]
    for item in heavy_observations(release):
        # 不公开的没有依据，也不归哪一组，不在其内。
        if item.evidence is not None:
            observed[owners[item.evidence.kind, item.evidence.id]].append(item)
    return [
        Share(_packed(events[place]), _packed(rows[place]), _packed(_folded(observed[place])))
        for place in range(count)
    ]


def supply(release: Release, kept: Callable[[], Iterable[Share]]) -> None:
    """整个档案的事情、行、观察由各组的底账合成，用到才合。

    Args:
        release: 整个档案。
        kept: 取各组的底账；不论先后。
    """
    release.give(
        HEAVY_EVENTS, lambda: tuple(chain.from_iterable(_EVENTS.decode(one.events) for one in kept()))
    )
    release.give(HEAVY_OBSERVATIONS, lambda: _unfolded(_OBSERVED.decode(one.observations) for one in kept()))

    def rows() -> dict[RecordKind, tuple[Row, ...]]:
        return _joined(_ROWS.decode(one.rows) for one in kept())

    for kind in HEAVY:
        release.give(rows_name(kind), partial(_rows_of, release, kind, rows))


def _folded(observed: Iterable[Observation]) -> _Observed:
    columns = Columns(observed)
    slots: dict[Slot, int] = {}
    keys: dict[int, tuple[int, Keys]] = {}
    evidence: dict[Evidence, int] = {}
    slot_places = [slots.setdefault(item, len(slots)) for item in columns.slots]
    key_places = [keys.setdefault(id(item), (len(keys), item))[0] for item in columns.keys]
    evidence_places = [evidence.setdefault(item, len(evidence)) for item in columns.evidence if item]
    return _Observed(
        tuple(slots),
        tuple(item for _, item in keys.values()),
        tuple((item.kind, item.id, item.anchor) for item in evidence),
        slot_places,
        columns.weights,
        evidence_places,
        columns.days,
        key_places,
    )


def _unfolded(parts: Iterable[_Observed]) -> Columns:
    found = Columns()
    shared: dict[Slot, Slot] = {}
    for part in parts:
        # 几十种指标与判断，各组共用一个对象：一条一个，十万条要多占几百兆字节。
        slots = [shared.setdefault(item, item) for item in part.known_slots]
        evidence = [Evidence(*item) for item in part.known_evidence]
        found.slots += [slots[place] for place in part.slots]
        found.weights += part.weights
        found.evidence += [evidence[place] for place in part.evidence]
        found.days += part.days
        found.keys += [part.known_keys[place] for place in part.keys]
    return found


def _rows_of(
    release: Release, kind: RecordKind, joined: Callable[[], Mapping[RecordKind, tuple[Row, ...]]]
) -> tuple[Row, ...]:
    return release.once("rows by kind", joined).get(kind, ())


def _custom(kind: type, value: Any) -> Any:
    """日期在 msgpack 里是文字。"""
    return kind(value)


_EVENTS = msgspec.msgpack.Decoder(tuple[Event, ...], dec_hook=_custom)
_OBSERVED = msgspec.msgpack.Decoder(_Observed, dec_hook=_custom)
_ROWS = msgspec.msgpack.Decoder(dict[RecordKind, tuple[Row, ...]], dec_hook=_custom)


def _packed(content: object) -> bytes:
    return msgspec.msgpack.encode(content, enc_hook=str)


def _joined(parts: Iterable[dict[RecordKind, tuple[Row, ...]]]) -> dict[RecordKind, tuple[Row, ...]]:
    found: dict[RecordKind, list[Row]] = {}
    for part in parts:
        for kind, rows in part.items():
            found.setdefault(kind, []).extend(rows)
    return {kind: tuple(rows) for kind, rows in found.items()}
