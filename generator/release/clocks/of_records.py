"""每条记录有哪几只钟。"""

from collections.abc import Iterator

from generator.dates import PartialDate
from generator.release.clocks.answer import Answer, answer_of
from generator.release.clocks.clock import Clock, Reading, read_clock
from generator.release.clocks.working_days import calendar_of
from generator.release.model import PublicClockRule, PublicProposal, PublicReply, Release
from generator.terms import ClockEvent, ClockSubject, FilingStatus, Timing

RECORDED = PublicClockRule(
    id="due",
    title="答复",
    subject=ClockSubject.PROPOSAL,
    start=ClockEvent.ASSIGNED,
    end=ClockEvent.REPLIED,
)
"""没有规则、只有写明的期限时用它。"""


def clocks_of(proposal: PublicProposal, release: Release) -> tuple[Clock, ...]:
    """一件提案的各只钟，按配置的次序；没有立案的只有审查一只。"""
    return tuple(
        _read(rule, _reading(rule, proposal, release), release) for rule in _rules(proposal, release)
    )


def reply_clock(proposal: PublicProposal, release: Release, answer: Answer | None = None) -> Clock | None:
    """一件提案答复的那只钟：从交办到答复；没有规则也没有写明期限的没有。

    Args:
        proposal: 提案。
        release: 一次发布。
        answer: 它的答复情况；已经算过的传进来，不必再算。
    """
    rules = (
        rule
        for rule in _rules(proposal, release)
        if rule.end is ClockEvent.REPLIED and rule.start is ClockEvent.ASSIGNED
    )
    rule = next(rules, None)
    return _read(rule, _reading(rule, proposal, release, answer), release) if rule else None


def clocks_of_reply(reply: PublicReply, release: Release) -> tuple[Clock, ...]:
    """一件答复或一份会办意见的各只钟，按配置的次序。"""
    subject = ClockSubject.REPLY if reply.role.is_reply else ClockSubject.CO_OPINION
    proposals = [release.proposal[item] for item in reply.proposals if item in release.proposal]
    timings = {proposal.timing for proposal in proposals}
    return tuple(
        _read(rule, _reply_reading(rule, reply, proposals), release)
        for rule in release.site.clocks
        if rule.subject is subject
        and _is_for(rule, reply.body, timings)
        and _is_in_force(rule, _reply_event(rule.start, reply, proposals))
    )


def _read(rule: PublicClockRule, reading: Reading, release: Release) -> Clock:
    site = release.site
    work = release.once("work calendar", lambda: calendar_of(site.holidays))
    return read_clock(rule, reading, work, release.as_of, site.near_days)


def _rules(proposal: PublicProposal, release: Release) -> Iterator[PublicClockRule]:
    """适用于一件提案的规则；写明了期限而没有相应规则的，补上一条。"""
    is_handled = _runs(proposal)
    found = [
        rule
        for rule in release.site.clocks
        if rule.subject is ClockSubject.PROPOSAL
        and (is_handled or rule.end is ClockEvent.FILED)
        and _is_for(rule, proposal.body, {proposal.timing})
        and _is_in_force(rule, _event(rule.start, proposal))
    ]
    yield from found
    has_rule = any(rule.start is ClockEvent.ASSIGNED and rule.end is ClockEvent.REPLIED for rule in found)
    if is_handled and not has_rule and proposal.handling and proposal.handling.due:
        yield RECORDED


def _runs(proposal: PublicProposal) -> bool:
    """办理的钟走不走：立案的走；并入别案的随主案，自己另有交办的才走。"""
    status = proposal.filing.status if proposal.filing else None
    if status is FilingStatus.MERGED:
        return proposal.handling is not None
    return status is None or status.is_handled


def _is_for(rule: PublicClockRule, body: str | None, timings: set[Timing | None]) -> bool:
    return (not rule.bodies or body in rule.bodies) and (rule.timing is None or rule.timing in timings)


def _is_in_force(rule: PublicClockRule, started: PartialDate | None) -> bool:
    """起算日在规则施行期间；起算日不知道的，用还没有废止的规则。"""
    if started is None:
        return rule.until is None
    return (rule.since is None or started.last >= rule.since.first) and (
        rule.until is None or started.last <= rule.until.last
    )


def _event(event: ClockEvent, proposal: PublicProposal) -> PartialDate | None:
    if event is ClockEvent.SUBMITTED:
        return proposal.submitted
    if event is ClockEvent.FILED:
        return proposal.filing.date if proposal.filing else None
    return proposal.handling.assigned if proposal.handling else None


def _reading(
    rule: PublicClockRule, proposal: PublicProposal, release: Release, known: Answer | None = None
) -> Reading:
    started = _event(rule.start, proposal)
    if rule.end is not ClockEvent.REPLIED:
        met_on = _event(rule.end, proposal)
        return Reading(started=started, met_on=met_on, is_met=_has_happened(rule.end, proposal))
    answer = known or answer_of(proposal, release)
    recorded = proposal.handling.due if proposal.handling and rule.start is ClockEvent.ASSIGNED else None
    remark = "有答复没有公开，日期不公布。" if answer.hidden and answer.full is None else ""
    return Reading(
        started=started, met_on=answer.full, is_met=answer.is_full, recorded=recorded, remark=remark
    )


def _has_happened(event: ClockEvent, proposal: PublicProposal) -> bool:
    """审查、交办有没有发生；没有登记日期的也可能已经发生。"""
    if event is ClockEvent.FILED:
        return proposal.filing is not None
    return proposal.handling is not None and bool(proposal.handling.assigned or proposal.handling.lead)


def _reply_event(
    event: ClockEvent, reply: PublicReply, proposals: list[PublicProposal]
) -> PartialDate | None:
    if event is ClockEvent.REPLIED:
        return reply.date
    if event is ClockEvent.PUBLISHED:
        dates = [reply.published, *(entry.date for entry in reply.publications)]
        return min((day for day in dates if day), key=lambda day: (day.last, day), default=None)
    assigned = [item.handling.assigned for item in proposals if item.handling and item.handling.assigned]
    # 一件答复对应几件提案、交办日不同时，从最早的算起。
    return min(assigned, key=lambda day: (day.last, day), default=None)


def _reply_reading(rule: PublicClockRule, reply: PublicReply, proposals: list[PublicProposal]) -> Reading:
    met_on = _reply_event(rule.end, reply, proposals)
    # 记录在这里，答复就已作出、也已公开；没有登记日期不等于没有办。
    remark = "" if met_on else f"{rule.end}日期没有公布。"
    return Reading(
        started=_reply_event(rule.start, reply, proposals), met_on=met_on, is_met=True, remark=remark
    )
