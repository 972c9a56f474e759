"""二维码：把一个网址画成内联的 SVG，手机对着屏幕或打印件一扫就到。

纯黑纯白、四格留白，深色与长者版里也不变色：变了色许多手机就扫不出。没有行内样式，也不向外取什么。
"""

from functools import cache
from html import escape
from itertools import groupby

import segno

BORDER = 4
"""四周留白几格，ISO/IEC 18004 要四格。"""

MASK = 3
"""固定的掩模：挑最好的一种要多花四倍时间，而扫码的程序照格式信息解，用哪一种都读得出。"""

LONGEST = 2331
"""最多多少字节：四十版、纠错级别 M 的容量。"""

USUAL = 200
"""网址不过这么多字节；再长的少见，记着各字节的贡献反而费时，整个另算。"""

PIECE = 12
"""一行切成多长的段来画；段只有几千种，画过的记着。"""


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
    return (
        f'<svg class="qr" role="img" aria-label="二维码，内容是 {escape(text)}" viewBox="0 0 {side} {side}"'
        f' width="{side * 4}" height="{side * 4}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="#000" d="{_path(rows)}"/></svg>'
    )


def matrix(text: str) -> tuple[str, ...]:
    """一段文字的二维码，逐行写成 0 与 1，1 是黑格；不含留白。

    长度、版本与掩模相同时，每一格都是内容各位的异或（纠错码是线性的），所以一个码等于全零的码异或上
    每个字节各自的贡献。网址的字节来来回回就那些，贡献记着，十万个网址便只要几秒，不必各算一遍。

    Raises:
        ValueError: 文字太长，装不下。
    """
    content = text.encode()
    if len(content) > USUAL:
        cells, side = _cells(content)
    else:
        cells, side = _blank(len(content))
        for place, byte in enumerate(content):
            cells ^= _contribution(len(content), place, byte)
    bits = f"{cells:0{side * side}b}"
    return tuple(bits[start : start + side] for start in range(0, side * side, side))


@cache
def _contribution(length: int, place: int, byte: int) -> int:
    """这么长的内容里，某处的一个字节翻转哪些格。"""
    content = bytearray(length)
    content[place] = byte
    return _cells(bytes(content))[0] ^ _blank(length)[0]


@cache
def _blank(length: int) -> tuple[int, int]:
    """全是零字节的内容：（各格，边长）。"""
    return _cells(bytes(length))


def _cells(content: bytes) -> tuple[int, int]:
    """由 segno 算出的各格，从左上到右下连成一个整数，与边长。"""
    try:
        found = segno.make_qr(content, error="m", boost_error=False, mask=MASK, mode="byte").matrix
    except segno.DataOverflowError as error:
        raise ValueError(f"二维码装不下这段文字（{len(content)} 字节，最多 {LONGEST}）") from error
    return int("".join(str(cell) for row in found for cell in row), 2), len(found)


def _path(rows: tuple[str, ...]) -> str:
    """黑格连成一笔笔横线，全用相对坐标。"""
    side = len(rows)
    starts = range(0, side, PIECE)
    lines = ("".join(_strokes(row[start : start + PIECE]) for start in starts) for row in rows)
    return f"M{BORDER} {BORDER}.5" + f"m-{side} 1".join(lines)


@cache
def _strokes(cells: str) -> str:
    """一段格子：黑的画过去，白的移过去。"""
    runs = ((cell, len(list(run))) for cell, run in groupby(cells))
    return "".join(f"h{length}" if cell == "1" else f"m{length} 0" for cell, length in runs)
