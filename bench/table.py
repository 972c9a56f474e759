"""量得的数 → 一张表：中位数，和与 Hugo 的倍数；Markdown 与 JSON 两种写法。"""

import json
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from bench.measure import Cost

BASE = "hugo"
"""倍数都对着它算。"""

HEADER = ("记录", "工具", "秒", "处理器秒", "内存 MB", "记录页", "文件", "输出 MB", "时间比", "内存比")
LEFT = 2
"""前几列靠左，其余是数，靠右。"""


class Result(NamedTuple):
    """一家工具在一种条数上的全部结果。

    Attributes:
        tool: 代号。
        label: 表里的名字。
        records: 几条记录。
        costs: 每一轮的代价。
        pages: 记录自己的网页有几页。
        files: 输出多少个文件。
        size: 输出多少字节。
    """

    tool: str
    label: str
    records: int
    costs: tuple[Cost, ...]
    pages: int
    files: int
    size: int

    @property
    def middle(self) -> Cost:
        """各轮的中位数。"""
        return Cost(
            median(cost.wall for cost in self.costs),
            median(cost.cpu for cost in self.costs),
            int(median(cost.memory for cost in self.costs)),
        )


class Edit(NamedTuple):
    """改一件答复之后再建一次。

    Attributes:
        records: 几条记录。
        label: 改了什么。
        costs: 每一轮的代价。
        unchanged: 什么也没改时再建一次的代价。
        written: 写了的文件，按缘由归类：缘由 → 几个。
        removed: 删了几个文件。
    """

    records: int
    label: str
    costs: tuple[Cost, ...]
    unchanged: tuple[Cost, ...]
    written: dict[str, int]
    removed: int


def markdown(results: Sequence[Result], edits: Sequence[Edit]) -> str:
    """两张 Markdown 表：整建与改一件。"""
    rows = [_row(result, _base(result, results)) for result in results]
    built = _table(HEADER, rows, LEFT)
    if not edits:
        return built
    header = ("记录", "再建一次", "秒", "处理器秒", "内存 MB", "写了几个文件")
    changed = []
    for edit in edits:
        total = sum(edit.written.values())
        for label, costs, count in (("什么也没改", edit.unchanged, 0), (edit.label, edit.costs, total)):
            wall, cpu, memory = Result("", "", 0, costs, 0, 0, 0).middle
            changed.append(
                (f"{edit.records:,}", label, f"{wall:.2f}", f"{cpu:.2f}", _mega(memory), str(count))
            )
    reasons = [
        (f"{edit.records:,}", edit.label, why, str(count))
        for edit in edits
        for why, count in edit.written.items()
    ]
    where = _table(("记录", "改了什么", "写到哪里", "文件"), reasons, LEFT + 1)
    return f"{built}\n{_table(header, changed, LEFT)}\n{where}"


def as_json(results: Sequence[Result], edits: Sequence[Edit], about: dict[str, Any]) -> str:
    """同样的数，逐轮照录，供程序读。"""
    value = {
        **about,
        "results": [_plain(result) | {"median": result.middle._asdict()} for result in results],
        "edits": [
            _plain(edit) | {"unchanged": [cost._asdict() for cost in edit.unchanged]} for edit in edits
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _plain(item: Result | Edit) -> dict[str, Any]:
    return item._asdict() | {"costs": [cost._asdict() for cost in item.costs]}


def _base(result: Result, results: Sequence[Result]) -> Cost | None:
    found = (one.middle for one in results if (one.tool, one.records) == (BASE, result.records))
    return next(found, None)


def _row(result: Result, base: Cost | None) -> tuple[str, ...]:
    wall, cpu, memory = result.middle
    ratios = (f"{wall / base.wall:.2f}", f"{memory / base.memory:.2f}") if base else ("", "")
    return (
        f"{result.records:,}",
        result.label,
        f"{wall:.1f}",
        f"{cpu:.1f}",
        _mega(memory),
        f"{result.pages:,}",
        f"{result.files:,}",
        _mega(result.size),
        *ratios,
    )


def _mega(count: int) -> str:
    return f"{count / 1e6:,.0f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> str:
    rule = ["---"] * left + ["---:"] * (len(header) - left)
    lines = [header, rule, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
