"""汇总：全部观察按一种范围归拢，用 pandas 分组。"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

import msgspec

from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import INTEGER, Coded, Columns, Records, Slot, integers, integers_in

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

Item = TypeVar("Item")

NOWHERE = -1
"""不公开的没有依据，次序写作这个。"""

MOST_SHORT = 1 << 16
"""两字节的整数写得下几样。"""


class Backing(Sequence[Evidence]):
    """数字背后的记录，各列一次，按种类与编号；三访一件可以算三次，只列一次。

    十万条档案的各个范围合起来有上千万处，网页上只列前几条：只留次序，看到才取。

    Args:
        table: 全部依据，按种类与编号。
        parts: 几段依据的次序，不公开的没有依据，为 NOWHERE；先后就是列出的先后。
    """

    def __init__(self, table: Sequence[Evidence], parts: Sequence[Iterable[int]]) -> None:
        self._table = table
        self._parts = parts

    def __eq__(self, other: object) -> bool:
        """列的是同样的记录。"""
        return isinstance(other, Backing) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """同样的记录，同样的数。"""
        return hash(tuple(self))

    def __len__(self) -> int:
        """几条记录。"""
        found = set[int]().union(*self._parts)
        return len(found) - (NOWHERE in found)

    def _shown(self) -> Iterator[int]:
        """公开的各条的次序，可以重复。"""
        return (place for place in chain.from_iterable(self._parts) if place != NOWHERE)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Evidence, ...]: ...

    def __getitem__(self, index: int | slice) -> Evidence | tuple[Evidence, ...]:
        """其中一条，或几条。"""
        # 网页上只取前几条：不留着全部的次序，一个整数一个对象，合起来有几百兆字节。
        found = list(dict.fromkeys(self._shown()))[index]
        return self._table[found] if isinstance(found, int) else tuple(self._table[item] for item in found)


class Cell(msgspec.Struct, frozen=True):
    """一个范围、一个指标里，判断与原因相同的观察。

    Attributes:
        verdict: 判断。
        reason: 原因或第二维。
        count: 件数。
        places: 背后的记录在 table 里的次序，由小到大；不公开的为 NOWHERE。
        days: 天数，与 places 一一对应；只有分布才用。
        table: 全部依据，按种类与编号；各格共用。
    """

    verdict: str
    reason: str
    count: int
    places: Sequence[int]
    days: Sequence[int]
    table: Sequence[Evidence]


Cells = dict[str, tuple[Cell, ...]]
"""指标的代号 → 各格，按判断与原因排序。"""


class _Rows(NamedTuple):
    """全部观察，按指标、依据排好；一项一列。"""

    keys: "Numbers"
    slots: "Numbers"
    places: "Numbers"
    weights: "Numbers"
    days: "Numbers"

    def taken(self, order: "Numbers") -> "_Rows":
        """照这个次序取出各条，可以重复。"""
        return _Rows(*(column[order] for column in self))


def tally(observed: Columns, kinds: Iterable[ScopeKind]) -> dict[ScopeKind, dict[str, Cells]]:
    """范围的种类 → 范围的代号 → 指标 → 各格。归在几个范围里的，每个范围都算。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    # 依据与指标先按各自的次序编号：排序、分组都只比整数。
    slots = sorted(observed.slots.known)
    table, evidence_places = _listed(observed.records)
    rows = _Rows(
        integers_in(observed.keys),
        _ranks(observed.slots, slots),
        # 不公开的没有依据，记着负一，正好取到末尾添的一项。
        np.append(evidence_places, NOWHERE)[integers_in(observed.evidence)],
        integers_in(observed.weights),
        integers_in(observed.days),
    )
    # 各种范围都按这个次序列，只排一次；两项合成一个整数，一百多万条比逐列排快一倍多。
    order = np.argsort(rows.slots.astype(np.int64) * (len(table) + 1) + rows.places, kind="stable")
    rows = rows.taken(order)
    named = dict(zip(ScopeKind, observed.scopes, strict=True))
    return {kind: _of_kind(rows, named[kind], slots, table) for kind in kinds}


def _ranks(column: Coded[Item], ordered: Sequence[Item]) -> "Numbers":
    """一列里的各项，各是次序里的第几样。"""
    import numpy as np  # noqa: PLC0415 - 同上

    place_of = {item: place for place, item in enumerate(ordered)}
    places = np.array([place_of[item] for item in column.known], dtype=INTEGER)
    found: Numbers = places[integers_in(column.places)]
    return found


class _Listed(Sequence[Evidence]):
    """全部依据，按种类与编号；看到哪条才取哪条。

    Args:
        records: 各条依据，不论先后。
        order: 各条按次序是其中的第几条。
    """

    def __init__(self, records: Records, order: Sequence[int]) -> None:
        self._records = records
        columns = (records.kinds, records.ids, records.anchors)
        self._kinds, self._ids, self._anchors = (integers(column.places) for column in columns)
        self._order = order

    def __len__(self) -> int:
        """几条。"""
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Evidence, ...]: ...

    def __getitem__(self, index: int | slice) -> Evidence | tuple[Evidence, ...]:
        """其中一条，或几条。"""
        if isinstance(index, slice):
            return tuple(map(self.__getitem__, range(*index.indices(len(self)))))
        place = self._order[index]
        records = self._records
        return Evidence(
            records.kinds.known[self._kinds[place]],
            records.ids.known[self._ids[place]],
            records.anchors.known[self._anchors[place]],
        )


def _listed(records: Records) -> tuple[_Listed, "Numbers"]:
    """各条依据按种类与编号列好，与它们各在第几。"""
    import numpy as np  # noqa: PLC0415 - 同上

    ids, anchors = sorted(records.ids.known), sorted(records.anchors.known)
    kinds = sorted(records.kinds.known, key=lambda kind: kind.folder)
    key = _ranks(records.kinds, kinds).astype(np.int64)
    key = key * len(ids) + _ranks(records.ids, ids)
    key = key * len(anchors) + _ranks(records.anchors, anchors)
    order = np.argsort(key, kind="stable")
    places = np.empty(len(order), dtype=INTEGER)
    places[order] = np.arange(len(order), dtype=INTEGER)
    return _Listed(records, integers(order.astype(INTEGER).tobytes())), places


def _of_kind(
    rows: _Rows, named: Coded[tuple[str, ...]], slots: Sequence[Slot], table: Sequence[Evidence]
) -> dict[str, Cells]:
    scopes = sorted(set(chain.from_iterable(named.known)))
    scope, order = _scoped(rows.keys, named, scopes)
    rows = rows.taken(order)
    places, days = (integers(column.astype(INTEGER).tobytes()) for column in (rows.places, rows.days))
    found: dict[str, Cells] = {}
    start = 0
    for group, size, weight in _groups(scope * len(slots) + rows.slots, rows.weights):
        place, slot = divmod(group, len(slots))
        measure, verdict, reason = slots[slot]
        end = start + size
        cell = Cell(verdict, reason, weight, places[start:end], days[start:end], table)
        measures = found.setdefault(scopes[place], {})
        measures[measure] = (*measures.get(measure, ()), cell)
        start = end
    return found


def _scoped(
    keys: "Numbers", named: Coded[tuple[str, ...]], scopes: Sequence[str]
) -> tuple["Numbers", "Numbers"]:
    """各条归在哪些范围里，按范围排好，同一个范围里先后照旧。

    Args:
        keys: 各条用的是第几样归属。
        named: 各样归属里的范围。
        scopes: 全部范围，按次序。

    Returns:
        第几个范围，与它是原来的第几条；归在几个范围里的出现几次，一个也没有的不出现。
    """
    import numpy as np  # noqa: PLC0415

    of_name = {name: place for place, name in enumerate(scopes)}
    flat = np.array([of_name[name] for names in named.known for name in names], dtype=np.int64)
    lengths = np.array([len(names) for names in named.known], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    which = integers_in(named.places)[keys]
    times = lengths[which]
    origin = np.repeat(np.arange(len(keys)), times)
    nth = np.arange(len(origin)) - np.repeat(np.cumsum(times) - times, times)
    found = flat[starts[which[origin]] + nth]
    # 两字节的整数，numpy 逐位排，比别的快几倍；范围没有这么多的。
    order = np.argsort(found.astype(np.uint16) if len(scopes) <= MOST_SHORT else found, kind="stable")
    return found[order], origin[order]


def _groups(group: "Numbers", weights: "Numbers") -> Iterator[tuple[int, int, int]]:
    """相同的归成一组，由小到大：（哪一组，几条，几件）。"""
    # pandas 要近半秒才读进来，用到时才读。
    import pandas as pd  # noqa: PLC0415

    found = pd.Series(weights).groupby(group).agg(["size", "sum"])
    return zip(found.index.tolist(), found["size"].tolist(), found["sum"].tolist(), strict=True)
