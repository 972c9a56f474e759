"""长久的网址：公开过就不能无声无息地没有了的网页。列表与报告每次重排，不在其内。"""

from collections.abc import Iterator

from generator.release import address
from generator.release.model import Release
from generator.release.views.words import categories, sessions, topics
from generator.terms import RecordKind

PAGED = tuple(kind for kind in RecordKind if kind is not RecordKind.FIGURE)
"""一条记录一页的种类；公布的数字没有自己的页。"""


def lasting(release: Release) -> dict[str, str]:
    """长久的网址 → 那一页是什么，例如「提案 14-2-0123」。撤下的说明与改编号的转页也算。"""
    return dict(_pages(release))


def _pages(release: Release) -> Iterator[tuple[str, str]]:
    for kind in PAGED:
        for record in release.records(kind):
            yield address.page_path(kind, record.id), f"{kind.label} {record.id}"
    for notice in release.notices:
        yield address.page_path(notice.kind, notice.id), f"{notice.kind.label} {notice.id} 的撤下说明"
    for redirect in release.redirects:
        yield (
            address.page_path(redirect.kind, redirect.former),
            f"{redirect.kind.label} {redirect.former} 的转页",
        )
    for word in topics(release):
        yield address.topic_path(word), f"主题「{word}」"
    for word in categories(release):
        yield address.category_path(word), f"类别「{word}」"
    for identifier in sessions(release):
        yield address.session_path(identifier), f"届次 {identifier}"
    for moved in release.moved:
        yield moved.address, f"旧网址 {moved.address} 的去向"
