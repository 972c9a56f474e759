"""工作簿里看不见的：隐藏的行列，与底色一样的字，什么也不显示的格式，小得看不见的字。"""

from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.worksheet.worksheet import Worksheet

from generator.importing.reading.numbers import hides

Shade = tuple[int, int, int]
WHITE: Shade = (255, 255, 255)
CLOSE, TINY = 40, 3
"""三原色相差都不到 CLOSE 算看不见；TINY 以磅计。"""

THEMES: dict[int, Shade] = {0: WHITE, 1: (0, 0, 0)}
"""主题色里只有头两个（背景、文字）各家都一样。"""


class Looks:
    """一张工作表的样子。"""

    def __init__(self, sheet: Worksheet) -> None:
        """备好隐藏的列与套了表格样式的表头。"""
        self._sheet = sheet
        self._columns = [
            (dimension.min or 0, dimension.max or 0)
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden or dimension.width == 0
        ]
        self._headers = {
            cell.coordinate
            for table in sheet.tables.values()
            if table.headerRowCount != 0
            for cell in sheet[table.ref][0]
        }
        self._pale_ranges = [
            item.sqref
            for item in sheet.conditional_formatting
            if any(_pales(rule.dxf) for rule in item.rules)
        ]

    def hides_row(self, row: int) -> bool:
        """这一行是不是隐藏的。"""
        dimension = self._sheet.row_dimensions.get(row)
        if dimension is None:
            return bool(self._sheet.sheet_format.zeroHeight)
        return bool(dimension.hidden) or dimension.height == 0

    def hides_column(self, column: int) -> bool:
        """这一列是不是隐藏的。"""
        return any(first <= column <= last for first, last in self._columns)

    def hidden(self, cell: Any) -> str:
        """这一格怎样看不见；看得见为空。"""
        if hides(cell.number_format or ""):
            return "什么也不显示的格式"
        behind = _behind(cell.fill)
        runs = _runs(cell.value)
        fonts = [font for font in runs if font is not None] or [cell.font]
        if any(_size(font) <= TINY for font in fonts):
            return "小得看不见的字"
        if cell.coordinate in self._headers and behind == WHITE:
            return ""
        if behind is not None and any(_is_near(_ink(font), behind) for font in fonts):
            return "白色的字" if behind == WHITE else "与底色一样的字"
        if any(cell.coordinate in ranges for ranges in self._pale_ranges):
            return "条件格式会变成白色的字"
        return ""


def _runs(value: Any) -> list[Any]:
    return (
        [part.font for part in value if isinstance(part, TextBlock)]
        if isinstance(value, CellRichText)
        else []
    )


def _size(font: Any) -> float:
    size = getattr(font, "sz", None)
    return 99.0 if size is None else float(size)


def _ink(font: Any) -> Shade | None:
    return _shade(getattr(font, "color", None))


def _is_near(ink: Shade | None, behind: Shade) -> bool:
    return ink is not None and max(abs(a - b) for a, b in zip(ink, behind, strict=True)) < CLOSE


def _behind(fill: Any) -> Shade | None:
    """底色；没有填的是白的，说不出的为 None。"""
    kind = getattr(fill, "fill_type", None)
    if kind is None:
        return WHITE
    return _shade(fill.fgColor) if kind == "solid" else None


def _pales(style: Any) -> bool:
    """条件格式把字变白，又不填底色。"""
    if style is None:
        return False
    has_fill = style.fill is not None and style.fill.fill_type is not None
    hides_number = style.numFmt is not None and hides(style.numFmt.formatCode or "")
    return hides_number or (style.font is not None and not has_fill and _is_near(_ink(style.font), WHITE))


def _shade(colour: Any) -> Shade | None:
    if colour is None:
        return None
    if colour.type == "theme":
        return THEMES.get(colour.theme) if not colour.tint else None
    text = colour.rgb if colour.type == "rgb" else ""
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        text = COLOR_INDEX[colour.indexed]
    if not isinstance(text, str) or len(text) not in {6, 8}:
        return None
    return (int(text[-6:-4], 16), int(text[-4:-2], 16), int(text[-2:], 16))
