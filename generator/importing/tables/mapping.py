"""对照文件：各地自己的表头读成哪个字段，以及整张表都一样的值；由编辑写明。"""

from pathlib import Path
from typing import Any

import msgspec

from generator.importing.material import Refused, refuse
from generator.importing.tables import headings
from generator.importing.tables.grid import Sheet
from generator.importing.tables.header import Header, Heading
from generator.importing.tables.spellings import BY_VALUE, SPELLINGS
from generator.problems import Mark
from generator.register.yaml_text import YamlProblem, lines_of, parse, value_of
from generator.terms import nearest

NOT_READ = "不读"
TARGETS = (*SPELLINGS, *dict.fromkeys(t for found in BY_VALUE.values() for t in found))
SHORT_NAMES = {target.rpartition(".")[2]: target for target in reversed(TARGETS)}
ALLOWED = ("sheets", "header", "body", "term", "session", "columns", "values")
CURE = "写法见文档「导入」里的对照文件一节。"


class Mapping(msgspec.Struct, frozen=True):
    """对照。

    Attributes:
        columns: 表头（去掉空白标点）→ 读成哪里；空的不读。
        values: 每一件都一样的值：读成哪里 → 值。
        body: 政协的编号。
        term: 届。
        session: 次。
        sheets: 只读这几张表；空的都读。
        header: 表头是第几行；零是自己找。
    """

    columns: dict[str, str] = {}
    values: dict[str, str] = {}
    body: str = ""
    term: int | None = None
    session: int | None = None
    sheets: tuple[str, ...] = ()
    header: int = 0

    def header_in(self, sheet: Sheet) -> Header | None:
        """按写明的行，或按写明的列名，找表头。"""
        for row in [self.header] if self.header else sheet.rows[:40]:
            names = {column: sheet.text_at(row, column) for column in sheet.columns}
            known = sum(headings.folded(name) in self.columns for name in names.values() if name)
            if self.header or known == len(self.columns):
                found = tuple(Heading(column, (name,)) for column, name in names.items() if name)
                return Header(row, row, found)
        return None


def read_mapping(path: Path) -> Mapping:
    """读一份对照文件。

    Raises:
        Refused: 读不了，或写错了。
    """
    shown = path.as_posix()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise refuse("no-mapping", Mark(shown), "读不了对照文件", "检查路径；文件用 UTF-8。") from None
    try:
        node = parse(text, shown)
    except YamlProblem as error:
        raise Refused((error.problem,)) from None
    found = value_of(node, shown, lines_of(text), []) if node else {}
    if not isinstance(found, dict):
        raise refuse("bad-mapping", Mark(shown), "对照文件应当分项写", CURE)
    return _checked(found, shown)


def _checked(found: dict[str, Any], path: str) -> Mapping:
    for name in found:
        if name not in ALLOWED:
            similar = nearest(name, ALLOWED)
            hint = f"是否想写「{similar}」？" if similar else f"可用的项：{'、'.join(ALLOWED)}。"
            raise refuse("bad-mapping", Mark(path), f"不认识的项「{name}」", hint)
    columns = {
        headings.folded(name): _target(target, path) for name, target in _items(found, "columns", path)
    }
    fixed = {_target(name, path): text for name, text in _items(found, "values", path)}
    sheets = found.get("sheets", [])
    return Mapping(
        columns,
        fixed,
        str(found.get("body", "")),
        _count(found, "term", path),
        _count(found, "session", path),
        tuple(sheets if isinstance(sheets, list) else [str(sheets)]),
        _count(found, "header", path) or 0,
    )


def _items(found: dict[str, Any], name: str, path: str) -> list[tuple[str, str]]:
    items = found.get(name, {})
    if not isinstance(items, dict) or not all(isinstance(value, str) for value in items.values()):
        raise refuse("bad-mapping", Mark(path), f"「{name}」里应当一行一个「名称: 值」", CURE)
    return list(items.items())


def _count(found: dict[str, Any], name: str, path: str) -> int | None:
    text = str(found.get(name, ""))
    if text and not (text.isascii() and text.isdigit()):
        raise refuse("bad-mapping", Mark(path), f"「{name}」应当是数字，写的是「{text}」", CURE)
    return int(text) if text else None


def _target(text: str, path: str) -> str:
    """读成哪里：写字段名，或写一个认得的列名。"""
    if text in {NOT_READ, ""}:
        return ""
    if text in TARGETS:
        return text
    known = headings.KNOWN.get(headings.folded(text)) or (SHORT_NAMES.get(text) if text.isascii() else None)
    if known is None:
        similar = nearest(text, [*TARGETS, *headings.KNOWN])
        hint = (
            f"是否想写「{similar}」？"
            if similar
            else f"可用的：{'、'.join(TARGETS)}；不要的写「{NOT_READ}」。"
        )
        raise refuse("bad-mapping", Mark(path), f"不认识的字段「{text}」", hint)
    return known
