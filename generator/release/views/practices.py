"""做法名录：每个编号报道怎么说，哪些记录讲的是它。"""

from collections.abc import Iterable

import msgspec

from generator.release import address
from generator.release.model import PublicFigure, PublicPractice, Release
from generator.release.views.common import Link, Names
from generator.release.views.related import search_address
from generator.terms import RecordKind

PATH = "practices/index.html"
TITLE = "做法名录"


MOST = 10
"""讲同一个做法的一类记录，至多列几条。"""


class PracticeGroup(msgspec.Struct, frozen=True):
    """讲同一个做法的一类记录。

    Attributes:
        kind: 种类的名称。
        links: 列出的几条，编号大的在前：多半是新的。
        total: 一共几条。
        more: 看全部的网址；都列出了的为空。
    """

    kind: str
    links: tuple[Link, ...]
    total: int
    more: str


class PracticeEntry(msgspec.Struct, frozen=True):
    """名录里的一条；figures 是公布的数字：名目与写法。"""

    item: PublicPractice
    anchor: str
    groups: tuple[PracticeGroup, ...]
    figures: tuple[tuple[str, str], ...]


class PracticesView(msgspec.Struct, frozen=True):
    """名录页：按方面分组，次序如站点配置。"""

    path: str
    title: str
    lead: str
    areas: tuple[tuple[str, tuple[PracticeEntry, ...]], ...]


def practices_view(release: Release, names: Names) -> PracticesView:
    """备好名录页。"""
    areas: dict[str, list[PracticeEntry]] = {}
    for item in release.practices:
        areas.setdefault(item.area, []).append(_entry(item, release, names))
    lead = f"报道里有名目的做法 {len(release.practices)} 个：报道怎么说，哪些记录讲的是它。"
    return PracticesView(PATH, TITLE, lead, tuple((area, tuple(items)) for area, items in areas.items()))


def _entry(item: PublicPractice, release: Release, names: Names) -> PracticeEntry:
    groups = []
    for kind in RecordKind:
        if kind is RecordKind.FIGURE:
            continue
        found = [record for record in release.records(kind) if item.id in getattr(record, "practice", ())]
        shown = found if len(found) <= MOST else found[: -MOST - 1 : -1]
        links = tuple(Link(names.title(kind, record), address.page_path(kind, record.id)) for record in shown)
        if links:
            more = search_address((kind.label,), words=practice_label(item)) if len(found) > MOST else ""
            groups.append(PracticeGroup(kind.label, links, len(found), more))
    figures = tuple((figure.label, figure.shown) for figure in release.figures if _is_about(figure, item))
    return PracticeEntry(item, address.practice_anchor(item.id), tuple(groups), figures)


def practice_label(item: PublicPractice) -> str:
    """一个做法的写法：编号与名称；搜索的材料里也这样写，「看全部」照它找。"""
    return f"{item.id} {item.name}"


def _is_about(figure: PublicFigure, item: PublicPractice) -> bool:
    return item.id in figure.practice


def practice_links(identifiers: Iterable[str], release: Release) -> tuple[Link, ...]:
    """这条记录讲的是哪些做法；名录里没有的不连。"""
    known = {item.id: item for item in release.practices}
    return tuple(
        Link(practice_label(known[word]), address.practice_path(word))
        for word in identifiers
        if word in known
    )
