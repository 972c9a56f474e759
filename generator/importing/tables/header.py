"""找表头：在哪几行，各列的名称是什么；一行、两行、三行的都认，合并的照合并读。"""

import re
from collections.abc import Iterator

import msgspec

from generator.importing.material import Refused, refuse
from generator.importing.tables import headings
from generator.importing.tables.grid import Sheet
from generator.problems import Problem

DEEPEST, FARTHEST = 3, 40
LEAST = 2
DATA = re.compile(r"\d[\d\s./年月日号-]*|[《“]?关于.{4,}(?:建议|提案)[》”]?")
"""列名不会这样写：一项一格、名称与值挨着的登记表，值就混在「表头」里。"""
CURE = "取消合并，给每一列单独写一个名称（分组的名称写在上一行），再试。"


class Heading(msgspec.Struct, frozen=True):
    """一列的表头。

    Attributes:
        column: 第几列。
        names: 由上到下的各层名称，不重复。
    """

    column: int
    names: tuple[str, ...]

    @property
    def shown(self) -> str:
        """给人看的写法：答复情况／日期。"""
        return "／".join("".join(name.split()) for name in self.names)


class Header(msgspec.Struct, frozen=True):
    """表头。

    Attributes:
        top: 头一行。
        bottom: 末一行。
        headings: 各列。
    """

    top: int
    bottom: int
    headings: tuple[Heading, ...]


def header_of(sheet: Sheet) -> Header | None:
    """一张表的表头；没有认得的为 None。

    Raises:
        Refused: 合并的表头说不准是哪几列的。
    """
    best, most = None, (LEAST - 1, 0)
    for top in sheet.rows[:FARTHEST]:
        for depth in range(1, DEEPEST + 1):
            candidate = Header(top, top + depth - 1, tuple(_headings(sheet, top, depth)))
            score = (_score(sheet, candidate), -depth)
            # 一样多的，取层数少的：表头上面的标题不算一层。
            if score[0] >= LEAST and score > most:
                best, most = candidate, score
    if best is not None:
        _check(sheet, best)
    return best


def _headings(sheet: Sheet, top: int, depth: int) -> Iterator[Heading]:
    group: dict[int, str] = {}
    for column in sheet.columns:
        names: list[str] = []
        for row in range(top, top + depth):
            text = sheet.text_at(row, column)
            below = any(sheet.text_at(lower, column) for lower in range(row + 1, top + depth))
            if text:
                group[row] = text
            elif below and row in group and not _is_alone(sheet, row, column, top + depth):
                # 没有合并信息的文件里，组名只写在头一格，右边空着。
                text = group[row]
            if text and text not in names[-1:]:
                names.append(text)
        if names:
            yield Heading(column, tuple(names))


def _is_alone(sheet: Sheet, row: int, column: int, end: int) -> bool:
    """左边那一格自己下面没有小名称，就不是一组的组名。"""
    left = column - 1
    while left > 0 and not sheet.text_at(row, left):
        left -= 1
    return not any(
        sheet.text_at(lower, left) and sheet.text_at(lower, left) != sheet.text_at(row, left)
        for lower in range(row + 1, end)
    )


def _score(sheet: Sheet, header: Header) -> int:
    """认得几列；横着合并而下面没有分开的不算。"""
    if any(area.top < header.top <= area.bottom for area in sheet.merged):
        return 0
    if any(DATA.fullmatch(heading.names[-1]) for heading in header.headings):
        return 0
    total = 0
    for heading in header.headings:
        area = sheet.area_at(header.bottom, heading.column)
        is_torn = area is not None and (area.bottom > header.bottom or area.left < area.right)
        total += not is_torn and _is_known(heading)
    return total


def _is_known(heading: Heading) -> bool:
    return (
        all(len(name) <= 60 for name in heading.names)
        and any(headings.is_known(text) for text in ("".join(heading.names), heading.names[-1]))
        and (len(heading.names) == 1 or not heading.names[-1].isdigit())
    )


def _check(sheet: Sheet, header: Header) -> None:
    """合并的表头：横着合并却没有再分开的、一半在表头一半在数据里的，说不准。"""
    problems: list[Problem] = []
    for area in sheet.merged:
        if area.bottom < header.top or area.top > header.bottom:
            continue
        used = [column for column in range(area.left, area.right + 1) if _has_data(sheet, header, column)]
        place = sheet.called(area.top, area.left)
        text = sheet.text_at(area.top, area.left)
        if area.bottom > header.bottom:
            message = f"{place}「{text}」合并到了数据里，说不准表头到哪里为止"
        elif area.bottom == header.bottom and len(used) > 1:
            message = (
                f"{place}「{text}」合并了 {area.right - area.left + 1} 列，下面没有分开写，说不准各是什么"
            )
        else:
            continue
        problems += refuse("merged-header", sheet.mark(area.top, area.left), message, CURE).problems
    if problems:
        raise Refused(tuple(problems))


def _has_data(sheet: Sheet, header: Header, column: int) -> bool:
    return any(row > header.bottom and place == column for row, place in sheet.cells)
