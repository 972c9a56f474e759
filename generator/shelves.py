"""货架：数据目录的文件分成许多格，看一遍就知道哪几格变了；没有变的格不必再逐个文件地看。

十万个文件逐个问一遍大小与时间，要占去改一处的大半时间，所以另开两个小进程去看，正好在主进程读各个
模块的时候看完。本文件只用标准库，也直接作为那两个进程运行的程序。
"""

import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Self
from zlib import crc32

BUCKETS = 256
"""一类记录的文件夹分成几格。"""

IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", "README.md"})
HELPERS = 2
DEEPEST = 16
FILE, FOLDER, OTHER = 0, 1, 2
Row = tuple[Any, ...]
"""一样东西：路径，是什么；文件另有大小、改动时间、属性改动时间、节点号。"""


class Shelf(NamedTuple):
    """一格的样子。

    Attributes:
        digest: 里面每样东西的名字、大小、时间的指纹。
        newest: 里面最后改动的时刻，文件系统的钟，纳秒。
        size: 里面的普通文件一共几个字节。
        files: 里面的普通文件的路径，换行分隔。
    """

    digest: bytes
    newest: int
    size: int
    files: str

    @property
    def paths(self) -> Sequence[str]:
        """里面的普通文件的路径。"""
        return self.files.split("\n") if self.files else ()


def is_ignored(name: str) -> bool:
    """隐藏的、系统自己放的文件，不看。"""
    return name.startswith(".") or name in IGNORED


def shelf_of(path: str) -> str:
    """数据目录里一条路径放在哪一格：最外一层的名字，加第二层的名字折成的号；直接放着的都在一格。"""
    top, inside, rest = path.partition("/")
    if not inside:
        return ""
    return f"{top}/{_bucket(rest.partition('/')[0])}"


def chooser(top: str, shelves: Iterable[str]) -> Callable[[str], bool]:
    """最外一层的文件夹里，叫这个名字的在不在这几格里；有几万个名字要问，所以先把各格的号备好。"""
    places = (shelf.partition("/") for shelf in shelves)
    numbers = {int(number) for folder, _, number in places if folder == top and number}
    return lambda name: _bucket(name) in numbers


def _bucket(name: str) -> int:
    return crc32(os.fsencode(name)) % BUCKETS


class Survey:
    """一次察看。

    Attributes:
        moment: 开始看的时刻，文件系统的钟，纳秒。
    """

    def __init__(self, data: Path, moment: int, helpers: Sequence["subprocess.Popen[bytes]"]) -> None:
        self.moment = moment
        self._data = data
        self._helpers = helpers
        self._found: dict[str, Shelf] | None = None

    @classmethod
    def started(cls, data: Path, folder: Path, helpers: int = HELPERS) -> Self:
        """开始看；另开的进程看着，不等它们。

        Args:
            data: 数据目录。
            folder: 放一个临时文件的目录，好知道文件系统的钟此刻是几点；没有就新建。
            helpers: 另开几个进程；零是等到要结果时自己看。
        """
        return cls(data, _now(folder), [_helper(data, number, helpers) for number in range(helpers)])

    @classmethod
    def again(cls, data: Path, folder: Path, before: Mapping[str, Shelf], paths: Iterable[str]) -> Self:
        """知道哪几个文件变了，只把它们所在的几格再看一遍。

        Args:
            data: 数据目录。
            folder: 放一个临时文件的目录，见 started。
            before: 上次看到的各格。
            paths: 上次之后改过、添了、删了的文件，相对于数据目录；不许漏，文件夹不算。
        """
        survey = cls(data, _now(folder), ())
        survey._found = resurveyed(data, before, paths)
        return survey

    def __enter__(self) -> Self:
        """看着。"""
        return self

    def __exit__(self, *_: object) -> None:
        """不看了。"""
        for helper in self._helpers:
            helper.kill()
            if helper.stdout:
                helper.stdout.close()
            helper.wait()

    def shelves(self) -> dict[str, Shelf]:
        """各格的样子；没有数据目录时为空。另开的进程有一个没有做成，就自己从头看。"""
        if self._found is None:
            self._found = self._awaited()
        return self._found

    def _awaited(self) -> dict[str, Shelf]:
        found: dict[str, Shelf] = {}
        outcomes = [helper.communicate()[0] for helper in self._helpers]
        if not outcomes or any(helper.returncode for helper in self._helpers):
            return surveyed(self._data)
        for outcome in outcomes:
            found |= {name: Shelf(*rest) for name, *rest in marshal.loads(outcome)}  # noqa: S302 - 自己的子进程写的
        return found


def _now(folder: Path) -> int:
    """文件系统的钟此刻是几点，纳秒。"""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _helper(data: Path, number: int, count: int) -> "subprocess.Popen[bytes]":
    # 只用标准库，不读环境变量与各处的配置，启动不到二十毫秒。
    command = [sys.executable, "-I", "-S", __file__, os.fspath(data), str(number), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - 自己


def surveyed(data: Path, part: int = 0, parts: int = 1) -> dict[str, Shelf]:
    """看一遍数据目录：各格的样子。

    Args:
        data: 数据目录。
        part: 只看各格中的第几份；份数由 parts 给。
        parts: 分成几份。
    """
    return _looked(data, lambda _, number: (number or 0) % parts == part)


def resurveyed(data: Path, before: Mapping[str, Shelf], paths: Iterable[str]) -> dict[str, Shelf]:
    """只把这几个文件所在的格再看一遍，别的格照上次的。

    Args:
        data: 数据目录。
        before: 上次看到的各格。
        paths: 文件，相对于数据目录。
    """
    chosen = {shelf_of(path) for path in paths}
    kept = {name: shelf for name, shelf in before.items() if name not in chosen}
    places = {(top, int(number) if number else None) for top, _, number in (x.partition("/") for x in chosen)}
    return kept | _looked(data, lambda top, number: (top, number) in places)


def _looked(data: Path, is_chosen: Callable[[str, int | None], bool]) -> dict[str, Shelf]:
    """选中的各格的样子；问的是最外一层的名字与格的号，直接放着的、文件夹自己没有号。"""
    root = os.fspath(data)
    skipped = len(os.path.join(root, ""))  # noqa: PTH118 - 要的是带分隔符的文字
    rows: dict[str, list[Row]] = {}
    for top in _entries(root):
        if not top.is_dir(follow_symlinks=False):
            if is_chosen("", None):
                _look(rows.setdefault("", []), top.path, top)
            continue
        if is_chosen(top.name, None):
            rows[f"{top.name}/"] = [(top.path, FOLDER)]
        for entry in _entries(top.path):
            number = _bucket(entry.name)
            if is_chosen(top.name, number):
                _look(rows.setdefault(f"{top.name}/{number}", []), entry.path, entry)
    return {shelf: _shelf(found, skipped) for shelf, found in rows.items()}


def _look(rows: list[Row], path: str, entry: "os.DirEntry[str]", left: int = DEEPEST) -> None:
    """记下一样东西，与里面的各样；太深的不看，读数据时不许那么深。十万个文件都走这里，所以写得省。"""
    if entry.is_file(follow_symlinks=False):
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            rows.append((path, OTHER))
            return
        rows.append((path, FILE, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))
    elif entry.is_dir(follow_symlinks=False):
        rows.append((path, FOLDER))
        for inner in _entries(path) if left else ():
            _look(rows, inner.path, inner, left - 1)
    else:
        rows.append((path, OTHER))


def _shelf(rows: list[Row], skipped: int) -> Shelf:
    rows.sort()
    digest = blake2b(marshal.dumps(rows, 2), digest_size=16).digest()
    files = [row for row in rows if row[1] == FILE]
    newest = max((max(row[3], row[4]) for row in files), default=0)
    size = sum([row[2] for row in files])
    return Shelf(digest, newest, size, "\n".join([row[0][skipped:] for row in files]))


def _entries(path: str) -> "list[os.DirEntry[str]]":
    """一个文件夹里要看的东西；打不开的当作空的，读数据时自会说。"""
    try:
        with os.scandir(path) as entries:
            return [entry for entry in entries if not is_ignored(entry.name)]
    except OSError:
        return []


if __name__ == "__main__":
    place, chosen, among = sys.argv[1:]
    answer = [(name, *shelf) for name, shelf in surveyed(Path(place), int(chosen), int(among)).items()]
    sys.stdout.buffer.write(marshal.dumps(answer))
