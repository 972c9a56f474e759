"""一张表 → 一个 CSV：UTF-8 带标记，表格软件双击打开不乱码。"""

import csv
import io

from generator.exporting.inert import guarded
from generator.exporting.sheets import SheetData


def csv_of(sheet: SheetData) -> bytes:
    """一张表的全部字节。"""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(sheet.titles)
    writer.writerow(sheet.keys)
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
