"""各组的底账：由一组记录算出、归拢时人人要用的事情、列表里的行、统计的观察。

一条记录的事情与行只取决于它自己、与它互相引用的记录和名册，与它的网页相同；各组算一次，记着，
合起来就是整个档案的，归拢时不必把十万条都算一遍。
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain

import msgspec

from generator.packing import packed, restored
from generator.release.events import HEAVY_EVENTS, Event, heavy_events
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.stats.measures import HEAVY_OBSERVATIONS, heavy_observations
from generator.release.stats.observe import Collector, Columns, joined
from generator.release.views.common import Names, Row
from generator.release.views.rows import own_rows, rows_name
from generator.terms import RecordKind

Owners = Mapping[tuple[RecordKind, str], int]
"""（种类，编号）→ 第几组。"""


Kept = Callable[[str], Iterable[bytes]]
"""取各组的底账里的一样：Share 的哪一项；各组不论先后。"""


class Share(msgspec.Struct, frozen=True):
    """一组的底账；各样都是 msgpack，用到哪样才读哪样。

    Attributes:
        events: 事情，不排先后。
        rows: 种类 → 列表里的行，与各类记录的先后相同。
        observations: 统计的观察，见 Columns。
    """

    events: bytes
    rows: bytes
    observations: bytes


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
    observed = [Collector() for _ in range(count)]
    for item in heavy_observations(release):
        # 不公开的没有依据，也不归哪一组，不在其内。
        if item.evidence is not None:
            observed[owners[item.evidence.kind, item.evidence.id]].add(item)
    return [
        Share(packed(events[place]), packed(rows[place]), packed(observed[place].columns()))
        for place in range(count)
    ]


def supply(release: Release, kept: Kept) -> None:
    """整个档案的事情、行、观察由各组的底账合成，用到才合。

    Args:
        release: 整个档案。
        kept: 取各组的底账里的一样。
    """
    release.give(
        HEAVY_EVENTS, lambda: tuple(chain.from_iterable(_EVENTS.decode(one) for one in kept("events")))
    )
    release.give(HEAVY_OBSERVATIONS, lambda: joined(_OBSERVED.decode(one) for one in kept("observations")))

    def rows() -> dict[RecordKind, tuple[Row, ...]]:
        return _joined(_ROWS.decode(one) for one in kept("rows"))

    for kind in HEAVY:
        release.give(rows_name(kind), partial(_rows_of, release, kind, rows))


def _rows_of(
    release: Release, kind: RecordKind, joined: Callable[[], Mapping[RecordKind, tuple[Row, ...]]]
) -> tuple[Row, ...]:
    return release.once("rows by kind", joined).get(kind, ())


_EVENTS = msgspec.msgpack.Decoder(tuple[Event, ...], dec_hook=restored)
_OBSERVED = msgspec.msgpack.Decoder(Columns, dec_hook=restored)
_ROWS = msgspec.msgpack.Decoder(dict[RecordKind, tuple[Row, ...]], dec_hook=restored)


def _joined(parts: Iterable[dict[RecordKind, tuple[Row, ...]]]) -> dict[RecordKind, tuple[Row, ...]]:
    found: dict[RecordKind, list[Row]] = {}
    for part in parts:
        for kind, rows in part.items():
            found.setdefault(kind, []).extend(rows)
    return {kind: tuple(rows) for kind, rows in found.items()}
