"""把文字归一：全角换成半角，去掉看不见的字符，并记得每个字符原来在哪里。"""

import re
import unicodedata
from collections.abc import Sequence

ODD = re.compile("[^\x00-\x7e\u2010-\u2029\u202f-\u205f\u3000-\u303f\u4e00-\u9fff，。；：、（）？！·“”‘’]")
"""可能要换掉或去掉的字符；多数文字里一个也没有，省去逐字的功夫。"""

HIDDEN_CATEGORIES = {"Cf", "Cc", "Mn", "Me"}
CHINESE_DIGITS = dict(zip("〇零○一二三四五六七八九幺", "0001234567891", strict=True))
SPELLED = re.compile(f"[{''.join(CHINESE_DIGITS)}](?:[ \\-—·.]?[{''.join(CHINESE_DIGITS)}]){{6,}}")
"""七个以上连着的汉字数字才是号码；再短的是数目或年份。"""


def fold(text: str) -> tuple[str, Sequence[int]]:
    """归一一段文字。

    Returns:
        归一后的文字，与其中每个字符（连同末尾之后）在原文里的位置。
    """
    spelled = SPELLED.sub(_in_figures, text)
    table = {sign: _plain(sign) for sign in set(ODD.findall(spelled))}
    if all(table.values()):
        # 一个换一个，位置不变，不必逐字记。
        for sign, plain in table.items():
            spelled = spelled.replace(sign, plain)
        return spelled, range(len(spelled) + 1)
    kept: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(spelled):
        plain = table.get(sign, sign)
        if plain:
            kept.append(plain)
            places.append(place)
    return "".join(kept), [*places, len(spelled)]


def _in_figures(match: re.Match[str]) -> str:
    return "".join(CHINESE_DIGITS.get(sign, sign) for sign in match[0])


def _plain(sign: str) -> str:
    """一个字符换成半角；看不见的为空。换行与制表符留着，它们是分隔符。"""
    if sign in "\n\r\t\x85":
        return sign
    if unicodedata.category(sign) in HIDDEN_CATEGORIES:
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign in "，。；：、（）？！":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign
