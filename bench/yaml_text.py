"""把记录写成编辑会写的那种 YAML：短的一行，正文用竖线起的块。"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

SAFE = re.compile(r"[\u4e00-\u9fff0-9A-Za-z][\u4e00-\u9fff0-9A-Za-z，。；、〔〕%·/-]*")


def document(record: Mapping[str, Any]) -> str:
    """一条记录的文件。"""
    return "\n".join(_mapping(record, "")) + "\n"


def scalar(text: str) -> str:
    """一个词：能不加引号就不加。"""
    return text if SAFE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _mapping(record: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, str) and "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        elif isinstance(value, str):
            yield f"{indent}{key}: {scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif value and isinstance(value[0], Mapping):
            yield f"{indent}{key}:"
            for item in value:
                first, *rest = _mapping(item, indent + "    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{key}: [{', '.join(map(scalar, value))}]"
