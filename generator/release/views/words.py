"""自成一页的词：主题、类别、届次，出现过的都有。"""

from generator.release.model import (
    Release,
)
from generator.release.views.index import session_of


def topics(release: Release) -> tuple[str, ...]:
    """出现过的主题词，按词排；许多页都要用，只找一次。"""
    return release.once("topics", lambda: _topics(release))


def _topics(release: Release) -> tuple[str, ...]:
    words = {word for proposal in release.proposals for word in proposal.topics}
    words |= {word for _, activity in release.all_activities for word in activity.topics}
    words |= {word for platform in release.platforms for word in platform.topics}
    return tuple(sorted(words))


def categories(release: Release) -> tuple[str, ...]:
    """出现过的类别，按词排。"""
    return tuple(sorted({item.category for item in release.proposals if item.category}))


def sessions(release: Release) -> tuple[str, ...]:
    """出现过的届次，新的在前。"""
    found = {
        session_of(item): (item.body or "", -(item.term or 0), -(item.session or 0))
        for item in release.proposals
    }
    return tuple(sorted((key for key in found if key), key=lambda key: found[key]))
