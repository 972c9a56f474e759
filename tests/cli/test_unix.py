"""命令行守系统的规矩：读的一头走了不作声，Ctrl+C 只说一句，只看帮助不读用不着的库。"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import NO_READER, STOPPED, VERBS, check, main
from tests.miniature_inputs import MINIATURE

SHAI = [sys.executable, "-m", "generator.cli"]
DATA = ["--data", str(MINIATURE / "data")]
HEAVY = ("pandas", "numpy", "mkdocs", "feedgen", "PIL", "jinja2", "pydantic", "openpyxl", "pypinyin", "lxml")


def imported_by(*words: str) -> set[str]:
    """运行一条命令读进来的最上层的库。"""
    probe = (
        "import sys, generator.cli\n"
        "try: generator.cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", probe, *words], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], []])
def test_help_and_version_load_no_library_they_do_not_use(words: list[str]) -> None:
    loaded = imported_by(*words)
    assert "generator" in loaded
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("words", [["check", *DATA], ["new", "--help"], ["explain", "--help"]])
def test_a_verb_loads_none_of_the_libraries_of_the_others(words: list[str]) -> None:
    loaded = imported_by(*words)
    assert "pydantic" in loaded
    assert loaded & {"pandas", "numpy", "mkdocs", "feedgen", "PIL", "openpyxl", "pypinyin"} == set()


def test_version_is_the_installed_one() -> None:
    run = subprocess.run([*SHAI, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("shai ")
    assert run.stdout.split()[1].count(".") == 2


@pytest.mark.parametrize(
    "words",
    [
        ["check", *DATA],
        ["check", *DATA, "--format", "json"],
        ["reference", "--help"],
        ["completion", "bash"],
        ["explain", *DATA, "5-2-0001"],
        ["import", str(MINIATURE / "data"), *DATA, "--dry-run"],
    ],
)
def test_a_reader_that_leaves_is_no_fault_of_ours(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([*SHAI, *words], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "自己的错" not in run.stderr
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr
    # 标准库显示帮助时自己吞掉写不出去的错。
    assert run.returncode == (0 if "--help" in words else NO_READER)


def test_a_pipe_of_our_own_that_breaks_is_still_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(check, "run", broken)
    assert main(["check"]) == 3
    assert "自己的错" in capfd.readouterr().err


def test_output_that_cannot_be_written_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*SHAI, "check", *DATA], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == 1
    assert "磁盘满了" in run.stderr
    assert "Traceback" not in run.stderr


def test_without_any_output_it_still_ends_with_its_code() -> None:
    command = f"'{sys.executable}' -m generator.cli check {' '.join(DATA)} >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0


def test_ctrl_c_says_one_line(tmp_path: Path) -> None:
    started = tmp_path / "started"
    probe = (
        "import signal, sys, pathlib, time, generator.cli, generator.cli.check as verb\n"
        # 在后台跑测试的，Ctrl+C 本来是不理会的；这里要它理会。
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"def run(_): pathlib.Path({str(started)!r}).touch(); time.sleep(60)\n"
        "verb.run = run\nsys.exit(generator.cli.main(['check']))"
    )
    child = subprocess.Popen([sys.executable, "-c", probe], stderr=subprocess.PIPE, text=True)
    while not started.exists() and child.poll() is None:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == STOPPED
    assert told.strip() == "停下了，没有做完。"


def test_every_verb_is_a_file_of_its_own() -> None:
    files = [verb.file for verb in VERBS.values()]
    assert len(files) == len(set(files))
    assert [name for name, verb in VERBS.items() if not callable(verb.module.run)] == []


@pytest.mark.parametrize("verb", ["serve", "form"])
def test_a_port_in_use_is_told_with_a_way_out(verb: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        words = [*SHAI, verb, *DATA, "--port", str(port)]
        if verb == "serve":
            words += ["--config", str(MINIATURE / "mkdocs.yml")]
        run = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 2, run.stderr
    assert f"端口 {port} 有别的程序在用" in run.stderr
    assert f"--port {port + 1}" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["exprot"], "没有「exprot」，是否想写 export？\n"),
        (["serve", "--port", "99999"], "「99999」不是端口"),
        (["new", "proposals"], "是否想写 proposal？\n"),
        (["import", "a", "--format", "xml"], "可用的：json、text。\n"),
    ],
)
def test_a_slip_of_the_finger_is_met_with_what_was_meant(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err
