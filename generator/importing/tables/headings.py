"""认表头：去掉标点与括号里不要紧的话，查各种叫法。"""

import re
import unicodedata

from generator.importing.tables.spellings import BY_VALUE, ORDINAL, PRIVATE, SPELLINGS, UNCLEAR

SORT_OF = re.compile(
    "^(?:重点|优秀|平时|大会|会间|会后|本届|集体|联名|个人)(?=(?:提案)?(?:案由|题目|标题|名称|案号|编号))"
)
"""「重点提案题目」还是提案题目。"""

HARMLESS = re.compile(
    r"[A-Da-d/、,;\s:类或及()]+|必填|选填|可选|可多选|下拉选择?|全称|文本格?式?|年[月/.-]?月?[日/.-]?日?|YYYY.?MM.?DD|如.*|例.*|填.*|格式.*|请.*|见.*|"
    r".*[、/].*|规范全称|单位全称|规范简称|\d+位|精确到日|没有可不填"
)
"""表头括号里这样的话不改变意思。"""


def folded(heading: str) -> str:
    """表头去掉空白、标点与全角差别。"""
    text = unicodedata.normalize("NFKC", heading)
    return re.sub(r"[\s:：*＊★·.。,，、;/\\\-_—|“”\"'‘’《》【】\[\]]+", "", text)


def _index() -> dict[str, str]:
    found: dict[str, str] = {}
    for target, names in SPELLINGS.items():
        for name in names.split():
            if found.setdefault(folded(name), target) != target:
                raise AssertionError(name)
    return found


KNOWN = _index()
BY_VALUE_FOLDED = {folded(name): targets for name, targets in BY_VALUE.items()}
PRIVATE_FOLDED = {folded(name) for name in PRIVATE.split()}
ORDINAL_FOLDED = {folded(name) for name in ORDINAL.split()}
UNCLEAR_FOLDED = {folded(name): reason for name, reason in UNCLEAR.items()}


def spellings(heading: str) -> tuple[str, ...]:
    """一个表头的几种读法：括号里的话不要紧的去掉，要紧的接在前面或后面。"""
    text = unicodedata.normalize("NFKC", heading)
    match = re.fullmatch(r"(?P<base>[^()]+)\((?P<inside>[^()]*)\)\s*", text.strip())
    if match is None:
        return tuple(dict.fromkeys((folded(text), SORT_OF.sub("", folded(text)))))
    base, inside = folded(match["base"]), match["inside"].strip()
    if _same(folded(inside), base) or KNOWN.get(folded(inside), "").startswith(f"{KNOWN.get(base, '?')}."):
        # 「提案人（第一提案人）」：括号里说得更细。
        return (folded(inside), base)
    both = (folded(text.replace("(", "").replace(")", "")), folded(inside) + base)
    if HARMLESS.fullmatch(inside) or _same(base, folded(inside)):
        return (base, *both)
    return both


def _same(first: str, second: str) -> bool:
    return first in KNOWN and KNOWN.get(first) == KNOWN.get(second)


def is_known(heading: str) -> bool:
    """是不是台账上见得到的表头，读不读得进来都算。"""
    return any(
        name in KNOWN
        or name in BY_VALUE_FOLDED
        or name in PRIVATE_FOLDED
        or name in ORDINAL_FOLDED
        or name in UNCLEAR_FOLDED
        for name in spellings(heading)
    )
