"""对着标注好的字符串量：一处不漏，几乎不误报。"""

import pytest

from generator.register.personal import find
from generator.terms import PersonalKind
from tests.register.personal.labelled import NEGATIVE, POSITIVE

CASES = [(kind, text) for kind, texts in POSITIVE.items() for text in texts]


def test_every_labelled_string_is_found_and_hardly_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    missed = [(kind, text) for kind, text in CASES if kind not in {found.kind for found in find(text)}]
    wrong = [(text, find(text)) for text in NEGATIVE if find(text)]
    hit = len(CASES) - len(missed)
    recall, precision = hit / len(CASES), hit / (hit + len(wrong))
    with capsys.disabled():
        print(  # noqa: T201 - 量出来的数就是这条测试的产物
            f"\n个人信息：{len(CASES) + len(NEGATIVE)} 条文字（有 {len(CASES)}，无 {len(NEGATIVE)}），"
            f"召回率 {recall:.1%}，精确率 {precision:.1%}"
        )
    assert missed == []
    assert precision >= 0.98, wrong
    assert len(CASES) + len(NEGATIVE) >= 300


@pytest.mark.parametrize("kind", list(PersonalKind))
def test_no_kind_is_found_under_another_name(kind: PersonalKind) -> None:
    mixed = [(text, find(text)) for text in POSITIVE[kind] if {found.kind for found in find(text)} != {kind}]
    assert mixed == []
