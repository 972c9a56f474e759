"""一遍读完的，与细读的一样；读不通、有一处不寻常的，一定细读。"""

import random
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Problem
from generator.register import source, yaml_text
from generator.register.personal.flood import MOST
from generator.register.yaml_plain import UnusualError, plain_value
from tests.miniature_inputs import MINIATURE

FILES = sorted((MINIATURE / "data").rglob("*.yml"))
SIGNS = "ab:-[]{}&*!|>'\"%@`,#?~\\x\n\r\t \u2028\x85\ufeff\x00案"
PIECES = (
    "&a ", "*a", "!x ", "!!str ", "! ", "\t", '"', "'", "[", "{", "}", "]", "- ", ": ", "---\n", "...\n", "\r", "~", "a: b\n",
    "%YAML 1.1\n", "? ", "|\n", ">-\n", "\x85", "\u2028", "\ufeff", "\x07", "#", "  ", "\n", "id: 1\n", "\\", "null", "''",
)  # fmt: skip
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(SIGNS, max_size=6)), max_size=14).map("".join)


def closely(text: str) -> tuple[Any, bool]:
    """细读所得，与有没有问题。"""
    problems: list[Problem] = []
    try:
        node = yaml_text.parse(text, "a.yml")
    except yaml_text.YamlProblem:
        return None, True
    if node is None:
        return None, True
    value = yaml_text.value_of(node, "a.yml", yaml_text.lines_of(text), problems)
    return value, bool(problems)


def agrees(text: str) -> bool:
    """一遍读得完的，细读也没有问题、读到的一样；说不知道的不论。"""
    try:
        value = plain_value(text)
    except UnusualError:
        return True
    return closely(text) == (value, False)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_sound_file_is_read_at_once_to_what_reading_closely_gives(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert closely(text) == (plain_value(text), False)


@settings(max_examples=1500, derandomize=True)
@given(MIXED)
def test_any_text_is_read_as_closely_as_before_or_not_at_once(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize("seed", range(60))
def test_a_file_damaged_anywhere_is_read_as_closely_as_before_or_not_at_once(seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - 不是为了保密
    text = choose.choice(FILES).read_text(encoding="utf-8")
    for _ in range(8):
        place = choose.randrange(len(text))
        cut = choose.choice((0, 0, 1, 5))
        assert agrees(text[:place] + choose.choice(PIECES) + text[place + cut :])


def test_no_character_that_yaml_forbids_is_read_at_once() -> None:
    let_in = []
    for place in range(sys.maxunicode + 1):
        if yaml_text.UNREADABLE.match(chr(place)):
            try:
                plain_value(f"a: 字{chr(place)}字")
            except UnusualError:
                continue
            let_in.append(hex(place))
    assert let_in == []


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1", "a: *x", "a: !x 1", "a: !!str 1", "a: 1\n---\na: 2", "a: 1\na: 2", "a:\na: 2", "[a]: 1", "? {a: 1}\n: 2",
        "", "# 注释", "[" * 21 + "]" * 21, "a: [", "a: '\n", "\x07", "a: 1\n...\nb",
    ],
)  # fmt: skip
def test_what_is_unusual_is_never_read_at_once(text: str) -> None:
    with pytest.raises(UnusualError):
        plain_value(text)


def test_a_file_of_too_many_items_is_never_read_at_once() -> None:
    with pytest.raises(UnusualError):
        plain_value("[" + "a," * yaml_text.MAX_ITEMS + "a]")


@pytest.mark.parametrize("long", [MOST, MOST + 1])
def test_a_text_full_of_figures_is_refused_however_it_is_read(tmp_path: Path, long: int) -> None:
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals/a.yml").write_text(f"id: a\nbackground: {'9' * long}\n", encoding="utf-8")
    problems: list[Problem] = []
    found = source.records_in(tmp_path, "proposals/a.yml", problems)
    assert ([problem.rule for problem in problems], len(found)) == (
        (["too-many-numbers"], 0) if long > MOST else ([], 1)
    )
