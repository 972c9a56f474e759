"""解释：编辑看得到每个决定与每个数的来由。"""

import pytest

from generator.explain import explain
from generator.gate import publish
from generator.register.intake import take_in
from generator.register.register import Register
from generator.release.model import Release
from tests.conftest import Golden
from tests.miniature_inputs import AS_OF, MINIATURE


@pytest.fixture(scope="module")
def known() -> tuple[Register, Release]:
    register, _ = take_in(MINIATURE / "data")
    return register, publish(register, AS_OF)


@pytest.mark.parametrize(
    "identifier", ["5-2-0001", "5-2-0001-jianshe", "5-2-0007-jianshe", "2023-dianti", "5-2-0003", "5-2-0004"]
)
def test_a_record_is_explained_as_blessed(
    known: tuple[Register, Release], golden: Golden, identifier: str
) -> None:
    golden(f"explain/golden/{identifier}.txt", "\n".join(explain(identifier, *known)) + "\n")


def test_a_withheld_record_names_the_decision_that_withheld_it(known: tuple[Register, Release]) -> None:
    lines = "\n".join(explain("5-2-0004", *known))
    assert "公开：不公开。提案者的意愿：还没有写" in lines
    assert "网址" not in lines


def test_an_unknown_id_suggests_the_nearest(known: tuple[Register, Release]) -> None:
    with pytest.raises(LookupError, match="是否想写「5-2-00"):
        explain("5-2-001", *known)
