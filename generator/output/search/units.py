"""文字的编码单元：成批折叠，结果与 `folding` 逐字折叠的一样。"""

import functools
import re
import unicodedata

import numpy as np
import numpy.typing as npt

from generator.output.search.folding import fold_character, joining

type_units = npt.NDArray[np.uint16]


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
            text: 已经合成的文字。

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
    """基本平面里哪些单元要先合成，或者可能与邻字合成，或者是代理码元；别的文字一定已经合成。"""
    found = np.zeros(0x10000, dtype=np.bool_)
    found[0xD800:0xE000] = True
    found[units_of(joining())] = True
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        found[code] |= not unicodedata.is_normalized("NFC", chr(code))
    return found
