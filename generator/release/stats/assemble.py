"""成形：一个范围的各格 → 比率、分布、件数。"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import TYPE_CHECKING

from generator.lazily import lazily
from generator.release.stats.counts import IN_PERSON, ON_PAPER, UNCONVERTED, UNPUBLISHED
from generator.release.stats.flow import STAGES
from generator.release.stats.measures import MEASURES, Measure
from generator.release.stats.model import (
    Bucket,
    Count,
    Distribution,
    Exclusion,
    Rate,
    ResultCount,
    ResultMove,
    Results,
    Scope,
    ScopeStatistics,
)
from generator.release.stats.observe import COUNTED, EXCLUDED, INTEGER, UNCOUNTED, integers
from generator.release.stats.percentage import percentage
from generator.release.stats.tally import Backing, Cell, Cells
from generator.terms import CommitmentState, FilingStatus, ProposerKind, Result

if TYPE_CHECKING:
    import statistics
else:
    statistics = lazily("statistics")


REPLY_LIMITS = (30, 60, 90, 180)
DELIVERY_LIMITS = (90, 180, 365, 730)


def assemble(scope: Scope, cells: Cells, minimum_sample: int) -> ScopeStatistics:
    """一个范围的全部统计。"""
    filing = _codes(cells.get("filing", ()))
    results = cells.get("result", ())
    return ScopeStatistics(
        scope=scope,
        proposals=sum(filing.values()),
        replies=sum(cell.count for cell in results),
        filing=_named(filing, [(str(item.value), item.label) for item in FilingStatus], "没有公布"),
        proposers=_named(
            _codes(cells.get("proposer", ())),
            [(str(item.value), item.label) for item in ProposerKind],
            "没有公布",
        ),
        flow=_flow(_codes(cells.get("flow", ()))),
        rates=tuple(_rate(measure, cells.get(measure.id, ()), minimum_sample) for measure in MEASURES),
        results=_results(results),
        contacts=_named(
            _codes(cells.get("contact", ())),
            [(IN_PERSON, "人来人往"), (ON_PAPER, "文来文往")],
            "方式没有公布",
        ),
        first_reply=_distribution(
            "答复用时",
            "从交办到第一件公开的答复，按日历日。第一件答复不等于办完。",
            cells.get("first_reply", ()),
            REPLY_LIMITS,
        ),
        delivery=_distribution(
            "兑现用时",
            "从答复或协商到承诺、任务办完，按日历日。只计已办完的。",
            cells.get("delivery", ()),
            DELIVERY_LIMITS,
        ),
        ledger=_named(
            _codes(cells.get("ledger", ())), [(str(item.value), item.label) for item in CommitmentState], ""
        ),
    )


def _codes(cells: tuple[Cell, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in cells:
        found[cell.verdict] = found.get(cell.verdict, 0) + cell.count
    return found


def _named(codes: dict[str, int], names: list[tuple[str, str]], unpublished: str) -> tuple[Count, ...]:
    """按词汇表的次序列出有的，没有公布的在最后。"""
    wanted = [*names, (UNPUBLISHED, unpublished)]
    return tuple(Count(code, label, codes[code]) for code, label in wanted if codes.get(code))


def _flow(furthest: dict[str, int]) -> tuple[Count, ...]:
    """走到后面的，前面各步也都算。"""
    codes = [code for code, _ in STAGES]
    return tuple(
        Count(code, label, sum(furthest.get(later, 0) for later in codes[position:]))
        for position, (code, label) in enumerate(STAGES)
    )


def _rate(measure: Measure, cells: tuple[Cell, ...], minimum_sample: int) -> Rate:
    counted = [cell for cell in cells if cell.verdict == COUNTED]
    uncounted = [cell for cell in cells if cell.verdict == UNCOUNTED]
    numerator = sum(cell.count for cell in counted)
    denominator = numerator + sum(cell.count for cell in uncounted)
    note = _note(denominator, minimum_sample)
    return Rate(
        id=measure.id,
        name=measure.name,
        formula=measure.formula,
        unit=measure.unit,
        numerator=numerator,
        denominator=denominator,
        excluded=_excluded(cells),
        value=None if note else percentage(numerator, denominator),
        note=note,
        counted=_records(counted),
        uncounted=_records(uncounted),
    )


def _note(denominator: int, minimum_sample: int) -> str:
    if denominator == 0:
        return "没有可算的"
    return f"样本不足 {minimum_sample}，不算比率" if denominator < minimum_sample else ""


def _excluded(cells: tuple[Cell, ...]) -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(cell.reason, cell.count, _records([cell])) for cell in cells if cell.verdict == EXCLUDED
    )


def _records(cells: Sequence[Cell]) -> Backing:
    """背后的记录。"""
    table = cells[0].table if cells else ()
    return Backing(table, tuple(cell.places for cell in cells))


def _results(cells: tuple[Cell, ...]) -> Results:
    names = {
        **{str(item.value): item.label for item in Result},
        UNCONVERTED: "叫法没有换算",
        UNPUBLISHED: "没有公布",
    }
    original = dict.fromkeys(names, 0)
    present = dict.fromkeys(names, 0)
    for cell in cells:
        original[cell.verdict] += cell.count
        present[cell.reason] += cell.count
    order = list(names)
    moved = sorted(
        (cell for cell in cells if cell.verdict != cell.reason),
        key=lambda cell: (order.index(cell.verdict), order.index(cell.reason)),
    )
    return Results(
        replies=sum(original.values()),
        counts=tuple(
            ResultCount(code, label, original[code], present[code])
            for code, label in names.items()
            if original[code] or present[code]
        ),
        moves=tuple(
            ResultMove(names[cell.verdict], names[cell.reason], cell.count, _records([cell]))
            for cell in moved
        ),
    )


def _distribution(
    name: str, definition: str, cells: tuple[Cell, ...], limits: tuple[int, ...]
) -> Distribution:
    counted = [cell for cell in cells if cell.verdict == COUNTED]
    days, places = _measured(counted)
    lower, median, upper = _quartiles(days)
    return Distribution(
        name=name,
        definition=definition,
        count=len(days),
        minimum=days[0] if days else None,
        lower=lower,
        median=median,
        upper=upper,
        maximum=days[-1] if days else None,
        buckets=_buckets(days, limits),
        excluded=_excluded(cells),
        records=Backing(counted[0].table if counted else (), (places,)),
        days=days,
    )


def _measured(cells: Sequence[Cell]) -> tuple[tuple[int, ...], Sequence[int]]:
    """各条的天数由少到多，与背后的记录的次序；天数相同的按次序。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    days, places = (
        np.fromiter(chain.from_iterable(columns), dtype=INTEGER)
        for columns in ([cell.days for cell in cells], [cell.places for cell in cells])
    )
    order = np.lexsort((places, days))
    return tuple(days[order].tolist()), integers(places[order].tobytes())


def _quartiles(days: tuple[int, ...]) -> tuple[str | None, str | None, str | None]:
    if not days:
        return None, None, None
    found = statistics.quantiles(days, n=4, method="inclusive") if len(days) > 1 else days * 3
    lower, median, upper = map(_plain, found)
    return lower, median, upper


def _plain(value: float) -> str:
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0")


def _buckets(days: tuple[int, ...], limits: tuple[int, ...]) -> tuple[Bucket, ...]:
    """Days 由小到大。"""
    ends = [bisect_right(days, limit) for limit in limits]
    starts = (bisect_left(days, 0), *ends)
    lows = (0, *(limit + 1 for limit in limits))
    closed = (
        Bucket(f"{low}–{high} 天", low, high, end - start)
        for low, high, start, end in zip(lows, limits, starts, ends, strict=False)
    )
    return (*closed, Bucket(f"超过 {limits[-1]} 天", limits[-1] + 1, None, len(days) - ends[-1]))
