"""同一个目录，同一时刻只许一个进程动：第二个说出是谁、从几时起。

锁是操作系统的：进程一死就放开，不必辨认哪把锁已经作废，也不必有人来清理。
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from generator.clock import SHANGHAI
from generator.problems import Mark, Problem, ProblemsError

FAR = 1 << 30
"""Windows 上锁住的字节别人读不了，所以锁在远处，不锁写着字的地方。"""


def lock_of(folder: Path) -> Path:
    """一个目录的锁文件：在它旁边，不在它里面，免得随网站发布出去。"""
    return folder.with_name(f".{folder.name}.lock")


@contextmanager
def hold(folder: Path, work: str) -> Iterator[None]:
    """占住一个目录，直到做完。

    Args:
        folder: 目录，可以还不存在；符号链接是否解开由调用者决定。
        work: 在做什么，例如「建站」；说给后来的人听。

    Raises:
        ProblemsError: 别的进程正占着，或这里是磁盘的根。
        OSError: 锁文件写不进去。
    """
    if not folder.name:
        mark, cure = Mark(folder.as_posix()), "换成里面的一个目录，例如 site。"
        raise ProblemsError((Problem("foreign-target", mark, "这是磁盘的根，不能整个换掉", cure),))
    lock = lock_of(folder)
    lock.parent.mkdir(parents=True, exist_ok=True)
    handle = _locked(lock, folder)
    try:
        handle.truncate(0)
        handle.write(f"{os.getpid()} {work}\n".encode())
        handle.flush()
        yield
    finally:
        _release(handle, lock)


def _locked(lock: Path, folder: Path) -> BinaryIO:
    while True:
        # 不跟随链接：锁在别人也能写的目录里时，免得被引去清空另一个文件。
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.fdopen(os.open(lock, flags, 0o644), "r+b")
        if not _try_lock(handle):
            handle.close()
            raise ProblemsError((_busy(lock, folder),))
        if _still_there(handle, lock):
            return handle
        # 打开之后、锁上之前，前一个进程做完并删去了锁文件：锁住的是一个没有名字的文件，重来。
        handle.close()


def _still_there(handle: BinaryIO, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), lock.stat())
    except FileNotFoundError:
        return False


def _busy(lock: Path, folder: Path) -> Problem:
    try:
        pid, _, work = lock.read_text("utf-8").strip().partition(" ")
        since = datetime.fromtimestamp(lock.stat().st_mtime, SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    except OSError:
        pid, work, since = "", "", ""
    who = f"进程 {pid} 从 {since}（北京时间）起正在{work}" if work else "另一个进程刚刚开始"
    cure = "等它做完再来；要停下它，结束那个进程即可，不用清理什么。"
    return Problem("busy", Mark(folder.as_posix()), f"{who}，没有动这个目录", cure)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: BinaryIO) -> bool:
        handle.seek(FAR)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: BinaryIO, lock: Path) -> None:
        # 打开着的文件在 Windows 上删不掉；先关再删，有人抢先占住就由他去删。
        handle.close()
        try:
            lock.unlink()
        except OSError:
            return

else:
    import fcntl

    def _try_lock(handle: BinaryIO) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: BinaryIO, lock: Path) -> None:
        # 先删再放：放开之后再删，删掉的可能是别人刚占住的。
        try:
            lock.unlink(missing_ok=True)
        finally:
            handle.close()
