"""读进来的表格：格子、合并的区域、工作表；与来自哪种文件无关。"""

from functools import cached_property

import msgspec

from generator.problems import Mark, Problem

Place = tuple[int, int]
"""第几行、第几列，从 1 起。"""


class Cell(msgspec.Struct, frozen=True):
    """一个有内容的格子。

    Attributes:
        row: 第几行；csv 里是从文件第几行开始。
        column: 第几列。
        text: 看到的文字；照格子的数字格式补了零的已经补上。
        number: 存的是数时，这个数的写法；存的是文字为空。
        is_padded: 零是照数字格式补的，看到的就是这样。
        day: 存的是日期时的日期；只显示年月的只到月。
        doubt: 存的是日期，而显示的样子缺了年份等，说明为什么不敢照读。
        is_error: 公式算出的是错误值。
        raw: 存着的文字，一个空格也没有动；存的不是文字为空。
    """

    row: int
    column: int
    text: str
    number: str = ""
    is_padded: bool = False
    day: str = ""
    doubt: str = ""
    is_error: bool = False
    raw: str = ""

    @property
    def address(self) -> str:
        """表格软件里的叫法，例如 C5。"""
        return f"{letters(self.column)}{self.row}"


class Area(msgspec.Struct, frozen=True):
    """一块合并的区域；首尾都在内。"""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(msgspec.Struct, frozen=True, dict=True):
    """一张工作表。

    Attributes:
        path: 给人看的文件路径。
        name: 表名；csv 没有。
        cells: 有内容的格子。
        merged: 合并的区域。
        is_typed: 格子分不分文字与数；csv 不分。
        counts_from_1904: 日子从 1904 年数起，老的苹果电脑上存的文件是这样。
    """

    path: str
    name: str
    cells: dict[Place, Cell]
    merged: tuple[Area, ...] = ()
    is_typed: bool = True
    counts_from_1904: bool = False

    @cached_property
    def rows(self) -> list[int]:
        """有内容的行。"""
        return sorted({row for row, _ in self.cells})

    @cached_property
    def columns(self) -> list[int]:
        """有内容的列。"""
        return sorted({column for _, column in self.cells})

    @cached_property
    def _areas(self) -> dict[Place, Area]:
        """每一格盖在哪块合并的区域下面；只到有内容的行列为止。"""
        last_row, last_column = max(self.rows, default=0), max(self.columns, default=0)
        return {
            (row, column): area
            for area in self.merged
            for row in range(area.top, min(area.bottom, last_row) + 1)
            for column in range(area.left, min(area.right, last_column) + 1)
        }

    def area_at(self, row: int, column: int) -> Area | None:
        """盖着这一格的合并区域。"""
        return self._areas.get((row, column))

    def at(self, row: int, column: int) -> Cell | None:
        """一格；在合并的区域里，就是左上角那一格。"""
        found = self.cells.get((row, column))
        if found or not self.merged:
            return found
        area = self.area_at(row, column)
        return self.cells.get((area.top, area.left)) if area else None

    def text_at(self, row: int, column: int) -> str:
        """一格的文字；没有为空。"""
        found = self.at(row, column)
        return found.text if found else ""

    def called(self, row: int, column: int) -> str:
        """一格怎样称呼：「台账」表 C5；csv 里只说第几列。"""
        place = f"{letters(column)}{row}"
        return f"「{self.name}」表 {place}" if self.name else place

    def mark(self, row: int, column: int = 1) -> Mark:
        """一格的位置。"""
        return Mark(self.path, row, column)


class Book(msgspec.Struct, frozen=True):
    """一个表格文件。

    Attributes:
        path: 给人看的路径。
        sheets: 有内容的工作表。
        problems: 读的时候就发现、但不妨碍读下去的问题。
    """

    path: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def letters(column: int) -> str:
    """第几列 → A、B、…、AA。"""
    text = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        text = chr(ord("A") + left) + text
    return text
