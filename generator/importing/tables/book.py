"""一个表格文件：逐张工作表读；一张也认不出的，不收并说明怎样做。"""

import msgspec

from generator.importing.material import Found, Refused, refuse, to_confirm
from generator.importing.registry import Registry
from generator.importing.tables.grid import Book
from generator.importing.tables.ledger import Plan, read_ledger
from generator.importing.tables.mapping import Mapping
from generator.importing.tables.rosters import read_roster
from generator.problems import Mark

KNOWN_EXTRA = {"说明", "选项", "填表说明", "填写说明"}
CURE = (
    "表头要有「案号」「案由」等列名，各占一格；各地自己的列名，用 --mapping 写明读成哪个字段；"
    "或用 shai template 给的模板录入。"
)


class BookRead(msgspec.Struct, frozen=True):
    """读完的一个文件：各表打算怎样读，与拟出的记录。"""

    plans: tuple[Plan, ...]
    found: tuple[Found, ...]


def read_book(book: Book, registry: Registry, mapping: Mapping) -> BookRead:
    """读一个表格文件。

    Raises:
        Refused: 没有一张表认得出，或有一张表头说不准。
    """
    plans: list[Plan] = []
    found: list[Found] = [Found(problems=book.problems)] if book.problems else []
    refused: list[Refused] = []
    skipped = []
    for sheet in book.sheets:
        if mapping.sheets and sheet.name not in mapping.sheets:
            continue
        try:
            read = read_ledger(sheet, registry, mapping) or read_roster(sheet, registry)
        except Refused as error:
            refused.append(error)
            continue
        if read is None:
            skipped.append(sheet)
            continue
        plans.append(read.plan)
        found += read.found
    if refused:
        raise Refused(tuple(problem for error in refused for problem in error.problems))
    if not plans:
        message = f"认不出表头{'，见到「' + _glimpse(book) + '」' if book.sheets else ''}"
        raise refuse("no-header", Mark(book.path), message, CURE)
    told = [sheet for sheet in skipped if sheet.name not in KNOWN_EXTRA]
    found += [
        Found(
            problems=(
                to_confirm(
                    "sheet-skipped", sheet.mark(sheet.rows[0]), f"「{sheet.name}」表认不出表头，没有读", CURE
                ),
            )
        )
        for sheet in told
    ]
    return BookRead(tuple(plans), tuple(found))


def _glimpse(book: Book) -> str:
    """头一张表的头几格，好让人认出是哪个文件。"""
    sheet = book.sheets[0]
    texts = [" ".join(cell.text.split()) for cell in list(sheet.cells.values())[:6]]
    return "、".join(texts)[:60]
