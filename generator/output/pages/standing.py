"""常设的几页：回头看、更正、订阅、搜索；统计的几页另有一处，数据开放的几页与各表一起做。"""

from collections.abc import Iterator

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.feeds import correction_links, list_links
from generator.output.pages.boards import board_pages
from generator.output.pages.filling import Pages
from generator.output.pages.practices import practice_pages
from generator.output.pages.search import search_page
from generator.output.pages.stations import station_pages
from generator.output.pages.subscribe import subscribe_pages
from generator.output.pages.wall import wall_pages
from generator.release.views.changes import changes_view
from generator.release.views.corrections import corrections_view
from generator.terms import RecordKind


def standing_pages(pages: Pages, host: Host) -> Iterator[Artifact]:
    """逐页给出。"""
    yield _changes(pages)
    yield _corrections(pages)
    yield from subscribe_pages(pages)
    yield search_page(pages, host)
    yield from practice_pages(pages)
    yield from board_pages(pages)
    yield from station_pages(pages)
    yield from wall_pages(pages, host)


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
