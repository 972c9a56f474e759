"""网页元数据：标题、描述、规范网址、政府网站元数据、分享、引用、订阅与数据的自动发现。

出处：词汇表「Page metadata」（网页 meta 标签规范）。
"""

from typing import Any

import msgspec

from generator.release import address
from generator.release.views.citation import Citation
from generator.release.views.common import Link
from generator.terms import RecordKind

DESCRIPTION_LENGTH = 150
SENTENCE_ENDS = "。！？…"


class FeedMeta(msgspec.Struct, frozen=True):
    """一个可自动发现的订阅源。"""

    title: str
    type: str
    path: str


class PageMeta(msgspec.Struct, frozen=True, kw_only=True):
    """一页的元数据。

    Attributes:
        title: 标题，不含站名。
        heading: 浏览器标签上的一句话，说清这页有什么；空的就用标题。
        description: 一句话说清这页有什么。
        canonical: 规范网址；站点没有设网址时为空。
        is_article: 是否一条记录（文章页）；否则是栏目页。
        published: 公开时间，YYYY-MM-DD HH:MM；不知道的为空。
        created: 成文、提出或举行的日期，可以只到年；不知道的为空。
        source: 内容来源。
        authors: 责任者。
        are_people: 责任者是人，不是单位。
        keywords: 关键词，逗号分开。
        column_type: 栏目类别。
        kind: 记录的种类；不是记录的没有。
        identifier: 记录的编号；不是记录的为空。
        number: 案号、文号；没有为空。
        state: 状态的代号，决定分享图；没有为空。
        status: 状态的话，分享时跟在标题后面；没有为空。
        crumbs: 位置。
        schema: schema.org 的类；空的由种类决定。
        node: 结构化数据里另加的几项。
        citation: 引用格式；不是记录的没有。
        feeds: 自动发现的订阅源。
        twin: JSON 孪生文件。
        refresh: 立刻转到哪一页，相对站点根目录；不转的为空。
    """

    title: str
    heading: str = ""
    description: str = ""
    canonical: str = ""
    is_article: bool = False
    published: str = ""
    created: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    are_people: bool = False
    keywords: str = ""
    column_type: str = "政协提案公开"
    kind: RecordKind | None = None
    identifier: str = ""
    number: str = ""
    state: str = ""
    status: str = ""
    crumbs: tuple[Link, ...] = ()
    schema: str = ""
    node: dict[str, Any] = {}
    citation: Citation | None = None
    feeds: tuple[FeedMeta, ...] = ()
    twin: str = ""
    refresh: str = ""

    @property
    def shared_title(self) -> str:
        """分享到聊天里的标题：是什么，办到哪一步。"""
        return f"{self.title}（{self.status}）" if self.status else self.title


def description(*parts: str) -> str:
    """把几段文字连成不超过 150 字的描述，以句号收尾；都是空的为空。"""
    text = " ".join(" ".join(part.split()) for part in parts if part)
    if len(text) > DESCRIPTION_LENGTH:
        return text[: DESCRIPTION_LENGTH - 1] + "…"
    return text + "。" if text and text[-1] not in SENTENCE_ENDS else text


def published_time(*dates: str | None) -> str:
    """公开时间：取第一个到日的日期，补上 00:00；都不到日的为空。"""
    exact = len("2023-01-01")
    return next((f"{item} 00:00" for item in dates if item and len(item) == exact), "")


def canonical(base_url: str | None, path: str) -> str:
    """规范网址；汉字等换成百分号写法，与站点地图、订阅源里的一致。"""
    return f"{base_url}{address.quoted(path)}" if base_url else ""
