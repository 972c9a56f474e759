"""文字表格（.csv、.tsv）→ 表格：认分隔的符号，分行分格；不分文字与数。"""

import csv
import io
import re

from generator.importing.material import refuse
from generator.importing.reading.lines import INVISIBLE
from generator.importing.tables.grid import Book, Cell, Sheet
from generator.problems import Mark

SEPARATORS = (",", "\t", ";", "|")
QUOTED = re.compile('"(?:[^"]|"")*"')
MOST_LOOKED = 200_000
FORMULA_TEXT = re.compile(r'="(?P<text>[^"]*)"')
"""有的软件这样写，让前面的零不丢。"""

LARGEST_FIELD = 2_000_000


def read_csv(text: str, path: str) -> Book:
    """读一份文字表格。

    Raises:
        Refused: 引号没有配对，或只有一列。
    """
    body = re.sub("\r\n?", "\n", text)
    separator = _separator(body)
    # 先去掉「sep=,」这一行：有的表格软件把分隔符写在第一行。
    csv.field_size_limit(LARGEST_FIELD)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    start = 1
    try:
        for fields in reader:
            if not (start == 1 and re.fullmatch("sep=.?", "".join(fields))):
                for column, field in enumerate(fields, start=1):
                    if field.strip():
                        shown = _shown(field)
                        cells[start, column] = Cell(start, column, shown, raw=field)
            start = reader.line_num + 1
    except csv.Error:
        message, cure = "引号没有配对，分不清格子", "用表格软件打开，另存为 CSV，它会把引号写对。"
        raise refuse("csv-syntax", Mark(path, start), message, cure) from None
    return Book(path, (Sheet(path, "", cells, is_typed=False),) if cells else ())


def _separator(body: str) -> str:
    """哪种符号把前几行分得最整齐就是哪种；引号里的不算，全角逗号只在没有别的时才算。"""
    lines = [line for line in QUOTED.sub("", body[:MOST_LOOKED]).split("\n")[:40] if line.strip()]
    usual = [sign for sign in SEPARATORS if any(sign in line for line in lines)]
    ranked = sorted(usual, key=lambda sign: -sum(sign in line for line in lines))
    return ranked[0] if ranked else "，"


def _shown(field: str) -> str:
    text = INVISIBLE.sub("", field).strip()
    match = FORMULA_TEXT.fullmatch(text)
    return match["text"].strip() if match else text
