"""找到的一处个人信息，与遮去它的写法。"""

from functools import lru_cache

import msgspec

from generator.register.personal.folding import fold
from generator.terms import PersonalKind

HIDE_FROM = {
    PersonalKind.MOBILE: (3, 4),
    PersonalKind.IDENTITY: (2, 3),
    PersonalKind.BANK_CARD: (4, 4),
    PersonalKind.PLATE: (2, 0),
}
"""各种号码遮去时，前面与后面各留几个字符。"""


class Found(msgspec.Struct, frozen=True):
    """一处个人信息。

    Attributes:
        kind: 种类。
        start: 在原文里从第几个字符起。
        end: 到第几个字符之前。
        text: 原文的这一段，分隔符与换行都在内。
        kept: 遮去时原样留下的开头：固定电话的区号、住址里到街道、乡镇或路名为止的文字。
    """

    kind: PersonalKind
    start: int
    end: int
    text: str
    kept: str = ""

    @property
    def masked(self) -> str:
        """遮去以后的写法；再查一遍不会又被找到。"""
        if self.kind is PersonalKind.EMAIL:
            name, _, host = "".join(fold(self.text)[0].split()).partition("@")
            return f"{name[:1]}***@{host}"
        if self.kind is PersonalKind.HOME:
            return f"{self.kept}***"
        plain = bare(self.text)
        if self.kind is PersonalKind.LANDLINE:
            return f"{self.kept}{'*' * (len(plain) - len(bare(self.kept)))}"
        before, after = HIDE_FROM[self.kind]
        hidden = "*" * (len(plain) - before - after)
        return f"{plain[:before]}{hidden}{plain[len(plain) - after :]}"


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """去掉分隔符与看不见的字符，全角换成半角，便于比对。"""
    folded, _ = fold(text)
    return "".join(sign for sign in folded.upper() if sign.isalnum() or sign in "@.+").strip(".")


def same(found: Found, value: str) -> bool:
    """编辑写下的一个值，是不是找到的这一处；住址可以只从路名写起。"""
    wanted, actual = bare(value), bare(found.text)
    if found.kind is not PersonalKind.HOME:
        return wanted == actual
    hidden = len(actual) - len(bare(found.kept))
    return wanted.endswith(actual) or (actual.endswith(wanted) and len(wanted) > hidden)
