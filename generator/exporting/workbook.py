"""各张表 → 一个工作簿；同样的内容，同样的字节。"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.exporting.inert import is_risky
from generator.exporting.sheets import SheetData
from generator.report import width

TEXT = "@"
HEADING, KEYS = Font(bold=True), Font(color="FF666666", size=9)
SHADE = PatternFill("solid", fgColor="FFF2F2F2")
WRAP = Alignment(vertical="top", wrap_text=True)
NARROWEST, WIDEST = 8, 48
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MOMENT = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""工作簿里写明的时间与压缩包里各条目的时间：定死，免得同样的内容每次字节不同。"""


def workbook_of(sheets: Iterable[SheetData]) -> bytes:
    """一个工作簿的全部字节。"""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        written = book.create_sheet(sheet.title)
        put_rows(written, [sheet.titles, sheet.keys, *sheet.rows])
        dress(written, sheet.titles)
    return saved(book)


def put_rows(sheet: Worksheet, rows: Iterable[Iterable[str]]) -> None:
    """写各行；每格都是文字，不会被当成公式、数、日期。"""
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                put(sheet, number, column, text)


def put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """写一格文字。"""
    cell = sheet.cell(row, column)
    # _x0041_ 这样的字，工作簿的格式里是「A」的另一种写法，要照原样先转一道。
    cell.value = ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.number_format = TEXT
    cell.alignment = WRAP
    if is_risky(text):
        cell.quotePrefix = True


def dress(sheet: Worksheet, titles: Iterable[str]) -> None:
    """表头两行的样子、列宽；表头不随着滚走。"""
    for column, title in enumerate(titles, start=1):
        top, key = sheet.cell(1, column), sheet.cell(2, column)
        top.font, top.fill = HEADING, SHADE
        key.font, key.fill = KEYS, SHADE
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = min(WIDEST, max(NARROWEST, width(title) + 4))
        dimension.number_format = TEXT
    sheet.freeze_panes = "B3"


def saved(book: Workbook) -> bytes:
    """存成字节：时间都定死。"""
    buffer = io.BytesIO()
    book.save(buffer)
    fixed = io.BytesIO()
    with zipfile.ZipFile(buffer) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}".encode(), content
                )
            after.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
