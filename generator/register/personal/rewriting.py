"""遮去：把一段文字里的个人信息就地换成遮住的写法，别处一个字符不动。"""

from collections.abc import Callable

from generator.register.personal.find import find
from generator.register.personal.found import Found


def masked(text: str, is_allowed: Callable[[Found], bool]) -> str:
    """遮去一段文字里的个人信息。

    Args:
        text: 原文。
        is_allowed: 这一处是否已经确认可以公开；确认了的不遮。
    """
    pieces, end = [], 0
    for found in find(text):
        if not is_allowed(found):
            pieces += [text[end : found.start], found.masked]
            end = found.end
    return "".join([*pieces, text[end:]])
