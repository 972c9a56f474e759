"""各列读成哪个字段：照表头认，分不清的看值，还分不清的不读，说明为什么。"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.importing.tables import headings, values
from generator.importing.tables.by_value import Column, Readable, Use, fitting, told_by_words
from generator.importing.tables.grid import Cell, Sheet
from generator.importing.tables.header import Header, Heading
from generator.importing.tables.local_words import WORDS

SAMPLES, WIDEST = 3, 24
UNITS, PEOPLE = {"handling.lead", "handling.co"}, {"proposer", "proposer.first", "proposer.co"}
NAMES = {"名称", "单位", "单位名称", "全称", "姓名", "部门", "单位全称"}
REPEATABLE = {"handling.lead", "handling.co", "proposer.co", "proposal.topics"}
NEUTRAL = re.compile("(?:情况|信息|部分|意见|内容|资料|环节|阶段|工作)$")


def columns_of(
    sheet: Sheet, header: Header, rows: Sequence[int], mapping: Mapping[str, str], readable: Readable
) -> tuple[Column, ...]:
    """逐列定去处。

    Args:
        sheet: 工作表。
        header: 表头。
        rows: 数据在哪些行。
        mapping: 编辑写明的对照：表头 → 读成哪里，写空的不读。
        readable: 一格读成某处读不读得通。
    """
    found = [_column(sheet, heading, rows, mapping, readable) for heading in header.headings]
    named = {heading.column for heading in header.headings}
    for number in sheet.columns:
        samples = _samples(sheet, number, rows)
        if number not in named and samples:
            found.append(Column(number, "", Use.LEFT, reason="没有列名", samples=samples))
    found = told_by_words(found, lambda column: _cells(sheet, column.number, rows))
    return tuple(_without_doubles(sorted(found, key=lambda column: column.number), sheet, rows))


def _column(
    sheet: Sheet, heading: Heading, rows: Sequence[int], mapping: Mapping[str, str], readable: Readable
) -> Column:
    samples = _samples(sheet, heading.column, rows)
    shown, number = heading.shown, heading.column
    for name in (shown, *heading.names[-1:]):
        target = mapping.get(headings.folded(name))
        if target is not None:
            return Column(
                number,
                shown,
                Use.FIELD if target else Use.LEFT,
                target,
                "" if target else "写明不读",
                samples,
            )
    target, word, reason = _target(heading)
    if target == "private":
        return Column(number, shown, Use.PRIVATE)
    if target == "ordinal":
        return Column(number, shown, Use.ORDINAL)
    if target:
        return Column(number, shown, Use.FIELD, target, samples=samples, word=word)
    cells = _cells(sheet, number, rows)
    found = fitting(_by_value(heading), cells, readable)
    if found:
        return Column(number, shown, Use.FIELD, found, samples=samples)
    if _by_value(heading):
        reason = "看值也分不清读成哪里" if samples else "没有值"
    return Column(number, shown, Use.LEFT, reason=reason or "不认识的列名", samples=samples)


def _target(heading: Heading) -> tuple[str, str, str]:
    """（读成哪里，打钩的意思，不读的原因）。"""
    last = heading.names[-1]
    if any(name in headings.PRIVATE_FOLDED for name in headings.spellings(last)):
        return "private", "", ""
    if len(heading.names) == 1:
        return _known(last), "", _unclear(last)
    return _grouped(heading.names[-2], last, heading.shown)


def _grouped(above: str, last: str, shown: str) -> tuple[str, str, str]:
    """分了组的一列：连起来读，打钩的，组名加「名称」，再看小名称自己。"""
    group = _known(above) or next(iter(_by_name(above)), "")
    orders = (above + last, NEUTRAL.sub("", above) + last, last + above)
    whole = next((target for name in orders if (target := _known(name))), "")
    word = "" if whole or not group else _tick(group, last)
    is_name = group in UNITS | PEOPLE and headings.folded(last) in NAMES
    if whole or word or is_name:
        return whole or group, word, ""
    alone = _known(last)
    if group and not _goes_under(group, alone):
        return "", "", f"「{shown}」说不准是什么"
    return alone, "", _unclear(last)


def _goes_under(group: str, alone: str) -> bool:
    """组名本身也认得时，小名称放在它下面讲不讲得通：会办单位下面的「答复日期」不是主办单位的。"""
    if group == "handling.lead":
        return alone.startswith(("reply.", "proposal.handling.", "handling."))
    if group in PEOPLE:
        return alone.startswith("proposer")
    if group == "handling.co":
        return alone == "handling.co"
    return alone.partition(".")[0] == group.partition(".")[0]


def _tick(group: str, last: str) -> str:
    """一组打钩的列：组名是字段，小名称是这个字段的一个值。"""
    cell = Cell(1, 1, last)
    if group in WORDS:
        term, more = WORDS[group]
        local = {key: value for key, value in more.items() if key not in {"是", "√", "否"}}
        return values.word(term, local, cell).value
    if group == "reply.result":
        return values.result(cell, values.is_canonical_result).value
    return last if group.startswith("satisfaction.") and last in {"满意", "基本满意", "不满意"} else ""


def _known(name: str) -> str:
    for text in headings.spellings(name):
        if text in headings.KNOWN:
            return headings.KNOWN[text]
        if text in headings.ORDINAL_FOLDED:
            return "ordinal"
    return ""


def _unclear(name: str) -> str:
    return next(
        (headings.UNCLEAR_FOLDED[t] for t in headings.spellings(name) if t in headings.UNCLEAR_FOLDED), ""
    )


def _by_name(name: str) -> tuple[str, ...]:
    return next(
        (headings.BY_VALUE_FOLDED[t] for t in headings.spellings(name) if t in headings.BY_VALUE_FOLDED), ()
    )


def _by_value(heading: Heading) -> tuple[str, ...]:
    return _by_name("".join(heading.names)) or (
        _by_name(heading.names[-1]) if len(heading.names) == 1 else ()
    )


def _cells(sheet: Sheet, number: int, rows: Sequence[int]) -> list[Cell]:
    return [cell for row in rows if (cell := sheet.cells.get((row, number))) and values.plain(cell.text)]


def _samples(sheet: Sheet, number: int, rows: Sequence[int]) -> tuple[str, ...]:
    found = dict.fromkeys(_short(cell.text) for cell in _cells(sheet, number, rows))
    return tuple(found)[:SAMPLES]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[:WIDEST]}…"


def _without_doubles(columns: list[Column], sheet: Sheet, rows: Sequence[int]) -> Iterator[Column]:
    """两列读成同一处：值都一样的留头一列，不一样的都不读；单位等可以有几列。"""
    for column in columns:
        same = [
            other
            for other in columns
            if other.target and (other.target, other.word) == (column.target, column.word)
        ]
        if len(same) < 2 or column.target in REPEATABLE:
            yield column
            continue
        agree = all(
            len({values.plain(sheet.text_at(row, other.number)) for other in same} - {""}) < 2 for row in rows
        )
        if agree and column == same[0]:
            yield column
        else:
            reason = (
                f"与 {same[0].letter} 列一样"
                if agree
                else f"与 {'、'.join(o.letter for o in same if o != column)} 列说的是同一项而值不同"
            )
            yield msgspec.structs.replace(column, use=Use.LEFT, target="", reason=reason)
