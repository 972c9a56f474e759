"""旧格式的工作簿（.xls；旧的 .et 也是）→ 表格。"""

import re
from typing import Any

import xlrd
from xlrd.xldate import XLDateError, xldate_as_datetime

from generator.importing.material import refuse
from generator.importing.reading.archive import UNLOCK
from generator.importing.reading.faults import Faults
from generator.importing.reading.lines import INVISIBLE
from generator.importing.reading.numbers import day_shown, hides, shown, written
from generator.importing.tables.grid import Area, Book, Cell, Sheet, letters
from generator.problems import Mark

MACROS = ("_VBA_PROJECT_CUR".encode("utf-16-le"), "Macros".encode("utf-16-le"))
EMBEDDED = re.compile(b"M\x00B\x00D\x00(?:[0-9A-F]\x00){8}")
ERRORS = xlrd.error_text_from_code
CLOSE = 40
WHITE = (255, 255, 255)


def read_xls(content: bytes, path: str) -> Book:
    """读一个旧格式的工作簿。

    Raises:
        Refused: 加了密码、有宏、嵌入的文件、批注、看不见的内容，或打不开。
    """
    faults = Faults(path)
    if any(name in content for name in MACROS):
        faults.add("macro", "工作簿里有宏")
    if EMBEDDED.search(content):
        faults.add("embedded-file", "工作簿里有嵌入的文件")
    book = _open(content, path)
    sheets = [_SheetReader(book, sheet, faults) for sheet in book.sheets()]
    faults.refuse_any()
    return Book(path, tuple(reader.sheet(path) for reader in sheets if reader.cells))


def _open(content: bytes, path: str) -> Any:
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=_Silent())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refuse("password", Mark(path), "文件加了密码", UNLOCK) from None
        raise _broken(path) from None
    except Exception:  # noqa: BLE001 - 坏文件会让这个库抛出各种异常；说的都是打不开
        raise _broken(path) from None


def _broken(path: str) -> Exception:
    return refuse("broken-file", Mark(path), "文件坏了，打不开", "用表格软件打开，另存为 .xlsx 再试。")


class _Silent:
    """这个库往外打印的警告不要。"""

    def write(self, text: str) -> None:
        """丢开。"""


class _SheetReader:
    """读一张工作表。"""

    def __init__(self, book: Any, sheet: Any, faults: Faults) -> None:
        self._book, self._sheet, self._faults = book, sheet, faults
        self.cells: dict[tuple[int, int], Cell] = {}
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                self._take(row, column)
        for row, column in sheet.cell_note_map:
            self._faults.add("comment", f"{self._say(row, column)} 有批注", row + 1, column + 1)
        self._check_hidden()

    def sheet(self, path: str) -> Sheet:
        """读好的工作表；这个库给的区域，末行末列不在内。"""
        merged = tuple(
            Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in self._sheet.merged_cells
        )
        return Sheet(path, self._sheet.name, self.cells, tuple(sorted(merged, key=lambda a: (a.top, a.left))))

    def _say(self, row: int, column: int) -> str:
        return f"「{self._sheet.name}」表 {letters(column + 1)}{row + 1}"

    def _take(self, row: int, column: int) -> None:
        cell = self._sheet.cell(row, column)
        style = self._book.xf_list[cell.xf_index] if cell.xf_index is not None else None
        form = self._book.format_map[style.format_key].format_str if style else "General"
        made = _cell(row + 1, column + 1, cell, form, self._book.datemode)
        if made is None:
            return
        if any(
            area[0] <= row < area[1] and area[2] <= column < area[3] and (row, column) != (area[0], area[2])
            for area in self._sheet.merged_cells
        ):
            self._faults.add(
                "covered-text", f"{self._say(row, column)} 的字盖在合并的格子下面", row + 1, column + 1
            )
        self.cells[row + 1, column + 1] = made
        if style is not None and (reason := self._hidden(style, form)):
            self._faults.add("hidden-text", f"{self._say(row, column)} 是{reason}", row + 1, column + 1)

    def _hidden(self, style: Any, form: str) -> str:
        if hides(form):
            return "什么也不显示的格式"
        colours = self._book.colour_map
        ink = colours.get(self._book.font_list[style.font_index].colour_index)
        background = style.background
        behind = colours.get(background.pattern_colour_index) if background.fill_pattern == 1 else WHITE
        if background.fill_pattern > 1 or ink is None or behind is None:
            return ""
        near = max(abs(a - b) for a, b in zip(ink, behind, strict=True)) < CLOSE
        return ("白色的字" if behind == WHITE else "与底色一样的字") if near else ""

    def _check_hidden(self) -> None:
        sheet = self._sheet
        if sheet.visibility and self.cells:
            self._faults.add("hidden-sheet", f"「{sheet.name}」表是隐藏的")
        for row in sorted({row for row, _ in self.cells}):
            info = sheet.rowinfo_map.get(row - 1)
            if info is not None and (info.hidden or (info.height == 0 and info.has_default_height == 0)):
                self._faults.add("hidden-row", f"「{sheet.name}」表第 {row} 行是隐藏的", row)
        for column in sorted({column for _, column in self.cells}):
            info = sheet.colinfo_map.get(column - 1)
            if info is not None and (info.hidden or info.width == 0):
                message = f"「{sheet.name}」表 {letters(column)} 列是隐藏的"
                self._faults.add("hidden-column", message, 0, column)


def _cell(row: int, column: int, cell: Any, form: str, datemode: int) -> Cell | None:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xldate_as_datetime(cell.value, datemode)
        except (XLDateError, ValueError, OverflowError):
            return Cell(row, column, written(cell.value), number=written(cell.value))
        day, doubt = day_shown(moment, form)
        return Cell(row, column, day or str(moment), day=day, doubt=doubt)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        number = written(cell.value)
        padded = shown(number, form)
        return Cell(row, column, padded or number, number=number, is_padded=bool(padded))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(row, column, "是" if cell.value else "否")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(row, column, ERRORS.get(cell.value, "#错误"), is_error=True)
    raw = str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""
    text = INVISIBLE.sub("", raw).strip()
    return Cell(row, column, text, raw=raw) if raw.strip() else None
