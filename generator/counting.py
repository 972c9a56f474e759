"""数一数：一个公布的数字数的是哪些记录，本站列出了几个。登记与公开两边同一个数法。"""

from collections.abc import Iterable
from typing import Protocol, TypeGuard

import msgspec

from generator.terms import Qualifier, RecordKind

COUNTABLE = (RecordKind.PLATFORM, RecordKind.CONSULTATION)
"""数得出来的种类：都有「叫法」和「哪级政协」。"""


class Countable(Protocol):
    """数得出来的一条记录。"""

    @property
    def body(self) -> str | None:
        """哪级政协的。"""

    @property
    def kind(self) -> str:
        """叫法：委员工作站、深聊会。"""


def is_countable(record: object) -> TypeGuard[Countable]:
    """是不是数得出来的一条。"""
    return hasattr(record, "body") and hasattr(record, "kind")


class Selector(msgspec.Struct, frozen=True):
    """数哪些记录。

    Attributes:
        record: 记录的种类。
        kind: 叫法。
        feature: 再分的小类；不分的为空。
    """

    record: RecordKind
    kind: str
    feature: str


class Listed(msgspec.Struct, frozen=True):
    """本站列出的个数。

    Attributes:
        named: 逐个列名的。
        unnamed: 没有逐个列名、只给了个数的；约数取它的数字部分。
        exact: 是否数得准：没有约数，也没有不知道个数的一批。
    """

    named: int
    unnamed: int
    exact: bool

    @property
    def total(self) -> int:
        """合计。"""
        return self.named + self.unnamed


def selector(text: str) -> Selector:
    """读一个「数的是」。

    Raises:
        ValueError: 写法不对；说明是中文。
    """
    word, _, rest = text.partition("/")
    kind, _, feature = rest.partition("/")
    codes = {item.value: item for item in COUNTABLE}
    if word not in codes or not kind or "/" in feature:
        raise ValueError(f"「{text}」不是「种类/叫法」或「种类/叫法/特色」，种类可写 {'、'.join(codes)}")
    return Selector(codes[word], kind, feature)


def listed(chosen: Selector, body: str | None, records: Iterable[Countable]) -> Listed:
    """一级政协的记录里，符合的有几个。"""
    named = unnamed = 0
    exact = True
    for item in records:
        if item.body != body or item.kind != chosen.kind:
            continue
        if chosen.feature and getattr(item, "feature", None) != chosen.feature:
            continue
        if not getattr(item, "group", False):
            named += 1
            continue
        count = getattr(item, "count", None)
        exact = exact and count is not None and getattr(item, "qualifier", Qualifier.EXACT).is_exact
        unnamed += count or 0
    return Listed(named, unnamed, exact)
