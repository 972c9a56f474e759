"""在原文上换一个字段的值：注释、次序、别的字段一个字不动；改完读回来不是想要的，就不改。"""

import copy
from collections.abc import Sequence
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.register import yaml_text
from generator.register.csv_text import cell_of, quoted, rows_of
from generator.register.drafting.layout import document, flow
from generator.register.yaml_text import LINE_BREAK, YamlProblem

Steps = Sequence[str | int]


def rewritten(text: str, index: int, steps: Steps, value: Any, order: Sequence[str]) -> str | None:
    """YAML 文件里一条记录的一个字段换成新的值，没有的添上。

    Args:
        text: 文件的文字。
        index: 文件里的第几条，从 0 起。
        steps: 从记录走到字段的路径。
        value: 新的值：文字、数、列表或映射。
        order: 模型的字段次序；新添的字段照它排。

    Returns:
        改好的全文；夹着注释的列表之类要由人改的为 None。
    """
    record = _record(text, index)
    before = _values(text, index)
    if record is None or before is None:
        return None
    made = _Editor(text, order).changed(record, steps, value)
    if made is None:
        return None
    wanted = _set(copy.deepcopy(before), steps, value)
    return made if _values(made, index) == _plain(wanted) else None


def rewritten_cell(text: str, identifier: str, name: str, value: str) -> str | None:
    """CSV 里一行的一格换成新的值；没有这一列或这一行的为 None。"""
    header: list[str] = []
    for row in rows_of(text):
        cells = [cell_of(text[start:end]).strip() for start, end in row]
        if not header:
            header = cells
            if "id" not in header or name not in header:
                return None
        elif len(cells) == len(header) and cells[header.index("id")] == identifier:
            start, end = row[header.index(name)]
            return f"{text[:start]}{quoted(value)}{text[end:]}"
    return None


def widened(text: str, names: Sequence[str]) -> str:
    """表格末尾添几列：表头写上列名，各行空着；别的一个字不动。"""
    made, done = [], 0
    for row in rows_of(text):
        start, end = row[0][0], row[-1][1]
        if start == end:
            continue
        more = [""] * len(names) if done else list(names)
        made.append(f"{text[done:end]},{','.join(more)}")
        done = end
    return "".join(made) + text[done:]


def _record(text: str, index: int) -> Node | None:
    try:
        root = yaml_text.parse(text, "")
    except YamlProblem:
        return None
    if isinstance(root, SequenceNode):
        return root.value[index] if index < len(root.value) else None
    return root


def _values(text: str, index: int) -> Any:
    record = _record(text, index)
    if record is None:
        return None
    return _plain(yaml_text.value_of(record, "", yaml_text.lines_of(text), []))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value).strip("\n")


def _set(fields: Any, steps: Steps, value: Any) -> Any:
    inner = fields
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = value
    return fields


class _Editor:
    """一份原文，与它的各处起止。"""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self._text, self._order = text, order
        self._starts = [0, *(found.end() for found in LINE_BREAK.finditer(text)), len(text)]
        self._break = "\r\n" if "\r\n" in text else "\n"

    def changed(self, record: Node, steps: Steps, value: Any) -> str | None:
        parent: Node | None = record
        for step in steps[:-1]:
            parent = _child(parent, step)
        name = steps[-1]
        if not isinstance(parent, MappingNode) or not isinstance(name, str) or not parent.value:
            return None
        for key, held in parent.value:
            if key.value == name:
                return self._replaced(parent, key, held, name, value)
        return self._added(parent, name, value)

    def _replaced(self, parent: MappingNode, key: Node, held: Node, name: str, value: Any) -> str | None:
        is_short = isinstance(held, ScalarNode) and held.style not in {"|", ">"}
        one_line = "\n" not in document({name: value}).rstrip("\n")
        if parent.flow_style or (is_short and one_line):
            start, end = self._at(held.start_mark), self._end(held)
            gap = " " if self._text[start - 1 : start] == ":" else ""
            return self._with(start, end, gap + flow(value, name))
        start, end = self._at(key.start_mark), self._end(held)
        if not isinstance(held, ScalarNode) and "#" in self._text[start:end]:
            # 列表里夹着注释，换掉就没有了。
            return None
        return self._with(start, end, self._lines(name, value, key.start_mark.column).lstrip(" "))

    def _added(self, parent: MappingNode, name: str, value: Any) -> str:
        if parent.flow_style:
            end = self._at(parent.end_mark) - 1
            while self._text[end - 1] == " ":
                end -= 1
            return self._with(end, end, f", {name}: {flow(value, name)}")
        column = parent.value[0][0].start_mark.column
        before = [item for item in parent.value if self._rank(item[0].value) < self._rank(name)]
        end = self._end((before or parent.value)[-1][1])
        place = self._text.find("\n", end)
        place = len(self._text) if place < 0 else place - (self._text[place - 1 : place] == "\r")
        return self._with(place, place, f"\n{self._lines(name, value, column)}")

    def _rank(self, name: str) -> int:
        return self._order.index(name) if name in self._order else len(self._order)

    def _lines(self, name: str, value: Any, column: int) -> str:
        lines = document({name: value}).rstrip("\n").split("\n")
        return "\n".join(f"{' ' * column}{line}" if line else "" for line in lines)

    def _with(self, start: int, end: int, text: str) -> str:
        return f"{self._text[:start]}{text.replace(chr(10), self._break)}{self._text[end:]}"

    def _at(self, mark: Any) -> int:
        return int(self._starts[mark.line] + mark.column)

    def _end(self, node: Node) -> int:
        """值的最后一个字之后；后面的空行与注释不算。"""
        is_block = isinstance(node, SequenceNode | MappingNode) and not node.flow_style
        if not is_block or not node.value:
            start, end = self._at(node.start_mark), self._at(node.end_mark)
            return start + len(self._text[start:end].rstrip())
        last = node.value[-1]
        return self._end(last[1] if isinstance(node, MappingNode) else last)


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
