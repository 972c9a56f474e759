"""传送带：几个进程之间递大块的内容，写在没有名字的临时文件里，一关就没了。

没有公开的文字也从这里过，所以不用有名字的文件：进程被杀，磁盘上也不留下什么。
"""

import os
import tempfile
from typing import BinaryIO, Protocol, cast

Place = tuple[int, int, int]
"""哪条传送带、从第几个字节起、多少字节。"""


class Spool(Protocol):
    """放上一块内容得到位置，凭位置取回。"""

    def put(self, content: bytes) -> Place:
        """放上一块。"""
        ...

    def take(self, place: Place) -> bytes:
        """取回一块。"""
        ...


class MemorySpool:
    """只有一个进程时，内容就放在手边。"""

    def __init__(self) -> None:
        self._contents: list[bytes] = []

    def put(self, content: bytes) -> Place:
        """放上一块。"""
        self._contents.append(content)
        return 0, len(self._contents) - 1, len(content)

    def take(self, place: Place) -> bytes:
        """取回一块。"""
        return self._contents[place[1]]


def _unnamed() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile())


class FileSpool:
    """几个进程各写各的，彼此都读得到。要在分出进程之前建好。"""

    def __init__(self, count: int) -> None:
        # 最后一条是父进程自己的，免得与哪个子进程写到一处。
        self._files: list[BinaryIO] = [_unnamed() for _ in range(count + 1)]
        self._own = count
        self._end = 0

    def settle(self, own: int) -> None:
        """在分出的进程里说明自己写哪一条。"""
        self._own = own
        self._end = os.fstat(self._files[own].fileno()).st_size

    def put(self, content: bytes) -> Place:
        """放上一块。"""
        start = self._end
        view = memoryview(content)
        while view:
            view = view[os.pwrite(self._files[self._own].fileno(), view, self._end) :]
            self._end = start + len(content) - len(view)
        return self._own, start, len(content)

    def take(self, place: Place) -> bytes:
        """取回一块。"""
        own, start, length = place
        return os.pread(self._files[own].fileno(), length, start)

    def close(self) -> None:
        """关掉，内容随之消失。"""
        for file in self._files:
            file.close()
