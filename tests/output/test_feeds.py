"""订阅源：阅读器读得懂，链接到得了，编号与日期只由数据决定。"""

from datetime import date, datetime
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import feedparser
import msgspec
import pytest

from generator.dates import PartialDate
from generator.output.artifact import Artifact
from generator.output.feeds import (
    all_feeds,
    commitment_links,
    feed_links,
    feeds,
    list_links,
    proposal_feeds,
    session_links,
    site_links,
    topic_links,
    writing,
)
from generator.output.feeds.contents import GATHERED, Contents
from generator.output.feeds.writing import Writer
from generator.output.parcel import artifacts
from generator.release.address import page_path
from generator.release.model import Release
from generator.terms import RecordKind

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]> & <script>alert(1)</script> \"'\ufffe {{ x }}"


@pytest.fixture(scope="module")
def written(release: Release) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in every_feed(release)}


def every_feed(release: Release) -> list[Artifact]:
    return [*artifacts(feeds(release)), *(artifact for _, _, artifact in proposal_feeds(release))]


def xml(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - 读的是自己刚写的


def of_kind(written: dict[str, bytes], suffix: str) -> dict[str, bytes]:
    return {path: content for path, content in written.items() if path.endswith(suffix)}


def replaced(release: Release, **changes: object) -> Release:
    return msgspec.structs.replace(release, **changes)


def without_address(release: Release) -> Release:
    return replaced(release, site=msgspec.structs.replace(release.site, base_url=None))


def test_every_feed_is_read_without_complaint(written: dict[str, bytes]) -> None:
    for path, content in {**of_kind(written, ".atom"), **of_kind(written, ".rss")}.items():
        parsed = feedparser.parse(content)
        assert not parsed.bozo, path
        assert parsed.feed.title, path
        assert all(entry.id and entry.title and entry.link for entry in parsed.entries), path


def test_atom_feeds_have_the_structure_of_rfc_4287(written: dict[str, bytes]) -> None:
    for path, content in of_kind(written, ".atom").items():
        feed = xml(content)
        entries = feed.findall(f"{ATOM}entry")
        assert feed.tag == f"{ATOM}feed", path
        for node in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(node.findall(f"{ATOM}{name}")) == 1, (path, name)
            moment = datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "")
            assert moment.replace(microsecond=0).isoformat().endswith("T00:00:00+08:00")
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None, path
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids), path
        selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert len(selves) == 1, path


def test_entries_of_one_day_can_be_put_in_order(written: dict[str, bytes]) -> None:
    for path, content in of_kind(written, ".atom").items():
        moments = [node.findtext(f"{ATOM}updated") for node in xml(content).findall(f"{ATOM}entry")]
        assert len(set(moments)) == len(moments), path


def test_the_moment_of_an_entry_depends_on_nothing_but_the_entry(release: Release) -> None:
    fewer = replaced(release, consultations=(), batches=(), programmes=(), platforms=())
    both = [
        {
            node.findtext(f"{ATOM}id"): node.findtext(f"{ATOM}updated")
            for artifact in artifacts(feeds(one))
            if artifact.path == "feeds/kinds/proposals.atom"
            for node in xml(artifact.content).findall(f"{ATOM}entry")
        }
        for one in (release, fewer)
    ]
    shared = both[0].keys() & both[1].keys()
    assert len(shared) > 5
    assert {key: both[0][key] for key in shared} == {key: both[1][key] for key in shared}


def test_feed_ids_are_unique(written: dict[str, bytes]) -> None:
    feeds_by_id: dict[str, set[bytes]] = {}
    for content in of_kind(written, ".atom").values():
        feeds_by_id.setdefault(xml(content).findtext(f"{ATOM}id") or "", set()).add(content)
    assert all(len(contents) == 1 for contents in feeds_by_id.values())


def test_rss_links_and_guids_are_usable(written: dict[str, bytes]) -> None:
    for path, content in of_kind(written, ".rss").items():
        channel = xml(content).find("channel")
        assert channel is not None
        assert (channel.findtext("link") or "").startswith("https://qinghe.example/"), path
        assert not (channel.findtext("link") or "").endswith(".rss"), path
        for item in channel.findall("item"):
            guid = item.find("guid")
            assert guid is not None
            assert guid.get("isPermaLink") == "false"
            assert (item.findtext("link") or "").startswith("https://qinghe.example/")
            assert (item.findtext("pubDate") or "").endswith("00:00:00 +0800")


def test_json_feeds_have_the_required_fields(written: dict[str, bytes]) -> None:
    found = of_kind(written, ".json")
    assert found
    for path, content in found.items():
        feed = msgspec.json.decode(content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1", path
        assert feed["title"]
        # 改过编号的提案，旧址的内容就是新址的，自称新址，阅读器由此换过去。
        present = path.replace("proposals/5-1/0046", "proposals/5-2/0046")
        assert unquote(feed["feed_url"]) == f"https://qinghe.example/{present}"
        assert all(item["id"] and item["content_text"] for item in feed["items"]), path


def test_the_three_formats_tell_the_same_in_the_same_order(written: dict[str, bytes]) -> None:
    atom = [entry.id for entry in feedparser.parse(written["feeds/all.atom"]).entries]
    rss = [entry.id for entry in feedparser.parse(written["feeds/all.rss"]).entries]
    json = [item["id"] for item in msgspec.json.decode(written["feeds/all.json"])["items"]]
    assert atom == rss == json
    assert len(atom) > 10


def test_a_feed_is_as_old_as_its_newest_entry(written: dict[str, bytes]) -> None:
    parsed = feedparser.parse(written["feeds/all.atom"])
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
    assert parsed.feed.updated.startswith("2024-06-30T00:00:00.")
    rss = xml(written["feeds/all.rss"])
    assert rss.findtext("channel/lastBuildDate") == "Sun, 30 Jun 2024 00:00:00 +0800"


def test_a_feed_without_entries_carries_the_date_of_the_authority(release: Release) -> None:
    empty = replaced(
        release,
        proposals=(),
        replies=(),
        consultations=(),
        batches=(),
        programmes=(),
        platforms=(),
        activities={},
        notices=(),
    )
    written = {artifact.path: artifact.content for artifact in every_feed(empty)}
    assert feedparser.parse(written["feeds/all.atom"]).feed.updated == "2024-01-01T00:00:00+08:00"


def test_a_later_build_without_news_writes_the_same_bytes(release: Release) -> None:
    early = replaced(release, as_of=date(2024, 7, 1))
    late = replaced(release, as_of=date(2024, 7, 14))
    assert list(every_feed(early)) == list(every_feed(late))


def test_correcting_a_title_keeps_the_ids_of_the_entries(release: Release, written: dict[str, bytes]) -> None:
    proposals = tuple(
        msgspec.structs.replace(
            item, title="改正的案由", submitted=item.submitted and PartialDate("2023-01-02")
        )
        for item in release.proposals
    )
    again = {item.path: item.content for item in every_feed(replaced(release, proposals=proposals))}
    path = "feeds/proposals/5-2/0001.atom"
    before = {entry.id for entry in feedparser.parse(written[path]).entries}
    after = {entry.id for entry in feedparser.parse(again[path]).entries}
    assert before == after


def test_hostile_titles_stay_text(release: Release) -> None:
    proposals = tuple(
        msgspec.structs.replace(item, title=HOSTILE, summary=HOSTILE) for item in release.proposals
    )
    written = {item.path: item.content for item in every_feed(replaced(release, proposals=proposals))}
    for path in ("feeds/kinds/proposals.atom", "feeds/kinds/proposals.rss"):
        assert b"<script>" not in written[path]
        root = xml(written[path])
        assert not root.findall(".//script")
        assert any("]]> & <script>" in (node.text or "") for node in root.iter())
    assert b"\\u" not in written["feeds/all.opml"]
    xml(written["feeds/all.opml"])


def test_text_that_looks_like_html_is_shown_and_not_run_in_rss(release: Release) -> None:
    proposals = tuple(msgspec.structs.replace(item, summary="<b>粗</b> & 细") for item in release.proposals)
    written = {item.path: item.content for item in every_feed(replaced(release, proposals=proposals))}
    channel = xml(written["feeds/kinds/proposals.rss"])
    texts = {node.text for node in channel.iter("description")}
    assert "&lt;b&gt;粗&lt;/b&gt; &amp; 细。" in texts
    entry = xml(written["feeds/kinds/proposals.atom"]).find(f"{ATOM}entry/{ATOM}summary[@type='text']")
    assert entry is not None


def test_no_feed_is_longer_than_the_limit(release: Release) -> None:
    site = msgspec.structs.replace(release.site, feed_limit=3)
    for artifact in every_feed(replaced(release, site=site)):
        if artifact.path.endswith(".json"):
            assert len(msgspec.json.decode(artifact.content)["items"]) <= 3


def test_without_an_address_there_is_no_rss_and_links_are_relative(release: Release) -> None:
    written = {artifact.path: artifact.content for artifact in every_feed(without_address(release))}
    assert not of_kind(written, ".rss")
    assert "feeds/all.opml" not in written
    entry = feedparser.parse(written["feeds/proposals/5-2/0001.atom"]).entries[0]
    link = xml(written["feeds/proposals/5-2/0001.atom"]).find(f"{ATOM}entry/{ATOM}link")
    assert entry.id.startswith("tag:")
    assert link is not None
    assert (link.get("href") or "").startswith("../../../")
    assert "url" not in msgspec.json.decode(written["feeds/all.json"])["items"][0]
    assert all(
        "rss" not in link.formats for group in all_feeds(without_address(release)) for link in group.links
    )


def test_every_announced_feed_is_written(release: Release, written: dict[str, bytes]) -> None:
    announced = [link for group in all_feeds(release) for link in group.links]
    for kind in RecordKind:
        announced += list_links(kind, release)
        for record in release.records(kind):
            announced += feed_links(kind, record.id, release)
    announced += [*site_links(release), *commitment_links(release)]
    announced += [*topic_links("加装电梯", release), *session_links("qinghe-5-2", release)]
    announced += [link for notice in release.notices for link in feed_links(notice.kind, notice.id, release)]
    for link in announced:
        for suffix in link.formats:
            assert f"{link.path}.{suffix}" in written


def test_a_page_announces_one_feed_the_nearest(release: Release) -> None:
    def nearest(kind: RecordKind, identifier: str) -> list[str]:
        return [link.path for link in feed_links(kind, identifier, release)]

    assert nearest(RecordKind.PROPOSAL, "5-2-0001") == ["feeds/proposals/5-2/0001"]
    assert nearest(RecordKind.PROPOSAL, "5-2-0011") == ["feeds/proposals/5-2/0011"]
    assert nearest(RecordKind.UNIT, "jianshe") == ["feeds/units/jianshe"]
    assert nearest(RecordKind.MEMBER, "m01") == ["feeds/all"]
    for reply in release.replies:
        own = f"feeds/{page_path(RecordKind.PROPOSAL, reply.proposals[0]).removesuffix('.html')}"
        expected = own if len(reply.proposals) == 1 else f"feeds/units/{reply.unit}"
        assert nearest(RecordKind.REPLY, reply.id) == [expected]
    assert {len(reply.proposals) > 1 for reply in release.replies} == {True, False}
    for meeting in release.consultations:
        near = f"platforms/{meeting.platform}" if meeting.platform else "kinds/consultations"
        assert nearest(RecordKind.CONSULTATION, meeting.id) == [f"feeds/{near}"]


def test_each_proposal_can_be_followed_alone(written: dict[str, bytes]) -> None:
    parsed = feedparser.parse(written["feeds/proposals/5-2/0008.atom"])
    assert any("等3件提案" in entry.title for entry in parsed.entries)
    assert not any("0001号" in entry.title for entry in parsed.entries)


def test_subscribers_of_a_withdrawn_proposal_are_told(written: dict[str, bytes]) -> None:
    parsed = feedparser.parse(written["feeds/proposals/5-2/0011.atom"])
    assert [entry.title for entry in parsed.entries] == ["撤下提案 5-2-0011"]


def test_the_feed_of_a_renamed_proposal_goes_on_at_its_old_address(written: dict[str, bytes]) -> None:
    assert written["feeds/proposals/5-1/0046.atom"] == written["feeds/proposals/5-2/0046.atom"]


def test_the_commitments_feed_carries_promises_only(written: dict[str, bytes]) -> None:
    items = msgspec.json.decode(written["feeds/kinds/commitments.json"])["items"]
    assert items
    assert all(item["tags"][0].startswith("承诺") for item in items)


def test_opml_lists_every_feed_once(release: Release, written: dict[str, bytes]) -> None:
    outlines = xml(written["feeds/all.opml"]).findall(".//outline[@type='rss']")
    urls = [outline.get("xmlUrl") for outline in outlines]
    assert len(urls) == len(set(urls)) == sum(len(group.links) for group in all_feeds(release))


def test_the_copy_for_browsers_differs_from_atom_in_its_own_address_only(written: dict[str, bytes]) -> None:
    copies = of_kind(written, ".xml")
    assert {path.removesuffix(".xml") for path in copies} == {
        path.removesuffix(".atom") for path in of_kind(written, ".atom")
    }
    for path, content in copies.items():
        stem = path.removesuffix(".xml").replace("proposals/5-1/0046", "proposals/5-2/0046")
        own, atom = (f"https://qinghe.example/{quote(stem)}.{suffix}".encode() for suffix in ("xml", "atom"))
        assert content.count(own) == 1, path
        assert content.replace(own, atom) == written[f"{path.removesuffix('.xml')}.atom"], path


@pytest.mark.parametrize("remembered", [0, 10**6])
def test_an_entry_reads_the_same_whichever_feed_was_written_before(
    release: Release, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    """条目写一次就记着，贴到别的订阅源里；与每个订阅源从头写的一字不差。"""
    monkeypatch.setattr(writing, "MOST_REMEMBERED", remembered)
    for whole in (release, without_address(release)):
        contents = Contents(whole, GATHERED)
        found = [contents.feed(link) for group in all_feeds(whole) for link in group.links]
        shared = Writer(whole.site)
        for feed in found:
            assert dict(shared.written(feed)) == dict(Writer(whole.site).written(feed))
        assert sum(len(feed.entries) for feed in found) > 3 * len(contents.feed(found[0].link).entries)


def test_a_changed_event_is_written_anew(release: Release) -> None:
    feed = Contents(release, GATHERED).feed(site_links(release)[0])
    event = msgspec.structs.replace(feed.entries[0], title="改过的标题")
    writer = Writer(release.site)
    before = dict(writer.written(feed))
    after = dict(writer.written(msgspec.structs.replace(feed, entries=(event, *feed.entries[1:]))))
    for suffix, content in after.items():
        assert "改过的标题" in content.decode(), suffix
        assert before[suffix] != content


def test_every_entry_has_a_link_that_can_be_clicked(written: dict[str, bytes]) -> None:
    for path, content in of_kind(written, ".xml").items():
        for entry in xml(content).findall(f"{ATOM}entry"):
            clicked = [node.get("href") for node in entry.iter("{http://www.w3.org/1999/xhtml}a")]
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert clicked == [link.get("href")], path


def test_feeds_opened_in_a_browser_are_styled_from_the_same_site(written: dict[str, bytes]) -> None:
    assert (
        b'<?xml-stylesheet type="text/css" href="../../../feeds/style.css"?>'
        in written["feeds/proposals/5-2/0001.atom"]
    )
    assert b"url(" not in written["feeds/style.css"]


def test_feeds_carry_nothing_private_or_withheld(written: dict[str, bytes]) -> None:
    told = b"".join(written.values()).decode()
    for mark in ("机密甲", "封存乙", "摘要外丙", "委员匿名"):
        assert mark not in told
