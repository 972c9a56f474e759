"""计划：题目的来处与去向逐项数，几年的题目排成矩阵；没有公布的写没有公布。"""

from datetime import date
from typing import Any

from generator.gate import publish
from generator.release.agenda import UNPLACED, matrix, source_counts
from generator.release.kinds.plan import PublicPlan
from generator.release.views.plans import plan_tables
from generator.slots import slots_of
from generator.terms import PlanFate, RecordKind, TopicSource
from tests.gate.registers import register_of


def plan(**fields: Any) -> PublicPlan:
    given = {"id": "p", "title": "计划", "area": "监督", **fields}
    (found,) = publish(register_of({"plan": [given]}), date(2024, 6, 30)).activities[RecordKind.PLAN]
    assert isinstance(found, PublicPlan)
    return found


ITEMS = [
    {"id": "a", "what": "甲", "source": "点题", "fate": "已开展", "held": "1", "slot": "5", "year": "2021"},
    {"id": "b", "what": "乙", "source": "征题", "fate": "已调整", "slot": "5", "year": "2022"},
    {"id": "c", "what": "丙", "source": "点题", "slot": "X", "year": "2022"},
    {"id": "d", "what": "丁", "slot": "1"},
]


def test_every_item_is_counted_once_under_its_source_and_its_fate() -> None:
    found = source_counts(plan(items=ITEMS).items)
    assert [(row.source, row.total, row.fates) for row in found] == [
        (TopicSource.ASSIGNED, 2, ((PlanFate.HELD, 1), (None, 1))),
        (TopicSource.SOLICITED, 1, ((PlanFate.CHANGED, 1),)),
        (None, 1, ((None, 1),)),
    ]
    assert sum(row.total for row in found) == len(ITEMS)


def test_the_five_years_of_1_5_x_are_a_matrix() -> None:
    found = matrix(plan(structure="1+5+X", year="2021", until="2025", items=ITEMS))
    assert found is not None
    assert found.years == (UNPLACED, "2021", "2022", "2023", "2024", "2025")
    assert found.slots == ("1", "5", "X")
    assert [[[item.id for item in cell] for cell in row] for row in found.cells] == [
        [["d"], [], [], [], [], []],
        [[], ["a"], ["b"], [], [], []],
        [[], [], ["c"], [], [], []],
    ]


def test_years_that_were_not_published_are_numbered() -> None:
    found = matrix(plan(structure="1+5+X", span="5"))
    assert found is not None
    assert found.years == ("第 1 年", "第 2 年", "第 3 年", "第 4 年", "第 5 年")
    (table,) = plan_tables(plan(structure="1+5+X", span="5"))
    assert table.columns == ("1+5+X", *found.years)
    assert {link.text for row in table.rows for cell in row.cells[1:] for link in cell} == {"未公布"}


def test_a_plan_of_one_year_has_no_matrix() -> None:
    assert matrix(plan(year="2023", items=[{"id": "a", "what": "甲"}])) is None
    assert plan_tables(plan(items=[{"id": "a", "what": "甲"}])) == ()


def test_only_a_sum_of_parts_is_a_structure() -> None:
    assert slots_of("1＋5+X") == ("1", "5", "X")
    assert slots_of("五个专题") == ()
    assert slots_of("1+") == ()
    assert slots_of(None) == ()
