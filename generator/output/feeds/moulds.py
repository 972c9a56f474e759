"""模子：feedgen 写一次样本，把样本里的样字换成槽；每个订阅源、每件事只是往槽里填字。

写法（元素、次序、缩进、命名空间）全由 feedgen 定，填的只是转义过的文字。逐个订阅源请 feedgen 写，
十万件提案要费几分钟，而除了填的字，写出的都一样。
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import NamedTuple

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from generator.output.feeds.contents import BEIJING_TIME
from generator.output.feeds.escaping import legal
from generator.release.model import PublicSite

GENERATOR = "晒"
LANGUAGE = "zh-CN"
MARK = "\ue000"
"""私用区的一个字符，样字前后各一个：不会与 feedgen 或站点的字混同。"""

SAMPLE_MOMENT = datetime(2001, 2, 3, 4, 5, 6, 7, BEIJING_TIME)
"""feedgen 只收真的时刻；样本用这一刻，写出以后再换成槽。"""

MOMENTS = {SAMPLE_MOMENT.isoformat(): "moment", format_datetime(SAMPLE_MOMENT): "moment"}
HEAD = ("title", "moment", "own", "page", "style")
ATOM_ENTRY = ("id", "title", "moment", "told", "date", "address", "term", "label")
RSS_ENTRY = ("id", "title", "moment", "told", "address", "label")


class Mould:
    """一段写好的 XML，各个槽等着填。

    Args:
        written: feedgen 写的样本。
        names: 各个槽的名字。

    Raises:
        ValueError: 样本里少了哪个槽：填的字会没有着落。
    """

    def __init__(self, written: str, names: Iterable[str]) -> None:
        self._text = written.replace("%", "%%")
        for sample, name in (*MOMENTS.items(), *((_sample(name), name) for name in names)):
            self._text = self._text.replace(sample, f"%({name})s")
        if lacking := [name for name in names if f"%({name})s" not in self._text]:
            raise ValueError(f"feedgen 写的样本里没有 {'、'.join(lacking)}")

    def filled(self, values: Mapping[str, str]) -> bytes:
        """填好。

        Args:
            values: 槽的名字 → 转义过的文字，见 escaping。
        """
        return (self._text % values).encode()


class Moulds(NamedTuple):
    """一种 XML 格式的模子。

    Attributes:
        head: 订阅源的开头，到第一个条目为止。
        entry: 有摘要的条目。
        brief: 没有摘要的条目。
        ending: 最后一个条目之后。
    """

    head: Mould
    entry: Mould
    brief: Mould
    ending: bytes


class Dialect(NamedTuple):
    """一种 XML 格式。

    Attributes:
        media_type: 媒体类型。
        write: 请 feedgen 写成字节。
        opening: 条目从哪里开始；文字里的「<」都已转义，别处不会有。
        ending: 最后一个条目之后。
        head: 开头里的槽。
        slots: 条目里的槽。
    """

    media_type: str
    write: Callable[[FeedGenerator], bytes]
    opening: str
    ending: str
    head: tuple[str, ...]
    slots: tuple[str, ...]


DIALECTS = {
    "atom": Dialect(
        "application/atom+xml",
        lambda generator: generator.atom_str(pretty=True),
        "  <entry>\n",
        "</feed>\n",
        ("id", *HEAD),
        ATOM_ENTRY,
    ),
    "rss": Dialect(
        "application/rss+xml",
        lambda generator: generator.rss_str(pretty=True),
        "    <item>\n",
        "  </channel>\n</rss>\n",
        HEAD,
        RSS_ENTRY,
    ),
}


def moulds(site: PublicSite, suffix: str) -> Moulds:
    """一个站点的一种格式的模子。

    Args:
        site: 站点自己的信息，写在每个订阅源的开头。
        suffix: 哪一种，见 DIALECTS。
    """
    dialect = DIALECTS[suffix]
    generator = _generator(site, dialect.media_type)
    generator.entry([_sample_entry(suffix, has_summary=True), _sample_entry(suffix, has_summary=False)])
    written = dialect.write(generator).decode().removesuffix(dialect.ending)
    head, *entries = written.split(dialect.opening)
    full, brief = (dialect.opening + entry for entry in entries)
    return Moulds(
        Mould(_styled(head), dialect.head),
        Mould(full, (*dialect.slots, "summary") if suffix == "atom" else dialect.slots),
        Mould(brief, dialect.slots),
        dialect.ending.encode(),
    )


def _sample(name: str) -> str:
    return f"{MARK}{name}{MARK}"


def _generator(site: PublicSite, media_type: str) -> FeedGenerator:
    """订阅源的开头：各个订阅源都一样的几样是真的，不同的是样字。"""
    generator = FeedGenerator()
    generator.id(_sample("id"))
    generator.title(_sample("title"))
    # feedgen 建对象时就记下钟点，两处都要改成数据里的日子。
    generator.updated(SAMPLE_MOMENT)
    generator.lastBuildDate(SAMPLE_MOMENT)
    # RSS 取最后一个链接做频道的网址，所以网页的放在后面。
    generator.link(
        [
            {"href": _sample("own"), "rel": "self", "type": media_type},
            {"href": _sample("page"), "rel": "alternate", "type": "text/html"},
        ]
    )
    generator.subtitle(legal(site.description))
    generator.author({"name": legal(site.organization)})
    generator.language(LANGUAGE)
    generator.generator(GENERATOR)
    return generator


def _sample_entry(suffix: str, *, has_summary: bool) -> FeedEntry:
    entry = FeedEntry()
    entry.id(_sample("id"))
    entry.title(_sample("title"))
    entry.link(href=_sample("address"), rel="alternate", type="text/html")
    entry.category(term=_sample("term"), label=_sample("label"))
    entry.published(SAMPLE_MOMENT)
    if suffix == "rss":
        entry.description(_sample("told"))
        return entry
    entry.updated(SAMPLE_MOMENT)
    if has_summary:
        entry.summary(_sample("summary"), type="text")
    # 末尾一个能点的链接：浏览器套了样式也点不动 Atom 自己的 link，XHTML 的才点得动。
    link = f'<a href="{_sample("address")}">打开网页</a>'
    entry.content(f"<p>{_sample('told')}</p><p>{_sample('date')} {link}</p>", type="xhtml")
    return entry


def _styled(head: str) -> str:
    """在 XML 声明之后挂上样式表，使浏览器打开时读得懂；网址是相对的，本地打开也不向外取。"""
    declaration, _, rest = head.partition("\n")
    return "\n".join((declaration, f'<?xml-stylesheet type="text/css" href="{_sample("style")}"?>', rest))
