"""哪一次会议：表里的届次列，或表名、标题行、文件名里写的。"""

import re

import msgspec

from generator.importing.letters.clues import CPPCC, NPC
from generator.importing.letters.reference import TERM, sessions_in
from generator.importing.letters.words import NUMERAL, number_of

ONE = re.compile(rf"第?(?P<number>{NUMERAL})(?:届|次(?:会议)?|次全体会议)?")
PAIR = re.compile(r"(?P<term>\d{1,2})[-—－](?P<session>\d{1,2})")


class Sitting(msgspec.Struct, frozen=True):
    """一次会议。

    Attributes:
        term: 届；不知道为 None。
        session: 次；不知道为 None。
        whose: 「届」前后的文字，用来认是哪一级政协。
        doubt: 说不准的原因。
    """

    term: int | None = None
    session: int | None = None
    whose: str = ""
    doubt: str = ""


def sitting_of(titles: tuple[str, ...], name: str, stem: str) -> Sitting:
    """表外的文字说的是哪一次会议；几处不一致的不读。

    Args:
        titles: 表头上面的各行。
        name: 工作表的名字。
        stem: 文件名，不带扩展名。
    """
    found = [item for text in titles for item in sessions_in(text)]
    loose = [item for text in (*titles, name, stem) for item in _loosely(text)]
    pairs = dict.fromkeys(pair for pair, _ in (*found, *loose))
    whose = max((before for _, before in (*found, *loose)), key=len, default="")
    if len(pairs) == 1:
        term, session = next(iter(pairs))
        return Sitting(term, session, whose)
    if pairs:
        said = "、".join(f"{term}届{session}次" for term, session in pairs)
        return Sitting(whose=whose, doubt=f"届次有几种说法：{said}")
    return Sitting(whose=_place(titles, stem))


def _loosely(text: str) -> list[tuple[tuple[int, int], str]]:
    """表名、文件名常只写「五届二次」，不提政协；提到人大的不算。"""
    found = []
    for match in TERM.finditer(text):
        term, session = number_of(match["term"]), number_of(match["session"])
        if term and session and not NPC.search(text):
            found.append(
                ((term, session), text[max(0, match.start() - 24) : match.start()] + "\0" + match["middle"])
            )
    return found


def _place(titles: tuple[str, ...], stem: str) -> str:
    """没有写届次，只写了哪里的政协。"""
    for text in (*titles, stem):
        match = re.match(
            r"(?P<place>[\u4e00-\u9fff]{0,24}政协[\u4e00-\u9fff]{0,12}?)(?:委员会|20|第|提案|关于)", text
        )
        if match:
            return match["place"] + "\0"
    return ""


def of_pair(text: str) -> tuple[int, int] | None:
    """「十四届二次」「14-2」→ 届与次。"""
    match = TERM.search(text) or PAIR.fullmatch(text)
    if match is None:
        return None
    term, session = number_of(match["term"]), number_of(match["session"])
    return (term, session) if term and session else None


def of_one(text: str) -> int | None:
    """「十四届」「第二次会议」「2」→ 数。"""
    match = ONE.fullmatch(text)
    return number_of(match["number"]) if match else None


def is_of_congress(texts: tuple[str, ...]) -> bool:
    """说的是人大代表建议，或两样混在一起。"""
    whole = "　".join(texts)
    return NPC.search(whole) is not None and (CPPCC.search(whole) is None or "建议" in whole)
