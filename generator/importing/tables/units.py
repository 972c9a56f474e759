"""一件提案的承办单位：主办、会办各是谁；名册里没有的拟一个编号。"""

from generator.importing.letters import words
from generator.importing.material import Draft
from generator.importing.tables.columns import UNITS
from generator.importing.tables.fields import Fields
from generator.importing.tables.parties import Parties, known_unit, units_in

CURE = "编号决定网址，定了不改；不合适就先登记好单位再导入。"
SHORTEST = 3


class Units:
    """一件提案的承办单位。

    Attributes:
        new: 名册里没有、新拟的单位。
    """

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.new: dict[str, Draft] = {}

    def named(self, rows: tuple[int, ...]) -> Parties:
        """这几行里写的主办与会办单位。"""
        lead: list[str] = []
        co: list[str] = []
        for row in rows:
            role = self._fields.one("handling.role", (row,))
            for target in sorted(UNITS):
                for cell in self._fields.cells(target, (row,)):
                    found = units_in(cell.text, are_co=target == "handling.co" or role == "会办")
                    lead += found.lead
                    co += found.co
        return Parties(tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(co)))

    def ids(self, names: tuple[str, ...]) -> list[str]:
        """各单位的编号；认不准的没有。"""
        return [found for name in names if (found := self.id_of(name))]

    def id_of(self, name: str) -> str:
        """单位的编号；名册里没有的拟一个，名称不像单位的不写。"""
        context, place = self._fields.context, self._fields.place("handling.lead", "handling.co")
        known = known_unit(name, context.whose.body, context.registry)
        if len(known) == 1:
            return known[0].id
        if known:
            listed = "、".join(unit.id for unit in known)
            self._fields.doubt("unit", f"名册里有几个「{name}」：{listed}", place)
            return ""
        if words.NOT_UNITS.search(name) or not words.UNIT.fullmatch(name) or len(name) < SHORTEST:
            self._fields.doubt("unit", f"不像一个单位的名称：「{name[:30]}」", place)
            return ""
        made = context.registry.proposed_unit(name, context.whose.prefix)
        if made not in self.new:
            body = {"body": context.whose.body} if context.whose.body else {}
            self.new[made] = Draft("unit", {"id": made, "name": name, **body}, context.sheet.path)
        message = f"单位名册里没有「{name}」，拟编号为 {made}；名称请改成全称"
        context.doubts.add("unsure-unit-id", message, CURE, *place)
        return made
