"""公开的内容里的全部文字：拿没有公开的字句与它们对。"""

from typing import Any

import msgspec


def public_words(content: Any) -> set[str]:
    """一份公开内容里的全部文字；对照表的键也要看，网页上登着。

    Args:
        content: 发布、份，或由它们、文字组成的列表。
    """
    found: set[str] = set()
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
