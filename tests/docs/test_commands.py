"""文档里写的命令，条条有测试运行：在指南里照着做，在这里运行，或指明由哪个测试运行。"""

import re
import zipfile
from pathlib import Path

import pytest

from generator.cli import VERBS, _parser, main
from generator.cli.manual import commands_page, verbs_of
from tests.docs.story import ELSEWHERE, Story, steps_of
from tests.docs.test_story import GUIDES

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
MARKED = re.compile(r"<!-- 测试会运行 -->\n```sh\n(.*?)```", re.DOTALL)

RUN_BY = {
    "python -m tests.importing.measure_tables tuned.yml fixtures.yml fresh.yml third.yml": "tests/importing/test_tables.py",
    "make site": "tests/packaging/test_makefile.py::test_second_run_starts_building_at_once",
    "make test": "tests/packaging/test_makefile.py::test_changed_test_lock_does_not_touch_what_builds_the_site",
    "make serve": "tests/preview/test_serve.py::address",
    "make bench": "tests/bench/test_table.py",
    "make bench N=100000": "tests/bench/test_table.py",
    'make bench N=300 BENCH_FLAGS="--rounds 5"': "tests/bench/test_table.py",
    "shai serve --data 我的数据": "tests/preview/test_serve.py::address",
    ".venv/bin/shai publish /srv/shai/live": "tests/disk/test_publish.py",
    ".venv/bin/shai publish --gzip /srv/shai/live": "tests/hosting/test_rsync.py",
    "deploy/rsync.sh site www@server:/srv/shai/live": "tests/hosting/test_rsync.py",
    "shai init 我们的网站 --name 政协青禾区委员会 --id qinghe": "tests/cli/test_init.py",
    **dict.fromkeys(
        (
            "shai init 青禾 --name 政协青禾区委员会 --id qinghe",
            "cd 青禾",
            "shai new unit --set id=jianshe --set name=青禾区建设和交通局",
        ),
        "tests/docs/test_documents.py::test_readme_example_can_be_followed_from_an_empty_folder",
    ),
    "pip install pre-commit": "tests/docs/test_vscode.py::test_commit_with_an_error_in_the_data_is_refused",
    "pre-commit install": "tests/docs/test_vscode.py::test_commit_with_an_error_in_the_data_is_refused",
    "shai reference docs/reference --vscode .vscode": "tests/docs/test_vscode.py::test_settings_of_the_editor_are_kept",
    "shai completion bash > ~/.local/share/bash-completion/completions/shai": "tests/cli/test_help.py::test_bash_completes",
}
"""不在这里运行的命令 → 运行它（或它调用的那一条）的测试。"""

LETTER = """\
青禾区建设和交通局
关于政协青禾区五届二次会议第0007号提案的答复

某某委员：
　　您提出的《关于加快老旧小区加装电梯的建议》收悉，现答复如下：
　　今年加装12台。

青禾区建设和交通局
2023年5月10日
"""


def commands(document: Path) -> list[str]:
    return [step.command for step in steps_of(document.read_text("utf-8")) if step.command]


def test_every_command_in_the_documents_is_run_by_some_test() -> None:
    unrun = {}
    for document in DOCUMENTS:
        name = document.relative_to(ROOT / "docs").stem if document.parent.name == "docs" else document.stem
        text = document.read_text("utf-8")
        marked = {line.strip() for block in MARKED.findall(text) for line in block.splitlines()}
        known = {*marked, *RUN_BY, *ELSEWHERE}
        left = [command for command in commands(document) if command not in known]
        if left and name not in {*GUIDES, "importing"}:
            unrun[document.name] = left
    assert unrun == {}


@pytest.mark.parametrize(("command", "test"), sorted(RUN_BY.items()))
def test_the_test_that_runs_it_is_there(command: str, test: str) -> None:
    path, _, function = test.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert f"def {function}(" in text or not function, command


def test_commands_about_importing_do_what_they_say(tmp_path: Path) -> None:
    story = Story(tmp_path)
    assert main(["init", str(tmp_path / "网站"), "--name", "政协青禾区委员会"]) == 0
    story.folder = tmp_path / "网站"
    (story.folder / "来函").mkdir()
    (story.folder / "来函" / "复函.txt").write_text(LETTER, "utf-8")
    written = docx(story.folder / "来函" / "复函.docx")
    assert written.is_file()
    ran = 0
    for step in steps_of((ROOT / "docs" / "importing.md").read_text("utf-8")):
        words = step.command.split()
        files = [word for word in words[2:] if not word.startswith("-") and "." in word]
        if words and all((story.folder / word).exists() for word in files):
            story.do(step)
            ran += 1
            # 有待确认的、与已有的不同的，退出码是 1，那也是照它说的做了。
            told = story.failed.pop(step.command, "5-2-0007")
            assert "5-2-0007" in told
            assert "Traceback" not in told
        elif words:
            _parser().parse_args(words[1:])
    assert ran >= 3


def docx(path: Path) -> Path:
    """最小的 Word 文件：一行一段。"""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LETTER.splitlines())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>',
        )
    return path


def test_manual_of_commands_is_what_the_parser_says_now() -> None:
    stored = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert stored == commands_page(_parser()), (
        "过时：运行 shai reference docs/reference --commands docs/commands.md"
    )


def test_manual_names_every_verb_and_every_option_with_its_meaning() -> None:
    text = commands_page(_parser())
    for name, verb in verbs_of(_parser()).items():
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for action in verb._actions:  # noqa: SLF001 - 标准库没有别的办法
            flags = [flag for flag in action.option_strings if flag not in {"-h", "--help"}]
            assert [flag for flag in flags if f"`{flag}" not in section] == []
    assert set(verbs_of(_parser())) == set(VERBS)


def test_readme_names_every_verb_in_both_languages() -> None:
    chinese, _, english = (ROOT / "README.md").read_text("utf-8").partition("# Shai")
    for verb in VERBS:
        assert f"`shai {verb}" in chinese, verb
        assert f"`shai {verb}" in english, verb
