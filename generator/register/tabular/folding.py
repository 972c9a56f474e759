"""一条记录 ↔ 各张表里的行。"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.register.model.fields import LIST_SEPARATORS
from generator.register.tabular.shape import Column, Shape, shapes_of
from generator.terms import RecordKind

JOINER = "；"
YES = "是"


class Row(msgspec.Struct, frozen=True):
    """一行。

    Attributes:
        shape: 哪张表。
        identifier: 所属记录的编号。
        ordinals: 各层的次序，从 1 起。
        cells: 键 → 文字；没有内容的不在内。
    """

    shape: Shape
    identifier: str
    ordinals: tuple[int, ...]
    cells: dict[str, str]


def unfolded(kind: RecordKind, fields: Mapping[str, Any]) -> Iterator[Row]:
    """一条记录写出来的字段 → 各张表里的行。"""
    for shape in shapes_of(kind):
        for ordinals, item in _items(fields, shape.path, ()):
            yield Row(shape, str(fields["id"]), ordinals, _cells(shape, item))


def _items(
    item: Mapping[str, Any], path: Sequence[str], ordinals: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Mapping[str, Any]]]:
    if not path:
        yield ordinals, item
        return
    for number, part in enumerate(_at(item, path[0].split(".")) or (), start=1):
        yield from _items(part, path[1:], (*ordinals, number))


def _cells(shape: Shape, item: Mapping[str, Any]) -> dict[str, str]:
    found = {column.key: _text(column, item) for column in shape.columns if column.steps}
    return {key: text for key, text in found.items() if text}


def _text(column: Column, item: Mapping[str, Any]) -> str:
    value = _at(item, column.steps)
    if column.is_presence:
        return YES if value == {} else ""
    if column.is_list:
        return joined([str(part) for part in value or ()])
    return "" if value is None else str(value)


def _at(item: Mapping[str, Any], steps: Sequence[str]) -> Any:
    value: Any = item
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def joined(words: Sequence[str]) -> str:
    """几个词写在一格里：平常用分号隔开；词里本来有分号的，一行一个。"""
    if not any(LIST_SEPARATORS.search(word) for word in words):
        return JOINER.join(words)
    return "".join(f"{word}\n" for word in words)


def split(text: str) -> list[str]:
    """一格里的几个词。"""
    parts = text.split("\n") if "\n" in text else LIST_SEPARATORS.split(text)
    return [part.strip() for part in parts if part.strip()]


def folded(rows: Sequence[Row]) -> dict[str, Any]:
    """一条记录的各行 → 字段；子表的行按次序放回去。"""
    whole: dict[str, Any] = {}
    places: dict[tuple[tuple[str, ...], tuple[int, ...]], dict[str, Any]] = {((), ()): whole}
    for row in sorted(rows, key=lambda row: (len(row.shape.path), row.ordinals)):
        item = _read(row)
        if not row.shape.path:
            whole |= item
            continue
        above = places.get((row.shape.path[:-1], row.ordinals[:-1]))
        if above is None:
            raise LookupError(row.shape.title)
        _append(above, row.shape.path[-1].split("."), item)
        places[row.shape.path, row.ordinals] = item
    return _in_order(whole, rows)


def _read(row: Row) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for column in row.shape.columns:
        text = row.cells.get(column.key, "")
        if not text or not column.steps:
            continue
        value: Any = {} if column.is_presence else split(text) if column.is_list else text
        _put(item, column.steps, value)
    return item


def _put(item: dict[str, Any], steps: Sequence[str], value: Any) -> None:
    for step in steps[:-1]:
        item = item.setdefault(step, {})
    if value == {}:
        item.setdefault(steps[-1], {})
    else:
        item[steps[-1]] = value


def _append(item: dict[str, Any], steps: Sequence[str], part: dict[str, Any]) -> None:
    for step in steps[:-1]:
        item = item.setdefault(step, {})
    item.setdefault(steps[-1], []).append(part)


def _in_order(whole: dict[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    """记录自己的字段照模型的次序。"""
    names = rows[0].shape.model.model_fields if rows and not rows[0].shape.path else {}
    ordered = {name: whole[name] for name in names if name in whole}
    return ordered | whole
