"""承诺的写法：状态、期限、进展，一项一份。"""

from collections.abc import Iterable

import msgspec

from generator.release import address
from generator.release.follow import Promise
from generator.release.model import PublicUpdate
from generator.release.views.common import Link, Names, State, attributes
from generator.terms import CommitmentState, RecordKind, UpdateStatus

ICONS = {
    CommitmentState.UPCOMING: "○",
    CommitmentState.NEAR: "◔",
    CommitmentState.OVERDUE: "!",
    CommitmentState.DONE: "✓",
    CommitmentState.ADJUSTED: "↻",
    CommitmentState.UNDATED: "－",
    CommitmentState.CLOSED: "●",
}
WATCHED = {CommitmentState.UPCOMING, CommitmentState.NEAR, CommitmentState.OVERDUE}


class UpdateView(msgspec.Struct, frozen=True):
    """一次进展。evidence_url 是依据的网址；依据不是网址时写在 evidence 里。"""

    date: str
    status: str
    note: str
    evidence: str
    evidence_url: str


class PromiseView(msgspec.Struct, frozen=True):
    """一项承诺。

    Attributes:
        anchor: 在这一页上的锚点。
        what: 承诺什么。
        state: 状态，文字里含逾期天数。
        due: 现在的期限；没给的为空。
        dues: 期限的一句话：现在的期限、曾经的期限；没给过的为空。
        watched_due: 页面脚本要盯的期限，ISO 日期；不用盯的为空。
        updates: 各次进展，从早到晚。
        unit: 谁负责。
        charged: 写在记录页上的责任单位；就是答复单位自己的不必再写，为空。
        record: 出自哪条记录。
        proposals: 有关的提案。
        overdue_days: 逾期几天。
    """

    anchor: str
    what: str
    state: State
    due: str
    dues: str
    watched_due: str
    updates: tuple[UpdateView, ...]
    unit: Link
    charged: tuple[Link, ...]
    record: Link
    proposals: tuple[Link, ...]
    overdue_days: int
    since: str
    body: str
    facets: tuple[tuple[str, str], ...]

    def attributes(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """写在行上的筛选项，见 attributes。"""
        return attributes(self.facets, names)


def promise_view(promise: Promise, names: Names, anchor: str) -> PromiseView:
    """备好一项承诺。"""
    progress, commitment = promise.progress, promise.commitment
    watched = progress.state in WATCHED and progress.due is not None
    unit = commitment.unit
    charge = (
        Link(names.unit(unit), address.page_path(RecordKind.UNIT, unit)) if unit else Link("未写明责任单位")
    )
    return PromiseView(
        anchor=anchor,
        what=commitment.what,
        state=state_of(promise),
        due=progress.due or "",
        dues=_dues(promise),
        watched_due=progress.due.last.isoformat() if watched and progress.due else "",
        updates=tuple(_update(item) for item in commitment.updates),
        unit=charge,
        charged=_charged(promise, charge, names),
        record=_record(promise, names),
        proposals=names.proposal_links(promise.proposals),
        overdue_days=progress.overdue_days,
        since=promise.since or "",
        body=names.body(promise.body),
        facets=_facets(promise, names),
    )


def _charged(promise: Promise, charge: Link, names: Names) -> tuple[Link, ...]:
    """写在记录页上的责任单位：协商的任务都写，答复里的承诺只在交给了别的单位时写。"""
    unit = promise.commitment.unit
    if promise.kind is RecordKind.REPLY and unit == names.release.reply[promise.record].unit:
        return ()
    return (charge,) if unit else (Link("未写明"),)


def _facets(promise: Promise, names: Names) -> tuple[tuple[str, str], ...]:
    """总账的筛选项：单位、政协、届次、主题、年份。"""
    release = names.release
    proposals = [release.proposal[item] for item in promise.proposals if item in release.proposal]
    topics = {word for proposal in proposals for word in proposal.topics}
    if promise.kind is RecordKind.CONSULTATION:
        topics |= set(release.consultation[promise.record].topics)
    sessions = {address.session_id(item.body, item.term, item.session) for item in proposals}
    return (
        *(("unit", item) for item in (promise.commitment.unit,) if item),
        *(("body", item) for item in (promise.body,) if item),
        *(("session", item) for item in sorted(filter(None, sessions))),
        *(("topic", address.slug(word)) for word in sorted(topics)),
        *(("year", promise.since.year) for _ in (1,) if promise.since),
    )


def state_of(promise: Promise) -> State:
    """状态的代号、图标与文字。"""
    state = promise.progress.state
    label = f"逾期 {promise.progress.overdue_days} 天" if state is CommitmentState.OVERDUE else state.label
    if state is CommitmentState.NEAR and promise.progress.days is not None:
        label = f"还有 {promise.progress.days} 天到期" if promise.progress.days else "今天到期"
    return State(state.value, ICONS[state], label)


def _dues(promise: Promise) -> str:
    progress = promise.progress
    earlier = "、".join(progress.earlier_dues)
    if progress.finished:
        ending = f"{progress.finished} 办结"
        return f"{ending}（期限 {progress.due}）" if progress.due else ending
    if progress.due is None:
        return f"曾定于 {earlier}，现未给期限" if earlier else ""
    silent = "，此后没有公布进展" if progress.overdue_days and progress.latest is None else ""
    return f"期限 {progress.due}" + (f"，曾定于 {earlier}" if earlier else "") + silent


def _update(item: PublicUpdate) -> UpdateView:
    evidence = item.evidence or ""
    is_url = evidence.startswith(("http://", "https://"))
    status = item.status.label
    if item.status is UpdateStatus.ADJUSTED and item.due:
        status = f"期限改为 {item.due}"
    return UpdateView(
        item.date, status, item.note or "", "" if is_url else evidence, evidence if is_url else ""
    )


def _record(promise: Promise, names: Names) -> Link:
    path = f"{address.page_path(promise.kind, promise.record)}#{promise.anchor}"
    if promise.kind is RecordKind.REPLY:
        return Link(names.reply_title(names.release.reply[promise.record]), path)
    return Link(names.release.consultation[promise.record].title, path)
