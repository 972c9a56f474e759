"""订阅页：订阅源一组一组列出；多的一组另用几页，哪一页都不重。"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.output.artifact import Artifact
from generator.output.calendar import CalendarLink, calendar_links
from generator.output.feeds import FeedGroup, FeedLink, all_feeds, site_links
from generator.output.pages.filling import Pages
from generator.release.events import EventType
from generator.release.model import Release
from generator.release.views.common import Link

PATH, TITLE = "feeds/index.html", "订阅"
SHORT = 60
"""一组不多于这么多，就直接列在订阅页上。"""
PAGE_ROWS = 200
"""另用的页，一页最多几行：约六十 KB。"""
CALENDARS = "calendars"


class Section(msgspec.Struct, frozen=True):
    """订阅页上的一组。

    Attributes:
        id: 代号，也是锚点。
        title: 组名。
        carries: 订了会收到什么。
        count: 一共几个。
        links: 直接列在订阅页上的；另用一页的为空。
        path: 另用的那一页；直接列出的为空。
    """

    id: str
    title: str
    carries: str
    count: int
    links: tuple[FeedLink, ...]
    path: str


def sections(release: Release) -> tuple[Section, ...]:
    """订阅页上的各组：短的带着全部订阅源，长的只带另一页的网址。"""
    return tuple(map(_section, all_feeds(release)))


def _section(group: FeedGroup) -> Section:
    is_short = len(group.links) <= SHORT
    return Section(
        id=group.id,
        title=group.title,
        carries=group.carries,
        count=len(group.links),
        links=group.links if is_short else (),
        path="" if is_short else _path(group.id, 1),
    )


def subscribe_pages(pages: Pages) -> Iterator[Artifact]:
    """订阅页，与长的各组自己的页。"""
    release = pages.release
    groups = all_feeds(release)
    calendars = calendar_links(release)
    are_few = len(calendars) <= SHORT
    yield pages.page(
        PATH,
        section="feeds",
        meta=pages.column(
            PATH,
            TITLE,
            "按政协、届次、主题、承办单位、界别、平台订阅提案办理的进展，把期限订进日历；不必注册。",
            site_links(release),
        ),
        template="feeds.html",
        groups=tuple(map(_section, groups)),
        calendars=calendars if are_few else calendars[:1],
        more_calendars="" if are_few else _path(CALENDARS, 1),
        calendar_count=len(calendars),
        events=tuple(item.label for item in EventType),
        base=release.site.base_url,
    )
    for group in groups:
        if len(group.links) > SHORT:
            yield from _group_pages(pages, group.id, f"{group.title}订阅", group.carries, group.links)
    if not are_few:
        carries = "一个承办单位的答复期限、承诺期限与协商日期。"
        yield from _group_pages(pages, CALENDARS, "按承办单位订进日历", carries, calendars)


def _group_pages(
    pages: Pages, identifier: str, title: str, carries: str, links: Sequence[FeedLink | CalendarLink]
) -> Iterator[Artifact]:
    chunks = [links[start : start + PAGE_ROWS] for start in range(0, len(links), PAGE_ROWS)]
    paths = [_path(identifier, number) for number in range(1, len(chunks) + 1)]
    for place, (path, chunk) in enumerate(zip(paths, chunks, strict=True), 1):
        number = f"（第 {place} 页，共 {len(paths)} 页）" if len(paths) > 1 else ""
        yield pages.page(
            path,
            section="feeds",
            meta=pages.column(
                path,
                title + number,
                f"{carries}每个订阅源的网址，复制到阅读器里就能用。",
                site_links(pages.release),
                crumbs=(Link(TITLE, PATH),),
            ),
            template="feeds_group.html",
            title=title,
            carries=carries,
            links=chunk,
            total=len(links),
            are_calendars=identifier == CALENDARS,
            base=pages.release.site.base_url,
            pages=tuple(
                Link(str(place), "" if other == path else other) for place, other in enumerate(paths, 1)
            )
            if len(paths) > 1
            else (),
        )


def _path(identifier: str, number: int) -> str:
    """第一页没有页码，多出一页时原来的网址不变。"""
    return f"feeds/{identifier}.html" if number == 1 else f"feeds/{identifier}-{number}.html"
