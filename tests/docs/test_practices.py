"""默认网站的做法名录：编号齐全，每个都有记录；还只写成品牌文字的，这里逐个列着，只许变少。"""

from pathlib import Path

import pytest

from generator.register.intake import take_in
from generator.register.register import Register
from generator.terms import RecordKind

DATA = Path(__file__).parents[2] / "data"
EXPECTED = {"T": 19, "X": 28, "Z": 14, "M": 4, "L": 10}
STILL_PROSE = {
    "L02",
    "L03",
    "L04",
    "L07",
    "L10",
    "M02",
    "M03",
    "T02",
    "T07",
    "T08",
    "T10",
    "T11",
    "T12",
    "T13",
    "T14",
    "T15",
    "T16",
    "T17",
    "T18",
    "T19",
    "X01",
    "X07",
    "X11",
    "X12",
    "X13",
    "X15",
    "X16",
    "X17",
    "X18",
    "X19",
    "Z02",
}
"""只有品牌与机制的文字、还没有专门种类的记录或数字的编号。"""


@pytest.fixture(scope="module")
def register() -> Register:
    return take_in(DATA)[0]


def kinds_of(register: Register) -> dict[str, set[RecordKind]]:
    found: dict[str, set[RecordKind]] = {}
    for kind in RecordKind:
        for record in register.records(kind):
            for practice in getattr(record, "practice", ()):
                found.setdefault(practice, set()).add(kind)
    return found


def test_the_list_has_every_practice_once_and_in_order(register: Register) -> None:
    expected = [
        f"{letter}{number:02d}" for letter, count in EXPECTED.items() for number in range(1, count + 1)
    ]
    assert [item.id for item in register.site.practices] == expected


def test_every_practice_says_something_of_its_own_and_names_its_source(register: Register) -> None:
    texts = [item.says for item in register.site.practices]
    assert len(set(texts)) == len(texts)
    assert [item.id for item in register.site.practices if not item.source] == []


def test_every_practice_has_a_record(register: Register) -> None:
    found = kinds_of(register)
    assert [item.id for item in register.site.practices if item.id not in found] == []


def test_practices_that_are_still_only_prose_are_known_by_name(register: Register) -> None:
    found = kinds_of(register)
    prose = {item.id for item in register.site.practices if found[item.id] <= {RecordKind.PROGRAMME}}
    assert prose == STILL_PROSE
