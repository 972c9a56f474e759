"""输出目录：标记、写入、清理。唯一往站点目录里写的地方。"""

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.problems import Mark, Problem, ProblemsError

MARKER = ".shai-site"
COMPLETE, UPDATING = b"complete\n", b"updating\n"


def refuse_foreign(out: Path) -> None:
    """输出目录里有不是我们写的东西时，不碰它。

    Raises:
        ProblemsError: 目录不空，又没有我们的标记。
    """
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        mark = Mark(out.as_posix())
        cure = "换一个空目录，或自己确认后删去里面的文件。"
        raise ProblemsError((Problem("foreign-output", mark, "输出目录里有不是本软件写的文件", cure),))


def write(out: Path, artifacts: dict[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """把产物写进目录：只写改了的，删去不再有的。

    中途断了，标记停在「updating」，下次建站照样逐个比对、补完。

    Returns:
        写了的与删了的路径。
    """
    begin(out)
    removed = remove_others(out, artifacts)
    written = [path for path, content in artifacts.items() if write_if_changed(out / path, content)]
    complete(out)
    return tuple(written), removed


def is_complete(out: Path) -> bool:
    """上次写完了没有。"""
    try:
        return not (out / MARKER).is_symlink() and (out / MARKER).read_bytes() == COMPLETE
    except OSError:
        return False


def begin(out: Path) -> None:
    """开始改这个目录；complete 之前断了，下次知道没有写完。"""
    out.mkdir(parents=True, exist_ok=True)
    _put(out / MARKER, UPDATING)


def complete(out: Path) -> None:
    """写完了：删去空文件夹，改好标记。"""
    remove_empty_folders(out)
    mark_complete(out)


def mark_complete(out: Path) -> None:
    """改好标记。"""
    _put(out / MARKER, COMPLETE)


def remove(out: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """删去这几个产物，与因此空了的文件夹。"""
    removed = []
    for path in sorted(paths):
        target = out / path
        with suppress(FileNotFoundError):
            target.unlink()
            removed.append(path)
        for folder in target.parents:
            if folder == out or any(folder.iterdir()):
                break
            folder.rmdir()
    return tuple(removed)


def remove_others(out: Path, artifacts: Collection[str]) -> tuple[str, ...]:
    """删去不是产物的；符号链接一律删去，免得顺着它写到目录外面。

    先删后写：不分大小写的磁盘上，后删会删掉刚写好的同名文件。
    """
    kept = {*artifacts, MARKER}
    removed = [path for path, is_link in _entries(out) if is_link or path not in kept]
    for path in removed:
        (out / path).unlink()
    return tuple(path for path in sorted(removed) if path not in kept)


def _entries(out: Path) -> Iterator[tuple[str, bool]]:
    """输出目录里的文件与符号链接：（路径，是不是链接）；文件夹走进去看，链接不走。"""
    left = [""]
    while left:
        folder = left.pop()
        with os.scandir(out / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{path}/")
                else:
                    yield path, entry.is_symlink()


def write_if_changed(target: Path, content: bytes) -> bool:
    """内容变了才写；返回写了没有。"""
    try:
        _create(target, content)
    except FileExistsError:
        found = target.lstat()
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        _create(target, content)
        return True
    else:
        return True
    if stat.S_ISDIR(found.st_mode):
        shutil.rmtree(target)
    elif found.st_size == len(content) and target.read_bytes() == content:
        return False
    target.write_bytes(content)
    return True


def _create(target: Path, content: bytes) -> None:
    """新写一个文件；从头建的几十万件都是新的，先问有没有、文件夹在不在，要多费一半工夫。"""
    # 直接用描述符：缓冲的文件对象一件要多费三分之一。
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _put(marker: Path, content: bytes) -> None:
    if marker.is_symlink():
        marker.unlink()
    marker.write_bytes(content)


def remove_empty_folders(out: Path) -> None:
    """删去空文件夹。"""
    for folder, _, _ in os.walk(out, topdown=False):
        with os.scandir(folder) as entries:
            is_empty = next(entries, None) is None
        if is_empty and Path(folder) != out:
            os.rmdir(folder)  # noqa: PTH106 - 一次看几万个文件夹，省去造 Path
