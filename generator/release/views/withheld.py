"""没有公开的：按种类、政协、属性、原因计数，行数太多的合并；公开以后撤下的，分页。"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from generator.release import address
from generator.release.model import Release
from generator.release.stats import WithheldRow
from generator.release.views.common import Link
from generator.release.views.paging import leaves
from generator.terms import RecordKind

PATH, TITLE = "statistics/withheld.html", "什么不公开"


class NoticeLine(msgspec.Struct, frozen=True):
    """公开以后撤下的一条。"""

    kind: str
    id: str
    path: str
    date: str
    reason: str


class WithheldView(msgspec.Struct, frozen=True):
    """什么不公开的一页：首页有规矩与计数，别的页只有撤下的。

    Attributes:
        path: 网址。
        title: 标题。
        notices: 这一页撤下的，新的在前。
        total: 全部撤下几条；只有首页写。
        pages: 页码，一页列得完的没有。
    """

    path: str
    title: str
    notices: tuple[NoticeLine, ...]
    total: int | None
    pages: tuple[Link, ...]


def withheld_views(release: Release) -> Iterator[WithheldView]:
    """什么不公开的各页，由早到晚；最新的一页是首页。"""
    found = sorted(release.notices, key=lambda item: (item.date, item.id))
    for leaf in leaves(found, PATH, PATH.removesuffix(".html")):
        notices = tuple(
            NoticeLine(
                item.kind.label, item.id, address.page_path(item.kind, item.id), str(item.date), item.reason
            )
            for item in leaf.items
        )
        yield WithheldView(leaf.path, leaf.title(TITLE), notices, leaf.total, leaf.pages)


def fewer(rows: Sequence[WithheldRow], most: int) -> tuple[WithheldRow, ...]:
    """行数太多的合并：先不分政协，再不分原因；件数一件不少。

    Args:
        rows: 各行，已经排好。
        most: 至多几行；合并到底仍然多的，照样全部给出。
    """
    found = tuple(rows)
    for has_reason in (True, False):
        if len(found) <= most:
            return found
        counted: Counter[tuple[RecordKind, str, str]] = Counter()
        for row in rows:
            counted[row.kind, row.openness, row.reason if has_reason else ""] += row.count
        found = tuple(
            WithheldRow(kind, openness, reason, None, count)
            for (kind, openness, reason), count in counted.items()
        )
    return found
