"""公开的内容里的全部文字：拿没有公开的字句与它们对。"""

from typing import Any

import msgspec


def public_words(content: Any, known: frozenset[str] = frozenset()) -> set[str]:
    """一份公开内容里的全部文字；对照表的键也要看，网页上登着。

    Args:
        content: 发布、份，或它们的列表。
        known: 已经知道公开着的，一并算上。
    """
    found = set(known)
    waiting = [msgspec.to_builtins(content, enc_hook=str)]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is str:
            found.add(value)
        elif kind is dict:
            waiting += value
            waiting += value.values()
        elif kind is list or kind is tuple:
            waiting += value
    return found
