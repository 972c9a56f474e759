"""提案与答复的事：提出、审查、交办、督办、答复、评价、结果变化。"""

from collections.abc import Iterator

from generator.release.events.corrected import corrected
from generator.release.events.model import Event, EventType
from generator.release.events.naming import Scribe, proposal_name, sentences
from generator.release.model import PublicFiling, PublicHandling, PublicProposal, PublicReply
from generator.terms import RecordKind


def of_proposal(proposal: PublicProposal, scribe: Scribe) -> Iterator[Event]:
    """一件提案的事，不含答复。"""
    subject = scribe.subject(RecordKind.PROPOSAL, proposal.id, scribe.faceting.of_proposal(proposal))
    name = proposal_name(proposal)
    if proposal.submitted:
        words = (f"提出{name}", sentences(proposal.summary))
        yield subject.event(EventType.SUBMITTED, "submitted", proposal.submitted, words)
    if proposal.filing and proposal.filing.date:
        words = _review(proposal.filing, name)
        yield subject.event(EventType.REVIEWED, "reviewed", proposal.filing.date, words)
    if proposal.handling and proposal.handling.assigned:
        words = _assignment(proposal.handling, name, scribe)
        yield subject.event(EventType.ASSIGNED, "assigned", proposal.handling.assigned, words)
    if proposal.key:
        supervisor = proposal.key.supervisor and f"督办：{proposal.key.supervisor}"
        words = (f"督办{name}", sentences(supervisor, proposal.key.method))
        for place, day in enumerate(proposal.key.dates, 1):
            yield subject.event(EventType.SUPERVISED, f"supervised-{place}", day, words)
    if proposal.evaluated:
        words = (f"提案者评价{name}的办理", _evaluation(proposal))
        yield subject.event(EventType.EVALUATED, "evaluated", proposal.evaluated, words)
    yield from corrected(proposal.corrections, name, subject)
    for place, outcome in enumerate(proposal.outcomes, 1):
        if outcome.date:
            words = (f"{name}有了成效", sentences(outcome.what))
            yield subject.event(EventType.OUTCOME, f"outcome-{place}", outcome.date, words)


def _review(filing: PublicFiling, name: str) -> tuple[str, str]:
    reason = f"原因：{filing.reason.label}" if filing.reason else None
    return f"{name}{filing.status.label}", sentences(reason)


def _assignment(handling: PublicHandling, name: str, scribe: Scribe) -> tuple[str, str]:
    lead = scribe.units(handling.lead)
    co = scribe.units(handling.co)
    due = f"答复期限 {handling.due}" if handling.due else None
    return f"{name}交{lead}办理" if lead else f"{name}交办", sentences(co and f"会办：{co}", due)


def _evaluation(proposal: PublicProposal) -> str:
    attitude = f"对办理态度：{proposal.attitude.words}" if proposal.attitude else None
    result = f"对办理结果：{proposal.outcome_mark.words}" if proposal.outcome_mark else None
    return sentences(attitude, result)


def of_reply(reply: PublicReply, scribe: Scribe) -> Iterator[Event]:
    """一件答复或会办意见的事，不含其中的承诺。只有公布日期的，按公布日期。"""
    subject = scribe.subject(RecordKind.REPLY, reply.id, scribe.faceting.of_reply(reply))
    unit = scribe.units((reply.unit,))
    name = scribe.proposals(reply.proposals)
    day = reply.date or reply.published
    if day and reply.role.is_reply:
        result = f"办理结果：{reply.result.words}" if reply.result else None
        words = (f"{unit}答复了{name}", sentences(result, reply.summary))
        yield subject.event(EventType.REPLIED, "replied", day, words)
    elif day:
        words = (f"{unit}对{name}提出会办意见", sentences(reply.summary))
        yield subject.event(EventType.OPINION, "replied", day, words)
    before = reply.result.words if reply.result else None
    for place, change in enumerate(reply.result_history, 1):
        if change.date:
            now = change.result.words
            how = "变为" if now != before else "仍是"
            words = (f"{name}的办理结果{how}「{now}」", sentences(unit, change.note))
            yield subject.event(EventType.RESULT_CHANGED, f"result-{place}", change.date, words)
        before = change.result.words
    yield from corrected(reply.corrections, f"{unit}对{name}的答复", subject)
