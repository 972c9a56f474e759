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


def squeezed(text: str) -> str:
    """一行的空白：合一，汉字旁边的去掉；全角的数字字母换成半角。"""
    single = BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()
    return BESIDE_HAN.sub("", single).translate(WIDE)


def lines_of(text: str) -> tuple[Line, ...]:
    """分行，去掉空行；行号是原来的。"""
    numbered = enumerate(BREAKS.split(text), start=1)
    return tuple(Line(number, kept) for number, line in numbered if (kept := squeezed(line)))
