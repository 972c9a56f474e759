"""网页元数据：标题、描述、规范网址、政府网站元数据、订阅与数据的自动发现。

出处：词汇表「Page metadata」（网页 meta 标签规范）。
"""

import msgspec

DESCRIPTION_LENGTH = 150


class FeedMeta(msgspec.Struct, frozen=True):
    """一个可自动发现的订阅源。"""

    title: str
    type: str
    path: str


class PageMeta(msgspec.Struct, frozen=True, kw_only=True):
    """一页的元数据。

    Attributes:
        title: 标题，不含站名。
        description: 一句话说清这页有什么。
        canonical: 规范网址；站点没有设网址时为空。
        is_article: 是否一条记录（文章页）；否则是栏目页。
        published: 公开时间，YYYY-MM-DD HH:MM；不知道的为空。
        source: 内容来源。
        keywords: 关键词，逗号分开。
        column_type: 栏目类别。
        feeds: 自动发现的订阅源。
        twin: JSON 孪生文件。
        refresh: 立刻转到哪一页，相对站点根目录；不转的为空。
    """

    title: str
    description: str = ""
    canonical: str = ""
    is_article: bool = False
    published: str = ""
    source: str = ""
    keywords: str = ""
    column_type: str = "政协提案公开"
    feeds: tuple[FeedMeta, ...] = ()
    twin: str = ""
    refresh: str = ""


def description(*parts: str) -> str:
    """把几段文字连成不超过 150 字的描述。"""
    text = " ".join(" ".join(part.split()) for part in parts if part)
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"


def published_time(*dates: str | None) -> str:
    """公开时间：取第一个到日的日期，补上 00:00；都不到日的为空。"""
    exact = len("2023-01-01")
    return next((f"{item} 00:00" for item in dates if item and len(item) == exact), "")


def canonical(base_url: str | None, path: str) -> str:
    """规范网址。"""
    return f"{base_url}{path}" if base_url else ""
