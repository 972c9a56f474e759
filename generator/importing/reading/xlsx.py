"""新格式的工作簿（.xlsx；.et 也有这种）→ 表格；看不见的、没有算完的，不收。"""

import datetime as dt
import io
import re
import warnings
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from generator.importing.material import refuse, to_confirm
from generator.importing.reading.archive import Archive
from generator.importing.reading.faults import Faults
from generator.importing.reading.lines import INVISIBLE
from generator.importing.reading.numbers import day_shown, shown, written
from generator.importing.reading.xlsx_looks import Looks
from generator.importing.reading.xlsx_raw import empty_results, escaped_texts
from generator.importing.tables.grid import Area, Book, Cell, Sheet, letters
from generator.problems import Mark, Problem

MOST_XML, MOST_CELLS, MOST_MERGED = 40_000_000, 400_000, 1_000_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:$]{1,30})"')
MACROS = re.compile(r"xl/(?:vbaProject|macrosheets/|activeX/)")
EMBEDDED = re.compile(r"xl/embeddings/")
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def read_xlsx(archive: Archive) -> Book:
    """读一个工作簿。

    Raises:
        Refused: 有宏、嵌入的文件、批注、看不见的内容、没有算完的公式，或打不开。
    """
    faults = Faults(archive.path)
    _look_inside(archive, faults)
    formulas, values = _load(archive, data_only=False), _load(archive, data_only=True)
    sheets = []
    for sheet in formulas.worksheets:
        reader = _SheetReader(sheet, values[sheet.title], faults, archive)
        if reader.cells or sheet.merged_cells.ranges:
            sheets.append(reader.sheet())
    faults.refuse_any()
    return Book(archive.path, tuple(sheets), tuple(_floating(archive)))


def _look_inside(archive: Archive, faults: Faults) -> None:
    for pattern, rule, what in ((MACROS, "macro", "宏"), (EMBEDDED, "embedded-file", "嵌入的文件")):
        if any(pattern.match(name) for name in archive.names):
            faults.add(rule, f"工作簿里有{what}")
    sheets = [
        archive.bytes_of(name)
        for name in archive.names
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    ]
    merged = sum(_area(found[1].decode()) for sheet in sheets for found in MERGED.finditer(sheet))
    if sum(map(len, sheets)) > MOST_XML or merged > MOST_MERGED:
        message, cure = "工作簿大得不像台账", "删去空行空列与格式，取消整行整列的合并，拆成几个文件。"
        raise refuse("file-too-big", Mark(archive.path), message, cure)


def _area(ref: str) -> int:
    """一块合并的区域有几格；写坏了的为零，留给库去报。"""
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError):
        return 0
    return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)


def _load(archive: Archive, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(
                io.BytesIO(archive.content), data_only=data_only, rich_text=not data_only, keep_links=False
            )
    except Exception:  # noqa: BLE001 - 这个库遇到各家软件写的怪文件，什么异常都可能有；说的都是打不开
        raise archive.broken() from None


def _floating(archive: Archive) -> list[Problem]:
    """浮在表上的文字框：不在格子里，没有读。"""
    for name in archive.names:
        root = archive.xml(name) if re.match(r"xl/drawings/[^/]+\.xml$", name) else None
        words = "".join(node.text or "" for node in root.iter(DRAWN)) if root is not None else ""
        if words.strip():
            message = f"表上有浮着的文字框，没有读：「{words.strip()[:40]}」"
            return [to_confirm("floating-text", Mark(archive.path), message, "要收的写进格子里。")]
    return []


class _SheetReader:
    """读一张工作表。"""

    def __init__(self, sheet: Worksheet, values: Worksheet, faults: Faults, archive: Archive) -> None:
        self._sheet, self._values, self._faults, self._archive = sheet, values, faults, archive
        self._looks = Looks(sheet)
        self._doubtful: list[tuple[int, int]] = []
        self._escaped = escaped_texts(archive, sheet.title)
        self.cells: dict[tuple[int, int], Cell] = {}
        # 只看有内容的格子：一格写在最远的角上，逐行逐列走一遍就走不完了。
        for place in sorted(sheet._cells):  # noqa: SLF001 - 库没有别的办法只给有内容的
            self._take(sheet._cells[place])  # noqa: SLF001 - 同上
        if len(self.cells) > MOST_CELLS:
            raise refuse("file-too-big", Mark(archive.path), "格子多得不像台账", "拆成几个文件。")
        self._check_hidden()
        self._check_formulas()

    def sheet(self) -> Sheet:
        """读好的工作表。"""
        areas = (Area(a.min_row, a.min_col, a.max_row, a.max_col) for a in self._sheet.merged_cells.ranges)
        merged = tuple(sorted(areas, key=lambda area: (area.top, area.left)))
        return Sheet(self._archive.path, self._sheet.title, self.cells, merged)

    def _say(self, row: int, column: int) -> str:
        return f"「{self._sheet.title}」表 {letters(column)}{row}"

    def _take(self, cell: Any) -> None:
        row, column = cell.row, cell.column
        if getattr(cell, "comment", None) is not None:
            self._faults.add("comment", f"{self._say(row, column)} 有批注", row, column)
        if cell.value is None:
            return
        value = cell.value
        if cell.data_type == "f":
            value = self._values.cell(row, column).value
            if value is None:
                self._doubtful.append((row, column))
                return
        value = self._escaped.get(cell.coordinate, value)
        made = _cell(row, column, value, cell.number_format or "General")
        if made is None:
            return
        self.cells[row, column] = made
        if reason := self._looks.hidden(cell):
            self._faults.add("hidden-text", f"{self._say(row, column)} 是{reason}", row, column)

    def _check_hidden(self) -> None:
        sheet = self._sheet
        if sheet.sheet_state != "visible" and self.cells:
            self._faults.add("hidden-sheet", f"「{sheet.title}」表是隐藏的")
        for row in sorted({row for row, _ in self.cells}):
            if self._looks.hides_row(row):
                self._faults.add("hidden-row", f"「{sheet.title}」表第 {row} 行是隐藏的", row)
        for column in sorted({column for _, column in self.cells}):
            if self._looks.hides_column(column):
                message = f"「{sheet.title}」表 {letters(column)} 列是隐藏的"
                self._faults.add("hidden-column", message, 0, column)

    def _check_formulas(self) -> None:
        """算出空文字的公式，存着空的结果；什么结果也没存的，没有算过。"""
        if not self._doubtful:
            return
        empty = empty_results(self._archive, self._sheet.title)
        for row, column in self._doubtful:
            if f"{letters(column)}{row}" not in empty:
                message = f"{self._say(row, column)} 是公式，文件里没有算出的结果"
                self._faults.add("formula-not-calculated", message, row, column)


def _cell(row: int, column: int, value: Any, number_format: str) -> Cell | None:
    if isinstance(value, bool):
        return Cell(row, column, "是" if value else "否")
    if isinstance(value, dt.datetime | dt.date):
        day, doubt = day_shown(value, number_format)
        return Cell(row, column, day or str(value), day=day, doubt=doubt)
    if isinstance(value, dt.time | dt.timedelta):
        return Cell(row, column, str(value))
    if isinstance(value, int | float):
        number = written(value)
        padded = shown(number, number_format)
        return Cell(row, column, padded or number, number=number, is_padded=bool(padded))
    raw = str(value)
    text = INVISIBLE.sub("", raw.replace("_x000D_", "")).strip()
    if not raw.strip():
        return None
    is_error = text.startswith("#") and text.endswith(("!", "?", "/A"))
    return Cell(row, column, text, is_error=is_error, raw=raw)
