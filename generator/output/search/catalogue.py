"""分面目录：有哪些分面、各有哪些值、每个值多少条记录。"""

import itertools
from collections import Counter
from collections.abc import Sequence

import msgspec

from generator.output.search.drafts import Drafts

FACET_ORDER = (
    "类型",
    "政协",
    "届次",
    "年份",
    "类别",
    "主题",
    "单位",
    "界别",
    "办理结果",
    "处理",
    "承诺状态",
)
NEWEST_FIRST = frozenset({"年份"})


class Facet(msgspec.Struct, frozen=True):
    """一个分面。

    Attributes:
        name: 分面名。
        first: 第一个值的全局编号。
        values: 各值，编号连续。
        counts: 各值的记录数。
    """

    name: str
    first: int
    values: tuple[str, ...]
    counts: tuple[int, ...]


def catalogue(drafts: Drafts) -> tuple[Facet, ...]:
    """全部分面，次序固定，值按记录数从多到少。

    Args:
        drafts: 全部记录。

    Returns:
        各分面；没有值的分面不出现。
    """
    counts: dict[str, dict[str, int]] = {}
    listed = Counter(itertools.chain.from_iterable(line.facets for line in drafts.lines))
    for number, (name, value) in enumerate(drafts.facets):
        counts.setdefault(name, {})[value] = listed[number]
    known = [name for name in FACET_ORDER if name in counts]
    facets, first = [], 0
    for name in [*known, *sorted(set(counts) - set(known))]:
        items = sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))
        if name in NEWEST_FIRST:
            items.sort(key=lambda item: item[0], reverse=True)
        values = tuple(value for value, _ in items)
        facets.append(Facet(name, first, values, tuple(count for _, count in items)))
        first += len(values)
    return tuple(facets)


def value_numbers(facets: Sequence[Facet]) -> dict[tuple[str, str], int]:
    """（分面名，值）到全局编号。"""
    return {
        (facet.name, value): facet.first + place
        for facet in facets
        for place, value in enumerate(facet.values)
    }
