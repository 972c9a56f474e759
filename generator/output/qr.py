"""二维码：把一个网址画在网页里，手机对着屏幕或打印件一扫就到。

记录页用写在网页里的小图（PNG），十万页才不重；要印大的牌子用 SVG。
纯黑纯白、四格留白，深色与长者版里也不变色：变了色许多手机就扫不出。没有行内样式，也不向外取什么。
"""

import zlib
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from generator.lazily import lazily
from generator.output.qr_flips import flips

if TYPE_CHECKING:
    import segno
else:
    segno = lazily("segno")


BORDER = 4
"""四周留白几格，ISO/IEC 18004 要四格。"""

MASK = 3
"""固定的掩模：挑最好的一种要多花四倍时间，而扫码的程序照格式信息解，用哪一种都读得出。"""

LONGEST = {"l": 2953, "m": 2331}
"""最多多少字节：四十版在各个纠错级别的容量。"""

USUAL = 200
"""网址不过这么多字节，十版装得下；再长的少见，整个另算。"""

INVERTED = str.maketrans("01", "10")
"""二维码里 1 是黑格，灰度图里 1 是白。"""

WHITE = bytes.maketrans(b"\0\1", b"10")
"""segno 的黑白格是 1 与 0 两个数，换成灰度图里的 0 与 1 两个字。"""

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


def qr_image(text: str) -> str:
    """一段文字的二维码，画成写在网页里的小图，纠错级别 L（屏幕上、家里打印机上没有污损，够用）。

    图放在 svg 的 image 里：直接写成 img，Nu 检查器会误报策略不许。
    网址里的图逐个字节写成「%xx」，不用 base64：base64 的字母数字会偶然拼成封存的短词，误报泄漏。

    Args:
        text: 要写进去的文字，一般是永久网址；UTF-8 不超过 2953 字节。

    Returns:
        可信的 HTML：一个 svg 元素，读屏知道它是什么；大小由样式 `.qr` 定，没有样式时一格四像素。

    Raises:
        ValueError: 文字太长，装不下。
    """
    pixels, side = _drawn(text, "l")
    whole = side + 2 * BORDER
    source = png(pixels, whole).hex("%")
    return (
        f'<svg class="qr" role="img" aria-label="这一页网址的二维码" viewBox="0 0 {whole} {whole}"'
        f' width="{whole * 4}" height="{whole * 4}">'
        f'<image width="{whole}" height="{whole}" href="data:image/png,%{source}"/></svg>'
    )


def png(pixels: bytes, side: int) -> bytes:
    """二维码的 PNG 图，一格一像素。

    不压缩：黑白格本来就压不小，而各家的 zlib 压出的字节不尽相同，同样的数据便建不出同样的网站。

    Args:
        pixels: 各行的像素，见 `_raster`。
        side: 连同留白，边长几格。
    """
    size = len(pixels).to_bytes(2, "little")
    inverse = (len(pixels) ^ 0xFFFF).to_bytes(2, "little")
    stored = b"\x78\x01\x01" + size + inverse + pixels + zlib.adler32(pixels).to_bytes(4)
    header = side.to_bytes(4) * 2 + b"\x01\0\0\0\0"
    chunks = ((b"IHDR", header), (b"IDAT", stored), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def matrix(text: str, error: str = "m") -> tuple[str, ...]:
    """一段文字的二维码，逐行写成 0 与 1，1 是黑格；不含留白。

    Args:
        text: 要写进去的文字。
        error: 纠错级别，l 或 m。

    Raises:
        ValueError: 文字太长，装不下。
    """
    pixels, side = _drawn(text, error)
    stride = len(pixels) // (side + 2 * BORDER)
    begin = 8 + BORDER
    return tuple(
        f"{int.from_bytes(pixels[start : start + stride]):0{8 * stride}b}"[begin : begin + side].translate(
            INVERTED
        )
        for start in range(BORDER * stride, (BORDER + side) * stride, stride)
    )


def _drawn(text: str, error: str) -> tuple[bytes, int]:
    """一段文字的二维码：（各行的像素，边长），见 `_raster`。

    长度、版本与掩模相同时，每一格都是内容各位的异或（纠错码是线性的），所以一个码等于同样长的另一个码
    异或上两者不同的各位的贡献。网站的网址大半相同，不同的不过几位，贡献记着，十万个网址便只要几秒。
    """
    content = text.encode()
    if len(content) > USUAL:
        picture, side = _raster(content, error)
    else:
        like, picture, side = _first(len(content), error, content)
        for place, (byte, other) in enumerate(zip(content, like, strict=True)):
            if byte != other:
                picture ^= _contribution(side, error, place, byte ^ other)
    return picture.to_bytes(_stride(side) * (side + 2 * BORDER)), side


_firsts: dict[tuple[int, str], tuple[bytes, int, int]] = {}
"""长度、纠错级别 → 用来比着画的那一个：内容，像素，边长。拿哪一个来比，画出的都一样。"""


def _first(length: int, error: str, content: bytes) -> tuple[bytes, int, int]:
    if (length, error) not in _firsts:
        _firsts[length, error] = (content, *_raster(content, error))
    return _firsts[length, error]


@cache
def _contribution(side: int, error: str, place: int, change: int) -> int:
    """某处的字节变了这几位，翻转哪些像素。"""
    row_bits = 8 * _stride(side)
    last = row_bits * (side + 2 * BORDER) - 1
    found = 0
    for cell in flips(side, error, place, change):
        row, column = divmod(cell, side)
        found |= 1 << last - (row_bits * (BORDER + row) + 8 + BORDER + column)
    return found


def _stride(side: int) -> int:
    """一行像素几个字节：先一个零字节（PNG 的「照原样」），再一格一位，末尾补齐。"""
    return 1 - (-(side + 2 * BORDER) // 8)


def _raster(content: bytes, error: str) -> tuple[int, int]:
    """由 segno 算出的各格画成像素，连同留白与各行的开头连成一个整数；另有边长，不含留白。"""
    try:
        found = segno.make_qr(content, error=error, boost_error=False, mask=MASK, mode="byte").matrix
    except segno.DataOverflowError as overflow:
        most = LONGEST[error]
        raise ValueError(f"二维码装不下这段文字（{len(content)} 字节，最多 {most}）") from overflow
    side = len(found)
    width = 8 * (_stride(side) - 1)
    blank = "0" * 8 + "1" * width
    lines = (
        "0" * 8 + "1" * BORDER + row.translate(WHITE).decode() + "1" * (width - BORDER - side)
        for row in found
    )
    return int("".join((blank * BORDER, *lines, blank * BORDER)), 2), side


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
