"""写成 YAML：与仓库里的文件一个样子。短的写在一行，正文另起，像数字的文字加引号。"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<][^,\[\]{}#:'\"\n]*")
NUMBER_LIKE = re.compile(r"[+-]?[\d._]+([eE][+-]?\d+)?|0[xo][\da-fA-F]+")
WORD_LIKE = {"yes", "no", "on", "off", "true", "false", "null", "y", "n", "~"}
"""别的软件会读成「是否」「空」的词；我们自己按文字读，写的时候仍加引号。"""

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
ESCAPED = re.compile('[\\\\"\\n\\t]')
WIDEST = 100
IDS = {"id", "term", "session", "count"}


def document(fields: Mapping[str, Any]) -> str:
    """一条记录的文件内容。"""
    return "".join(f"{line}\n" for line in _lines(fields))


def _lines(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, str) and _is_block(value.strip("\n")):
            yield f"{name}: |"
            yield from (f"  {line}" if line.strip() else "" for line in value.strip("\n").split("\n"))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{name}:"
            yield from (f"  - {flow(item)}" for item in value)
        else:
            yield f"{name}: {flow(value, name)}"


def flow(value: Any, name: str = "") -> str:
    """一个值写在一行里。"""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item, key)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, "id") for item in value) + "]"
    return scalar(str(value), quote_numbers=name not in IDS)


def _is_block(text: str) -> bool:
    """能不能照原样写成一段：开头缩进的、只有空白的行，照原样写会读成别的。"""
    lines = text.split("\n")
    return (
        len(lines) > 1 and not lines[0][:1].isspace() and not any(line and line.isspace() for line in lines)
    )


def scalar(text: str, *, quote_numbers: bool = True) -> str:
    """一个值：用不着引号的不加；里面的换行与空格一个也不少。"""
    wants = quote_numbers and NUMBER_LIKE.fullmatch(text) is not None
    is_flat = text == " ".join(text.split())
    if is_flat and not wants and PLAIN.fullmatch(text) and text.lower() not in WORD_LIKE:
        return text
    return '"' + ESCAPED.sub(lambda match: ESCAPES[match[0]], text) + '"'
