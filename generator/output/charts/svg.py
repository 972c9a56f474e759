"""SVG 的小零件：坐标只留一位小数，同样的数据得同样的字节；颜色全由样式表给。"""

from decimal import ROUND_HALF_UP, Decimal
from html import escape
from unicodedata import east_asian_width

WIDTH = 360
"""画布的宽度。手机上差不多一比一，字不会缩得看不清。"""
CHARACTER = 13
"""一个汉字的宽度，与样式表里图的字号相同。"""

Box = tuple[float, float, float, float]
"""左、上、宽、高。"""


def number(value: float) -> str:
    """坐标的写法：最多一位小数。"""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0")


def text(x: float, y: float, content: str, style: str = "label", anchor: str = "start") -> str:
    """一行字；anchor 是对齐：start、middle、end。"""
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{style}" x="{number(x)}" y="{number(y)}"{aligned}>{escape(content)}</text>'


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


def shortened(content: str, width: float) -> str:
    """放不下就截短，以「…」结尾；全文在旁边的表里。"""
    if measured(content) <= width:
        return content
    kept = content
    while kept and measured(kept + "…") > width:
        kept = kept[:-1]
    return kept + "…"


def measured(content: str) -> float:
    """一行字大约多宽：汉字一格，其余算大半格。"""
    return sum(CHARACTER if east_asian_width(c) in "WFA" else CHARACTER * 0.62 for c in content)
