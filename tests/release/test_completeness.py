"""四可：公布了什么就算有什么，没有公布的写未公布。"""

from datetime import date
from typing import Any

from generator.gate import publish
from generator.release.completeness import abilities
from tests.gate.registers import register_of

TASK = {"id": "t1", "what": "迁移管线", "updates": [{"date": "2024-02-01", "status": "进行中"}]}


def found(*others: tuple[str, dict[str, Any]], **fields: Any) -> dict[str, str]:
    consultation = {"id": "c", "title": "会", "kind": "微协商", **fields}
    records: dict[str, list[dict[str, Any]]] = {"consultation": [consultation]}
    for kind, record in others:
        records.setdefault(kind, []).append(record)
    release = publish(register_of(records), date(2024, 6, 30))
    return {one.name: one.evidence for one in abilities(release.consultation["c"], release)}


def test_a_bare_consultation_has_none_of_the_four() -> None:
    assert found() == {"可计划": "", "可落实": "", "可跟踪": "", "可评价": ""}


def test_each_of_the_four_names_what_it_rests_on() -> None:
    plan = {
        "id": "p",
        "title": "计划",
        "area": "协商",
        "items": [{"id": "x", "what": "项目", "records": ["consultation/c"]}],
    }
    survey = {"id": "s", "title": "评议", "kind": "群众评议", "related": ["consultation/c"]}
    said = found(
        ("plan", plan),
        ("survey", survey),
        tasks=[TASK],
        opinions={"raised": "10", "adopted": "4"},
        outcomes=[{"what": "开工"}],
        feedback=[{"form": "清单表格"}],
    )
    assert said == {
        "可计划": "列入计划",
        "可落实": "任务 1 项",
        "可跟踪": "进展 1 次",
        "可评价": "公布采纳条数、成效 1 项、反馈 1 次、征询与评议",
    }
