"""命令行 check：退出码、格式、中文的帮助与报错。"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.cli.check as check_verb
from generator.cli import main

TESTS = Path(__file__).parents[1]
GOOD = TESTS / "miniature" / "data"
WRONG = TESTS / "register" / "every_mistake" / "data"
Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell() -> Shell:
    """另起一个进程运行 shai；环境里没有中文区域设置。"""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "generator.cli", *arguments],
            cwd=TESTS.parent,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii", **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )

    return run


def test_good_data_exits_zero_even_with_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(GOOD)]) == 0
    assert capsys.readouterr().out.endswith("共 17 个问题（0 个错误，17 个警告），涉及 6 个文件。\n")


def test_wrong_data_exits_one_and_lists_every_problem_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(WRONG)]) == 1
    heads = re.findall(r"^\S+?(?::\d+)*: [a-z-]+: .+$", capsys.readouterr().out, re.MULTILINE)
    assert len(heads) == len(set(heads)) > 100


def test_missing_data_folder_exits_one_without_a_traceback(shell: Shell) -> None:
    result = shell("check", "--data", "没有这个目录")
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert "no-data" in result.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "动词 没有「chek」，是否想写 check？"),
        (["check", "--formt", "json"], "不认识的参数：--formt"),
        (["check", "--format", "xml"], "--format 没有「xml」，可用的："),
        (["check", "--data"], "--data 后面要写一个值"),
        (["build", "--as-of", "2024-13-01"], "「2024-13-01」不是日期"),
        (["check", "没有这个文件.yml"], "没有这个文件或文件夹：没有这个文件.yml"),
    ],
)
def test_misuse_exits_two_and_is_told_in_chinese(shell: Shell, arguments: list[str], words: str) -> None:
    result = shell(*arguments)
    told = result.stderr.decode()
    assert result.returncode == 2
    assert words in told
    assert re.findall(r"usage|error|argument|invalid|required|unrecognized", told) == []


def test_no_verb_exits_two_and_shows_the_help(shell: Shell) -> None:
    result = shell()
    assert result.returncode == 2
    assert "检查数据与文字页，列出全部问题与改法" in result.stderr.decode()


def test_wrong_epoch_is_misuse_not_a_crash(shell: Shell) -> None:
    for epoch in ("昨天", "9" * 30, "²"):
        result = shell("build", "--data", str(GOOD), SOURCE_DATE_EPOCH=epoch)
        assert result.returncode == 2
        assert "SOURCE_DATE_EPOCH" in result.stderr.decode()


def test_our_own_bug_exits_three_and_asks_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(check_verb, "review", broken)
    assert main(["check", "--data", str(GOOD)]) == 3
    assert "这是 shai 自己的错，不是数据的错" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["build", "--help"]])
def test_help_is_chinese(shell: Shell, arguments: list[str]) -> None:
    result = shell(*arguments)
    told = result.stdout.decode()
    assert result.returncode == 0
    assert told.startswith("用法：shai")
    assert "显示这份帮助" in told
    assert re.findall(r"usage|optional|positional|options:|show this", told) == []


def test_formats_tell_the_same_problems(capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for name in ("text", "json", "github"):
        main(["check", "--data", str(WRONG), "--format", name])
        told[name] = capsys.readouterr().out
    rows = json.loads(told["json"])
    annotations = told["github"].splitlines()
    assert f"共 {len(rows)} 个问题" in told["text"]
    # 平台只显示前十条，余下的有多少要说；全部的在摘要里。
    assert f"还有 {len(rows) - len(annotations) + 1} 个没有批注" in annotations[-1]
    assert all(line.startswith(("::error file=", "::warning file=")) for line in annotations[:-1])


def test_the_common_date_option_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(GOOD), "--as-of", "2024-06-30"]) == 0
    capsys.readouterr()


def test_paths_narrow_the_list_and_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(WRONG), "--format", "json", str(WRONG / "replies")]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {Path(row["path"]).relative_to(WRONG).parts[0] for row in rows} == {"replies"}
    assert main(["check", "--data", str(WRONG), str(WRONG / "programmes/../site.yml")]) == 1
    assert main(["check", "--data", str(GOOD), str(GOOD / "units.csv")]) == 0


def test_output_survives_an_ascii_terminal(shell: Shell) -> None:
    result = shell("check", "--data", str(WRONG))
    assert result.returncode == 1
    assert "改法：" in result.stdout.decode("utf-8")
    assert result.stderr == b""


def test_the_hash_seed_does_not_change_a_byte(shell: Shell) -> None:
    arguments = ("check", "--data", str(WRONG), "--format", "json")
    first, second = (shell(*arguments, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second != b""


MISTYPED = (
    ("replies/5-2/0002.yml", "二〇二三年五月十八日", "二〇三二年五月十八日"),
    ("batches/2023.yml", "date: 2023-04-18", "date: 2032-04-18"),
)


@pytest.mark.parametrize("mistyped", MISTYPED, ids=lambda mistyped: mistyped[0])
def test_a_date_mistyped_into_the_future_is_told_at_its_line(
    mistyped: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, right, wrong = mistyped
    data = Path(shutil.copytree(GOOD, tmp_path / "data"))
    text = (data / path).read_text("utf-8")
    assert right in text
    (data / path).write_text(text.replace(right, wrong, 1), "utf-8")
    main(["check", "--data", str(data), "--as-of", "2024-06-30", "--format", "json"])
    ahead = [problem for problem in json.loads(capsys.readouterr().out) if problem["rule"] == "date-ahead"]
    assert [problem["severity"] for problem in ahead] == ["warning"]
    assert wrong in ahead[0]["excerpt"]
    assert "2032" in ahead[0]["message"]
