"""计划的题目：从哪里来、后来怎样，几年的各占哪一格。由计划推算，不另登记。"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from generator.release.kinds.plan import PublicPlan, PublicPlanItem
from generator.slots import slots_of
from generator.terms import PlanFate, TopicSource

UNPLACED = "未定"
"""没有写年份、没有写位置的。"""


class SourceCount(msgspec.Struct, frozen=True):
    """一个来处的题目：共几项，各种去向各几项；没有公布来处、去向的为空。"""

    source: TopicSource | None
    total: int
    fates: tuple[tuple[PlanFate | None, int], ...]


class Matrix(msgspec.Struct, frozen=True):
    """几年的题目：一行一格（1、5、X），一列一年，每处几项。"""

    years: tuple[str, ...]
    slots: tuple[str, ...]
    cells: tuple[tuple[tuple[PublicPlanItem, ...], ...], ...]


def source_counts(items: Iterable[PublicPlanItem]) -> tuple[SourceCount, ...]:
    """各个来处各几项，按词汇的次序，没有公布的在最后；一项也没有的来处不列。"""
    listed = list(items)
    order = (*TopicSource, None)
    found = []
    for source in order:
        own = [item for item in listed if item.source is source]
        fates = Counter(item.fate for item in own)
        if own:
            found.append(
                SourceCount(
                    source, len(own), tuple((fate, fates[fate]) for fate in (*PlanFate, None) if fates[fate])
                )
            )
    return tuple(found)


def matrix(plan: PublicPlan) -> Matrix | None:
    """跨年的计划排成矩阵；只管一年的没有。没有公布是哪几年的，写第几年。"""
    years = _years(plan)
    if len(years) < 2:
        return None
    slots = list(slots_of(plan.structure))
    rows = list(slots)
    columns = [*([UNPLACED] if any(item.year is None for item in plan.items) else []), *years]
    places = [(str(item.year) if item.year else UNPLACED, item.slot or UNPLACED) for item in plan.items]
    for year, slot in places:
        columns += [year] if year not in columns else []
        rows += [slot] if slot not in rows else []
    cells = tuple(
        tuple(
            tuple(item for item, place in zip(plan.items, places, strict=True) if place == (year, slot))
            for year in columns
        )
        for slot in rows
    )
    return Matrix(tuple(columns), tuple(rows), cells)


def _years(plan: PublicPlan) -> tuple[str, ...]:
    if plan.year is None:
        return tuple(f"第 {number} 年" for number in range(1, (plan.span or 0) + 1))
    last = plan.until or plan.year + (plan.span or 1) - 1
    return tuple(str(year) for year in range(plan.year, last + 1))
