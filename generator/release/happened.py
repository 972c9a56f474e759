"""截至某一天：那天以后的事还没有发生，不出现在任何页面、数据与统计里。

期限、预定的协商日期不是发生过的事，照留。
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.dates import PartialDate
from generator.release.kinds.service import PublicOrder
from generator.release.kinds.supervision import PublicProblem
from generator.release.model import (
    PublicCommitment,
    PublicConsultation,
    PublicLink,
    PublicProposal,
    PublicReply,
    PublicSource,
    Release,
)
from generator.release.model.labels import labelled
from generator.terms import OrderStatus, RecordKind

Gone = frozenset[tuple[RecordKind, str]]
Held = TypeVar("Held", bound=msgspec.Struct)


def as_it_stood(release: Release) -> Release:
    """只留下截至 release.as_of 已经发生的事；没有写日期的都留。

    只到月、到年的日期，那个月、那一年开始了就算发生。
    """
    as_of = release.as_of
    submitted = [item for item in release.proposals if _is_past(item.submitted, as_of)]
    gone = {item.id for item in release.proposals} - {item.id for item in submitted}
    proposals = tuple(_proposal(item, gone, as_of) for item in submitted)
    replies = tuple(_replies(release.replies, gone, as_of))
    activities = {
        kind: tuple(item for item in items if _is_past(item.date, as_of))
        for kind, items in release.activities.items()
    }
    absent = frozenset(
        {(RecordKind.PROPOSAL, identifier) for identifier in gone}
        | {(RecordKind.REPLY, item.id) for item in release.replies}
        | {(kind, item.id) for kind, items in release.activities.items() for item in items}
    ) - frozenset(
        {(RecordKind.REPLY, item.id) for item in replies}
        | {(kind, item.id) for kind, items in activities.items() for item in items}
    )
    return replace(
        release,
        proposals=proposals,
        replies=replies,
        consultations=tuple(
            _stood(_consultation(item, gone, as_of), absent, as_of) for item in release.consultations
        ),
        batches=tuple(
            _stood(replace(item, proposals=_without(item.proposals, gone)), absent, as_of)
            for item in release.batches
        ),
        programmes=tuple(_stood(item, absent, as_of) for item in release.programmes),
        redirects=tuple(item for item in release.redirects if (item.kind, item.id) not in absent),
        activities={
            kind: tuple(_stood(item, absent, as_of) for item in items) for kind, items in activities.items()
        },
    )


def _stood(part: Held, absent: Gone, as_of: date) -> Held:
    """一条活动记录或其中一部分：去掉日期在后的环节、成效、公开等，与还没有的记录的链接。"""
    referring = {field.name: field.refers for field in labelled(type(part)) if field.refers is not None}
    changes: dict[str, Any] = {}
    for name in part.__struct_fields__:
        value = getattr(part, name)
        kept = _still(value, referring.get(name), absent, as_of)
        if kept != value:
            changes[name] = kept
    return replace(part, **changes) if changes else part


def _unfinished(part: Held, as_of: date) -> Held:
    """办好、改好的日期在后的一项：那一天还没有办好，怎样办好的也还不知道。"""
    if not isinstance(part, PublicOrder | PublicProblem) or _is_past(part.done, as_of):
        return part
    status = OrderStatus.ORDERED if isinstance(part, PublicOrder) else None
    return replace(part, done=None, status=status, note=None)


def _still(value: Any, refers: RecordKind | None, absent: Gone, as_of: date) -> Any:
    if isinstance(value, tuple):
        each = (_still(item, refers, absent, as_of) for item in value)
        return tuple(item for item in each if item is not None)
    if isinstance(value, PublicLink):
        return None if (value.kind, value.id) in absent else value
    if isinstance(value, PublicSource | PublicCommitment):
        return value
    if isinstance(value, msgspec.Struct):
        if not _is_past(getattr(value, "date", None), as_of):
            return None
        return _stood(_unfinished(value, as_of), absent, as_of)
    return None if refers is not None and (refers, value) in absent else value


def _is_past(day: PartialDate | None, as_of: date) -> bool:
    return day is None or day.first <= as_of


def _without(identifiers: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(item for item in identifiers if item not in gone)


def _proposal(item: PublicProposal, gone: set[str], as_of: date) -> PublicProposal:
    judged = _is_past(item.evaluated, as_of)
    filing = item.filing if item.filing and _is_past(item.filing.date, as_of) else None
    if filing and filing.merged_into in gone:
        filing = replace(filing, merged_into=None)
    handling = item.handling if item.handling and _is_past(item.handling.assigned, as_of) else None
    return replace(
        item,
        filing=filing,
        handling=handling,
        related=_without(item.related, gone),
        visits=tuple(visit for visit in item.visits if _is_past(visit.date, as_of)),
        corrections=tuple(entry for entry in item.corrections if _is_past(entry.date, as_of)),
        stages=tuple(stage for stage in item.stages if _is_past(stage.date, as_of)),
        attitude=item.attitude if judged else None,
        outcome_mark=item.outcome_mark if judged else None,
        evaluated=item.evaluated if judged else None,
    )


def _replies(items: Iterable[PublicReply], gone: set[str], as_of: date) -> Iterable[PublicReply]:
    for item in items:
        proposals = _without(item.proposals, gone)
        if not proposals or not _is_past(item.date, as_of):
            continue
        if len(proposals) == len(item.proposals) and not _is_ahead(item, as_of):
            yield item
            continue
        yield replace(
            item,
            proposals=proposals,
            published=item.published if _is_past(item.published, as_of) else None,
            result_history=tuple(change for change in item.result_history if _is_past(change.date, as_of)),
            corrections=tuple(entry for entry in item.corrections if _is_past(entry.date, as_of)),
            responses=tuple(
                replace(
                    response,
                    commitments=tuple(_commitment(promise, as_of) for promise in response.commitments),
                )
                for response in item.responses
                if response.proposal not in gone
            ),
        )


def _is_ahead(item: PublicReply, as_of: date) -> bool:
    """这件答复里有没有还没发生的事；十万件里几乎都没有，没有就不必重造。"""
    days = [item.published, *(change.date for change in item.result_history)]
    days += [entry.date for entry in item.corrections]
    days += [
        update.date
        for response in item.responses
        for promise in response.commitments
        for update in promise.updates
    ]
    return not all(_is_past(day, as_of) for day in days)


def _consultation(item: PublicConsultation, gone: set[str], as_of: date) -> PublicConsultation:
    if not _is_past(item.date, as_of):
        # 预定的协商照登，结果还没有。
        return replace(
            item,
            proposals=_without(item.proposals, gone),
            raised=None,
            adopted=None,
            agreements=(),
            tasks=(),
            tasks_total=None,
            outcomes=(),
        )
    return replace(
        item,
        proposals=_without(item.proposals, gone),
        tasks=tuple(_commitment(task, as_of) for task in item.tasks),
    )


def _commitment(item: PublicCommitment, as_of: date) -> PublicCommitment:
    return replace(item, updates=tuple(update for update in item.updates if _is_past(update.date, as_of)))
