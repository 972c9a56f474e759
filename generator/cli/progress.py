"""进度：在终端上说到了哪一步、做了多少、用了几秒；别处不出声，或一个阶段一行。"""

import os
import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

from generator.progress import Listener

QUIET_FIRST = 0.4
"""不到这么多秒就做完的，不闪一下。"""

TICK = 0.5
CLEAR = "\r\x1b[K"


class Progress(Listener):
    """一件要做一会儿的事；每到一个阶段叫它一次。

    正在做的阶段写在终端的最后一行，每半秒更新用了几秒、做了几条、还要多久；做完换成「✓」。
    """

    def __init__(
        self,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        lines: bool = False,
    ) -> None:
        """说到哪里去。

        Args:
            stream: 写到哪里；不写是标准错误，标准输出留给结果。
            clock: 秒表。
            lines: 不是终端、在 CI 里，也一个阶段写一行。
        """
        self._lines = lines
        self._count = (0, 0)
        self._stream = stream or sys.stderr
        self._clock = clock
        self._told = self._stream.isatty() and not os.environ.get("CI")
        self._stage, self._since = "", 0.0
        self._done = Event()
        self._ticker = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        """开始。"""
        if self._told:
            self._ticker.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """做完了，或出了错：最后一行收好，后面的话另起一行。"""
        self._done.set()
        if self._told:
            self._ticker.join()
            self._finish("✗" if kind else "✓")

    def __call__(self, stage: str) -> None:
        """到了一个阶段。"""
        self.stage(stage)

    def stage(self, name: str) -> None:
        """到了一个阶段。"""
        self._count = (0, 0)
        if self._told:
            self._finish("✓")
            self._stage, self._since = name, self._clock()
        elif self._lines:
            self._write(f"· {name}\n")

    def advance(self, done: int, total: int) -> None:
        """这个阶段做了几条，一共几条。"""
        self._count = (done, total)

    def _tick(self) -> None:
        while not self._done.wait(TICK):
            seconds = self._clock() - self._since
            if self._stage and seconds >= QUIET_FIRST:
                self._write(f"{CLEAR}… {self._stage}　{seconds:.0f} 秒{_left(*self._count, seconds)}")

    def _finish(self, mark: str) -> None:
        stage, self._stage = self._stage, ""
        if stage:
            seconds = self._clock() - self._since
            took = f"　{seconds:.0f} 秒" if seconds >= 1 else ""
            self._write(f"{CLEAR}{mark} {stage}{took}\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _left(done: int, total: int, seconds: float) -> str:
    """做了多少，还要多久；没有条数的阶段不说。"""
    if not 0 < done < total:
        return ""
    return f"，{done}/{total} 条，还要 {seconds * (total - done) / done:.0f} 秒"
