"""CSV 文本 → 一行一条的记录，并能指出任一单元格在第几行第几列。"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.problems import MOST_PROBLEMS, Mark, Problem

LINE_BREAK = re.compile(r"\r\n|[\n\r]")
MAX_LINES = 50_000
OTHER_DELIMITERS = {";": "分号", "\t": "制表符", "，": "全角逗号", "；": "全角分号"}


class Row(msgspec.Struct, frozen=True):
    """一个数据行。

    Attributes:
        fields: 列名 → 文字；空单元格略去。
        line: 这一行从文件的第几行开始，从 1 起。
    """

    fields: dict[str, str]
    line: int


class Table(msgspec.Struct, frozen=True):
    """一张表。

    Attributes:
        header: 列名。
        header_line: 表头在第几行，从 1 起。
        rows: 列数无误的数据行。
    """

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]


def lines_of(text: str) -> list[str]:
    """按 CSV 认的换行分行。"""
    return LINE_BREAK.split(text)


def parse(text: str, path: str) -> tuple[Table, list[Problem]]:
    """读出一张表。表头有误时不读数据行；某行列数不对时记下问题、略过该行。"""
    lines = lines_of(text)
    if len(lines) > MAX_LINES:
        problem = Problem(
            "too-many-items",
            Mark(path),
            f"表格超过 {MAX_LINES} 行",
            "这一类不该有这么多；检查是否放错了文件。",
        )
        return Table((), 1, ()), [problem]
    # 格子里的换行也统一，否则回车会被当作看不见的字符。
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), strict=True)
    header: tuple[str, ...] = ()
    header_line, start = 1, 1
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif not header:
                header, header_line = tuple(cell.strip() for cell in cells), start
                problems += _header_problems(header, path, lines, start)
                if problems:
                    break
            elif len(cells) == len(header):
                named = zip(header, cells, strict=True)
                rows.append(Row({name: cell for name, cell in named if cell.strip()}, start))
            elif len(problems) <= MOST_PROBLEMS:
                problems.append(_width_problem(header, cells, path, lines, start))
            start = reader.line_num + 1
    except csv.Error:
        cure = "单元格里有引号时，写成两个引号，整格再用引号括起来；用表格软件另存为 CSV 会自动处理。"
        problems.append(
            Problem("csv-syntax", Mark(path, start, 1, _line(lines, start)), "引号没有配对", cure)
        )
    return Table(header, header_line, tuple(rows)), problems


def _header_problems(header: Sequence[str], path: str, lines: Sequence[str], line: int) -> list[Problem]:
    if len(header) == 1:
        used = next((name for sign, name in OTHER_DELIMITERS.items() if sign in header[0]), None)
        if used:
            cure = "列与列之间用半角逗号；表格软件另存时选「CSV（逗号分隔）」。"
            return [
                Problem("csv-delimiter", Mark(path, line, 1, _line(lines, line)), f"各列用{used}隔开了", cure)
            ]
    problems = []
    for index, name in enumerate(header):
        mark = cell_mark(path, lines, line, index)
        if not name:
            problems.append(Problem("empty-column", mark, "表头有空的列名", "给这一列起名，或整列删去。"))
        elif name in header[:index]:
            message = f"「{name}」这一列写了两次"
            problems.append(Problem("duplicate-column", mark, message, "留下一列，删去另一列。"))
    return problems


def _width_problem(
    header: Sequence[str], cells: Sequence[str], path: str, lines: Sequence[str], start: int
) -> Problem:
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


def rows_of(text: str) -> Iterator[list[tuple[int, int]]]:
    """各行各格在文字里的起止；要在原文上改一格时用。"""
    row: list[tuple[int, int]] = []
    start, is_quoted = 0, False
    for place, sign in enumerate(text):
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign in ",\r\n":
            row.append((start, place))
            start = place + 1
            if sign != ",":
                yield row
                row = []
    yield [*row, (start, len(text))]


def cell_of(raw: str) -> str:
    """一格去掉引号以后的文字；长得读表时就不收的一格为空。"""
    if not raw.strip() or len(raw) > csv.field_size_limit():
        return ""
    return next(csv.reader(io.StringIO(raw)), [""])[0]


def quoted(value: str) -> str:
    """一格的写法：有逗号、引号、换行的加引号。"""
    if re.search('[",\r\n]', value):
        return '"' + value.replace('"', '""') + '"'
    return value
