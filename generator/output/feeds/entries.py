"""订阅源里的一条：一件事在 Atom、RSS、JSON Feed 的条目里填什么。"""

from email.utils import format_datetime
from html import escape
from typing import Any

from generator.output.feeds.contents import Feed, instant, moment
from generator.output.feeds.escaping import attribute, text
from generator.release.events import Event


def atom_entry(event: Event, feed: Feed) -> dict[str, str]:
    """Atom 的条目：槽的名字 → 转义过的文字，见 moulds。

    Args:
        event: 一件事。
        feed: 写在哪个订阅源里；只用来写网址，网址相同的订阅源写出的一样。
    """
    return {
        **_entry(event, feed),
        "term": str(event.type.value),
        "moment": instant(event).isoformat(),
        "summary": text(event.summary),
        "told": text(event.summary or event.title),
        "date": str(event.date),
    }


def rss_entry(event: Event, feed: Feed) -> dict[str, str]:
    """RSS 的条目，见 atom_entry。"""
    return {
        **_entry(event, feed),
        "moment": format_datetime(moment(event.day)),
        # RSS 的 description 按规定是 HTML，纯文字要先转义一次。
        "told": text(escape(event.summary or event.title, quote=False)),
    }


def _entry(event: Event, feed: Feed) -> dict[str, str]:
    return {
        "id": text(event.id),
        "title": text(event.title),
        "address": attribute(feed.url(event.address)),
        "label": event.type.label,
    }


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
