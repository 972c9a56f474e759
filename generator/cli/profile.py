"""剖析：记下各阶段的用时与内存，最后列一张表。"""

import sys
from collections.abc import Callable

import msgspec

from generator.progress import Listener

try:
    import resource
except ImportError:  # Windows 没有
    resource = None  # type: ignore[assignment]


class Stage(msgspec.Struct, frozen=True):
    """一个阶段。

    Attributes:
        name: 名字。
        started: 开始的时刻，秒。
    """

    name: str
    started: float


class Profile(Listener):
    """听进度，同时记账。

    Args:
        inner: 真正说给人听的。
        clock: 取时刻，秒。
    """

    def __init__(self, inner: Listener, clock: Callable[[], float]) -> None:
        self._inner = inner
        self._clock = clock
        self._started = clock()
        self._stages: list[Stage] = []
        self._peaks: list[int] = []

    def stage(self, name: str) -> None:
        """到了一个阶段。"""
        self._stages.append(Stage(name, self._clock()))
        self._peaks.append(peak_megabytes())
        self._inner.stage(name)

    def advance(self, done: int, total: int) -> None:
        """这个阶段做了几条，一共几条。"""
        self._inner.advance(done, total)

    def table(self) -> str:
        """各阶段的用时与内存，一行一个。"""
        now = self._clock()
        ends = [*(stage.started for stage in self._stages[1:]), now]
        peaks = [*self._peaks[1:], peak_megabytes()]
        rows = [
            f"{end - stage.started:9.2f} 秒 {peak:7d} MB  {stage.name}\n"
            for stage, end, peak in zip(self._stages, ends, peaks, strict=False)
        ]
        head = "各阶段；内存是到那时为止，用得最多的一个进程的峰值：\n"
        return "".join([head, *rows, f"{now - self._started:9.2f} 秒             合计\n"])


def peak_megabytes() -> int:
    """本进程与已经结束的子进程里，用得最多的一个用过多少内存，兆字节；系统不说的为零。"""
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return used * unit // 1_048_576
