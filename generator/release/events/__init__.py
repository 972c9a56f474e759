"""事情：从公开的记录里读出何时发生了什么，供订阅源与「最近」使用。"""

from collections.abc import Collection, Iterator

from generator.release.events import activities, handled, promised
from generator.release.events.model import Event, EventType, Facets
from generator.release.events.naming import Scribe, tag
from generator.release.follow import promises
from generator.release.model import Release
from generator.terms import RecordKind

__all__ = ["Event", "EventType", "Facets", "events", "events_of", "tag"]

PROMISING = frozenset({RecordKind.REPLY, RecordKind.CONSULTATION})
"""有承诺的几类。"""


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
    happened = (event for event in _all(release, kinds) if event.kind in kinds and event.day <= release.as_of)
    stages = {type_: place for place, type_ in enumerate(EventType)}
    return tuple(sorted(happened, key=lambda event: (-event.day.toordinal(), -stages[event.type], event.id)))


def _all(release: Release, kinds: Collection[RecordKind]) -> Iterator[Event]:
    """这几类记录的事情，连同还没有发生的；几万件的几类，不要的不看。"""
    scribe = Scribe(release)
    if RecordKind.PROPOSAL in kinds:
        yield from _of_proposals(release, scribe)
    if RecordKind.REPLY in kinds:
        for reply in release.replies:
            yield from handled.of_reply(reply, scribe)
    if not PROMISING.isdisjoint(kinds):
        for promise in promises(release):
            yield from promised.of_promise(promise, scribe)
    for kind, activity in release.all_activities:
        if kind in kinds:
            yield from activities.of_activity(kind, activity, scribe)
            yield from activities.of_corrections(kind, activity, scribe)
            yield from activities.of_stages(kind, activity, scribe.faceting.of_activity(activity), scribe)
    for platform in release.platforms:
        yield from activities.of_platform(platform, scribe)
    for notice in release.notices:
        yield from activities.of_notice(notice, scribe)


def _of_proposals(release: Release, scribe: Scribe) -> Iterator[Event]:
    for proposal in release.proposals:
        yield from handled.of_proposal(proposal, scribe)
        facets = scribe.faceting.of_proposal(proposal)
        yield from activities.of_stages(RecordKind.PROPOSAL, proposal, facets, scribe)
