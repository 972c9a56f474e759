"""闭环的总表：各种闭环怎样规定，哪些记录走在里面，哪些逾期。"""

from collections.abc import Iterator

from generator.release import address
from generator.release.chains import Chained, current, is_late, stage_rule, steps
from generator.release.model import PublicChain, Release
from generator.release.views.activity import TableRow, TableView
from generator.release.views.boards import BoardView
from generator.release.views.common import Link, Names
from generator.release.views.stages import chain_state
from generator.terms import RecordKind

Walker = tuple[RecordKind, Chained]


def chains_view(release: Release, names: Names) -> BoardView:
    """闭环的总表；配置里一种也没有的，只有一句话。"""
    walkers = tuple(_walkers(release))
    walked = [pair for pair in walkers if pair[1].stages]
    late = [(kind, item) for kind, item in walked if _is_late(item, release)]
    tables = (
        *((_walked("逾期的", late, release, names),) if late else ()),
        *((_rules(walkers, release),) if release.site.chains else ()),
        *((_walked("走在闭环里的记录", walked, release, names),) if walked else ()),
    )
    return BoardView(
        path="statistics/chains.html",
        title="闭环",
        lead="各种闭环规定了哪些环节、多久之内；公布了经过的记录走到了哪里，逾期的列在最前。没有公布经过的，不算逾期。",
        tables=tables,
        counts=(),
        chart="",
        counter="",
        empty="还没有写下一种闭环。",
        data=(),
    )


def _walkers(release: Release) -> Iterator[Walker]:
    yield from ((RecordKind.PROPOSAL, item) for item in release.proposals if item.chain)
    yield from ((kind, item) for kind, item in release.all_activities if item.chain)


def _is_late(item: Chained, release: Release) -> bool:
    waiting = current(steps(item, release))
    return waiting is not None and is_late(waiting)


def _rules(walkers: tuple[Walker, ...], release: Release) -> TableView:
    rows = []
    for chain in release.site.chains:
        own = [item for _, item in walkers if item.chain == chain.id]
        walked = [item for item in own if item.stages]
        late = sum(_is_late(item, release) for item in walked)
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


def _walked(title: str, walkers: list[Walker], release: Release, names: Names) -> TableView:
    rows = []
    for place, (kind, item) in enumerate(walkers, 1):
        state = chain_state(item, release)
        chain = release.chain.get(item.chain or "")
        rows.append(
            TableRow(
                f"{'late' if title == '逾期的' else 'walked'}-{place}",
                (
                    (Link(names.title(kind, item), f"{address.page_path(kind, item.id)}#chain"),),
                    (Link(kind.label),),
                    (Link(chain.title if chain else ""),),
                    (Link(state.label if state else ""),),
                ),
            )
        )
    return TableView(title, ("记录", "种类", "闭环", "走到"), tuple(rows))
