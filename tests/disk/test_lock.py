"""一个目录同一时刻只有一个进程在动；死了的进程不挡路。"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.disk.lock import hold, lock_of
from generator.problems import ProblemsError
from tests.disk.conftest import tree
from tests.miniature_inputs import MINIATURE

HOLDER = """\
import sys, time
from pathlib import Path
from generator.disk.lock import hold
with hold(Path(sys.argv[1]), "建站"):
    print("held", flush=True)
    time.sleep(600)
"""
ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def holder_of(folder: Path) -> subprocess.Popen[str]:
    """另一个进程，占住了这个目录。"""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def arguments(folder: Path) -> list[str]:
    return [
        "build",
        *("--config", str(MINIATURE / "mkdocs.yml"), "--data", str(MINIATURE / "data")),
        *("--out", str(folder), "--as-of", "2024-06-30"),
    ]


def test_second_build_says_who_is_building_and_since_when(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with holder_of(folder) as holder:
        assert main(arguments(folder)) == 1
        holder.kill()
    said = capsys.readouterr().err
    assert re.search(
        rf"busy: 进程 {holder.pid} 从 \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d（北京时间）起正在建站", said
    )
    assert "改法" in said
    assert not folder.exists()


def test_lock_of_a_killed_process_is_taken_over_and_nothing_is_left(folder: Path) -> None:
    with holder_of(folder) as holder:
        holder.kill()
    assert lock_of(folder).exists()
    assert main(arguments(folder)) == 0
    assert (folder / "index.html").is_file()
    assert sorted(path.name for path in folder.parent.iterdir()) == [".site.memory", "site"]


def test_second_publish_waits_its_turn(
    older: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold(tmp_path / "live", "上线"):
        assert main(["publish", "--out", str(older), str(tmp_path / "live")]) == 1
    assert f"进程 {os.getpid()} " in capsys.readouterr().err
    assert main(["publish", "--out", str(older), str(tmp_path / "live")]) == 0


def test_same_folder_by_another_name_is_the_same_lock(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (tmp_path / "also").symlink_to(folder)
    with holder_of(folder) as holder:
        assert main(arguments(tmp_path / "also")) == 1
        holder.kill()


def test_lock_does_not_follow_a_link_planted_in_a_shared_folder(folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("不要动我", "utf-8")
    lock_of(folder).symlink_to(victim)
    assert main(arguments(folder)) == 1
    assert victim.read_text("utf-8") == "不要动我"


def test_only_one_of_many_at_once_gets_in(folder: Path, tmp_path: Path) -> None:
    counting = tmp_path / "count"
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom generator.disk.lock import hold\n"
        "from generator.problems import ProblemsError\n"
        "folder, count = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "for turn in range(300):\n"
        "    try:\n"
        "        with hold(folder, '建站'):\n"
        "            count.touch(exist_ok=False)\n"
        "            count.unlink()\n"
        "    except ProblemsError:\n"
        "        pass\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(counting)]
    racers = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [racer.communicate(timeout=PATIENCE)[1] for racer in racers] == [""] * 4
    assert not lock_of(folder).exists()


def test_two_real_builds_at_once_leave_one_whole_site(folder: Path, older: Path) -> None:
    command = [sys.executable, "-m", "generator.cli", *arguments(folder)]
    builds = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [build.communicate(timeout=4 * PATIENCE)[1] for build in builds]
    codes = sorted(build.returncode for build in builds)
    assert codes[0] == 0
    assert set(codes) <= {0, 1}
    assert all("busy" in text for text, build in zip(said, builds, strict=True) if build.returncode)
    assert tree(folder) == tree(older)


def test_error_inside_releases_the_lock(folder: Path) -> None:
    def fail() -> None:
        with hold(folder, "建站"):
            raise ValueError(folder)

    with pytest.raises(ValueError, match="site"):
        fail()
    with hold(folder, "建站"), pytest.raises(ProblemsError), hold(folder, "建站"):
        pytest.fail("锁住了的还能再锁")
