"""开放文档表格（.ods）→ 表格；用已有的 XML 读法逐格读，样式与隐藏都看得到。"""

import re
from collections.abc import Iterator

from lxml import etree

from generator.dates import PartialDate
from generator.importing.material import refuse
from generator.importing.reading.archive import UNLOCK, Archive
from generator.importing.reading.faults import Faults
from generator.importing.reading.lines import INVISIBLE
from generator.importing.reading.numbers import written
from generator.importing.reading.ods_looks import OFFICE, TABLE, TEXT, Looks
from generator.importing.tables.grid import Area, Book, Cell, Sheet, letters
from generator.problems import Mark

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
MOST_REPEATED = 2_000
ROWS = {f"{TABLE}{name}" for name in ("table-row-group", "table-rows", "table-header-rows")}
COLUMNS = {f"{TABLE}{name}" for name in ("table-column-group", "table-columns", "table-header-columns")}


def read_ods(archive: Archive) -> Book:
    """读一个开放文档表格。

    Raises:
        Refused: 加了密码、有宏、嵌入的文件、批注、修订、看不见的内容，或打不开。
    """
    if b"encryption-data" in archive.bytes_of("META-INF/manifest.xml"):
        raise refuse("password", Mark(archive.path), "文件加了打开密码", UNLOCK)
    root = archive.xml("content.xml")
    spreadsheet = root.find(f"{OFFICE}body/{OFFICE}spreadsheet") if root is not None else None
    if root is None or spreadsheet is None:
        raise archive.broken()
    faults = Faults(archive.path)
    if any(re.match(r"(?:Basic|Scripts)/.+/.+", name) for name in archive.names if "script-l" not in name):
        faults.add("macro", "文件里有宏")
    looks = Looks(root, archive.xml("styles.xml"))
    sheets = []
    for table in spreadsheet.iterfind(f"{TABLE}table"):
        reader = _SheetReader(table, looks, faults, archive)
        if reader.cells:
            sheets.append(Sheet(archive.path, reader.name, reader.cells, tuple(reader.merged)))
    if spreadsheet.find(f"{TABLE}tracked-changes") is not None:
        faults.add("tracked-change", "文件里记着修订")
    faults.refuse_any()
    return Book(archive.path, tuple(sheets))


class _SheetReader:
    """读一张工作表。"""

    def __init__(self, table: etree._Element, looks: Looks, faults: Faults, archive: Archive) -> None:
        self.name = table.get(f"{TABLE}name", "")
        self._looks, self._faults, self._archive = looks, faults, archive
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self._styles: dict[int, str] = {}
        self._hidden_columns: set[int] = set()
        self._read_columns(table)
        self._read_rows(table)
        if self.cells and looks.hides_table(table.get(f"{TABLE}style-name", "")):
            faults.add("hidden-sheet", f"「{self.name}」表是隐藏的")
        for column in sorted({column for _, column in self.cells} & self._hidden_columns):
            faults.add("hidden-column", f"「{self.name}」表 {letters(column)} 列是隐藏的", 0, column)

    def _read_columns(self, table: etree._Element) -> None:
        number = 1
        for column in _inside(table, f"{TABLE}table-column", COLUMNS):
            repeated = int(column.get(f"{TABLE}number-columns-repeated", "1"))
            style = column.get(f"{TABLE}default-cell-style-name", "")
            for place in range(number, number + min(repeated, MOST_REPEATED)):
                self._styles[place] = style
                if _is_hidden(column):
                    self._hidden_columns.add(place)
            number += repeated

    def _read_rows(self, table: etree._Element) -> None:
        number = 1
        for row in _inside(table, f"{TABLE}table-row", ROWS):
            repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
            before = len(self.cells)
            for place in range(number, number + (min(repeated, MOST_REPEATED))):
                if not self._read_row(row, place):
                    break
            if len(self.cells) > before and _is_hidden(row):
                self._faults.add("hidden-row", f"「{self.name}」表第 {number} 行是隐藏的", number)
            number += repeated

    def _read_row(self, row: etree._Element, number: int) -> bool:
        """读一行；这一行有没有内容。"""
        column, found = 1, False
        default = row.get(f"{TABLE}default-cell-style-name", "")
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            for place in range(column, column + min(repeated, MOST_REPEATED)):
                if not self._take(cell, number, place, default):
                    break
                found = True
            column += repeated
        return found

    def _take(self, cell: etree._Element, row: int, column: int, default: str) -> bool:
        place = f"「{self.name}」表 {letters(column)}{row}"
        wide = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
        tall = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
        if wide > 1 or tall > 1:
            self.merged.append(Area(row, column, row + tall - 1, column + wide - 1))
        if cell.find(f"{OFFICE}annotation") is not None:
            self._faults.add("comment", f"{place} 有批注", row, column)
        if _embedded(cell, self._archive):
            self._faults.add("embedded-file", f"{place} 有嵌入的文件", row, column)
        made = _cell(cell, row, column)
        if made is None:
            if cell.get(f"{TABLE}formula") and cell.get(f"{OFFICE}value-type") is None:
                self._faults.add(
                    "formula-not-calculated", f"{place} 是公式，文件里没有算出的结果", row, column
                )
            return wide > 1 or tall > 1
        self.cells[row, column] = made
        if cell.tag == f"{TABLE}covered-table-cell":
            self._faults.add("covered-text", f"{place} 的字盖在合并的格子下面", row, column)
        style = cell.get(f"{TABLE}style-name") or default or self._styles.get(column, "")
        if reason := self._looks.hidden(style, cell):
            self._faults.add("hidden-text", f"{place} 是{reason}", row, column)
        return True


def _inside(node: etree._Element, wanted: str, groups: set[str]) -> Iterator[etree._Element]:
    """各行（列），分组里的一并给出。"""
    for child in node.iterchildren():
        if child.tag == wanted:
            yield child
        elif child.tag in groups:
            yield from _inside(child, wanted, groups)


def _is_hidden(node: etree._Element) -> bool:
    return str(node.get(f"{TABLE}visibility", "visible")) != "visible"


def _embedded(cell: etree._Element, archive: Archive) -> bool:
    """嵌着别的文件；统计图不算。"""
    manifest = archive.bytes_of("META-INF/manifest.xml").decode("utf-8", "replace")
    charts = set(re.findall(r'full-path="([^"]+)/"[^>]*opendocument\.chart"', manifest))
    items = cell.iter(f"{DRAW}object", f"{DRAW}object-ole")
    names = {str(item.get(f"{XLINK}href", "")).removeprefix("./") for item in items}
    return not names <= charts


def _text(cell: etree._Element) -> str:
    paragraphs = []
    for paragraph in cell.iterchildren(f"{TEXT}p"):
        pieces = []
        for node in paragraph.iter():
            if node.tag == f"{TEXT}s":
                pieces.append(" " * int(node.get(f"{TEXT}c", "1")))
            elif node.tag == f"{TEXT}line-break":
                pieces.append("\n")
            elif node.tag == f"{TEXT}tab":
                pieces.append("\t")
            pieces.append(node.text or "")
            if node is not paragraph:
                pieces.append(node.tail or "")
        paragraphs.append("".join(pieces))
    return INVISIBLE.sub("", "\n".join(paragraphs)).strip()


def _cell(cell: etree._Element, row: int, column: int) -> Cell | None:
    text, kind = _text(cell), cell.get(f"{OFFICE}value-type", "")
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value", ""), text, row, column)
    if kind in {"float", "currency", "percentage"}:
        try:
            number = written(float(cell.get(f"{OFFICE}value", "")))
        except ValueError:
            return Cell(row, column, text) if text else None
        # 看到的比存的多几个零，或前后带着「第」「号」：照看到的。
        seen = re.fullmatch(r"\D*(\d+)\D*", text) if number.isdigit() else None
        is_padded = seen is not None and text != number and seen[1].lstrip("0") == number.lstrip("0")
        return Cell(row, column, text if is_padded else number, number, is_padded=is_padded)
    if kind == "boolean":
        return Cell(row, column, "是" if cell.get(f"{OFFICE}boolean-value") == "true" else "否")
    is_error = text.startswith("#") and text.endswith(("!", "?", "/A"))
    return Cell(row, column, text, is_error=is_error) if text else None


def _date(value: str, text: str, row: int, column: int) -> Cell:
    """日期格：显示了年的才照读，只显示年月的只到月。"""
    day = value[:10]
    numbers = [int(part) for part in re.findall(r"\d+", text.partition(" ")[0])]
    try:
        whole = PartialDate.parse(day)
    except ValueError:
        return Cell(row, column, text or value)
    year, month, last = whole.first.year, whole.first.month, whole.first.day
    shows_year = year in numbers or (len(numbers) == 3 and year % 100 in numbers)
    if not text or (shows_year and len(numbers) >= 3):
        return Cell(row, column, str(whole), day=str(whole))
    if shows_year and numbers in ([year, month], [month, year]):
        return Cell(row, column, day[:7], day=day[:7])
    if re.search("[〇一二三四五六七八九十]", text):
        return Cell(row, column, text)
    doubt = f"格子里显示「{text}」，存的是 {year} 年 {month} 月 {last} 日"
    return Cell(row, column, text, doubt=doubt)
