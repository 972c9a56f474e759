"""计划的两张表：几年的题目排成矩阵，题目的来处与去向。计划自己的页与总的一页共用。"""

from collections.abc import Iterable

from generator.release import address
from generator.release.agenda import UNPLACED, Matrix, SourceCount, matrix, source_counts
from generator.release.kinds.plan import PublicPlan, PublicPlanItem
from generator.release.views.activity import TableRow, TableView
from generator.release.views.common import UNPUBLISHED, Link
from generator.terms import PlanFate, RecordKind


def plan_tables(plan: PublicPlan) -> tuple[TableView, ...]:
    """一份计划自己的表：跨年的有矩阵，写了来处或去向的有来处表。"""
    placed = matrix(plan)
    counted = any(item.source or item.fate for item in plan.items)
    return (
        *((matrix_table(plan, placed),) if placed else ()),
        *((sources_table("题目从哪里来，后来怎样", plan.items),) if counted else ()),
    )


def matrix_table(plan: PublicPlan, placed: Matrix, title: str = "几年的题目") -> TableView:
    """矩阵：一行一格，一列一年；点题目到计划页上那一项。"""
    page = address.page_path(RecordKind.PLAN, plan.id)
    rows = tuple(
        TableRow(
            f"slot--{plan.id}-{place}",
            (
                (Link("没有写位置的" if slot == UNPLACED else slot),),
                *(
                    tuple(Link(_said(item), f"{page}#{item.id}") for item in cell)
                    or (Link("—" if year == UNPLACED or _spans(placed, cells) else UNPUBLISHED),)
                    for year, cell in zip(placed.years, cells, strict=True)
                ),
            ),
        )
        for place, (slot, cells) in enumerate(zip(placed.slots, placed.cells, strict=True), 1)
    )
    years = tuple("各年通用" if year == UNPLACED else year for year in placed.years)
    return TableView(title, (plan.structure or "题目", *years), rows)


def sources_table(title: str, items: Iterable[PublicPlanItem]) -> TableView:
    """一行一个来处：共几项，各种去向各几项。"""
    counts = source_counts(items)
    fates = [fate for fate in (*PlanFate, None) if any(fate in dict(row.fates) for row in counts)]
    rows = tuple(
        TableRow(
            f"source--{place}",
            (
                (Link(source_label(row)),),
                (Link(str(row.total)),),
                *((Link(str(dict(row.fates).get(fate, 0))),) for fate in fates),
            ),
        )
        for place, row in enumerate(counts, 1)
    )
    return TableView(
        title, ("来处", "共（项）", *(fate.label if fate else f"去向{UNPUBLISHED}" for fate in fates)), rows
    )


def source_label(row: SourceCount) -> str:
    """来处的名称；没有公布的写明。"""
    return row.source.label if row.source else f"来处{UNPUBLISHED}"


def _spans(placed: Matrix, cells: tuple[tuple[PublicPlanItem, ...], ...]) -> bool:
    """这一行是不是有贯穿几年的题目。"""
    return any(cell and year == UNPLACED for year, cell in zip(placed.years, cells, strict=True))


def _said(item: PublicPlanItem) -> str:
    return f"{item.what}（{item.fate.label}）" if item.fate else item.what
