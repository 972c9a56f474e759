"""本会自己的活动与平台的事：举行、推出、启用、成效；以及撤下。"""

from collections.abc import Iterator

from generator.release.events.model import Event, EventType, Facets
from generator.release.events.naming import Scribe, Subject, sentences, shortened
from generator.release.model import (
    Notice,
    PublicBatch,
    PublicConsultation,
    PublicOutcome,
    PublicPlatform,
    PublicProgramme,
)
from generator.terms import RecordKind


def of_consultation(item: PublicConsultation, scribe: Scribe) -> Iterator[Event]:
    """一次协商：举行与成效；任务另算。"""
    subject = scribe.subject(RecordKind.CONSULTATION, item.id, scribe.faceting.of_consultation(item))
    name = f"{item.kind}「{shortened(item.title)}」"
    if item.date:
        words = (f"{name}举行", sentences(item.topic and f"议题：{item.topic}"))
        yield subject.event(EventType.HELD, "held", item.date, words)
    yield from _outcomes(item.outcomes, name, subject)


def of_batch(batch: PublicBatch, scribe: Scribe) -> Iterator[Event]:
    """一批归并办理的协商会。"""
    if batch.date:
        unit = scribe.units((batch.unit,))
        count = f"共{batch.count}件提案" if batch.count else None
        words = (f"{unit}归并办理「{shortened(batch.title)}」", sentences(count, batch.description))
        subject = scribe.subject(RecordKind.BATCH, batch.id, scribe.faceting.of_batch(batch))
        yield subject.event(EventType.HELD, "held", batch.date, words)


def of_programme(programme: PublicProgramme, scribe: Scribe) -> Iterator[Event]:
    """一个品牌或机制：推出与成效。"""
    subject = scribe.subject(RecordKind.PROGRAMME, programme.id, scribe.faceting.of_programme(programme))
    name = f"{programme.kind or '品牌'}「{shortened(programme.title)}」"
    if programme.date:
        words = (f"推出{name}", sentences(programme.slogan))
        yield subject.event(EventType.STARTED, "started", programme.date, words)
    yield from _outcomes(programme.outcomes, name, subject)


def of_platform(platform: PublicPlatform, scribe: Scribe) -> Iterator[Event]:
    """一个平台的启用。"""
    if platform.opened:
        words = (f"{platform.kind}「{shortened(platform.name)}」启用", sentences(platform.description))
        subject = scribe.subject(RecordKind.PLATFORM, platform.id, scribe.faceting.of_platform(platform))
        yield subject.event(EventType.OPENED, "opened", platform.opened, words)


def of_notice(notice: Notice, scribe: Scribe) -> Iterator[Event]:
    """一条公开过的记录撤下了。"""
    own = (notice.id,) if notice.kind is RecordKind.PROPOSAL else ()
    words = (f"撤下{notice.kind.label} {notice.id}", sentences(f"原因：{notice.reason}"))
    subject = scribe.subject(notice.kind, notice.id, Facets(proposals=own))
    yield subject.event(EventType.WITHDRAWN, "withdrawn", notice.date, words)


def _outcomes(outcomes: tuple[PublicOutcome, ...], name: str, subject: Subject) -> Iterator[Event]:
    for place, outcome in enumerate(outcomes, 1):
        if outcome.date:
            words = (f"{name}有了成效", sentences(outcome.what))
            yield subject.event(EventType.OUTCOME, f"outcome-{place}", outcome.date, words)
