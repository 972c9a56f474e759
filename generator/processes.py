"""分出的进程守的规矩：叫停就走，父进程没了也走，临时文件收好，用过的内存还给系统。"""

import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from generator.lazily import lazily

if TYPE_CHECKING:
    import ctypes
else:
    ctypes = lazily("ctypes")

Given = TypeVar("Given")
Made = TypeVar("Made")

DIE_WITH_PARENT = 1
"""prctl 的 PR_SET_PDEATHSIG。"""


def obedient() -> None:
    """分出的进程一开始就叫一次。

    按 Ctrl+C、被父进程叫停时一声不响就走，话由父进程说。父进程被结束了（CI 超时、内存不够），没有人再等它，
    不能接着往输出目录里写；这一样只有 Linux 上办得到。
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        # 在后台运行的，父进程不理会 Ctrl+C，分出的也不理会。
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def give_back() -> None:
    """用过的内存还给系统：C 库留着备用，分出去的进程却会算到各自头上。只有 glibc 要叫它还。"""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)


def in_pool(call: Callable[[Given], Made], item: Given) -> Made:
    """池子里的进程做一件：叫停了就走。池子不认得，会当作做完了一件，接着等下一件。"""
    try:
        return call(item)
    except SystemExit:
        os._exit(1)


def _leave(*_: object) -> None:
    # 收拾的时候不再听：两个信号多半前后脚来。
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    sys.exit(1)
