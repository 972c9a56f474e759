"""四张总表的页：题目与去向、民情热点、媒体登载、闭环；多的分页。"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from markupsafe import Markup

from generator.output.artifact import Artifact
from generator.output.charts.bars import Bar, bars
from generator.output.charts.figure import Picture, Sheet, figure
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.output.parcel import Parcel, page_parcel
from generator.release import address
from generator.release.views.boards import BoardView, board_views
from generator.release.views.walked import chains_views


def board_pages(pages: Pages) -> Iterator[Parcel]:
    """逐页给出。"""
    release, names = pages.release, pages.names
    for view in chain(board_views(release, names), chains_views(release, names)):
        yield page_parcel(partial(_page, pages, view), view.path, view)


def _page(pages: Pages, view: BoardView) -> Artifact:
    return pages.page(
        view.path,
        section="statistics",
        meta=pages.column(view.path, view.title, view.lead, site_links(pages.release)),
        template="board.html",
        view=view,
        chart=_chart(view) if view.counts else "",
    )


def _chart(view: BoardView) -> Markup:
    said = "，".join(f"{label} {count} {view.counter}" for label, count in view.counts)
    picture = Picture(
        title=view.chart,
        sentence=said + "。",
        drawing=bars([Bar(label, count, f"{count} {view.counter}") for label, count in view.counts]),
        sheet=Sheet(
            ("名称", f"个数（{view.counter}）"), tuple((label, str(count)) for label, count in view.counts)
        ),
        note="只计公开并登记了的；没有公布的不推算。",
        data=view.data,
    )
    return figure("chart-board", picture, address.root(view.path))
