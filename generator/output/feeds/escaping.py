"""写进 XML 的文字：转义，换掉不许有的字符。"""

from html import escape

from generator.lazily import lazy_pattern

ILLEGAL = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """XML 里不许有的字符换成替换符：一个怪字符不该让全部订阅源写不出来。"""
    return ILLEGAL.sub("\ufffd", text)


def text(value: str) -> str:
    """写在标签之间的文字。"""
    return escape(legal(value), quote=False)


def attribute(value: str) -> str:
    """写在双引号里的文字。"""
    return text(value).replace('"', "&quot;")
