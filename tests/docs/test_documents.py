"""人读的文档说的是真话：命令能运行，文件照着写没有错，链接都通。"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import VERBS
from generator.macros import MACROS
from generator.register.intake import take_in
from tests.docs.story import Story

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
EVERY_DOCUMENT = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)
SAFE = re.compile(r"<!-- 测试会运行 -->\n```sh\n(.*?)```", re.DOTALL)
FILE = re.compile(r"```(?:yaml|csv)\n# (\S+)\n(.*?)```", re.DOTALL)
LARGEST_PICTURE = 200 * 1024


def shell_lines(text: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """用装好的 shai 在一个目录里运行一条命令。"""
    words = shlex.split(command)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1717200000"}
    return subprocess.run(
        [Path(sys.executable).parent / words[0], *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def written_files(document: Path, folder: Path) -> None:
    """把文档里写着文件名的代码块存成文件。"""
    for path, text in FILE.findall(document.read_text("utf-8")):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """仓库里建站所需的一份副本。"""
    for name in ("data", "content", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["README.md", "docs/hosting.md", "docs/importing.md"])
def test_marked_commands_run_in_a_fresh_copy(name: str, repository: Path) -> None:
    commands = [
        line for block in SAFE.findall((ROOT / name).read_text("utf-8")) for line in block.splitlines()
    ]
    assert commands
    failed = {command: found.stderr for command in commands if (found := run(command, repository)).returncode}
    assert failed == {}


def test_readme_example_can_be_followed_from_an_empty_folder(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (tmp_path / "一节.md").write_text(text[text.index("## 写一条记录") : text.index("## 命令")], "utf-8")
    story = Story(tmp_path)
    done = list(story.follow(tmp_path / "一节.md"))
    assert story.failed == {}
    assert len(done) == 7
    register, problems = take_in(story.folder / "data")
    assert [problem.message for problem in problems] == []
    assert len(register.proposals) == len(register.replies) == 1
    assert (story.folder / "预览" / "proposals" / "5-2" / "0001.html").is_file()


def test_editors_tutorial_shows_the_message_it_really_gives_and_then_builds(repository: Path) -> None:
    tutorial = ROOT / "docs" / "editors.md"
    text = tutorial.read_text("utf-8")
    data = repository / "我的数据"
    written_files(tutorial, data)
    check, build, explain = (line for block in SAFE.findall(text) for line in block.splitlines())

    wrong = run(check, repository)
    assert wrong.returncode == 1
    assert f"```text\n{wrong.stdout}```" in text

    proposal = data / "proposals" / "0001.yml"
    proposal.write_text(proposal.read_text("utf-8").replace("立安", "立案"), "utf-8")
    assert run(check, repository).stdout == "没有发现问题。\n"
    assert run(build, repository).returncode == 0
    assert "承诺 c1" in run(explain, repository).stdout
    assert "12 台" in (repository / "预览" / "proposals" / "5-2" / "0001.html").read_text("utf-8")


@EVERY_DOCUMENT
def test_every_file_a_document_points_to_exists(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    missing = []
    for target in (first or second for first, second in targets):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        found = document.parent / path if path else document
        anchored = not anchor or found.suffix != ".md" or _has_anchor(found, anchor)
        if not found.exists() or not anchored:
            missing.append(target)
    assert missing == []


def _has_anchor(document: Path, anchor: str) -> bool:
    text = document.read_text("utf-8")
    return (
        f'<a id="{anchor}">' in text
        or re.search(rf"^#+ {re.escape(anchor)}$", text, re.MULTILINE) is not None
    )


@EVERY_DOCUMENT
def test_every_command_a_document_names_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    named = [*shell_lines(text), *re.findall(r"`((?:make|shai) [^`]+)`", text)]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    known = {"make": targets, "shai": set(VERBS)}
    wrong = [
        command
        for command in named
        if (words := command.split())[:1]
        and words[0] in known
        and words[1] not in {*known[words[0]], "--help", "--version"}
    ]
    assert wrong == []


def test_readme_opens_with_the_commands_in_chinese_and_repeats_itself_in_english() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    opening, _, english = text.partition("# Shai")
    assert opening.index("make site") < opening.index("make test") < opening.index("docs/images/")
    assert re.search("[\u4e00-\u9fff]", opening)
    assert "make site" in english


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size >= LARGEST_PICTURE] == []


def test_editors_page_lists_every_macro() -> None:
    listed = re.findall(r"^\| `\{\{ (\w+)\(", (ROOT / "docs" / "editors.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(MACROS)


def test_every_decision_has_its_own_number_and_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    numbers = [name[:4] for name in pages]
    assert len(set(numbers)) == len(numbers)
    index = (folder / "README.md").read_text("utf-8")
    expected = [f"- [{(folder / name).read_text('utf-8').splitlines()[0][2:]}]({name})" for name in pages]
    assert re.findall(r"^- .*$", index, re.MULTILINE) == expected
