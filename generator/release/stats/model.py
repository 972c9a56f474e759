"""统计的形状：每个比率都带分子、分母、没有计入的和背后的记录。"""

from collections.abc import Sequence

import msgspec

from generator.release.stats.figure_model import Breakdown, FigureTable
from generator.terms import RecordKind, Term


class Evidence(msgspec.Struct, frozen=True, order=True, array_like=True, omit_defaults=True):
    """数字背后的一条：哪类记录、编号、页内锚点（没有的为空）。"""

    kind: RecordKind
    id: str
    anchor: str = ""


class Exclusion(msgspec.Struct, frozen=True):
    """没有计入的：原因、件数、背后的记录；不公开的只有件数，没有记录。"""

    reason: str
    count: int
    records: Sequence[Evidence] = ()


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """一个比率。

    Attributes:
        id: 代号，例如 filed。
        name: 名称，例如「立案率」。
        formula: 算法的一句话。
        unit: 分子分母的单位：件、次、条、项。
        numerator: 分子。
        denominator: 分母。
        excluded: 没有计入分母的，按原因。
        value: 百分数的数字部分，例如 98.2；样本不够或分母为 0 时没有。
        note: 没有 value 时为什么；有 value 时为空。
        counted: 计入分子的记录。
        uncounted: 计入分母而没有计入分子的记录。
    """

    id: str
    name: str
    formula: str
    unit: str
    numerator: int
    denominator: int
    excluded: tuple[Exclusion, ...]
    value: str | None
    note: str
    counted: Sequence[Evidence]
    uncounted: Sequence[Evidence]

    @property
    def shown(self) -> str:
        """页面上的写法：百分数，或为什么没有。"""
        return f"{self.value}%" if self.value is not None else self.note


class ScopeKind(Term):
    """统计的范围。"""

    WHOLE = "whole", "全站"
    BODY = "body", "政协"
    SESSION = "session", "届次"
    UNIT = "unit", "单位"
    CATEGORY = "category", "类别"
    SECTOR = "sector", "界别"
    YEAR = "year", "年份"


class Scope(msgspec.Struct, frozen=True):
    """一个范围：种类、代号、名称、相对站点根目录的页面（没有的没有）。"""

    kind: ScopeKind
    id: str
    label: str
    path: str | None = None


class Bucket(msgspec.Struct, frozen=True):
    """直方图的一格：名称、天数上下限（含两端，最后一格没有上限）、件数。"""

    label: str
    low: int
    high: int | None
    count: int


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """一组天数的分布。没有样本时各数都没有。

    Attributes:
        name: 名称。
        definition: 从哪天数到哪天。
        count: 样本数。
        minimum: 最短天数。
        lower: 下四分位，天；可以是半天。
        median: 中位数。
        upper: 上四分位。
        maximum: 最长天数。
        buckets: 各格。
        excluded: 没有计入的。
        records: 背后的记录，与 days 一一对应，由短到长。
        days: 每条的天数。
    """

    name: str
    definition: str
    count: int
    minimum: int | None
    lower: str | None
    median: str | None
    upper: str | None
    maximum: int | None
    buckets: tuple[Bucket, ...]
    excluded: tuple[Exclusion, ...]
    records: Sequence[Evidence]
    days: tuple[int, ...]


class ResultCount(msgspec.Struct, frozen=True):
    """一种办理结果：统一口径的代号、名称、原来几件、现在几件。"""

    code: str
    label: str
    original: int
    present: int


class ResultMove(msgspec.Struct, frozen=True):
    """从原办理结果到现办理结果：几件，哪几件答复。"""

    original: str
    present: str
    count: int
    records: Sequence[Evidence]


class Results(msgspec.Struct, frozen=True):
    """办理结果的分布，按公开的答复算；moves 只列变过的。"""

    replies: int
    counts: tuple[ResultCount, ...]
    moves: tuple[ResultMove, ...]


class Count(msgspec.Struct, frozen=True):
    """一个数：代号、名称、多少。"""

    code: str
    label: str
    count: int


class ScopeStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """一个范围的全部统计。

    Attributes:
        scope: 范围。
        proposals: 公开的提案件数。
        replies: 公开的答复件数，不含会办意见。
        filing: 审查结果各几件。
        proposers: 提案者的类别各几件。
        flow: 从建议到兑现各步还有几条，后一步都在前一步之内。
        rates: 各个比率，次序固定。
        results: 办理结果。
        contacts: 「三访」的方式：人来人往、文来文往、方式未公布。
        first_reply: 从交办到第一件答复。
        delivery: 从答复（或协商）到承诺办完。
        ledger: 承诺与任务按状态。
    """

    scope: Scope
    proposals: int
    replies: int
    filing: tuple[Count, ...]
    proposers: tuple[Count, ...]
    flow: tuple[Count, ...]
    rates: tuple[Rate, ...]
    results: Results
    contacts: tuple[Count, ...]
    first_reply: Distribution
    delivery: Distribution
    ledger: tuple[Count, ...]

    def rate(self, identifier: str) -> Rate:
        """按代号取一个比率。

        Raises:
            KeyError: 没有这个代号。
        """
        for rate in self.rates:
            if rate.id == identifier:
                return rate
        raise KeyError(identifier)


class ScopeGroup(msgspec.Struct, frozen=True):
    """同一种范围的各个统计；order 说明按什么排。"""

    kind: ScopeKind
    title: str
    order: str
    scopes: tuple[ScopeStatistics, ...]

    @property
    def columns(self) -> tuple[Rate, ...]:
        """值得列成一栏的比率：至少有一个范围算得出分母。名称与代号取自第一个范围。"""
        counted = {rate.id for scope in self.scopes for rate in scope.rates if rate.denominator}
        return tuple(rate for rate in self.scopes[0].rates if rate.id in counted) if self.scopes else ()


class WithheldRow(msgspec.Struct, frozen=True):
    """没有公开的一组：种类、属性、原因、政协的名称、件数。"""

    kind: RecordKind
    openness: str
    reason: str
    body: str | None
    count: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """统计页的全部内容。

    Attributes:
        as_of: 数据截至，YYYY-MM-DD。
        minimum_sample: 分母小于它时不算比率。
        whole: 全站。
        groups: 按政协、届次、单位、类别、界别、年份。
        withheld: 没有公开的。
        partly: 只公开一部分的，一句话一种；没有的为空。
        figures: 公布的数字。
        unreconciled: 其中与总数不合的。
    """

    as_of: str
    minimum_sample: int
    whole: ScopeStatistics
    groups: tuple[ScopeGroup, ...]
    withheld: tuple[WithheldRow, ...]
    partly: tuple[str, ...]
    figures: tuple[FigureTable, ...]
    unreconciled: tuple[Breakdown, ...]

    def scope(self, kind: ScopeKind, identifier: str) -> ScopeStatistics | None:
        """按种类与代号取一个范围的统计；没有公开提案的范围没有。"""
        return next(
            (
                found
                for group in self.groups
                if group.kind is kind
                for found in group.scopes
                if found.scope.id == identifier
            ),
            None,
        )
