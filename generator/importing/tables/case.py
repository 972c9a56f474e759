"""台账里的一件提案：它占的各行 → 提案一条、每个答复单位一件答复、名册里没有的单位各一条。"""

import re
from typing import Any

from generator.importing.material import Draft, Found
from generator.importing.registry import proposal_id, same_title
from generator.importing.tables import sitting, values
from generator.importing.tables.answers import replies_of
from generator.importing.tables.by_value import Column
from generator.importing.tables.fields import Context, Fields
from generator.importing.tables.grid import Cell
from generator.importing.tables.proposers import Said, proposer_of
from generator.importing.tables.units import Units
from generator.register.drafting import placed
from generator.terms import VisitMode

SIMPLE = (
    "category", "key.supervisor", "key.method", "open", "open_reason", "original", "submitted", "filing.date",
    "handling.assigned", "handling.due", "summary", "background",
)  # fmt: skip
"""照读就写的字段。"""

ORDER = (
    "id", "body", "number", "title", "term", "session", "timing", "proposer", "category", "topics",
    "submitted", "filing", "handling", "key", "open", "open_reason", "summary", "background", "visits",
    "satisfaction", "original",
)  # fmt: skip
PHASES = (("visit.before", "办前询问"), ("visit.during", "办中走访"), ("visit.after", "办后回访"))
TOPIC_SEPARATORS = re.compile(r"[、，,；;\s]+")


def case_of(rows: tuple[int, ...], columns: tuple[Column, ...], context: Context) -> Found:
    """一件提案拟出的全部记录。

    Args:
        rows: 占哪几行。
        columns: 各列的去处。
        context: 这张表共用的。
    """
    fields = Fields(rows, columns, context)
    case = _Case(fields)
    proposal = case.proposal()
    replies = replies_of(fields, case.units, str(proposal.get("id", "")))
    new = [Draft("body", context.whose.new, context.sheet.path)] if context.whose.new else []
    return Found((*new, *case.units.new.values(), case.draft(proposal), *replies))


class _Case:
    """把提案的各个字段找齐。"""

    def __init__(self, fields: Fields) -> None:
        self._fields, self._context = fields, fields.context
        self._registry = fields.context.registry
        self.units = Units(fields)

    def draft(self, found: dict[str, Any]) -> Draft:
        """拟成草稿；建议请编辑逐条确认。"""
        fields = self._fields
        original = {
            name.removeprefix("proposal."): text
            for name, text in fields.original.items()
            if not name.startswith("reply.")
        }
        texts = [text for cell in fields.cells("proposal.suggestions") for text in cell.text.split("\n")]
        kept = [
            {"id": f"s{n}", "text": values.plain(text)} for n, text in enumerate(texts, 1) if text.strip()
        ]
        confirm: dict[str, object] = {"suggestions": kept} if kept else {}
        is_existing = found.get("id") in self._registry.register.proposals
        return Draft("proposal", found, self._context.sheet.path, original, confirm, is_existing=is_existing)

    def proposal(self) -> dict[str, Any]:
        """提案的字段。"""
        fields = self._fields
        number, title = fields.one("proposal.number"), fields.one("proposal.title")
        for target, what in (("proposal.number", "案号"), ("proposal.title", "案由")):
            if not fields.cells(target):
                fields.doubt(target.rpartition(".")[2], f"没有写{what}")
        term, session = self._sitting()
        found: dict[str, Any] = {
            "id": self._identifier(term, session, number, title),
            "body": self._context.whose.body,
            "number": number,
            "title": title,
            "term": term,
            "session": session,
            "timing": fields.one("proposal.timing"),
            "proposer": self._proposer(),
            "topics": self._topics(),
        }
        for name in SIMPLE:
            if value := fields.one(f"proposal.{name}"):
                placed(found, name, value)
        self._filing(found)
        self._key(found)
        self._handling(found)
        found["visits"] = self._visits()
        marks = {name: fields.one(f"satisfaction.{name}") for name in ("attitude", "result")}
        found["satisfaction"] = {name: mark for name, mark in marks.items() if mark}
        # 重点提案可以只有「是」，没有督办的细节：空着也要写。
        return {name: found[name] for name in ORDER if found.get(name) or (name == "key" and name in found)}

    def _identifier(self, term: int | None, session: int | None, number: str, title: str) -> str:
        """编号；与登记过的案由对不上的没有。"""
        whose = self._context.whose
        made = "" if whose.is_elsewhere or not title else proposal_id(whose.prefix, term, session, number)
        like = self._registry.proposals_like(whose.body, term, session, number) if made else []
        if len(like) != 1:
            return made
        if same_title(like[0].title, title):
            return like[0].id
        held = f"登记过的 {like[0].id} 案由是「{like[0].title}」"
        self._fields.doubt("proposal", f"{held}，这里是「{title}」，对不上，这一件没有写")
        return ""

    def _sitting(self) -> tuple[int | None, int | None]:
        fields, (term, session) = self._fields, (self._context.term, self._context.session)
        if pair := fields.one("sitting"):
            found = sitting.of_pair(pair)
            if found is None:
                fields.doubt("reference", f"届次认不准：「{pair[:20]}」", fields.place("sitting"))
            return found or (None, None)
        said = {name: fields.one(name) for name in ("term", "session")}
        for name, text in said.items():
            if text and sitting.of_one(text) is None:
                fields.doubt("reference", f"届次认不准：「{text[:20]}」", fields.place(name))
        read = {name: sitting.of_one(text) for name, text in said.items() if text}
        return read.get("term", term), read.get("session", session)

    def _topics(self) -> list[str]:
        cells = self._fields.cells("proposal.topics")
        texts = [values.plain(text) for cell in cells for text in TOPIC_SEPARATORS.split(cell.text)]
        return [text for text in dict.fromkeys(texts) if text]

    def _proposer(self) -> dict[str, object]:
        fields = self._fields
        texts = {
            name: "、".join(cell.text for cell in fields.cells(target))
            for name, target in (
                ("anyone", "proposer"), ("first", "proposer.first"), ("co", "proposer.co"),
                ("collective", "proposer.collective"),
            )
        }  # fmt: skip
        said = Said(
            **texts,
            has_co_column="proposer.co" in self._context.targets,
            kind=fields.one("proposer.kind"),
            count=fields.one("proposer.count"),
            sector=self._sector(fields.one("proposer.sector")),
        )
        found = proposer_of(said, self._context.whose.body, self._registry)
        place = fields.place("proposer", "proposer.first", "proposer.collective")
        if found.doubt:
            fields.doubt("proposer", found.doubt, place)
        if found.strangers:
            message = "提案者不在委员名册里，姓名没有写进记录"
            cure = "要公开姓名的，先登记：shai new member。"
            self._context.doubts.add("unsure-member", message, cure, *place)
        return found.fields

    def _sector(self, text: str) -> str:
        if not text:
            return ""
        body = self._registry.register.site.body
        found = [
            sector.id
            for sector in self._registry.register.sectors.values()
            if text in {sector.name, sector.name.removesuffix("界")}
            and (sector.body or body) == self._context.body
        ]
        if len(found) != 1:
            place = self._fields.place("proposer.sector")
            self._fields.doubt("sector", f"界别名册里没有「{text[:20]}」，没有写界别", place)
        return found[0] if len(found) == 1 else ""

    def _filing(self, found: dict[str, Any]) -> None:
        fields, day = self._fields, found.pop("filing", {}).get("date", "")
        status = fields.one("proposal.filing.status")
        if not status and day and "proposal.filing.status" not in self._context.targets:
            # 单有「立案日期」而没有审查结果一列的，写了日期就是立了案；「审查日期」说明不了什么。
            heading = next(c.heading for c in self._fields.columns if c.target == "proposal.filing.date")
            status = "" if "审查" in heading else "立案"
        if not status:
            if day:
                fields.doubt("filing", "有审查日期而没有审查结果，没有写审查")
            return
        merged = fields.one("proposal.filing.merged_into")
        number = values.number(Cell(fields.rows[0], 1, merged), self._context.width).value if merged else ""
        into = proposal_id(self._context.whose.prefix, *self._sitting(), number) if number else ""
        whole = {"status": status, "date": day, "reason": fields.one("proposal.filing.reason")}
        found["filing"] = {name: value for name, value in {**whole, "merged_into": into}.items() if value}

    def _key(self, found: dict[str, Any]) -> None:
        cells = self._fields.cells("proposal.key")
        if not cells:
            return
        said = values.yes(cells[0], "重点", "重点提案") if len(cells) == 1 else None
        if said is None:
            message = f"是不是重点提案认不准：「{values.plain(cells[0].text)[:20]}」"
            self._fields.doubt("key", message, (cells[0].row, cells[0].column))
        if said:
            found.setdefault("key", {})
        else:
            found.pop("key", None)

    def _handling(self, found: dict[str, Any]) -> None:
        everyone = self.units.named(self._fields.rows)
        whole = {
            "mode": self._fields.one("handling.mode"),
            "lead": self.units.ids(everyone.lead),
            "co": self.units.ids(everyone.co),
            **found.get("handling", {}),
        }
        found["handling"] = {name: value for name, value in whole.items() if value}

    def _visits(self) -> list[dict[str, str]]:
        return [
            visit
            for target, phase in PHASES
            for cell in self._fields.cells(target)
            if (visit := self._visit(phase, cell))
        ]

    def _visit(self, phase: str, cell: Cell) -> dict[str, str]:
        day = values.date(cell, has_epoch=self._context.has_epoch).value
        mode = values.word(VisitMode, {}, cell).value
        if day:
            return {"phase": phase, "date": day}
        if mode:
            return {"phase": phase, "mode": mode}
        if cell.text.strip() in values.TICKS:
            return {"phase": phase}
        if values.yes(cell) is not False:
            message = f"{phase}的写法认不准：「{values.plain(cell.text)[:20]}」"
            self._fields.doubt("visit", message, (cell.row, cell.column))
        return {}
