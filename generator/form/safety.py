"""表单存盘之前先看：它会把哪些没有加引号的字读成数、是否、空，存回去就不是原来的字了。"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.problems import Mark, Problem

NUMBER = re.compile(
    r"[-+]?[0-9]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)
KEPT_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
WORDS = {"true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~", ""}
SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
CURE = '用半角引号括起来，例如 number: "0046"。'


def spoilt_by_form(data: Path, shown_as: str) -> tuple[Problem, ...]:
    """数据目录里，经表单存一次就会变样的值，一处一条。"""
    found = [
        problem
        for path in sorted(data.rglob("*.yml"))
        if not any(part.startswith(".") for part in path.relative_to(data).parts)
        for problem in _in_file(path, f"{shown_as}/{path.relative_to(data).as_posix()}")
    ]
    return tuple(found)


def _in_file(path: Path, shown: str) -> Iterator[Problem]:
    text = path.read_text("utf-8-sig")
    lines = text.splitlines()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and not event.style and is_spoilt(event.value):
            start = event.start_mark
            row, column = (start.line, start.column) if start else (0, 0)
            excerpt = lines[row] if row < len(lines) else ""
            mark = Mark(shown, row + 1, column + 1, excerpt)
            message = f"「{event.value}」没有加引号，表单会当成数或空，存回去就变了"
            yield Problem("spoilt-by-form", mark, message, CURE)


def is_spoilt(value: str) -> bool:
    """YAML 1.2 会读成别的、写回去与原来不同的字。"""
    if value in WORDS or SPECIAL.fullmatch(value):
        return True
    return NUMBER.fullmatch(value) is not None and KEPT_NUMBER.fullmatch(value) is None
