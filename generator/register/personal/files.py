"""遮去一个数据文件里的个人信息：只动会公开的值，注释、次序、引号、换行都照旧。"""

import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.register import yaml_text
from generator.register.csv_text import cell_of, rows_of
from generator.register.model import MODELS
from generator.register.model.common import Allowance
from generator.register.personal import Found, same
from generator.register.personal.flood import flood, is_flooded
from generator.register.personal.rewriting import masked
from generator.register.rules.personal import public_fields
from generator.register.yaml_text import YamlProblem
from generator.terms import RecordKind

Place = tuple[int, int]
"""一个值在文件里的（起，止）。"""

Written = tuple[Place, tuple[Allowance, ...], ScalarNode | None]
"""一个值：在哪里，记录里确认过什么，YAML 的节点。"""


def mask_file(text: str, path: str) -> str:
    """遮去一个数据文件里的个人信息。

    Args:
        text: 文件的文字，换行照原样。
        path: 相对数据目录的路径；由它知道是哪一类记录。

    Raises:
        LookupError: 不是数据文件。
        YamlProblem: YAML 语法不通，或长文里满篇数字。
    """
    top = path.partition("/")[0]
    for kind in RecordKind:
        if top == f"{kind.folder}.csv":
            return _mask_table(text, path, MODELS[kind])
        if top == kind.folder and path != top:
            return _mask_document(text, path, MODELS[kind])
    raise LookupError(path)


def _mask_document(text: str, path: str, model: type[BaseModel]) -> str:
    root = yaml_text.parse(text, path)
    records = root.value if isinstance(root, SequenceNode) else [root]
    starts = _line_starts(text)
    found: list[Written] = []
    for record in records:
        if isinstance(record, MappingNode):
            allowed = _allowances(record)
            for scalar in _scalars(record, model):
                begin, end = scalar.start_mark, scalar.end_mark
                place = (starts[begin.line] + begin.column, starts[end.line] + end.column)
                found.append((place, allowed, scalar))
    return _replaced(text, path, found)


def _replaced(text: str, path: str, found: list[Written]) -> str:
    if is_flooded(text[start:end] for (start, end), _, _ in found):
        raise YamlProblem(flood(path))
    pieces, passed = [], 0
    for (start, end), allowed, scalar in sorted(found, key=lambda item: item[0]):
        pieces += [text[passed:start], _masked(text[start:end], allowed, scalar)]
        passed = end
    return "".join([*pieces, text[passed:]])


def _masked(raw: str, allowed: tuple[Allowance, ...], scalar: ScalarNode | None) -> str:
    """一个值遮去以后的写法；双引号里用反斜杠编码的字原文里看不出来，遮的是读出来的值。"""
    is_confirmed = _confirmed_by(allowed)
    if scalar is not None and scalar.style == '"' and "\\" in raw:
        fresh = masked(scalar.value, is_confirmed)
        return raw if fresh == scalar.value else json.dumps(fresh, ensure_ascii=False)
    return masked(raw, is_confirmed)


def _confirmed_by(allowed: tuple[Allowance, ...]) -> Callable[[Found], bool]:
    return lambda found: any(item.kind is found.kind and same(found, item.value) for item in allowed)


def _line_starts(text: str) -> list[int]:
    """各行从第几个字符起；换行按 YAML 的认法，末尾多一个，文件结尾的标记也查得到。"""
    ends = [found.end() for found in yaml_text.LINE_BREAK.finditer(text)]
    return [0, *ends, len(text)]


def _allowances(record: MappingNode) -> tuple[Allowance, ...]:
    """记录里写的确认；写得不对的不算。"""
    fields = yaml_text.value_of(record, "", (), []).get("allow", [])
    kept = []
    for item in fields if isinstance(fields, list) else []:
        try:
            kept.append(Allowance.model_validate(item))
        except ValidationError:
            continue
    return tuple(kept)


def _scalars(node: Node, model: type[BaseModel]) -> Iterator[ScalarNode]:
    """会公开的各个值；私有的、引用别的记录的不动，编号是网址的一部分也不动。"""
    if not isinstance(node, MappingNode):
        return
    for key, value in node.value:
        if key.value in public_fields(model) and key.value not in {"id", "former_ids"}:
            yield from _values(value, _part_in(model.model_fields[key.value].annotation))


def _values(node: Node, part: type[BaseModel] | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _values(item, part)
    elif part is not None:
        yield from _scalars(node, part)


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """字段里装的子项的模型。"""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((part for part in map(_part_in, get_args(annotation)) if part), None)


def _mask_table(text: str, path: str, model: type[BaseModel]) -> str:
    """表格：逐行逐格；引号里的换行也在格内。"""
    header: list[str] = []
    found: list[Written] = []
    for row in rows_of(text):
        cells = [cell_of(text[start:end]) for start, end in row]
        if not header:
            header = [cell.strip() for cell in cells] if any(cell.strip() for cell in cells) else []
            continue
        found += [
            (place, (), None)
            for name, place in zip(header, row, strict=False)
            if name in public_fields(model) and name != "id"
        ]
    return _replaced(text, path, found)
