"""松散写法的号码：各段之间隔着逗号、竖线、括号、引号之类，单看分隔符像是一串数。

像一串数的，要形状正好（三四四）、前后不接着别的数、后面不跟量词，才当号码；身份证号、卡号另有校验码把关。
"""

import re
from collections.abc import Iterator

from generator.lazily import lazy_pattern
from generator.register.personal import formats
from generator.register.personal.spans import Span, groups_in
from generator.terms import PersonalKind

GAP = r"[^0-9A-Za-z\u4e00-\u9fff]{1,6}"
LISTING = lazy_pattern(r"[,、，;；:：|/｜]")
MOBILE = lazy_pattern(
    rf"1(?<![0-9]1)[3-9][0-9](?:({GAP})[0-9]{{4}}({GAP})[0-9]{{4}}|({GAP})[0-9]{{8}}|[0-9]{{4}}({GAP})[0-9]{{4}})(?![0-9])"
)
ONE_BY_ONE = lazy_pattern(
    r"1(?<![0-9]1)(?<![0-9][,、，;；|/ ]1)([,、，;；|/·_ ]{1,3})[3-9](?:\1[0-9]){9}(?!\1?[0-9])"
)
LANDLINE = lazy_pattern(
    r"(0(?<![0-9]0)(?:10|2[0-9]|[3-9][0-9]{2}))[^0-9A-Za-z\u4e00-\u9fff]{1,2}[2-8][0-9]{6,7}(?![0-9])"
)
COUNTED = lazy_pattern(
    r"\s?(?:件|项|个|次|人|户|年|条|吨|元(?!月)|万|亿|%|名|家|处|所|辆|米|公|平|台|套|份|篇|起|宗|亩|公顷|期|组)"
)
BEFORE = lazy_pattern(r"[0-9][,、，;；|/｜]\s?$|\|\s?$")
AFTER = lazy_pattern(r"\s?[,、，;；|/｜]\s?(?!1[3-9][0-9]{9})[0-9]")
RUN = lazy_pattern(
    r"(?<![0-9])[0-9]+(?:[^0-9A-Za-z\u4e00-\u9fff]{1,4}[0-9]+)+(?:[^0-9A-Za-z\u4e00-\u9fff]{0,4}[Xx](?![A-Za-z0-9]))?"
)
GROUP = lazy_pattern(r"[0-9]+|[Xx]")
MOST_GROUPS, FEWEST = 18, 16
CHECKED_LENGTHS = range(15, formats.LONGEST + 1)
CHECKED_START = frozenset("12345689")
PAIR = lazy_pattern(r"(1(?<![0-9A-Za-z]1)(?<![0-9]:1)[3-9][0-9]{9})(1[3-9][0-9]{9})(?![0-9])")
"""两个手机号连写。"""

ISSUER = "62"
LEAD = 12


def loose(text: str) -> Iterator[tuple[PersonalKind, Span]]:
    """一段归一过的文字里松散写法的号码。"""
    for match in PAIR.finditer(text):
        yield PersonalKind.MOBILE, Span(match.start(1), match.end(1), match.start(1))
        yield PersonalKind.MOBILE, Span(match.start(2), match.end(2), match.start(2))
    for match in MOBILE.finditer(text):
        if _stands_alone(text, match, [gap for gap in match.groups() if gap]):
            yield PersonalKind.MOBILE, Span(match.start(), match.end(), match.start())
    for match in LANDLINE.finditer(text):
        if formats.PHONE_CUE.search(text[max(0, match.start() - LEAD) : match.start()]):
            yield PersonalKind.LANDLINE, Span(match.start(), match.end(), match.end(1))
    for match in ONE_BY_ONE.finditer(text):
        yield PersonalKind.MOBILE, Span(match.start(), match.end(), match.start())
    for match in RUN.finditer(text):
        yield from _checked(text, match)


def _stands_alone(text: str, match: re.Match[str], gaps: list[str]) -> bool:
    lead = text[max(0, match.start() - LEAD) : match.start()]
    if COUNTED.match(text, match.end()) or formats.OTHER_NUMBER.search(lead):
        return False
    if not any(LISTING.search(gap) for gap in gaps):
        return formats.LOOSE_LEAD.search(lead) is None
    if formats.PHONE_LEAD.search(lead):
        return True
    alike = len(gaps) == 2 and gaps[0] == gaps[1]
    return alike and not BEFORE.search(lead) and not AFTER.match(text, match.end())


def _checked(text: str, run: re.Match[str]) -> Iterator[tuple[PersonalKind, Span]]:
    """校验码对得上的身份证号与卡号，不论怎样分段。"""
    if sum(map(str.isdigit, run[0])) < FEWEST:
        return
    groups = groups_in(text, GROUP, run)
    for first, begun in enumerate(groups.begun):
        coming = groups.digits[begun : begun + formats.LONGEST]
        if coming[0] not in CHECKED_START:
            continue
        for length in CHECKED_LENGTHS:
            last = groups.last_at.get(begun + length)
            if (
                last is not None
                and first <= last < first + MOST_GROUPS
                and _begins_well(coming[:length], first)
            ):
                places = groups.places[first : last + 1]
                lead = text[max(0, places[0][0] - LEAD) : places[0][0]]
                kind = _checked_kind(coming[:length], [end - start for start, end in places], lead)
                if kind and not formats.OTHER_NUMBER.search(lead):
                    yield kind, Span(places[0][0], places[-1][1], places[0][0])


def _begins_well(digits: str, first: int) -> bool:
    """粗看一眼：地区或发卡行对得上的才细算校验码；前面写没写「卡号」，只有一串里的第一组才看得到。"""
    if len(digits) == formats.IDENTITY and formats.BIRTH.match(digits):
        return True
    return (not first or digits.startswith(ISSUER)) and formats.CARD.fullmatch(digits) is not None


def _checked_kind(digits: str, sizes: list[int], lead: str) -> PersonalKind | None:
    if len(digits) == formats.IDENTITY and formats.BIRTH.match(digits) and formats.is_identity(digits, lead):
        return PersonalKind.IDENTITY
    return PersonalKind.BANK_CARD if _is_card(digits, sizes, lead) else None


def _is_card(digits: str, sizes: list[int], lead: str) -> bool:
    if "X" in digits or formats.CARD.fullmatch(digits) is None or not formats.sums_up(digits):
        return False
    fours = len(sizes) > 1 and set(sizes[:-1]) == {4} and digits.startswith(ISSUER)
    return fours or formats.CARD_CUE.search(lead) is not None
