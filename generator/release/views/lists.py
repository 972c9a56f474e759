"""列表页：每类记录一张表，分页。"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.release.kinds import KINDS
from generator.release.model import Release
from generator.release.views.common import Link, Names, Row
from generator.release.views.filters import TITLES, Filter, Labels, choices, labels_of
from generator.release.views.paging import leaves
from generator.release.views.rows import rows_of
from generator.terms import RecordKind


class ListView(msgspec.Struct, frozen=True):
    """列表的一页。

    Attributes:
        section: 栏目。
        path: 网址。
        title: 标题。
        lead: 一句话。
        unit: 量词。
        total: 全部几条；只有首页写，别的页不因添了一条而变。
        filters: 筛选项。
        rows: 这一页的各行。
        pages: 页码，当前页 path 为空；只有一页的没有。
        kind: 种类。
    """

    section: str
    path: str
    title: str
    lead: str
    unit: str
    total: int | None
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    pages: tuple[Link, ...]
    kind: RecordKind


LISTS = (
    (RecordKind.PROPOSAL, "提案", "件提案", "委员和党派、团体、界别提了什么，承办单位怎样答复，办到哪一步。"),
    (RecordKind.REPLY, "答复", "件答复", "承办单位的答复：逐条怎样回应，承诺了什么，办理结果怎样。"),
    (RecordKind.CONSULTATION, "协商", "次协商", "商量了什么，提出几条、采纳几条，任务办到哪一步。"),
    (RecordKind.BATCH, "归并办理", "批", "同类提案放在一次会上办理，人来人往代替文来文往。"),
    (RecordKind.PROGRAMME, "品牌与机制", "项", "各地的协商品牌、工作机制与制度。"),
    (RecordKind.PLATFORM, "平台", "个平台", "委员工作站、工作室、联系点等。"),
    *((kind, kind.label, one.counter, one.lead) for kind, one in KINDS.items()),
)


def list_views(release: Release, names: Names) -> Iterator[ListView]:
    """各类记录的列表页，一页页地备。"""
    labels = labels_of(release, names)
    for kind, title, unit, lead in LISTS:
        yield from _pages(kind, title, unit, lead, rows_of(kind, release, names), labels)


def _pages(  # noqa: PLR0913, PLR0917 - 一类列表的几样说明，都来自上面那张表
    kind: RecordKind, title: str, unit: str, lead: str, rows: Sequence[Row], labels: Labels
) -> Iterator[ListView]:
    for leaf in leaves(rows[::-1], f"{kind.folder}/index.html", f"{kind.folder}/page"):
        yield ListView(
            section=kind.folder,
            path=leaf.path,
            title=title,
            lead=lead,
            unit=unit,
            total=leaf.total,
            filters=_filters(leaf.items, labels, kind),
            rows=leaf.items,
            pages=leaf.pages,
            kind=kind,
        )


def _filters(rows: Sequence[Row], labels: Labels, kind: RecordKind) -> tuple[Filter, ...]:
    """这一页用得上的筛选项：至少有两种值才给；提案的种类都一样，不给。"""
    facets = {pair for row in rows for pair in row.facets}
    wanted = [
        name for name in TITLES if name != "topic" and not (kind is RecordKind.PROPOSAL and name == "kind")
    ]
    return choices(facets, wanted, labels)
