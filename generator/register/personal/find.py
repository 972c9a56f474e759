"""在一段文字里找个人信息：先粗看有没有可疑之处，有才细找。"""

import re
from collections.abc import Iterator

from generator.register.personal import homes, numbers, words
from generator.register.personal.folding import fold
from generator.register.personal.found import Found
from generator.register.personal.spans import Span
from generator.terms import PersonalKind

SPELLED = "[〇零○一二三四五六七八九幺]"
SUSPECT = re.compile(rf"[@＠#＃号室户弄]|\d\D{{0,40}}\d\D{{0,40}}\d|{SPELLED}(?:[ \-—·.]?{SPELLED}){{6}}")
"""没有邮箱符号、没有几个数字、也没有门牌字样的文字，不会有个人信息。"""

ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、（）《》]+", re.IGNORECASE)
CARRIED = re.compile(r"(?i)(?:[?&#](?:mobile|phone|tel|idcard|email)=)([^&#]+)")


def find(text: str) -> tuple[Found, ...]:
    """找出一段文字里的全部个人信息，按先后，互不重叠。

    Args:
        text: 原文；里面的全角数字、零宽字符、换行、分隔符都不影响。
    """
    if not SUSPECT.search(text):
        return ()
    folded, places = fold(text)
    if "://" in folded:
        folded = ADDRESS.sub(_without_address, folded)
    taken = [False] * len(folded)
    kept: list[Found] = []
    for kind, span in _candidates(folded):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = [True] * (span.end - span.start)
            start, end = places[span.start], places[span.end - 1] + 1
            kept.append(Found(kind, start, end, text[start:end], folded[span.start : span.kept]))
    return tuple(sorted(kept, key=lambda found: found.start))


def _candidates(folded: str) -> Iterator[tuple[PersonalKind, Span]]:
    """全部可能，把握大的在前；后面与前面重叠的不要。"""
    if "@" in folded:
        yield from ((PersonalKind.EMAIL, span) for span in words.emails(folded))
    yield from ((PersonalKind.PLATE, span) for span in words.plates(folded))
    yield from numbers.numbers(folded)
    yield from ((PersonalKind.HOME, span) for span in homes.homes(folded))


def _without_address(match: re.Match[str]) -> str:
    """网址里的数字是编号；只有明写着手机、邮箱的参数留下来查。"""
    kept = ["\0"] * len(match[0])
    for carried in CARRIED.finditer(match[0]):
        kept[carried.start(1) : carried.end(1)] = carried[1]
    return "".join(kept)
