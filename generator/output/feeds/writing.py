"""把一个订阅源写成 Atom、RSS、JSON Feed，把全部订阅源写成 OPML。"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from generator.output.feeds.contents import Feed, instant, moment
from generator.output.feeds.groups import FeedGroup
from generator.release import address
from generator.release.events import Event
from generator.release.model import PublicSite

GENERATOR = "晒"
LANGUAGE = "zh-CN"
STYLE = "feeds/style.css"
MEDIA_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
}
ILLEGAL = re.compile("[\ufffe\uffff\ud800-\udfff]")


def written(feed: Feed) -> Iterator[tuple[str, bytes]]:
    """写成它该有的各种格式：（扩展名，内容）。"""
    made: dict[str, bytes] = {}
    for suffix in feed.link.formats:
        # 生成是订阅源里最费时的一步：两份 Atom 只生成一次。
        is_told = suffix == "xml" and "atom" in made
        made[suffix] = _readdressed(made["atom"], feed) if is_told else WRITERS[suffix](feed)
        yield suffix, made[suffix]


def atom(feed: Feed) -> bytes:
    """写成 Atom（RFC 4287）。"""
    content: bytes = _generator(feed, "atom").atom_str(pretty=True)
    return _styled(content, feed)


def readable(feed: Feed) -> bytes:
    """给人在浏览器里看的 Atom。"""
    return _readdressed(atom(feed), feed)


def _readdressed(content: bytes, feed: Feed) -> bytes:
    """同一份 Atom 换成 .xml：两份只差自己的网址。"""
    own, other = (
        f'href="{escape(feed.url(f"{feed.link.path}.{suffix}"))}" rel="self"'.encode()
        for suffix in ("atom", "xml")
    )
    return content.replace(own, other, 1)


def rss(feed: Feed) -> bytes:
    """写成 RSS 2.0；站点须有 base_url。"""
    content: bytes = _generator(feed, "rss").rss_str(pretty=True)
    return _styled(content, feed)


def _generator(feed: Feed, suffix: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(_legal(feed.title))
    generator.subtitle(_legal(feed.site.description))
    generator.author({"name": _legal(feed.site.organization)})
    generator.language(LANGUAGE)
    generator.generator(GENERATOR)
    # feedgen 建对象时就记下钟点，两处都要改成数据里的日子。
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    own = feed.url(f"{feed.link.path}.{suffix}")
    # RSS 取最后一个链接做频道的网址，所以网页的放在后面。
    generator.link(
        [
            {"href": own, "rel": "self", "type": MEDIA_TYPES[suffix]},
            {"href": feed.url(feed.link.page), "rel": "alternate", "type": "text/html"},
        ]
    )
    for event in feed.entries:
        # 不给次序，feedgen 会插在最前，新旧就颠倒了。
        generator.add_entry(_entry(event, feed, is_rss=suffix == "rss"), order="append")
    return generator


def _entry(event: Event, feed: Feed, *, is_rss: bool) -> FeedEntry:
    entry = FeedEntry()
    entry.id(event.id)
    entry.title(_legal(event.title))
    entry.link(href=feed.url(event.address), rel="alternate", type="text/html")
    if is_rss:
        entry.published(moment(event.day))
        # RSS 的 description 按规定是 HTML，纯文字要先转义一次。
        entry.description(escape(_legal(event.summary or event.title), quote=False))
    else:
        entry.updated(instant(event))
        entry.published(instant(event))
        if event.summary:
            entry.summary(_legal(event.summary), type="text")
        entry.content(_content(event, feed), type="xhtml")
    entry.category(term=str(event.type.value), label=event.type.label)
    return entry


def _content(event: Event, feed: Feed) -> str:
    """条目的正文，末尾一个能点的链接：浏览器套了样式也点不动 Atom 自己的 link，XHTML 的才点得动。"""
    told = f"<p>{escape(_legal(event.summary or event.title))}</p>"
    return f'{told}<p>{event.date} <a href="{escape(feed.url(event.address))}">打开网页</a></p>'


def _legal(text: str) -> str:
    """XML 里不许有的字符换成替换符：一个怪字符不该让全部订阅源写不出来。"""
    return ILLEGAL.sub("\ufffd", text)


def _styled(content: bytes, feed: Feed) -> bytes:
    """在 XML 声明之后挂上样式表，使浏览器打开时读得懂；网址是相对的，本地打开也不向外取。"""
    declaration, _, rest = content.partition(b"\n")
    root = address.depth(feed.link.path) * "../"
    style = f'<?xml-stylesheet type="text/css" href="{root}{STYLE}"?>'
    return b"\n".join((declaration, style.encode(), rest))


def json_feed(feed: Feed) -> bytes:
    """写成 JSON Feed 1.1；它没有相对网址的规定，没有 base_url 时不写网址。"""
    urls = {
        "home_page_url": feed.url(feed.link.page),
        "feed_url": feed.url(f"{feed.link.path}.json"),
    }
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **(urls if feed.site.base_url else {}),
        "description": feed.site.description,
        "language": LANGUAGE,
        "authors": [{"name": feed.site.organization}],
        "items": [_item(event, feed) for event in feed.entries],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _item(event: Event, feed: Feed) -> dict[str, Any]:
    return {
        "id": event.id,
        **({"url": feed.url(event.address)} if feed.site.base_url else {}),
        "title": event.title,
        "content_text": event.summary or event.title,
        "date_published": moment(event.day).isoformat(),
        "tags": [event.type.label, *event.facets.topics],
    }


WRITERS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "rss": rss, "json": json_feed, "xml": readable}
"""扩展名 → 写法。"""


def opml(groups: Iterable[FeedGroup], site: PublicSite) -> bytes:
    """写成 OPML 2.0：一次导入全部订阅源。站点须有 base_url。"""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = _legal(site.title)
    body = ET.SubElement(root, "body")
    for group in groups:
        outline = ET.SubElement(body, "outline", text=group.title)
        for link in group.links:
            feed = Feed(link, (), site)
            ET.SubElement(
                outline,
                "outline",
                type="rss",
                text=_legal(link.title),
                title=_legal(feed.title),
                xmlUrl=feed.url(f"{link.path}.atom"),
                htmlUrl=feed.url(link.page),
            )
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
