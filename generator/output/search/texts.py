"""正文的编码：常用字和常用双字各占一两个可打印字符，直接写进脚本文件。

一页结果要取十条正文，又不能指望主机压缩，所以不用 JSON 加 Base64；
可打印字符写进脚本不再膨胀，浏览器解码只是查表。格式与 search-core.js 的 readTexts 对应。
"""

import itertools
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.folding import units_of

ALPHABET = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
RADIX = len(ALPHABET)
SINGLE = 32
ESCAPE = RADIX - 1
CAPACITY = SINGLE + (ESCAPE - SINGLE) * RADIX
PAIRED_CHARACTERS = 1023
HALF = RADIX // 2
STOP, ESCAPED = CAPACITY, CAPACITY + 1

FIELD_SEPARATOR, RECORD_SEPARATOR, FILE_SEPARATOR = "\x1f", "\x1e", "\x1d"

_symbols = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)


def printable(value: int) -> str:
    """一个非负整数的可打印写法：四十六进制，低位在前，后一半符号表示后面还有。

    目录里的数多半很小，一个字符就够；主机压缩时也比 Base64 压得小。
    """
    symbols = []
    while value >= HALF:
        symbols.append(ALPHABET[HALF + value % HALF])
        value = value // HALF
    return "".join([*symbols, ALPHABET[value]])


class Tokens(msgspec.Struct, frozen=True):
    """正文编码的符号表。

    Attributes:
        short: 最常用的符号，各占一个字符。
        characters: 其余单字，占两个字符，按码位排列。
        pairs: 其余双字，占两个字符，按码位排列。
    """

    short: tuple[str, ...]
    characters: str
    pairs: str

    def grouped(self) -> str:
        """双字按前字归并的写法：每组一个前字与若干后字，组间以 U+0001 隔开。"""
        pairs = (self.pairs[place : place + 2] for place in range(0, len(self.pairs), 2))
        groups = itertools.groupby(pairs, key=lambda pair: pair[0])
        return "\x01".join(first + "".join(pair[1] for pair in members) for first, members in groups)

    def all(self) -> list[str]:
        """全部符号，次序即编号。"""
        pairs = [self.pairs[place : place + 2] for place in range(0, len(self.pairs), 2)]
        return [*self.short, *self.characters, *pairs]


def choose_tokens(sample: Iterable[str], most_pairs: int) -> Tokens:
    """从样本里选符号。

    Args:
        sample: 若干段正文。
        most_pairs: 双字符号的个数上限。

    Returns:
        符号表；样本里只出现一次的字不收。
    """
    units = units_of("".join(sample))
    if not len(units):
        return Tokens((), "", "")
    units = units[(units < 0xD800) | (units > 0xDFFF)]
    counts = np.bincount(units, minlength=0x10000)
    ranked = np.argsort(-counts, kind="stable")
    room = CAPACITY - most_pairs
    characters = [int(unit) for unit in ranked[:room] if counts[unit] > 1]
    rank = _ranks(characters)
    coded = rank[units].astype(np.int64)
    both = (coded[:-1] > 0) & (coded[1:] > 0)
    pair_counts = np.bincount(coded[:-1][both] << 10 | coded[1:][both], minlength=1 << 20)
    pairs = [int(pair) for pair in np.argsort(-pair_counts, kind="stable")[:most_pairs]]
    least = max(4, int(len(units) / 40_000))
    chosen = {
        _pair_text(pair, characters): int(pair_counts[pair]) for pair in pairs if pair_counts[pair] >= least
    }
    singles = {chr(unit): int(counts[unit]) for unit in characters}
    ordered = sorted({**singles, **chosen}.items(), key=lambda item: (-item[1], item[0]))
    short = tuple(token for token, _ in ordered[:SINGLE])
    rest = sorted(token for token, _ in ordered[SINGLE:])
    return Tokens(
        short,
        "".join(token for token in rest if len(token) == 1),
        "".join(token for token in rest if len(token) == 2),
    )


def _ranks(characters: Sequence[int]) -> npt.NDArray[np.uint16]:
    rank = np.zeros(0x10000, dtype=np.uint16)
    for place, unit in enumerate(characters[:PAIRED_CHARACTERS], start=1):
        rank[unit] = place
    return rank


def _pair_text(pair: int, characters: Sequence[int]) -> str:
    return chr(characters[(pair >> 10) - 1]) + chr(characters[(pair & 1023) - 1])


class Encoder:
    """按符号表编码正文。

    Args:
        tokens: 符号表。
    """

    def __init__(self, tokens: Tokens) -> None:
        listed = tokens.all()
        self._single = np.full(0x10000, ESCAPED, dtype=np.uint16)
        members = sorted({unit for token in listed if len(token) == 2 for unit in token})
        self._rank = _ranks([ord(unit) for unit in members])
        self._pair = np.full(1 << 20, ESCAPED, dtype=np.uint16)
        for number, token in enumerate(listed):
            if len(token) == 1:
                self._single[ord(token)] = number
            else:
                place = int(self._rank[ord(token[0])]) << 10 | int(self._rank[ord(token[1])])
                self._pair[place] = number
        self._single[ord(FILE_SEPARATOR)] = STOP
        numbers = np.arange(ESCAPED + 1)
        self._length = np.where(numbers < SINGLE, 1, 2).astype(np.uint8)
        self._length[[STOP, ESCAPED]] = [0, 4]
        wide = np.maximum(numbers - SINGLE, 0)
        self._first = _symbols[
            np.where(numbers < SINGLE, numbers, np.minimum(SINGLE + wide // RADIX, ESCAPE))
        ]
        self._second = _symbols[wide % RADIX]

    def encode(self, text: str) -> list[bytes]:
        """若干个文件的正文编码。

        Args:
            text: 各文件的正文，每个以 `FILE_SEPARATOR` 结尾。

        Returns:
            每个文件一项，只含可打印 ASCII 字符，可直接放进双引号里。
        """
        units = units_of(text)
        tokens, raw = self._tokenized(units)
        ends = np.cumsum(self._length[tokens], dtype=np.int64)
        starts = ends - self._length[tokens]
        output = np.empty(int(ends[-1]) + 2, dtype=np.uint8)
        # 先写第二个字符，再写第一个：单字符符号的「第二个」由后一个符号盖住。
        output[starts + 1] = self._second[tokens]
        output[starts] = self._first[tokens]
        spots = starts[tokens == ESCAPED]
        for place in range(3):
            output[spots + 1 + place] = _symbols[raw // RADIX**place % RADIX]
        stops = starts[tokens == STOP].tolist()
        content = output.tobytes()
        return [content[start:end] for start, end in itertools.pairwise([0, *stops])]

    def _tokenized(
        self, units: npt.NDArray[np.uint16]
    ) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
        """符号编号，以及表里没有的那些编码单元。"""
        tokens = self._single[units]
        rank = self._rank[units].astype(np.uint32)
        pairs = self._pair[rank[:-1] << np.uint32(10) | rank[1:]]
        found = np.flatnonzero(pairs != ESCAPED)
        kept = np.ones(len(units), dtype=np.bool_)
        if len(found):
            fresh = np.concatenate([[True], np.diff(found) != 1])
            run = found[fresh][np.cumsum(fresh) - 1]
            taken = found[((found - run) & 1) == 0]
            tokens[taken] = pairs[taken]
            kept[taken + 1] = False
        tokens = tokens[kept]
        return tokens, units[kept][tokens == ESCAPED].astype(np.int64)
