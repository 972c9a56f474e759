"""活动次数的钟：一个平台，一条规定，一个周期一个周期地数公布了几次。

只说公布了几次。没有公布不等于没有办，所以过去的周期不够数时写「公布的不够」，不写「没有办」。
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from generator.dates import PartialDate
from generator.release.model import PublicConsultation, PublicPlatform, PublicQuotaRule, Release
from generator.terms import Period

SHOWN = 4
"""最近几个周期；更早的写合计。"""


class PeriodCount(msgspec.Struct, frozen=True):
    """一个周期。

    Attributes:
        label: 写法：2023年、2023年第3季度。
        first: 第一天。
        last: 最后一天。
        count: 公布了几次；只知道年月、跨了周期的不算。
        state: 样式目录里的状态代号：done 够了，near 快到期，upcoming 还早，undated 公布的不够。
        sentence: 给读者的话。
    """

    label: str
    first: date
    last: date
    count: int
    state: str
    sentence: str


class QuotaClock(msgspec.Struct, frozen=True):
    """一个平台在一条规定下的钟。

    Attributes:
        rule: 规定。
        phrase: 规定的写法：每季度至少 1 次。
        periods: 最近几个周期，新的在前。
        met: 全部周期里够数的有几个。
        total: 全部周期数。
        unplaced: 只知道年份、月份，放不进某个周期的活动有几次。
    """

    rule: PublicQuotaRule
    phrase: str
    periods: tuple[PeriodCount, ...]
    met: int
    total: int
    unplaced: int


def quota_clocks(item: PublicPlatform, release: Release) -> tuple[QuotaClock, ...]:
    """一个平台的全部活动次数钟；代表一批的、没有写起算的，只有规定，不数次数。"""
    rules = (rule for rule in release.site.quotas if applies(rule, item))
    return tuple(_clock(rule, item, release) for rule in rules)


def applies(rule: PublicQuotaRule, item: PublicPlatform) -> bool:
    """这条规定管不管这个平台。"""
    return (
        (not rule.bodies or item.body in rule.bodies)
        and (not rule.platform_kinds or item.kind in rule.platform_kinds)
        and (not rule.platforms or item.id in rule.platforms)
    )


def activities(item: PublicPlatform, release: Release) -> tuple[PublicConsultation, ...]:
    """在这个平台办的、已经发生的活动。"""
    return tuple(
        event
        for event in release.consultations_by_platform.get(item.id, ())
        if event.date is None or event.date.first <= release.as_of
    )


def _clock(rule: PublicQuotaRule, item: PublicPlatform, release: Release) -> QuotaClock:
    days = [event.date for event in activities(item, release)]
    spans = () if item.group else tuple(periods(rule, release.as_of))
    counts = [_count(span, days) for span in spans]
    shown = [
        _period(rule, span, count, release)
        for span, count in zip(reversed(spans), reversed(counts), strict=True)
    ]
    inside = [
        day
        for day in days
        if spans and (day is None or (day.last >= spans[0][0] and day.first <= spans[-1][1]))
    ]
    return QuotaClock(
        rule=rule,
        phrase=f"每{rule.period.label}至少 {rule.minimum} 次",
        periods=tuple(shown[:SHOWN]),
        met=sum(count >= rule.minimum for count in counts),
        total=len(spans),
        unplaced=len(inside) - sum(counts),
    )


def periods(rule: PublicQuotaRule, as_of: date) -> Iterator[tuple[date, date]]:
    """从起算到 as_of（或规定的终点）的各个周期，首尾两天都算；按日历分，不从起算那天数起。"""
    if rule.since is None:
        return
    months = rule.period.months
    start = rule.since.first
    start = date(start.year, (start.month - 1) // months * months + 1, 1)
    end = min(as_of, rule.until.last) if rule.until else as_of
    while start <= end:
        last_month = start.month + months - 1
        last = date(start.year, last_month, calendar.monthrange(start.year, last_month)[1])
        yield start, last
        start = last + timedelta(days=1)


def _count(span: tuple[date, date], days: list[PartialDate | None]) -> int:
    first, last = span
    return sum(day is not None and first <= day.first and day.last <= last for day in days)


def _period(rule: PublicQuotaRule, span: tuple[date, date], count: int, release: Release) -> PeriodCount:
    first, last = span
    left = (last - release.as_of).days
    short = rule.minimum - count
    if short <= 0:
        state, sentence = "done", f"公布了 {count} 次，够了"
    elif left < 0:
        state, sentence = "undated", f"公布了 {count} 次，公布的不够 {rule.minimum} 次"
    else:
        state = "near" if left <= release.site.near_days else "upcoming"
        sentence = f"公布了 {count} 次，还差 {short} 次，离期末 {left} 天"
    return PeriodCount(label(rule.period, first), first, last, count, state, sentence)


def label(period: Period, first: date) -> str:
    """一个周期的写法。"""
    year = f"{first.year}年"
    if period is Period.YEAR:
        return year
    if period is Period.MONTH:
        return f"{year}{first.month}月"
    if period is Period.HALF:
        return year + ("上半年" if first.month == 1 else "下半年")
    return f"{year}第{(first.month + 2) // 3}季度"
