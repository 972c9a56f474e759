"""采纳与落实的比率：建议、协商意见、承诺、任务。每个函数是一条口径。"""

from collections.abc import Iterator

from generator.release.follow import Promise, replies_of
from generator.release.model import PublicReply, Release
from generator.release.stats.facts import Facts, Keys, ProposalFacts
from generator.release.stats.model import Evidence
from generator.release.stats.observe import NO, YES, Verdict, leave_out, yes_or_no
from generator.terms import Decision, Disclosure, FilingStatus, RecordKind

Judged = tuple[Verdict | None, int, Evidence | None, Keys]


def adopted(facts: Facts) -> Iterator[Judged]:
    """采纳与部分采纳的建议 ÷ 提出的建议。"""
    for item in facts.proposals:
        proposal = item.proposal
        for suggestion in proposal.suggestions:
            where = Evidence(RecordKind.PROPOSAL, proposal.id, suggestion.id)
            yield _decided(item, suggestion.id, facts.release), 1, where, item.keys
        unlisted = (proposal.suggestions_total or 0) - len(proposal.suggestions)
        is_summary = proposal.disclosure is Disclosure.SUMMARY
        why = "提案只公开摘要，建议没有登出" if is_summary else "只公布了建议条数，没有逐条公布"
        yield leave_out(why), max(0, unlisted), item.evidence, item.keys


def _decided(item: ProposalFacts, suggestion: str, release: Release) -> Verdict:
    if not item.answer.is_begun:
        is_merged = item.filing is FilingStatus.MERGED
        return leave_out("并案，随主案答复" if is_merged else "还没有答复")
    decisions = decisions_on(item, suggestion, release)
    if decisions:
        return yes_or_no(any(decision.is_adopted for decision in decisions))
    if item.answer.hidden or any(
        reply.disclosure is not Disclosure.FULL for reply in _replies(item, release)
    ):
        return leave_out("答复没有公开，或只公开摘要")
    return leave_out("答复没有写明处理意见")


def decisions_on(item: ProposalFacts, suggestion: str, release: Release) -> frozenset[Decision]:
    """各件答复对一条建议的处理；没有写明的没有。"""
    proposal = item.proposal.id
    return frozenset(
        response.decision
        for reply in _replies(item, release)
        for response in reply.responses
        if response.decision is not None
        and response.suggestion == suggestion
        and (response.proposal == proposal or (response.proposal is None and len(reply.proposals) == 1))
    )


def _replies(item: ProposalFacts, release: Release) -> list[PublicReply]:
    return [
        reply
        for reply in replies_of(item.proposal, release)
        if reply.date is None or reply.date.first <= release.as_of
    ]


def opinions_adopted(facts: Facts) -> Iterator[Judged]:
    """协商中采纳的意见 ÷ 提出的意见；两个数都公布的才算。"""
    for item, keys in facts.consultations:
        where = Evidence(RecordKind.CONSULTATION, item.id)
        if item.raised is None:
            continue
        if item.adopted is None:
            yield leave_out("没有公布采纳几条"), item.raised, where, keys
            continue
        yield YES, item.adopted, where, keys
        yield NO, item.raised - item.adopted, where, keys


def delivered(facts: Facts) -> Iterator[Judged]:
    """办完的承诺 ÷ 全部承诺。"""
    yield from _delivered(facts, RecordKind.REPLY)


def tasks_delivered(facts: Facts) -> Iterator[Judged]:
    """办完的任务 ÷ 全部任务。"""
    yield from _delivered(facts, RecordKind.CONSULTATION)
    for item, keys in facts.consultations:
        unlisted = (item.tasks_total or 0) - len(item.tasks)
        where = Evidence(RecordKind.CONSULTATION, item.id)
        yield leave_out("只公布了任务项数，没有逐项公布"), max(0, unlisted), where, keys


def _delivered(facts: Facts, kind: RecordKind) -> Iterator[Judged]:
    for promise, keys in facts.promises:
        if promise.kind is kind:
            yield yes_or_no(not promise.progress.state.is_open), 1, _where(promise), keys


def delivered_when_due(facts: Facts) -> Iterator[Judged]:
    """到期的承诺与任务里，办完的有几项；按现在的期限，顺延过的用新期限。"""
    for promise, keys in facts.promises:
        yield _when_due(promise, facts), 1, _where(promise), keys


def _when_due(promise: Promise, facts: Facts) -> Verdict:
    progress = promise.progress
    if progress.due is None:
        return leave_out("没有期限")
    if progress.due.last >= facts.release.as_of:
        return leave_out("期限还没有过")
    return yes_or_no(not progress.state.is_open)


def _where(promise: Promise) -> Evidence:
    return Evidence(promise.kind, promise.record, promise.anchor)
