"""带字母的个人信息：电子邮箱、车牌号。"""

import re
from collections.abc import Iterator

from generator.register.personal.spans import Span

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]*[ \t\r\n]{0,3}@[ \t\r\n]{0,3}"
    r"[A-Za-z0-9\-]+(?:[ ]?\.[ ]?[A-Za-z0-9\-]+)*[ ]?\.[ ]?[A-Za-z]{2,}"
)
GAP = r"[ \t\r\n·•.\-]{0,3}"
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    rf"{GAP}[A-HJ-NP-Za-hj-np-z]{GAP}(?:[A-HJ-NP-Za-hj-np-z0-9]{GAP}){{4,5}}"
    r"[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领使](?![A-Za-z0-9])"
)
FEWEST_DIGITS = 3
"""车牌后五六位里字母最多两个；数字再少的是别的词。"""

ROAD = re.compile(r"[GSXgsx][ ]?\d{1,4}(?:[ \-—至到]|$)")


def emails(text: str) -> Iterator[Span]:
    """电子邮箱；「@」两旁可以有空白或换行。"""
    for match in EMAIL.finditer(text):
        yield Span(match.start(), match.end(), match.start())


def plates(text: str) -> Iterator[Span]:
    """车牌号：省份简称、发牌机关的字母、五位或六位。"""
    for match in PLATE.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        if digits >= FEWEST_DIGITS and not ROAD.match(match[0][1:]):
            yield Span(match.start(), match.end(), match.start())
