"""模子：往槽里填字，与请 feedgen 逐个写的一字不差。"""

import sys
from html import escape
from pathlib import Path

import msgspec
import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.output.feeds import samples
from generator.output.feeds.contents import Feed, instant, moment
from generator.output.feeds.links import site_links
from generator.output.feeds.moulds import Mould
from generator.output.feeds.samples import LANGUAGE
from generator.output.feeds.writing import Writer
from generator.release.events import Event, events
from generator.release.model import Release

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t"),
    min_size=1,
).filter(str.strip)
HOSTILE = "%(title)s %s 100% {x} ]]> <b>&amp;</b> \"'\n  末尾"


def by_feedgen(feed: Feed, suffix: str) -> bytes:
    """请 feedgen 照真的内容写一个订阅源；样式表那一行除外。"""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    own = {"href": feed.url(f"{feed.link.path}.{suffix}"), "rel": "self", "type": f"application/{suffix}+xml"}
    page = {"href": feed.url(feed.link.page), "rel": "alternate", "type": "text/html"}
    generator.link([own, page])
    generator.subtitle(feed.site.description)
    generator.author({"name": feed.site.organization})
    generator.language(LANGUAGE)
    generator.generator("晒")
    generator.entry([_entry(event, feed, suffix) for event in feed.entries], replace=True)
    written: bytes = generator.atom_str(pretty=True) if suffix == "atom" else generator.rss_str(pretty=True)
    return written


def _entry(event: Event, feed: Feed, suffix: str) -> FeedEntry:
    entry = FeedEntry()
    entry.id(event.id)
    entry.title(event.title)
    entry.link(href=feed.url(event.address), rel="alternate", type="text/html")
    entry.category(term=str(event.type.value), label=event.type.label)
    told = event.summary or event.title
    if suffix == "rss":
        entry.published(moment(event.day))
        entry.description(escape(told, quote=False))
        return entry
    entry.updated(instant(event))
    entry.published(instant(event))
    if event.summary:
        entry.summary(event.summary, type="text")
    link = f'<a href="{escape(feed.url(event.address))}">打开网页</a>'
    entry.content(f"<p>{escape(told)}</p><p>{event.date} {link}</p>", type="xhtml")
    return entry


def unstyled(content: bytes) -> bytes:
    declaration, _, rest = content.split(b"\n", 2)
    return declaration + b"\n" + rest


def check(feed: Feed) -> None:
    written = dict(Writer(feed.site).written(feed))
    for suffix in ("atom", "rss"):
        assert unstyled(written[suffix]) == by_feedgen(feed, suffix), suffix


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, summary=WORDS | st.just(""), name=WORDS)
def test_what_is_poured_is_what_feedgen_writes(release: Release, title: str, summary: str, name: str) -> None:
    event = msgspec.structs.replace(events(release)[0], title=title, summary=summary)
    link = msgspec.structs.replace(site_links(release)[0], title=name)
    site = msgspec.structs.replace(release.site, description=f"{name} 100%")
    check(Feed(link, (event,), site))


def test_every_event_is_poured_as_feedgen_writes_it(release: Release) -> None:
    found = events(release)
    hostile = msgspec.structs.replace(found[0], id="tag:x,2020:hostile", title=HOSTILE, summary=HOSTILE)
    check(Feed(site_links(release)[0], (hostile, *found), release.site))


def test_a_feed_without_entries_is_what_feedgen_writes(release: Release) -> None:
    check(Feed(site_links(release)[0], (), release.site))


def test_a_slot_that_feedgen_does_not_write_is_refused() -> None:
    with pytest.raises(ValueError, match="page"):
        Mould("<a>\ue000title\ue000</a>", ("title", "page"))


def test_a_kept_sample_spares_feedgen_and_a_damaged_one_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    first = samples.sample("atom", "application/atom+xml")
    (kept,) = (tmp_path / "kept").iterdir()
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "feedgen.feed", None)
        assert samples.sample("atom", "application/atom+xml") == first
        kept.write_bytes(kept.read_bytes()[:-1])
        with pytest.raises(ImportError):
            samples.sample("atom", "application/atom+xml")
    assert samples.sample("atom", "application/atom+xml") == first
    assert samples.sample("rss", "application/rss+xml") != first


def test_where_nothing_may_be_kept_the_sample_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = samples.sample("rss", "application/rss+xml")
    monkeypatch.setattr(samples, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert samples.sample("rss", "application/rss+xml") == expected
    assert not (tmp_path / "kept").exists()
