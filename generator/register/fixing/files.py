"""一个数据文件里只有一种改法的各处：在原文上逐处替换。"""

import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.register import yaml_text
from generator.register.csv_text import cell_of, quoted, rows_of
from generator.register.fixing.values import Cure, Names, cure_of, is_word_list, pieces
from generator.register.folder import SITE_FILE
from generator.register.model import MODELS, TABLES, Site
from generator.register.yaml_text import LINE_BREAK, YamlProblem
from generator.terms import RecordKind

PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\s,\[\]{}#:'\"]*")
"""不加引号也只有一种读法的文字。"""

WIDE_COLON = re.compile(r"^(\s*(?:- +)*)([\w-]+)：[ \u3000]*(?=\S)", re.MULTILINE)


class Fixed(msgspec.Struct, frozen=True):
    """改了的一处：第几行（从 1 起），原来与现在的写法，为什么。"""

    line: int
    before: str
    after: str
    reason: str


class _Edit(msgspec.Struct, frozen=True, order=True):
    start: int
    end: int
    text: str
    reason: str


def fix_file(text: str, path: str, names: Names) -> tuple[str, tuple[Fixed, ...]]:
    """改好一个数据文件里只有一种改法的各处。

    Args:
        text: 文件的文字，换行照原样。
        path: 相对数据目录的路径；由它知道是哪一类记录。
        names: 名册里的名称与编号。

    Returns:
        改好的文字，与改了的各处；不是数据文件、YAML 读不通的原样返回。
    """
    model = model_of(path)
    if model is None:
        return text, ()
    if path.endswith(".csv"):
        return _applied(text, list(_table_edits(text, model, names)))
    fixed, told = _colons(text, path, model)
    try:
        root = yaml_text.parse(fixed, path)
    except YamlProblem:
        return text, ()
    records = root.value if isinstance(root, SequenceNode) else [root]
    places = _Places(fixed)
    edits = [edit for record in records for edit in _edits(record, model, names, places)]
    fixed, more = _applied(fixed, edits)
    return fixed, tuple(sorted((*told, *more), key=lambda item: item.line))


def model_of(path: str) -> type[BaseModel] | None:
    """一个路径上的文件装的是哪一类；不是数据文件的没有。"""
    if path == SITE_FILE:
        return Site
    top, inside, _ = path.partition("/")
    for kind in RecordKind:
        if kind in TABLES and path == f"{kind.folder}.csv":
            return MODELS[kind]
        if kind not in TABLES and inside and top == kind.folder and path.endswith((".yml", ".yaml")):
            return MODELS[kind]
    return None


def _colons(text: str, path: str, model: type[BaseModel]) -> tuple[str, tuple[Fixed, ...]]:
    """行首的字段名后面写了全角冒号：只在原来读不通、换了就读得通时才改。"""
    if _sound(text, path) or not WIDE_COLON.search(text):
        return text, ()
    known = _field_names(model)
    edits = [
        _Edit(found.end(2), found.end(), ": ", "字段名后面用半角冒号")
        for found in WIDE_COLON.finditer(text)
        if found[2].lower().replace("-", "_") in known
    ]
    fixed, told = _applied(text, edits)
    return (fixed, told) if _sound(fixed, path) else (text, ())


def _sound(text: str, path: str) -> bool:
    try:
        root = yaml_text.parse(text, path)
    except YamlProblem:
        return False
    records = root.value if isinstance(root, SequenceNode) else [root]
    return all(isinstance(record, MappingNode) for record in records)


def _field_names(model: type[BaseModel]) -> set[str]:
    found = set(model.model_fields)
    for field in model.model_fields.values():
        found.add(field.title or "")
        part = part_in(field.annotation)
        found |= _field_names(part) if part else set()
    return found


class _Places:
    """节点在文字里的起止。"""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in LINE_BREAK.finditer(text)), len(text)]

    def of(self, node: Node) -> tuple[int, int]:
        begin, end = node.start_mark, node.end_mark
        return self._starts[begin.line] + begin.column, self._starts[end.line] + end.column


def _edits(node: Node | None, model: type[BaseModel], names: Names, places: _Places) -> Iterator[_Edit]:
    if not isinstance(node, MappingNode):
        return
    written = {key.value for key, _ in node.value if isinstance(key, ScalarNode)}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            continue
        name = _field_name(str(key.value), model, written)
        if name is None:
            continue
        if name != key.value:
            yield _Edit(*places.of(key), name, "字段名用英文")
        field = model.model_fields[name]
        part = part_in(field.annotation)
        if part is not None:
            items = value.value if isinstance(value, SequenceNode) else [value]
            for item in items:
                yield from _edits(item, part, names, places)
        else:
            yield from _value_edits(value, field, name, names, places)


def _field_name(key: str, model: type[BaseModel], written: set[str]) -> str | None:
    """字段名；写成中文名、大写或别的连接符，而又只有一个对得上时，是那一个。"""
    if key in model.model_fields:
        return key
    folded = key.strip().lower().replace("-", "_").replace(" ", "_")
    found = [
        name
        for name, field in model.model_fields.items()
        if (name == folded or field.title == key.strip()) and name not in written
    ]
    return found[0] if len(found) == 1 else None


def _value_edits(node: Node, field: FieldInfo, name: str, names: Names, places: _Places) -> Iterator[_Edit]:
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _value_edits(item, field, name, names, places)
    elif isinstance(node, ScalarNode) and node.style in {None, "", "'", '"'} and node.value.strip():
        cure = _cure(node.value, field, name, names)
        start, end = places.of(node)
        # 跨行的文字里换行有几种写法，不在原文上改。
        if cure and not LINE_BREAK.search(places.text[start:end]):
            yield _Edit(start, end, _quoted(cure.value, node.style), cure.reason)


def _cure(text: str, field: FieldInfo, name: str, names: Names) -> Cure | None:
    """一个值的改法；一格几个词的逐个看。"""
    parts = pieces(text) if is_word_list(field) else [text]
    if len(parts) == 1:
        return cure_of(text, field, name, names)
    cures = [cure_of(part.strip(), field, name, names) if part.strip() else None for part in parts]
    if not any(cures):
        return None
    fixed = "".join(cure.value if cure else part for cure, part in zip(cures, parts, strict=True))
    return Cure(fixed, next(cure.reason for cure in cures if cure))


def _quoted(value: str, style: str | None) -> str:
    if style == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == "'" or not PLAIN.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return value


def part_in(annotation: Any) -> type[BaseModel] | None:
    """字段里装的子项的模型。"""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((part for part in map(part_in, get_args(annotation)) if part), None)


def _applied(text: str, edits: list[_Edit]) -> tuple[str, tuple[Fixed, ...]]:
    """从前往后拼，行号边走边数：一个文件改几万处，也只走一遍。"""
    pieces: list[str] = []
    told: list[Fixed] = []
    passed, line = 0, 1
    for edit in sorted(edits):
        before = text[edit.start : edit.end]
        if edit.start < passed or before == edit.text:
            continue
        line += len(LINE_BREAK.findall(text, passed, edit.start))
        told.append(Fixed(line, before, edit.text, edit.reason))
        pieces += [text[passed : edit.start], edit.text]
        line += len(LINE_BREAK.findall(before))
        passed = edit.end
    return "".join([*pieces, text[passed:]]), tuple(told)


def _table_edits(text: str, model: type[BaseModel], names: Names) -> Iterator[_Edit]:
    """表格：逐行逐格；表头写成中文名的换成字段名。"""
    header: list[str] = []
    for row in rows_of(text):
        cells = [cell_of(text[start:end]) for start, end in row]
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            written = {cell.strip() for cell in cells}
            header = [_field_name(cell.strip(), model, written) or "" for cell in cells]
            for place, cell, name in zip(row, cells, header, strict=True):
                if name and name != cell.strip():
                    yield _Edit(*place, name, "列名用英文")
            continue
        if len(cells) != len(header):
            continue
        for place, cell, name in zip(row, cells, header, strict=True):
            cure = _cure(cell, model.model_fields[name], name, names) if name and cell.strip() else None
            if cure:
                yield _Edit(*place, quoted(cure.value), cure.reason)
