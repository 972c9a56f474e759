"""提案与答复的填写：登记记录 → 公开记录，按决定的程度取舍。"""

from generator.document_number import normalized
from generator.gate import parts
from generator.gate.decisions import Decisions
from generator.register.model import Proposal, Reply
from generator.register.model.proposal import Filing, Proposer
from generator.register.model.reply import Response
from generator.register.register import Register
from generator.release import model as public
from generator.terms import Disclosure, RecordKind


def proposal(item: Proposal, register: Register, decisions: Decisions) -> public.PublicProposal:
    """一件公开的提案；摘要公开时不带正文、逐条建议、成效与原文网址。"""
    disclosure = decisions.proposal(item.id)
    full = disclosure is Disclosure.FULL
    marks = item.satisfaction
    return public.PublicProposal(
        id=item.id,
        title=item.title,
        disclosure=disclosure,
        body=item.body,
        number=item.number,
        term=item.term,
        session=item.session,
        timing=item.timing,
        proposer=proposer(item.proposer, register) if item.proposer else None,
        category=item.category,
        topics=item.topics,
        submitted=item.submitted,
        filing=filing(item.filing, decisions) if item.filing else None,
        handling=parts.handling(item.handling) if item.handling else None,
        key=parts.key(item.key) if item.key else None,
        batch=decisions.public_or_none(RecordKind.BATCH, item.batch),
        summary=item.summary,
        background=item.background if full else None,
        suggestions=_suggestions(item) if full else (),
        suggestions_total=item.suggestions_total or len(item.suggestions) or None,
        related=decisions.public_proposals(item.related),
        visits=tuple(parts.visit(visit) for visit in item.visits),
        attitude=mark(marks.attitude, item.body, register) if marks else None,
        outcome_mark=mark(marks.result, item.body, register) if marks else None,
        evaluated=marks.date if marks else None,
        outcomes=tuple(parts.outcome(outcome) for outcome in item.outcomes) if full else (),
        publications=tuple(parts.publication(entry) for entry in item.publications),
        corrections=tuple(parts.correction(entry, full=full) for entry in item.corrections),
        chain=item.chain if full else None,
        stages=tuple(parts.stage(stage) for stage in item.stages) if full else (),
        sources=tuple(parts.source(source) for source in item.sources),
        practice=item.practice,
        original=item.original if full else None,
        withheld_replies=withheld_replies(item, register, decisions),
    )


def _suggestions(item: Proposal) -> tuple[public.PublicSuggestion, ...]:
    return tuple(public.PublicSuggestion(id=part.id, text=part.text) for part in item.suggestions)


def proposer(item: Proposer, register: Register) -> public.PublicProposer:
    """提案者；姓名从略的（整件从略，或其中某位委员从略）不出现。"""
    names = (item.first, *item.co) if item.first else item.co
    members = register.members
    shown = tuple(name for name in names if name in members and not members[name].withheld)
    return public.PublicProposer(
        kind=item.kind,
        members=() if item.withheld else shown,
        name=item.name if item.kind.is_collective and not item.withheld else None,
        sector=None if item.withheld else item.sector,
        count=item.count or (len(names) if len(names) > 1 else None),
        names_withheld=item.withheld or len(shown) < len(names),
    )


def filing(item: Filing, decisions: Decisions) -> public.PublicFiling:
    """审查立案；并入的那一件不公开时，不说是哪一件。"""
    return public.PublicFiling(
        status=item.status,
        date=item.date,
        reason=item.reason,
        merged_into=decisions.public_or_none(RecordKind.PROPOSAL, item.merged_into),
    )


def mark(words: str | None, body: str | None, register: Register) -> public.PublicMark | None:
    """一个评价；没有写的没有。"""
    return public.PublicMark(words=words, code=register.satisfaction_of(words, body)) if words else None


def withheld_replies(
    item: Proposal, register: Register, decisions: Decisions
) -> tuple[public.WithheldReply, ...]:
    """一件提案没有公开的答复：只有属性与原因。"""
    return tuple(
        public.WithheldReply(openness=reply.open, reason=reply.open_reason if reply.open else None)
        for reply in register.replies_by_proposal.get(item.id, ())
        if decisions.reply(reply.id) is Disclosure.WITHHELD and reply.role.is_reply and not reply.retired
    )


def reply(item: Reply, register: Register, decisions: Decisions) -> public.PublicReply:
    """一件公开的答复；摘要公开时不带正文、逐条回应、变化说明与原文网址。

    所答提案里有不公开的一件时，概述、载体与来源的文字也不带：它们会说到那一件。
    """
    disclosure = decisions.reply(item.id)
    full = disclosure is Disclosure.FULL
    free = decisions.answers_only_public(item)
    body = decisions.body_of(item)
    number = normalized(item.document_number) if item.document_number else None
    return public.PublicReply(
        id=item.id,
        proposals=decisions.public_proposals(item.proposals),
        unit=item.unit,
        role=item.role,
        disclosure=disclosure,
        body=body,
        document_number=number,
        document_number_original=item.document_number if item.document_number != number else None,
        date=item.date,
        published=item.published,
        result=result(item.result, body, register) if item.result else None,
        summary=item.summary if free else None,
        text=item.text if full else None,
        responses=tuple(response(entry, item, register) for entry in item.responses) if full else (),
        result_history=tuple(
            public.PublicResultChange(
                date=change.date,
                result=result(change.result, body, register),
                note=change.note if full else None,
            )
            for change in item.result_history
        ),
        publications=tuple(parts.publication(entry) for entry in item.publications) if free else (),
        corrections=tuple(parts.correction(entry, full=full) for entry in item.corrections),
        sources=tuple(parts.source(source) for source in item.sources) if free else (),
        practice=item.practice if free else (),
        original=item.original if full else None,
    )


def result(words: str, body: str | None, register: Register) -> public.PublicResult:
    """一个办理结果：本地的叫法与统一口径。"""
    return public.PublicResult(words=words, code=register.result_of(words, body))


def response(item: Response, of_reply: Reply, register: Register) -> public.PublicResponse:
    """对一条建议的回应。"""
    return public.PublicResponse(
        suggestion=item.suggestion,
        proposal=_proposal_answered(item, of_reply, register),
        decision=item.decision,
        quote=item.quote,
        summary=item.summary,
        reason=item.reason,
        commitments=tuple(parts.commitment(entry, of_reply.unit) for entry in item.commitments),
    )


def _proposal_answered(item: Response, of_reply: Reply, register: Register) -> str | None:
    """这条回应所答的是哪一件提案；笼统的回应没有。只用于全文公开的答复，它所答的提案都查得到。"""
    if item.proposal:
        return item.proposal
    holders = [
        identifier
        for identifier in of_reply.proposals
        if any(part.id == item.suggestion for part in register.proposals[identifier].suggestions)
    ]
    return holders[0] if len(holders) == 1 else None
