"""人手：把一批批活分给几个进程；活少、机器分不出进程时，自己动手。"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from generator.engine.workers.spool import FileSpool, MemorySpool, Spool
from generator.processes import give_back, in_pool, obedient

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

Task = TypeVar("Task")
Result = TypeVar("Result")
WORTH = 400
"""活不到这么多件，分出进程的工夫比省下的还多。"""

_tools: dict[str, Any] = {}
"""分出的进程从父进程继承的工具：登记处、印刷处。"""


def available() -> int:
    """有几个处理器可用；分不出进程的系统上为一。"""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """几个进程的人手。

    Args:
        size: 几个进程；一个就是自己动手。
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.spool: Spool = FileSpool(size) if size > 1 else MemorySpool()

    def run(self, tool: Any, method: str, batches: Sequence[Task]) -> Iterator[Any]:
        """每批活交给 tool 的这个方法，按批次的先后给出结果。

        Args:
            tool: 登记处或印刷处；分出的进程各用自己的一份。
            method: 方法名。
            batches: 一批批活。
        """
        if self.size == 1 or len(batches) < 2:
            call: Callable[[Task], Any] = getattr(tool, method)
            if len(batches) > 1:
                set_aside()
            for place, batch in enumerate(batches):
                if place:
                    gc.collect()
                yield call(batch)
            return
        # 自己动手的用不着，读它们要几十毫秒。
        import multiprocessing  # noqa: PLC0415
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

        _tools["tool"], _tools["spool"] = tool, self.spool
        context = multiprocessing.get_context("fork")
        counter = context.Value("i", 0)
        try:
            set_aside()
            give_back()
            with ProcessPoolExecutor(self.size, context, _enter, (counter,)) as pool:
                yield from pool.map(partial(in_pool, _call), [(method, batch) for batch in batches])
        finally:
            _tools.clear()

    def each(self, tool: Any, method: str, tasks: Sequence[Task]) -> list[Any]:
        """每件活一个进程，做完就散，占的内存当即还回；同时至多 size 个，按次序起头。

        Args:
            tool: 做活的。
            method: 方法名。
            tasks: 各件活，费时的在前。
        """
        call: Callable[[Task], Any] = getattr(tool, method)
        if self.size == 1:
            return list(map(call, tasks))
        from generator.forks import apart  # noqa: PLC0415 - 同上

        set_aside()
        give_back()
        return apart(call, tasks, self.size)

    def close(self) -> None:
        """散了。"""
        if isinstance(self.spool, FileSpool):
            self.spool.close()


def _enter(counter: "Synchronized[int]") -> None:
    obedient()
    with counter.get_lock():
        own, counter.value = counter.value, counter.value + 1
    # 每批之后回收一次：一边做一边数着回收，要费四分之一的时间。
    gc.disable()
    spool = _tools["spool"]
    if isinstance(spool, FileSpool):
        spool.settle(own)


def _call(work: tuple[str, Any]) -> Any:
    method, batch = work
    found = getattr(_tools["tool"], method)(batch)
    gc.collect()
    return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """建一次站，不自动回收垃圾：读进来的几百万个对象要留到最后，一遍遍地看它们，要多费一倍时间。

    各批活之间、分出进程之前另外回收；做完照旧，放到一边的也照常回收。
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.unfreeze()
            gc.enable()


def set_aside() -> None:
    """把已有的对象放到一边，往后的回收不再看它们，直到建完（见 undisturbed）。

    自己动手的，批与批之间的回收只看这一批留下的；分出的进程也不会去碰它们，共用的内存不必各抄一份。
    """
    gc.collect()
    gc.freeze()
