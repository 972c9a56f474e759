"""字形折叠：全半角、大小写、繁简、括号写法不同而意思相同的字，查的时候当作一个。

折叠逐字进行，一个字的结果与左右邻字无关；浏览器里的脚本照同一张表做，两边才不会有出入。
"""

import functools
import importlib.resources
import re
import unicodedata

import numpy as np
import numpy.typing as npt

type_units = npt.NDArray[np.uint16]

BRACKETS = str.maketrans("【〔﹝〕】﹞", "[[[]]]")


@functools.cache
def traditional_characters() -> dict[str, str]:
    """繁体字到简体字的对照，一个繁体字取第一个简体写法。

    Returns:
        只含基本平面的字；来自 OpenCC 的 TSCharacters 字表。
    """
    table = importlib.resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    chosen = ((pair[0], pair[1].split(" ")[0]) for pair in pairs)
    return {source: target for source, target in chosen if source != target and _basic(source, target)}


def _basic(*characters: str) -> bool:
    return all(len(character) == 1 and ord(character) < 0x10000 for character in characters)


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
        先合成（NFC）再逐字折叠的文字。
    """
    return "".join(map(fold_character, unicodedata.normalize("NFC", text)))


def units_of(text: str) -> type_units:
    """文字的 UTF-16 编码单元，与浏览器里的字符下标一致。

    Args:
        text: 任意文字；落单的代理码元照存。

    Returns:
        一维数组，每个编码单元一项。
    """
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


class Folder:
    """成批折叠：一对一的字查表，一变多的字事先替换。

    Attributes:
        table: 一对一的字折叠成什么。
        spread: 一变多的字在 `spreads` 里从第几个到第几个；不是的都是零。
        spreads: 一变多的字折叠后的编码单元，首尾相接。
    """

    def __init__(self) -> None:
        self.table = np.arange(0x10000, dtype=np.uint16)
        self.spread = np.zeros((0x10000, 2), dtype=np.uint16)
        expanding, spreads, at = [], [np.zeros(0, dtype=np.uint16)], 0
        for code in range(0x10000):
            if 0xD800 <= code <= 0xDFFF:
                continue
            folded = fold_character(chr(code))
            if len(folded) == 1 and ord(folded) < 0x10000:
                self.table[code] = ord(folded)
            elif folded != chr(code):
                expanding.append(chr(code))
                spreads.append(units_of(folded))
                self.spread[code] = at, at + len(spreads[-1])
                at += len(spreads[-1])
        self.spreads = np.concatenate(spreads)
        self._expanding = re.compile(f"[{re.escape(''.join(expanding))}\U00010000-\U0010ffff]")

    def units(self, text: str) -> type_units:
        """一段文字折叠后的编码单元。

        Args:
            text: 已经合成（NFC）的文字。

        Returns:
            折叠后的编码单元，长度可能与原文不同。
        """
        expanded = self._expanding.sub(lambda found: fold_character(found.group()), text)
        return self.table[units_of(expanded)]


@functools.cache
def folder() -> Folder:
    """整批折叠用的那一张表；表只依赖字表，与数据无关。"""
    return Folder()


@functools.cache
def composing() -> npt.NDArray[np.bool_]:
    """基本平面里哪些单元可能与邻字合成（NFC），或者是代理码元；别的文字一定已经合成。"""
    found = np.zeros(0x10000, dtype=np.bool_)
    found[0xD800:0xE000] = True
    found[0x1161:0x1176] = True
    found[0x11A8:0x11C3] = True
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        character = chr(code)
        if unicodedata.combining(character) or not unicodedata.is_normalized("NFC", character):
            found[code] = True
        parts = unicodedata.decomposition(character).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found[int(parts[1], 16)] = True
    return found
