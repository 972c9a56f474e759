"""在一段文字里找个人信息：先粗看有没有可疑之处，有才细找。"""

import re
from collections.abc import Callable, Iterator

from generator.lazily import lazy_pattern
from generator.register.personal import homes, numbers, words
from generator.register.personal.folding import Folded, fold, unmasked
from generator.register.personal.found import Found
from generator.register.personal.hints import hints
from generator.register.personal.loose import loose
from generator.register.personal.spans import Span
from generator.terms import PersonalKind

TELLING = "@＠#＃号號室户弄幢栋﹫丨"
SPELLED = "〇零○一二三四五六七八九幺"
FORMAL = "壹贰叁肆伍陆柒捌玖洞拐"
RINGED = "\u2460-\u24ff\u2776-\u277e\u3220-\u3228"
RAISED = "\u2070-\u2089\u00b2\u00b3\u00b9"
SUSPECT = lazy_pattern(
    rf"[{TELLING}\d{SPELLED}{FORMAL}{RINGED}{RAISED}艾&单_(（Aa]"
    rf"(?:(?<=[{TELLING}])|(?<=\d)\D{{0,40}}\d\D{{0,40}}\d"
    rf"|(?<=[{SPELLED}])(?:[ \-—·.、，,]{{0,2}}[{SPELLED}]){{6}}"
    rf"|(?<=[{FORMAL}])[{FORMAL}]|(?<=[{RINGED}])[{RINGED}]{{2}}|(?<=[{RAISED}])[{RAISED}]{{2}}"
    r"|(?<=艾)特|(?<=&)[#A-Za-z]|(?<=单)元[西东南北中]"
    r"|(?<=_)[Aa][Tt]_|(?<=[(（])(?:[Aa][Tt]|a)[)）]|(?<=[Aa])(?<!\w.)[Tt]\b)"
)
"""没有邮箱符号、没有几个数字、也没有门牌字样的文字，不会有个人信息。"""

ADDRESS = lazy_pattern(r"https?://[^\s<>\"'，。；、（）《》]+", re.IGNORECASE)
CARRIED = lazy_pattern(r"(?i)(?:[?&#](?:mobile|phone|tel|idcard|email)=|//wa\.me/)([^&#]+)")


def find(text: str) -> tuple[Found, ...]:
    """找出一段文字里的全部个人信息，按先后，互不重叠。

    Args:
        text: 原文；里面的全角数字、零宽字符、换行、分隔符都不影响。
    """
    if not SUSPECT.search(text):
        return ()
    plain = fold(text)
    taken = bytearray(len(text))
    kept = [*_found(text, plain, taken, _candidates)]
    if (revealed := unmasked(plain)) is not None:
        kept += _found(text, revealed, taken, _disguised)
    return tuple(sorted(kept, key=lambda found: found.start))


def _found(
    text: str,
    read: Folded,
    taken: bytearray,
    candidates: Callable[[str], Iterator[tuple[PersonalKind, Span]]],
) -> Iterator[Found]:
    """一种读法里找到的；taken 记着原文里哪些字已经算过。"""
    folded, places = read
    if "://" in folded:
        folded = ADDRESS.sub(_without_address, folded)
    for kind, span in candidates(folded):
        start, last = places[span.start], places[span.end - 1]
        # 实体占几个字，末尾要到下一个字之前。
        end = max(last + 1, places[span.end]) if text[last] == "&" else last + 1
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield Found(kind, start, end, text[start:end], folded[span.start : span.kept])


def _candidates(folded: str) -> Iterator[tuple[PersonalKind, Span]]:
    """全部可能，把握大的在前；后面与前面重叠的不要。"""
    hinted = hints(folded)
    if "@" in folded:
        yield from ((PersonalKind.EMAIL, span) for span in words.emails(folded))
    if hinted.plates:
        yield from ((PersonalKind.PLATE, span) for span in words.plates(folded))
    if hinted.numbers:
        yield from numbers.numbers(folded)
    if hinted.scattered:
        yield from loose(folded)
    if hinted.letters:
        yield from ((PersonalKind.EMAIL, span) for span in words.disguised_emails(folded))
    if hinted.homes:
        yield from ((PersonalKind.HOME, span) for span in homes.homes(folded))


def _disguised(revealed: str) -> Iterator[tuple[PersonalKind, Span]]:
    """换个读法以后的全部可能；固定电话与数目分不开，不算。"""
    yield from (found for found in _candidates(revealed) if found[0] is not PersonalKind.LANDLINE)


def _without_address(match: re.Match[str]) -> str:
    """网址里的数字是编号；只有明写着手机、邮箱的参数留下来查。"""
    kept = ["\0"] * len(match[0])
    for carried in CARRIED.finditer(match[0]):
        kept[carried.start(1) : carried.end(1)] = carried[1]
    return "".join(kept)
