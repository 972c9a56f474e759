"""横条：每行一个名称、一条、一个数。名称写在条的上方，多长都放得下。"""

from collections.abc import Sequence
from typing import NamedTuple

from generator.output.charts.svg import (
    CHARACTER,
    WIDTH,
    Box,
    line,
    measured,
    pattern,
    rectangle,
    shortened,
    text,
)

EDGE = 0.5
LENGTH = WIDTH - 2 * EDGE
"""条最长多少：左右各留半格，描边才不会被画布切去。"""
ROW = 42
BAR = 16
LEGEND_ROW = 22
SWATCH = 14
GAP = 8


class Drawing(NamedTuple):
    """画好的内容与高度。"""

    content: str
    height: float


class Bar(NamedTuple):
    """一条：名称、长短、写出来的数、样式（bar、bar alt、bar alert）、所在的全体（画在底下的浅条）。"""

    label: str
    value: float
    shown: str
    style: str = "bar"
    whole: float = 0


class Texture(NamedTuple):
    """一种填法：样式与花纹的笔画；没有花纹的为空。颜色之外，花纹也把各段分开。"""

    style: str
    path: str = ""


class Series(NamedTuple):
    """堆叠条的一种：名称与填法。"""

    label: str
    texture: Texture


class Stack(NamedTuple):
    """一行堆叠条：名称，与各种的数（次序与图例相同）。"""

    label: str
    values: tuple[int, ...]


TEXTURES = (
    Texture("bar"),
    Texture("bar alt", "M0 6L6 0"),
    Texture("bar alt"),
    Texture("bar alt", "M3 0V6"),
    Texture("bar alt", "M0 3H6"),
    Texture("bar alt", "M0 0L6 6M0 6L6 0"),
    Texture("bar alt", "M2 3H4"),
)


def bars(rows: Sequence[Bar]) -> Drawing:
    """一组横条，最长的占满。"""
    longest = max((max(row.value, row.whole) for row in rows), default=0) or 1
    parts = []
    for position, row in enumerate(rows):
        top = position * ROW
        room = WIDTH - measured(row.shown) - GAP
        parts += [
            text(0, top + CHARACTER, shortened(row.label, room)),
            text(WIDTH, top + CHARACTER, row.shown, "value", "end"),
            line(EDGE, top + 19, EDGE, top + 19 + BAR),
        ]
        if row.whole > row.value:
            parts.append(rectangle((EDGE, top + 19, LENGTH * row.whole / longest, BAR), "bar alt"))
        if row.value:
            parts.append(rectangle((EDGE, top + 19, max(2, LENGTH * row.value / longest), BAR), row.style))
    return Drawing("".join(parts), max(0, len(rows) * ROW - (ROW - 19 - BAR) + 2))


def stacks(key: str, series: Sequence[Series], rows: Sequence[Stack]) -> Drawing:
    """堆叠条，先图例后各行；段下写数，放不下的看旁边的表。

    Args:
        key: 图的代号，花纹的编号由它开头，一页几张图也不重。
        series: 图例，次序就是各段的次序。
        rows: 各行。
    """
    longest = max((sum(row.values) for row in rows), default=0) or 1
    parts = [f"<defs>{''.join(_patterns(key, series))}</defs>"]
    top = _legend(key, series, parts)
    for row in rows:
        parts += _stack(key, series, row, top, longest)
        top += ROW + CHARACTER + 2
    return Drawing("".join(parts), top)


def _patterns(key: str, series: Sequence[Series]) -> list[str]:
    return [
        pattern(f"{key}-pattern-{position}", item.texture.path)
        for position, item in enumerate(series)
        if item.texture.path
    ]


def _legend(key: str, series: Sequence[Series], parts: list[str]) -> float:
    """图例，一行放不下就换行；得到图例之下的高度。"""
    x, y = 0.0, 0.0
    for position, item in enumerate(series):
        width = SWATCH + 6 + measured(item.label) + 14
        if x and x + width - 14 > WIDTH:
            x, y = 0.0, y + LEGEND_ROW
        parts += _segment(key, position, item, (x + 1, y + 1, SWATCH - 2, SWATCH - 2))
        parts.append(text(x + SWATCH + 6, y + CHARACTER - 1, item.label))
        x += width
    return y + LEGEND_ROW + 6


def _stack(key: str, series: Sequence[Series], row: Stack, top: float, longest: int) -> list[str]:
    total = sum(row.values)
    parts = [
        text(0, top + CHARACTER, shortened(row.label, WIDTH - measured(str(total)) - GAP)),
        text(WIDTH, top + CHARACTER, str(total), "value", "end"),
    ]
    x = EDGE
    for position, (item, value) in enumerate(zip(series, row.values, strict=True)):
        width = LENGTH * value / longest
        if value:
            parts += _segment(key, position, item, (x, top + 19, width, BAR))
        if value and width > measured(str(value)) + 2:
            parts.append(text(x + width / 2, top + 19 + BAR + CHARACTER, str(value), "label", "middle"))
        x += width
    return parts


def _segment(key: str, position: int, item: Series, box: Box) -> list[str]:
    parts = [rectangle(box, item.texture.style)]
    if item.texture.path:
        parts.append(rectangle(box, "texture", f"url(#{key}-pattern-{position})"))
    return parts
