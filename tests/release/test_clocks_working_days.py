"""工作日：国庆与春节前后逐日数过，调休上班的周末照算。"""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import PartialDate
from generator.release.clocks import WorkCalendar, calendar_of
from generator.release.clocks.arithmetic import add_months
from generator.release.clocks.working_days import add_working_days, next_working_day
from generator.release.model import PublicHolidayYear

BUILT_IN = WorkCalendar()
NEW_YEAR_2027 = PublicHolidayYear(
    year=2027,
    off=(PartialDate("2027-01-01"),),
    work=(PartialDate("2027-01-03"),),
    source="虚构的放假通知",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        # 2023 国庆：9-29（五）至 10-6（五）放假，10-7（六）、10-8（日）上班。
        ("2023-09-28", 1, "2023-10-07"),
        ("2023-09-28", 2, "2023-10-08"),
        ("2023-09-28", 3, "2023-10-09"),
        # 10-7、8 两天，9 至 13、16 至 20、23 至 27 各五天，30、31 两天，再一天。
        ("2023-09-28", 20, "2023-11-01"),
        # 2024 国庆：10-1 至 10-7 放假，9-29（日）、10-12（六）上班。
        ("2024-09-27", 1, "2024-09-29"),
        ("2024-09-27", 3, "2024-10-08"),
        ("2024-09-27", 7, "2024-10-12"),
        ("2024-09-27", 8, "2024-10-14"),
        # 2025 国庆连中秋：10-1 至 10-8 放假，9-28（日）、10-11（六）上班。
        ("2025-09-26", 4, "2025-10-09"),
        ("2025-09-26", 6, "2025-10-11"),
        ("2025-09-26", 7, "2025-10-13"),
        # 2023 春节：1-21 至 1-27 放假，1-28（六）、1-29（日）上班。
        ("2023-01-20", 1, "2023-01-28"),
        ("2023-01-20", 3, "2023-01-30"),
        # 2024 春节：2-10 至 2-17 放假，2-4（日）、2-18（日）上班；除夕 2-9 当年不放假。
        ("2024-02-02", 1, "2024-02-04"),
        ("2024-02-02", 6, "2024-02-09"),
        ("2024-02-02", 7, "2024-02-18"),
        ("2024-02-02", 20, "2024-03-06"),
        # 2026 春节：2-15 至 2-23 放假，2-14（六）、2-28（六）上班。
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 6, "2026-02-28"),
        ("2026-02-13", 7, "2026-03-02"),
    ],
)
def test_working_days_skip_holidays_and_count_made_up_weekends(start: str, amount: int, end: str) -> None:
    walk = add_working_days(day(start), amount, BUILT_IN)
    assert walk.end == day(end)
    assert walk.unknown == ()


def test_the_walk_says_how_many_days_it_skipped_and_how_many_weekends_worked() -> None:
    walk = add_working_days(day("2023-09-28"), 20, BUILT_IN)
    # 9-28 之后到 11-01 共 34 天：20 天上班，其余 14 天不计；调休的是 10-7、10-8。
    assert (walk.skipped, walk.made_up) == (14, 2)


def test_a_year_without_published_holidays_falls_back_to_weekends_and_is_named() -> None:
    walk = add_working_days(day("2026-12-28"), 5, BUILT_IN)
    # 29、30、31 三天，2027-01-01 是星期五，暂按上班算，再到星期一。
    assert (walk.end, walk.unknown) == (day("2027-01-04"), (2027,))


def test_a_year_given_in_the_configuration_moves_the_deadline_and_is_known() -> None:
    walk = add_working_days(day("2026-12-28"), 5, calendar_of([NEW_YEAR_2027]))
    # 元旦放假，1-3（日）上班：29、30、31、1-3、1-4。
    assert (walk.end, walk.unknown) == (day("2027-01-04"), ())
    assert add_working_days(day("2026-12-28"), 4, calendar_of([NEW_YEAR_2027])).end == day("2027-01-03")


def test_the_configuration_overrides_the_built_in_year() -> None:
    shortened = PublicHolidayYear(year=2024, off=(PartialDate("2024-10-01"),), work=(), source="虚构")
    assert calendar_of([shortened]).is_working_day(day("2024-10-02"))
    assert not BUILT_IN.is_working_day(day("2024-10-02"))


def test_a_deadline_on_a_holiday_rolls_to_the_next_working_day() -> None:
    assert next_working_day(day("2023-09-30"), BUILT_IN).end == day("2023-10-07")
    assert next_working_day(day("2023-10-07"), BUILT_IN).end == day("2023-10-07")


KNOWN_DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))


@given(KNOWN_DAYS, st.integers(1, 60))
def test_the_last_day_works_and_exactly_so_many_working_days_lie_between(start: date, amount: int) -> None:
    end = add_working_days(start, amount, BUILT_IN).end
    span = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(BUILT_IN.is_working_day(item) for item in span) == amount
    assert BUILT_IN.is_working_day(end)


@given(KNOWN_DAYS, st.integers(0, 40), st.integers(1, 40))
def test_a_longer_limit_ends_later(start: date, amount: int, more: int) -> None:
    assert (
        add_working_days(start, amount, BUILT_IN).end < add_working_days(start, amount + more, BUILT_IN).end
    )


@given(KNOWN_DAYS)
def test_zero_working_days_is_the_same_day(start: date) -> None:
    assert add_working_days(start, 0, BUILT_IN).end == start


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-02-15", 3, "2023-05-15"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-03-31", 6, "2023-09-30"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-06-15", 12, "2024-06-15"),
    ],
)
def test_months_keep_the_day_or_fall_back_to_the_end_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(KNOWN_DAYS, st.integers(0, 120))
def test_months_land_in_the_right_month_and_never_pass_the_day(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_every_built_in_day_is_what_the_holiday_package_says() -> None:
    days = (date(2004, 1, 1) + timedelta(days=place) for place in range(8400))
    told = [(one, BUILT_IN.is_working_day(one)) for one in days if BUILT_IN.knows(one.year)]
    assert len(told) > 8000
    assert told == [(one, chinese_calendar.is_workday(one)) for one, _ in told]
