"""字段有错的记录，引用照样一次查完。"""

from pathlib import Path

import pytest

from generator.register.intake import take_in

SITE = "title: 试\ndescription: 试\norganization: 试\nfeeds: {authority: 'example.org,2026'}\n"


def test_a_record_with_a_wrong_field_still_has_its_references_checked(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "replies").mkdir()
    reply = "id: r-1\nproposals: [p-1]\nunit: nowhere\nrole: 住办\nopen: 主动公开\n"
    (tmp_path / "replies" / "r.yml").write_text(reply, "utf-8")
    _, problems = take_in(tmp_path)
    found = {(problem.rule, problem.mark.line) for problem in problems}
    assert found == {("unknown-word", 4), ("unknown-reference", 2), ("unknown-reference", 3)}


def test_a_missing_field_hides_no_other_reference(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "r.yml").write_text("id: r-1\nproposals: [p-1]\nopen: 主动公开\n", "utf-8")
    _, problems = take_in(tmp_path)
    assert {problem.rule for problem in problems} == {"missing-field", "unknown-reference"}


UNREAD = {
    "no yaml": "id: p-1\ntitle 题目\n",
    "in a list, id not first": "- title: 题目\n  id: 'p-1'\n  bad\n",
    "not utf-8": "id: p-1\ntitle: 题目\n",
}


@pytest.mark.parametrize("mistake", UNREAD)
def test_a_file_that_cannot_be_read_makes_no_other_record_wrong(mistake: str, tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text(SITE, "utf-8")
    for folder in ("replies", "proposals"):
        (tmp_path / folder).mkdir()
    reply = "id: r-1\nproposals: [p-1, s1]\nunit: nowhere\nrole: 主办\nopen: 主动公开\n"
    (tmp_path / "replies" / "r.yml").write_text(reply, "utf-8")
    text = f"{UNREAD[mistake]}suggestions:\n  - id: s1\n"
    encoding = "gb18030" if mistake == "not utf-8" else "utf-8"
    (tmp_path / "proposals" / "p.yml").write_text(text, encoding)
    _, problems = take_in(tmp_path)
    wrong = {problem.mark.excerpt for problem in problems if problem.mark.path.endswith("p.yml")}
    assert len(wrong) == 1
    found = [problem.message for problem in problems if problem.rule == "unknown-reference"]
    assert found == ["没有编号为「s1」的提案", "没有编号为「nowhere」的单位"]
