"""把一个订阅源写成 Atom、RSS、JSON Feed，把全部订阅源写成 OPML。"""

from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as ET

import msgspec

from generator.output.feeds.contents import Feed
from generator.output.feeds.entries import atom_entry, json_item, rss_entry
from generator.output.feeds.escaping import attribute, legal, text
from generator.output.feeds.groups import FeedGroup
from generator.output.feeds.moulds import Moulds, moulds
from generator.output.feeds.samples import LANGUAGE
from generator.release import address
from generator.release.events import Event
from generator.release.model import PublicSite

STYLE = "feeds/style.css"
MOST_REMEMBERED = 40_000
"""最多记着多少个写好的条目：一个约一千字节，再多就不值这些内存。"""


ENTRIES = {"atom": atom_entry, "rss": rss_entry}


class Writer:
    """写一个站点的订阅源。

    一件事要进好几个订阅源：写一次，记着，别的订阅源照贴；它与别的条目、与订阅源的名称都无关。

    Args:
        site: 站点自己的信息。
    """

    def __init__(self, site: PublicSite) -> None:
        self._site = site
        self._moulds: dict[str, Moulds] = {}
        self._remembered: dict[tuple[str, str, str], tuple[Event, bytes]] = {}

    def written(self, feed: Feed) -> Iterator[tuple[str, bytes]]:
        """写成它该有的各种格式：（扩展名，内容）。"""
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        for suffix in feed.link.formats:
            if suffix == "json":
                yield suffix, self._json(feed)
            else:
                # 给人在浏览器里看的 .xml，就是 Atom 换了名字。
                yield suffix, self._xml(feed, "atom" if suffix == "xml" else suffix, suffix)

    def _xml(self, feed: Feed, dialect: str, suffix: str) -> bytes:
        """Atom（RFC 4287）或 RSS 2.0；RSS 要站点有 base_url。"""
        if dialect not in self._moulds:
            self._moulds[dialect] = moulds(dialect)
        mould = self._moulds[dialect]
        for event in feed.entries:
            if self._known(event, feed, dialect) is None:
                entry = mould.entry if event.summary else mould.brief
                self._remember(event, feed, dialect, entry.filled(ENTRIES[dialect](event, feed)))
        updated = feed.updated
        head = mould.head.filled(
            {
                "id": text(feed.id),
                "title": text(feed.title),
                "description": text(self._site.description),
                "organization": text(self._site.organization),
                "moment": updated.isoformat() if dialect == "atom" else format_datetime(updated),
                "own": attribute(feed.url(f"{feed.link.path}.{suffix}")),
                "page": attribute(feed.url(feed.link.page)),
                "style": address.depth(feed.link.path) * "../" + STYLE,
            }
        )
        return b"".join((head, *self._pieces(feed, dialect), mould.ending))

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
