"""订阅源：每件事一条，按种类、政协、届次、主题、单位、界别、平台、提案分开。"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files

from generator.output.artifact import Artifact
from generator.output.feeds.contents import GATHERED, OWN, Contents, Feed, dated_paths, paths_of
from generator.output.feeds.groups import FeedGroup, all_feeds
from generator.output.feeds.links import (
    FeedLink,
    commitment_links,
    correction_links,
    feed_links,
    list_links,
    proposal_feed,
    session_links,
    site_links,
    topic_links,
)
from generator.output.feeds.moulds import DIALECTS
from generator.output.feeds.writing import STYLE, Writer, opml
from generator.output.parcel import Parcel
from generator.packing import packed
from generator.release.events import events, glimpsed_events, newest_first
from generator.release.model import Release
from generator.terms import RecordKind

__all__ = [
    "Feed",
    "FeedGroup",
    "FeedLink",
    "all_feeds",
    "commitment_links",
    "correction_links",
    "dated_paths",
    "feed_links",
    "feeds",
    "list_links",
    "paths_of",
    "proposal_feeds",
    "session_links",
    "site_links",
    "topic_links",
]

OPML = "feeds/all.opml"


def feeds(release: Release, filled: Callable[[FeedLink], Feed] | None = None) -> Iterator[Parcel]:
    """归拢许多记录的订阅源，一个一包，连同 OPML 与样式表；每件提案自己的见 proposal_feeds。

    Args:
        release: 一次发布。
        filled: 取一个订阅源的内容；不给就把全部事情分到各个订阅源。
    """
    groups = all_feeds(release)
    for link in (link for group in groups for link in group.links):
        yield Parcel(link.path, partial(_written, link, release, filled), holder=link.path)
    if release.site.base_url:
        yield Parcel(OPML, lambda: (Artifact(OPML, opml(groups, release.site)),), key=packed(groups))
    style = files(__name__).joinpath("style.css").read_bytes()
    yield Parcel(STYLE, lambda: (Artifact(STYLE, style),), key=style)


def _written(
    link: FeedLink, release: Release, filled: Callable[[FeedLink], Feed] | None
) -> Iterator[Artifact]:
    if filled is None:
        filled = release.once("feed contents", lambda: Contents(release, GATHERED)).feed
    for suffix, content in _writer(release).written(filled(link)):
        # 给人看的一份与 Atom 只差开头的网址；条目已随 Atom 查过漏没漏，不必再查。
        is_copy = suffix == "xml" and "atom" in link.formats
        fresh = content.partition(DIALECTS["atom"].opening.encode())[0] if is_copy else None
        yield Artifact(f"{link.path}.{suffix}", content, fresh)


def _writer(release: Release) -> Writer:
    return release.once("feed writer", lambda: Writer(release.site))


def proposal_feeds(release: Release) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """每件提案自己的订阅源：（种类，编号，文件）。

    写哪几种格式由 site.yml 定：十万件提案各写三种，文件就多出二十万个。撤下的提案留着订阅源，
    好让订阅者知道撤下了；改过编号的，旧址照样有新的内容。
    """
    seen = glimpsed_events(release)
    contents = Contents(release, OWN, newest_first((*events(release), *seen)) if seen else None)
    writer = _writer(release)
    withdrawn = (notice.id for notice in release.notices if notice.kind is RecordKind.PROPOSAL)
    former: dict[str, list[str]] = {}
    for redirect in release.redirects:
        if redirect.kind is RecordKind.PROPOSAL:
            former.setdefault(redirect.id, []).append(redirect.former)
    for identifier in (*(proposal.id for proposal in release.proposals), *withdrawn):
        link = proposal_feed(identifier, release)
        feed = contents.feed(link)
        for suffix, content in writer.written(feed):
            yield RecordKind.PROPOSAL, identifier, Artifact(f"{link.path}.{suffix}", content)
            for old in former.get(identifier, ()):
                path = f"{proposal_feed(old, release).path}.{suffix}"
                yield RecordKind.PROPOSAL, identifier, Artifact(path, content)
