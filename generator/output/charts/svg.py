"""SVG 的小零件：坐标只留一位小数，同样的数据得同样的字节；颜色全由样式表给。"""

from decimal import ROUND_HALF_UP, Decimal

WIDTH = 360
"""画布的宽度。手机上差不多一比一。"""

Box = tuple[float, float, float, float]
"""左、上、宽、高。"""


def number(value: float) -> str:
    """坐标的写法：最多一位小数。"""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0")


def picture(width: float, height: float, content: str) -> str:
    """一小幅画。意思都在旁边的字里，读屏不必读它。"""
    return f'<svg viewBox="0 0 {number(width)} {number(height)}" aria-hidden="true">{content}</svg>'


def rectangle(box: Box, style: str, fill: str = "") -> str:
    """一个矩形；fill 只用来引用花纹，例如 url(#…)。"""
    x, y, width, height = (number(value) for value in box)
    filled = f' fill="{fill}"' if fill else ""
    return f'<rect class="{style}" x="{x}" y="{y}" width="{width}" height="{height}"{filled}/>'


def line(x1: float, y1: float, x2: float, y2: float, style: str = "axis") -> str:
    """一条直线。"""
    return f'<line class="{style}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def pattern(identifier: str, path: str) -> str:
    """一种花纹：六乘六的小格里画一笔，重复铺开。"""
    return (
        f'<pattern id="{identifier}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path class="axis" d="{path}"/></pattern>'
    )
