"""名册的一行 → 草稿：委员、单位、协商；登记过的照名称对上，没有的拟编号。"""

import re
from typing import Any

from generator.importing.letters import words
from generator.importing.letters.whose import Whose
from generator.importing.material import Draft
from generator.importing.registry import Registry
from generator.importing.tables import values
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.grid import Cell
from generator.register.model import Consultation

Cells = dict[str, Cell]
NAME = re.compile("[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
NO_PARTY = {"群众", "无", "无党派", "无党派人士"}
FIRST, WIDTH = 1, 3
CURE = "编号决定网址，定了不改；不合适就先登记好再导入。"
HELD = "名册里原来有的不动。"


class _Maker:
    """三种表共用的。"""

    def __init__(self, registry: Registry, doubts: Doubts, whose: Whose) -> None:
        self._registry, self._doubts, self._whose = registry, doubts, whose
        self._register = registry.register
        self._seen: set[str] = set()

    def _repeated(self, name: str, cell: Cell) -> bool:
        if name in self._seen:
            self._doubts.add("unsure-row", f"「{name}」写了两行，后一行没有读", HELD, cell.row, cell.column)
        is_repeated = name in self._seen
        self._seen.add(name)
        return is_repeated

    def _with_body(self, fields: dict[str, Any]) -> dict[str, Any]:
        return fields | ({"body": self._whose.body} if self._whose.body else {})

    def _is_ours(self, body: str | None) -> bool:
        default = self._register.site.body
        return (body or default) == (self._whose.body or default)

    def _text(self, cells: Cells, name: str) -> str:
        return values.plain(cells[name].text) if name in cells else ""

    def _draft(self, kind: str, fields: dict[str, Any], *, is_existing: bool = False) -> Draft:
        kept = {name: value for name, value in fields.items() if value}
        return Draft(kind, kept, self._doubts.path, is_existing=is_existing)


class Members(_Maker):
    """委员名单。"""

    def made(self, cells: Cells) -> tuple[Draft, ...]:
        """一位委员，与名册里没有的界别。"""
        cell = cells["name"]
        name = self._text(cells, "name")
        if NAME.fullmatch(name) is None:
            self._doubts.add("unsure-name", f"不像姓名，没有读：「{name[:20]}」", HELD, cell.row, cell.column)
            return ()
        if self._repeated(name, cell):
            return ()
        known = [m for m in self._register.members.values() if m.name == name and self._is_ours(m.body)]
        if len(known) > 1:
            listed = "、".join(member.id for member in known)
            self._doubts.add("unsure-name", f"名册里有几位「{name}」：{listed}，没有读", HELD, cell.row)
            return ()
        new, sector = self._sector(cells)
        party = self._text(cells, "party")
        fields = {
            "id": known[0].id if known else self._next_id(),
            "name": name,
            "sector": sector,
            "party": "" if party in NO_PARTY else party,
        }
        member = self._draft("member", self._with_body(fields), is_existing=bool(known))
        return (*new, member)

    def _sector(self, cells: Cells) -> tuple[tuple[Draft, ...], str]:
        name = self._text(cells, "sector")
        if not name:
            return (), ""
        whole = name if name.endswith("界") else f"{name}界"
        known = [s.id for s in self._register.sectors.values() if s.name.removesuffix("别") in {name, whole}]
        if known:
            return (), known[0]
        made = self._registry.proposed_sector(name)
        message = f"界别名册里没有「{name}」，拟编号为 {made}"
        self._doubts.add("unsure-sector-id", message, CURE, cells["sector"].row, cells["sector"].column)
        return (self._draft("sector", {"id": made, "name": name}),), made

    def _next_id(self) -> str:
        """接着名册里最大的号：m017 之后是 m018。"""
        prefix = f"{self._whose.prefix}-m" if self._whose.prefix else "m"
        ids = [*self._register.members, *self._registry.given]
        numbers = [m[1] for name in ids if (m := re.fullmatch(rf"{prefix}(\d+)", name))]
        width = max((len(number) for number in numbers), default=WIDTH)
        made = f"{prefix}{max((int(number) for number in numbers), default=FIRST - 1) + 1:0{width}}"
        self._registry.given.append(made)
        return made


class Offices(_Maker):
    """承办单位名录。"""

    def made(self, cells: Cells) -> tuple[Draft, ...]:
        """一个单位。"""
        cell, name = cells["name"], self._text(cells, "name")
        if words.NOT_UNITS.search(name) or not words.UNIT.fullmatch(name):
            self._doubts.add(
                "unsure-unit", f"不像一个单位的名称：「{name[:30]}」", HELD, cell.row, cell.column
            )
            return ()
        if self._repeated(name, cell):
            return ()
        known = [unit for unit in self._registry.units_named(name) if self._is_ours(unit.body)]
        if len(known) > 1:
            listed = "、".join(unit.id for unit in known)
            self._doubts.add("unsure-unit", f"名册里有几个「{name}」：{listed}", HELD, cell.row, cell.column)
            return ()
        made = known[0].id if known else self._registry.proposed_unit(name, self._whose.prefix)
        if not known:
            message = f"单位名册里没有「{name}」，拟编号为 {made}"
            self._doubts.add("unsure-unit-id", message, CURE, cell.row, cell.column)
        website = self._text(cells, "website")
        fields = {
            "id": made,
            "name": known[0].name if known else name,
            "short_name": self._text(cells, "short_name"),
            "kind": self._text(cells, "kind"),
            "telephone": self._text(cells, "telephone"),
            "website": website if website.startswith("http") else "",
        }
        return (self._draft("unit", self._with_body(fields), is_existing=bool(known)),)


class Activities(_Maker):
    """协商活动一览。"""

    def made(self, cells: Cells) -> tuple[Draft, ...]:
        """一次协商；说不准年份的没有编号，不写。"""
        cell, topic = cells["topic"], self._text(cells, "topic").strip("《》“”")
        day = values.date(cells["date"], has_epoch=True) if "date" in cells else values.Value()
        kind = self._text(cells, "kind")
        if day.doubt or not day.value:
            said = day.doubt or "没有写日期"
            self._doubts.add("unsure-date", f"{said}，这一行没有读", "写成 2024-05-26 或 2024-05。", cell.row)
            return ()
        if not kind:
            self._doubts.add(
                "unsure-kind", "没有写协商的形式，这一行没有读", "补上形式。", cell.row, cell.column
            )
            return ()
        if self._repeated(f"{topic}{day.value}", cell):
            return ()
        known = [c for c in self._register.consultations.values() if self._is_it(c, topic, day.value)]
        hosts = [part for part in re.split("[、，；;\n]", self._text(cells, "hosts")) if part]
        fields = {
            "id": known[0].id if known else self._next_id(day.value[:4]),
            "kind": kind,
            "topic": topic,
            "date": day.value,
            "place": self._text(cells, "place"),
            "hosts": hosts,
        }
        return (self._draft("consultation", self._with_body(fields), is_existing=bool(known)),)

    def _is_it(self, record: Consultation, topic: str, day: str) -> bool:
        return record.topic == topic and str(record.date or "") == day and self._is_ours(record.body)

    def _next_id(self, year: str) -> str:
        taken = {*self._register.consultations, *self._registry.given}
        prefix = f"{self._whose.prefix}-{year}" if self._whose.prefix else year
        made = next(f"{prefix}-{n:02}" for n in range(1, 10_000) if f"{prefix}-{n:02}" not in taken)
        self._registry.given.append(made)
        return made
