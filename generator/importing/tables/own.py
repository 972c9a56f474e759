"""我们自己的表：模板与导出的，第二行写着键；各张表合起来，一行不落地读回记录。"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from pydantic import ValidationError

from generator.exporting.inert import unguarded
from generator.exporting.sheets import MORE
from generator.importing.material import Draft, Found
from generator.importing.registry import Registry
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.grid import Cell, Sheet
from generator.importing.tables.own_values import Reader
from generator.problems import Problem
from generator.register.drafting import suggested_id
from generator.register.model import MODELS
from generator.register.tabular import Column, Row, Shape, folded, shapes_of
from generator.terms import RecordKind

KEY = re.compile(r"[a-z_]+(?:\.[a-z_]+(?:\[\])?)+[#+]?(?:~\d+)?")
FARTHEST = 5
CURE = "对照「说明」一张表改好，再导入。"


class OwnSheet(msgspec.Struct, frozen=True):
    """一张我们自己的表。

    Attributes:
        sheet: 工作表。
        shape: 是哪一张。
        key_row: 键在第几行。
        columns: 第几列 → （键的那一列，接着写的第几段）。
    """

    sheet: Sheet
    shape: Shape
    key_row: int
    columns: dict[int, tuple[Column, int]]


def own_sheet(sheet: Sheet) -> OwnSheet | None:
    """是不是我们自己的表。"""
    for row in sheet.rows[:FARTHEST]:
        texts = {column: sheet.text_at(row, column) for column in sheet.columns}
        keys = {column: text for column, text in texts.items() if text}
        if keys and all(KEY.fullmatch(text) for text in keys.values()):
            return _matched(sheet, row, keys)
    return None


def _matched(sheet: Sheet, row: int, keys: dict[int, str]) -> OwnSheet | None:
    bases = {column: text.partition(MORE)[0] for column, text in keys.items()}
    kind = next((kind for kind in MODELS if f"{kind.value}.id" in bases.values()), None)
    for shape in shapes_of(kind) if kind else ():
        by_key = {column.key: column for column in shape.columns}
        if set(bases.values()) <= set(by_key):
            columns = {
                place: (by_key[base], int(keys[place].partition(MORE)[2] or 1))
                for place, base in bases.items()
            }
            return OwnSheet(sheet, shape, row, columns)
    return None


class _Line(msgspec.Struct, frozen=True):
    """一行：在哪张表的第几行，读成的行。"""

    own: OwnSheet
    number: int
    row: Row


def read_own(sheets: Sequence[OwnSheet], registry: Registry) -> list[Found]:
    """各张表合起来读：记录自己的表与逐条写的表，可以分在几个文件里。

    Args:
        sheets: 我们自己的表。
        registry: 名册。
    """
    doubts = {id(own): Doubts(own.sheet) for own in sheets}
    reader = Reader(registry.register, _named_here(sheets))
    lines = [line for own in sheets for line in _lines(own, reader, doubts[id(own)])]
    found = [
        item
        for kind in MODELS
        for item in _records(kind, [line for line in lines if line.own.shape.kind is kind], registry, doubts)
    ]
    return [*found, *(Found(problems=problems) for own in sheets if (problems := doubts[id(own)].problems()))]


def _named_here(sheets: Iterable[OwnSheet]) -> dict[tuple[RecordKind, str], str]:
    """这几张表里自己登记的名称 → 编号。"""
    found: dict[tuple[RecordKind, str], set[str]] = defaultdict(set)
    for own in sheets:
        places = {column.key.rpartition(".")[2]: place for place, (column, _) in own.columns.items()}
        for row in own.sheet.rows if not own.shape.path else ():
            identifier = own.sheet.text_at(row, places["id"])
            for name in ("name", "short_name", "title"):
                text = own.sheet.text_at(row, places[name]) if name in places else ""
                if text and identifier and row > own.key_row:
                    found[own.shape.kind, text].add(identifier)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def _lines(own: OwnSheet, reader: Reader, doubts: Doubts) -> Iterable[_Line]:
    for number in own.sheet.rows:
        if number <= own.key_row:
            continue
        pieces: dict[str, dict[int, str]] = defaultdict(dict)
        for place, (column, part) in own.columns.items():
            cell = own.sheet.cells.get((number, place))
            if cell is not None:
                pieces[column.key][part] = _value(own, cell, column, reader, doubts)
        cells = {key: "".join(parts[part] for part in sorted(parts)) for key, parts in pieces.items()}
        identifier = cells.pop(f"{own.shape.kind.value}.id", "")
        ordinals = tuple(_ordinal(cells.pop(column.key, ""), number) for column in _ordinals(own.shape))
        cells = {key: text for key, text in cells.items() if text}
        yield _Line(own, number, Row(own.shape, identifier, ordinals, cells))


def _value(own: OwnSheet, cell: Cell, column: Column, reader: Reader, doubts: Doubts) -> str:
    raw = cell.raw if own.sheet.is_typed else unguarded(cell.raw)
    read = reader.read(cell, raw, column)
    if read.doubt:
        doubts.add("unsure-cell", f"{column.title}：{read.doubt}", CURE, cell.row, cell.column)
    return read.value


def _ordinals(shape: Shape) -> tuple[Column, ...]:
    return shape.columns[1 : 1 + len(shape.path)]


def _ordinal(text: str, row: int) -> int:
    """次序；没有写的，照行的先后。"""
    return int(text) if text.isascii() and text.isdigit() else row


def _records(
    kind: RecordKind, lines: Sequence[_Line], registry: Registry, doubts: dict[int, Doubts]
) -> Iterable[Found]:
    groups: dict[str, list[_Line]] = {}
    by_number: dict[str, str] = {}
    for line in lines:
        if line.own.shape.path:
            continue
        identifier = line.row.identifier or suggested_id(kind, folded([line.row]), registry.register)
        name = identifier or f"\0{id(line.own)}{line.number}"
        groups.setdefault(name, []).append(line)
        by_number.setdefault(line.row.cells.get("proposal.number", ""), name)
    for line in lines:
        if line.own.shape.path:
            name = (
                line.row.identifier
                if line.row.identifier in groups
                else by_number.get(line.row.identifier, "")
            )
            if not line.row.identifier or name not in groups:
                message = f"编号「{line.row.identifier}」在{kind.label}表里没有，这一行没有读"
                doubts[id(line.own)].add("unsure-row", message, CURE, line.number)
                continue
            groups[name].append(line)
    for name, own in groups.items():
        yield _found(kind, "" if name.startswith("\0") else name, own, registry)


def _found(kind: RecordKind, identifier: str, lines: Sequence[_Line], registry: Registry) -> Found:
    """一条记录：合起来，照模型核对，有错的不写。"""
    first = lines[0]
    place, path = first.own.sheet.mark(first.number), first.own.sheet.path
    if sum(not line.own.shape.path for line in lines) > 1:
        message = f"{kind.label}「{identifier}」写了几行，没有读"
        return Found(problems=(Problem("duplicate-row", place, message, "留下一行，其余删去。"),))
    try:
        fields: dict[str, Any] = folded([line.row for line in lines])
    except LookupError as error:
        message = f"{kind.label}「{identifier}」的「{error.args[0]}」里，上一层的次序对不上，没有读"
        return Found(problems=(Problem("bad-row", place, message, CURE),))
    if fields.get("body") == registry.register.site.body:
        fields.pop("body", None)
    if not identifier:
        return Found((Draft(str(kind.value), fields, path),))
    whole = {"id": identifier, **fields}
    try:
        record = MODELS[kind].model_validate(whole)
    except ValidationError as error:
        return Found(
            problems=tuple(_problem(detail, first, kind) for detail in error.errors(include_url=False))
        )
    whole |= {name: value for name in fields if type(value := getattr(record, name)) is int}
    is_existing = identifier in registry.register.declared.get(kind, frozenset())
    return Found((Draft(str(kind.value), whole, path, is_existing=is_existing),))


def _problem(detail: Any, line: _Line, kind: RecordKind) -> Problem:
    """核对不过的一处。"""
    context = detail.get("ctx", {})
    name = ".".join(str(step) for step in detail["loc"] if not isinstance(step, int))
    path = ".".join([str(kind.value), *line.own.shape.path, name])
    titles = {column.key: column.title for shape in shapes_of(kind) for column in shape.columns}
    title = titles.get(path, name)
    said = context.get("message") or ("没有写" if detail["type"] == "missing" else "写法不对")
    column = next((place for place, (one, _) in line.own.columns.items() if one.key == path), 1)
    mark = line.own.sheet.mark(line.number, column)
    return Problem(
        context.get("rule", "bad-row"), mark, f"{title}：{said}；这一条没有写", context.get("cure") or CURE
    )
