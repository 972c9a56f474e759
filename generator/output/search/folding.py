"""字形折叠：全半角、大小写、繁简、括号写法不同而意思相同的字，查的时候当作一个。

收下文字、查询时先合成（`composed`），以后折叠逐字进行，一个字的结果与左右邻字无关；浏览器里的脚本照同一张表做，
两边才不会有出入。
"""

import functools
import importlib.resources
import re
import unicodedata

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""段落里不该有的控制符，换行除外；连同用作记号的两个码位。"""

BRACKETS = str.maketrans(dict.fromkeys("({【〔〖﹝", "[") | dict.fromkeys(")}】〕〗﹞", "]"))
"""各地的文号用哪种括号的都有；全角的圆、方、花括号先由 NFKC 成半角。"""


@functools.cache
def traditional_characters() -> dict[str, str]:
    """繁体字到简体字的对照，一个繁体字取第一个简体写法。

    Returns:
        来自 OpenCC 的 TSCharacters 字表。
    """
    table = importlib.resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    chosen = ((pair[0], pair[1].split(" ")[0]) for pair in pairs)
    found = {source: target for source, target in chosen if source != target}
    # 「薴」的简体「苧」自己也是繁体字：一路折到底，两个字才算一样。
    return {source: found.get(target, target) for source, target in found.items()}


@functools.cache
def fold_character(character: str) -> str:
    """一个字折叠后的样子，可能是几个字（如「㎡」成「m2」）。

    Args:
        character: 一个码点。

    Returns:
        折叠后的文字；控制符与各种空白都成一个空格。
    """
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    plain = unicodedata.normalize("NFKC", character).lower().translate(BRACKETS)
    table = traditional_characters()
    return "".join(table.get(each, each) for each in plain)


def fold(text: str) -> str:
    """整段文字折叠。

    Args:
        text: 任意文字。

    Returns:
        先合成再逐字折叠的文字。
    """
    return "".join(map(fold_character, composed(text)))


def clean(text: str) -> str:
    """合成并把控制符换成空格，换行除外。"""
    return CONTROLS.sub(" ", composed(text))


def composed(text: str) -> str:
    """合成（NFC）；逐字 NFKC 与整段 NFKC 不一样的几个字也合成：半角的「ｶﾞ」成「ガ」。

    于是逐字折叠就是整段折叠，显示的、加亮的也不会错开。
    """
    # 多数文字本来就是，先问一声比直接转换快。
    whole = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    any_joining, joined = _patterns()
    return joined.sub(_united, whole) if any_joining.search(whole) else whole


def _united(found: re.Match[str]) -> str:
    text = found.group()
    whole = unicodedata.normalize("NFKC", text)
    return text if whole == "".join(unicodedata.normalize("NFKC", each) for each in text) else whole


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """有没有会与前一个字合起来的字；它们连同前一个字。扩展区的不细分，都算。"""
    some = f"[{joining()}\U00010000-\U0010ffff]"
    return re.compile(some), re.compile(f"(?s:.)?{some}+")


@functools.cache
def joining() -> str:
    """基本平面里会与前一个字合起来的字：附加符号、半角假名的浊音点、韩文的中声终声。"""
    characters = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x10000))]
    parts = [unicodedata.decomposition(each).split() for each in characters]
    seconds = {chr(int(each[1], 16)) for each in parts if len(each) == 2 and not each[0].startswith("<")}
    seconds.update(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
    firsts = [unicodedata.normalize("NFKD", each)[0] for each in characters]
    chosen = zip(characters, firsts, strict=True)
    return "".join(each for each, first in chosen if unicodedata.combining(first) or first in seconds)
