"""工作簿里，库读丢了的两样：算出空文字的公式，与转写过的字。直接看 XML。"""

import re

from lxml import etree

from generator.importing.reading.archive import Archive

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
ESCAPE = b"x005F_"
STRINGS = "xl/sharedStrings.xml"


def empty_results(archive: Archive, title: str) -> set[str]:
    """一张表里，存着「空文字」这个结果的公式格。"""
    root = _sheet(archive, title)
    if root is None:
        return set()
    return {
        cell.get("r", "")
        for cell in root.iter(f"{MAIN}c")
        if cell.get("t") == "str" and cell.find(f"{MAIN}f") is not None and cell.find(f"{MAIN}v") is not None
    }


def escaped_texts(archive: Archive, title: str) -> dict[str, str]:
    """一张表里，写着「_x005F_」的格子 → 还原的文字；库会把它整个去掉，分不清原来有没有。"""
    if not any(ESCAPE in archive.bytes_of(name) for name in archive.names if name.endswith(".xml")):
        return {}
    strings, root = archive.xml(STRINGS), _sheet(archive, title)
    shared = [] if strings is None else [_text(item) for item in strings.iterchildren(f"{MAIN}si")]
    texts = {
        str(cell.get("r", "")): _written(cell, shared)
        for cell in (() if root is None else root.iter(f"{MAIN}c"))
    }
    return {
        place: ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        for place, text in texts.items()
        if ESCAPE.decode() in text
    }


def _written(cell: etree._Element, shared: list[str]) -> str:
    """一格存着的文字，转写的还没有还原。"""
    inline = cell.find(f"{MAIN}is")
    if inline is not None:
        return _text(inline)
    place = cell.findtext(f"{MAIN}v") or ""
    is_shared = cell.get("t") == "s" and place.isdigit() and int(place) < len(shared)
    return shared[int(place)] if is_shared else ""


def _text(item: etree._Element) -> str:
    """一条文字；注音不算。"""
    runs = (node for run in item.iterchildren(f"{MAIN}r") for node in run.iter(f"{MAIN}t"))
    return "".join(node.text or "" for node in (*item.iterchildren(f"{MAIN}t"), *runs))


def _sheet(archive: Archive, title: str) -> etree._Element | None:
    """一张表自己的 XML。"""
    book, links = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return None
    wanted = next(
        (item.get(RELATION) for item in book.iter(f"{MAIN}sheet") if item.get("name") == title), None
    )
    target = next((str(link.get("Target", "")) for link in links if link.get("Id") == wanted), "")
    return archive.xml(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
