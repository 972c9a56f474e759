"""装着的库是哪一版：从目录名里看。读 importlib.metadata 要二三十毫秒，每次建站都要问。"""

import os
import re
import sys
from collections.abc import Iterable
from functools import cache

SUFFIX = ".dist-info"


def versions(names: Iterable[str]) -> dict[str, str]:
    """各个库的版本。

    Args:
        names: 库的名字，照索引里的写法。

    Returns:
        名字 → 版本。

    Raises:
        importlib.metadata.PackageNotFoundError: 没有装。
    """
    found = _installed(tuple(sys.path))
    return {name: found.get(_plain(name)) or _asked(name) for name in names}


def _asked(name: str) -> str:
    """不是照常装的（装在压缩包里的、旧式的），照规矩问。"""
    from importlib import metadata  # noqa: PLC0415 - 多半用不着

    return metadata.version(name)


@cache
def _installed(path: tuple[str, ...]) -> dict[str, str]:
    """读模块时在前面的目录先找到，所以同一个库以前面的为准。"""
    found: dict[str, str] = {}
    for folder in path:
        for entry in _names(folder):
            if entry.endswith(SUFFIX):
                name, _, version = entry.removesuffix(SUFFIX).partition("-")
                found.setdefault(_plain(name), version)
    return found


def _names(folder: str) -> list[str]:
    try:
        with os.scandir(folder or ".") as entries:
            return sorted(entry.name for entry in entries)
    except OSError:
        return []


def _plain(name: str) -> str:
    """名字归一：大小写、连字符、下划线、点不分。"""
    return re.sub(r"[-_.]+", "-", name).lower()
