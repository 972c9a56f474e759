"""公布的数字成表的形状。"""

import msgspec

from generator.terms import Qualifier


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """公布数字的一行。

    Attributes:
        id: 数字的编号。
        label: 名称。
        shown: 带限定词与单位的写法。
        qualifier: 限定词。
        as_of: 数字自己的截至日期；没有的为空。
        note: 说明；没有的为空。
        share: 占总数的百分数；不该算的没有。
    """

    id: str
    label: str
    shown: str
    qualifier: Qualifier
    as_of: str
    note: str
    share: str | None


class Breakdown(msgspec.Struct, frozen=True, kw_only=True):
    """一个总数按一种分法的分项。

    Attributes:
        title: 分法，例如「办理结果」。
        total: 总数那一行。
        rows: 各分项。
        added: 各分项相加；有约数时没有。
        difference: 公布的总数减去相加的和；有约数时没有。
        reconciles: 是否相合；有约数、无从核对时没有。
        sentence: 给读者的话：相合、不合（两个数都给）、或为什么不核对。
    """

    title: str
    total: FigureRow
    rows: tuple[FigureRow, ...]
    added: str | None
    difference: str | None
    reconciles: bool | None
    sentence: str


class FigureSource(msgspec.Struct, frozen=True):
    """一处来源：标题与网址（没有的没有）。"""

    title: str
    url: str | None


class FigureTable(msgspec.Struct, frozen=True, kw_only=True):
    """一组公布的数字：没有分项的逐行列，有分项的各成一表。"""

    title: str
    body: str | None
    rows: tuple[FigureRow, ...]
    breakdowns: tuple[Breakdown, ...]
    sources: tuple[FigureSource, ...]
