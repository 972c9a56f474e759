"""报告页：单位、委员、界别、主题、类别、届次、政协各一页——问了什么、答了什么、承诺了什么、办了什么。

对委员只列公开的履职，不打分。
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from typing import NamedTuple, TypeVar

import msgspec

from generator.release import address
from generator.release.follow import Promise, urgency
from generator.release.model import (
    PublicActivity,
    PublicBody,
    PublicMember,
    PublicProposal,
    PublicRecord,
    PublicReply,
    PublicSector,
    PublicSource,
    PublicUnit,
    Release,
)
from generator.release.views.common import (
    Fact,
    Names,
    facts,
    session_label,
    source_lines,
    website_links,
)
from generator.release.views.index import Grouped, Index, session_of
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.report import (
    CRUMBS,
    LISTED,
    Group,
    ReportView,
    Selection,
    group,
    lead,
    report_path,
    search_address,
    tally,
)
from generator.release.views.rows import (
    batch_row,
    consultation_row,
    kind_row,
    platform_row,
    programme_row,
    proposal_date,
    proposal_row,
    record_rows,
    reply_row,
)
from generator.terms import RecordKind

Shown = TypeVar("Shown", bound=PublicRecord)


class Prospect(NamedTuple):
    """一页报告：栏目、网址，与备好视图的函数。"""

    section: str
    path: str
    view: Callable[[], ReportView]


class Reports:
    """一次发布的全部报告页；要哪一页的视图才备哪一页。"""

    def __init__(self, release: Release, names: Names) -> None:
        self._release = release
        self._names = names
        # 一件提案要列在单位、委员、界别、主题、届次好几页上；一行备好一次就够。
        self._proposal_row = cache(
            lambda identifier: proposal_row(release.proposal[identifier], release, names)
        )
        self._reply_row = cache(lambda identifier: reply_row(release.reply[identifier], release, names))
        self._promise_of: dict[str, PromiseView] = {}

    @cached_property
    def _index(self) -> Index:
        return Index(self._release)

    def all(self) -> Iterator[Prospect]:
        """逐页给出，次序固定。"""
        release = self._release
        yield from self._prospects("units", RecordKind.UNIT, release.units, self._unit)
        yield from self._prospects("bodies", RecordKind.BODY, release.bodies, self._body)
        yield from self._prospects("sectors", RecordKind.SECTOR, release.sectors, self._sector)
        yield from self._prospects("members", RecordKind.MEMBER, release.members, self._member)
        for section, words, view in (
            ("topics", topics(release), self._topic),
            ("categories", categories(release), self._category),
            ("sessions", sessions(release), self._session),
        ):
            yield from (
                Prospect(section, report_path(section, None, word), partial(view, word)) for word in words
            )

    @staticmethod
    def _prospects(
        section: str, kind: RecordKind, records: Iterable[Shown], view: Callable[[Shown], ReportView]
    ) -> Iterator[Prospect]:
        for item in records:
            yield Prospect(section, report_path(section, kind, item.id), partial(view, item))

    def _unit(self, unit: PublicUnit) -> ReportView:
        index, names = self._index, self._names
        selection = Selection(
            proposals=index.led[unit.id],
            replies=index.replies_of_unit[unit.id],
            promises=index.promises_of_unit[unit.id],
            others=(
                *self._proposals(
                    "会办的提案",
                    "co",
                    index.joined[unit.id],
                    search_address("units", unit.label, RecordKind.PROPOSAL),
                ),
                *group(
                    "归并办理", "batches", [batch_row(item, names) for item in index.batches_of_unit[unit.id]]
                ),
                *self._mentions(RecordKind.UNIT, unit.id),
            ),
        )
        known = facts(
            (
                ("性质", unit.kind),
                ("对应政协", names.body_links(unit.body)),
                ("公开电话", unit.telephone),
                ("网站", website_links(unit.website)),
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
        selection = Selection(
            proposals=index.proposals.body[body.id],
            replies=index.replies_of_body[body.id],
            consultations=index.consultations.body[body.id],
            promises=index.promises_of_body[body.id],
            others=(
                *group("归并办理", "batches", batches),
                *group("品牌与机制", "programmes", programmes),
                *group("站、室、点", "platforms", platforms),
                *self._activities(lambda grouped: grouped.body[body.id]),
                *self._mentions(RecordKind.BODY, body.id),
            ),
        )
        known = facts(
            (
                ("层级", body.level.label if body.level else None),
                ("上级", names.body_links(body.parent)),
                ("网站", website_links(body.website)),
            )
        )
        return self._report("bodies", RecordKind.BODY, body.id, body.name, selection, known, (body.source,))

    def _sector(self, sector: PublicSector) -> ReportView:
        index, names = self._index, self._names
        platforms = [platform_row(item, names) for item in index.platforms_of_sector[sector.id]]
        selection = Selection(
            proposals=index.proposals_of_sector[sector.id],
            consultations=index.consultations_of_sector[sector.id],
            others=(
                *group("站、室、点", "platforms", platforms),
                *self._mentions(RecordKind.SECTOR, sector.id),
            ),
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
        selection = Selection(
            proposals=self._index.proposals_of_member[member.id],
            others=self._mentions(RecordKind.MEMBER, member.id),
        )
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
        selection = Selection(
            proposals=index.proposals.topic[word],
            consultations=index.consultations.topic[word],
            others=(
                *group("品牌与机制", "programmes", programmes),
                *group("归并办理", "batches", batches),
                *group("站、室、点", "platforms", platforms),
                *self._activities(lambda grouped: grouped.topic[word]),
            ),
        )
        return self._report("topics", None, word, word, self._promised(selection), (), ())

    def _category(self, word: str) -> ReportView:
        selection = Selection(proposals=self._index.proposals_of_category[word])
        return self._report("categories", None, word, word, self._promised(selection), (), ())

    def _session(self, identifier: str) -> ReportView:
        chosen = self._index.proposals_of_session[identifier]
        first = chosen[0]
        title = self._names.body(first.body) + session_label(first.term, first.session)
        known = facts((("政协", self._names.body_links(first.body)),))
        return self._report(
            "sessions", None, identifier, title, self._promised(Selection(proposals=chosen)), known, ()
        )

    def _activities(
        self, chosen: Callable[[Grouped[PublicActivity]], Sequence[PublicActivity]]
    ) -> tuple[Group, ...]:
        """其余各种活动记录，一种一组。"""
        return tuple(
            one
            for kind, grouped in self._index.activities.items()
            for one in group(
                kind.label,
                kind.folder,
                [kind_row(kind, item, self._release, self._names) for item in chosen(grouped)],
            )
        )

    def _mentions(self, kind: RecordKind, identifier: str) -> tuple[Group, ...]:
        """写到它的本会记录。"""
        targets = self._release.mentions.get((kind, identifier), ())
        return group("有关记录", "mentions", record_rows(targets, self._release, self._names))

    def _promised(self, selection: Selection) -> Selection:
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
        rows = tuple(self._proposal_row(item.id) for item in dated[:LISTED])
        return (
            (Group(title, anchor, len(chosen), rows, more if len(chosen) > LISTED else ""),) if rows else ()
        )

    def _replies(self, chosen: Sequence[PublicReply], more: str) -> tuple[Group, ...]:
        """一组答复；只为列出的几条备好行。"""
        dated = sorted(chosen, key=lambda item: item.id)
        dated.sort(key=lambda item: item.date or "", reverse=True)
        rows = tuple(self._reply_row(item.id) for item in dated[:LISTED])
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
        selection: Selection,
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
            path=report_path(section, kind, identifier),
            twin=address.data_path(kind, identifier) if kind else "",
            title=title,
            crumbs=(CRUMBS[section],),
            lead=lead(selection, replies),
            tally=tally(selection, replies),
            facts=known,
            open_promises=self._promise_views(still_open),
            finished_promises=self._promise_views(finished),
            unlisted_promises=max(len(still_open) - LISTED, 0) + max(len(finished) - LISTED, 0),
            groups=(
                *self._proposals(
                    proposals_title,
                    "proposals",
                    selection.proposals,
                    search_address(section, label, RecordKind.PROPOSAL),
                ),
                *self._replies(selection.replies, search_address(section, label, RecordKind.REPLY)),
                *group("协商", "consultations", consultations),
                *selection.others,
            ),
            sources=source_lines(sources),
        )

    def _promise_views(self, found: Sequence[Promise]) -> tuple[PromiseView, ...]:
        return tuple(self._promise_view(item) for item in found[:LISTED])

    def _promise_view(self, item: Promise) -> PromiseView:
        if item.id not in self._promise_of:
            self._promise_of[item.id] = promise_view(item, self._names, item.id)
        return self._promise_of[item.id]


def topics(release: Release) -> tuple[str, ...]:
    """出现过的主题词，按词排。"""
    words = {word for proposal in release.proposals for word in proposal.topics}
    words |= {word for _, activity in release.all_activities for word in activity.topics}
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
