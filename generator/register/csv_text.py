"""CSV 文本 → 一行一条的记录，并能指出任一单元格在第几行第几列。"""

import csv
import io
from collections.abc import Sequence

import msgspec

from generator.problems import Mark, Problem


class Row(msgspec.Struct, frozen=True):
    """一个数据行。

    Attributes:
        fields: 列名 → 文字；空单元格略去。
        line: 这一行从文件的第几行开始，从 1 起。
    """

    fields: dict[str, str]
    line: int


def parse(text: str, path: str) -> tuple[list[Row], list[Problem]]:
    """读出全部数据行。表头有误时不读数据行；某行列数不对时记下问题、略过该行。"""
    lines = text.splitlines()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    header: list[str] = []
    start = 1
    try:
        for cells in reader:
            if not header:
                header = [cell.strip() for cell in cells]
                problems += _header_problems(header, path, lines)
                if problems:
                    return [], problems
            elif any(cell.strip() for cell in cells):
                problem = _width_problem(header, cells, path, lines, start)
                if problem:
                    problems.append(problem)
                else:
                    rows.append(
                        Row(
                            {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()},
                            start,
                        )
                    )
            start = reader.line_num + 1
    except csv.Error:
        mark = Mark(path, start, 1, _line(lines, start))
        problems.append(
            Problem(
                "csv-syntax",
                mark,
                "引号没有配对",
                "单元格里有引号时，写成两个引号，整格再用引号括起来；用表格软件另存为 CSV 会自动处理。",
            )
        )
    return rows, problems


def _header_problems(header: Sequence[str], path: str, lines: Sequence[str]) -> list[Problem]:
    problems = []
    for index, name in enumerate(header):
        mark = cell_mark(path, lines, 1, index)
        if not name:
            problems.append(Problem("empty-column", mark, "表头有空的列名", "给这一列起名，或整列删去。"))
        elif name in header[:index]:
            problems.append(
                Problem("duplicate-column", mark, f"「{name}」这一列写了两次", "留下一列，删去另一列。")
            )
    return problems


def _width_problem(
    header: Sequence[str], cells: Sequence[str], path: str, lines: Sequence[str], start: int
) -> Problem | None:
    if len(cells) == len(header):
        return None
    mark = cell_mark(path, lines, start, min(len(cells), len(header)) - 1)
    more_or_less = "多" if len(cells) > len(header) else "少"
    return Problem(
        "csv-width", mark, f"这一行有 {len(cells)} 格，表头有 {len(header)} 列，{more_or_less}了",
        "补齐或删去单元格；单元格里有逗号时，整格用引号括起来。",
    )  # fmt: skip


def cell_mark(path: str, lines: Sequence[str], line: int, cell: int) -> Mark:
    """第 line 行（从 1 起）开始的数据行里，第 cell 格（从 0 起）的位置。"""
    column, quoted, passed = 0, False, 0
    number = line
    while passed < cell and number <= len(lines):
        text = lines[number - 1]
        while column < len(text) and passed < cell:
            if text[column] == '"':
                quoted = not quoted
            elif text[column] == "," and not quoted:
                passed += 1
            column += 1
        if passed < cell:
            number, column = number + 1, 0
    return Mark(path, number, column + 1, _line(lines, number))


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
