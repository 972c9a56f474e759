"""「回头看」：办理结果变过的答复，与列入计划太久、还没有新结果的答复。"""

from datetime import date

import msgspec

from generator.dates import PartialDate
from generator.release import address
from generator.release.model import PublicReply, Release
from generator.release.views.common import Link, Names, result_words
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


class ChangesView(msgspec.Struct, frozen=True):
    """回头看页。"""

    path: str
    months: int
    changes: tuple[ChangeRow, ...]
    waiting: tuple[WaitingRow, ...]


def changes_view(release: Release, names: Names) -> ChangesView:
    """备好回头看页：变化从新到旧，待跟踪的等得最久的在前。"""
    changes = [row for reply in release.replies for row in _changes(reply, names)]
    waiting = [row for reply in release.replies if (row := _waiting(reply, release, names))]
    return ChangesView(
        path="statistics/changes.html",
        months=release.site.follow_up_months,
        changes=tuple(sorted(changes, key=lambda row: (row.date, row.reply.path), reverse=True)),
        waiting=tuple(sorted(waiting, key=lambda row: (row.since, row.reply.path))),
    )


def _changes(reply: PublicReply, names: Names) -> list[ChangeRow]:
    rows = []
    before = result_words(reply.result) if reply.result else "未公布"
    for change in reply.result_history:
        after = result_words(change.result)
        rows.append(
            ChangeRow(
                change.date or "",
                Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id)),
                names.proposal_links(reply.proposals),
                before,
                after if after != before else f"仍是{after}",
                change.note or "",
            )
        )
        before = after
    return rows


def _waiting(reply: PublicReply, release: Release, names: Names) -> WaitingRow | None:
    """列入计划的答复，最后一次公布结果至今超过规定月数的。"""
    result = reply.present_result
    last = _planned_since(reply)
    if result is None or last is None:
        return None
    months = whole_months(last.last, release.as_of)
    if months < release.site.follow_up_months:
        return None
    title = Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id))
    return WaitingRow(last, months, title, names.proposal_links(reply.proposals), result_words(result))


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
