"""开放文档表格里看不见的：隐藏的表，与底色一样的字，小得看不见的字。"""

import re

from lxml import etree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"

Shade = tuple[int, int, int]
WHITE: Shade = (255, 255, 255)
CLOSE, TINY, DEPTH = 40, 3.0, 20


class Looks:
    """样式表：样式一层套一层。"""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        """收齐两处的样式。"""
        self._styles: dict[str, etree._Element] = {}
        for root in (styles, content):
            if root is not None:
                self._styles |= {node.get(f"{STYLE}name", ""): node for node in root.iter(f"{STYLE}style")}

    def hides_table(self, style: str) -> bool:
        """这张工作表是不是隐藏的。"""
        return self._said(style, "table-properties", f"{TABLE}display") == "false"

    def hidden(self, style: str, cell: etree._Element) -> str:
        """一格怎样看不见；看得见为空。"""
        spans = [span.get(f"{TEXT}style-name", "") for span in cell.iter(f"{TEXT}span")]
        behind = _shade(self._said(style, "table-cell-properties", f"{FORMAT}background-color")) or WHITE
        for name in (style, *spans):
            size = self._said(name, "text-properties", f"{FORMAT}font-size")
            if (match := re.fullmatch(r"([\d.]+)pt", size)) and float(match[1]) <= TINY:
                return "小得看不见的字"
            if self._said(name, "text-properties", f"{TEXT}display") == "none":
                return "隐藏的字"
            ink = _shade(self._said(name, "text-properties", f"{FORMAT}color"))
            if ink and max(abs(a - b) for a, b in zip(ink, behind, strict=True)) < CLOSE:
                return "白色的字" if behind == WHITE else "与底色一样的字"
        return ""

    def _said(self, style: str, group: str, name: str) -> str:
        """一个样式里写的；自己没有写的，看上一层。"""
        for _ in range(DEPTH):
            node = self._styles.get(style)
            if node is None:
                return ""
            properties = node.find(f"{STYLE}{group}")
            value = properties.get(name) if properties is not None else None
            if value is not None:
                return str(value)
            style = node.get(f"{STYLE}parent-style-name", "")
        return ""


def _shade(text: str) -> Shade | None:
    match = re.fullmatch(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text)
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None
