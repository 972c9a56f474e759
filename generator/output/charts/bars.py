"""横条：一行一个名称、一个数、一条。名称与数是网页里真的字，只有条是画的：放大、折行、读屏都照旧。"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from generator.output.charts.svg import WIDTH, Box, line, pattern, picture, rectangle

EDGE = 0.5
LENGTH = WIDTH - 2 * EDGE
"""条最长多少：左右各留半格，描边才不会被画布切去。"""
TOP = 1
BAR = 16
HEIGHT = BAR + 2 * TOP
SWATCH = 14


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


def bars(rows: Sequence[Bar]) -> str:
    """一组横条，最长的占满。"""
    longest = max((max(row.value, row.whole) for row in rows), default=0) or 1
    return _listed(_row(row.label, row.shown, _bar(row, longest)) for row in rows)


def _bar(row: Bar, longest: float) -> str:
    parts = [line(EDGE, TOP, EDGE, TOP + BAR)]
    if row.whole > row.value:
        parts.append(rectangle((EDGE, TOP, LENGTH * row.whole / longest, BAR), "bar alt"))
    if row.value:
        parts.append(rectangle((EDGE, TOP, max(2, LENGTH * row.value / longest), BAR), row.style))
    return picture(WIDTH, HEIGHT, "".join(parts))


def stacks(key: str, series: Sequence[Series], rows: Sequence[Stack]) -> str:
    """堆叠条，先图例后各行；各段是什么、有几个，写在条下。

    Args:
        key: 图的代号，花纹的编号由它开头，一页几张图也不重。
        series: 图例，次序就是各段的次序。
        rows: 各行。
    """
    longest = max((sum(row.values) for row in rows), default=0) or 1
    legend = "".join(
        f"<li>{_swatch(key, position, item)} {escape(item.label)}</li>"
        for position, item in enumerate(series)
    )
    return f'<ul class="legend">{legend}</ul>' + _listed(
        _row(row.label, str(sum(row.values)), _stack(key, series, row, longest), _spelled(series, row))
        for row in rows
    )


def _listed(rows: Iterable[str]) -> str:
    return f'<ul class="bars">{"".join(rows)}</ul>'


def _row(label: str, shown: str, drawn: str, note: str = "") -> str:
    told = f"<small>{escape(note)}</small>" if note else ""
    return f"<li><span>{escape(label)}</span> <b>{escape(shown)}</b>{drawn}{told}</li>"


def _swatch(key: str, position: int, item: Series) -> str:
    """图例的一格；花纹在这里定义，各行的条引用它。"""
    defined = f"<defs>{pattern(_name(key, position), item.texture.path)}</defs>" if item.texture.path else ""
    box = (1.0, 1.0, SWATCH - 2.0, SWATCH - 2.0)
    return picture(SWATCH, SWATCH, defined + "".join(_segment(key, position, item, box)))


def _stack(key: str, series: Sequence[Series], row: Stack, longest: int) -> str:
    parts: list[str] = []
    x = EDGE
    for position, (item, value) in enumerate(zip(series, row.values, strict=True)):
        width = LENGTH * value / longest
        if value:
            parts += _segment(key, position, item, (x, TOP, width, BAR))
        x += width
    return picture(WIDTH, HEIGHT, "".join(parts))


def _spelled(series: Sequence[Series], row: Stack) -> str:
    return "，".join(f"{item.label} {value}" for item, value in zip(series, row.values, strict=True) if value)


def _segment(key: str, position: int, item: Series, box: Box) -> list[str]:
    parts = [rectangle(box, item.texture.style)]
    if item.texture.path:
        parts.append(rectangle(box, "texture", f"url(#{_name(key, position)})"))
    return parts


def _name(key: str, position: int) -> str:
    return f"{key}-pattern-{position}"
