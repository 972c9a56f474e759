"""日期：可以只到月或年的日期，以及各种写法的归一。"""

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Self

MOST_REMEMBERED = 20_000
"""最多记着多少个日子：五十年。"""

CHINESE_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


class PartialDate(str):
    """到日、到月或到年的日期，值是 ISO 写法：2023-05-10、2023-07、2023。

    报纸和旧档里常常只有月份或年份；补成某一天就是编造，所以原样保留精度。
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """读一个日期。

        认得 2023-05-26、2023-05、2023、2023年5月26日、二〇二三年五月二十六日。

        Raises:
            ValueError: 不是日期，或像 2023526 那样丢了单位而有歧义；说明是中文。
        """
        return cls(_iso(text))

    @property
    def first(self) -> date:
        """可能的最早一天。"""
        return _first(self)

    @property
    def last(self) -> date:
        """可能的最晚一天。"""
        return _last(self)

    @property
    def is_exact(self) -> bool:
        """是否到日。"""
        return len(self) == len("2023-01-01")

    @property
    def year(self) -> str:
        """年份，四位数字。"""
        return self[:4]

    def precedes(self, other: "PartialDate") -> bool:
        """是否必定早于另一日期：精度不够、说不准时为否。"""
        return self.last < other.first


# 一件事的日子要问几十遍，日子却只有几千个。
@lru_cache(MOST_REMEMBERED)
def _first(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3])


@lru_cache(MOST_REMEMBERED)
def _last(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


@lru_cache(MOST_REMEMBERED)
def _iso(text: str) -> str:
    """读出来的日期，ISO 写法；一个档案里日子就那么些，读过的不必再读。"""
    folded = unicodedata.normalize("NFKC", text.strip())
    if match := ISO.fullmatch(folded):
        return _checked(match, text)
    if match := CHINESE.fullmatch(_western(folded)):
        return _checked(match, text)
    if re.fullmatch(r"\d{5,8}日?", folded):
        raise ValueError(f"「{text}」丢了年月日的分隔，有歧义，不能猜")
    raise ValueError(f"「{text}」不是日期")


def _checked(match: re.Match[str], text: str) -> str:
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f"「{text}」不是日历上有的日子") from None
    parts = [f"{year:04d}"]
    parts += [f"{month:02d}"] if month else []
    parts += [f"{day:02d}"] if day else []
    return "-".join(parts)


def _western(text: str) -> str:
    """把中文数字的日期换成阿拉伯数字；含不认得的字时原样返回。"""
    match = re.fullmatch(
        r"([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?",
        text,
    )
    if not match:
        return text
    year, month, day = match.groups()
    western = "".join(str(CHINESE_DIGITS[digit]) for digit in year) + "年"
    western += f"{_tens(month)}月" if month else ""
    return western + (f"{_tens(day)}日" if day else "")


def _tens(text: str) -> int:
    """一到九十九的中文数字；不成数的为 0，日历上没有，随后被拒绝。"""
    tens, ten, ones = text.partition("十")
    if not ten:
        return CHINESE_DIGITS.get(text, 0)
    first, last = CHINESE_DIGITS.get(tens or "一"), CHINESE_DIGITS.get(ones or "零")
    return 0 if first is None or last is None else first * 10 + last
