"""来函里的日期：认得确定的写法；丢了数字、粘在一起的不认。"""

import re

from generator.dates import PartialDate

CHINESE_YEAR = "[〇○零0OoО一二三四五六七八九]{4}"
WHOLE = re.compile(
    rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|{CHINESE_YEAR}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
    r"|\d{4}([-./])\d{1,2}\1\d{1,2})"
)
LIKE = re.compile(
    rf"(?<!\d)(?:(?:\d{{2,4}}|{CHINESE_YEAR})年(?:[\d一二三四五六七八九十×xX_]{{0,3}}月?)?(?:[\d一二三四五六七八九十×xX_]{{0,3}}(?:日|号)?)?"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{0,2})?|(?:19|20)\d{3,6}日?|\d{1,2}月\d{1,2}日)(?!\d)"
)
"""像日期的写法，好的坏的都算：用来找落款在哪里。"""

EARLIEST, LATEST = "1949", "2100"
ROUND = str.maketrans(dict.fromkeys("0OoО○", "〇"))


def read(text: str) -> PartialDate | None:
    """到日的日期；不完整、有歧义、日历上没有的为 None。"""
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        # 八位数字年、月、日各占几位没有两种读法；七位的 2023526 才有。
        text = "-".join(match.groups())
    if not WHOLE.fullmatch(text):
        return None
    if match := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text):
        text = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    elif not text[0].isdigit() or not text[:4].isdigit() or not text[:4].isascii():
        text = text[:4].translate(ROUND) + text[4:]
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST and found.is_exact else None
