"""照写好的样子搭一个表格文件：一行文字一行表，格子之间用「|」。

格子：#46 是数，#46:0000 是数与它的格式，@2023-05-26 是日期，@2023-05-26:格式 是日期与格式，=A1 是公式，
别的都是文字，\\n 是格子里的换行。
"""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def rows_of(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.rstrip("\n").split("\n")]


def built(case: dict[str, Any], folder: Path) -> Path:
    path: Path = folder / case["file"]
    if path.suffix in {".csv", ".tsv"}:
        path.write_bytes(_csv(case).encode(case.get("encoding", "utf-8")))
    else:
        workbook(case).save(path)
    return path


def _csv(case: dict[str, Any]) -> str:
    buffer = io.StringIO()
    separator = "\t" if case["file"].endswith(".tsv") else case.get("separator", ",")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    for row in rows_of(case["table"]):
        writer.writerow([cell.replace("\\n", "\n") for cell in row])
    return buffer.getvalue()


def workbook(case: dict[str, Any]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    sheets = case.get("sheets") or [
        {"name": case.get("sheet", "Sheet1"), "table": case["table"], "merge": case.get("merge", [])}
    ]
    for spec in sheets:
        sheet = book.create_sheet(spec["name"])
        for number, row in enumerate(rows_of(spec["table"]), start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    _put(sheet, number, column, text)
        for area in spec.get("merge", []):
            sheet.merge_cells(area)
    return book


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    kind, rest = text[0], text[1:]
    value, _, number_format = rest.partition(":")
    if kind == "#":
        cell.value = float(value) if "." in value else int(value)
    elif kind == "@":
        cell.value = dt.date.fromisoformat(value)
        cell.number_format = "yyyy/m/d"
    else:
        cell.value = text.replace("\\n", "\n")
        cell.data_type = "s"
    if number_format and kind in "#@":
        cell.number_format = number_format
