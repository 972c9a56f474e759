"""指出一条记录的某个字段在数据文件的哪一行哪一列。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yaml.nodes import ScalarNode, SequenceNode

from generator.problems import Mark
from generator.register import csv_text, yaml_text
from generator.register.origin import Origin


class Locator:
    """只在出了问题时才回头读文件，好数据不付这个代价。"""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._documents: dict[str, tuple[Any, list[str]]] = {}
        self._tables: dict[str, tuple[csv_text.Table, list[str]]] = {}

    def mark(self, origin: Origin, steps: Sequence[str | int], *, key: bool = False, offset: int = 0) -> Mark:
        """字段所在处；字段不存在时指它应在的上一层。

        Args:
            origin: 记录的出处。
            steps: 从记录走到字段的路径。
            key: 指字段名，不指值。
            offset: 指多行正文里的第几个字符；只有「|」写法的正文能细到行列，其余指正文开头。
        """
        if origin.path.endswith(".csv"):
            return self._cell(origin, str(steps[0]) if steps else "", key=key)
        node, lines = self._document(origin.path)
        if node is None:
            return Mark(origin.path)
        if isinstance(node, SequenceNode):
            node = node.value[origin.index] if origin.index < len(node.value) else node
        found, _ = yaml_text.node_at(node, steps[:-1] if key and steps else steps)
        if key and steps:
            found = yaml_text.key_node(found, str(steps[-1])) or found
        place = found.start_mark
        if offset and isinstance(found, ScalarNode) and found.style == "|":
            return _inside(origin.path, lines, found, offset)
        return yaml_text.mark_at(origin.path, lines, place.line, place.column)

    def _cell(self, origin: Origin, name: str, *, key: bool) -> Mark:
        """一个单元格；指列名，或整列都没有时，指表头，免得每一行都说一遍。"""
        table, lines = self._table(origin.path)
        if origin.index >= len(table.rows):
            return Mark(origin.path)
        at_header = key or (name and name not in table.header)
        line = table.header_line if at_header else table.rows[origin.index].line
        cell = table.header.index(name) if name in table.header else 0
        return csv_text.cell_mark(origin.path, lines, line, cell)

    def _text(self, path: str) -> str:
        return (self._root / path).read_bytes().decode("utf-8-sig", errors="replace")

    def _table(self, path: str) -> tuple[csv_text.Table, list[str]]:
        if path not in self._tables:
            text = self._text(path)
            self._tables[path] = (csv_text.parse(text, path)[0], csv_text.lines_of(text))
        return self._tables[path]

    def _document(self, path: str) -> tuple[Any, list[str]]:
        if path not in self._documents:
            text = self._text(path)
            try:
                node = yaml_text.parse(text, path)
            except yaml_text.YamlProblem:
                node = None
            self._documents[path] = (node, yaml_text.lines_of(text))
        return self._documents[path]


def _inside(path: str, lines: Sequence[str], node: ScalarNode, offset: int) -> Mark:
    """「|」写法的正文里第 offset 个字符的位置；正文登记时去掉了开头的空行，这里补回来。"""
    leading = len(node.value) - len(node.value.lstrip("\n"))
    before = node.value[: offset + leading]
    line = node.start_mark.line + 1 + before.count("\n")
    start = node.start_mark.line + 1 + leading
    first = lines[start] if start < len(lines) else ""
    indent = len(first) - len(first.lstrip(" "))
    return yaml_text.mark_at(path, lines, line, indent + len(before) - (before.rfind("\n") + 1))
