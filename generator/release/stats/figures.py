"""公布的数字：成表，核对分项之和；对不上的两个数都给，约数不核对、不算比率。"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.release.model import PublicFigure, Release
from generator.release.stats.figure_model import Breakdown, FigureRow, FigureSource, FigureTable
from generator.release.stats.percentage import percentage
from generator.terms import RecordKind

Parts = dict[tuple[str, str], tuple[PublicFigure, ...]]


def all_figure_tables(release: Release) -> tuple[FigureTable, ...]:
    """全部公布的数字，按组，次序如数据文件。"""
    return _tables(release.figures)


def figure_tables(release: Release, kind: RecordKind, identifier: str) -> tuple[FigureTable, ...]:
    """关于一条记录的数字，连同这些数字的各级分项。

    Args:
        release: 一次发布。
        kind: 记录的种类。
        identifier: 记录的编号；没有相关数字时得空。
    """
    kept = {figure.id for figure in release.figures_by_record.get((kind, identifier), ())}
    size = -1
    while len(kept) != size:
        size = len(kept)
        kept |= {figure.id for figure in release.figures if figure.part_of in kept}
    return _tables(figure for figure in release.figures if figure.id in kept)


def _tables(figures: Iterable[PublicFigure]) -> tuple[FigureTable, ...]:
    groups: defaultdict[tuple[str | None, str], list[PublicFigure]] = defaultdict(list)
    for figure in figures:
        groups[figure.body, figure.group].append(figure)
    return tuple(_table(body, title, members) for (body, title), members in groups.items())


def _table(body: str | None, title: str, figures: Sequence[PublicFigure]) -> FigureTable:
    by_id = {figure.id: figure for figure in figures}
    parts = _parts(figures, by_id)
    totals = {total for total, _ in parts}
    in_parts = {part.id for members in parts.values() for part in members}
    sources = dict.fromkeys(FigureSource(item.source.title, item.source.url) for item in figures)
    return FigureTable(
        title=title,
        body=body,
        rows=tuple(_row(item) for item in figures if item.id not in totals | in_parts),
        breakdowns=tuple(_breakdown(by_id[total], name, members) for (total, name), members in parts.items()),
        sources=tuple(sources),
    )


def _parts(figures: Sequence[PublicFigure], by_id: dict[str, PublicFigure]) -> Parts:
    found: defaultdict[tuple[str, str], list[PublicFigure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of in by_id and figure.breakdown:
            found[figure.part_of, figure.breakdown].append(figure)
    return {key: tuple(members) for key, members in found.items()}


def _breakdown(total: PublicFigure, title: str, parts: Sequence[PublicFigure]) -> Breakdown:
    reason = _incomparable(total, parts)
    if reason:
        return Breakdown(
            title=title,
            total=_row(total),
            rows=tuple(_row(part) for part in parts),
            added=None,
            difference=None,
            reconciles=None,
            sentence=reason,
        )
    whole = Decimal(total.value)
    added = sum((Decimal(part.value) for part in parts), Decimal(0))
    reconciles = added == whole
    return Breakdown(
        title=title,
        total=_row(total),
        rows=tuple(_row(part, _share(part, whole) if reconciles else None) for part in parts),
        added=_plain(added),
        difference=_plain(whole - added),
        reconciles=reconciles,
        sentence=_sentence(total, added, whole),
    )


def _sentence(total: PublicFigure, added: Decimal, whole: Decimal) -> str:
    if added == whole:
        return f"各项相加是 {_plain(added)}{total.unit}，与公布的总数相合。"
    direction = "多" if added > whole else "少"
    return (
        f"公布的总数是 {_plain(whole)}{total.unit}，各项相加是 {_plain(added)}{total.unit}，"
        f"{direction} {_plain(abs(whole - added))}{total.unit}。两个数都照登，不算比率。"
    )


def _incomparable(total: PublicFigure, parts: Sequence[PublicFigure]) -> str:
    """为什么无从核对；可以核对时为空。"""
    if any(item.unit != total.unit for item in parts):
        return "分项与总数的单位不同，不核对，也不算比率。"
    if not all(item.qualifier.is_exact for item in (total, *parts)):
        return "其中有约数，不核对，也不算比率。"
    if total.unit == "%":
        return "公布的是百分数，不相加。"
    return ""


def _share(part: PublicFigure, whole: Decimal) -> str | None:
    value = Decimal(part.value)
    # 小数的数字（2.7 万字）放大成整数，比例不变。
    scale = 10 ** max(0, -int(value.as_tuple().exponent), -int(whole.as_tuple().exponent))
    return percentage(int(value * scale), int(whole * scale)) if whole else None


def _row(figure: PublicFigure, share: str | None = None) -> FigureRow:
    return FigureRow(
        id=figure.id,
        label=figure.label,
        shown=figure.shown,
        qualifier=figure.qualifier,
        as_of=figure.as_of or "",
        note=figure.note or "",
        share=share,
    )


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
