"""一只钟：规则、起算、期限、办到没有，与算式。"""

from datetime import date

import msgspec

from generator.dates import PartialDate
from generator.release.clocks.arithmetic import Deadline, Rule, deadline
from generator.release.clocks.working_days import WorkCalendar
from generator.terms import ClockState

PAST_DUE = {ClockState.EXTENDED, ClockState.OVERDUE, ClockState.MET_EXTENDED, ClockState.LATE}


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """一只钟在某一天的样子。

    Attributes:
        id: 规则的编号；没有规则、只有写明的期限时为 due。
        title: 规则的名称。
        rule: 规则的一句话。
        source: 规则的依据；没有写的没有。
        started: 起算日；还没起算或没公布的没有。
        due: 期限的最后一天；算不出的没有。
        extended_due: 说明理由后的最长期限；规则没有的没有。
        met_on: 办到的日期；还没办到或没公布的没有。
        state: 状态。
        days: 离期限几天，逾期为负；只有还没办到的才有。
        arithmetic: 算式，例如「交办 2023-02-15 ＋ 3 个月 → 2023-05-15」。
        note: 读者应当知道的，例如放假安排还没有公布；没有的为空。
    """

    id: str
    title: str
    rule: str
    source: str | None
    started: PartialDate | None
    due: date | None
    extended_due: date | None
    met_on: PartialDate | None
    state: ClockState
    days: int | None
    arithmetic: str
    note: str

    @property
    def phrase(self) -> str:
        """状态的说法，逾期、临近的带上天数。"""
        if self.days is None:
            return self.state.label
        if self.days < 0:
            return (
                f"{self.state.label} {-self.days} 天"
                if self.state is ClockState.OVERDUE
                else self.state.label
            )
        return f"{self.state.label}，还有 {self.days} 天" if self.days else f"{self.state.label}，今天到期"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """看钟所需的事实。

    Attributes:
        started: 起算日；不知道的没有。
        met_on: 办到的日期；没办到或不知道的没有。
        is_met: 是否办到；办到而不知日期时，met_on 没有而它为真。
        recorded: 交办时写明的期限；没有写的没有。
        remark: 事实本身要说明的话。
    """

    started: PartialDate | None
    met_on: PartialDate | None
    is_met: bool
    recorded: PartialDate | None = None
    remark: str = ""


class Limits(msgspec.Struct, frozen=True):
    """推算出的各个日子与说明。"""

    due: date | None
    extended: date | None
    arithmetic: str
    notes: tuple[str, ...]


def read_clock(rule: Rule, reading: Reading, work: WorkCalendar, as_of: date, near_days: int) -> Clock:
    """按规则与事实看一只钟。

    写明的期限先于推算的；只公布到月份的起算日从那个月的最后一天算，宁可少说逾期。

    Args:
        rule: 规则。
        reading: 事实。
        work: 哪一天上班。
        as_of: 数据截至哪一天；晚于它的事还没有发生。
        near_days: 离期限不超过几天算临近。
    """
    started = reading.started if reading.started and reading.started.first <= as_of else None
    met_on = reading.met_on if reading.met_on and reading.met_on.first <= as_of else None
    is_met = reading.is_met and (reading.met_on is None or met_on is not None)
    limits = _limits(rule, started, reading.recorded, work)
    state = _state(limits, met_on, as_of, near_days, is_met=is_met)
    is_open = not is_met and limits.due is not None
    return Clock(
        id=rule.id,
        title=rule.title,
        rule=rule.sentence,
        source=rule.source,
        started=started,
        due=limits.due,
        extended_due=limits.extended,
        met_on=met_on,
        state=state,
        days=(limits.due - as_of).days if is_open and limits.due else None,
        arithmetic=limits.arithmetic + _longest(limits, state),
        note=" ".join(text for text in (*limits.notes, reading.remark) if text),
    )


def _longest(limits: Limits, state: ClockState) -> str:
    """过了一般期限的，再写最长到哪一天；没有过的不必。"""
    if limits.extended is None or state not in PAST_DUE:
        return ""
    return f"，最长到 {limits.extended}"


def _limits(
    rule: Rule, started: PartialDate | None, recorded: PartialDate | None, work: WorkCalendar
) -> Limits:
    has_length = rule.amount is not None or rule.fixed is not None
    computed = deadline(rule, started.last, work) if started and has_length else None
    longest = deadline(rule, started.last, work, extended=True) if started and rule.extended else None
    notes = [*_unknown_years(computed, longest)]
    if started and not started.is_exact:
        notes.append(f"{rule.start}日只公布到 {started}，从 {started.last} 起算。")
    if recorded is None:
        due = computed.day if computed else None
        arithmetic = f"{rule.start} {started} {computed.steps}" if computed else f"{rule.start}日期未公布"
        return Limits(due, _longer(longest, due), arithmetic, tuple(notes))
    if computed and computed.day != recorded.last:
        notes.append(f"按规则推算是 {computed.day}，交办时写明 {recorded}，以写明的为准。")
    return Limits(recorded.last, _longer(longest, recorded.last), f"交办时写明 {recorded}", tuple(notes))


def _longer(longest: Deadline | None, due: date | None) -> date | None:
    return longest.day if longest and due and longest.day > due else None


def _unknown_years(*deadlines: Deadline | None) -> list[str]:
    years = sorted({year for found in deadlines if found for year in found.unknown})
    return [f"{year} 年的放假安排还没有公布，工作日暂按周末推算，公布后会变。" for year in years]


def _state(
    limits: Limits, met_on: PartialDate | None, as_of: date, near_days: int, *, is_met: bool
) -> ClockState:
    if limits.due is None:
        return ClockState.UNKNOWN if is_met else ClockState.NOT_STARTED
    if is_met:
        return _met(met_on, limits.due, limits.extended)
    if as_of > limits.due:
        within = limits.extended is not None and as_of <= limits.extended
        return ClockState.EXTENDED if within else ClockState.OVERDUE
    return ClockState.NEAR if (limits.due - as_of).days <= near_days else ClockState.RUNNING


def _met(met_on: PartialDate | None, due: date, extended: date | None) -> ClockState:
    """按时与否；日期没公布，或只到月份而两边都可能，就说无法判断。"""
    if met_on is None:
        return ClockState.UNKNOWN
    if met_on.last <= due:
        return ClockState.MET
    if met_on.first > (extended or due):
        return ClockState.LATE
    if extended is not None and met_on.first > due and met_on.last <= extended:
        return ClockState.MET_EXTENDED
    return ClockState.UNKNOWN
