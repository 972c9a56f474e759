"""问题清单的三种写法：内容相同，插入符对得准，数据里的文字不能冒充命令。"""

import json

import pytest

from generator.problems import Mark, Problem, Severity, in_order
from generator.report import as_github, as_json, as_text, width

HOSTILE = "\x1b[31m红\x1b[0m\n::error file=x::冒充\r\u202e反\u200b\ud800"


def a_problem(excerpt: str = "", column: int = 1, **given: str) -> Problem:
    fields = {"path": "data/a.yml", "message": "说明", "cure": "改法。", **given}
    return Problem(
        "a-rule",
        Mark(fields["path"], 1, column if excerpt else 0, excerpt),
        fields["message"],
        fields["cure"],
    )


def caret_column(problem: Problem) -> tuple[str, int]:
    excerpt, caret = as_text([problem]).split("\n")[1:3]
    return excerpt[4:], len(caret) - 1 - 4


@pytest.mark.parametrize(
    ("excerpt", "column", "columns"),
    [
        ("title: x", 8, 7),
        ("案由: 错", 5, 6),
        ("ＡＢ，错", 4, 6),
        ("a\tb: 错", 3, 2),
        ("萓耈错", 3, 4),
        ("e\u0301: 错", 5, 3),
        ("错", 2, 2),
    ],
)
def test_caret_stands_at_the_display_column(excerpt: str, column: int, columns: int) -> None:
    assert caret_column(a_problem(excerpt, column))[1] == columns


def test_long_line_shows_the_part_around_the_mistake() -> None:
    line = "好" * 5000 + "错" + "好" * 5000
    excerpt, columns = caret_column(a_problem(line, 5001))
    assert len(excerpt) < 110
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    before = next(place for place in range(len(excerpt)) if width(excerpt[:place]) == columns)
    assert excerpt[before] == "错"


def test_warning_is_marked_and_counted_apart() -> None:
    warned = Problem("a-rule", Mark("a.yml"), "提醒", severity=Severity.WARNING)
    text = as_text([a_problem(), warned])
    assert "a.yml: a-rule: ［警告］提醒" in text
    assert text.endswith("共 2 个问题（1 个错误，1 个警告），涉及 2 个文件。\n")
    assert as_github([warned]) == "::warning file=a.yml,title=警告 a-rule::提醒\n"


def test_no_problem_is_said_plainly() -> None:
    assert as_text([]) == "没有发现问题。\n"
    assert json.loads(as_json([])) == []
    assert as_github([]) == ""


def test_hostile_text_cannot_command_the_terminal_or_the_workflow() -> None:
    problem = a_problem(HOSTILE, path=HOSTILE, message=HOSTILE, cure=HOSTILE)
    for told in (as_text([problem]), as_github([problem])):
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert [line for line in told.splitlines()[1:] if line.startswith("::")] == []
        told.encode("utf-8")
    assert as_github([problem]).count("\n") == 1
    row = json.loads(as_json([problem]))[0]
    assert "\x1b" not in "".join(str(value) for value in row.values())


def test_github_properties_are_escaped() -> None:
    line = as_github([a_problem(path="a,b:c%.yml", message="第一\n行")])
    assert line.startswith("::error file=a%2Cb%3Ac%25.yml,line=1,title=")


def test_json_carries_every_part() -> None:
    row = json.loads(as_json([a_problem("title: 错", 8)]))[0]
    assert row == {
        "path": "data/a.yml",
        "line": 1,
        "column": 8,
        "severity": "error",
        "rule": "a-rule",
        "message": "说明",
        "cure": "改法。",
        "excerpt": "title: 错",
    }


def test_endless_words_are_cut_in_every_format() -> None:
    problem = a_problem("x" * 1_000_000, 500_000, message="字" * 100_000)
    assert max(len(told) for told in (as_text([problem]), as_json([problem]), as_github([problem]))) < 3000


def test_problems_are_sorted_and_told_once() -> None:
    first, second = a_problem("ab", 1), a_problem("ab", 2)
    assert in_order([second, first, second]) == (first, second)
