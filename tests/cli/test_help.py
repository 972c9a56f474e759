"""每个动词都有中文的帮助和能用的例子；补全认得全部动词与选项。"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import VERBS, _parser, main
from generator.cli.completion import SHELLS
from generator.problems import Mark, Problem, Severity
from generator.report import MOST_ANNOTATIONS, SUMMARY_LIMIT, annotations, as_markdown
from tests.miniature_inputs import MINIATURE

EVERY_VERB = pytest.mark.parametrize("verb", sorted(VERBS))
ENGLISH = r"usage|optional|positional|options:|show this|default"


@EVERY_VERB
def test_help_says_in_chinese_what_it_does_and_gives_an_example(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])
    told = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"例：shai {verb}" in told
    assert VERBS[verb].summary in "".join(told.split("\n"))
    assert re.findall(ENGLISH, told) == []


@EVERY_VERB
def test_every_example_is_a_command_that_is_understood(verb: str) -> None:
    text = VERBS[verb].module.EXAMPLE.removeprefix("例：")
    commands = [
        part.strip() for line in re.split(r"　　|\n|&&", text) if (part := line.partition("　　")[0]).strip()
    ]
    examples = [shlex.split(command.partition(">")[0]) for command in commands if command.startswith("shai ")]
    assert examples
    for words in examples:
        _parser().parse_args(words[1:])


@EVERY_VERB
def test_every_option_is_explained(verb: str) -> None:
    parser = _parser()._subparsers._group_actions[0].choices[verb]  # noqa: SLF001 - 标准库没有别的办法
    unexplained = [action.dest for action in parser._actions if not action.help]  # noqa: SLF001 - 同上
    assert unexplained == []


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_verb(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in script] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["pre"], {"preview"}),
        (["new", "rep"], {"reply"}),
        (["preview", "--fo"], {"--format"}),
        (["preview", "--format", "m"], {"markdown"}),
    ],
)
def test_bash_completes(
    words: list[str], expected: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bash = shutil.which("bash")
    assert bash
    main(["completion", "bash"])
    script = tmp_path / "shai.bash"
    script.write_text(capsys.readouterr().out, "utf-8")
    before = words[-2] if len(words) > 1 else "shai"
    probe = (
        f"source {script}; COMP_WORDS=(shai {' '.join(words)}); COMP_CWORD={len(words)}; "
        f"_shtab_shai shai '{words[-1]}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    run = subprocess.run([bash, "-c", probe], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == expected


def problems(errors: int, warnings: int) -> tuple[Problem, ...]:
    kinds = [*[Severity.ERROR] * errors, *[Severity.WARNING] * warnings]
    return tuple(
        Problem("a-rule", Mark(f"data/{number:03}.yml", 1, 1, "甲"), f"说明 {number}", "改法", severity)
        for number, severity in enumerate(kinds)
    )


def test_annotations_stay_within_the_limits_of_the_host_and_say_how_many_are_left() -> None:
    lines = annotations(problems(25, 13)).splitlines()
    counts = {
        kind: sum(line.startswith(f"::{kind} ") for line in lines) for kind in ("error", "warning", "notice")
    }
    assert counts == {"error": MOST_ANNOTATIONS, "warning": MOST_ANNOTATIONS, "notice": 1}
    assert "还有 18 个没有批注" in lines[-1]
    paths = [line.split("file=")[1].split(",")[0] for line in lines[:-1]]
    assert paths == [*sorted(paths[:10]), *sorted(paths[10:])]
    assert "notice" not in annotations(problems(10, 10))


def test_the_summary_lists_everything_inside_a_code_block() -> None:
    text = as_markdown(problems(25, 13))
    assert all(f"说明 {number}\n" in text for number in range(38))
    assert "共 38 个问题（25 个错误，13 个警告）" in text.splitlines()[0]
    hostile = as_markdown((Problem("a-rule", Mark("x.yml", 1, 1, "````"), "@everyone ```` x"),))
    assert hostile.splitlines()[2] == "`````text"
    assert len(as_markdown(problems(9000, 0)).encode()) < SUMMARY_LIMIT + 1000


def test_check_adds_the_whole_list_to_the_summary_file(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("先有的\n", "utf-8")
    assert (
        main(["check", "--data", str(MINIATURE / "data"), "--format", "github", "--summary", str(summary)])
        == 0
    )
    text = summary.read_text("utf-8")
    assert text.startswith("先有的\n### 共 ")
    assert "openness-undecided" in text


def test_checking_loads_no_library_that_only_other_verbs_need() -> None:
    told = "import sys; from generator.cli import main; main(['check', '.', '--data', sys.argv[1]]); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", told, MINIATURE / "data"], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.splitlines()[-1].split())
    assert "generator.review" in loaded
    assert (
        loaded & {"numpy", "pandas", "openpyxl", "pypinyin", "mkdocs", "feedgen", "icalendar", "lxml"}
        == set()
    )
