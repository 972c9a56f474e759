"""汇总：全部观察按一种范围归拢，用 pandas 分组。"""

from collections.abc import Iterable

import msgspec

from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import Observation

SLOT = 3
"""一条观察的前三项：指标、判断、原因。"""


class Cell(msgspec.Struct, frozen=True):
    """一个范围、一个指标里，判断与原因相同的观察。

    Attributes:
        verdict: 判断。
        reason: 原因或第二维。
        count: 件数。
        records: 背后的记录；不公开的没有。
        days: 天数，与观察一一对应；只有分布才用。
    """

    verdict: str
    reason: str
    count: int
    records: tuple[Evidence, ...]
    days: tuple[int, ...]


Cells = dict[str, tuple[Cell, ...]]
"""指标的代号 → 各格，按判断与原因排序。"""


def _places(evidence: Iterable[Evidence | None]) -> list[int]:
    """依据按记录的种类与编号排，各在第几：观察的先后不要紧，同一条记录的才照原来的先后。"""
    records = [(item.kind.folder, item.id) if item else ("", "") for item in evidence]
    places = {record: place for place, record in enumerate(sorted(set(records)))}
    return [places[record] for record in records]


def tally(observed: Iterable[Observation], kinds: Iterable[ScopeKind]) -> dict[ScopeKind, dict[str, Cells]]:
    """范围的种类 → 范围的代号 → 指标 → 各格。归在几个范围里的，每个范围都算。"""
    # pandas 要近半秒才读进来，用到时才读。
    import pandas as pd  # noqa: PLC0415

    kept = list(observed)
    # 文字先换成编号：十万件提案有三百万条观察，按整数分组快得多，也省内存。
    slots = sorted({item[:SLOT] for item in kept})
    places = {slot: place for place, slot in enumerate(slots)}
    keys = {id(item.keys): item.keys for item in kept}
    frame = pd.DataFrame(
        {
            "slot": [places[item[:SLOT]] for item in kept],
            "keys": [id(item.keys) for item in kept],
            "record": _places(item.evidence for item in kept),
            "position": range(len(kept)),
            "weight": [item.weight for item in kept],
            "days": [item.days for item in kept],
        }
    )
    evidence = pd.Series([item.evidence for item in kept], dtype=object)
    found: dict[ScopeKind, dict[str, Cells]] = {}
    for kind in kinds:
        scopes = sorted({name for one in keys.values() for name in one[kind]})
        order = {name: place for place, name in enumerate(scopes)}
        pairs = [(number, order[name]) for number, one in keys.items() for name in one[kind]]
        found[kind] = {}
        if not pairs:
            continue
        scoped = frame.merge(pd.DataFrame(pairs, columns=["keys", "scope"]), on="keys")
        scoped = scoped.sort_values(["scope", "slot", "record", "position"])
        records, days = evidence.take(scoped["position"].to_numpy()).tolist(), scoped["days"].tolist()
        cells = scoped.groupby(["scope", "slot"])["weight"].agg(["size", "sum"])
        start = 0
        for (scope, slot), size, weight in zip(
            cells.index.tolist(), cells["size"].tolist(), cells["sum"].tolist(), strict=True
        ):
            measure, verdict, reason = slots[slot]
            end = start + size
            shown = tuple(filter(None, records[start:end]))
            cell = Cell(verdict, reason, weight, shown, tuple(days[start:end]))
            measures = found[kind].setdefault(scopes[scope], {})
            measures[measure] = (*measures.get(measure, ()), cell)
            start = end
    return found
