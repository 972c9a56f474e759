"""排字：句子里的日期不拆开，数与量词不分在两行。

只用在软件自己写的句子上。编辑写的原文不动一个字节：写出之前要在产物里找没有公开的字，拆开了就找不到。
"""

from functools import lru_cache

from markupsafe import Markup, escape

from generator.lazily import lazy_pattern

DATE = lazy_pattern(r"\d{4}-\d{2}(?:-\d{2})?")
QUANTITY = lazy_pattern(r"(?<=\d) (?=[件条项次个天月年批家人号场])")
MOST_REMEMBERED = 5_000
NO_BREAK = "\u00a0"


# 状态、期限一类的短句，许多行、许多页上都一样；带类型：已排好的 HTML 与同样的文字不是一回事。
@lru_cache(MOST_REMEMBERED, typed=True)
def typeset(text: str) -> Markup:
    """一句话 → 排好的 HTML。

    Args:
        text: 软件自己写的一句话，不是 HTML。
    """
    # 转义之后仍是同样的数字与空格，不会把标签拆坏。
    safe = QUANTITY.sub(NO_BREAK, str(escape(text)))
    return Markup(DATE.sub(r'<span class="number">\g<0></span>', safe))  # noqa: S704 - 上面已转义
