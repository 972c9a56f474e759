"""统计的网页：各项比率与分布，各个范围的分表，公布的数字，什么不公开。"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.output.artifact import Artifact
from generator.output.charts import CHARTS, chart
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.output.parcel import Parcel, made, page_parcel
from generator.release.stats import WithheldRow, all_figure_tables, statistics
from generator.release.views.common import Link
from generator.release.views.scopes import (
    FIGURES_PATH,
    SCOPE_PATHS,
    FiguresView,
    ScopeTable,
    figure_views,
    scope_entries,
    scope_tables,
)
from generator.release.views.withheld import PATH as WITHHELD
from generator.release.views.withheld import WithheldView, fewer, withheld_views

STATISTICS = "statistics/index.html"
STATISTICS_PATHS = (STATISTICS, WITHHELD, FIGURES_PATH, *SCOPE_PATHS)
"""统计页与各张表的首页；分表的第二页起由页码走到，站点地图里不列：要算完统计才知道有几页。"""

SHORT, LONG = 20, 200
"""没有公开的计数，统计页、「什么不公开」至多列几行；再多的合并。"""
UNRECONCILED = 20
"""统计页至多列几处对不上的；别的在公布的数字里，那里每一处都写明。"""


def statistics_pages(pages: Pages) -> Iterator[Parcel]:
    """逐页给出。统计页写全站的数，哪里改一处它都要变；别的各页只随自己列的变。"""
    release = pages.release
    found = statistics(release)
    yield made(_statistics(pages))
    for table in scope_tables(found.groups):
        yield page_parcel(partial(_scopes, pages, table), table.path, table)
    for figures in figure_views(all_figure_tables(release)):
        yield page_parcel(partial(_figures, pages, figures), figures.path, figures)
    for view in withheld_views(release):
        rows = fewer(found.withheld, LONG) if view.total is not None else ()
        partly = found.partly if view.total is not None else ()
        yield page_parcel(
            partial(_withheld, pages, view, rows, partly, is_merged=rows != found.withheld),
            view.path,
            view,
            rows,
            partly,
        )


def _page(  # noqa: PLR0913 - 各页不同的几样
    pages: Pages,
    path: str,
    title: str,
    lead: str,
    template: str,
    *,
    crumbs: tuple[Link, ...] = (),
    **values: Any,
) -> Artifact:
    """统计栏目里的一页。"""
    meta = pages.column(path, title, lead, site_links(pages.release), crumbs=crumbs)
    return pages.page(path, section="statistics", meta=meta, template=template, **values)


def _statistics(pages: Pages) -> Artifact:
    release = pages.release
    found = statistics(release)
    rows = fewer(found.withheld, SHORT)
    return _page(
        pages,
        STATISTICS,
        "统计",
        "提案办理的各项比率与分布，每个数都有分子、分母与来处。",
        "statistics.html",
        view=found,
        scopes=scope_entries(found.groups),
        withheld=rows,
        is_merged=rows != found.withheld,
        figures=len(release.figures),
        unreconciled=found.unreconciled[:UNRECONCILED],
        charts=tuple(chart(name, release, "..") for name in CHARTS),
        record=pages.names.record,
    )


def _scopes(pages: Pages, view: ScopeTable) -> Artifact:
    lead = f"{view.title.removeprefix('统计：')}：每个比率的分子与分母。"
    return _page(pages, view.path, view.title, lead, "scopes.html", crumbs=view.parents, view=view)


def _figures(pages: Pages, view: FiguresView) -> Artifact:
    lead = "别处公布、有来源的数字，照原样登出；合计与分项对不上的，两个数都给。"
    bodies = {item.id: item.label for item in pages.release.bodies}
    return _page(
        pages, view.path, view.title, lead, "figures.html", crumbs=view.parents, view=view, bodies=bodies
    )


def _withheld(
    pages: Pages,
    view: WithheldView,
    rows: tuple[WithheldRow, ...],
    partly: tuple[str, ...],
    *,
    is_merged: bool,
) -> Artifact:
    lead = "没有登出来的提案与答复有多少件，由谁决定，为什么；公开以后撤下的有哪些。"
    return _page(
        pages,
        view.path,
        view.title,
        lead,
        "withheld.html",
        view=view,
        rows=rows,
        partly=partly,
        is_merged=is_merged,
    )
