"""归拢许多记录的网页：品牌、平台、列表、总账，与它们的旧址。"""

from collections.abc import Iterator
from functools import partial
from hashlib import blake2b

from generator.output.artifact import Artifact
from generator.output.feeds import commitment_links, list_links
from generator.output.pages.filling import Pages
from generator.output.pages.gone import moved_pages, notice_page, redirect_page
from generator.output.pages.records import activity_pages
from generator.output.parcel import Holdings, Parcel, made, page_parcel
from generator.packing import packed
from generator.release.portion import LIGHT
from generator.release.stats import figure_tables
from generator.release.views.activities import platform_view, programme_view
from generator.release.views.activity import ActivityView
from generator.release.views.filters import Labels, labels_of
from generator.release.views.kinds import kind_view
from generator.release.views.ledger import LedgerPage, ledger_pages
from generator.release.views.lists import ListView, list_views
from generator.release.views.words import topics


def overviews(pages: Pages, holdings: Holdings) -> Iterator[Parcel]:
    """其余的网页：品牌、平台、计划、文件、列表、总账；它们归拢许多记录。

    Args:
        pages: 填页的工具。
        holdings: 各条记录的印记：总账的一页里各项的印记都没有变，不必备好也知道没有变。没有的，每次都做。
    """
    release, names = pages.release, pages.names
    for view in _activity_views(pages):
        figures = figure_tables(release, view.kind, view.id)
        yield Parcel(view.path, partial(activity_pages, pages, view), key=packed((view, figures)))
    for page in list_views(release, names):
        yield page_parcel(partial(list_page, pages, page), page.path, page)
    yield from _ledger_parcels(pages, holdings)
    for notice in release.notices:
        if notice.kind in LIGHT:
            yield made(notice_page(pages, notice))
    for redirect in release.redirects:
        if redirect.kind in LIGHT:
            yield made(redirect_page(pages, redirect))
    yield from map(made, moved_pages(pages))


def _activity_views(pages: Pages) -> Iterator[ActivityView]:
    release, names = pages.release, pages.names
    yield from (programme_view(item, release, names) for item in release.programmes)
    yield from (platform_view(item, release, names) for item in release.platforms)
    for kind, item in release.activities_in(LIGHT):
        yield kind_view(kind, item, release, names)


def list_page(pages: Pages, view: ListView) -> Artifact:
    """一类记录的列表里的一页。"""
    links = list_links(view.kind, pages.release)
    meta = pages.column(
        view.path, view.title, view.lead, links, heading=f"{view.title}：{view.lead.rstrip('。')}"
    )
    return pages.page(
        view.path,
        section=view.section,
        meta=meta,
        template="list.html",
        view=view,
        has_practices=bool(pages.release.practices),
    )


def _ledger_parcels(pages: Pages, holdings: Holdings) -> Iterator[Parcel]:
    release, names = pages.release, pages.names
    labels = labels_of(release, names)
    # 主题的写法由整个档案定。
    words = blake2b(packed(topics(release)), digest_size=16).digest()
    for page in ledger_pages(release):
        yield Parcel(
            page.view.path,
            partial(_ledger, pages, page, labels),
            key=packed((page.view, words, _marks(page, holdings))) if holdings else None,
        )


def _marks(page: LedgerPage, holdings: Holdings) -> list[tuple[str, bytes]]:
    """一页里的各项，与它们出自的记录的印记。"""
    return [(item.id, holdings[item.kind, item.record][1]) for item in page.promises]


def _ledger(pages: Pages, page: LedgerPage, labels: Labels) -> Iterator[Artifact]:
    view = page.filled(pages.names, labels)
    links = commitment_links(pages.release)
    meta = pages.column(
        view.path, "承诺总账", view.lead, links, heading="承诺总账：答应的事，哪些办了，哪些到期还没办"
    )
    yield pages.page(view.path, section="commitments", meta=meta, template="ledger.html", view=view)
