"""粗看：一段归一过的文字里，哪几类个人信息不会有，就不必细找。

细找一类要把每个字看一遍，粗看一遍省下十几遍。粗看的条件只是必要的：凡细找找得到的，粗看都说可能有。
"""

import msgspec

from generator.lazily import lazy_pattern
from generator.register.personal.homes import NUMBER_SIGNS

LATER_BYTES = bytes(range(0x80, 0xC0))
"""一个汉字在 UTF-8 里的后两个字节；去掉，一个字剩一个字节。"""

HAN = range(0xE5, 0xEA)
"""汉字的头一个字节，U+5000 至 U+9FFF；更前面的宁可当作分隔的记号，多细找几段。"""

NUMBERED = lazy_pattern(rb"0(?: {0,24}0){6}")
"""七个数字，其间没有字母、汉字：各种号码至少这么长。隔得多远，同 numbers.SEPARATOR。"""

SCATTERED = lazy_pattern(rb"0(?: {0,6}0){9}")
"""十个数字，隔得近些：松散的写法至少这么长，最短的是区号与固定电话。"""

HOUSED = lazy_pattern(
    rf"[号弄幢栋座楼室#＃元\-—](?:(?<=[A-Z{NUMBER_SIGNS} \t\r\n][号弄幢栋座楼室#＃])"
    rf"|(?<=[A-Z{NUMBER_SIGNS} \t\r\n]单元)|(?<=[{NUMBER_SIGNS}][\-—])\d)"
)
"""数字后面是门牌字样，或两个数以短横相连：住址的每一种写法里都有。"""


def _signs() -> bytes:
    found = bytearray(b" " * 256)
    for signs, sign in ((b"0123456789", b"0"), (bytes(range(65, 91)), b"a"), (bytes(range(97, 123)), b"a")):
        for place in signs:
            found[place] = sign[0]
    for place in HAN:
        found[place] = ord("x")
    return bytes(found)


SIGNS = _signs()
"""字节 → 它是什么：0 数字，a 字母，x 汉字，其余是空格。"""


class Hints(msgspec.Struct, frozen=True):
    """可能有什么。

    Attributes:
        letters: 换了写法的电子邮箱。
        plates: 车牌号。
        numbers: 连着的或照常分段的号码。
        scattered: 松散写法的号码。
        homes: 细到门牌的住址。
    """

    letters: bool
    plates: bool
    numbers: bool
    scattered: bool
    homes: bool


def hints(folded: str) -> Hints:
    """粗看一段归一过的文字。"""
    bones = folded.encode(errors="replace").translate(SIGNS, LATER_BYTES)
    numbered = NUMBERED.search(bones) is not None
    has_letters = b"a" in bones
    # 车牌号、住址里必有汉字；编号、文件名里没有。
    has_others = not folded.isascii()
    return Hints(
        letters=has_letters,
        plates=has_letters and has_others,
        numbers=numbered,
        scattered=numbered and SCATTERED.search(bones) is not None,
        homes=has_others and HOUSED.search(folded) is not None,
    )
