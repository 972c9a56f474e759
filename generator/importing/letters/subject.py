"""案由：提案的题目。只认书名号里的，或「您提出的关于……的提案收悉」这样没有歧义的写法。"""

import re
from collections.abc import Iterator

from generator.importing.letters.clues import Clues

POLICY = re.compile("(?:通知|办法|条例|规划|规定|实施意见|细则|纲要|方案|标准|法|目录|指南|答复|复函|公报)$")
ABOUT = re.compile("(?:提案|建议|议案|意见|问题|思考|对策|设想|呼吁)$")
INTRODUCED = re.compile(
    r"(?:提出|提交|提的|提|撰写|联名|反映|主办|承办|办理|号|提案|建议|对|案|）|\)|:|：)(?:的|[“\"—-]*)$"
    r"|[》）)](?:[、,，]|和|及|以及|与)$"
)
FOLLOWED = re.compile(
    r"^[”\"]?(?:[（(][^）)]{0,24}[）)])?(?:的|等)?(?:第[^，。]{0,20}号)?(?:提案|建议|收悉|已收悉|已?收到|的?(?:答复|复函|函复|回复|会办|协办))"
    r"|^[”\"]?[（(]第?[^）)]{1,20}号(?:提案)?[）)]"
)
PLAIN = re.compile(
    r"(?:提出|提交|撰写)的?[“\"]?(?P<title>关于[^《》。；：]{2,60}?的?(?:提案|建议|议案))[”\"]?"
    r"(?:[（(][^）)]{0,24}[）)])?(?:已经?|均已?|业已|现已)?(?:收悉|收到)"
)
DOUBLE = re.compile(
    r"^关于(?:对)?[“\"]?(?P<title>关于[^《》。；：]{2,60}?的(?:提案|建议))[”\"]?的?(?:答复|复函|函复|回复)"
)
REFERRED = re.compile(r"届|次会议|第[^，。]{0,12}号|号提案|号建议")
LABELS = ("案由", "提案标题", "提案题目", "提案名称", "题目")
SHORTEST = 4


def subjects_of(clues: Clues) -> tuple[list[list[str]], list[str]]:
    """各处说到的案由（每处一组，按次序），与说不准的候选。"""
    groups, candidates = [], []
    for text in clues.sources:
        found = list(dict.fromkeys(_quoted(text)))
        match = PLAIN.search(text) or DOUBLE.search(text)
        if not found and match and not REFERRED.search(match["title"]):
            found = [_unquoted(match["title"])]
        groups += [found] if found else []
    for label in clues.label(*LABELS):
        groups.append([label.value.strip("《》")])
    if not groups:
        pattern = re.compile(r"^(?:.{0,12})?(?P<title>关于.{2,60}?的(?:提案|建议))的?(?:答复|复函|函复|回复)")
        candidates = [
            m["title"]
            for text in clues.titles
            if (m := pattern.match(text)) and not REFERRED.search(m["title"])
        ]
    return groups, list(dict.fromkeys(candidates))


def _unquoted(title: str) -> str:
    """「“关于……的建议”的提案」里，题目到引号为止；题目里自己成对的引号不动。"""
    inside, quote, _ = title.rpartition("”")
    is_open = quote and title.count("”") > title.count("“") and ABOUT.search(inside)
    return inside if is_open else title


def agreed(groups: list[list[str]], count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """几处合起来看：（案由，与提案一一对应），（不一致时见到的各种写法）。

    Args:
        groups: 各处的案由。
        count: 有几件提案。
    """
    whole = [group for group in groups if len(group) == count]
    others = [title for group in groups if len(group) != count for title in group]
    if not whole:
        return (), tuple(dict.fromkeys(others))
    chosen = []
    for titles in zip(*whole, strict=True):
        longest = max(titles, key=len)
        if not all(_folded(title) in _folded(longest) for title in titles):
            return (), tuple(dict.fromkeys(titles))
        chosen.append(longest)
    if not all(any(_folded(other) in _folded(title) for title in chosen) for other in others):
        return (), tuple(dict.fromkeys([*chosen, *others]))
    return tuple(chosen), ()


def _folded(title: str) -> str:
    return re.sub(r"[\s，,、“”\"‘’'·—－-]", "", title)


def _quoted(text: str) -> Iterator[str]:
    """书名号里、说的确是提案的。"""
    for start, end in _brackets(text):
        title = text[start + 1 : end]
        before, after = text[:start], text[end + 1 :]
        introduced, followed = INTRODUCED.search(before), FOLLOWED.match(after)
        is_about = bool(ABOUT.search(title)) and bool(introduced or followed)
        is_named = bool(introduced) and bool(followed) and not POLICY.search(title)
        if (is_about or is_named) and len(title) >= SHORTEST:
            yield title


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """配得上对的书名号：（起，止），只要最外层。"""
    depth, start = 0, -1
    for place, character in enumerate(text):
        if character == "《":
            start, depth = (place, 1) if depth == 0 else (start, depth + 1)
        elif character == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, place
