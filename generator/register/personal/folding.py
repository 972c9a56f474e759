"""把文字归一：全角换成半角，实体换成它所指的字，去掉看不见的字符，并记得每个字符原来在哪里。"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any

from generator.lazily import lazy_pattern

Folded = tuple[str, Sequence[int]]
"""归一后的文字，与其中每个字符（连同末尾之后）在原文里的位置。"""

TRADITIONAL = dict(zip("號樓棟單戶組鎮鄉丨", "号楼栋单户组镇乡|", strict=True))


def _han_but(signs: str) -> str:
    """除了这几个字以外的汉字，写成正则里的几段。"""
    edges = [0x4DFF, *sorted(map(ord, signs)), 0xA000]
    return "".join(f"{chr(one + 1)}-{chr(other - 1)}" for one, other in pairwise(edges))


ODD = lazy_pattern(
    f"[^\x00-\x7e\u2010-\u2029\u202f-\u205f\u3000-\u303f{_han_but(''.join(TRADITIONAL))}，。；：、（）？！·“”‘’]"
)
"""可能要换掉或去掉的字符；多数文字里一个也没有，省去逐字的功夫。"""

ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,20});")
HIDDEN_CATEGORIES = {"Cf", "Cc", "Mn", "Me"}
CHINESE_DIGITS = dict(zip("〇零○一二三四五六七八九幺", "0001234567891", strict=True))
SPELLED = lazy_pattern(f"[{''.join(CHINESE_DIGITS)}](?:[ \\-—·.]?[{''.join(CHINESE_DIGITS)}]){{6,}}")
"""七个以上连着的汉字数字才是号码；再短的是数目或年份。"""

OTHER_DIGITS = CHINESE_DIGITS | dict(
    zip("壹贰叁肆伍陆柒捌玖貳參叄陸两兩拐勾洞", "123456789233622790", strict=True)
)
"""大写与口语的数字；只在十一位以上、与别的数字连在一起时才当号码看。"""

RINGS = "\u2460-\u2468\u2474-\u247c\u24ea\u24ff\u2776-\u277e"
RAISED = "\u2070-\u2089\u00b2\u00b3\u00b9"
MIXED_SIGN = f"[0-9{''.join(OTHER_DIGITS)}{RINGS}\u2488-\u2490\u3220-\u3228{RAISED}]"
MIXED = lazy_pattern(rf"{MIXED_SIGN}(?:[ \-—·.、，,_/]{{0,2}}{MIXED_SIGN}){{10,}}")
RINGED = lazy_pattern(f"[{RINGS}][{RINGS}]+")
READABLE = lazy_pattern(
    rf"{MIXED_SIGN}(?:(?<=[{RINGS}])[{RINGS}]|(?:[ \-—·.、，,_/]{{0,2}}{MIXED_SIGN}){{10}})"
)
"""以上两种里至少有一种；看一遍就知道不必换。"""

ALIKE = dict(zip("oOlI", "0011", strict=True))
LOOKALIKE = lazy_pattern(r"[0-9oOlI](?<![A-Za-z].)(?:[ \-.·—]?[0-9oOlI]){10,18}(?![A-Za-z])")
FEWEST_REAL = 4
"""长得像数字的字母混在里面时，真的数字至少几个。"""

MARKUP = lazy_pattern(
    r"[*`\\~<](?:(?<=[`\\~])|(?<=\*)(?:(?<!\*\*)\*?(?!\*)|(?<=[0-9]\*)\*\*(?=[0-9]))|(?<=<)(?:!--.{0,80}?-->"
    r"|/?(?:a|b|br|code|div|em|font|i|p|s|span|strong|sub|sup|td|u|wbr)\b[^<>]{0,80}>))"
)
"""排版的记号；三个以上的星号是遮去的地方，两边都是数字的除外。"""

MARKS = "*`\\~<"
"""排版的记号开头的字符。"""

DIGIT_SIGNS = "".join(OTHER_DIGITS)
DISGUISE = lazy_pattern(
    rf"[<*`\\~oOlI0-9{DIGIT_SIGNS}\u2460-\u24ff\u2776-\u277e\u3220-\u3228{RAISED}]"
    rf"(?:(?<=<)[a-z/!]|(?<=[*`\\~])[0-9A-Za-z@]|(?<=[oOlI])[ \-.·—]?[0-9]|(?<=[0-9])[ \-.·—]?[oOlI]"
    rf"|(?<=[\u2460-\u24ff\u2776-\u277e\u3220-\u3228{RAISED}])"
    rf"|(?<=[{DIGIT_SIGNS}])[ \-—·.、，,_/]{{0,2}}[0-9{DIGIT_SIGNS}])"
)
"""可能有意遮掩的地方；没有就不必换个读法再查一遍。"""


def fold(text: str) -> Folded:
    """归一一段文字。

    Returns:
        归一后的文字，与其中每个字符（连同末尾之后）在原文里的位置。
    """
    if text.isascii() and "&" not in text and "\x7f" not in text:
        return text, range(len(text) + 1)
    decoded, places = _decoded(text) if "&" in text and ENTITY.search(text) else (text, range(len(text) + 1))
    spelled = SPELLED.sub(_in_figures, decoded)
    table = {sign: _plain(sign) for sign in sorted(set(ODD.findall(spelled)))}
    if all(table.values()):
        # 一个换一个，位置不变，不必逐字记。
        for sign, plain in table.items():
            spelled = spelled.replace(sign, plain)
        return spelled, places
    return _kept(spelled, places, lambda sign: table.get(sign, sign))


def unmasked(folded: Folded) -> Folded | None:
    """换个读法：去掉排版的记号，大写、带圈的数字与长得像数字的字母都当数字；换了也一样的没有。

    Args:
        folded: 归一过的文字与位置。
    """
    text, places = folded
    is_readable, is_alike, is_marked = (
        READABLE.search(text) is not None,
        any(sign in text for sign in ALIKE),
        any(sign in text for sign in MARKS),
    )
    if not (is_readable or is_alike or is_marked) or not DISGUISE.search(text):
        return None
    if is_readable:
        text = RINGED.sub(_read_out, MIXED.sub(_read_out, text))
    if is_alike:
        text = LOOKALIKE.sub(_look_again, text)
    if not is_marked:
        return None if text == folded[0] else (text, places)
    marks = [match.span() for match in MARKUP.finditer(text)]
    if not marks:
        return None if text == folded[0] else (text, places)
    edges = [0, *chain.from_iterable(marks), len(text)]
    pieces = [text[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    return "".join(pieces), _Shifted(places, edges)


class _Shifted(Sequence[int]):
    """去掉几处以后，每个字符在原文里的位置：问到哪个才算哪个，长文里多半一个也不问。

    Args:
        places: 去掉之前的位置。
        edges: 留下的各段的起止。
    """

    def __init__(self, places: Sequence[int], edges: Sequence[int]) -> None:
        self._places = places
        self._begins = edges[::2]
        lengths = (end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True))
        self._starts = list(accumulate(lengths, initial=0))

    def __len__(self) -> int:
        return self._starts[-1] + 1

    def __getitem__(self, place: Any) -> Any:
        number = min(bisect_right(self._starts, place), len(self._begins)) - 1
        return self._places[self._begins[number] + place - self._starts[number]]


def _kept(text: str, places: Sequence[int], plain: Callable[[str], str]) -> Folded:
    """逐字换掉或去掉，位置跟着走。"""
    signs: list[str] = []
    kept: list[int] = []
    for place, sign in enumerate(text):
        found = plain(sign)
        if found:
            signs.append(found)
            kept.append(places[place])
    return "".join(signs), [*kept, places[len(text)]]


def _decoded(text: str) -> Folded:
    """把 &#49; 之类的实体换成它所指的字；位置指实体的开头。"""
    signs: list[str] = []
    places: list[int] = []
    end = 0
    for match in ENTITY.finditer(text):
        signs += text[end : match.start()]
        places += range(end, match.start())
        meant = html.unescape(match[0])
        signs += meant
        places += [match.start()] * len(meant)
        end = match.end()
    signs += text[end:]
    return "".join(signs), [*places, *range(end, len(text) + 1)]


def _in_figures(match: re.Match[str]) -> str:
    return "".join(CHINESE_DIGITS.get(sign, sign) for sign in match[0])


def _read_out(match: re.Match[str]) -> str:
    return "".join(_digit(sign) for sign in match[0])


def _digit(sign: str) -> str:
    if sign in OTHER_DIGITS:
        return OTHER_DIGITS[sign]
    if "\u3220" <= sign <= "\u3228":
        return str(ord(sign) - 0x321F)
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign


def _look_again(match: re.Match[str]) -> str:
    if sum(sign.isdigit() for sign in match[0]) < FEWEST_REAL:
        return match[0]
    return "".join(ALIKE.get(sign, sign) for sign in match[0])


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """一个字符换成半角；看不见的为空。换行与制表符留着，它们是分隔符。"""
    if sign in "\n\r\t\x85":
        return sign
    if sign in TRADITIONAL:
        return TRADITIONAL[sign]
    category = unicodedata.category(sign)
    if category in HIDDEN_CATEGORIES:
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    # 带圈的序号与后面的数字连在一起，会把号码读错。
    if sign in "，。；：、（）？！" or category == "No":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign
