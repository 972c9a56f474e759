"""统计的分表：政协、届次、单位、类别、界别、年份各一张，一行一个；公布的数字另成一张。统计页只列去处。"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.release.stats import FigureTable, ScopeGroup, ScopeKind, ScopeStatistics
from generator.release.stats.whole import TITLES
from generator.release.views.common import Link
from generator.release.views.paging import Leaf, sheets

ROWS = 50
"""一页几行：一行连各个比率两千多字节。"""
FIGURES = 100
"""公布的数字，一页大约几个；一组数字不拆开。"""

FOLDERS = {
    ScopeKind.BODY: "bodies",
    ScopeKind.SESSION: "sessions",
    ScopeKind.UNIT: "units",
    ScopeKind.CATEGORY: "categories",
    ScopeKind.SECTOR: "sectors",
    ScopeKind.YEAR: "years",
}
"""范围的种类 → 它那张表的网址里的词。"""
COUNTERS = {
    ScopeKind.BODY: "级政协",
    ScopeKind.SESSION: "次会议",
    ScopeKind.UNIT: "个单位",
    ScopeKind.CATEGORY: "类",
    ScopeKind.SECTOR: "个界别",
    ScopeKind.YEAR: "个年份",
}
STATISTICS = Link("统计", "statistics/index.html")
FIGURES_PATH, FIGURES_TITLE = "statistics/figures.html", "公布的数字"


def scope_path(kind: ScopeKind) -> str:
    """一张分表的首页；没有可列的也有这一页，网址不因数据而变。"""
    return f"statistics/{FOLDERS[kind]}.html"


SCOPE_PATHS = tuple(map(scope_path, FOLDERS))
"""各张分表的首页。"""


class ScopeRow(msgspec.Struct, frozen=True):
    """一个范围的一行；cells 是各个比率：（百分数，分子/分母），算不出的为空。"""

    label: str
    path: str
    proposals: int
    replies: int
    cells: tuple[tuple[str, str], ...]


class ScopeTable(msgspec.Struct, frozen=True):
    """一张分表的一页。

    Attributes:
        path: 网址。
        title: 标题。
        kind: 头一列的名称。
        lead: 一句话：一共几行，按什么排。
        columns: 各个比率的名称；这一页上一个也算不出的不列。
        rows: 各行。
        pages: 页码，一页列得完的没有。
        parents: 位置。
    """

    path: str
    title: str
    kind: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[ScopeRow, ...]
    pages: tuple[Link, ...]
    parents: tuple[Link, ...]


class ScopeEntry(msgspec.Struct, frozen=True):
    """统计页上的一个去处；anchor 是统计页上的锚点。"""

    anchor: str
    title: str
    path: str
    sentence: str


class FiguresView(msgspec.Struct, frozen=True):
    """公布的数字的一页。"""

    path: str
    title: str
    tables: tuple[FigureTable, ...]
    pages: tuple[Link, ...]
    parents: tuple[Link, ...]


def scope_entries(groups: Sequence[ScopeGroup]) -> tuple[ScopeEntry, ...]:
    """统计页上列的各张分表。"""
    known = {group.kind: group for group in groups}
    return tuple(
        ScopeEntry(kind.value, TITLES[kind], scope_path(kind), _sentence(kind, known.get(kind)))
        for kind in FOLDERS
    )


def _sentence(kind: ScopeKind, group: ScopeGroup | None) -> str:
    return f"{len(group.scopes)} {COUNTERS[kind]}，{group.order}。" if group else "还没有公开的提案。"


def scope_tables(groups: Sequence[ScopeGroup]) -> Iterator[ScopeTable]:
    """各张分表，一页页地备；一个范围的数变了，只动它在的那一页。"""
    known = {group.kind: group for group in groups}
    for kind in FOLDERS:
        group = known.get(kind)
        found = group.scopes if group else ()
        index = scope_path(kind)
        for leaf in sheets(found, ROWS, index, f"{index.removesuffix('.html')}/"):
            order = f"{group.order}。" if group else ""
            yield _table(kind, leaf, _sentence(kind, group) if leaf.is_index else order)


def _table(kind: ScopeKind, leaf: Leaf[ScopeStatistics], lead: str) -> ScopeTable:
    counted = {rate.id for scope in leaf.items for rate in scope.rates if rate.denominator}
    columns = [rate for rate in leaf.items[0].rates if rate.id in counted] if leaf.items else []
    return ScopeTable(
        path=leaf.path,
        title=leaf.title(f"统计：{TITLES[kind]}"),
        kind=kind.label,
        lead=lead,
        columns=tuple(rate.name for rate in columns),
        rows=tuple(_row(scope, [rate.id for rate in columns]) for scope in leaf.items),
        pages=leaf.pages,
        parents=_parents(leaf, Link(TITLES[kind], scope_path(kind))),
    )


def _row(scope: ScopeStatistics, columns: Sequence[str]) -> ScopeRow:
    rates = [scope.rate(identifier) for identifier in columns]
    return ScopeRow(
        label=scope.scope.label,
        path=f"{scope.scope.path}#statistics" if scope.scope.path else "",
        proposals=scope.proposals,
        replies=scope.replies,
        cells=tuple(
            (f"{rate.value}%" if rate.value else "", f"{rate.numerator}/{rate.denominator}")
            if rate.denominator
            else ("", "")
            for rate in rates
        ),
    )


def figure_views(tables: Sequence[FigureTable]) -> Iterator[FiguresView]:
    """公布的数字的各页，次序如数据文件；一组不拆开。"""
    shelves: list[list[FigureTable]] = []
    left = 0
    for table in tables:
        count = len(table.rows) + sum(len(breakdown.rows) + 1 for breakdown in table.breakdowns)
        if not shelves or left < count:
            shelves.append([])
            left = FIGURES
        shelves[-1].append(table)
        left -= count
    for leaf in sheets(shelves, 1, FIGURES_PATH, f"{FIGURES_PATH.removesuffix('.html')}/"):
        shown = tuple(table for shelf in leaf.items for table in shelf)
        parents = _parents(leaf, Link(FIGURES_TITLE, FIGURES_PATH))
        yield FiguresView(leaf.path, leaf.title(FIGURES_TITLE), shown, leaf.pages, parents)


def _parents(leaf: Leaf[Any], index: Link) -> tuple[Link, ...]:
    return (STATISTICS,) if leaf.is_index else (STATISTICS, index)
