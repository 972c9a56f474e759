"""做法名录：每个编号报道怎么说，哪些记录讲的是它。"""

from collections.abc import Iterable

import msgspec

from generator.release import address
from generator.release.model import PublicFigure, PublicPractice, Release
from generator.release.views.common import Link, Names
from generator.terms import RecordKind

PATH = "practices/index.html"
TITLE = "做法名录"


class PracticeGroup(msgspec.Struct, frozen=True):
    """讲同一个做法的一类记录。"""

    kind: str
    links: tuple[Link, ...]


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
        links = tuple(
            Link(names.title(kind, record), address.page_path(kind, record.id))
            for record in release.records(kind)
            if item.id in getattr(record, "practice", ())
        )
        if links:
            groups.append(PracticeGroup(kind.label, links))
    figures = tuple((figure.label, figure.shown) for figure in release.figures if _is_about(figure, item))
    return PracticeEntry(item, address.practice_anchor(item.id), tuple(groups), figures)


def _is_about(figure: PublicFigure, item: PublicPractice) -> bool:
    return item.id in figure.practice


def practice_links(identifiers: Iterable[str], release: Release) -> tuple[Link, ...]:
    """这条记录讲的是哪些做法；名录里没有的不连。"""
    known = {item.id: item for item in release.practices}
    return tuple(
        Link(f"{word} {known[word].name}", address.practice_path(word))
        for word in identifiers
        if word in known
    )
