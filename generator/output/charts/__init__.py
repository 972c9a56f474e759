"""图：建站时画成 SVG，字是真的字，旁边有表，数据点一下就到。"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from generator.output.charts import drawings
from generator.output.charts.figure import Picture, figure
from generator.release.model import Release
from generator.release.stats import (
    ScopeGroup,
    ScopeKind,
    ScopeStatistics,
    Statistics,
    statistics,
    unit_statistics,
)


class Chart(NamedTuple):
    """一张图：标题，与从统计画图的函数；函数的第一个参数是图的代号。"""

    title: str
    draw: Callable[[str, Statistics], Picture]


CHARTS: Mapping[str, Chart] = {
    "flow": Chart("从建议到兑现", lambda _, found: drawings.flow(found.whole)),
    "ledger": Chart("承诺与任务的状态", lambda _, found: drawings.ledger(found.whole)),
    "reply-time": Chart("从交办到第一件答复", lambda _, found: drawings.reply_time(found.whole)),
    "delivery-time": Chart("从答复到承诺办完", lambda _, found: drawings.delivery_time(found.whole)),
    "results": Chart(
        "各年的办理结果",
        lambda key, found: drawings.results(key, "各年的办理结果", _group(found, ScopeKind.YEAR)),
    ),
    "results-by-session": Chart(
        "各届次的办理结果",
        lambda key, found: drawings.results(key, "各届次的办理结果", _group(found, ScopeKind.SESSION)),
    ),
    "categories": Chart(
        "提案的类别",
        lambda _, found: drawings.categories(_scopes(found, ScopeKind.CATEGORY)),
    ),
    "proposers": Chart("谁提的", lambda _, found: drawings.proposers(found.whole)),
    "withheld": Chart("没有公开的", lambda _, found: drawings.withheld(found)),
}
"""名称 → 图，次序就是统计页上的次序。"""

UNIT_CHARTS = ("flow", "ledger", "reply-time")
"""单位页上的几张小图。"""


def chart(name: str, release: Release, root: str = ".") -> Markup:
    """一张图的 HTML；没有数据时是一句话。

    Args:
        name: 图的名称，取自 CHARTS。
        release: 一次发布。
        root: 回到站点根目录的前缀：「.」「..」「../..」。

    Raises:
        KeyError: 没有这个名称的图。
    """
    key = f"chart-{name}"
    return figure(key, CHARTS[name].draw(key, statistics(release)), root)


def unit_chart(name: str, release: Release, unit_id: str, root: str = ".") -> Markup:
    """一个单位的一张小图。

    Args:
        name: 图的名称，取自 UNIT_CHARTS。
        release: 一次发布。
        unit_id: 单位的编号。
        root: 回到站点根目录的前缀。

    Raises:
        KeyError: 没有这个名称的图。
    """
    draw = {"flow": drawings.flow, "ledger": drawings.ledger, "reply-time": drawings.reply_time}[name]
    return figure(f"chart-unit-{name}", draw(unit_statistics(release, unit_id)), root)


def _group(found: Statistics, kind: ScopeKind) -> ScopeGroup | None:
    return next((group for group in found.groups if group.kind is kind), None)


def _scopes(found: Statistics, kind: ScopeKind) -> tuple[ScopeStatistics, ...]:
    group = _group(found, kind)
    return group.scopes if group else ()
