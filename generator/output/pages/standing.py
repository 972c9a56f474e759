"""常设的几页：回头看、更正、订阅、搜索；统计的几页另有一处，数据开放的几页与各表一起做。"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.feeds import correction_links, list_links
from generator.output.pages.boards import board_pages
from generator.output.pages.filling import Pages
from generator.output.pages.practices import practice_pages
from generator.output.pages.search import search_page
from generator.output.pages.stations import cards, station_pages
from generator.output.pages.subscribe import subscribe_pages
from generator.output.pages.wall import wall_pages
from generator.output.parcel import Parcel, made, page_parcel
from generator.release.views.changes import ChangesView, changes_views
from generator.release.views.corrections import CorrectionsView, corrections_views
from generator.terms import RecordKind


def standing_pages(pages: Pages, host: Host) -> Iterator[Parcel]:
    """逐页给出。"""
    release, names = pages.release, pages.names
    for changes in changes_views(release, names):
        yield page_parcel(partial(_changes, pages, changes), changes.path, changes)
    for corrections in corrections_views(release, names):
        yield page_parcel(partial(_corrections, pages, corrections), corrections.path, corrections)
    yield from board_pages(pages)
    others = (
        subscribe_pages(pages),
        (search_page(pages, host),),
        practice_pages(pages),
        station_pages(pages),
        wall_pages(pages, host),
    )
    yield from map(made, chain.from_iterable(others))
    yield from cards(pages)


def _changes(pages: Pages, view: ChangesView) -> Artifact:
    lead = "办理结果的每次变化，和列入计划太久、还没有新结果的答复。"
    return pages.page(
        view.path,
        section="statistics",
        meta=pages.column(view.path, view.title, lead, list_links(RecordKind.REPLY, pages.release)),
        template="changes.html",
        view=view,
    )


def _corrections(pages: Pages, view: CorrectionsView) -> Artifact:
    links = correction_links(pages.release)
    lead = "公布以后改过的地方：哪一天、哪条记录、由什么改成什么、为什么。"
    return pages.page(
        view.path,
        section="statistics",
        meta=pages.column(view.path, view.title, lead, links),
        template="corrections.html",
        view=view,
        feed=links[0],
    )
