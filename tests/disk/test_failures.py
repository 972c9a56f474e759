"""磁盘满了、只读：说清楚，退出码 1，不出错栈；腾出地方再来一次就好。"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.disk.conftest import tree
from tests.miniature_inputs import AS_OF, MINIATURE

ROOT = Path(__file__).parents[2]
SMALL = 2_000_000
FILE_LIMIT = 20_000


class SmallDisk(NamedTuple):
    """一个很快就满的地方。

    Attributes:
        folder: 在哪里。
        file_limit: 挂不上小磁盘时，改用单个文件的大小上限；0 是不限。
    """

    folder: Path
    file_limit: int


def run(
    *arguments: str | Path, cwd: Path, before: tuple[str, ...] = (), file_limit: int = 0
) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if file_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    return subprocess.run(
        [*before, sys.executable, "-m", "generator.cli", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def build_command(out: Path) -> tuple[str | Path, ...]:
    return ("build", "--out", out, "--as-of", AS_OF.isoformat())


def is_explained(run: subprocess.CompletedProcess[str]) -> bool:
    return (
        run.returncode == 1
        and "disk: 读写不成：" in run.stderr
        and "改法：" in run.stderr
        and "Traceback" not in run.stderr
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(MINIATURE, tmp_path / "miniature", ignore=shutil.ignore_patterns(".cache", "site"))
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """能挂就挂一个两兆的磁盘，不能就限制文件的大小。"""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    mounted = (
        shutil.which("mount") and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )
    yield SmallDisk(folder, 0 if mounted else FILE_LIMIT)
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


def without_root_rights() -> tuple[str, ...]:
    """管理员不受目录权限约束；去掉这项特权再运行。"""
    if os.geteuid():
        return ()
    assert shutil.which("setpriv"), "没有 setpriv；Debian、Ubuntu 上请安装 util-linux"
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def test_build_on_a_full_disk_explains_itself_and_the_next_one_finishes(
    project: Path, small_disk: SmallDisk, older: Path, tmp_path: Path
) -> None:
    out = small_disk.folder / "site"
    failed = run(*build_command(out), cwd=project, file_limit=small_disk.file_limit)
    assert is_explained(failed), failed.stderr
    refused = run("publish", "--out", out, tmp_path / "live", cwd=project)
    assert refused.returncode == 1
    assert "unfinished-site" in refused.stderr or "no-site" in refused.stderr
    assert not (tmp_path / "live").is_symlink()
    if not small_disk.file_limit:
        bigger = ["mount", "-o", "remount,size=50m", str(small_disk.folder)]
        subprocess.run(bigger, check=True)
    assert run(*build_command(out), cwd=project).returncode == 0
    assert tree(out) == tree(older)
    assert sorted(path.name for path in small_disk.folder.iterdir()) == [".site.memory", "site"]


def test_publish_to_a_full_disk_keeps_the_live_site_and_the_next_one_finishes(
    project: Path, small_disk: SmallDisk, older: Path, newer: Path
) -> None:
    live, first = small_disk.folder / "live", small_disk.folder.parent / "first"
    first.mkdir()
    (first / ".shai-site").write_bytes((older / ".shai-site").read_bytes())
    (first / "index.html").write_bytes((older / "index.html").read_bytes())
    assert run("publish", "--out", first, live, cwd=project).returncode == 0
    for _ in range(2):
        failed = run("publish", "--out", newer, live, cwd=project, file_limit=small_disk.file_limit)
        assert is_explained(failed), failed.stderr
        assert tree(live) == tree(first)
    if not small_disk.file_limit:
        bigger = ["mount", "-o", "remount,size=50m", str(small_disk.folder)]
        subprocess.run(bigger, check=True)
    assert run("publish", "--out", newer, live, cwd=project).returncode == 0
    assert tree(live) == tree(newer)
    assert sorted(path.name for path in small_disk.folder.iterdir()) == ["live", "live.releases"]
    assert len(list((small_disk.folder / "live.releases").iterdir())) == 2


def test_full_cache_disk_is_explained_too(project: Path, tmp_path: Path) -> None:
    failed = run(*build_command(tmp_path / "site"), cwd=project, file_limit=FILE_LIMIT)
    assert is_explained(failed), failed.stderr


@pytest.mark.parametrize("verb", ["build", "publish"])
def test_read_only_folder_is_explained_and_nothing_is_left(
    project: Path, older: Path, tmp_path: Path, verb: str
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    words = (
        build_command(closed / "site") if verb == "build" else ("publish", "--out", older, closed / "live")
    )
    failed = run(*words, cwd=project, before=without_root_rights())
    closed.chmod(0o755)
    assert is_explained(failed), failed.stderr
    assert "没有权限" in failed.stderr
    assert list(closed.iterdir()) == []


def test_read_only_old_site_keeps_its_pages(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert run(*build_command(out), cwd=project).returncode == 0
    before = tree(out)
    folders = [out, *(path for path in out.rglob("*") if path.is_dir())]
    for path in [*out.rglob("*"), *folders]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    failed = run(
        "build", "--out", out, "--as-of", "2026-06-30", cwd=project, before=without_root_rights()
    )  # fmt: skip
    for path in folders:
        path.chmod(0o755)
    assert is_explained(failed), failed.stderr
    assert tree(out) == before


def test_file_where_the_output_folder_should_be_is_explained(project: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("不是目录", "utf-8")
    failed = run(*build_command(tmp_path / "site"), cwd=project)
    assert is_explained(failed), failed.stderr
    assert (tmp_path / "site").read_text("utf-8") == "不是目录"
