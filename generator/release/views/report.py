"""报告页的样子：记录的分组、几个数、位置与网址。"""

from collections.abc import Iterable, Sequence

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
from generator.release.views.related import search_address
from generator.release.views.rows import (
    newest_first,
)
from generator.release.views.verdict import Count
from generator.terms import CommitmentState, RecordKind

LISTED = 20
"""提案、答复、协商、承诺，一组最多列几条：再多，页面就重得手机打不开。"""
CO_OPINION = "会办意见"
"""会办意见在搜索页上的类型；它不是答复。"""
FEW = 10
"""别的各组最多列几条：一页可以有十几组。"""

SCOPES = {
    "units": ScopeKind.UNIT,
    "bodies": ScopeKind.BODY,
    "sectors": ScopeKind.SECTOR,
    "categories": ScopeKind.CATEGORY,
    "sessions": ScopeKind.SESSION,
}
"""栏目 → 统计的范围；别的栏目没有自己的统计。"""


class Where(msgspec.Struct, frozen=True):
    """一页报告所说的，在搜索页上怎样找。

    Attributes:
        facets: （分面，值）；提案、答复、协商的搜索材料里都有的才算数。
        words: 没有分面的（委员）照名称找。
    """

    facets: tuple[tuple[str, str], ...] = ()
    words: str = ""

    def all(self, *types: str) -> str:
        """这几种类型的记录全部的网址。"""
        return search_address(types, self.facets, self.words)


class Group(msgspec.Struct, frozen=True):
    """报告页上的一组记录：只列最新的一些，其余到搜索页看。

    Attributes:
        title: 组名。
        anchor: 锚点。
        total: 一共几条。
        rows: 列出的各条。
        more: 看全部的网址；都列出了的为空。
        is_elsewhere: 其余的不在这类记录的搜索里，more 是所在的提案。
    """

    title: str
    anchor: str
    total: int
    rows: tuple[Row, ...]
    more: str
    is_elsewhere: bool = False


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


def group(
    title: str, anchor: str, rows: Iterable[Row], more: str, listed: int | None = None
) -> tuple[Group, ...]:
    """一组记录，新的在前；没有的不成组。

    Args:
        title: 组名。
        anchor: 锚点。
        rows: 全部各条。
        more: 看全部的网址。
        listed: 至多列几条；不给的是 FEW。
    """
    found = newest_first(rows)
    shown = found[: listed or FEW]
    more = more if len(found) > len(shown) else ""
    return (Group(title, anchor, len(found), shown, more),) if found else ()


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
