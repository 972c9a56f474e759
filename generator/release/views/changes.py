"""「回头看」：办理结果变过的答复，与列入计划太久、还没有新结果的答复。"""

from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

import msgspec

from generator.dates import PartialDate
from generator.release import address
from generator.release.model import PublicReply, Release
from generator.release.views.common import Link, Names, result_words
from generator.release.views.long_lists import some_links
from generator.release.views.paging import Leaf, by_year, leaves
from generator.terms import RecordKind, Result


class ChangeRow(msgspec.Struct, frozen=True):
    """一次变化：原办理结果 → 现办理结果。"""

    date: str
    reply: Link
    proposals: tuple[Link, ...]
    before: str
    after: str
    note: str


class WaitingRow(msgspec.Struct, frozen=True):
    """一件待跟踪的答复：列入计划已经几个月，还没有新的结果。"""

    since: str
    months: int
    reply: Link
    proposals: tuple[Link, ...]
    result: str


Shown = TypeVar("Shown")


class Part(msgspec.Struct, Generic[Shown], frozen=True):
    """分了页的一张表在这一页上的部分。

    Attributes:
        rows: 这一页的各行。
        total: 全部几行；只有首页写。
        label: 这一页叫什么；首页不用。
        pages: 页码，一页列得完的没有。
    """

    rows: tuple[Shown, ...]
    total: int | None
    label: str
    pages: tuple[Link, ...]


class ChangesView(msgspec.Struct, frozen=True):
    """回头看的一页：首页两张表都有，别的页只有一张。"""

    path: str
    title: str
    months: int
    changes: Part[ChangeRow] | None
    waiting: Part[WaitingRow] | None


CHANGES, TITLE = "statistics/changes.html", "回头看"


def changes_views(release: Release, names: Names) -> Iterator[ChangesView]:
    """回头看的各页，一页页地备：变化新的在前；待跟踪的首页列等得最久的，多了另按年份列全部。"""
    changed = sorted(
        ((change.date or "", address.page_path(RecordKind.REPLY, reply.id), place, reply))
        for reply in release.replies
        for place, change in enumerate(reply.result_history)
    )
    months = release.site.follow_up_months
    waiting = [
        (since, address.page_path(RecordKind.REPLY, reply.id), reply)
        for reply in release.replies
        if (since := _waits_since(reply, release))
    ]
    waiting.sort(key=lambda found: found[:2])
    first, *rest = by_year(
        [(since.year, (since, reply)) for since, _, reply in waiting], CHANGES, "statistics/changes/waiting-"
    )
    for leaf in rest:
        yield ChangesView(
            leaf.path, f"待跟踪（{leaf.label}）", months, None, _waiting_part(leaf, release, names)
        )
    for page in leaves(changed, CHANGES, "statistics/changes"):
        rows = tuple(_change(reply, place, names) for _, _, place, reply in page.items)
        yield ChangesView(
            path=page.path,
            title=page.title(TITLE),
            months=months,
            changes=Part(rows, page.total, page.label, page.pages),
            waiting=_waiting_part(first, release, names) if page.is_index else None,
        )


def _waiting_part(
    leaf: Leaf[tuple[PartialDate, PublicReply]], release: Release, names: Names
) -> Part[WaitingRow]:
    rows = tuple(_waiting(reply, since, release, names) for since, reply in leaf.items)
    return Part(rows, leaf.total, leaf.label, leaf.pages)


def _change(reply: PublicReply, place: int, names: Names) -> ChangeRow:
    """第几次变化，从 0 数起。"""
    stages = (reply.result, *(change.result for change in reply.result_history))
    said = [result_words(result) if result else "未公布" for result in stages]
    change, before, after = reply.result_history[place], said[place], said[place + 1]
    return ChangeRow(
        change.date or "",
        Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id)),
        _answered(reply, names),
        before,
        after if after != before else f"仍是{after}",
        change.note or "",
    )


def _answered(reply: PublicReply, names: Names) -> tuple[Link, ...]:
    """所答的提案；答许多件的，全部在答复的页上。"""
    return some_links(names.proposal_links(reply.proposals), address.page_path(RecordKind.REPLY, reply.id))


def _waits_since(reply: PublicReply, release: Release) -> PartialDate | None:
    """列入计划的答复，最后一次公布结果至今超过规定月数的，是自哪一天；别的没有。"""
    since = _planned_since(reply)
    if reply.present_result is None or since is None:
        return None
    enough = whole_months(since.last, release.as_of) >= release.site.follow_up_months
    return since if enough else None


def _waiting(reply: PublicReply, since: PartialDate, release: Release, names: Names) -> WaitingRow:
    title = Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id))
    result = result_words(reply.present_result) if reply.present_result else ""
    months = whole_months(since.last, release.as_of)
    return WaitingRow(since, months, title, _answered(reply, names), result)


def _planned_since(reply: PublicReply) -> PartialDate | None:
    """列入计划最近一次有日期的公布；回头看没有写日期的，以它之前的为准。现在不是列入计划的没有。"""
    since = None
    stages = ((reply.result, reply.date), *((change.result, change.date) for change in reply.result_history))
    for result, day in stages:
        planned = result is not None and result.code is Result.PLANNED
        since = (day or since) if planned else None
    return since


def whole_months(start: date, end: date) -> int:
    """两天之间的整月数；不满一个月的不计。"""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)
