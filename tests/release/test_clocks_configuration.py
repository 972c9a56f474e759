"""计时规则写在站点配置里：写错了说在哪一行、怎样改，写对了原样用上。"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.gate import publish
from generator.problems import Problem
from generator.register.intake import take_in
from generator.release.clocks import clocks_of_reply
from generator.release.model import Release

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
RULES = """
clocks:
  - {id: dafu, title: 答复, start: 收到, end: 答复, amount: 3, unit: 个月, extended: 6, source: 某办法}
  - {id: gongkai, title: 公开, subject: 答复, start: 答复, end: 公开, amount: 20, unit: 工作日}
  - {id: niandi, title: 年底前答复, start: 交办, end: 答复, fixed: 12-31, bodies: [shili]}
holidays:
  - {year: 2030, off: [2030-01-01], work: [2030-01-05], source: 虚构的通知}
"""


def with_rules(folder: Path, text: str) -> Path:
    data = folder / "data"
    shutil.copytree(MINIATURE, data)
    site = data / "site.yml"
    kept = site.read_text(encoding="utf-8").split("\nclocks:")[0]
    site.write_text(f"{kept}\n{text.strip()}\n", encoding="utf-8")
    return data


def problems_of(folder: Path, text: str) -> list[Problem]:
    _, problems = take_in(with_rules(folder, text))
    return [problem for problem in problems if problem.mark.path.endswith("site.yml")]


def released(folder: Path) -> Release:
    register, _ = take_in(with_rules(folder, RULES))
    return publish(register, date(2024, 6, 30))


def test_configured_rules_pass_the_gate_unchanged(tmp_path: Path) -> None:
    site = released(tmp_path).site
    assert [rule.sentence for rule in site.clocks] == [
        "交办后 3 个月内答复，最长 6 个月，须说明理由",
        "答复后 20 个工作日内公开",
        "交办后，12 月 31 日前答复",
    ]
    assert site.clocks[0].source == "某办法"
    assert site.holidays[0].year == 2030


def test_configured_publication_rule_reads_the_miniature_reply(tmp_path: Path) -> None:
    release = released(tmp_path)
    (clock,) = clocks_of_reply(release.reply["5-2-0001-jianshe"], release)
    # 2023-05-10 之后二十个工作日是 06-07；06-01 公开。
    assert (clock.due, clock.phrase) == (date(2023, 6, 7), "按时")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("start: 交办, end: 答复", "期限不清楚"),
        ("start: 交办, end: 答复, amount: 3", "没有写单位"),
        ("start: 交办, end: 答复, amount: 3, unit: 个月, fixed: 12-31", "期限不清楚"),
        ("start: 交办, end: 答复, amount: 3, unit: 个月, extended: 2", "不比期限长"),
        ("start: 答复, end: 交办, amount: 3, unit: 个月", "不能从「答复」计到「交办」"),
        ("start: 立案, end: 立案, amount: 3, unit: 个月", "不能从「立案」计到「立案」"),
        ("start: 交办, end: 答复, fixed: 02-30", "不是月和日"),
        ("start: 交办, end: 答复, amount: 99999, unit: 日", "长得不像"),
        ("start: 交办, end: 答复, amount: 3, unit: 季度", "不在词汇表里"),
        ("start: 交办, end: 答复, amount: 3, unit: 个月, foo: 1", "foo"),
    ],
)
def test_wrong_rule_is_listed_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    problems = problems_of(tmp_path, f"clocks:\n  - {{id: a, title: 答复, {line}}}")
    assert [problem for problem in problems if said in problem.message and problem.mark.line], problems


def test_two_rules_with_one_id_are_refused(tmp_path: Path) -> None:
    line = "{id: a, title: 答复, start: 交办, end: 答复, amount: 3, unit: 个月}"
    problems = problems_of(tmp_path, f"clocks:\n  - {line}\n  - {line}")
    assert any("重" in problem.message for problem in problems), problems


def test_unknown_body_in_a_rule_is_refused(tmp_path: Path) -> None:
    line = "{id: a, title: 答复, start: 交办, end: 答复, amount: 3, unit: 个月, bodies: [meiyou]}"
    problems = problems_of(tmp_path, f"clocks:\n  - {line}")
    assert any("meiyou" in problem.message for problem in problems), problems
