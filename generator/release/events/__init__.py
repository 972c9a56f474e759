"""事情：从公开的记录里读出何时发生了什么，供订阅源与「最近」使用。"""

from collections.abc import Iterator

from generator.release.events import activities, handled, promised
from generator.release.events.model import Event, EventType, Facets
from generator.release.events.naming import Scribe, tag
from generator.release.follow import promises
from generator.release.model import Release
from generator.terms import RecordKind

__all__ = ["Event", "EventType", "Facets", "events", "tag"]


def events(release: Release) -> tuple[Event, ...]:
    """截至 as_of 的全部事情，新的在前。

    没有日期的事不在内。只到月、到年的日期，那个月、那一年过完才算：订阅源里不出现未来的日子，
    条目的日期也不必随 as_of 改动。同一天的，后办的在前，再按永久编号。

    Args:
        release: 一次发布。
    """
    return release.once("events", lambda: _events(release))


def _events(release: Release) -> tuple[Event, ...]:
    happened = (event for event in _all(release) if event.day <= release.as_of)
    stages = {type_: place for place, type_ in enumerate(EventType)}
    return tuple(sorted(happened, key=lambda event: (-event.day.toordinal(), -stages[event.type], event.id)))


def _all(release: Release) -> Iterator[Event]:
    scribe = Scribe(release)
    for proposal in release.proposals:
        yield from handled.of_proposal(proposal, scribe)
        facets = scribe.faceting.of_proposal(proposal)
        yield from activities.of_stages(RecordKind.PROPOSAL, proposal, facets, scribe)
    for reply in release.replies:
        yield from handled.of_reply(reply, scribe)
    for promise in promises(release):
        yield from promised.of_promise(promise, scribe)
    for kind, activity in release.all_activities:
        yield from activities.of_activity(kind, activity, scribe)
        yield from activities.of_corrections(kind, activity, scribe)
        yield from activities.of_stages(kind, activity, scribe.faceting.of_activity(activity), scribe)
    for platform in release.platforms:
        yield from activities.of_platform(platform, scribe)
    for notice in release.notices:
        yield from activities.of_notice(notice, scribe)
