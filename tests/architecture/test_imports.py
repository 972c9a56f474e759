"""数据只朝一个方向流动：约定成立，违反约定会被抓住。"""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator"
# 时间只从边上进来：命令行与 MkDocs 插件取今天，其余各处由参数得知。
CLOCK_EDGES = ("cli/", "clock.py")
CLOCK_CALLS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time"}


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    """在 project 里核对 pyproject.toml 写的引用约定。"""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_project(folder: Path) -> Path:
    shutil.copytree(GENERATOR, folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_rooms_keep_their_import_contracts() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("release", "generator.register.origin"),
        ("output", "generator.register.origin"),
        ("output", "generator.gate"),
        ("register", "generator.output.artifact"),
    ],
)
def test_planted_violation_is_caught_by_name(tmp_path: Path, room: str, forbidden: str) -> None:
    project = copy_of_project(tmp_path)
    (project / "generator" / room / "planted.py").write_text(f"import {forbidden}\n", encoding="utf-8")
    run = lint_imports(project)
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"generator.{room}.planted -> {forbidden}" in run.stdout


def test_violation_through_a_third_module_is_caught(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    (project / "generator" / "detour.py").write_text("import generator.register.origin\n", encoding="utf-8")
    (project / "generator" / "output" / "planted.py").write_text(
        "import generator.detour\n", encoding="utf-8"
    )
    run = lint_imports(project)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "generator.output.planted -> generator.detour" in run.stdout
    assert "generator.detour -> generator.register.origin" in run.stdout


def clock_readings(source: str) -> list[int]:
    """读取当前时间的行号：date.today()、datetime.now()、time.time() 之类。"""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_CALLS
        and ast.unparse(node.func.value).split(".")[-1] in CLOCK_OWNERS
    ]


def test_clock_is_read_only_at_the_edge() -> None:
    found = [
        f"{name}:{line}"
        for path in sorted(GENERATOR.rglob("*.py"))
        if not (name := path.relative_to(GENERATOR).as_posix()).startswith(CLOCK_EDGES)
        for line in clock_readings(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("reading", ["date.today()", "datetime.datetime.now(tz)", "time.time()"])
def test_reading_the_clock_is_recognised(reading: str) -> None:
    assert clock_readings(f"def due(p):\n    return p.due < {reading}\n") == [2]
    assert clock_readings("moment.time()\nas_of.today\n") == []
