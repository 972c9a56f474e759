"""活动页的样子：协商、归并办理、品牌、平台与其余各种活动记录，同一个版式，内容各异。"""

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.release import address
from generator.release.model import PublicActivity, PublicFeedback, Release
from generator.release.platforms.quotas import QuotaClock
from generator.release.views.answers import OutcomeView, outcome_view, publication_lines
from generator.release.views.common import Fact, Link, Names, SourceLine, source_lines
from generator.release.views.corrections import CorrectionLine, correction_lines
from generator.release.views.long_lists import LongPage, Rest, row_pages
from generator.release.views.practices import practice_links
from generator.release.views.promises import PromiseView
from generator.release.views.related import RowsView, mentions_of
from generator.release.views.stages import ChainView, chain_view
from generator.terms import RecordKind


class ListView(msgspec.Struct, frozen=True):
    """页面上的一个短清单。"""

    title: str
    items: tuple[str, ...]


class TableRow(msgspec.Struct, frozen=True):
    """表的一行：锚点与各格，一格里可有几个。"""

    anchor: str
    cells: tuple[tuple[Link, ...], ...]


class TableView(msgspec.Struct, frozen=True):
    """页面上的一张表。

    Attributes:
        title: 表名。
        columns: 各列的名称。
        rows: 各行。
        note: 表前的一句话，例如一共几行、别的在哪里；没有的为空。
        pages: 分了页的页码；一页列得完的没有。
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    pages: tuple[Link, ...] = ()

    @property
    def is_titled(self) -> bool:
        """每行的头一格都有字、各不相同，当得起这一行的名字；窄屏上作那张小卡的题目。"""
        names = [row.cells[0] for row in self.rows]
        return all(names) and len(set(names)) == len(names)


class ActivityView(msgspec.Struct, frozen=True, kw_only=True):
    """一项活动或机制的页面。"""

    id: str
    kind: RecordKind
    path: str
    twin: str
    title: str
    crumbs: tuple[Link, ...]
    meta: tuple[Link, ...]
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    description: str
    lists: tuple[ListView, ...] = ()
    tables: tuple[TableView, ...] = ()
    summaries: tuple[TableView, ...] = ()
    tasks: tuple[PromiseView, ...] = ()
    tasks_note: str = ""
    tasks_rest: Rest | None = None
    chain: ChainView | None = None
    outcomes: tuple[OutcomeView, ...] = ()
    related: tuple[RowsView, ...] = ()
    feedback: tuple[PublicFeedback, ...] = ()
    mentions: tuple[RowsView, ...] = ()
    publications: tuple[SourceLine, ...] = ()
    topics: tuple[Link, ...]
    practices: tuple[Link, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    sources: tuple[SourceLine, ...]
    quotas: tuple[QuotaClock, ...] = ()
    card: str = ""
    date: str = ""
    task_pages: tuple[LongPage, ...] = ()

    @property
    def long_pages(self) -> Iterator[LongPage]:
        """没有列完的各表，全部另成的几页。"""
        yield from self.task_pages
        yield from row_pages((*self.related, *self.mentions))


def shared(kind: RecordKind, item: PublicActivity, release: Release, names: Names) -> dict[str, Any]:
    """各种活动记录都有的部分。"""
    own = getattr(item, "kind", None) or getattr(item, "area", None)
    return {
        "id": item.id,
        "kind": kind,
        "path": address.page_path(kind, item.id),
        "twin": address.data_path(kind, item.id),
        "title": item.title,
        "crumbs": (Link(kind.label, f"{kind.folder}/index.html"), *names.body_links(item.body)),
        "meta": tuple(Link(text) for text in (own and str(own), item.date) if text),
        "description": item.description or "",
        "date": item.date or "",
        "chain": chain_view(item, release),
        "outcomes": tuple(outcome_view(outcome) for outcome in item.outcomes),
        "feedback": item.feedback,
        "mentions": mentions_of(
            kind, item.id, release, names, ((link.kind, link.id) for link in item.related)
        ),
        "publications": publication_lines(item.publications),
        "topics": names.topic_links(item.topics),
        "practices": practice_links(item.practice, release),
        "corrections": correction_lines(item),
        "sources": source_lines(item.sources),
    }
