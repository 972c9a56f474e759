"""让格子里的文字只是文字：以 =、+、-、@ 等开头的，表格软件会当公式算，可以用来偷数据。"""

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")
"""单引号也在内：读回来时去掉一个，才分得清原来有没有。"""


def is_risky(text: str) -> bool:
    """会不会被当成公式；开头的空白不算。"""
    return text.startswith(STARTS) or text.lstrip().startswith(STARTS)


def guarded(text: str) -> str:
    """文字表格里，前面加一个单引号。"""
    return f"'{text}" if is_risky(text) else text


def unguarded(text: str) -> str:
    """读回来：去掉加上的那个单引号。"""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text
