"""表格里不能收的内容：逐处收集，同一种的只细说前几处，一起报告。"""

from collections import defaultdict

from generator.importing.material import Refused
from generator.problems import Mark, Problem

FEW = 5
CURES = {
    "hidden-sheet": "在表名上按右键，选「取消隐藏」；不要的整张删去。",
    "hidden-row": "取消筛选，选中全表后按右键，选「取消隐藏」；不要的整行删去。",
    "hidden-column": "选中全表后按右键，选「取消隐藏」；不要的整列删去。",
    "hidden-text": "把字改成黑色、改回平常的格式；不要的删去。",
    "comment": "看过批注（备注）后删去；要留的写进格子里。",
    "formula-not-calculated": "用表格软件打开，等它算完，再保存一次。",
    "macro": "另存为不带宏的工作簿（.xlsx）。",
    "embedded-file": "把嵌入的文件取出来另存，从表里删去。",
    "tracked-change": "接受或拒绝全部修订，再保存。",
    "covered-text": "取消合并，看清下面的格子，不要的删去，再合并。",
}


class Faults:
    """收集一个文件里不能收的内容。"""

    def __init__(self, path: str) -> None:
        """某个文件的。"""
        self._path = path
        self._found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)

    def add(self, rule: str, message: str, row: int = 0, column: int = 0) -> None:
        """记下一处。

        Args:
            rule: 哪一种，见 CURES。
            message: 在哪里、见到了什么。
            row: 第几行；说的是整个文件或整张表时为零。
            column: 第几列。
        """
        self._found[rule].append((row, column, message))

    def refuse_any(self) -> None:
        """有一处就不收。

        Raises:
            Refused: 有不能收的内容。
        """
        problems = tuple(problem for rule in self._found for problem in self._problems(rule))
        if problems:
            raise Refused(problems)

    def _problems(self, rule: str) -> list[Problem]:
        found = self._found[rule]
        shown = found[:FEW]
        more = f"；同样的还有 {len(found) - FEW} 处" if len(found) > FEW else ""
        last = len(shown) - 1
        return [
            Problem(
                rule,
                Mark(self._path, row, column),
                message + (more if place == last else ""),
                CURES[rule],
            )
            for place, (row, column, message) in enumerate(shown)
        ]
