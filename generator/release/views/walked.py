"""闭环的总表：各种闭环怎样规定，哪些记录走在里面，哪些逾期。"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.release import address
from generator.release.chains import Chained, current, is_late, stage_rule, steps
from generator.release.model import PublicChain, Release
from generator.release.views.activity import TableRow, TableView
from generator.release.views.boards import BoardView, how_many, page_of
from generator.release.views.common import Link, Names
from generator.release.views.paging import Leaf, by_year, leaves
from generator.release.views.stages import chain_state
from generator.terms import RecordKind

LATE, WALKED = "逾期的", "走在闭环里的记录"


class Walker(NamedTuple):
    """一条写了闭环的记录；late_since 是轮到的那一环的期限，没有逾期的没有。"""

    kind: RecordKind
    item: Chained
    late_since: date | None

    @property
    def began(self) -> tuple[str, str, str]:
        """走进闭环的先后：头一个有日期的环节，其次种类、编号；后来走到哪里都不变。"""
        days = [str(stage.date) for stage in self.item.stages if stage.date]
        return min(days, default=""), self.kind.value, self.item.id


def chains_views(release: Release, names: Names) -> Iterator[BoardView]:
    """闭环的总表，一页页地备；配置里一种也没有的，只有一句话。

    首页列规定、逾期最久的、最近走进来的；别的页列其余走在里面的，逾期的多了另按期限的年份列全部。
    """
    walkers = tuple(_walkers(release))
    walked = sorted((one for one in walkers if one.item.stages), key=lambda one: one.began)
    late = sorted(
        ((one.late_since, one) for one in walked if one.late_since),
        key=lambda pair: (pair[0], pair[1].kind.value, pair[1].item.id),
    )
    board = BoardView(
        path="statistics/chains.html",
        title="闭环",
        lead="各种闭环规定了哪些环节、多久之内；公布了经过的记录走到了哪里，逾期的列在最前。没有公布经过的，不算逾期。",
        tables=(),
        counts=(),
        chart="",
        counter="",
        empty="还没有写下一种闭环。",
        data=(),
    )
    first, *rest = by_year([(str(due.year), one) for due, one in late], board.path, "statistics/chains/late-")
    for leaf in rest:
        yield page_of(board, leaf, (_late(leaf, release, names),))
    for leaf in leaves(walked, board.path, "statistics/chains"):
        tables = [_walked(leaf, release, names)] if leaf.items else []
        if leaf.is_index:
            rules = [_rules(walkers, release)] if release.site.chains else []
            tables = [*([_late(first, release, names)] if late else []), *rules, *tables]
        yield page_of(board, leaf, tables)


def _walkers(release: Release) -> Iterator[Walker]:
    held: Iterator[tuple[RecordKind, Chained]] = (
        (RecordKind.PROPOSAL, item) for item in release.proposals if item.chain
    )
    yield from (Walker(kind, item, _late_since(item, release)) for kind, item in held)
    for kind, item in release.all_activities:
        if item.chain:
            yield Walker(kind, item, _late_since(item, release))


def _late_since(item: Chained, release: Release) -> date | None:
    waiting = current(steps(item, release))
    return waiting.clock.due if waiting is not None and is_late(waiting) and waiting.clock else None


def _rules(walkers: Sequence[Walker], release: Release) -> TableView:
    rows = []
    for chain in release.site.chains:
        own = [one for one in walkers if one.item.chain == chain.id]
        walked = [one for one in own if one.item.stages]
        late = sum(one.late_since is not None for one in walked)
        rows.append(
            TableRow(
                chain.id,
                (
                    (Link(chain.title),),
                    (Link(_stages(chain)),),
                    (Link(str(len(own))),),
                    (Link(str(len(walked))),),
                    (Link(str(late)),),
                    (Link(chain.source or ""),),
                ),
            )
        )
    headings = ("闭环", "环节与期限", "记录（条）", "公布了经过（条）", "逾期（条）", "依据")
    return TableView("各种闭环", headings, tuple(rows))


def _stages(chain: PublicChain) -> str:
    """各环的名称；有期限的写在括号里。"""
    said = []
    for place, stage in enumerate(chain.stages):
        rule = stage_rule(place, chain)
        said.append(f"{stage.name}（{rule.sentence}）" if rule else stage.name)
    return "→".join(said)


def _late(leaf: Leaf[Walker], release: Release, names: Names) -> TableView:
    """逾期的：首页列最久的，多了另有几页按期限的年份列全部。"""
    note = ""
    if leaf.pages and leaf.total is not None:
        note = f"逾期最久的 {len(leaf.items)} 条，全部 {leaf.total} 条；其余按期限的年份分页。"
    elif leaf.pages:
        note = f"期限在 {leaf.label}的，{len(leaf.items)} 条。"
    rows = [_row(f"late-{place}", one, release, names) for place, one in enumerate(leaf.items, 1)]
    return _table(LATE, rows, note, leaf)


def _walked(leaf: Leaf[Walker], release: Release, names: Names) -> TableView:
    last = leaf.first + len(leaf.items) - 1
    rows = [_row(f"walked-{last - place}", one, release, names) for place, one in enumerate(leaf.items)]
    return _table(WALKED, rows, how_many(leaf, "条"), leaf)


def _row(anchor: str, one: Walker, release: Release, names: Names) -> TableRow:
    state = chain_state(one.item, release)
    chain = release.chain.get(one.item.chain or "")
    link = Link(names.title(one.kind, one.item), f"{address.page_path(one.kind, one.item.id)}#chain")
    return TableRow(
        anchor,
        (
            (link,),
            (Link(one.kind.label),),
            (Link(chain.title if chain else ""),),
            (Link(state.label if state else ""),),
        ),
    )


def _table(title: str, rows: list[TableRow], note: str, leaf: Leaf[Any]) -> TableView:
    return TableView(title, ("记录", "种类", "闭环", "走到"), tuple(rows), note, leaf.pages)
