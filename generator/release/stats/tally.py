"""汇总：全部观察按一种范围归拢，用 pandas 分组。"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

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
            "position": range(len(kept)),
        }
    )
    found: dict[ScopeKind, dict[str, Cells]] = {}
    for kind in kinds:
        scopes = sorted({name for one in keys.values() for name in one[kind]})
        order = {name: place for place, name in enumerate(scopes)}
        pairs = [(number, order[name]) for number, one in keys.items() for name in one[kind]]
        found[kind] = {}
        if not pairs:
            continue
        scoped = frame.merge(pd.DataFrame(pairs, columns=["keys", "scope"]), on="keys")
        scoped = scoped.sort_values(["scope", "slot", "position"])
        rows = zip(*(scoped[name].tolist() for name in ("scope", "slot", "position")), strict=True)
        for (scope, slot), group in groupby(rows, key=itemgetter(0, 1)):
            measure, verdict, reason = slots[slot]
            cell = _cell(verdict, reason, [kept[position] for _, _, position in group])
            cells = found[kind].setdefault(scopes[scope], {})
            cells[measure] = (*cells.get(measure, ()), cell)
    return found


def _cell(verdict: str, reason: str, members: Sequence[Observation]) -> Cell:
    records = tuple(item.evidence for item in members if item.evidence)
    weight = sum(item.weight for item in members)
    return Cell(verdict, reason, weight, records, tuple(item.days for item in members))
