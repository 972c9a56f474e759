"""名册与活动的表：委员名单、承办单位名录、协商活动一览 → 草稿。只认列名说得清的。"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.importing.letters.whose import whose_of
from generator.importing.material import Draft, Found
from generator.importing.registry import Registry
from generator.importing.tables import headings, sitting, values
from generator.importing.tables.by_value import Column, Use
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.grid import Cell, Sheet
from generator.importing.tables.ledger import Plan, Read
from generator.importing.tables.roster_people import Activities, Members, Offices
from generator.importing.tables.roster_words import KINDS, NOT_ROSTERS, Roster
from generator.terms import RecordKind

FARTHEST, LEAST = 10, 2
MAKERS: Mapping[RecordKind, Callable[..., Any]] = {
    RecordKind.MEMBER: Members,
    RecordKind.UNIT: Offices,
    RecordKind.CONSULTATION: Activities,
}
FOOTER = re.compile(
    r"(?:合计|总计|小计|共计|说明|备注|注|制表|填表|审核)(?:人|单位)?(?:[:：].*)?|共.{1,6}[名个件场次]"
)


class _Found(msgspec.Struct, frozen=True):
    """认出的表头：哪一种，第几行，各列。"""

    roster: Roster
    row: int
    targets: dict[int, str]


def read_roster(sheet: Sheet, registry: Registry) -> Read | None:
    """读一张名册或活动表；不是的为 None。

    Args:
        sheet: 工作表。
        registry: 名册。
    """
    stem = sheet.path.rpartition("/")[2].rpartition(".")[0]
    for row in sheet.rows[:FARTHEST]:
        above = [sheet.text_at(r, c) for r in sheet.rows if r < row for c in sheet.columns]
        said = "　".join([*dict.fromkeys(above), sheet.name, stem])
        found = None if NOT_ROSTERS.search(said) else _header(sheet, row, said)
        if found:
            return _read(sheet, found, registry, said)
    return None


def _header(sheet: Sheet, row: int, said: str) -> _Found | None:
    texts = {column: headings.folded(sheet.text_at(row, column)) for column in sheet.columns}
    for roster in KINDS:
        targets = {c: roster.columns[text] for c, text in texts.items() if text in roster.columns}
        names = [target for target in targets.values() if target == roster.key]
        is_told = roster.is_told(set(texts.values()), said)
        if len(names) == 1 and is_told and len(set(targets.values())) == len(targets) >= LEAST:
            return _Found(roster, row, targets)
    return None


def _read(sheet: Sheet, found: _Found, registry: Registry, said: str) -> Read:
    doubts = Doubts(sheet)
    titles = tuple(said.split("　"))
    whose = whose_of(sitting.sitting_of(titles, sheet.name, "").whose, "", registry)
    if whose.doubt:
        doubts.add("unsure-body", whose.doubt, "把政协登记进名册，或核对表的标题。", found.row)
    kind = RecordKind.of(found.roster.kind)
    maker = MAKERS[kind](registry, doubts, whose)
    rows = list(_rows(sheet, found))
    cases = [] if whose.is_elsewhere else [case for row in rows if (case := maker.made(row))]
    columns = tuple(_columns(sheet, found))
    for column in columns:
        if column.use is Use.LEFT and column.samples:
            message = (
                f"「{column.heading}」这一列没有读：{column.reason}，见到「{'、'.join(column.samples)[:60]}」"
            )
            doubts.add("column-left", message, "要的，读完以后补进名册。", found.row, column.number)
    new = [Draft("body", whose.new, sheet.path)] if whose.new and cases else []
    plan = Plan(sheet.path, sheet.name, (found.row, found.row), None, None, columns)
    whole = [Found((*new, *case)) for case in cases]
    return Read(plan, (*whole, Found(problems=doubts.problems())))


def _rows(sheet: Sheet, found: _Found) -> Iterator[dict[str, Cell]]:
    """各行：字段 → 格子；重复的表头、表尾、没有名称的不是。"""
    for row in sheet.rows:
        cells = {
            target: cell
            for column, target in found.targets.items()
            if (cell := sheet.at(row, column)) and values.plain(cell.text)
        }
        key = cells.get(found.roster.key)
        if row <= found.row or key is None or FOOTER.fullmatch(values.plain(key.text)):
            continue
        if headings.folded(key.text) not in found.roster.columns:
            yield cells


def _columns(sheet: Sheet, found: _Found) -> Iterator[Column]:
    for number in sheet.columns:
        heading = "".join(sheet.text_at(found.row, number).split())
        samples = _samples(sheet, found.row, number)
        name = headings.folded(heading)
        if number in found.targets:
            target = f"{found.roster.kind}.{found.targets[number]}"
            yield Column(number, heading, Use.FIELD, target, samples=samples)
        elif name in headings.PRIVATE_FOLDED or name in found.roster.private:
            yield Column(number, heading, Use.PRIVATE)
        elif name in headings.ORDINAL_FOLDED:
            yield Column(number, heading, Use.ORDINAL)
        else:
            yield Column(number, heading, Use.LEFT, reason="名册里没有这一项", samples=samples)


def _samples(sheet: Sheet, header: int, number: int) -> tuple[str, ...]:
    texts: Sequence[str] = [
        " ".join(cell.text.split())[:24]
        for row in sheet.rows
        if row > header and (cell := sheet.cells.get((row, number)))
    ]
    return tuple(dict.fromkeys(texts))[:3]
