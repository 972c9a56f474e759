"""订阅源里的一条：一件事写成 Atom、RSS、JSON Feed 的条目。"""

import re
from html import escape
from typing import Any

from feedgen.entry import FeedEntry

from generator.output.feeds.contents import Feed, instant, moment
from generator.release.events import Event

ILLEGAL = re.compile("[\ufffe\uffff\ud800-\udfff]")


def legal(text: str) -> str:
    """XML 里不许有的字符换成替换符：一个怪字符不该让全部订阅源写不出来。"""
    return ILLEGAL.sub("\ufffd", text)


def atom_entry(event: Event, feed: Feed) -> FeedEntry:
    """Atom 的条目。

    Args:
        event: 一件事。
        feed: 写在哪个订阅源里；只用来写网址，网址相同的订阅源写出的一样。
    """
    entry = _entry(event, feed)
    happened = instant(event)
    entry.updated(happened)
    entry.published(happened)
    if event.summary:
        entry.summary(legal(event.summary), type="text")
    entry.content(_content(event, feed), type="xhtml")
    return entry


def rss_entry(event: Event, feed: Feed) -> FeedEntry:
    """RSS 的条目，见 atom_entry。"""
    entry = _entry(event, feed)
    entry.published(moment(event.day))
    # RSS 的 description 按规定是 HTML，纯文字要先转义一次。
    entry.description(escape(legal(event.summary or event.title), quote=False))
    return entry


def _entry(event: Event, feed: Feed) -> FeedEntry:
    entry = FeedEntry()
    entry.id(event.id)
    entry.title(legal(event.title))
    entry.link(href=feed.url(event.address), rel="alternate", type="text/html")
    entry.category(term=str(event.type.value), label=event.type.label)
    return entry


def _content(event: Event, feed: Feed) -> str:
    """条目的正文，末尾一个能点的链接：浏览器套了样式也点不动 Atom 自己的 link，XHTML 的才点得动。"""
    told = f"<p>{escape(legal(event.summary or event.title))}</p>"
    return f'{told}<p>{event.date} <a href="{escape(feed.url(event.address))}">打开网页</a></p>'


def json_item(event: Event, feed: Feed) -> dict[str, Any]:
    """JSON Feed 的条目，见 atom_entry。"""
    return {
        "id": event.id,
        **({"url": feed.url(event.address)} if feed.site.base_url else {}),
        "title": event.title,
        "content_text": event.summary or event.title,
        "date_published": moment(event.day).isoformat(),
        "tags": [event.type.label, *event.facets.topics],
    }
