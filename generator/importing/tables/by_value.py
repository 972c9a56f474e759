"""一列，以及单看表头定不了、要看值的几种：同一个叫法两种意思，不认得的叫法而值只有一种意思。"""

import re
from collections.abc import Callable, Sequence
from enum import Enum

import msgspec

from generator.importing.tables.grid import Cell, letters
from generator.importing.tables.values import plain

ROLES = {"主办", "会办", "协办", "分办", "单办", "承办"}
LIKE_TITLE = re.compile("(?:关于|对|建议|加强|推进).{2,60}(?:建议|提案|意见|问题|思考|对策)")
TITLE, CONTENT = "proposal.title", "proposal.background"


class Use(Enum):
    """一列的去处。"""

    FIELD = "读入"
    PRIVATE = "联系用的，不读"
    ORDINAL = "行的次序，不读"
    LEFT = "没有读"


class Column(msgspec.Struct, frozen=True):
    """一列。

    Attributes:
        number: 第几列。
        heading: 表头，给人看的写法。
        use: 去处。
        target: 读成哪里；不读的为空。
        reason: 不读的原因。
        samples: 几个值；联系用的没有。
        word: 一组打钩的列里，这一列打了钩是什么意思；别的为空。
    """

    number: int
    heading: str
    use: Use
    target: str = ""
    reason: str = ""
    samples: tuple[str, ...] = ()
    word: str = ""

    @property
    def letter(self) -> str:
        """表格软件里的列名。"""
        return letters(self.number)


Readable = Callable[[str, Cell], bool]
"""一格读成某处读不读得通。"""


def fitting(candidates: Sequence[str], cells: Sequence[Cell], readable: Readable) -> str:
    """几种意思里，这一列的值全都只合的那一种；没有、或不止一种为空。"""
    fits = [name for name in candidates if cells and all(readable(name, cell) for cell in cells)]
    # 全是「单办」「分办」的，说的是办理方式；有「主办」「会办」的才是单位的角色。
    fits = [name for name in fits if not (name == "handling.role" and "handling.mode" in fits)]
    if len(fits) != 1 or (fits[0] == "proposal.number" and _is_row_count(cells)):
        return ""
    return fits[0]


def _is_row_count(cells: Sequence[Cell]) -> bool:
    """叫「编号」的列，值恰是一、二、三……，说不准是案号还是行的次序。"""
    return [cell.text for cell in cells] == [str(place) for place in range(1, len(cells) + 1)]


def told_by_words(columns: Sequence[Column], cells_of: Callable[[Column], Sequence[Cell]]) -> list[Column]:
    """值自己说明了的列：全是「主办」「会办」的是单位的角色，全是题目的「提案内容」是案由。

    不看这一眼会读错：会办单位当成主办的，题目当成正文。
    """
    targets = {column.target for column in columns}
    return [_told(column, [plain(cell.text) for cell in cells_of(column)], targets) for column in columns]


def _told(column: Column, texts: Sequence[str], targets: set[str]) -> Column:
    is_role = column.use is Use.LEFT and set(texts) <= ROLES and {"会办", "协办"} & set(texts)
    if is_role and "handling.lead" in targets and "handling.role" not in targets:
        return msgspec.structs.replace(column, use=Use.FIELD, target="handling.role", reason="")
    if column.target == CONTENT and texts and all(LIKE_TITLE.fullmatch(text) for text in texts):
        if TITLE in targets:
            return msgspec.structs.replace(column, use=Use.LEFT, target="", reason="写的是题目，不是正文")
        return msgspec.structs.replace(column, target=TITLE)
    return column
