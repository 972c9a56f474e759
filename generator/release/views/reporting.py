"""一页报告怎样排：选出的记录排成几组，承诺分成没办完的与办完的。"""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from generator.release import address
from generator.release.follow import Promise
from generator.release.model import (
    PublicProposal,
    PublicReply,
    PublicSource,
    Release,
)
from generator.release.views.common import (
    Fact,
    Names,
    Row,
    source_lines,
)
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.report import (
    CO_OPINION,
    CRUMBS,
    LISTED,
    Group,
    ReportView,
    Selection,
    Where,
    group,
    lead,
    report_path,
    tally,
)
from generator.release.views.rows import (
    consultation_row,
    proposal_date,
    proposal_row,
    reply_row,
)
from generator.terms import RecordKind


class Reporter:
    """替一次发布的各页报告排版。"""

    def __init__(self, release: Release, names: Names) -> None:
        self._release = release
        self._names = names
        # 一件提案要列在单位、委员、界别、主题、届次好几页上；一行备好一次就够。
        self._proposal_row = cache(
            lambda identifier: proposal_row(release.proposal[identifier], release, names)
        )
        self._reply_row = cache(lambda identifier: reply_row(release.reply[identifier], release, names))
        self._promise_of: dict[str, PromiseView] = {}

    def proposals(
        self, title: str, anchor: str, chosen: Sequence[PublicProposal], more: str
    ) -> tuple[Group, ...]:
        """一组提案，新的在前。"""
        dated = sorted(chosen, key=lambda item: item.id)
        dated.sort(key=lambda item: proposal_date(item, self._release), reverse=True)
        return _group(title, anchor, [item.id for item in dated], self._proposal_row, more)

    def _replies(self, section: str, chosen: Sequence[PublicReply], where: Where) -> tuple[Group, ...]:
        """一组答复，新的在前。

        答复的搜索材料里只有单位与政协；别的页上的答复是所列提案的，其余的在各件提案的页上。
        """
        dated = sorted(chosen, key=lambda item: item.id)
        dated.sort(key=lambda item: item.date or "", reverse=True)
        found = [item.id for item in dated]
        if section in {"units", "bodies"}:
            more = where.all(RecordKind.REPLY.label, CO_OPINION)
            return _group("答复", "replies", found, self._reply_row, more)
        more = where.all(RecordKind.PROPOSAL.label)
        groups = _group("答复", "replies", found, self._reply_row, more)
        return tuple(msgspec.structs.replace(one, is_elsewhere=bool(one.more)) for one in groups)

    def report(  # noqa: PLR0913, PLR0917 - 各页不同的只有这几样，逐样写明比另立一个参数类清楚
        self,
        section: str,
        kind: RecordKind | None,
        identifier: str,
        title: str,
        selection: Selection,
        known: tuple[Fact, ...],
        sources: tuple[PublicSource | None, ...],
        where: Where,
        proposals_title: str = "提案",
    ) -> ReportView:
        """排成一页。"""
        replies = sum(item.role.is_reply for item in selection.replies)
        still_open = [item for item in selection.promises if item.progress.state.is_open]
        finished = [item for item in selection.promises if not item.progress.state.is_open]
        finished.sort(key=lambda item: item.progress.finished or "", reverse=True)
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
                *self.proposals(
                    proposals_title, "proposals", selection.proposals, where.all(RecordKind.PROPOSAL.label)
                ),
                *self._replies(section, selection.replies, where),
                *group(
                    "协商", "consultations", consultations, where.all(RecordKind.CONSULTATION.label), LISTED
                ),
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


def _group(
    title: str, anchor: str, identifiers: Sequence[str], row: Callable[[str], Row], more: str
) -> tuple[Group, ...]:
    """一组记录；只为列出的几条备好行，没有的不成组。"""
    rows = tuple(row(identifier) for identifier in identifiers[:LISTED])
    unlisted = more if len(identifiers) > LISTED else ""
    return (Group(title, anchor, len(identifiers), rows, unlisted),) if rows else ()
