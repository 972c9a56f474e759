"""二维码：把一个网址画成内联的 SVG，手机对着屏幕或打印件一扫就到。

纯黑纯白、四格留白，深色与长者版里也不变色：变了色许多手机就扫不出。没有行内样式，也不向外取什么。
"""

import re

import segno

BORDER = 4
"""四周留白几格，ISO/IEC 18004 要四格。"""

MASK = 3
"""固定的掩模：挑最好的一种要多花四倍时间，而扫码的程序照格式信息解，用哪一种都读得出。"""

RUN = re.compile("1+")


def qr_svg(text: str) -> str:
    """一段文字的二维码，纠错级别 M（约可缺损百分之十五）。

    Args:
        text: 要写进去的文字，一般是永久网址；UTF-8 不超过 2331 字节。

    Returns:
        可信的 HTML：一个 svg 元素，读屏读出它的内容；大小由样式 `.qr` 定，没有样式时一格四像素。

    Raises:
        ValueError: 文字太长，装不下。
    """
    rows = matrix(text)
    side = len(rows) + 2 * BORDER
    label = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<svg class="qr" role="img" aria-label="二维码，内容是 {label}" viewBox="0 0 {side} {side}"'
        f' width="{side * 4}" height="{side * 4}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="#000" d="{_path(rows)}"/></svg>'
    )


def matrix(text: str) -> tuple[str, ...]:
    """一段文字的二维码，逐行写成 0 与 1，1 是黑格；不含留白。

    Raises:
        ValueError: 文字太长，装不下。
    """
    try:
        found = segno.make_qr(text, error="m", boost_error=False, mask=MASK, mode="byte", encoding="utf-8")
    except segno.DataOverflowError as error:
        raise ValueError(f"二维码装不下这段文字（{len(text.encode())} 字节，最多 2331）") from error
    return tuple("".join(map(str, row)) for row in found.matrix)


def _path(rows: tuple[str, ...]) -> str:
    """黑格连成一笔笔横线；除了第一笔都用相对坐标，短得多。"""
    runs = ((run.start(), place, run.end()) for place, row in enumerate(rows) for run in RUN.finditer(row))
    strokes = [f"M{BORDER} {BORDER}.5"]
    pen = (0, 0)
    for start, place, end in runs:
        strokes.append(f"m{start - pen[0]} {place - pen[1]}h{end - start}")
        pen = (end, place)
    return "".join(strokes)
