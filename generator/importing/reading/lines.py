"""文字 → 整理过空白的各行。只动空白、看不见的字符与全角的数字字母，别的原样。"""

import re

from generator.importing.material import Line

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff]"
)
BLANKS = re.compile(r"[\s\u3000]+")
BESIDE_HAN = re.compile("(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
WIDE = {0xFF10 + i: 0x30 + i for i in range(10)} | {
    0xFF21 + i + shift: 0x41 + i + shift for i in range(26) for shift in (0, 32)
}


NAME = "[\u4e00-\u9fff·]{2,4}"
NAMES = re.compile(
    rf"\s*(?:尊敬的)?\s*(?P<names>{NAME}(?:[ \t\u3000\xa0]+{NAME})+)[ \t\u3000\xa0]*(?:政协)?委员\s*[:：]"
)
NOT_NAMES = re.compile("政协|委员|代表|主席|先生|女士|同志|[局会组党委盟县市区省州团]$")


def squeezed(text: str) -> str:
    """一行的空白：合一，汉字旁边的去掉；全角的数字字母换成半角。

    称呼里用空白隔开的几个人名换成顿号：去掉空白就看不出是几位了。
    """
    if (match := NAMES.match(text)) and not any(map(NOT_NAMES.search, match["names"].split())):
        text = text.replace(match["names"], "、".join(match["names"].split()), 1)
    single = BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()
    return BESIDE_HAN.sub("", single).translate(WIDE)


def lines_of(text: str) -> tuple[Line, ...]:
    """分行，去掉空行；行号是原来的。"""
    numbered = enumerate(BREAKS.split(text), start=1)
    return tuple(Line(number, kept) for number, line in numbered if (kept := squeezed(line)))
