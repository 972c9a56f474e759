"""逐条扫描的参照：查询的意思由它规定，索引与脚本的结果必须与它分毫不差。"""

import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.output.search import SearchDocument
from generator.output.search.folding import fold, traditional_characters

QUOTES = ('""', "“”", "＂＂")
BRACKETS = ("[]", "【】", "〔〕", "﹝﹞", "［］")


@dataclass(frozen=True)
class Query:
    """一个查询：写法，以及它的意思。"""

    kind: str
    text: str
    wanted: tuple[str, ...]
    banned: tuple[str, ...] = field(default=())


class PlainScan:
    def __init__(self, documents: Sequence[SearchDocument]) -> None:
        self.documents = documents
        self.titles = [fold(each.fields[0].text) for each in documents]
        # 段与段之间放一个折叠后不会出现的字，免得词跨段相连。
        self.texts = ["\x00".join(fold(part.text) for part in each.fields) for each in documents]
        self.found: dict[str, frozenset[int]] = {}

    def term(self, term: str) -> frozenset[int]:
        folded = fold(term)
        if folded not in self.found:
            places = self.titles if len(folded) == 1 else self.texts
            self.found[folded] = frozenset(at for at, text in enumerate(places) if folded in text)
        return self.found[folded]

    def search(self, query: Query) -> set[int]:
        result = set(range(len(self.documents)))
        for term in query.wanted:
            result &= self.term(term)
        for term in query.banned:
            result -= self.term(term)
        return result


def generated_queries(documents: Sequence[SearchDocument], count: int, seed: int = 7) -> Iterator[Query]:
    """各种写法的查询，轮流出现：常见、少见、没有、跨词、带标点、数字、繁体、全角、引号、混用的引号、减号、单字。"""
    chance = random.Random(seed)  # noqa: S311  # 只求每次一样
    makers = (
        _window, _window, _window, _two, _two, _three, _absent, _number, _traditional, _wide,
        _quoted, _mixed_quotes, _minus, _minus_phrase, _bracket, _title_window, _single, _across,
    )  # fmt: skip
    for place in range(count):
        yield makers[place % len(makers)](documents, chance)


def _text(documents: Sequence[SearchDocument], chance: random.Random) -> str:
    parts = chance.choice(documents).fields
    return unicodedata.normalize("NFC", chance.choice([part.text for part in parts if len(part.text) > 8]))


def _cut(text: str, length: int, chance: random.Random, *, letters: bool) -> str:
    for _ in range(40):
        start = chance.randrange(max(1, len(text) - length))
        piece = text[start : start + length]
        plain = (
            all(each.isalnum() for each in piece) if letters else not any(each.isspace() for each in piece)
        )
        if plain and len(fold(piece)) > 1 and not piece.startswith(("-", "－", "−", *'"＂“')):
            return piece
    return "建议"


def _window(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    term = _cut(_text(documents, chance), chance.choice((2, 2, 3, 4, 4, 5, 6)), chance, letters=True)
    return Query("连续的字", term, (term,))


def _title_window(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    term = _cut(chance.choice(documents).title, chance.choice((2, 4, 8)), chance, letters=False)
    return Query("标题", term, (term,))


def _across(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    term = _cut(_text(documents, chance), chance.choice((5, 7, 12)), chance, letters=False)
    return Query("带标点", term, (term,))


def _two(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    text = _text(documents, chance)
    terms = tuple(_cut(text, chance.choice((2, 2, 4)), chance, letters=True) for _ in range(2))
    return Query("同一段两个词", " ".join(terms), terms)


def _three(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    terms = tuple(_cut(_text(documents, chance), 2, chance, letters=True) for _ in range(3))
    return Query("三个词", "　".join(terms), terms)


def _absent(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    letters = list(_cut(_text(documents, chance), 4, chance, letters=True))
    chance.shuffle(letters)
    term = "".join(letters)
    return Query("打乱的字", term, (term,))


def _number(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    codes = [part.text for part in chance.choice(documents).fields if "number" in part.kind]
    term = _cut(chance.choice(codes), chance.choice((2, 3, 6)), chance, letters=False) if codes else "2023"
    return Query("编号", term, (term,))


def _traditional(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    back: dict[str, str] = {}
    for source, target in traditional_characters().items():
        back.setdefault(target, source)
    term = _cut(_text(documents, chance), chance.choice((2, 3, 4)), chance, letters=True)
    return Query("繁体", "".join(back.get(each, each) for each in term), (term,))


def _wide(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    term = _cut(_text(documents, chance), 3, chance, letters=False)
    wide = "".join(chr(ord(each) + 0xFEE0) if "0" <= each <= "z" else each.upper() for each in term)
    return Query("全角", wide, (term,))


def _quoted(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    text = _text(documents, chance)
    start = chance.randrange(max(1, len(text) - 8))
    phrase = text[start : start + 8].replace('"', "”").replace("＂", "”")
    if not phrase.strip() or len(fold(phrase)) < 2:
        return Query("引号", '"建议"', ("建议",))
    return Query("引号", f'"{phrase}"', (phrase,))


def _mixed_quotes(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    opening, closing = (chance.choice(QUOTES)[place] for place in (0, 1))
    start, text = chance.randrange(8), _text(documents, chance)
    phrase = "".join(each for each in text[start : start + 8] if each not in "".join(QUOTES))
    return Query("混用的引号", f"{opening}{phrase}{closing}", (phrase,) if phrase.strip() else ())


def _minus(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    terms = tuple(_cut(_text(documents, chance), 2, chance, letters=True) for _ in range(2))
    return Query("减号", f"{terms[0]} -{terms[1]}", terms[:1], terms[1:])


def _minus_phrase(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    text = _text(documents, chance)
    terms = (_cut(text, 2, chance, letters=True), _cut(text, 4, chance, letters=True))
    return Query("减去长词", f"{terms[0]} －{terms[1]}", terms[:1], terms[1:])


def _bracket(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    codes = [part.text for part in chance.choice(documents).fields if part.kind == "document_number"]
    term = chance.choice(codes) if codes else "[2023]"
    marks = chance.choice(BRACKETS)
    return Query("括号", term.replace("〔", marks[0]).replace("〕", marks[1]), (term,))


def _single(documents: Sequence[SearchDocument], chance: random.Random) -> Query:
    term = chance.choice([each for each in chance.choice(documents).title if each.isalnum()])
    return Query("单字", term, (term,))
