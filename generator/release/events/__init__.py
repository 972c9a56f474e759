"""事情：从公开的记录里读出何时发生了什么，供订阅源与「最近」使用。"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from generator.release.events import activities, handled, promised
from generator.release.events.facets import Faceting
from generator.release.events.model import Event, EventType, Facets
from generator.release.events.naming import Scribe, tag
from generator.release.follow import of_consultation, promises
from generator.release.model import PublicActivity, PublicConsultation, Release
from generator.release.portion import HEAVIES
from generator.terms import RecordKind

__all__ = [
    "HEAVY_EVENTS",
    "Event",
    "EventType",
    "Facets",
    "event_topics",
    "events",
    "events_of",
    "glimpsed_events",
    "heavy_events",
    "newest_first",
    "tag",
]

STAGES = {type_: place for place, type_ in enumerate(EventType)}
HEAVY_EVENTS = "events of heavy records"
"""Release.once 里的名字：量大的几类记录的事情，见 heavy_events。"""


def events(release: Release) -> tuple[Event, ...]:
    """截至 as_of 的全部事情，新的在前。

    没有日期的事不在内。只到月、到年的日期，那个月、那一年过完才算：订阅源里不出现未来的日子，
    条目的日期也不必随 as_of 改动。同一天的，后办的在前，再按永久编号。

    Args:
        release: 一次发布。
    """
    return release.once("events", lambda: events_of(release, frozenset(RecordKind)))


def events_of(release: Release, kinds: Collection[RecordKind]) -> tuple[Event, ...]:
    """这几类记录的事情，先后与 events 的一样；别的几类不必都看一遍。

    Args:
        release: 一次发布。
        kinds: 哪几类。
    """
    found = chain(
        () if HEAVIES.isdisjoint(kinds) else heavy_events(release),
        () if HEAVIES.issuperset(kinds) else _happened(_of_light(release, kinds), release),
    )
    return newest_first(event for event in found if event.kind in kinds)


def newest_first(found: Iterable[Event]) -> tuple[Event, ...]:
    """排好先后，见 events。"""
    return tuple(sorted(found, key=lambda event: (-event.day.toordinal(), -STAGES[event.type], event.id)))


def heavy_events(release: Release) -> tuple[Event, ...]:
    """量大的几类记录的事情，不排先后。"""
    return release.once(HEAVY_EVENTS, lambda: tuple(_happened(_of_heavy(release), release)))


def glimpsed_events(release: Release) -> tuple[Event, ...]:
    """只是看得到的本会记录的事情：写到的各件提案自己的订阅源里也有。"""
    return tuple(_happened(_of_glimpsed(release), release))


def event_topics(kind: RecordKind, activity: PublicActivity, release: Release) -> tuple[str, ...]:
    """本会的一条记录的事情带的主题：自己的，与有关提案的。"""
    make = Faceting(release).of_activity
    return release.once_each(f"event topics of {kind.value}", activity, lambda: make(kind, activity).topics)


def _of_glimpsed(release: Release) -> Iterator[Event]:
    scribe = Scribe(release)
    for kind, activity in release.glimpsed_activities:
        yield from _of_activity(kind, activity, scribe)
        if isinstance(activity, PublicConsultation):
            for promise in of_consultation(activity, release):
                yield from promised.of_promise(promise, scribe)


def _happened(found: Iterable[Event], release: Release) -> Iterator[Event]:
    return (event for event in found if event.day <= release.as_of)


def _of_heavy(release: Release) -> Iterator[Event]:
    """量大的几类记录的事情，连同还没有发生的。"""
    scribe = Scribe(release)
    for proposal in release.proposals:
        yield from handled.of_proposal(proposal, scribe)
        facets = scribe.faceting.of_proposal(proposal)
        yield from activities.of_stages(RecordKind.PROPOSAL, proposal, facets, scribe)
    for reply in release.replies:
        yield from handled.of_reply(reply, scribe)
    for promise in promises(release):
        yield from promised.of_promise(promise, scribe)
    yield from _of_activities(release, HEAVIES, scribe)


def _of_light(release: Release, kinds: Collection[RecordKind]) -> Iterator[Event]:
    """其余几类记录的事情，连同还没有发生的。"""
    scribe = Scribe(release)
    yield from _of_activities(release, frozenset(kinds) - HEAVIES, scribe)
    for platform in release.platforms:
        yield from activities.of_platform(platform, scribe)


def _of_activities(release: Release, kinds: Collection[RecordKind], scribe: Scribe) -> Iterator[Event]:
    """这几类活动记录与撤下的记录的事情。"""
    for kind, activity in release.all_activities:
        if kind in kinds:
            yield from _of_activity(kind, activity, scribe)
    for notice in release.notices:
        if notice.kind in kinds:
            yield from activities.of_notice(notice, scribe)


def _of_activity(kind: RecordKind, activity: PublicActivity, scribe: Scribe) -> Iterator[Event]:
    yield from activities.of_activity(kind, activity, scribe)
    yield from activities.of_corrections(kind, activity, scribe)
    yield from activities.of_stages(kind, activity, scribe.faceting.of_activity(kind, activity), scribe)
