"""答的是哪一次会议的第几号提案。"""

import re
from collections.abc import Iterator

import msgspec

from generator.importing.letters.clues import CPPCC, NPC, Clues
from generator.importing.letters.words import NUMERAL, number_of

TERM = re.compile(
    rf"(?<![\d一二三四五六七八九十])第?(?P<term>{NUMERAL})届(?P<middle>[^。；，《》届]{{0,30}}?)(?<![\d一二三四五六七八九十])第?(?P<session>{NUMERAL})次"
)
SPOILT_TERM = re.compile(r"第?届[^。；，届]{0,20}?第?次会议|届次会议|第[×xX_*]+届")
NUMBERED = re.compile(r"第(?P<inside>[^第号《》，。；：]{0,24})号")
BARE = re.compile(
    r"(?<![\d第〕\]】)）A-Za-z-])(?P<inside>[A-Za-z]{0,3}\d{1,12})号(?=[^，。；]{0,8}提案|[^，。；]{0,4}委员)"
)
OTHER_THINGS = re.compile("令|公告|文件?|线|楼|院|路|车|国道|省道|地块|通知|法|站|井|门|公报")
AFTER = re.compile(r"(?:[（(][^）)]{1,15}[）)])?[^，。；《》]{0,6}?(?:提案|建议|委员|案)")
BEFORE = re.compile(
    r"(?:次会议|次全会|次全体会议|次会|届[^，。；]{1,8}次|提案|政协|号、?)[^，。；《》]{0,6}$|》[（(]$"
)
YEAR_BRACKET = re.compile(r"[〔【\[［﹝（(](?:19|20)\d{2}[〕】\]］﹞）)]$")
PLAIN = re.compile(
    r"[A-Za-z]{0,4}-?\d{1,12}|\d{1,2}-\d{1,4}|(?:19|20)\d{2}-\d{1,6}|[A-Za-z]?[（(〔\[]\d{4}[）)〕\]]\d{1,6}"
)
TOGETHER = re.compile("一并|合并|并案|[等共].{0,3}件|》[^，。；]{0,16}《")
HAN_NUMBER = re.compile("[一二三四五六七八九十百〇○零]+")
SEPARATORS = re.compile("[、和及与,]")
INLINE = re.compile(r"(?:案号|提案编号|提案号)(?:为|是)?[:：]?第?(?P<inside>[A-Za-z]{0,3}\d{1,12})(?!\d)")
INSIDE_CLASS = re.compile(r"号[（(][^）)]*$")
"""「第00006号（经济发展类001号）」里，括号中的是分类号。"""

LABELS = ("案号", "提案号", "提案编号", "提案案号", "提案序号", "议案号")


class Reference(msgspec.Struct, frozen=True):
    """指的是哪几件提案。

    Attributes:
        term: 届；不知道为 None。
        session: 次；不知道为 None。
        numbers: 案号，按出现的次序。
        original: 案号的原来写法：归一后的 → 原文；没有变的不在里面。
        doubts: 说不准的：（原文，说明）。
        whose: 「届」前面的文字，用来认是哪一级政协。
    """

    term: int | None = None
    session: int | None = None
    numbers: tuple[str, ...] = ()
    original: dict[str, str] = {}
    doubts: tuple[tuple[str, str], ...] = ()
    whose: str = ""


def reference_of(clues: Clues) -> Reference:
    """标题、开头、项目里说到的届次与案号；几处不一致时留空。"""
    doubts: list[tuple[str, str]] = []
    sessions = dict.fromkeys(found for text in clues.sources for found in sessions_in(text))
    pairs = dict.fromkeys(pair for pair, _ in sessions)
    term, session = next(iter(pairs)) if len(pairs) == 1 else (None, None)
    if len(pairs) > 1:
        said = "、".join(f"{first}届{second}次" for first, second in pairs)
        doubts.append((next(iter(sessions))[1], f"届次有几种说法：{said}"))
    elif not pairs:
        spoilt = next((m for text in clues.sources if (m := SPOILT_TERM.search(text))), None)
        doubts.append(
            (spoilt[0], f"届次丢了数字：「{spoilt[0]}」") if spoilt else ("", "没有写明第几届第几次会议")
        )
    numbers, original = _agreed(clues, doubts)
    whose = max((before for (_, before) in sessions), key=len, default="")
    return Reference(term, session, numbers, original, tuple(doubts), whose)


def sessions_in(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """一段文字里说到的政协会议：（届，次），与「届」前后的文字。"""
    for match in TERM.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        after = text[match.end() : match.end() + 30]
        context = before + match["middle"]
        last_npc = max((m.start() for m in NPC.finditer(context)), default=-1)
        last_cppcc = max((m.start() for m in CPPCC.finditer(context)), default=-1)
        said = last_cppcc > last_npc or (last_npc < 0 and CPPCC.search(after))
        term, session = number_of(match["term"]), number_of(match["session"])
        if said and term and session and "中央" not in context:
            yield (term, session), before + "\0" + match["middle"]


def _agreed(clues: Clues, doubts: list[tuple[str, str]]) -> tuple[tuple[str, ...], dict[str, str]]:
    """几处的案号合起来看。"""
    groups: list[dict[str, str]] = []
    for text in clues.sources:
        found = dict(_numbers(text, doubts))
        groups += [found] if found else []
    for label in clues.label(*LABELS):
        found = dict(_inside(re.sub("^第|号$", "", label.value), label.value, doubts))
        groups += [found] if found else []
    if not groups:
        if not doubts or not any("案号" in said for _, said in doubts):
            doubts.append(("", "没有写明案号"))
        return (), {}
    first = max(groups, key=len)
    for other in groups:
        if not _same(first, other):
            said = "、".join(dict.fromkeys([*first, *other]))
            doubts.append((next(iter(other.values())), f"案号有几种说法：{said}"))
            return (), {}
    widest = {_value(number): number for group in groups[::-1] for number in group}
    if any(re.fullmatch(r"\d+-\d+", shown) for shown in first) and TOGETHER.search("".join(clues.sources)):
        doubts.append((next(iter(first)), f"「{next(iter(first))}」是一个案号，还是从几号到几号，分不清"))
        return (), {}
    numbers = tuple(widest[_value(number)] for number in first)
    written = {number: shown for group in groups for number, shown in group.items() if number != shown}
    doubts[:] = [doubt for doubt in doubts if "案号" not in doubt[1]]
    return numbers, {number: written[number] for number in numbers if number in written}


def _value(number: str) -> str:
    return number.lstrip("0") or "0"


def _same(first: dict[str, str], other: dict[str, str]) -> bool:
    return {_value(number) for number in other} == {_value(number) for number in first}


def _numbers(text: str, doubts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """一段文字里的案号：（归一后的，原文）。"""
    for match in INLINE.finditer(text):
        yield from _inside(match["inside"], match[0], doubts)
    for match in sorted([*NUMBERED.finditer(text), *BARE.finditer(text)], key=lambda found: found.start()):
        before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 24]
        if (
            OTHER_THINGS.match(after)
            or INSIDE_CLASS.search(before)
            or YEAR_BRACKET.search(before)
            or _is_of_congress(text[: match.start()])
        ):
            continue
        if AFTER.match(after) or BEFORE.search(before):
            yield from _inside(match["inside"], match[0], doubts)


def _is_of_congress(before: str) -> bool:
    """离得最近的说的是人大。"""
    npc = max((m.end() for m in NPC.finditer(before)), default=-1)
    cppcc = max((m.end() for m in CPPCC.finditer(before)), default=-1)
    return npc > cppcc


def _inside(inside: str, shown: str, doubts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """「第」与「号」之间写的是什么。"""
    text = inside.strip(" 〔〕[]【】［］﹝﹞")
    text = text[1:-1] if re.fullmatch(r"[（(]\d+[）)]", text) else text
    parts = [part.strip() for part in SEPARATORS.split(text)] if text else []
    if parts and all(_plain(part) for part in parts):
        for part in parts:
            number = _plain(part)
            yield number, part if len(parts) > 1 else inside.strip()
    elif not text or not re.search(r"\d", text):
        doubts.append((shown, f"案号丢了数字：「{shown}」"))
    else:
        doubts.append((shown, f"案号的写法认不准：「{shown}」"))


def _plain(text: str) -> str:
    """一个案号；认不准为空。"""
    if PLAIN.fullmatch(text):
        return text
    value = number_of(text) if HAN_NUMBER.fullmatch(text) else _hundreds(text)
    return str(value) if value else ""


def _hundreds(text: str) -> int | None:
    head, hundred, rest = text.partition("百")
    first = number_of(head) if hundred and HAN_NUMBER.fullmatch(head) else None
    remainder = number_of(rest.removeprefix("零")) if rest else 0
    return first * 100 + remainder if first and remainder is not None else None
