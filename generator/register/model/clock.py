"""计时规则与节假日：各地自己的规定，写在站点配置里。"""

import calendar
import re
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from generator.register.model.fields import (
    SEQUENCE,
    BodyId,
    Count,
    Date,
    Identifier,
    Line,
    Part,
    YesNo,
    one_of,
)
from generator.terms import ClockEvent, ClockSubject, ClockUnit, Timing

MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
LEAP_YEAR = 2024
LONGEST = 3660
EVENTS = {
    ClockSubject.PROPOSAL: (
        (ClockEvent.SUBMITTED, ClockEvent.FILED, ClockEvent.ASSIGNED),
        (ClockEvent.FILED, ClockEvent.ASSIGNED, ClockEvent.REPLIED),
    ),
    ClockSubject.REPLY: (
        (ClockEvent.ASSIGNED, ClockEvent.REPLIED),
        (ClockEvent.REPLIED, ClockEvent.PUBLISHED),
    ),
    ClockSubject.CO_OPINION: ((ClockEvent.ASSIGNED,), (ClockEvent.REPLIED,)),
}
"""每一种对象可用的起点与终点。"""


def _refuse(message: str, cure: str) -> PydanticCustomError:
    return PydanticCustomError("shai", "{message}", {"rule": "bad-clock", "message": message, "cure": cure})


def _month_day(value: Any) -> str:
    match = MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    # 借一个闰年核对：2 月 29 日写得，没有的年份按月底算。
    if match is None or not 1 <= int(match[1]) <= 12 or not 1 <= int(match[2]) <= _length(int(match[1])):
        raise _refuse(f"「{value}」不是月和日", "写成 09-30 这样，月日各两位数字。")
    return match[0]


def _length(month: int) -> int:
    return calendar.monthrange(LEAP_YEAR, month)[1]


MonthDay = Annotated[str, PlainValidator(_month_day, json_schema_input_type=str)]


class ClockRule(Part):
    """一条计时规则。"""

    id: Identifier = Field(title="编号", description="规则的编号，全站唯一。", examples=["dafu"])
    title: Line = Field(title="名称", description="这只钟叫什么。", examples=["答复"])
    subject: Annotated[ClockSubject, one_of(ClockSubject)] = Field(
        ClockSubject.PROPOSAL,
        title="对象",
        description="提案：每件一只钟；答复、会办意见：每件答复、每份意见一只钟。",
    )
    start: Annotated[ClockEvent, one_of(ClockEvent)] = Field(
        title="从", description="从哪件事起算：提交、立案、交办（收到）、答复。当天不计入。"
    )
    end: Annotated[ClockEvent, one_of(ClockEvent)] = Field(
        title="到", description="到哪件事为止：立案、交办、答复、公开。"
    )
    amount: Count | None = Field(None, title="期限", description="多少个单位。", examples=[3])
    unit: Annotated[ClockUnit | None, one_of(ClockUnit)] = Field(
        None, title="单位", description="个月、周、日、工作日。"
    )
    extended: Count | None = Field(
        None, title="最长", description="说明理由后最长可到多少个单位。", examples=[6]
    )
    fixed: MonthDay | None = Field(
        None, title="固定日期", description="每年固定的月和日；写了它就不写期限与单位。", examples=["09-30"]
    )
    roll: YesNo = Field(
        False, title="遇假顺延", description="写「是」，期限的最后一天不是工作日时顺延到下一个工作日。"
    )
    bodies: Annotated[tuple[BodyId, ...], SEQUENCE] = Field(
        (), title="政协", description="只管哪几级政协；不写管全部。"
    )
    timing: Annotated[Timing | None, one_of(Timing)] = Field(
        None, title="提出时间", description="只管会间或会后的提案；不写都管。"
    )
    since: Annotated[
        Date | None, Field(title="施行", description="起算日在这一天或以后的才适用；不写一直适用。")
    ] = None
    until: Annotated[
        Date | None, Field(title="废止", description="起算日在这一天以后的不再适用；不写仍适用。")
    ] = None
    source: Line | None = Field(None, title="依据", description="规则出自哪份文件，原文怎样写。")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.fixed is None) == (self.amount is None):
            raise _refuse(f"规则「{self.title}」的期限不清楚", "写 amount 和 unit，或只写 fixed，二者取一。")
        if self.amount is not None and self.unit is None:
            raise _refuse(f"规则「{self.title}」没有写单位", "unit 写个月、周、日或工作日。")
        if self.extended is not None and (self.amount is None or self.extended <= self.amount):
            raise _refuse(f"规则「{self.title}」的最长期限不比期限长", "extended 应当大于 amount。")
        if max(self.amount or 0, self.extended or 0) > LONGEST:
            raise _refuse(f"规则「{self.title}」的期限长得不像", "检查是否多写了位数。")
        starts, ends = EVENTS[self.subject]
        order = list(ClockEvent)
        if (
            self.start not in starts
            or self.end not in ends
            or order.index(self.start) >= order.index(self.end)
        ):
            raise _refuse(
                f"规则「{self.title}」不能从「{self.start}」计到「{self.end}」",
                f"管{self.subject}的规则，从{_listed(starts)}起，到{_listed(ends)}止，起在止前。",
            )
        return self


def _listed(events: tuple[ClockEvent, ...]) -> str:
    return "、".join(event.label for event in events)


class HolidayYear(Part):
    """一年的放假安排；程序自带的日历还不知道、或与当地不同的年份才写。"""

    year: Count = Field(title="年份", description="哪一年。", examples=[2027])
    off: Annotated[tuple[Date, ...], SEQUENCE] = Field(
        title="放假", description="这一年放假的日子，逐日列出；平常的周末不必列。"
    )
    work: Annotated[tuple[Date, ...], SEQUENCE] = Field(
        (), title="调休上班", description="这一年要上班的周末。"
    )
    source: Line = Field(title="依据", description="国务院办公厅通知的名称与文号。")
