"""数字组成的个人信息：身份证号、银行卡号、手机号、固定电话。

一串数字先按分隔符拆成组，再看相邻的几组合起来像不像一个号码；这样「2023 138 0013 8000」里的号码也找得到。
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from generator.lazily import lazy_pattern
from generator.register.personal import formats
from generator.register.personal.spans import Groups, Span, groups_in
from generator.terms import PersonalKind

SEPARATOR = r"[\s\-‐‑‒–—―−·•._()（）/*~]"
RUN = lazy_pattern(rf"[0-9](?:{SEPARATOR}{{0,24}}[0-9]){{6,}}")
DIGITS = lazy_pattern(r"\d+")
MOST_DIGITS = 19
MOST_GROUPS = 5
TELLING = 6
ANY_LENGTH = range(formats.SHORTEST, MOST_DIGITS + 1)
MOBILE_START = lazy_pattern(r"(?:0{0,2}86|0)?1[3-9]")
PROVINCES = frozenset(map(str, formats.PROVINCES))
CARD_START = frozenset("2345689")
LIKELY = lazy_pattern(
    rf"{formats.MOBILE.pattern}|{formats.LANDLINE.pattern}|{formats.CARD.pattern}"
    rf"|{formats.BIRTH.pattern}\d{{3,4}}|[1-9]\d{{7}}[01]\d[0-3]\d{{4}}|00(?:{'|'.join(formats.NEARBY)})\d{{8,9}}"
)
"""窗口先看开头几位像什么，不像的不细看：一兆全是数字的文件也要一秒查完。"""

LEAD = 12
MONEY = lazy_pattern(r"(?:\.\d{1,4})?\s{0,2}(?:余|多)?(?:元(?!月)|万|亿|%|％|美元|吨|千瓦|立方|平方|公里)")
CURRENCY = "¥￥$€"
LETTERS_BEFORE = lazy_pattern(r"([A-Za-z]+)$")
SPOKEN = {
    "tel",
    "phone",
    "mobile",
    "mob",
    "wx",
    "vx",
    "weixin",
    "wechat",
    "call",
    "cell",
    "id",
    "no",
    "qq",
    "card",
    "q",
    "v",
    "sfz",
    "sms",
}
"""写在号码前面的字母里，说明后面就是号码的；别的字母与数字连在一起是编号。"""


class Window(msgspec.Struct, frozen=True):
    """相邻的几组数字。

    Attributes:
        text: 整段文字。
        start: 从第几个字符起。
        end: 到第几个字符之前。
        sizes: 各组的位数。
        digits: 各组连起来。
    """

    text: str
    start: int
    end: int
    sizes: tuple[int, ...]
    digits: str

    @property
    def lead(self) -> str:
        """前面的几个字符。"""
        return self.text[max(0, self.start - LEAD) : self.start]


def numbers(text: str) -> Iterator[tuple[PersonalKind, Span]]:
    """一段文字里的各种号码；长的在前。"""
    for run in RUN.finditer(text):
        windows = sorted(_windows(text, groups_in(text, DIGITS, run)), key=lambda window: -len(window.digits))
        for window in windows:
            found = _judged(window)
            if found is not None and not _is_other(window):
                yield found


def _windows(text: str, groups: Groups) -> Iterator[Window]:
    """位数不超过十九的各个窗口；逐位分开写的，整段才算一个。"""
    places = groups.places
    for first, begun in enumerate(groups.begun):
        lengths = ANY_LENGTH if first == 0 else _lengths(groups.digits[begun : begun + TELLING])
        for length in lengths:
            last = groups.last_at.get(begun + length)
            if last is None or (last - first + 1 == length and not _is_apart(places, first, last)):
                continue
            if first and not LIKELY.fullmatch(groups.digits, begun, begun + length):
                continue
            sizes = tuple(end - start for start, end in places[first : last + 1])
            if _is_one(text, places, first, last, sizes):
                yield Window(
                    text, places[first][0], places[last][1], sizes, groups.digits[begun : begun + length]
                )


@lru_cache(maxsize=4096)
def _lengths(begins: str) -> tuple[int, ...]:
    """开头的几位看起来可能是几位的号码；前面写没写「电话」之类，只有一串里的第一组才看得到。"""
    found: set[int] = set()
    if mobile := MOBILE_START.match(begins):
        found.add(mobile.end() + 9)
    if begins.startswith(("0", "86")):
        found.update(range(10, MOST_DIGITS - 2))
    if begins[:2] in PROVINCES:
        found.update((15, 17, 18))
    if begins[0] in CARD_START:
        found.update(range(15, MOST_DIGITS + 1))
    return tuple(sorted(found))


def _is_apart(places: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """逐位写的，前后不能还有单个的数字。"""
    before = places[first - 1] if first else (0, 2)
    after = places[last + 1] if last + 1 < len(places) else (0, 2)
    return before[1] - before[0] > 1 and after[1] - after[0] > 1


def _is_one(
    text: str, places: Sequence[tuple[int, int]], first: int, last: int, sizes: Sequence[int]
) -> bool:
    """这几组像不像一个号码的分段写法：不多的几段，或一律一两位一段，或只隔着换行。"""
    if len(sizes) <= MOST_GROUPS or max(sizes) <= 2:
        return True
    joined = [text[places[place][1] : places[place + 1][0]] for place in range(first, last)]
    return all("\n" in gap or "\r" in gap for gap in joined)


def _judged(window: Window) -> tuple[PersonalKind, Span] | None:
    """一个窗口是什么号码；什么都不是的没有。"""
    if identity := _identity(window):
        return PersonalKind.IDENTITY, identity
    if _letter_follows(window):
        return None
    span = Span(window.start, window.end, window.start)
    if formats.is_short_identity(window.digits, window.sizes):
        return PersonalKind.IDENTITY, span
    if MONEY.match(window.text, window.end):
        return None
    if formats.is_bank_card(window.digits, window.sizes, window.lead):
        return PersonalKind.BANK_CARD, span
    return _telephone(window)


def _telephone(window: Window) -> tuple[PersonalKind, Span] | None:
    """一个窗口是什么电话；不是电话的没有。"""
    if skipped := formats.mobile_at(window.digits, window.sizes, window.lead):
        start = _place(window, skipped - 1)
        return PersonalKind.MOBILE, Span(start, window.end, start)
    area = formats.landline_area(window.digits, window.sizes, window.lead)
    if area is not None:
        return PersonalKind.LANDLINE, Span(window.start, window.end, _place(window, area))
    if formats.is_nearby(window.digits) or (window.lead.endswith("+") and formats.is_foreign(window.digits)):
        return PersonalKind.MOBILE, Span(window.start, window.end, window.start)
    return None


def _identity(window: Window) -> Span | None:
    """十八位身份证号；末位可以是 X，与前面可以隔着分隔符。"""
    if len(window.digits) == formats.IDENTITY and formats.is_identity(window.digits, window.lead):
        return Span(window.start, window.end, window.start)
    if len(window.digits) == formats.IDENTITY - 1:
        tail = lazy_pattern(rf"{SEPARATOR}{{0,4}}[Xx](?![A-Za-z0-9])").match(window.text, window.end)
        if tail and formats.is_identity(f"{window.digits}X", window.lead):
            return Span(window.start, tail.end(), window.start)
    return None


def _is_other(window: Window) -> bool:
    """前面写明是别的编号，或与字母连在一起，或是金额。"""
    if window.lead[-1:] in CURRENCY and window.lead:
        return True
    letters = LETTERS_BEFORE.search(window.lead)
    if letters and letters[1].lower() not in SPOKEN:
        return True
    return formats.OTHER_NUMBER.search(window.lead) is not None


def _letter_follows(window: Window) -> bool:
    following = window.text[window.end : window.end + 1]
    return following.isascii() and following.isalpha()


def _place(window: Window, digit: int) -> int:
    """窗口里第 digit 个数字（从 0 起）在文字里的位置。"""
    seen = -1
    for place in range(window.start, window.end):
        seen += window.text[place].isdigit()
        if seen == digit:
            return place
    return window.end
