"""汇总：全部观察按一种范围归拢，用 pandas 分组。"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import Observation

GROUPING = ["scope", "measure", "verdict", "reason"]


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


def tally(observed: Iterable[Observation], kinds: Iterable[ScopeKind]) -> dict[ScopeKind, dict[str, Cells]]:
    """范围的种类 → 范围的代号 → 指标 → 各格。归在几个范围里的，每个范围都算。"""
    # pandas 要近半秒才读进来，用到时才读。
    import pandas as pd  # noqa: PLC0415

    kept = list(observed)
    frame = pd.DataFrame(
        {
            "measure": pd.Categorical([item.measure for item in kept]),
            "verdict": pd.Categorical([item.verdict for item in kept]),
            "reason": pd.Categorical([item.reason for item in kept]),
            "weight": [item.weight for item in kept],
            "position": range(len(kept)),
        }
    )
    found: dict[ScopeKind, dict[str, Cells]] = {}
    for kind in kinds:
        scoped = frame.assign(scope=pd.Series([item.keys[kind] for item in kept], dtype=object))
        scoped = scoped.explode("scope").dropna(subset=["scope"])
        grouped = scoped.groupby(GROUPING, observed=True, sort=True)
        table = grouped.agg(count=("weight", "sum"), positions=("position", list))
        found[kind] = _cells(table.itertuples(), kept)
    return found


def _cells(rows: Iterable[object], kept: list[Observation]) -> dict[str, Cells]:
    cells: defaultdict[str, defaultdict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        scope, measure, verdict, reason = row.Index  # type: ignore[attr-defined]
        members = [kept[position] for position in row.positions]  # type: ignore[attr-defined]
        records = tuple(item.evidence for item in members if item.evidence)
        cell = Cell(verdict, reason, int(row.count), records, tuple(item.days for item in members))  # type: ignore[attr-defined]
        cells[scope][measure].append(cell)
    return {
        scope: {name: tuple(group) for name, group in measures.items()} for scope, measures in cells.items()
    }
