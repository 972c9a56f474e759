"""公开过的网址不会无声无息地没有：删文件、删一条、改编号、改为不公开，不交代就通不过检查。"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.engine import build
from generator.lasting.addresses import OWN
from generator.problems import Problem
from generator.review import review
from tests.miniature_inputs import AS_OF, MINIATURE, miniature_inputs

Change = Callable[[Path], None]


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, env=environment
    )


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "改")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """小政协的一份副本，放进了版本库。"""
    folder = tmp_path / "project"
    shutil.copytree(MINIATURE, folder, ignore=shutil.ignore_patterns(".cache"))
    (folder / "content" / "shuoming.md").write_text("# 说明\n", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    commit(folder)
    return folder


def lost(project: Path, against: str | None = None) -> dict[str, Problem]:
    """查一遍，少了的网址 → 问题；别的错误一个也不许有。"""
    problems = review(project / "data", project / "content", AS_OF, "data", against)
    errors = [problem for problem in problems if problem.is_error]
    assert {problem.rule for problem in errors} <= {"address-lost"}, errors
    return {problem.message.partition("」")[0].removeprefix("「"): problem for problem in errors}


def edit(path: str, old: str, new: str) -> Change:
    def change(project: Path) -> None:
        file = project / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def delete(path: str) -> Change:
    return lambda project: (project / path).unlink()


def delete_record(project: Path) -> None:
    file = project / "data/replies/5-2/0002.yml"
    kept, _, _ = file.read_text("utf-8").partition("- id: 5-2-0002-minzheng")
    file.write_text(kept, "utf-8")


CHANGES: dict[str, tuple[Change, set[str]]] = {
    "删去整个文件": (
        delete("data/proposals/5-2/0010.yml"),
        {"proposals/5-2/0010.html", "topics/公交.html"},
    ),
    "删去文件里的一条": (delete_record, {"replies/5-2-0002/minzheng.html"}),
    "删去表里的一行": (edit("data/members.csv", "m05,委员萓,shili,,,,,,,\n", ""), {"members/m05.html"}),
    "改编号": (
        edit("data/proposals/5-2/0010.yml", "id: 5-2-0010", "id: 5-2-0110"),
        {"proposals/5-2/0010.html"},
    ),
    "改表里的编号": (edit("data/members.csv", "m05,", "m15,"), {"members/m05.html"}),
    "改为不公开": (
        edit("data/proposals/5-2/0010.yml", "open: 全文公开", "open: 不公开\nopen_reason: 另有安排"),
        {"proposals/5-2/0010.html", "topics/公交.html"},
    ),
    "委员的姓名改为从略": (
        edit("data/members.csv", "m05,委员萓,shili,,,,,,,", "m05,委员萓,shili,,,,,是,,"),
        {"members/m05.html"},
    ),
    "平台改为不公开": (
        edit("data/platforms.csv", "用水,,,,,,Z01,", "用水,,,,不公开,主人不愿公开,Z01,"),
        {"platforms/dian/hebian.html", "topics/用水.html"},
    ),
    "日期误写到将来": (
        edit("data/replies/5-2/0002.yml", "二〇二三年五月十八日", "二〇三二年五月十八日"),
        {"replies/5-2-0002/minzheng.html"},
    ),
    "改了主题词": (edit("data/proposals/5-2/0015.yml", "共享单车", "单车"), {"topics/共享单车.html"}),
    "删去旧编号": (
        edit("data/proposals/5-2/0046.yml", "former_ids: [5-1-0046]", ""),
        {"proposals/5-1/0046.html"},
    ),
    "删去文字页": (delete("content/shuoming.md"), {"shuoming.html"}),
    "删去旧网址的去向": (
        edit("data/site.yml", "  - {address: topics/电瓶车.html, to: topics/加装电梯.html}\n", ""),
        {"topics/电瓶车.html"},
    ),
}
EVERY_CHANGE = pytest.mark.parametrize("name", CHANGES)


@EVERY_CHANGE
def test_address_that_would_vanish_fails_the_check_with_a_cure(project: Path, name: str) -> None:
    change, expected = CHANGES[name]
    assert lost(project) == {}
    change(project)
    found = lost(project)
    assert set(found) == expected
    for address, problem in found.items():
        assert f"address: {address}" in problem.cure
        assert problem.mark.path.startswith("data/")


@EVERY_CHANGE
def test_committed_change_is_still_seen_in_a_fresh_clone(project: Path, name: str, tmp_path: Path) -> None:
    change, expected = CHANGES[name]
    change(project)
    commit(project)
    git(tmp_path, "clone", "-q", "--depth", "2", project.as_uri(), "clone")
    assert set(lost(tmp_path / "clone")) == expected


@EVERY_CHANGE
def test_without_a_repository_the_site_built_before_remembers(
    project: Path, name: str, miniature_site: Path
) -> None:
    shutil.rmtree(project / ".git")
    shutil.copytree(miniature_site, project / "site")
    change, expected = CHANGES[name]
    change(project)
    assert set(lost(project)) == expected - {"shuoming.html"}
    assert set(lost(project, str(miniature_site))) == expected - {"shuoming.html"}


def test_every_commit_of_a_branch_counts_not_only_the_last(project: Path) -> None:
    git(project, "switch", "-q", "-c", "xiugai")
    git(project, "remote", "add", "origin", project.as_uri())
    git(project, "fetch", "-q", "origin", "main")
    for name in ("删去整个文件", "改表里的编号"):
        CHANGES[name][0](project)
        commit(project)
    (project / "data" / "README.md").write_text("又一次提交", "utf-8")
    commit(project)
    assert set(lost(project)) == CHANGES["删去整个文件"][1] | CHANGES["改表里的编号"][1]
    assert set(lost(project, "main")) == CHANGES["删去整个文件"][1] | CHANGES["改表里的编号"][1]


WITHDRAWN = "retired: {date: 2024-06-01, reason: 内容有误}"
CURES: dict[str, Change] = {
    "删去整个文件": edit(
        "data/site.yml",
        "moved:\n",
        "moved:\n  - {address: proposals/5-2/0010.html, date: 2024-06-01, reason: 内容有误}\n"
        "  - {address: topics/公交.html, to: topics/index.html}\n",
    ),
    "改编号": lambda project: (project / "data/proposals/5-2/0010.yml").write_text(
        (project / "data/proposals/5-2/0010.yml").read_text("utf-8") + "former_ids: [5-2-0010]\n", "utf-8"
    ),
    "改表里的编号": edit(
        "data/site.yml", "moved:\n", "moved:\n  - {address: members/m05.html, to: members/m15.html}\n"
    ),
}


@pytest.mark.parametrize("name", CURES)
def test_cure_keeps_the_address_as_a_notice_or_a_redirect(project: Path, name: str, tmp_path: Path) -> None:
    change, expected = CHANGES[name]
    change(project)
    CURES[name](project)
    assert lost(project) == {}
    build(miniature_inputs(project), tmp_path / "out")
    for address in expected:
        text = (tmp_path / "out" / address).read_text("utf-8")
        assert "这一页已" in text
        assert ('http-equiv="refresh"' in text) == ("新的网址" in text)


def test_retired_record_keeps_its_address(project: Path) -> None:
    file = project / "data/proposals/5-2/0010.yml"
    file.write_text(f"{file.read_text('utf-8')}{WITHDRAWN}\n", "utf-8")
    assert set(lost(project)) == {"topics/公交.html"}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{address: units/jianshe.html, to: units/jiaoyu.html}", "这一页还在"),
        ("{address: units/a.html, to: units/meiyou.html}", "没有「units/meiyou.html」这一页"),
        ("{address: units/jiaotong.html, to: units/jianshe.html}", "写了两次"),
        ("{address: UNITS/JIAOTONG.html, to: units/jianshe.html}", "写了两次"),
        ("{address: proposals/index.html, to: units/jianshe.html}", "这一页还在"),
        ("{address: proposals/page/1.html, to: units/jianshe.html}", "程序自己排的页"),
        ("{address: statistics/changes.html, to: units/jianshe.html}", "程序自己排的页"),
        ("{address: 404.html, to: units/jianshe.html}", "程序自己排的页"),
        ("{address: ../a.html, to: units/jianshe.html}", "不是站内的网址"),
        ("{address: 'https://example.org/a.html', to: units/jianshe.html}", "不是站内的网址"),
        ("{address: units/a.html}", "没有写「units/a.html」去了哪里"),
        ("{address: units/a.html, date: 2024-01-01}", "没有写「units/a.html」去了哪里"),
    ],
)
def test_wrong_destination_is_refused_by_check_and_build_alike(
    project: Path, entry: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("data/site.yml", "moved:\n", f"moved:\n  - {entry}\n")(project)
    options = ["--data", str(project / "data"), "--as-of", str(AS_OF)]
    assert main(["check", *options]) == 1
    assert said in capsys.readouterr().out
    config = ["--config", str(project / "mkdocs.yml"), "--out", str(project / "site")]
    assert main(["build", *options, *config]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("against", ["meiyou", "--upload-pack=x", "data", "mkdocs.yml"])
def test_version_that_cannot_be_compared_with_is_explained(
    project: Path, against: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert main(["check", f"--against={against}", "--as-of", str(AS_OF)]) == 1
    said = capsys.readouterr()
    assert "bad-against" in said.out + said.err


def test_publish_refuses_a_site_that_lost_an_address(project: Path, tmp_path: Path) -> None:
    live, out = tmp_path / "live", tmp_path / "out"
    build(miniature_inputs(project), out)
    assert main(["publish", "--out", str(out), str(live)]) == 0
    before = live.readlink()
    CHANGES["删去整个文件"][0](project)
    build(miniature_inputs(project), out)
    assert main(["publish", "--out", str(out), str(live)]) == 1
    assert live.readlink() == before
    CURES["删去整个文件"](project)
    build(miniature_inputs(project), out)
    assert main(["publish", "--out", str(out), str(live)]) == 0
    assert live.readlink() != before


def test_list_of_addresses_names_every_page_that_is_not_a_list(miniature_site: Path) -> None:
    listed = (miniature_site / "addresses.txt").read_text("utf-8").split()
    pages = {path.relative_to(miniature_site).as_posix() for path in miniature_site.rglob("*.html")}
    assert set(listed) <= pages
    own = {
        path for path in pages if path.endswith("index.html") or "/page/" in path or path.split("/")[0] in OWN
    }
    assert pages - set(listed) - own == {"404.html", "search.html"}
