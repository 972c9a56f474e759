"""归一后的文字里的一段。"""

import msgspec


class Span(msgspec.Struct, frozen=True):
    """一段。

    Attributes:
        start: 从第几个字符起。
        end: 到第几个字符之前。
        kept: 遮去时从开头留到第几个字符之前；等于 start 时什么都不留。
    """

    start: int
    end: int
    kept: int
