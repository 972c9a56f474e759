"""期限的推算：从起算日加上期限，并写出算式。起算的当天不计入。"""

import calendar
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from generator.release.clocks.working_days import WorkCalendar, add_working_days, next_working_day
from generator.release.model import PublicClockRule, StageRule
from generator.terms import ClockUnit

Rule = PublicClockRule | StageRule
"""计时规则：办理的，或闭环里一个环节的。"""


class Deadline(msgspec.Struct, frozen=True):
    """推算出的期限。

    Attributes:
        day: 期限的最后一天，当天办到仍算按时。
        steps: 算式里「＋」之后的部分。
        unknown: 推算时不知道放假安排的年份。
    """

    day: date
    steps: str
    unknown: tuple[int, ...] = ()


def add_months(start: date, months: int) -> date:
    """加几个月；那个月没有这一天的，取月底：1 月 31 日加 1 个月是 2 月底。"""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


# 十年的档案只有几千个起算日，却要推算几十万次。
@lru_cache(maxsize=16_384)
def deadline(rule: Rule, start: date, work: WorkCalendar, *, extended: bool = False) -> Deadline:
    """由一条规则与起算日得到期限。

    Args:
        rule: 规则。
        start: 起算日。
        work: 哪一天上班。
        extended: 取最长期限而不是一般期限；规则须有最长期限。
    """
    found = _fixed(rule, start) if rule.fixed else _counted(rule, start, work, extended=extended)
    if not rule.roll:
        return found
    rolled = next_working_day(found.day, work)
    years = tuple(sorted({*found.unknown, *rolled.unknown}))
    if rolled.end == found.day:
        return Deadline(found.day, found.steps, years)
    return Deadline(rolled.end, f"{found.steps}，不是工作日，顺延 → {rolled.end}", years)


def _counted(rule: Rule, start: date, work: WorkCalendar, *, extended: bool) -> Deadline:
    amount = (rule.extended if extended else rule.amount) or 0
    added = f"＋ {amount} {rule.counter} →"
    if rule.unit is ClockUnit.WORKING_DAY:
        walk = add_working_days(start, amount, work)
        made_up = f"，调休上班 {walk.made_up} 天照计" if walk.made_up else ""
        skipped = f"（其间周末与放假 {walk.skipped} 天不计{made_up}）" if walk.skipped or made_up else ""
        return Deadline(walk.end, f"{added} {walk.end}{skipped}", walk.unknown)
    if rule.unit is ClockUnit.MONTH:
        day = add_months(start, amount)
        clamped = f"（{day.month} 月没有 {start.day} 日，取月底）" if day.day != start.day else ""
        return Deadline(day, f"{added} {day}{clamped}")
    days = amount * 7 if rule.unit is ClockUnit.WEEK else amount
    day = start + timedelta(days=days)
    return Deadline(day, f"{added} {day}")


def _fixed(rule: Rule, start: date) -> Deadline:
    """起算日之后（含当天）第一次遇到的那个月那一日。"""
    month, day = (int(part) for part in (rule.fixed or "12-31").split("-"))
    candidates = (_in_year(year, month, day) for year in (start.year, start.year + 1))
    found = next(candidate for candidate in candidates if candidate >= start)
    return Deadline(found, f"之后的 {month} 月 {day} 日 → {found}")


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
