"""敌意的文字逐个写进每一种记录的每一个字段：要么拒绝，要么只是文字；检查从不出错栈，报告里没有能指挥人的字。"""

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.register.intake import take_in
from generator.report import FORMATS
from tests.hostile.project import a_project
from tests.miniature_inputs import MINIATURE

ATTACKS = (
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](//198.51.100.1/a)", "{{ 7*7 }}{% import os %}", "${7*7}", "=cmd|' /C calc'!A0",
    "@SUM(1+1)", "+1+cmd", "-2+3", "\t=1", "::error::x", "::set-output name=a::b", "%0A::error::x", "../../etc/passwd", "..\\..\\x", "con", "NUL.txt",
    "а-1", "٣", "１", "\u202etxt", "\u2066x", "a\u200bb", "\ufeff", "\x07", "\x1b[31m", "\x00", "\ud800", "𠮷耈", "e\u0301" * 50, "ﷺ" * 200, "[" * 10_000, ">" * 500,
    "*" * 500, "x" * 5000, "'", '"', "\\", "&lt;", "]]>", "<!--", "-->", "\r\n", " ", "~", "null", "!!python/object", "&a", "*a", "<<", "%YAML", "---",
    "9999-12-31", "0000-00-00", "1e999", "-1", "NaN", "9" * 400, 'https://example.org/"><script>', "https://user:pass@example.org", "data:text/html,x", "//x",
)  # fmt: skip
FILES = sorted(
    path.relative_to(MINIATURE / "data").as_posix() for path in (MINIATURE / "data").rglob("*.yml")
)
ROUNDS = 2
Leaf = tuple[str | int, ...]


def leaves(value: Any, path: Leaf = ()) -> Iterator[Leaf]:
    """每一个文字所在的路径；字段名自己也算一处。"""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, place))
    else:
        yield path


def replaced(value: Any, path: Leaf, attack: str) -> Any:
    """换掉一处。"""
    if not path:
        return attack
    if isinstance(value, dict):
        return {
            key: replaced(item, path[1:], attack) if key == path[0] else item for key, item in value.items()
        }
    return [
        replaced(item, path[1:], attack) if place == path[0] else item for place, item in enumerate(value)
    ]


@pytest.mark.parametrize("name", FILES)
def test_hostile_text_in_any_field_is_refused_or_stays_text(name: str, tmp_path: Path) -> None:
    content = yaml.load((MINIATURE / "data" / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - 只读成文字，不造对象
    choose = random.Random(name)  # noqa: S311 - 要的是可重复，不是保密
    data = a_project(tmp_path / "project") / "data"
    for place in leaves(content):
        for attack in choose.sample(ATTACKS, ROUNDS):
            file = data / name
            file.parent.mkdir(parents=True, exist_ok=True)
            written = yaml.safe_dump(
                replaced(content, place, attack), allow_unicode=False, default_style='"', width=10**9
            )
            file.write_text(written, "utf-8")
            _, problems = take_in(data)
            for form in FORMATS.values():
                said = form(problems)
                assert {sign for sign in said if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}} <= {
                    "\n",
                    "\t",
                }
            assert all(problem.cure for problem in problems if problem.is_error)
