"""报告页的样子：记录的分组、几个数、位置与网址。"""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from generator.release import address
from generator.release.follow import Promise
from generator.release.model import (
    PublicConsultation,
    PublicProposal,
    PublicReply,
)
from generator.release.stats import ScopeKind
from generator.release.views.common import (
    Fact,
    Link,
    Row,
    SourceLine,
)
from generator.release.views.promises import PromiseView
from generator.release.views.rows import (
    newest_first,
)
from generator.release.views.verdict import Count
from generator.terms import CommitmentState, RecordKind

LISTED = 30
"""一组最多列几条：再多，页面就重得手机打不开。"""

SCOPES = {
    "units": ScopeKind.UNIT,
    "bodies": ScopeKind.BODY,
    "sectors": ScopeKind.SECTOR,
    "categories": ScopeKind.CATEGORY,
    "sessions": ScopeKind.SESSION,
}
"""栏目 → 统计的范围；别的栏目没有自己的统计。"""

SEARCH_FACETS = {
    "units": "单位",
    "bodies": "政协",
    "sectors": "界别",
    "topics": "主题",
    "categories": "类别",
    "sessions": "届次",
}
"""栏目 → 搜索页上的分面名。"""


class Group(msgspec.Struct, frozen=True):
    """报告页上的一组记录：只列最新的一些，其余到搜索页看。

    Attributes:
        title: 组名。
        anchor: 锚点。
        total: 一共几条。
        rows: 列出的各条。
        more: 看全部的网址；都列出了的为空。
    """

    title: str
    anchor: str
    total: int
    rows: tuple[Row, ...]
    more: str


class ReportView(msgspec.Struct, frozen=True):
    """报告页的全部内容。

    Attributes:
        section: 所属栏目的代号。
        kind: 名册种类；主题、类别、届次不是记录，没有。
        identifier: 编号或词。
        path: 网址。
        twin: JSON 孪生文件；不是记录的为空。
        title: 标题。
        crumbs: 位置。
        lead: 一句话说清有多少。
        tally: 几个数。
        facts: 事实表。
        open_promises: 还没有办结的承诺，逾期最久的在前。
        finished_promises: 已办结的承诺，最近的在前。
        unlisted_promises: 另有几项承诺没有列在这页，在总账里。
        groups: 各类记录。
        sources: 来源。
    """

    section: str
    kind: RecordKind | None
    identifier: str
    path: str
    twin: str
    title: str
    crumbs: tuple[Link, ...]
    lead: str
    tally: tuple[Count, ...]
    facts: tuple[Fact, ...]
    open_promises: tuple[PromiseView, ...]
    finished_promises: tuple[PromiseView, ...]
    unlisted_promises: int
    groups: tuple[Group, ...]
    sources: tuple[SourceLine, ...]


class Selection(msgspec.Struct, frozen=True):
    """属于一页报告的记录。"""

    proposals: Sequence[PublicProposal] = ()
    replies: Sequence[PublicReply] = ()
    consultations: Sequence[PublicConsultation] = ()
    promises: Sequence[Promise] = ()
    others: tuple[Group, ...] = ()


CRUMBS = {
    "units": Link("承办单位", "units/index.html"),
    "bodies": Link("政协", "bodies/index.html"),
    "sectors": Link("界别", "sectors/index.html"),
    "members": Link("委员", "members/index.html"),
    "topics": Link("专题", "topics/index.html"),
    "categories": Link("类别", "categories/index.html"),
    "sessions": Link("届次", "sessions/index.html"),
}


def report_path(section: str, kind: RecordKind | None, identifier: str) -> str:
    """一页报告的网址。"""
    if kind is not None:
        return address.page_path(kind, identifier)
    makers = {
        "topics": address.topic_path,
        "categories": address.category_path,
        "sessions": address.session_path,
    }
    return makers[section](identifier)


def group(title: str, anchor: str, rows: Sequence[Row]) -> tuple[Group, ...]:
    """一组记录；没有的不成组。"""
    return (Group(title, anchor, len(rows), newest_first(rows)[:LISTED], ""),) if rows else ()


def search_address(section: str, title: str, kind: RecordKind) -> str:
    """搜索页上看全部的网址；没有对应分面的（委员）按名字搜。"""
    facet = SEARCH_FACETS.get(section)
    chosen = [("f", f"类型:{kind.label}")]
    chosen.append(("f", f"{facet}:{title}") if facet else ("q", title))
    return f"search.html?{urlencode(chosen)}"


def lead(selection: Selection, replies: int) -> str:
    """一句话说清有多少；没有的不说。"""
    late = sum(item.progress.state is CommitmentState.OVERDUE for item in selection.promises)
    finished = sum(not item.progress.state.is_open for item in selection.promises)
    parts = [f"提案 {len(selection.proposals)} 件"] if selection.proposals else []
    parts += [f"答复 {replies} 件"] if replies else []
    parts += [f"协商 {len(selection.consultations)} 次"] if selection.consultations else []
    parts += [f"承诺 {len(selection.promises)} 项，办结 {finished} 项"] if selection.promises else []
    parts += [f"逾期 {late} 项"] if late else []
    return "，".join(parts) + "。" if parts else ""


def tally(selection: Selection, replies: int) -> tuple[Count, ...]:
    """标题下的一排数；为零的不列。"""
    counts = (
        Count("件提案", len(selection.proposals)),
        Count("件答复", replies),
        Count("次协商", len(selection.consultations)),
        Count("项承诺", len(selection.promises)),
        Count("项办结", sum(not item.progress.state.is_open for item in selection.promises), "done"),
        Count(
            "项逾期",
            sum(item.progress.state is CommitmentState.OVERDUE for item in selection.promises),
            "overdue",
        ),
    )
    return tuple(count for count in counts if count.value)
