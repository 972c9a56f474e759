"""扩展名是 .xls 而里面是网页的表格：不少办公系统这样导出。不分文字与数。"""

import re

from lxml import etree, html

from generator.importing.material import refuse
from generator.importing.reading.faults import Faults
from generator.importing.reading.lines import INVISIBLE
from generator.importing.tables.grid import Area, Book, Cell, Place, Sheet
from generator.problems import Mark

HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide|font-size\s*:\s*[0-2]p", re.IGNORECASE
)
WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(255, ?255, ?255\))", re.IGNORECASE)
FILLED = re.compile(r"background", re.IGNORECASE)
WIDEST = 1_000


def read_html_table(text: str, path: str) -> Book:
    """读网页里最大的一张表。

    Raises:
        Refused: 没有表，或有看不见的内容。
    """
    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refuse(
            "broken-file", Mark(path), "文件坏了，打不开", "用表格软件打开，另存为 .xlsx。"
        ) from None
    tables = root.findall(".//table")
    if not tables:
        raise refuse("empty-file", Mark(path), "里面没有表格", "用表格软件打开，另存为 .xlsx。")
    faults = Faults(path)
    cells, merged = _cells(max(tables, key=lambda table: len(table.findall(".//tr"))), faults)
    faults.refuse_any()
    return Book(path, (Sheet(path, "", cells, merged, is_typed=False),) if cells else ())


def _cells(table: etree._Element, faults: Faults) -> tuple[dict[Place, Cell], tuple[Area, ...]]:
    cells: dict[Place, Cell] = {}
    merged: list[Area] = []
    taken: set[Place] = set()
    for row, line in enumerate(table.findall(".//tr"), start=1):
        column = 1
        for item in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            wide, tall = _span(item, "colspan"), _span(item, "rowspan")
            taken |= {(row + down, column + right) for down in range(tall) for right in range(wide)}
            if wide > 1 or tall > 1:
                merged.append(Area(row, column, row + tall - 1, column + wide - 1))
            raw = _text(item)
            if text := INVISIBLE.sub("", raw).strip():
                cells[row, column] = Cell(row, column, text, raw=raw)
                if _is_hidden(item):
                    faults.add("hidden-text", f"第 {row} 行第 {column} 格是看不见的字", row, column)
            column += wide
    return cells, tuple(merged)


def _span(item: etree._Element, name: str) -> int:
    text = str(item.get(name, "1"))
    return min(int(text), WIDEST) if text.isascii() and text.isdigit() and int(text) else 1


def _text(item: etree._Element) -> str:
    for line in item.iter("br", "p", "div"):
        line.tail = f"\n{line.tail or ''}"
    return re.sub(r"[ \t\r]*\n[ \t\r\n]*", "\n", "".join(item.itertext()))


def _is_hidden(item: etree._Element) -> bool:
    """自己、外面或里面有看不见的样式。"""
    nodes = [*item.iter(), *item.iterancestors("tr", "tbody", "table")]
    styles = [str(node.get("style", "")) for node in nodes if isinstance(node.tag, str)]
    return any(HIDES.search(style) or (WHITE.search(style) and not FILLED.search(style)) for style in styles)
