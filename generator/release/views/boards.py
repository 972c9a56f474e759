"""三张总表：计划的题目与去向、民情热点、媒体登载；都从公开的记录数出来，不另登记。"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.dates import PartialDate
from generator.release import address
from generator.release.agenda import SourceCount, matrix, source_counts
from generator.release.kinds.plan import PublicPlan
from generator.release.model import PublicActivity, PublicProposal, PublicPublication, PublicReply, Release
from generator.release.views.activity import TableRow, TableView
from generator.release.views.common import UNPUBLISHED, Link, Names
from generator.release.views.paging import Leaf, leaves
from generator.release.views.plans import matrix_table, sources_table
from generator.terms import RecordKind

Voiced = tuple[RecordKind, PublicActivity]
MOST_TOPICS = 12
"""图与表上最多列几个主题；其余的见专题目录。"""
MOST_CHANNELS = 12
"""图上最多列几种载体；其余的合成一条。"""
PLANS_A_PAGE = 10
"""一页列几份跨年计划的矩阵：一份可以有几十项。"""
TOP = 5
"""每个季度列最多被提到的几个主题。"""
MONTHS_A_QUARTER = 3
WITH_MONTH = len("2023-01")


class BoardView(msgspec.Struct, frozen=True):
    """一张总表的页。

    Attributes:
        path: 网址。
        title: 标题。
        lead: 一句话。
        tables: 各张表。
        counts: 画成横条的（名称，个数）；没有的不画。
        chart: 图的标题。
        counter: 图上个数的单位。
        empty: 一条也没有时的话。
        data: 图与表所据的数据文件：（名称，路径）。
        parent: 分了页的，它的首页；首页自己没有。
    """

    path: str
    title: str
    lead: str
    tables: tuple[TableView, ...]
    counts: tuple[tuple[str, int], ...]
    chart: str
    counter: str
    empty: str
    data: tuple[tuple[str, str], ...]
    parent: Link | None = None


def page_of(board: BoardView, leaf: Leaf[Any], tables: Iterable[TableView]) -> BoardView:
    """分了页的总表的一页：标题说是哪一页；图与全站的数只在首页，别的页不因添了一条而变。"""
    return msgspec.structs.replace(
        board,
        path=leaf.path,
        title=leaf.title(board.title),
        tables=tuple(tables),
        counts=board.counts if leaf.is_index else (),
        parent=None if leaf.is_index else Link(board.title, board.path),
    )


def how_many(leaf: Leaf[Any], counter: str) -> str:
    """分了页的表前的一句话；一页列得完的不必说。"""
    if not leaf.pages:
        return ""
    total = f"，全部 {leaf.total} {counter}" if leaf.total is not None else ""
    return f"这一页 {len(leaf.items)} {counter}{total}。页码从最早的一页数起。"


def board_views(release: Release, names: Names) -> Iterator[BoardView]:
    """三张总表，一页页地备。"""
    yield from agenda_views(release, names)
    yield heat_view(release)
    yield from media_views(release, names)


def agenda_views(release: Release, names: Names) -> Iterator[BoardView]:
    """题目与去向：全部计划的题目从哪里来、后来怎样，几年的题目各占哪一格；近年的计划在前。"""
    plans = [plan for plan in release.records(RecordKind.PLAN) if isinstance(plan, PublicPlan)]
    items = [item for plan in plans for item in plan.items]
    placed = [(plan, found) for plan in plans if (found := matrix(plan))]
    placed.sort(key=lambda pair: (str(pair[0].year or pair[0].date or ""), pair[0].id))
    board = BoardView(
        path="statistics/agenda.html",
        title="题目与去向",
        lead="党政领导点题、委员和部门荐题、社会大众征题、政协报题：公布的题目各有几项，后来怎样；跨几年的排成一张表。",
        tables=(),
        counts=tuple((_source(row), row.total) for row in source_counts(items)),
        chart="题目从哪里来",
        counter="项",
        empty="还没有公布的计划题目。",
        data=(("计划", "data/plans.csv"), ("计划的项目", "data/plan_items.csv")),
    )
    for leaf in leaves(placed, board.path, "statistics/agenda", PLANS_A_PAGE):
        tables = [sources_table("题目从哪里来，后来怎样", items)] if items and leaf.is_index else []
        tables += [
            matrix_table(plan, found, f"{names.body(plan.body)}：{plan.title}") for plan, found in leaf.items
        ]
        # 几张表合起来才是一页：说明写在头一张矩阵前，页码写在末一张后。
        if leaf.items and leaf.pages:
            first = -len(leaf.items)
            tables[first] = msgspec.structs.replace(tables[first], note=how_many(leaf, "份计划"))
            tables[-1] = msgspec.structs.replace(tables[-1], pages=leaf.pages)
        yield page_of(board, leaf, tables)


def _source(row: SourceCount) -> str:
    return row.source.label if row.source else f"来处{UNPUBLISHED}"


def heat_view(release: Release) -> BoardView:
    """民情热点：社情民意、议题与案例里，哪些主题说得最多，每个季度各是什么。"""
    voiced: list[Voiced] = [
        (kind, item)
        for kind in (RecordKind.OPINION, RecordKind.ISSUE)
        for item in release.records(kind)
        if isinstance(item, PublicActivity)
    ]
    counts = _topics(voiced)
    quarters: defaultdict[str, list[Voiced]] = defaultdict(list)
    for kind, item in voiced:
        quarters[quarter_label(item.date)].append((kind, item))
    tables = (_topic_table(voiced), _quarter_table(quarters)) if counts else ()
    return BoardView(
        path="statistics/heat.html",
        title="民情热点",
        lead="社情民意信息、热线议题和案例里说得最多的主题，与每个季度的高频主题。一条可以有几个主题，各计一次。",
        tables=tables,
        counts=tuple(counts[:MOST_TOPICS]),
        chart="说得最多的主题",
        counter="条",
        empty="还没有公布的社情民意与议题。",
        data=(("社情民意", "data/opinions.csv"), ("议题与案例", "data/issues.csv")),
    )


def quarter_label(day: PartialDate | None) -> str:
    """哪一年哪一季度；只公布到年份的、没有公布日期的写明。"""
    if day is None:
        return f"日期{UNPUBLISHED}"
    if len(day) < WITH_MONTH:
        return f"{day.year} 年（季度{UNPUBLISHED}）"
    return f"{day.year} 年第 {(day.first.month + 2) // MONTHS_A_QUARTER} 季度"


def _topics(voiced: Iterable[Voiced]) -> list[tuple[str, int]]:
    """主题与条数，多的在前，一样多的按字。"""
    counts = Counter(word for _, item in voiced for word in dict.fromkeys(item.topics))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _topic_table(voiced: list[Voiced]) -> TableView:
    own = {
        kind: dict(_topics(pair for pair in voiced if pair[0] is kind))
        for kind in (RecordKind.OPINION, RecordKind.ISSUE)
    }
    rows = tuple(
        TableRow(
            f"topic-{place}",
            (
                (Link(word, address.topic_path(word)),),
                *((Link(str(counts.get(word, 0))),) for counts in own.values()),
                (Link(str(total)),),
            ),
        )
        for place, (word, total) in enumerate(_topics(voiced)[:MOST_TOPICS], 1)
    )
    return TableView(
        f"最多的 {MOST_TOPICS} 个主题", ("主题", *(f"{kind.label}（条）" for kind in own), "合计（条）"), rows
    )


def _quarter_table(quarters: dict[str, list[Voiced]]) -> TableView:
    rows = tuple(
        TableRow(
            f"quarter-{place}",
            (
                (Link(label),),
                (Link(str(len(quarters[label]))),),
                tuple(
                    Link(f"{word}（{count}）", address.topic_path(word))
                    for word, count in _topics(quarters[label])[:TOP]
                ),
            ),
        )
        for place, label in enumerate(sorted(quarters, reverse=True), 1)
    )
    return TableView("每个季度的高频主题", ("季度", "共（条）", f"最多的 {TOP} 个主题"), rows)


def media_views(release: Release, names: Names) -> Iterator[BoardView]:
    """媒体登载：哪条记录，在哪种载体上，哪一天登了出来；分页，新的在前。"""
    found = sorted(
        _published(release, names), key=lambda pair: (pair[0].date or "", pair[1].path), reverse=True
    )
    board = BoardView(
        path="statistics/media.html",
        title="媒体登载",
        lead="提案、答复、协商和别的记录，在网站、公众号、报纸、电视等处登出来的每一次。",
        tables=(),
        counts=_channels(Counter(item.channel for item, _ in found)),
        chart="登在哪里",
        counter="次",
        empty="还没有登记过登载。",
        data=(("公开载体", "data/publications.csv"),),
    )
    for leaf in leaves(found[::-1], board.path, "statistics/media"):
        yield page_of(board, leaf, (_media_table(leaf),) if leaf.items else ())


def _channels(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """载体与次数，多的在前；种数太多的，少的合成一条。"""
    found = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = found[MOST_CHANNELS:]
    return (*found[:MOST_CHANNELS], *((("其余", sum(count for _, count in rest)),) if rest else ()))


def _media_table(leaf: Leaf[tuple[PublicPublication, Link]]) -> TableView:
    # 锚点从最早的一次数起：添了新的，旧的不变。
    last = leaf.first + len(leaf.items) - 1
    rows = tuple(
        TableRow(
            f"media-{last - place}",
            (
                (Link(item.date or UNPUBLISHED),),
                (Link(item.channel),),
                (Link(item.title or item.url or UNPUBLISHED, url=item.url or ""),),
                (record,),
            ),
        )
        for place, (item, record) in enumerate(leaf.items)
    )
    columns = ("日期", "载体", "标题", "哪条记录")
    return TableView("逐次", columns, rows, how_many(leaf, "次"), leaf.pages)


def _published(release: Release, names: Names) -> Iterable[tuple[PublicPublication, Link]]:
    for kind in RecordKind:
        for record in release.records(kind):
            if isinstance(record, PublicActivity | PublicProposal | PublicReply) and record.publications:
                link = Link(names.title(kind, record), address.page_path(kind, record.id))
                yield from ((item, link) for item in record.publications)
