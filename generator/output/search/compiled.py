"""逐项的循环编译成机器码：记录多时快几倍。没装 numba 就用数组运算的那一份，写出的字节相同。"""

import functools
import importlib
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


@functools.cache
def _njit() -> Callable[..., Any] | None:
    # 记录不多的网站用不到，不必载入；装了却与 numpy 合不来的，当作没装。
    try:
        found: Callable[..., Any] = importlib.import_module("numba").njit
    except ImportError:
        return None
    return found


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
    try:
        made: Callable[Given, Made] = njit(cache=True)(function)
    except RuntimeError:
        # 代码旁边与用户的缓存目录都写不进去：每次现编。
        made = njit(function)
    return made
