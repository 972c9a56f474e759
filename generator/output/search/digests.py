"""各条记录的内容摘要。

收记录时别的进程都闲着，收一条的工夫却有一半是算摘要：记录多时另请一个进程，照临时文件里的那份文字算。
"""

import functools
import hashlib
import itertools
import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from generator.output.search.files import FORMAT
from generator.output.search.model import SearchDocument
from generator.processes import in_pool, obedient

DIGEST_LETTERS = 12

ALL_HERE = 1 << 62
"""记录再多也在本进程里算。"""

Rows = list[tuple[bytes, int, int]]


class Errand(msgspec.Struct, frozen=True):
    """一批要算的。

    Attributes:
        path: 写着文字的临时文件。
        rows: 各条文字以外的内容，文字在文件里的起点、几个字节。
    """

    path: Path
    rows: Rows


def head_of(document: SearchDocument) -> bytes:
    """一条记录文字以外的内容：路径、日期、分面、抬头。"""
    facets = [part for facet in sorted(set(document.facets)) for part in facet]
    headings = _joined(tuple([(field.kind, field.label, field.anchor) for field in document.fields]))
    counts = (str(FORMAT), str(document.overdue_days), str(len(facets)))
    head = "\x1f".join([*counts, document.path, document.date, *facets, *headings])
    return head.encode("utf-8", "surrogatepass")


@functools.lru_cache(maxsize=1_024)
def _joined(headings: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    """各段抬头接成一串；没有抬头的没有。许多记录的抬头一样，不必一再接。"""
    return ("\x1f".join(itertools.chain.from_iterable(headings)),) if headings else ()


def digest_of(head: bytes, text: bytes) -> str:
    """一条记录的内容摘要。

    Args:
        head: 文字以外的内容。
        text: 各段文字，写进临时文件的样子。
    """
    # 有的处理器有专门的指令，比 blake2b 快一倍多。
    digest = hashlib.sha256(head)
    digest.update(text)
    return digest.hexdigest()[:DIGEST_LETTERS]


def run(errand: Errand) -> list[str]:
    """一批的摘要。"""
    with errand.path.open("rb") as file:
        found = []
        for head, offset, size in errand.rows:
            file.seek(offset)
            found.append(digest_of(head, file.read(size)))
    return found


class Digests:
    """收着要算摘要的记录；攒够一批，交给另一个进程。

    Args:
        path: 写着文字的临时文件。
        file: 同一个文件，正在写；交出去之前先写实了。
        most: 记录不超过此数时在本进程里算，不必另请。
    """

    def __init__(self, path: Path, file: BinaryIO, most: int) -> None:
        self._path, self._file = path, file
        self._most = most if "fork" in multiprocessing.get_all_start_methods() else ALL_HERE
        self._rows: Rows = []
        self._done: list[Future[list[str]]] = []
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=kind is not None)

    def add(self, head: bytes, offset: int, size: int) -> None:
        """收一条；文字已经写进文件。"""
        self._rows.append((head, offset, size))
        if len(self._rows) > self._most:
            self._hand_over()

    def found(self) -> list[str]:
        """各条的摘要，照收的次序。"""
        if self._pool:
            self._hand_over()
            return [digest for done in self._done for digest in done.result()]
        self._file.flush()
        return run(Errand(self._path, self._rows))

    def _hand_over(self) -> None:
        self._file.flush()
        if not self._pool:
            context = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(1, context, obedient)
        self._done.append(self._pool.submit(in_pool, run, Errand(self._path, self._rows)))
        self._rows = []
