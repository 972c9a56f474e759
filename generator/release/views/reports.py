"""报告页：单位、委员、界别、主题、类别、届次、政协各一页——问了什么、答了什么、承诺了什么、办了什么。

对委员只列公开的履职，不打分。
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec

from generator.release import address
from generator.release.follow import Promise, urgency
from generator.release.model import (
    PublicBody,
    PublicConsultation,
    PublicMember,
    PublicProposal,
    PublicReply,
    PublicSector,
    PublicSource,
    PublicUnit,
    Release,
)
from generator.release.views.common import (
    Fact,
    Link,
    Names,
    Row,
    SourceLine,
    facts,
    session_label,
    source_lines,
)
from generator.release.views.index import Index, session_of
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.rows import (
    batch_row,
    consultation_row,
    newest_first,
    platform_row,
    programme_row,
    proposal_date,
    proposal_row,
    reply_row,
)
from generator.release.views.verdict import Count
from generator.terms import CommitmentState, RecordKind

LISTED = 60
"""一组最多列几条：再多，页面就重得手机打不开。"""

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


class _Selection(msgspec.Struct, frozen=True):
    """属于一页报告的记录。"""

    proposals: Sequence[PublicProposal] = ()
    replies: Sequence[PublicReply] = ()
    consultations: Sequence[PublicConsultation] = ()
    promises: Sequence[Promise] = ()
    others: tuple[Group, ...] = ()


class Reports:
    """一次发布的全部报告页。"""

    def __init__(self, release: Release, names: Names) -> None:
        self._release = release
        self._names = names
        self._index = Index(release)

    def all(self) -> Iterable[ReportView]:
        """逐页给出，次序固定。"""
        release = self._release
        yield from (self._unit(item) for item in release.units)
        yield from (self._body(item) for item in release.bodies)
        yield from (self._sector(item) for item in release.sectors)
        yield from (self._member(item) for item in release.members)
        yield from (self._topic(word) for word in topics(release))
        yield from (self._category(word) for word in categories(release))
        yield from (self._session(identifier) for identifier in sessions(release))

    def _unit(self, unit: PublicUnit) -> ReportView:
        index, names = self._index, self._names
        selection = _Selection(
            proposals=index.led[unit.id],
            replies=index.replies_of_unit[unit.id],
            promises=index.promises_of_unit[unit.id],
            others=(
                *self._proposals(
                    "会办的提案",
                    "co",
                    index.joined[unit.id],
                    _search("units", unit.label, RecordKind.PROPOSAL),
                ),
                *_group(
                    "归并办理", "batches", [batch_row(item, names) for item in index.batches_of_unit[unit.id]]
                ),
            ),
        )
        known = facts(
            (
                ("性质", unit.kind),
                ("对应政协", names.body_links(unit.body)),
                ("公开电话", unit.telephone),
                ("网站", unit.website),
            )
        )
        return self._report(
            "units", RecordKind.UNIT, unit.id, unit.name, selection, known, (unit.source,), "主办的提案"
        )

    def _body(self, body: PublicBody) -> ReportView:
        index, names = self._index, self._names
        batches = [batch_row(item, names) for item in index.batches.body[body.id]]
        programmes = [programme_row(item, names) for item in index.programmes.body[body.id]]
        platforms = [platform_row(item, names) for item in index.platforms.body[body.id]]
        selection = _Selection(
            proposals=index.proposals.body[body.id],
            replies=index.replies_of_body[body.id],
            consultations=index.consultations.body[body.id],
            promises=index.promises_of_body[body.id],
            others=(
                *_group("归并办理", "batches", batches),
                *_group("品牌与机制", "programmes", programmes),
                *_group("站、室、点", "platforms", platforms),
            ),
        )
        known = facts(
            (
                ("层级", body.level.label if body.level else None),
                ("上级", names.body_links(body.parent)),
                ("网站", body.website),
            )
        )
        return self._report("bodies", RecordKind.BODY, body.id, body.name, selection, known, (body.source,))

    def _sector(self, sector: PublicSector) -> ReportView:
        index, names = self._index, self._names
        platforms = [platform_row(item, names) for item in index.platforms_of_sector[sector.id]]
        selection = _Selection(
            proposals=index.proposals_of_sector[sector.id],
            consultations=index.consultations_of_sector[sector.id],
            others=_group("站、室、点", "platforms", platforms),
        )
        members = names.member_links(index.members_of_sector[sector.id])
        known = facts((("所属政协", names.body_links(sector.body)), ("姓名公开的委员", members)))
        return self._report(
            "sectors",
            RecordKind.SECTOR,
            sector.id,
            sector.name,
            self._promised(selection),
            known,
            (sector.source,),
        )

    def _member(self, member: PublicMember) -> ReportView:
        names = self._names
        selection = _Selection(proposals=self._index.proposals_of_member[member.id])
        known = facts(
            (
                ("所属政协", names.body_links(member.body)),
                ("界别", names.sector_links((member.sector,))),
                ("党派", member.party),
                ("所在平台", names.platform_links(member.platforms)),
            )
        )
        return self._report(
            "members",
            RecordKind.MEMBER,
            member.id,
            member.name,
            self._promised(selection),
            known,
            (member.source,),
        )

    def _topic(self, word: str) -> ReportView:
        index, names = self._index, self._names
        programmes = [programme_row(item, names) for item in index.programmes.topic[word]]
        batches = [batch_row(item, names) for item in index.batches.topic[word]]
        platforms = [platform_row(item, names) for item in index.platforms.topic[word]]
        selection = _Selection(
            proposals=index.proposals.topic[word],
            consultations=index.consultations.topic[word],
            others=(
                *_group("品牌与机制", "programmes", programmes),
                *_group("归并办理", "batches", batches),
                *_group("站、室、点", "platforms", platforms),
            ),
        )
        return self._report("topics", None, word, word, self._promised(selection), (), ())

    def _category(self, word: str) -> ReportView:
        selection = _Selection(proposals=self._index.proposals_of_category[word])
        return self._report("categories", None, word, word, self._promised(selection), (), ())

    def _session(self, identifier: str) -> ReportView:
        chosen = self._index.proposals_of_session[identifier]
        first = chosen[0]
        title = self._names.body(first.body) + session_label(first.term, first.session)
        known = facts((("政协", self._names.body_links(first.body)),))
        return self._report(
            "sessions", None, identifier, title, self._promised(_Selection(proposals=chosen)), known, ()
        )

    def _promised(self, selection: _Selection) -> _Selection:
        """补上所选提案的答复与承诺，和所选协商的任务。"""
        index = self._index
        replies: dict[str, PublicReply] = {}
        found: dict[str, Promise] = {}
        for proposal in selection.proposals:
            replies |= {item.id: item for item in self._release.replies_by_proposal.get(proposal.id, ())}
            found |= {item.id: item for item in index.promises_of_proposal[proposal.id]}
        for consultation in selection.consultations:
            found |= {item.id: item for item in index.tasks_of_consultation[consultation.id]}
        return msgspec.structs.replace(
            selection, replies=tuple(replies.values()), promises=tuple(sorted(found.values(), key=urgency))
        )

    def _proposals(
        self, title: str, anchor: str, chosen: Sequence[PublicProposal], more: str
    ) -> tuple[Group, ...]:
        """一组提案；只为列出的几条备好行。"""
        dated = sorted(chosen, key=lambda item: item.id)
        dated.sort(key=lambda item: proposal_date(item, self._release), reverse=True)
        rows = tuple(proposal_row(item, self._release, self._names) for item in dated[:LISTED])
        return (
            (Group(title, anchor, len(chosen), rows, more if len(chosen) > LISTED else ""),) if rows else ()
        )

    def _replies(self, chosen: Sequence[PublicReply], more: str) -> tuple[Group, ...]:
        """一组答复；只为列出的几条备好行。"""
        dated = sorted(chosen, key=lambda item: item.id)
        dated.sort(key=lambda item: item.date or "", reverse=True)
        rows = tuple(reply_row(item, self._release, self._names) for item in dated[:LISTED])
        return (
            (Group("答复", "replies", len(chosen), rows, more if len(chosen) > LISTED else ""),)
            if rows
            else ()
        )

    def _report(  # noqa: PLR0913, PLR0917 - 各页不同的只有这几样，逐样写明比另立一个参数类清楚
        self,
        section: str,
        kind: RecordKind | None,
        identifier: str,
        title: str,
        selection: _Selection,
        known: tuple[Fact, ...],
        sources: tuple[PublicSource | None, ...],
        proposals_title: str = "提案",
    ) -> ReportView:
        replies = sum(item.role.is_reply for item in selection.replies)
        still_open = [item for item in selection.promises if item.progress.state.is_open]
        finished = [item for item in selection.promises if not item.progress.state.is_open]
        finished.sort(key=lambda item: item.progress.finished or "", reverse=True)
        label = self._release.unit[identifier].label if kind is RecordKind.UNIT else title
        label = self._names.body(identifier) if kind is RecordKind.BODY else label
        consultations = [consultation_row(item, self._names) for item in selection.consultations]
        return ReportView(
            section=section,
            kind=kind,
            identifier=identifier,
            path=_path(section, kind, identifier),
            twin=address.data_path(kind, identifier) if kind else "",
            title=title,
            crumbs=(CRUMBS[section],),
            lead=_lead(selection, replies),
            tally=_tally(selection, replies),
            facts=known,
            open_promises=self._promise_views(still_open),
            finished_promises=self._promise_views(finished),
            unlisted_promises=max(len(still_open) - LISTED, 0) + max(len(finished) - LISTED, 0),
            groups=(
                *self._proposals(
                    proposals_title,
                    "proposals",
                    selection.proposals,
                    _search(section, label, RecordKind.PROPOSAL),
                ),
                *self._replies(selection.replies, _search(section, label, RecordKind.REPLY)),
                *_group("协商", "consultations", consultations),
                *selection.others,
            ),
            sources=source_lines(sources),
        )

    def _promise_views(self, found: Sequence[Promise]) -> tuple[PromiseView, ...]:
        return tuple(promise_view(item, self._names, item.id) for item in found[:LISTED])


CRUMBS = {
    "units": Link("承办单位", "units/index.html"),
    "bodies": Link("政协", "bodies/index.html"),
    "sectors": Link("界别", "sectors/index.html"),
    "members": Link("委员", "members/index.html"),
    "topics": Link("专题", "topics/index.html"),
    "categories": Link("类别", "categories/index.html"),
    "sessions": Link("届次", "sessions/index.html"),
}


def _path(section: str, kind: RecordKind | None, identifier: str) -> str:
    if kind is not None:
        return address.page_path(kind, identifier)
    makers = {
        "topics": address.topic_path,
        "categories": address.category_path,
        "sessions": address.session_path,
    }
    return makers[section](identifier)


def _group(title: str, anchor: str, rows: Sequence[Row]) -> tuple[Group, ...]:
    """一组记录；没有的不成组。"""
    return (Group(title, anchor, len(rows), newest_first(rows)[:LISTED], ""),) if rows else ()


def _search(section: str, title: str, kind: RecordKind) -> str:
    """搜索页上看全部的网址；没有对应分面的（委员）按名字搜。"""
    facet = SEARCH_FACETS.get(section)
    chosen = [("f", f"类型:{kind.label}")]
    chosen.append(("f", f"{facet}:{title}") if facet else ("q", title))
    return f"search.html?{urlencode(chosen)}"


def _lead(selection: _Selection, replies: int) -> str:
    late = sum(item.progress.state is CommitmentState.OVERDUE for item in selection.promises)
    finished = sum(not item.progress.state.is_open for item in selection.promises)
    parts = [f"提案 {len(selection.proposals)} 件"] if selection.proposals else []
    parts += [f"答复 {replies} 件"] if replies else []
    parts += [f"协商 {len(selection.consultations)} 次"] if selection.consultations else []
    parts += [f"承诺 {len(selection.promises)} 项，办结 {finished} 项"] if selection.promises else []
    parts += [f"逾期 {late} 项"] if late else []
    return "，".join(parts) + "。" if parts else ""


def _tally(selection: _Selection, replies: int) -> tuple[Count, ...]:
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


def topics(release: Release) -> tuple[str, ...]:
    """出现过的主题词，按词排。"""
    activities = (*release.consultations, *release.programmes, *release.batches)
    words = {word for proposal in release.proposals for word in proposal.topics}
    words |= {word for activity in activities for word in activity.topics}
    words |= {word for platform in release.platforms for word in platform.topics}
    return tuple(sorted(words))


def categories(release: Release) -> tuple[str, ...]:
    """出现过的类别，按词排。"""
    return tuple(sorted({item.category for item in release.proposals if item.category}))


def sessions(release: Release) -> tuple[str, ...]:
    """出现过的届次，新的在前。"""
    found = {
        session_of(item): (item.body or "", -(item.term or 0), -(item.session or 0))
        for item in release.proposals
    }
    return tuple(sorted((key for key in found if key), key=lambda key: found[key]))
