"""格子里的数与日期：照数字格式还原看到的样子。"""

import datetime as dt
import re
from decimal import Decimal

from generator.dates import PartialDate

ZEROS = re.compile(r"(?P<before>[^0#?.,@;yYmMdDhHsS]*)(?P<zeros>0{2,})(?P<after>[^0#?.,@;yYmMdDhHsS]*)")
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
INVISIBLE = re.compile(r";;;\s*(?:@?\s*)?")


def written(number: float) -> str:
    """一个数的写法：整数不带小数点，不用科学记数。"""
    exact = Decimal(repr(float(number)))
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: str, number_format: str) -> str:
    """照「0000」「"第"000"号"」这样的格式显示成什么；别的格式为空。"""
    match = ZEROS.fullmatch(_only_first(number_format))
    if match is None or not number.isdigit():
        return ""
    return f"{_literal(match['before'])}{number.zfill(len(match['zeros']))}{_literal(match['after'])}"


def _only_first(number_format: str) -> str:
    return number_format.partition(";")[0]


def _literal(text: str) -> str:
    return LITERAL.sub(lambda match: match[1] or match[2] or "", text).strip()


def hides(number_format: str) -> bool:
    """这种格式什么也不显示。"""
    return INVISIBLE.fullmatch(number_format.strip()) is not None


def day_shown(moment: dt.datetime | dt.date, number_format: str) -> tuple[str, str]:
    """日期格子 → （日期，不敢照读的说明）。只显示年月的只到月；没有显示年份的不照读。"""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format).lower()
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    has_year, has_day = "y" in bare or "e" in bare, "d" in bare
    if not has_year and ("m" in bare or has_day):
        return "", f"格子里只显示{day.month}月{day.day}日，年份是软件自己补的"
    if not has_year:
        return "", "格子里只显示时刻"
    if not 1900 < day.year <= 2100:
        return "", f"年份是 {day.year}，不像"
    text = day.isoformat() if has_day else f"{day.year:04d}-{day.month:02d}" if "m" in bare else str(day.year)
    return str(PartialDate(text)), ""
