"""观察：每条记录在每个指标里算不算、为什么。比率、分布、件数都由观察汇总。"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.release.stats.facts import Keys
from generator.release.stats.model import Evidence

COUNTED = "counted"
UNCOUNTED = "uncounted"
EXCLUDED = "excluded"

Slot = tuple[str, str, str]
"""一条观察的前三项：指标、判断、原因。"""


class Observation(NamedTuple):
    """一条观察。

    Attributes:
        measure: 指标的代号。
        verdict: 比率用 counted、uncounted、excluded；计数用类目的代号。
        reason: 没有计入的原因；两维的计数用它作第二维。
        weight: 算几件。
        evidence: 背后的记录；不公开的没有。
        days: 天数，只有分布才用。
        keys: 归在哪些范围里。
    """

    measure: str
    verdict: str
    reason: str
    weight: int
    evidence: Evidence | None
    days: int
    keys: Keys


class Columns:
    """许多条观察，一项一列：上百万条时，一条一个对象太贵。

    Attributes:
        slots: 指标、判断、原因。
        weights: 算几件。
        evidence: 背后的记录。
        days: 天数。
        keys: 归在哪些范围里。
    """

    def __init__(self, observed: Iterable[Observation] = ()) -> None:
        self.slots: list[Slot] = []
        self.weights: list[int] = []
        self.evidence: list[Evidence | None] = []
        self.days: list[int] = []
        self.keys: list[Keys] = []
        for item in observed:
            self.slots.append((item.measure, item.verdict, item.reason))
            self.weights.append(item.weight)
            self.evidence.append(item.evidence)
            self.days.append(item.days)
            self.keys.append(item.keys)

    def __iter__(self) -> Iterator[Observation]:
        """逐条取出。"""
        columns = zip(self.slots, self.weights, self.evidence, self.days, self.keys, strict=True)
        return (
            Observation(*slot, weight, evidence, days, keys) for slot, weight, evidence, days, keys in columns
        )

    def join(self, other: "Columns") -> None:
        """添上另外的几条。"""
        self.slots += other.slots
        self.weights += other.weights
        self.evidence += other.evidence
        self.days += other.days
        self.keys += other.keys


class Verdict(NamedTuple):
    """算不算，不算时为什么。"""

    verdict: str
    reason: str = ""


YES = Verdict(COUNTED)
NO = Verdict(UNCOUNTED)


def leave_out(reason: str) -> Verdict:
    """不计入分母。"""
    return Verdict(EXCLUDED, reason)


def yes_or_no(is_counted: bool) -> Verdict:
    """计入分母；is_counted 时也计入分子。"""
    return YES if is_counted else NO


def observations(
    measure: str, judged: Iterable[tuple[Verdict | None, int, Evidence | None, Keys]]
) -> Iterator[Observation]:
    """把判断写成观察；判断为 None 或件数为 0 的与这个指标无关。"""
    for verdict, weight, evidence, keys in judged:
        if verdict is not None and weight:
            yield Observation(measure, verdict.verdict, verdict.reason, weight, evidence, 0, keys)
