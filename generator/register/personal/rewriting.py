"""遮去：把一段文字里的个人信息就地换成遮住的写法，别处一个字符不动。"""

from collections.abc import Callable

from generator.register.personal.find import find
from generator.register.personal.found import Found

MOST_ROUNDS = 3
"""两处叠在一起的（路名门牌后面紧接着楼名室号），遮去前一处才看得到后一处。"""


def masked(text: str, is_allowed: Callable[[Found], bool]) -> str:
    """遮去一段文字里的个人信息。

    Args:
        text: 原文。
        is_allowed: 这一处是否已经确认可以公开；确认了的不遮。
    """
    for _ in range(MOST_ROUNDS):
        fresh = _once(text, is_allowed)
        if fresh == text:
            break
        text = fresh
    return text


def _once(text: str, is_allowed: Callable[[Found], bool]) -> str:
    pieces, end = [], 0
    for found in find(text):
        if not is_allowed(found):
            pieces += [text[end : found.start], found.masked]
            end = found.end
    return "".join([*pieces, text[end:]])
