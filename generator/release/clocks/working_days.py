"""工作日：国务院的放假与调休安排；不知道的年份只按周末推算，并说出来。"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from generator.lazily import lazily
from generator.release.model import PublicHolidayYear

if TYPE_CHECKING:
    import chinese_calendar
else:
    chinese_calendar = lazily("chinese_calendar")


SATURDAY = 5
ONE_DAY = timedelta(days=1)


class WorkCalendar(msgspec.Struct, frozen=True):
    """哪一天上班。

    Attributes:
        years: 站点配置补上的年份；这些年份以配置为准。
        off: 这些年份里放假的日子。
        work: 这些年份里调休上班的周末。
    """

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def knows(self, year: int) -> bool:
        """是否知道这一年的放假安排。"""
        return year in self.years or _is_built_in(year)

    def is_working_day(self, day: date) -> bool:
        """这一天是否上班；不知道放假安排的年份，周一到周五都算上班。"""
        weekday = day.weekday() < SATURDAY
        if day.year in self.years:
            return day in self.work or (weekday and day not in self.off)
        if _is_built_in(day.year):
            return _is_built_in_working_day(day)
        return weekday


def calendar_of(holidays: Sequence[PublicHolidayYear]) -> WorkCalendar:
    """由站点配置补上的放假安排得到日历。"""
    return WorkCalendar(
        years=frozenset(entry.year for entry in holidays),
        off=frozenset(day.first for entry in holidays for day in entry.off),
        work=frozenset(day.first for entry in holidays for day in entry.work),
    )


@lru_cache(maxsize=256)
def _is_built_in(year: int) -> bool:
    # 程序包没有列出它知道的年份，只在问到不知道的年份时拒绝；问一次就够。
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=16_384)
def _is_built_in_working_day(day: date) -> bool:
    # 十年的档案只有几千个日子，却要问几十万次。直接看两张表：is_workday 每问一次都从头找最早、最晚的年份。
    return day in chinese_calendar.workdays or (
        day.weekday() < SATURDAY and day not in chinese_calendar.holidays
    )


class Walk(msgspec.Struct, frozen=True):
    """数工作日的经过。

    Attributes:
        end: 数到的那一天。
        skipped: 跳过的周末与假日天数。
        made_up: 其中调休上班的周末天数，已计入工作日。
        unknown: 途经而不知道放假安排的年份。
    """

    end: date
    skipped: int
    made_up: int
    unknown: tuple[int, ...]


def add_working_days(start: date, amount: int, calendar: WorkCalendar) -> Walk:
    """从 start 的次日数起，数到第 amount 个工作日；amount 为 0 就是当天。"""
    day, left, skipped, made_up = start, amount, 0, 0
    unknown: set[int] = set()
    while left > 0:
        day += ONE_DAY
        if not calendar.knows(day.year):
            unknown.add(day.year)
        if calendar.is_working_day(day):
            left -= 1
            made_up += day.weekday() >= SATURDAY
        else:
            skipped += 1
    return Walk(day, skipped, made_up, tuple(sorted(unknown)))


def next_working_day(day: date, calendar: WorkCalendar) -> Walk:
    """这一天上班就是这一天，否则是其后第一个工作日。"""
    end, skipped = day, 0
    unknown = set() if calendar.knows(day.year) else {day.year}
    while not calendar.is_working_day(end):
        end += ONE_DAY
        skipped += 1
        if not calendar.knows(end.year):
            unknown.add(end.year)
    return Walk(end, skipped, 0, tuple(sorted(unknown)))
