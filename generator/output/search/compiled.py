"""逐项的循环编译成机器码：记录多时快几倍。没装 numba 就用数组运算的那一份，写出的字节相同。"""

import functools
import hashlib
import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

HERE = Path(__file__).parent


@functools.cache
def _njit() -> Callable[..., Any] | None:
    # 记录不多的网站用不到，不必载入；装了却与 numpy 合不来的，当作没装。
    try:
        numba: Any = importlib.import_module("numba")
    except ImportError:
        return None
    folder = _cache_folder()
    if folder is None:
        found: Callable[..., Any] = numba.njit
        return found
    numba.config.CACHE_DIR = str(folder)
    return functools.partial(numba.njit, cache=True)


def _cache_folder() -> Path | None:
    """编好的代码存在哪里；写不进去时没有，那就每次现编。

    改了循环的源文件就换一个目录：旧的缓存里记着已经没有的类，读到就是错。
    """
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(HERE.glob("loops_*.py")):
        digest.update(file.read_bytes())
    folder = HERE / "__pycache__" / f"loops-{digest.hexdigest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def can_compile() -> bool:
    """能不能编译；头一次问要载入 numba，约半秒。"""
    return _njit() is not None


def compiled(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """编译一个只用数与数组的函数。

    Args:
        function: 普通的函数；不能编译时原样可用，只是慢。

    Returns:
        用法相同的函数；第一次调用时编译，编好的存在代码旁边，下次直接取用。
    """
    njit = _njit()
    if njit is None:
        return function
    made: Callable[Given, Made] = njit(function)
    return made
