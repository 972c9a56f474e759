"""个人信息不只在记录里：站点配置、文字页的页首与正文、图与表、文件名都查。"""

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.problems import Problem
from generator.review import review
from tests.miniature_inputs import AS_OF, MINIATURE


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE, tmp_path / "project", ignore=shutil.ignore_patterns(".cache")))


def told(project: Path) -> list[Problem]:
    problems = review(project / "data", project / "content", AS_OF, "data")
    return [problem for problem in problems if problem.rule == "personal-data"]


def write(project: Path, path: str, text: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text, encoding="utf-8")


ALLOW = "allow: [{kind: 手机号, value: 13800138000, reason: 单位对外公布}]\n"
PAGES = {
    "正文": ("content/a.md", "# 联系\n\n请打 138**0013**8000。\n", 3, 4),
    "页首": ("content/a.md", "---\ndescription: 请打 13800138000\n---\n\n# 联系\n", 2, 17),
    "代码": ("content/a.md", "# 联系\n\n`13800138000`\n", 3, 2),
    "图里的字": (
        "content/a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><text>13800138000</text></svg>',
        1,
        47,
    ),
    "表里的格": ("content/a.csv", "名,电话\n甲,13800138000\n", 2, 3),
}


@pytest.mark.parametrize("name", PAGES)
def test_number_in_a_page_is_an_error_at_its_line_and_column(project: Path, name: str) -> None:
    path, text, line, column = PAGES[name]
    write(project, path, text)
    (problem,) = told(project)
    assert (problem.mark.path, problem.mark.line, problem.mark.column, problem.is_error) == (
        path,
        line,
        column,
        True,
    )
    assert "138****8000" in problem.message
    shown = problem.mark.excerpt + problem.message + problem.cure
    assert "0013" not in shown


@pytest.mark.parametrize("name", PAGES)
def test_number_in_a_page_stops_the_build_unless_confirmed_in_the_site(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text, _, _ = PAGES[name]
    write(project, path, text)
    command = ["build", "--config", str(project / "mkdocs.yml"), "--data", str(project / "data")]
    command += ["--out", str(project / "site"), "--as-of", str(AS_OF)]
    assert main(command) == 1
    assert "personal-data" in capsys.readouterr().err
    assert not (project / "site").exists()
    site = project / "data/site.yml"
    site.write_text(site.read_text("utf-8") + ALLOW, "utf-8")
    assert told(project) == []
    assert main(command) == 0


def test_number_in_the_site_configuration_is_an_error_unless_confirmed(project: Path) -> None:
    site = project / "data/site.yml"
    text = site.read_text("utf-8").replace("organization: 青禾", "organization: 找13800138000青禾")
    text = text.replace("consultation_kinds: [河边协商]", "consultation_kinds: [河边协商, 找13800138000]")
    site.write_text(text, "utf-8")
    found = told(project)
    assert [problem.mark.path for problem in found] == ["data/site.yml"] * 2
    assert all("site.yml" in problem.cure for problem in found)
    site.write_text(text + ALLOW, "utf-8")
    assert told(project) == []


def test_own_mailbox_and_record_numbers_of_the_site_may_stand(project: Path) -> None:
    assert "report: mailto:" in (project / "data/site.yml").read_text("utf-8")
    assert told(project) == []


@pytest.mark.parametrize(
    "path",
    ["data/proposals/5-2/王某13800138000.yml", "data/13800138000/a.yml", "content/王某13800138000.png"],
)
def test_number_in_a_file_name_is_refused_without_repeating_it(project: Path, path: str) -> None:
    write(project, path, "")
    (problem,) = told(project)
    assert "文件名" in problem.message
    assert "0013" not in problem.mark.path + problem.message


@pytest.mark.parametrize("path", ["data/proposals/5-2/20230512.yml", "data/proposals/5-2/2023-0512-001.yml"])
def test_dates_and_numbers_of_records_in_file_names_may_stand(project: Path, path: str) -> None:
    write(project, path, "")
    assert told(project) == []
