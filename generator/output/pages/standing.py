"""常设的几页：统计、订阅、搜索；数据开放的几页与各表一起做。"""

from collections.abc import Iterator

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.charts import CHARTS, chart
from generator.output.feeds import correction_links, list_links, site_links
from generator.output.pages.boards import board_pages
from generator.output.pages.filling import Pages
from generator.output.pages.practices import practice_pages
from generator.output.pages.search import search_page
from generator.output.pages.stations import station_pages
from generator.output.pages.subscribe import subscribe_pages
from generator.output.pages.wall import wall_pages
from generator.release import address
from generator.release.stats import statistics
from generator.release.views.changes import changes_view
from generator.release.views.corrections import corrections_view
from generator.terms import RecordKind


def standing_pages(pages: Pages, host: Host) -> Iterator[Artifact]:
    """逐页给出。"""
    yield _statistics(pages)
    yield _changes(pages)
    yield _corrections(pages)
    yield _withheld(pages)
    yield from subscribe_pages(pages)
    yield search_page(pages, host)
    yield from practice_pages(pages)
    yield from board_pages(pages)
    yield from station_pages(pages)
    yield from wall_pages(pages, host)


def _statistics(pages: Pages) -> Artifact:
    path, release = "statistics/index.html", pages.release
    return pages.page(
        path,
        section="statistics",
        meta=pages.column(
            path, "统计", "提案办理的各项比率与分布，每个数都有分子、分母与来处。", site_links(release)
        ),
        template="statistics.html",
        view=statistics(release),
        charts=tuple(chart(name, release, "..") for name in CHARTS),
        bodies={item.id: item.label for item in release.bodies},
        record=pages.names.record,
    )


def _changes(pages: Pages) -> Artifact:
    view = changes_view(pages.release, pages.names)
    lead = "办理结果的每次变化，和列入计划太久、还没有新结果的答复。"
    return pages.page(
        view.path,
        section="statistics",
        meta=pages.column(view.path, "回头看", lead, list_links(RecordKind.REPLY, pages.release)),
        template="changes.html",
        view=view,
    )


def _corrections(pages: Pages) -> Artifact:
    view = corrections_view(pages.release, pages.names)
    links = correction_links(pages.release)
    lead = "公布以后改过的地方：哪一天、哪条记录、由什么改成什么、为什么。"
    return pages.page(
        view.path,
        section="statistics",
        meta=pages.column(view.path, "更正", lead, links),
        template="corrections.html",
        view=view,
        feed=links[0],
    )


def _withheld(pages: Pages) -> Artifact:
    path, release = "statistics/withheld.html", pages.release
    found = statistics(release)
    notices = sorted(release.notices, key=lambda item: (item.date, item.id), reverse=True)
    return pages.page(
        path,
        section="statistics",
        meta=pages.column(
            path,
            "什么不公开",
            "没有登出来的提案与答复有多少件，由谁决定，为什么；公开以后撤下的有哪些。",
            site_links(release),
        ),
        template="withheld.html",
        rows=found.withheld,
        partly=found.partly,
        notices=tuple(
            {
                "kind": item.kind,
                "id": item.id,
                "path": address.page_path(item.kind, item.id),
                "date": item.date,
                "reason": item.reason,
            }
            for item in notices
        ),
    )
