"""模子：feedgen 写一次样本，把样本里的样字换成槽；每个订阅源、每件事只是往槽里填字。

写法（元素、次序、缩进、命名空间）全由 feedgen 定，填的只是转义过的文字。逐个订阅源请 feedgen 写，
十万件提案要费几分钟，而除了填的字，写出的都一样。
"""

from collections.abc import Iterable, Mapping
from email.utils import format_datetime
from typing import NamedTuple

from generator.output.feeds.samples import SAMPLE_MOMENT, sample, word

MOMENTS = {SAMPLE_MOMENT.isoformat(): "moment", format_datetime(SAMPLE_MOMENT): "moment"}
HEAD = ("title", "description", "moment", "own", "page", "style")
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
        for written_word, name in (*MOMENTS.items(), *((word(name), name) for name in names)):
            self._text = self._text.replace(written_word, f"%({name})s")
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
        opening: 条目从哪里开始；文字里的「<」都已转义，别处不会有。
        ending: 最后一个条目之后。
        head: 开头里的槽。
        slots: 条目里的槽。
    """

    media_type: str
    opening: str
    ending: str
    head: tuple[str, ...]
    slots: tuple[str, ...]


DIALECTS = {
    "atom": Dialect(
        "application/atom+xml",
        "  <entry>\n",
        "</feed>\n",
        ("id", "organization", *HEAD),
        ATOM_ENTRY,
    ),
    "rss": Dialect(
        "application/rss+xml",
        "    <item>\n",
        "  </channel>\n</rss>\n",
        HEAD,
        RSS_ENTRY,
    ),
}


def moulds(suffix: str) -> Moulds:
    """一种格式的模子。

    Args:
        suffix: 哪一种，见 DIALECTS。
    """
    dialect = DIALECTS[suffix]
    written = sample(suffix, dialect.media_type).removesuffix(dialect.ending)
    head, *entries = written.split(dialect.opening)
    full, brief = (dialect.opening + entry for entry in entries)
    return Moulds(
        Mould(_styled(head), dialect.head),
        Mould(full, (*dialect.slots, "summary") if suffix == "atom" else dialect.slots),
        Mould(brief, dialect.slots),
        dialect.ending.encode(),
    )


def _styled(head: str) -> str:
    """在 XML 声明之后挂上样式表，使浏览器打开时读得懂；网址是相对的，本地打开也不向外取。"""
    declaration, _, rest = head.partition("\n")
    return "\n".join((declaration, f'<?xml-stylesheet type="text/css" href="{word("style")}"?>', rest))
