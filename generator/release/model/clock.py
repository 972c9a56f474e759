"""公开的计时规则与放假安排。"""

import msgspec

from generator.dates import PartialDate
from generator.terms import ClockEvent, ClockSubject, ClockUnit, Timing


class PublicClockRule(msgspec.Struct, frozen=True, kw_only=True):
    """一条计时规则：从哪件事起，多久之内，到哪件事为止。

    Attributes:
        amount: 多少个 unit；固定日期的规则没有。
        extended: 说明理由后最长多少个 unit。
        fixed: 每年固定的月和日，如 09-30。
        roll: 最后一天不是工作日时顺延。
        bodies: 只管哪几级政协；空的管全部。
        since: 起算日不早于这一天的才适用。
        until: 起算日不晚于这一天的才适用。
    """

    id: str
    title: str
    subject: ClockSubject
    start: ClockEvent
    end: ClockEvent
    amount: int | None = None
    unit: ClockUnit | None = None
    extended: int | None = None
    fixed: str | None = None
    roll: bool = False
    bodies: tuple[str, ...] = ()
    timing: Timing | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: str | None = None

    @property
    def sentence(self) -> str:
        """规则的一句话：交办后 3 个月内答复，最长 6 个月，须说明理由。"""
        if self.fixed is not None:
            month, day = (int(part) for part in self.fixed.split("-"))
            return f"{self.start}后，{month} 月 {day} 日前{self.end}"
        if self.amount is None:
            return f"{self.end}不晚于{self.start}时写明的期限"
        longest = f"，最长 {self.extended} {self.counter}，须说明理由" if self.extended else ""
        return f"{self.start}后 {self.amount} {self.counter}内{self.end}{longest}"

    @property
    def counter(self) -> str:
        """接在数字后面的单位：个月、周、日、个工作日。"""
        return counter(self.unit)


def counter(unit: ClockUnit | None) -> str:
    """接在数字后面的单位：个月、周、日、个工作日；没有单位的为空。"""
    if unit is ClockUnit.WORKING_DAY:
        return "个工作日"
    return unit.label if unit else ""


class PublicHolidayYear(msgspec.Struct, frozen=True, kw_only=True):
    """一年的放假安排：放假的日子，调休上班的周末，与依据。"""

    year: int
    off: tuple[PartialDate, ...]
    work: tuple[PartialDate, ...]
    source: str
