"""一张表里说不准的：逐处记下，说法一样的合成一条，免得几百行各报一遍。"""

from generator.importing.material import to_confirm
from generator.importing.tables.grid import Sheet
from generator.problems import Problem

SHOWN = 8


class Doubts:
    """收集一张表的「待确认」。"""

    def __init__(self, sheet: Sheet) -> None:
        """某张表的。"""
        self._sheet = sheet
        self.path = sheet.path
        self._found: dict[tuple[str, str, str], list[tuple[int, int]]] = {}

    def add(self, rule: str, message: str, cure: str, row: int, column: int = 1) -> None:
        """记下一处。

        Args:
            rule: 规则名。
            message: 见到了什么、为什么不读。
            cure: 怎样改。
            row: 第几行。
            column: 第几列。
        """
        places = self._found.setdefault((rule, message, cure), [])
        if (row, column) not in places:
            places.append((row, column))

    def problems(self) -> tuple[Problem, ...]:
        """合并以后的各条。"""
        return tuple(self._problem(*key, places) for key, places in self._found.items())

    def _problem(self, rule: str, message: str, cure: str, places: list[tuple[int, int]]) -> Problem:
        row, column = places[0]
        at = self._sheet.called(row, column) if column else f"「{self._sheet.name}」表"
        others = [str(place) for place, _ in places[1 : SHOWN + 1]]
        rest = f"等 {len(places) - 1} 行" if len(places) > SHOWN + 1 else "行"
        more = f"（第 {'、'.join(others)} {rest}也是）" if others else ""
        return to_confirm(rule, self._sheet.mark(row, column), f"{at}：{message}{more}", cure)
