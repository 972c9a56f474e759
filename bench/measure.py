"""运行一个命令，量它和它的全部子进程：时间、处理器、同一时刻的内存之和。"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

INTERVAL, SHARE = 0.05, 0.02
"""至少隔几秒看一次内存；看的工夫最多占时间的几成：逐页数几个大进程共用的内存，会拖慢它们。"""
PAGE = os.sysconf("SC_PAGE_SIZE")
SESSION_FIELD = 3
"""/proc/N/stat 里会话号在进程名之后的第几项，从 0 起。"""


class Cost(NamedTuple):
    """一次运行的代价。

    Attributes:
        wall: 秒，从启动到退出。
        cpu: 秒，用户与系统之和，含全部子进程。
        memory: 字节，全部进程同一时刻占用之和的峰值。
    """

    wall: float
    cpu: float
    memory: int

    @property
    def told(self) -> str:
        """说给看着的人听。"""
        return f"{self.wall:.1f} 秒，处理器 {self.cpu:.1f} 秒，{self.memory / 1e6:,.0f} MB"


class CommandFailedError(RuntimeError):
    """命令没有成功；带着它最后的输出。"""


def run(command: Sequence[str], folder: Path, extra: Mapping[str, str] | None = None) -> Cost:
    """运行到结束。

    另有一个小的进程来启动它：子进程换成命令以前同启动它的一样大，内核记的最大值连这也算；语料在手的有一吉字节。

    Args:
        command: 命令与参数。
        folder: 在哪个目录里运行。
        extra: 另加的环境变量。

    Raises:
        CommandFailedError: 退出码不是 0。
    """
    return _runner().submit(_run, command, folder, extra or {}).result()


@cache
def _runner() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"))


def _run(command: Sequence[str], folder: Path, extra: Mapping[str, str]) -> Cost:
    # 照平常的机器：读过的模块留着编译好的，各家的 Python 程序都一样。
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    log = folder / ".bench-log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # 测量就是运行这些命令
            command,
            cwd=folder,
            env={**own, **extra},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        peak = [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if process.returncode:
        raise CommandFailedError(
            f"{' '.join(command)} 退出码 {process.returncode}\n{log.read_text('utf-8')[-2000:]}"
        )
    # 两次取样之间的尖峰，由内核记的单个进程的最大值补上。
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss * 1024))


def _watch(session: int, peak: list[int], ended: threading.Event) -> None:
    pause = INTERVAL
    while not ended.wait(pause):
        begun = time.perf_counter()
        peak[0] = max(peak[0], memory_of(session))
        pause = max(INTERVAL, (time.perf_counter() - begun) / SHARE)


def memory_of(session: int) -> int:
    """一个会话里全部进程现在占用多少字节；几个进程共用的页按份分摊。"""
    members = [pid for pid in _processes() if _session_of(pid) == session]
    if len(members) == 1:
        return _resident(members[0])
    return sum(map(_proportional, members))


def _processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _session_of(pid: str) -> int:
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(fields[SESSION_FIELD]) if fields else 0


def _resident(pid: str) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _proportional(pid: str) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> str:
    """进程可能刚好结束；那就当没有。"""
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:
        return ""


def tree(folder: Path) -> dict[str, int]:
    """目录里每个文件最后写入的时刻（纳秒）。"""
    return {
        (Path(parent) / name).relative_to(folder).as_posix(): (Path(parent) / name).stat().st_mtime_ns
        for parent, _, names in os.walk(folder)
        for name in names
    }


def size_of(folder: Path) -> tuple[int, int]:
    """目录里一共多少字节、多少个文件。"""
    sizes = [(Path(parent) / name).stat().st_size for parent, _, names in os.walk(folder) for name in names]
    return sum(sizes), len(sizes)
