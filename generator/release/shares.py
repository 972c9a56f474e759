"""各组自己的一份：由一组记录算出、归拢时人人要用的事情与列表里的行。

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
from generator.release.views.common import Names, Row
from generator.release.views.rows import own_rows, rows_name
from generator.terms import RecordKind

Owners = Mapping[tuple[RecordKind, str], int]
"""（种类，编号）→ 第几组。"""


class Share(msgspec.Struct, frozen=True):
    """一组的一份；各样都是 msgpack，用到哪样才读哪样。

    Attributes:
        events: 事情，不排先后。
        rows: 种类 → 列表里的行，与各类记录的先后相同。
    """

    events: bytes
    rows: bytes


def shares(release: Release, names: Names, owners: Owners, count: int) -> list[Share]:
    """各组的一份。

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
    return [Share(_packed(one), _packed(other)) for one, other in zip(events, rows, strict=True)]


def supply(release: Release, kept: Callable[[], Iterable[Share]]) -> None:
    """整个档案的事情与行由各组的份合成，用到才合。

    Args:
        release: 整个档案。
        kept: 取各组的份；不论先后。
    """
    release.give(
        HEAVY_EVENTS, lambda: tuple(chain.from_iterable(_EVENTS.decode(one.events) for one in kept()))
    )

    def rows() -> dict[RecordKind, tuple[Row, ...]]:
        return _joined(_ROWS.decode(one.rows) for one in kept())

    for kind in HEAVY:
        release.give(rows_name(kind), partial(_rows_of, release, kind, rows))


def _rows_of(
    release: Release, kind: RecordKind, joined: Callable[[], Mapping[RecordKind, tuple[Row, ...]]]
) -> tuple[Row, ...]:
    return release.once("rows by kind", joined).get(kind, ())


def _custom(kind: type, value: Any) -> Any:
    """日期在 msgpack 里是文字。"""
    return kind(value)


_EVENTS = msgspec.msgpack.Decoder(tuple[Event, ...], dec_hook=_custom)
_ROWS = msgspec.msgpack.Decoder(dict[RecordKind, tuple[Row, ...]], dec_hook=_custom)


def _packed(content: object) -> bytes:
    return msgspec.msgpack.encode(content, enc_hook=str)


def _joined(parts: Iterable[dict[RecordKind, tuple[Row, ...]]]) -> dict[RecordKind, tuple[Row, ...]]:
    found: dict[RecordKind, list[Row]] = {}
    for part in parts:
        for kind, rows in part.items():
            found.setdefault(kind, []).extend(rows)
    return {kind: tuple(rows) for kind, rows in found.items()}
