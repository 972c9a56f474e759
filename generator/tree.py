"""输出目录：标记、写入、清理。唯一往站点目录里写的地方。"""

import os
import shutil
import stat
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
    out.mkdir(parents=True, exist_ok=True)
    _put(out / MARKER, UPDATING)
    removed = _remove_others(out, artifacts)
    written = [path for path, content in artifacts.items() if _write_if_changed(out / path, content)]
    _remove_empty_folders(out)
    _put(out / MARKER, COMPLETE)
    return tuple(written), removed


def _remove_others(out: Path, artifacts: dict[str, bytes]) -> tuple[str, ...]:
    """删去不是产物的；符号链接一律删去，免得顺着它写到目录外面。

    先删后写：不分大小写的磁盘上，后删会删掉刚写好的同名文件。
    """
    kept = {*artifacts, MARKER}
    removed = []
    for folder, names, files in os.walk(out):
        here = Path(folder).relative_to(out)
        linked = [name for name in names if (out / here / name).is_symlink()]
        for name in sorted([*linked, *files]):
            path = (here / name).as_posix()
            if path not in kept or (out / path).is_symlink():
                (out / path).unlink()
                removed.append(path)
    return tuple(path for path in sorted(removed) if path not in kept)


def _write_if_changed(target: Path, content: bytes) -> bool:
    try:
        found = target.lstat()
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    else:
        if stat.S_ISDIR(found.st_mode):
            shutil.rmtree(target)
        elif found.st_size == len(content) and target.read_bytes() == content:
            return False
    target.write_bytes(content)
    return True


def _put(marker: Path, content: bytes) -> None:
    if marker.is_symlink():
        marker.unlink()
    marker.write_bytes(content)


def _remove_empty_folders(out: Path) -> None:
    for folder, _, _ in os.walk(out, topdown=False):
        path = Path(folder)
        if path != out and not any(path.iterdir()):
            path.rmdir()
