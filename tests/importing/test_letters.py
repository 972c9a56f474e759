"""来函：对照先写好的答案，可以空，不可以错。"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.importing.registry import Registry
from generator.register.intake import take_in
from tests.importing.measure import MINIATURE, cases, flat, imported, marked

CASES = cases()
PLACE = re.compile("(?:[\u4e00-\u9fff]{1,8}[省市区县州旗]|全国)政协")
JUNK = re.compile("建议|提案|会议|公开|申请|提出|关于|委员|代表|号|第")


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
