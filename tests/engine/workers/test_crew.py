"""人手：每件活一个进程，结果照原来的次序；错送得回来，没有做完就没了的认得出。"""

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest

from generator.engine.workers.crew import Crew, undisturbed
from generator.problems import Mark, Problem, ProblemsError

PROBLEM = Problem("rule", Mark("data/a.yml", 3, 1), "说明", "怎样改")


class Worker:
    """做活的：记得自己做过什么；分出去的进程记的，父进程看不到。"""

    def __init__(self) -> None:
        self.done: list[int] = []

    def double(self, number: int) -> int:
        self.done.append(number)
        return 2 * number

    def where(self, _: int) -> int:
        return os.getpid()

    def refuse(self, _: int) -> None:
        raise ProblemsError((PROBLEM,))

    def vanish(self, _: int) -> None:
        os._exit(1)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_each_task_is_answered_in_its_place(size: int) -> None:
    assert Crew(size).each(Worker(), "double", list(range(7))) == [0, 2, 4, 6, 8, 10, 12]
    assert Crew(size).each(Worker(), "double", []) == []


def test_each_task_has_a_process_of_its_own_and_leaves_nothing_behind() -> None:
    worker = Worker()
    processes = Crew(2).each(worker, "where", [1, 2, 3, 4])
    assert len({*processes, os.getpid()}) == 5
    Crew(2).each(worker, "double", [1, 2])
    assert worker.done == []
    Crew(1).each(worker, "double", [1, 2])
    assert worker.done == [1, 2]


@pytest.mark.parametrize("size", [1, 2])
def test_problems_found_in_a_process_are_raised_here(size: int) -> None:
    with pytest.raises(ProblemsError) as refused:
        Crew(size).each(Worker(), "refuse", [1, 2, 3])
    assert refused.value.problems == (PROBLEM,)


def test_a_process_that_vanished_is_an_error_and_not_an_answer() -> None:
    with pytest.raises(RuntimeError, match="没有做完就没了"):
        Crew(2).each(Worker(), "vanish", [1, 2, 3])


INTERRUPTED = """
import signal, sys, tempfile, time
from pathlib import Path
from generator.engine.workers.crew import Crew

# 在后台跑测试的，Ctrl+C 本来是不理会的；这里理会不理会，写明了才算。
signal.signal(signal.SIGINT, signal.default_int_handler)

class Slow:
    def work(self, number):
        with tempfile.TemporaryDirectory(dir=Path(sys.argv[2], "held")):
            Path(sys.argv[2], str(number)).touch()
            time.sleep(60)

crew = Crew(2)
try:
    list(getattr(crew, sys.argv[1])(Slow(), "work", [1, 2]))
except KeyboardInterrupt:
    print("stopped")
"""


def at_work(way: str, folder: Path, probe: str = INTERRUPTED) -> "subprocess.Popen[str]":
    """自成一组的父进程，它分出的两个进程都开始做了，各拿着一个临时文件夹。"""
    (folder / "held").mkdir()
    command = [sys.executable, "-c", probe, way, str(folder)]
    parent = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while len(list(folder.iterdir())) < 3 and parent.poll() is None:
        time.sleep(0.05)
    return parent


@pytest.mark.parametrize("way", ["each", "run"])
def test_in_the_background_ctrl_c_is_not_heeded_by_anyone(way: str, tmp_path: Path) -> None:
    probe = INTERRUPTED.replace("60", "2").replace("default_int_handler", "SIG_IGN")
    parent = at_work(way, tmp_path, probe)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.communicate(timeout=30) == ("", "")
    assert parent.returncode == 0


@pytest.mark.parametrize(("way", "is_group"), [("each", True), ("each", False), ("run", True)])
def test_processes_stopped_by_ctrl_c_leave_quietly_and_none_stays(
    way: str, tmp_path: Path, *, is_group: bool
) -> None:
    parent = at_work(way, tmp_path)
    (os.killpg if is_group else os.kill)(parent.pid, signal.SIGINT)
    told = parent.communicate(timeout=30)
    assert told == ("stopped\n", "")
    assert list((tmp_path / "held").iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(parent.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="别的系统上办不到")
@pytest.mark.parametrize("way", ["each", "run"])
def test_processes_go_when_their_parent_was_killed(way: str, tmp_path: Path) -> None:
    parent = at_work(way, tmp_path)
    parent.kill()
    parent.communicate(timeout=30)
    for _ in range(200):
        try:
            os.killpg(parent.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.killpg(parent.pid, 0)
    assert list((tmp_path / "held").iterdir()) == []


def fail_undisturbed() -> None:
    with undisturbed():
        assert not gc.isenabled()
        gc.freeze()
        raise KeyError


@pytest.mark.parametrize("was_enabled", [True, False])
def test_collecting_is_as_it_was_when_the_site_is_built(*, was_enabled: bool) -> None:
    (gc.enable if was_enabled else gc.disable)()
    try:
        with pytest.raises(KeyError):
            fail_undisturbed()
        assert gc.isenabled() is was_enabled
        # 一做完就退出的程序不必放开。
        assert (gc.get_freeze_count() > 0) is not was_enabled
    finally:
        gc.unfreeze()
        gc.enable()


class Ring:
    """互相指着的一圈：不主动回收就一直在。"""

    def __init__(self) -> None:
        self.itself = self


class Litterer:
    """每做一批，留下一圈垃圾。"""

    def __init__(self) -> None:
        self.left: list[weakref.ref[Ring]] = []

    def make(self, _: int) -> int:
        self.left.append(weakref.ref(Ring()))
        return sum(ring() is not None for ring in self.left)


def test_one_process_alone_collects_between_its_batches() -> None:
    with undisturbed():
        assert list(Crew(1).run(Litterer(), "make", [1, 2, 3])) == [1, 1, 1]
