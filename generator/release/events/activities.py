"""本会自己的活动与平台的事：举行、推出、启用、成效；以及撤下。"""

from collections.abc import Iterator

import msgspec

from generator.release.events.corrected import corrected
from generator.release.events.model import Event, EventType, Facets
from generator.release.events.naming import Scribe, Subject, sentences, shortened
from generator.release.kinds import KINDS
from generator.release.model import (
    Notice,
    PublicActivity,
    PublicBatch,
    PublicConsultation,
    PublicOutcome,
    PublicPlatform,
    PublicProgramme,
    PublicProposal,
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
    subject = scribe.subject(RecordKind.BATCH, batch.id, scribe.faceting.of_batch(batch))
    if batch.date:
        unit = scribe.units((batch.unit,))
        count = f"共{batch.count}件提案" if batch.count else None
        words = (f"{unit}归并办理「{shortened(batch.title)}」", sentences(count, batch.description))
        yield subject.event(EventType.HELD, "held", batch.date, words)
    yield from _outcomes(batch.outcomes, f"归并办理「{shortened(batch.title)}」", subject)


def of_programme(programme: PublicProgramme, scribe: Scribe) -> Iterator[Event]:
    """一个品牌或机制：推出与成效。"""
    subject = scribe.subject(RecordKind.PROGRAMME, programme.id, scribe.faceting.of_programme(programme))
    name = f"{programme.kind or '品牌'}「{shortened(programme.title)}」"
    if programme.date:
        words = (f"推出{name}", sentences(programme.slogan))
        yield subject.event(EventType.STARTED, "started", programme.date, words)
    yield from _outcomes(programme.outcomes, name, subject)


def of_activity(kind: RecordKind, item: PublicActivity, scribe: Scribe) -> Iterator[Event]:
    """一条活动记录的事，不含环节。"""
    match item:
        case PublicConsultation():
            yield from of_consultation(item, scribe)
        case PublicBatch():
            yield from of_batch(item, scribe)
        case PublicProgramme():
            yield from of_programme(item, scribe)
        case _:
            yield from _of_other(kind, item, scribe)


def _of_other(kind: RecordKind, item: PublicActivity, scribe: Scribe) -> Iterator[Event]:
    """其余各种活动记录：它的日期那天发生的事，与成效。"""
    subject = scribe.subject(kind, item.id, scribe.faceting.of_activity(kind, item))
    name = f"{kind.label}「{shortened(item.title)}」"
    if item.date:
        words = (f"{KINDS[kind].happened}{name}", sentences(KINDS[kind].sentence(item)))
        yield subject.event(EventType.RECORDED, "recorded", item.date, words)
    yield from _outcomes(item.outcomes, name, subject)


def of_corrections(kind: RecordKind, item: PublicActivity, scribe: Scribe) -> Iterator[Event]:
    """一条活动记录的各次更正。"""
    if item.corrections:
        subject = scribe.subject(kind, item.id, scribe.faceting.of_activity(kind, item))
        yield from corrected(item.corrections, f"{kind.label}「{shortened(item.title)}」", subject)


def of_stages(
    kind: RecordKind, item: PublicActivity | PublicProposal, facets: Facets, scribe: Scribe
) -> Iterator[Event]:
    """闭环里走过的每一环；永久编号按环节在闭环里的次序，改正日期、说明都不变。"""
    chain = scribe.release.chain.get(item.chain or "")
    if chain is None:
        return
    subject = scribe.subject(kind, item.id, facets)
    places = {stage.name: place for place, stage in enumerate(chain.stages, 1)}
    for stage in item.stages:
        if stage.date and stage.stage in places:
            place = places[stage.stage]
            words = (
                f"{kind.label}「{shortened(item.title)}」：{stage.stage}",
                sentences(stage.actor, stage.note),
            )
            anchored = msgspec.structs.replace(subject, anchor=f"stage-{place}")
            yield anchored.event(EventType.STAGE, f"stage-{place}", stage.date, words)


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
