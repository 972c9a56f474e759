"""make 记得装过什么：没变就立即开始，锁变了才重装。"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INPUTS = ("Makefile", "pyproject.toml", "requirements", ".ci")
# 依赖的先后；印记的时间照此递增。
STAMPS = ("venv", "runtime", "package", "dev")
HOUR = 3600


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """一个装好了的仓库：输入是一小时前的，印记都在其后。"""
    for name in INPUTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path)
    now = (tmp_path / "Makefile").stat().st_mtime
    for path in tmp_path.rglob("*"):
        os.utime(path, (now - HOUR, now - HOUR))
    stamps = tmp_path / ".venv" / "stamps"
    stamps.mkdir(parents=True)
    for order, name in enumerate(STAMPS):
        (stamps / name).touch()
        os.utime(stamps / name, (now + order, now + order))
    return tmp_path


def planned(project: Path, *arguments: str) -> list[str]:
    """Make 打算运行的命令（不真运行）。"""
    # 测试自己常由 make 启动；上一层的 MAKEFLAGS 会混进来。
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    run = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.strip() for line in run.stdout.splitlines()]


def test_second_run_starts_building_at_once(installed: Path) -> None:
    assert planned(installed, "site") == [".venv/bin/shai build"]


@pytest.mark.parametrize("lock", ["runtime", "build"])
def test_changed_lock_is_installed_with_hashes_before_building(installed: Path, lock: str) -> None:
    commands = planned(installed, "-W", f"requirements/{lock}.txt", "site")
    (install,) = [command for command in commands if f"requirements/{lock}.txt" in command]
    assert "--require-hashes" in install
    assert commands.index(install) < commands.index(".venv/bin/shai build")


def test_changed_test_lock_does_not_touch_what_builds_the_site(installed: Path) -> None:
    assert planned(installed, "-W", "requirements/dev.txt", "site") == [".venv/bin/shai build"]
    assert any(
        "requirements/dev.txt" in command
        for command in planned(installed, "-W", "requirements/dev.txt", "lint")
    )


def test_python_older_than_supported_is_refused_with_a_cure(tmp_path: Path) -> None:
    run = subprocess.run(
        [ROOT / ".ci" / "venv", "", tmp_path / "venv"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Python 3.11" in run.stderr
    assert not (tmp_path / "venv").exists()


def test_missing_browser_comes_with_the_command_that_installs_it(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, body in {"id": "echo 1000", "fc-list": "echo 'Noto Sans CJK SC'"}.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {"PATH": f"{tools}:/usr/bin:/bin", "CHROMIUM": str(tmp_path / "nowhere")}
    run = subprocess.run(
        [ROOT / ".ci" / "browser"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "sudo apt-get install chromium\n" in run.stderr


def test_a_browser_of_ones_own_is_used_and_no_other_is_fetched(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    asked = tmp_path / "asked"
    present = dict.fromkeys(("node", "rsync", "chromium"), "exit 0")
    fonts = {"fc-list": "echo 'Noto Sans CJK SC'"}
    for name, body in {"id": "echo 0", "apt-get": f"touch '{asked}'; exit 1", **fonts, **present}.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {"PATH": f"{tools}:/usr/bin:/bin", "CHROMIUM": str(tools / "chromium")}
    run = subprocess.run([ROOT / ".ci" / "browser"], env=environment, capture_output=True, check=False)
    assert (run.returncode, asked.exists()) == (0, False)


def test_every_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.* ## \S", makefile, flags=re.MULTILINE)
    assert sorted(explained) == sorted(phony.split())
