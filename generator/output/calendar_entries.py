"""日历里的条目：从公开的记录里收集，写成 iCalendar。"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import msgspec

from generator.dates import PartialDate
from generator.lazily import lazily
from generator.release import address
from generator.release.clocks import reply_clock
from generator.release.follow import Promise, promises
from generator.release.model import (
    PublicConsultation,
    PublicHandling,
    PublicProgramme,
    PublicProposal,
    PublicSite,
    Release,
)
from generator.release.views.common import number_label
from generator.terms import RecordKind

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

PRODUCT = "-//shai//calendar//ZH"
END = b"END:VCALENDAR"
UNDONE = "（未见办完的记录）"


class CalendarEntry(msgspec.Struct, frozen=True, kw_only=True):
    """日历里的一天。

    Attributes:
        key: 永久的键：改标题、改日期都不变，日历软件据以更新而不重复。
        day: 哪一天。
        since: 这件事写下的日子；用作时间戳，使同样的数据总得同样的字节。
        revision: 改期过几次。
        title: 标题。
        detail: 说明；没有的为空。
        path: 网页相对站点根目录的路径，带锚点。
        category: 是哪一种日子。
        units: 与哪些单位有关。
        owner: 出自哪条记录：种类与编号。
        last: 最后一天；只有一天的为空。
    """

    key: str
    day: date
    since: date
    revision: int
    title: str
    detail: str
    path: str
    category: str
    units: tuple[str, ...]
    owner: tuple[RecordKind, str]
    last: date | None = None


def entries(release: Release) -> list[CalendarEntry]:
    """上一年元旦以来的全部期限、协商与轮值，按日子先后。只到月、到年的日期占不了一天，不收。"""
    oldest = date(release.as_of.year - 1, 1, 1)
    found = [
        *(entry for promise in promises(release) for entry in _of_promise(promise, release, oldest)),
        *(entry for proposal in release.proposals for entry in _of_proposal(proposal, release, oldest)),
        *(entry for item in release.consultations for entry in _of_consultation(item, oldest)),
        *(entry for item in release.programmes for entry in _of_programme(item, release, oldest)),
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.key))


def _of_promise(promise: Promise, release: Release, oldest: date) -> Iterator[CalendarEntry]:
    due = promise.progress.due
    # 十万条档案的期限多半早已过去：先看日子，不必一条条写好再丢。
    if due is None or not due.is_exact or due.first < oldest:
        return
    unit = release.unit.get(promise.commitment.unit or "")
    finished = promise.progress.finished
    state = f"（{finished} 已办完）" if finished else UNDONE
    yield CalendarEntry(
        key=f"{promise.kind.folder}-{promise.id}-due",
        day=due.first,
        since=_written(promise.since, due.first),
        revision=len(promise.progress.earlier_dues),
        title=f"承诺期限：{unit.label + '，' if unit else ''}{promise.commitment.what}",
        detail=promise.commitment.what + state,
        path=f"{address.page_path(promise.kind, promise.record)}#{promise.anchor}",
        category="承诺期限",
        units=(unit.id,) if unit else (),
        owner=(promise.kind, promise.record),
    )


def _of_proposal(proposal: PublicProposal, release: Release, oldest: date) -> Iterator[CalendarEntry]:
    handling = proposal.handling
    if handling is None:
        return
    due, arithmetic = _reply_due(proposal, handling, release)
    if due is None or due < oldest:
        return
    name = f"{number_label(proposal.number)}提案《{proposal.title}》"
    yield CalendarEntry(
        key=f"proposals-{proposal.id}-due",
        day=due,
        since=_written(handling.assigned or proposal.submitted, due),
        revision=0,
        title=f"答复期限：{name}",
        detail=arithmetic,
        path=address.page_path(RecordKind.PROPOSAL, proposal.id),
        category="答复期限",
        units=handling.lead,
        owner=(RecordKind.PROPOSAL, proposal.id),
    )


def _reply_due(
    proposal: PublicProposal, handling: PublicHandling, release: Release
) -> tuple[date | None, str]:
    """答复期限与算式：写明的照写明的；没有写明的照规则推算，答复了的不必再等。"""
    if handling.due is not None:
        return (handling.due.first if handling.due.is_exact else None), ""
    clock = reply_clock(proposal, release)
    return (clock.due, clock.arithmetic) if clock and clock.days is not None else (None, "")


def _of_consultation(item: PublicConsultation, oldest: date) -> Iterator[CalendarEntry]:
    if item.date is None or not item.date.is_exact or item.date.first < oldest:
        return
    yield CalendarEntry(
        key=f"consultations-{item.id}-held",
        day=item.date.first,
        since=item.date.first,
        revision=0,
        title=f"{item.kind}：{item.title}",
        detail=item.topic or "",
        path=address.page_path(RecordKind.CONSULTATION, item.id),
        category="协商",
        units=tuple(dict.fromkeys(task.unit for task in item.tasks if task.unit)),
        owner=(RecordKind.CONSULTATION, item.id),
    )


def _of_programme(item: PublicProgramme, release: Release, oldest: date) -> Iterator[CalendarEntry]:
    """轮值：写明从哪一天起的各轮。"""
    for number, turn in enumerate(item.rota, start=1):
        if turn.start is None or not turn.start.is_exact:
            continue
        last = turn.end.last if turn.end else None
        if (last or turn.start.first) < oldest:
            continue
        body = release.body.get(turn.body or "")
        who = "、".join(name for name in (body.label if body else "", turn.who or "") if name)
        yield CalendarEntry(
            key=f"programmes-{item.id}-turn-{number}",
            day=turn.start.first,
            since=_written(item.date, turn.start.first),
            revision=0,
            title=f"轮值：{item.title}" + (f"，{who}" if who else ""),
            detail="；".join(text for text in (turn.period, turn.what or "") if text),
            path=address.page_path(RecordKind.PROGRAMME, item.id),
            category="轮值",
            units=(),
            owner=(RecordKind.PROGRAMME, item.id),
            last=last,
        )


def _written(known: PartialDate | None, due: date) -> date:
    return known.last if known else due


def heading(title: str, site: PublicSite) -> tuple[bytes, bytes]:
    """一份日历的开头与结尾（RFC 5545），条目写在中间。"""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{site.title} · {title}")
    written = bytes(calendar.to_ical())
    place = written.index(END)
    return written[:place], written[place:]


def written(entry: CalendarEntry, site: PublicSite) -> bytes:
    """写成一个 VEVENT。"""
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{site.feed_authority.partition(',')[0]}")
    event.add("dtstamp", datetime.combine(entry.since, time(), UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", (entry.last or entry.day) + timedelta(days=1))
    event.add("sequence", entry.revision)
    event.add("summary", entry.title)
    if entry.detail:
        event.add("description", entry.detail)
    if site.base_url:
        event.add("url", site.base_url + entry.path)
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical())
