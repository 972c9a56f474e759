"""把一个订阅源写成 Atom、RSS、JSON Feed，把全部订阅源写成 OPML。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree as ET

import msgspec
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from generator.output.feeds.contents import Feed
from generator.output.feeds.entries import atom_entry, json_item, legal, rss_entry
from generator.output.feeds.groups import FeedGroup
from generator.release import address
from generator.release.events import Event
from generator.release.model import PublicSite

GENERATOR = "晒"
LANGUAGE = "zh-CN"
STYLE = "feeds/style.css"
MOST_REMEMBERED = 40_000
"""最多记着多少个写好的条目：一个约一千字节，再多就不值这些内存。"""


class Dialect(NamedTuple):
    """一种 XML 格式。

    Attributes:
        media_type: 媒体类型。
        entry: 一件事怎样写成条目。
        generate: 写成字节。
        opening: 条目从哪里开始；文字里的「<」都已转义，别处不会有。
        ending: 最后一个条目之后。
    """

    media_type: str
    entry: Callable[[Event, Feed], FeedEntry]
    generate: Callable[[FeedGenerator], bytes]
    opening: bytes
    ending: bytes


DIALECTS = {
    "atom": Dialect(
        "application/atom+xml",
        atom_entry,
        lambda generator: generator.atom_str(pretty=True),
        b"  <entry>\n",
        b"</feed>\n",
    ),
    "rss": Dialect(
        "application/rss+xml",
        rss_entry,
        lambda generator: generator.rss_str(pretty=True),
        b"    <item>\n",
        b"  </channel>\n</rss>\n",
    ),
}


class Writer:
    """写一个站点的订阅源。

    一件事要进好几个订阅源：由 feedgen 写一次，记着，别的订阅源照贴；它与别的条目、与订阅源的名称都无关。

    Args:
        site: 站点自己的信息。
    """

    def __init__(self, site: PublicSite) -> None:
        self._site = site
        self._generator = _generator(site)
        self._remembered: dict[tuple[str, str, str], tuple[Event, bytes]] = {}

    def written(self, feed: Feed) -> Iterator[tuple[str, bytes]]:
        """写成它该有的各种格式：（扩展名，内容）。"""
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        made: dict[str, bytes] = {}
        updated = feed.updated
        for suffix in feed.link.formats:
            if suffix == "json":
                made[suffix] = self._json(feed)
            elif suffix == "xml":
                # 给人在浏览器里看的，就是 Atom 换了名字。
                made[suffix] = _readdressed(made.get("atom") or self._xml(feed, "atom", updated), feed)
            else:
                made[suffix] = self._xml(feed, suffix, updated)
            yield suffix, made[suffix]

    def _xml(self, feed: Feed, suffix: str, updated: datetime) -> bytes:
        """Atom（RFC 4287）或 RSS 2.0；RSS 要站点有 base_url。"""
        dialect = DIALECTS[suffix]
        lacking = [event for event in feed.entries if self._known(event, feed, suffix) is None]
        generator = self._told(feed, suffix, updated)
        generator.entry([dialect.entry(event, feed) for event in lacking], replace=True)
        content = dialect.generate(generator).removesuffix(dialect.ending)
        head, *made = content.split(dialect.opening)
        for event, entry in zip(lacking, made, strict=True):
            self._remember(event, feed, suffix, dialect.opening + entry)
        return b"".join((_styled(head, feed), *self._pieces(feed, suffix), dialect.ending))

    def _told(self, feed: Feed, suffix: str, updated: datetime) -> FeedGenerator:
        """写上这个订阅源自己的几样。"""
        generator = self._generator
        generator.id(feed.id)
        generator.title(legal(feed.title))
        # feedgen 建对象时就记下钟点，两处都要改成数据里的日子。
        generator.updated(updated)
        generator.lastBuildDate(updated)
        own = feed.url(f"{feed.link.path}.{suffix}")
        # RSS 取最后一个链接做频道的网址，所以网页的放在后面。
        generator.link(
            [
                {"href": own, "rel": "self", "type": DIALECTS[suffix].media_type},
                {"href": feed.url(feed.link.page), "rel": "alternate", "type": "text/html"},
            ],
            replace=True,
        )
        return generator

    def _json(self, feed: Feed) -> bytes:
        """JSON Feed 1.1；它没有相对网址的规定，没有 base_url 时不写网址。"""
        for event in feed.entries:
            if self._known(event, feed, "json") is None:
                self._remember(event, feed, "json", msgspec.json.encode(json_item(event, feed)))
        urls = {
            "home_page_url": feed.url(feed.link.page),
            "feed_url": feed.url(f"{feed.link.path}.json"),
        }
        content = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            **(urls if self._site.base_url else {}),
            "description": self._site.description,
            "language": LANGUAGE,
            "authors": [{"name": self._site.organization}],
            "items": [msgspec.Raw(item) for item in self._pieces(feed, "json")],
        }
        return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"

    def _known(self, event: Event, feed: Feed, suffix: str) -> bytes | None:
        known = self._remembered.get((event.id, suffix, feed.root))
        return known[1] if known is not None and known[0] is event else None

    def _remember(self, event: Event, feed: Feed, suffix: str, entry: bytes) -> None:
        self._remembered[event.id, suffix, feed.root] = event, entry

    def _pieces(self, feed: Feed, suffix: str) -> Sequence[bytes]:
        return [self._remembered[event.id, suffix, feed.root][1] for event in feed.entries]


def _generator(site: PublicSite) -> FeedGenerator:
    """写上各个订阅源都一样的几样。"""
    generator = FeedGenerator()
    generator.subtitle(legal(site.description))
    generator.author({"name": legal(site.organization)})
    generator.language(LANGUAGE)
    generator.generator(GENERATOR)
    return generator


def _readdressed(content: bytes, feed: Feed) -> bytes:
    """同一份 Atom 换成 .xml：两份只差自己的网址。"""
    own, other = (
        f'href="{escape(feed.url(f"{feed.link.path}.{suffix}"))}" rel="self"'.encode()
        for suffix in ("atom", "xml")
    )
    return content.replace(own, other, 1)


def _styled(head: bytes, feed: Feed) -> bytes:
    """在 XML 声明之后挂上样式表，使浏览器打开时读得懂；网址是相对的，本地打开也不向外取。"""
    declaration, _, rest = head.partition(b"\n")
    root = address.depth(feed.link.path) * "../"
    style = f'<?xml-stylesheet type="text/css" href="{root}{STYLE}"?>'
    return b"\n".join((declaration, style.encode(), rest))


def opml(groups: Iterable[FeedGroup], site: PublicSite) -> bytes:
    """写成 OPML 2.0：一次导入全部订阅源。站点须有 base_url。"""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = legal(site.title)
    body = ET.SubElement(root, "body")
    for group in groups:
        outline = ET.SubElement(body, "outline", text=group.title)
        for link in group.links:
            feed = Feed(link, (), site)
            ET.SubElement(
                outline,
                "outline",
                type="rss",
                text=legal(link.title),
                title=legal(feed.title),
                xmlUrl=feed.url(f"{link.path}.atom"),
                htmlUrl=feed.url(link.page),
            )
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
