"""汇总：全部观察按一种范围归拢，用 pandas 分组。"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

import msgspec

from generator.release.stats.facts import Keys
from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import INTEGER, Columns, Slot, integers, integers_in

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


NOWHERE = -1
"""不公开的没有依据，次序写作这个。"""


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


def tally(observed: Columns, kinds: Iterable[ScopeKind]) -> dict[ScopeKind, dict[str, Cells]]:
    """范围的种类 → 范围的代号 → 指标 → 各格。归在几个范围里的，每个范围都算。"""
    # pandas 要近半秒才读进来，用到时才读。
    import pandas as pd  # noqa: PLC0415

    # 依据与指标先按各自的次序编号：排序、分组都只比整数。
    slots = sorted(observed.known_slots)
    table = sorted(observed.known_evidence, key=_in_order)
    frame = pd.DataFrame(
        {
            "keys": integers_in(observed.keys),
            "slot": _places(observed.known_slots, slots)[integers_in(observed.slots)],
            "place": _evidence_places(observed, table),
            "weight": integers_in(observed.weights),
            "days": integers_in(observed.days),
        }
    )
    # 各种范围都按这个次序列，只排一次。
    frame = frame.sort_values(["slot", "place"], ignore_index=True)
    return {kind: _of_kind(frame, kind, observed.known_keys, slots, table) for kind in kinds}


def _places(known: Sequence[Hashable], order: Iterable[Hashable]) -> "np.ndarray[Any, Any]":
    """已知的各项在 order 里的次序。"""
    import numpy as np  # noqa: PLC0415

    places = {item: place for place, item in enumerate(order)}
    return np.fromiter((places[item] for item in known), dtype=INTEGER, count=len(known))


def _evidence_places(observed: Columns, table: Sequence[Evidence]) -> "np.ndarray[Any, Any]":
    """各条的依据在 table 里的次序；不公开的没有依据，为 NOWHERE。"""
    import numpy as np  # noqa: PLC0415

    # 没有依据的记着负一，正好取到末尾添的一项。
    known = np.append(_places(observed.known_evidence, table), NOWHERE)
    return np.take(known, integers_in(observed.evidence))


def _in_order(item: Evidence) -> tuple[str, str, str]:
    return item.kind.folder, item.id, item.anchor


def _of_kind(
    frame: "pd.DataFrame",
    kind: ScopeKind,
    keys: Sequence[Keys],
    slots: Sequence[Slot],
    table: Sequence[Evidence],
) -> dict[str, Cells]:
    import pandas as pd  # noqa: PLC0415

    scopes = sorted({name for one in keys for name in one[kind]})
    order = {name: place for place, name in enumerate(scopes)}
    pairs = [(number, order[name]) for number, one in enumerate(keys) for name in one[kind]]
    scoped = frame.merge(pd.DataFrame(pairs, columns=["keys", "scope"], dtype=INTEGER), on="keys")
    scoped = scoped.sort_values("scope", kind="stable")
    places, days = (integers(scoped[name].to_numpy(INTEGER).tobytes()) for name in ("place", "days"))
    groups = scoped.groupby(["scope", "slot"])["weight"].agg(["size", "sum"])
    found: dict[str, Cells] = {}
    start = 0
    for scope, slot, size, weight in _rows(groups):
        measure, verdict, reason = slots[slot]
        end = start + size
        cell = Cell(verdict, reason, weight, places[start:end], days[start:end], table)
        measures = found.setdefault(scopes[scope], {})
        measures[measure] = (*measures.get(measure, ()), cell)
        start = end
    return found


def _rows(groups: "pd.DataFrame") -> Iterator[tuple[int, int, int, int]]:
    """各组：范围、指标、几条、几件。"""
    sizes, weights = groups["size"].tolist(), groups["sum"].tolist()
    for (scope, slot), size, weight in zip(groups.index.tolist(), sizes, weights, strict=True):
        yield scope, slot, size, weight
