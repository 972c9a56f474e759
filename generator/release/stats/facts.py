"""统计所据的事实：每件提案在数据截至那天立案没有、答复没有、归在哪些范围里。"""

from collections.abc import Iterable

import msgspec

from generator.release.address import session_id
from generator.release.clocks import Answer, Clock, answer_of, reply_clock
from generator.release.follow import Promise, promises, replies_of
from generator.release.model import PublicConsultation, PublicProposal, PublicReply, Release
from generator.release.stats.model import Evidence, ScopeKind
from generator.terms import FilingStatus, RecordKind

Keys = dict[ScopeKind, tuple[str, ...]]
NO_KEYS: Keys = dict.fromkeys(ScopeKind, ())
EVERYWHERE = ("",)


class ProposalFacts(msgspec.Struct, frozen=True):
    """一件提案的事实。

    Attributes:
        proposal: 提案。
        filing: 审查结果；没有公布或还没有审查的没有。
        answer: 答复到了没有。
        clock: 答复的钟；没有规则也没有期限的没有。
        keys: 归在哪些范围里。
        evidence: 指向它的链接。
    """

    proposal: PublicProposal
    filing: FilingStatus | None
    answer: Answer
    clock: Clock | None
    keys: Keys
    evidence: Evidence

    @property
    def is_in_hand(self) -> bool:
        """是否进入办理：已立案；审查结果没有公布，但已交办或已答复的也算。"""
        if self.filing is not None:
            return self.filing is FilingStatus.FILED
        handling = self.proposal.handling
        return self.answer.is_begun or bool(handling and (handling.assigned or handling.lead))


class Facts(msgspec.Struct, frozen=True):
    """一次发布里统计要用的全部事实；答复不含会办意见。"""

    release: Release
    proposals: tuple[ProposalFacts, ...]
    replies: tuple[tuple[PublicReply, Keys], ...]
    promises: tuple[tuple[Promise, Keys], ...]
    consultations: tuple[tuple[PublicConsultation, Keys], ...]


def gather(release: Release) -> Facts:
    """收集事实，只收集一次。晚于数据截至日的提案、答复、协商还没有发生，不计。"""
    return release.once("facts", lambda: _gathered(release))


def _gathered(release: Release) -> Facts:
    as_of = release.as_of
    proposals = tuple(
        _facts(item, release)
        for item in release.proposals
        if item.submitted is None or item.submitted.first <= as_of
    )
    places = {facts.proposal.id: facts.keys for facts in proposals}
    replies = tuple(
        (reply, _reply_keys(reply, places))
        for reply in release.replies
        if reply.role.is_reply and (reply.date is None or reply.date.first <= as_of)
    )
    consultations = tuple(
        (item, _consultation_keys(item))
        for item in release.consultations
        if item.date is None or item.date.first <= as_of
    )
    by_record = {
        **{(RecordKind.REPLY, reply.id): keys for reply, keys in replies},
        **{(RecordKind.CONSULTATION, item.id): keys for item, keys in consultations},
    }
    promised = tuple(
        (promise, _promise_keys(promise, by_record[promise.kind, promise.record], places))
        for promise in promises(release)
        if (promise.kind, promise.record) in by_record
    )
    return Facts(release, proposals, replies, promised, consultations)


def _facts(proposal: PublicProposal, release: Release) -> ProposalFacts:
    filing = proposal.filing
    answer = answer_of(proposal, release)
    is_decided = filing is not None and (filing.date is None or filing.date.first <= release.as_of)
    return ProposalFacts(
        proposal=proposal,
        filing=filing.status if filing is not None and is_decided else None,
        answer=answer,
        clock=reply_clock(proposal, release, answer),
        keys=_proposal_keys(proposal, release),
        evidence=Evidence(RecordKind.PROPOSAL, proposal.id),
    )


def _proposal_keys(proposal: PublicProposal, release: Release) -> Keys:
    replies = replies_of(proposal, release)
    leads = proposal.handling.lead if proposal.handling else ()
    return {
        ScopeKind.WHOLE: EVERYWHERE,
        ScopeKind.BODY: _some(proposal.body),
        ScopeKind.SESSION: _some(session_id(proposal.body, proposal.term, proposal.session)),
        ScopeKind.UNIT: _distinct((*leads, *(reply.unit for reply in replies))),
        ScopeKind.CATEGORY: _some(proposal.category),
        ScopeKind.SECTOR: _some(_sector(proposal, release)),
        ScopeKind.YEAR: _some(_year(proposal, replies)),
    }


def _sector(proposal: PublicProposal, release: Release) -> str | None:
    """提案者的界别；没有写的，取第一位公开姓名的委员的界别。"""
    proposer = proposal.proposer
    if proposer is None or proposer.sector:
        return proposer.sector if proposer else None
    first = proposer.members[0] if proposer.members else None
    return release.member[first].sector if first in release.member else None


def _year(proposal: PublicProposal, replies: Iterable[PublicReply]) -> str | None:
    """提交的年份；没有公布的，依次看立案、交办、答复的日期。"""
    dates = (
        proposal.submitted,
        proposal.filing.date if proposal.filing else None,
        proposal.handling.assigned if proposal.handling else None,
        *(reply.date for reply in replies),
    )
    return next((day.year for day in dates if day), None)


def _reply_keys(reply: PublicReply, places: dict[str, Keys]) -> Keys:
    merged = _union([places[item] for item in reply.proposals if item in places])
    return {**merged, ScopeKind.UNIT: (reply.unit,), ScopeKind.BODY: _some(reply.body)}


def _consultation_keys(item: PublicConsultation) -> Keys:
    return {
        **NO_KEYS,
        ScopeKind.WHOLE: EVERYWHERE,
        ScopeKind.BODY: _some(item.body),
        ScopeKind.SECTOR: _distinct(item.sectors),
        ScopeKind.YEAR: _some(item.date.year if item.date else None),
    }


def _promise_keys(promise: Promise, record: Keys, places: dict[str, Keys]) -> Keys:
    unit = _some(promise.commitment.unit)
    if promise.kind is RecordKind.CONSULTATION:
        return {**record, ScopeKind.UNIT: unit}
    narrowed = _union([places[item] for item in promise.proposals if item in places])
    return {
        **narrowed,
        ScopeKind.UNIT: unit or record[ScopeKind.UNIT],
        ScopeKind.BODY: record[ScopeKind.BODY],
    }


def _union(places: list[Keys]) -> Keys:
    merged = {kind: _distinct(key for keys in places for key in keys[kind]) for kind in ScopeKind}
    return {**merged, ScopeKind.WHOLE: EVERYWHERE}


def _some(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
