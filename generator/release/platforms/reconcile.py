"""公布的个数、各项相加、本站列出的：三个数并排，差多少写多少，不替公布者改。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from generator.counting import Listed, is_countable, listed, selector
from generator.release.model import PublicFigure, Release
from generator.release.stats.percentage import percentage

UNKNOWN = "—"


class Reconciled(msgspec.Struct, frozen=True):
    """一个公布的个数与它的对照。

    Attributes:
        label: 名目。
        published: 公布的写法。
        parts: 各项相加的写法：36＋2＝38；没有分项的为空。
        listed: 本站列出的写法；这个数不对应本站的记录时为空。
        state: done 相合，near 不合，undated 无从核对。
        sentence: 一句话的结论。
        source: 来源标题。
    """

    label: str
    published: str
    parts: str
    listed: str
    state: str
    sentence: str
    source: str


def reconciled(body: str | None, release: Release) -> tuple[Reconciled, ...]:
    """一级政协里，写明数的是哪些记录、或给了分母的数字，逐个对照；次序如数据文件。"""
    return tuple(_figures(body, release))


def _figures(body: str | None, release: Release) -> Iterator[Reconciled]:
    for figure in release.figures:
        if figure.body != body:
            continue
        if figure.counts:
            yield _count(figure, release)
        elif figure.rate_of or figure.rate_part:
            yield _rate(figure, release)


def _count(figure: PublicFigure, release: Release) -> Reconciled:
    chosen = selector(figure.counts or "")
    records = (item for item in release.records(chosen.record) if is_countable(item))
    found = listed(chosen, figure.body, records)
    groups = tuple(_breakdowns(figure, release.figures))
    share = _share(figure, release.figure.get(figure.rate_of or ""))
    notes = [_against_parts(figure, group) for group in groups] + [_against_listed(figure, found)]
    state = "near" if any(bad for bad, _ in notes) else "done"
    if not groups and not (found.exact and found.named and figure.qualifier.is_exact):
        state = "undated" if state == "done" else state
    return Reconciled(
        figure.label,
        figure.shown,
        "；".join([*(_sum(group) for group in groups), *([share] if share else [])]),
        _shown(found),
        state,
        "；".join(text for _, text in notes if text) + "。",
        figure.source.title,
    )


def _breakdowns(figure: PublicFigure, figures: Iterable[PublicFigure]) -> Iterator[tuple[PublicFigure, ...]]:
    parts: dict[str, list[PublicFigure]] = {}
    for item in figures:
        if item.part_of == figure.id and item.breakdown:
            parts.setdefault(item.breakdown, []).append(item)
    yield from (tuple(items) for items in parts.values())


def _sum(parts: tuple[PublicFigure, ...]) -> str:
    written = "＋".join(item.qualifier.around(item.value) for item in parts)
    if not all(item.qualifier.is_exact for item in parts):
        return written
    return f"{written}＝{sum((Decimal(item.value) for item in parts), Decimal(0)):f}"


def _against_parts(figure: PublicFigure, parts: tuple[PublicFigure, ...]) -> tuple[bool, str]:
    if not all(item.qualifier.is_exact for item in (figure, *parts)):
        return False, "其中有约数，不与分项核对"
    added = sum((Decimal(item.value) for item in parts), Decimal(0))
    return _compared(Decimal(figure.value), added, "各项相加")


def _against_listed(figure: PublicFigure, found: Listed) -> tuple[bool, str]:
    if not found.total and found.exact:
        return False, "没有逐个公布，本站一个也没有列出"
    if not figure.qualifier.is_exact or not found.exact:
        return False, "约数，不与列出的核对"
    if not found.named and found.total == Decimal(figure.value):
        return False, "没有逐个列名，登记的就是公布的个数"
    return _compared(Decimal(figure.value), Decimal(found.total), "列出的")


def _share(figure: PublicFigure, whole: PublicFigure | None) -> str:
    """占总数的多少：覆盖率；有约数的不算。"""
    if whole is None or not (figure.qualifier.is_exact and whole.qualifier.is_exact):
        return ""
    part, total = Decimal(figure.value), Decimal(whole.value)
    if part % 1 or total % 1 or not 0 < total >= part:
        return ""
    return f"占{whole.label} {part}/{total}，{percentage(int(part), int(total))}%"


def _compared(published: Decimal, other: Decimal, what: str) -> tuple[bool, str]:
    if published == other:
        return False, f"与{what}相合"
    return True, f"{what}{'多' if other > published else '少'} {abs(other - published):f}"


def _shown(found: Listed) -> str:
    parts = [f"逐个列名 {found.named}"] if found.named else []
    parts += [f"没有列名 {found.unnamed}"] if found.unnamed else []
    return "，".join(parts) or "0"


def _rate(figure: PublicFigure, release: Release) -> Reconciled:
    whole = release.figure.get(figure.rate_of or "")
    part = release.figure.get(figure.rate_part or "")
    names = [f"分子：{part.label} {part.shown}" if part else "分子没有公布"]
    names += [f"分母：{whole.label} {whole.shown}" if whole else "分母没有公布"]
    state, sentence = _rate_result(figure, part, whole)
    return Reconciled(figure.label, figure.shown, "；".join(names), "", state, sentence, figure.source.title)


def _rate_result(
    figure: PublicFigure, part: PublicFigure | None, whole: PublicFigure | None
) -> tuple[str, str]:
    if part is None or whole is None:
        return "undated", "分子、分母不全，照登，无从核对，也不由百分数倒推人数。"
    if not all(item.qualifier.is_exact for item in (figure, part, whole)) or Decimal(whole.value) == 0:
        return "undated", "其中有约数，照登，不核对。"
    counted = Decimal(part.value) * 100 / Decimal(whole.value)
    if counted.quantize(Decimal(figure.value)) == Decimal(figure.value):
        return "done", f"由 {part.value}/{whole.value} 算出，与公布的相合。"
    return "near", f"由 {part.value}/{whole.value} 算出是 {counted:.2f}%，与公布的不合。"
