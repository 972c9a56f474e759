"""来函：对照先写好的答案，可以空，不可以错。"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.importing.letters.whose import whose_of
from generator.importing.registry import Registry
from generator.register.intake import take_in
from tests.importing.measure import MINIATURE, cases, flat, imported, marked
from tests.importing.measure_tables import OFFICE

CASES = cases()
PLACE = re.compile("(?:[\u4e00-\u9fff]{1,8}[省市区县州旗]|全国)政协")
JUNK = re.compile("建议|提案|会议|公开|申请|提出|关于|委员|代表|答复|复函|号|第")


@pytest.fixture(scope="module")
def registry() -> Registry:
    found = Registry(take_in(MINIATURE)[0])
    found.register.site.__dict__["body"] = None
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_field_of_a_letter_is_wrong_and_every_doubt_is_told(
    case: dict[str, Any], tmp_path: Path, registry: Registry
) -> None:
    found = imported(case, tmp_path, registry)
    marks = marked(case["expect"], flat(found))
    assert [name for name, mark in marks.items() if mark == "wrong"] == []
    bodies = [str(draft.fields["name"]) for draft in found.drafts if draft.kind == "body"]
    assert [name for name in bodies if not PLACE.fullmatch(name) or JUNK.search(name)] == []
    said = " ".join(problem.message for problem in found.problems)
    assert [phrase for phrase in case["expect"].get("confirm", []) if phrase not in said] == []


def test_nearly_everything_certain_is_found(tmp_path: Path, registry: Registry) -> None:
    total: Counter[str] = Counter()
    for case in CASES:
        total.update(marked(case["expect"], flat(imported(case, tmp_path, registry))).values())
    print(dict(total))  # noqa: T201 - 数目给看测试的人
    assert total["wrong"] == 0
    assert total["empty"] <= 2
    assert total["right"] >= 1050


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("青禾区水务局", ""),
        ("示例市青禾区水务局", ""),
        ("水务集团有限公司", ""),
        ("青禾公安分局", ""),
        ("临湖区水务局", "临湖区"),
        ("示例市临湖区水务局", "临湖区"),
    ],
)
def test_a_letter_of_another_district_is_not_taken_for_ours(unit: str, said: str) -> None:
    registry = Registry(take_in(OFFICE)[0])
    found = whose_of("关于区政协\0", unit, registry)
    assert found.is_elsewhere == bool(said)
    assert said in found.doubt


def test_the_city_before_our_district_makes_no_new_body() -> None:
    registry = Registry(take_in(OFFICE)[0])
    bodies = registry.register.bodies
    bodies["qinghe"] = bodies["qinghe"].model_copy(update={"name": "政协青禾区委员会"})
    found = whose_of("关于政协示例市青禾区\0", "", registry)
    assert (found.body, found.new) == ("", {})
    assert "青禾区" in found.doubt
    assert whose_of("关于政协示例市临湖区\0", "", registry).new != {}
