"""办理的比率：立案、办复、按时办复、三访、沟通、满意。每个函数是一条口径。"""

from collections.abc import Iterator

from msgspec.structs import replace

from generator.release.model import PublicMark, Release
from generator.release.stats.facts import EVERYWHERE, NO_KEYS, Facts, Keys, ProposalFacts
from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import (
    NO,
    YES,
    Coded,
    Columns,
    Verdict,
    integers_in,
    leave_out,
    yes_or_no,
)
from generator.terms import ClockState, FilingStatus, RecordKind, Satisfaction, VisitPhase

MARKED = "marked"
"""不是指标：只用来知道哪几级政协公布过评价，见 with_publishing。"""

UNMARKED = Verdict("unmarked")
"""没有评价；要看了全部提案才知道算不算。"""

MARK = (MARKED, *YES)
UNDECIDED = ("returned", *UNMARKED)
RETURNED_NOT = ("returned", *NO)
UNKNOWN = ("returned", *leave_out("所属政协没有公布过评价"))

Judged = tuple[Verdict | None, int, Evidence | None, Keys]


def filed(facts: Facts) -> Iterator[Judged]:
    """立案 ÷ 收到。"""
    for item in facts.proposals:
        verdict = (
            leave_out("审查结果没有公布")
            if item.filing is None
            else yes_or_no(item.filing is FilingStatus.FILED)
        )
        yield verdict, 1, item.evidence, item.keys


def replied(facts: Facts) -> Iterator[Judged]:
    """答全 ÷ 立案。"""
    for item in facts.proposals:
        yield _not_filed(item) or yes_or_no(item.answer.is_full), 1, item.evidence, item.keys


def _not_filed(item: ProposalFacts) -> Verdict | None:
    if item.filing is None:
        return leave_out("审查结果没有公布")
    if item.filing is FilingStatus.FILED:
        return None
    return leave_out("并案，随主案答复" if item.filing is FilingStatus.MERGED else "没有立案")


def withheld(release: Release) -> Iterator[Judged]:
    """不公开的提案只知道件数与哪级政协：立案率、办复率在全站与那级政协里说明没有计入。"""
    for group in release.withheld:
        if group.kind is RecordKind.PROPOSAL:
            body = (group.body,) if group.body else ()
            keys = {**NO_KEYS, ScopeKind.WHOLE: EVERYWHERE, ScopeKind.BODY: body}
            yield leave_out(f"提案没有公开（{group.openness}）"), group.count, None, keys


def on_time(facts: Facts) -> Iterator[Judged]:
    """期限之前答全 ÷ 期限已过。"""
    for item in facts.proposals:
        yield _on_time(item, facts), 1, item.evidence, item.keys


def _on_time(item: ProposalFacts, facts: Facts) -> Verdict | None:
    if not item.is_in_hand:
        return None
    clock = item.clock
    if clock is None or clock.due is None:
        return leave_out("没有期限，或起算日没有公布")
    if clock.due >= facts.release.as_of:
        return leave_out("期限还没有过")
    if clock.state is ClockState.UNKNOWN:
        return leave_out("答复日期没有公布，或只到月份，无法判断")
    return yes_or_no(clock.state is ClockState.MET)


def visited(facts: Facts) -> Iterator[Judged]:
    """已访 ÷（应访 − 委员表示不需要）；每件每个阶段算一次。"""
    for item in facts.proposals:
        if not item.is_in_hand:
            continue
        if not item.proposal.visits:
            yield leave_out("没有公布走访情况"), len(VisitPhase), item.evidence, item.keys
            continue
        for phase in VisitPhase:
            yield _phase(item, phase, facts), 1, item.evidence, item.keys


def _phase(item: ProposalFacts, phase: VisitPhase, facts: Facts) -> Verdict:
    visits = [visit for visit in item.proposal.visits if visit.phase is phase]
    if _was_visited(item, facts, phase):
        return yes_or_no(is_counted=True)
    if any(visit.waived for visit in visits):
        return leave_out("委员表示不需要")
    if phase is VisitPhase.AFTER and not item.answer.is_full:
        return leave_out("还没有答复，未到办后回访的时候")
    return yes_or_no(is_counted=False)


def _was_visited(item: ProposalFacts, facts: Facts, phase: VisitPhase | None = None) -> bool:
    return any(
        not visit.waived and (visit.date is None or visit.date.first <= facts.release.as_of)
        for visit in item.proposal.visits
        if phase is None or visit.phase is phase
    )


def contacted(facts: Facts) -> Iterator[Judged]:
    """至少沟通过一次 ÷ 公布了走访情况的。"""
    for item in facts.proposals:
        if not item.is_in_hand:
            continue
        yield _contact(item, facts), 1, item.evidence, item.keys


def _contact(item: ProposalFacts, facts: Facts) -> Verdict:
    if not item.proposal.visits:
        return leave_out("没有公布走访情况")
    if _was_visited(item, facts):
        return yes_or_no(is_counted=True)
    if all(visit.waived for visit in item.proposal.visits):
        return leave_out("委员表示不需要")
    return yes_or_no(is_counted=False)


def attitude_satisfied(facts: Facts) -> Iterator[Judged]:
    """对态度满意 ÷ 收回。"""
    yield from _marks(facts, {Satisfaction.SATISFIED}, of_result=False)


def attitude_accepted(facts: Facts) -> Iterator[Judged]:
    """对态度满意与基本满意 ÷ 收回。"""
    yield from _marks(facts, {Satisfaction.SATISFIED, Satisfaction.MOSTLY}, of_result=False)


def result_satisfied(facts: Facts) -> Iterator[Judged]:
    """对结果满意 ÷ 收回。"""
    yield from _marks(facts, {Satisfaction.SATISFIED}, of_result=True)


def result_accepted(facts: Facts) -> Iterator[Judged]:
    """对结果满意与基本满意 ÷ 收回。"""
    yield from _marks(facts, {Satisfaction.SATISFIED, Satisfaction.MOSTLY}, of_result=True)


def _marks(facts: Facts, counted: set[Satisfaction], *, of_result: bool) -> Iterator[Judged]:
    for item in facts.proposals:
        mark = _mark_of(item, facts, of_result=of_result)
        if mark is not None:
            yield _marked(mark, counted), 1, item.evidence, item.keys
        elif item.answer.is_full and item.is_in_hand:
            yield leave_out("没有收回评价，或没有公布"), 1, item.evidence, item.keys


def _marked(mark: PublicMark, counted: set[Satisfaction]) -> Verdict:
    if mark.code is None:
        return leave_out("评价的叫法没有换算")
    return yes_or_no(mark.code in counted)


def _mark_of(item: ProposalFacts, facts: Facts, *, of_result: bool) -> PublicMark | None:
    proposal = item.proposal
    if proposal.evaluated is not None and proposal.evaluated.first > facts.release.as_of:
        return None
    return proposal.outcome_mark if of_result else proposal.attitude


def returned(facts: Facts) -> Iterator[Judged]:
    """收回评价 ÷ 已答复；发出几份没有登记，以已答复的件数作分母。"""
    for item in facts.proposals:
        if item.is_in_hand:
            yield _returned(item, facts), 1, item.evidence, item.keys


def _returned(item: ProposalFacts, facts: Facts) -> Verdict:
    if not item.answer.is_full:
        return leave_out("还没有答复")
    return YES if _has_mark(item, facts) else UNMARKED


def marked(facts: Facts) -> Iterator[Judged]:
    """公布了评价的提案；只用来知道哪几级政协公布过评价。"""
    for item in facts.proposals:
        if _has_mark(item, facts):
            yield YES, 1, item.evidence, item.keys


def with_publishing(observed: Columns) -> Columns:
    """没有评价的，看所属的政协公布过评价没有：一件也没有公布的，收回率不是零，是不知道。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    known = (*observed.slots.known, MARK, UNDECIDED, RETURNED_NOT, UNKNOWN)
    mark, undecided, returned_not, unknown = map(known.index, known[-4:])
    bodies = integers_in(dict(zip(ScopeKind, observed.scopes, strict=True))[ScopeKind.BODY].places)
    slots, keys = integers_in(observed.slots.places), integers_in(observed.keys)
    is_publishing = np.isin(bodies, bodies[keys[slots == mark]])
    waiting = slots == undecided
    decided = slots.copy()
    decided[waiting] = np.where(is_publishing[keys[waiting]], returned_not, unknown)
    return replace(observed, slots=Coded(known, decided.tobytes()))


def _has_mark(item: ProposalFacts, facts: Facts) -> bool:
    return any(_mark_of(item, facts, of_result=side) is not None for side in (False, True))
