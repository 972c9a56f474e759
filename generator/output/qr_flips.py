"""二维码里一个字节变了，翻转哪些格：它自己的八格，与纠错码里跟着变的。

纠错码是线性的，所以翻转哪些只看变了哪几位，与别的字节、掩模都无关。各数出自 ISO/IEC 18004：
第 7.5 节的纠错码、第 7.6 节的交错、第 7.7 节的摆放；对不对由测试与 segno 逐格比着。
"""

from collections.abc import Iterator, Sequence
from functools import cache

LARGEST = 10
"""只认到第几版：网址不过二百字节，十版装得下。"""

PARITY = {"l": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18), "m": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26)}
"""各版一块里纠错的码字几个。"""

BLOCKS = {"l": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4), "m": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5)}
"""各版分成几块。"""

FIELD = 0x11D
"""码字相乘时除以这个多项式。"""


LONGEST = 116
"""一块里至多多少个码字（九版，级别 L）。"""


def flips(side: int, error: str, place: int, change: int) -> set[int]:
    """第 place 个字节变了这几位，翻转哪些格。

    Args:
        side: 边长几格；不超过十版。
        error: 纠错级别，l 或 m。
        place: 内容里的第几个字节，从零数。
        change: 变了哪几位。

    Returns:
        各格的号，从左上到右下，一行行地数。
    """
    version = (side - 17) // 4
    cells = _cells(side)
    # 模式占四位，字节数占八位，十版起占十六位：一个字节跨着两个码字。
    first = place + (1 if version < LARGEST else 2)
    found: set[int] = set()
    for word, bits in ((first, change >> 4), (first + 1, change << 4 & 0xFF)):
        for changed, how in _changed(len(cells) // 8, version, error, word, bits):
            # 两个码字都翻转的，翻转两次就没有变。
            found ^= {cells[changed * 8 + bit] for bit in range(8) if how << bit & 0x80}
    return found


def _changed(total: int, version: int, error: str, word: int, bits: int) -> Iterator[tuple[int, int]]:
    """第 word 个码字变了这几位，交错以后第几个码字变了哪几位。"""
    parity, blocks = PARITY[error][version - 1], BLOCKS[error][version - 1]
    data = total - parity * blocks
    # 各块几乎一样长，排在后面的几块多一个码字。
    short, longer = divmod(data, blocks)
    edge = short * (blocks - longer)
    if word < edge:
        block, own = divmod(word, short)
        length = short
    else:
        block, own = divmod(word - edge, short + 1)
        block, length = block + blocks - longer, short + 1
    yield (own * blocks + block if own < short else data - blocks + block), bits
    for place, found in enumerate(_parity(parity, bits, length - 1 - own)):
        yield data + place * blocks + block, found


def _parity(size: int, bits: int, after: int) -> list[int]:
    """一块里只有一个码字变了这几位，它后面还有 after 个：纠错的各个码字变了哪几位。"""
    return [_times(term, bits) for term in _remainders(size)[after]]


@cache
def _remainders(size: int) -> Sequence[Sequence[int]]:
    """码字「一」在一块的末尾、往前一个……，各自的纠错码：后面还有几个码字，就是第几个。"""
    generator = _generator(size)
    found = [generator]
    while len(found) < LONGEST:
        lead, *rest = found[-1]
        found.append([one ^ _times(term, lead) for one, term in zip([*rest, 0], generator, strict=True)])
    return found


@cache
def _generator(size: int) -> Sequence[int]:
    """生成多项式的系数，从次高的一项起。"""
    found, root = [1], 1
    for _ in range(size):
        found = [one ^ _times(other, root) for one, other in zip([*found, 0], [0, *found], strict=True)]
        root = _times(root, 2)
    return found[1:]


@cache
def _times(one: int, other: int) -> int:
    """两个码字相乘。"""
    found = 0
    while other:
        found ^= one if other & 1 else 0
        one = one << 1 ^ (FIELD if one & 0x80 else 0)
        other >>= 1
    return found


@cache
def _cells(side: int) -> Sequence[int]:
    """码字的各位依次放在哪些格：从右下角起，两列两列地上下来回，让开固定的图形。"""
    fixed = _fixed(side)
    found = []
    for turn, right in enumerate((*range(side - 1, 6, -2), *range(5, 0, -2))):
        for row in range(side - 1, -1, -1) if turn % 2 == 0 else range(side):
            found += [row * side + column for column in (right, right - 1) if (row, column) not in fixed]
    return found


def _fixed(side: int) -> set[tuple[int, int]]:
    """固定的图形：三个角的定位图形连同格式信息，两条相间的线，校正图形，七版起的版本信息。"""
    version = (side - 17) // 4
    far = range(side - 8, side)
    found = {(row, column) for row in range(9) for column in (*range(9), *far)}
    found |= {(row, column) for row in far for column in range(9)}
    found |= {place for along in range(side) for place in ((6, along), (along, 6))}
    if version >= 2:
        middles = (6, side - 7) if version < 7 else (6, (side - 1) // 2, side - 7)
        corners = {(6, 6), (6, side - 7), (side - 7, 6)}
        found |= {
            (row + down, column + across)
            for row in middles
            for column in middles
            if (row, column) not in corners
            for down in range(-2, 3)
            for across in range(-2, 3)
        }
    if version >= 7:
        for along in range(6):
            found |= {
                place for near in range(side - 11, side - 8) for place in ((along, near), (near, along))
            }
    return found
