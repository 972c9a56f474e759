"""承诺与任务的事：到期、进展、完成、调整、销号。"""

from collections.abc import Iterator
from datetime import date

import msgspec

from generator.dates import PartialDate
from generator.release.events.model import OF_UPDATE, Event, EventType
from generator.release.events.naming import Scribe, sentences, shortened
from generator.release.follow import Promise
from generator.release.model import PublicCommitment
from generator.terms import RecordKind, UpdateStatus

FINISHED = {UpdateStatus.DONE, UpdateStatus.CLOSED}


class Deadline(msgspec.Struct, frozen=True):
    """承诺的一个期限，与它管到哪一天。

    Attributes:
        fragment: 永久编号里的片段。
        due: 期限；调整时没给新期限的没有。
        until: 被调整的日子；没有再调整的为 None。
    """

    fragment: str
    due: PartialDate | None
    until: date | None


def of_promise(promise: Promise, scribe: Scribe) -> Iterator[Event]:
    """一项承诺的事。"""
    commitment = promise.commitment
    facets = scribe.faceting.of_promise(promise)
    subject = scribe.subject(promise.kind, promise.record, facets, promise.anchor)
    unit = scribe.units(facets.units)
    what = "任务" if promise.kind is RecordKind.CONSULTATION else "承诺"
    name = f"{unit}的{what}" if unit else what
    for deadline in came_due(commitment):
        words = (
            f"{name}到期：{shortened(commitment.what)}",
            sentences(commitment.what, f"期限 {deadline.due}"),
        )
        if deadline.due:
            yield subject.event(EventType.DUE, deadline.fragment, deadline.due, words)
    for place, update in enumerate(commitment.updates, 1):
        type_ = OF_UPDATE[update.status]
        new_due = f"新期限 {update.due}" if update.due else None
        words = (
            f"{name}{type_.label.removeprefix('承诺')}：{shortened(commitment.what)}",
            sentences(update.note, new_due),
        )
        fragment = f"{commitment.id}-update-{place}"
        yield subject.event(type_, fragment, update.date, words)


def came_due(commitment: PublicCommitment) -> Iterator[Deadline]:
    """真正到来过的期限：没有在那天之前完成、销号，也没有在那天之前改期。"""
    finished = [update.date.last for update in commitment.updates if update.status in FINISHED]
    for deadline in _deadlines(commitment):
        if deadline.due is None:
            continue
        day = deadline.due.last
        moved = deadline.until is not None and deadline.until <= day
        if not moved and not any(done <= day for done in finished):
            yield deadline


def _deadlines(commitment: PublicCommitment) -> Iterator[Deadline]:
    """最初的期限与历次调整的期限；编号按第几次调整，改正日期不会变成另一件事。"""
    moves = [update for update in commitment.updates if update.status is UpdateStatus.ADJUSTED]
    dues = [commitment.due, *(update.due for update in moves)]
    ends = [*(update.date.last for update in moves), None]
    for place, (due, until) in enumerate(zip(dues, ends, strict=True)):
        fragment = f"{commitment.id}-due" if place == 0 else f"{commitment.id}-due-{place + 1}"
        yield Deadline(fragment, due, until)
