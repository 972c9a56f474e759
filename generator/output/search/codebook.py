"""一个键的码表：读，按用了几次定码长，写。与 `follows` 一批编好许多键的一样。"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.output.search.follows import RARE
from generator.output.search.letters import RAW_BITS, Letters
from generator.output.search.occurrences import FIRST_CHARACTER
from generator.output.search.reading import ENDED
from generator.output.search.texts import ESCAPE

_WHOLE = 1 << 32
_UNIT = 0xFFFF


class Codebook(msgspec.Struct, frozen=True):
    """一个键的码表。

    Attributes:
        details: 各符号的细节，按码长，再按细节；只用一次的合用的符号是 `RARE`。
        lengths: 各符号的码长。
        rest: 只用一次的细节，照出现的先后。
    """

    details: tuple[int, ...]
    lengths: tuple[int, ...]
    rest: tuple[int, ...] = ()

    @property
    def sizes(self) -> list[int]:
        """码长为零、一、二……的码各有几个。"""
        found = [0] * (self.lengths[-1] + 1)
        for length in self.lengths:
            found[length] += 1
        return found

    def codes(self) -> list[int]:
        """各符号的码，低位先写。"""
        found, code, before = [], 0, 0
        for length in self.lengths:
            code <<= length - before
            before = length
            found.append(int(f"{code:0{length}b}"[::-1], 2))
            code += 1
        return found

    def content(self, letters: Letters | None) -> bytes:
        """写成字节，见 `follows._tables`。

        Args:
            letters: 各字的码；三字的没有。
        """
        rare = self.lengths[self.details.index(RARE)] + 1 if RARE in self.details else 0
        listed = [detail for detail in self.details if detail != RARE]
        levels = map(_gamma, [self.lengths[-1], rare, *self.sizes[1:]])
        bits = "".join([*levels, *(_spelled(detail, letters) for detail in (*listed, *self.rest))])
        return int(bits[::-1], 2).to_bytes((len(bits) + 7) >> 3, "little")


def _gamma(value: int) -> str:
    """一个数写成零一，先写的在前：加一以后有几位（一元码），最高位以外的各位。"""
    low = f"{value + 1:b}"[1:]
    return "0" * len(low) + "1" + low[::-1]


def _spelled(detail: int, letters: Letters | None) -> str:
    """一种细节写成零一。"""
    high, low = detail >> 16, detail & _UNIT
    if letters is None:
        return _gamma(high) + _gamma(low)
    unit = high + FIRST_CHARACTER & _UNIT
    return f"{letters.codes[unit]:0{letters.lengths[unit]}b}"[::-1] + _gamma(low)


class _Bits:
    """一串零一，从头读起。各方法读到了头外抛 ValueError。"""

    def __init__(self, content: bytes, letters: Letters | None) -> None:
        self._bits = f"{int.from_bytes(content, 'little'):0{len(content) * 8}b}"[::-1] if content else ""
        self._letters = letters
        self._at = 0

    def gamma(self) -> int:
        """一个数，见 `_gamma`。"""
        one = self._bits.index("1", self._at)
        self._at = end = 2 * one + 1 - self._at
        return int("1" + self._bits[one + 1 : end][::-1], 2) - 1 if end > one + 1 else 0

    def detail(self) -> int:
        """一种细节，见 `_spelled`。"""
        if self._letters is None:
            return self.gamma() << 16 | self.gamma()
        unit = self._unit(self._letters)
        return (unit - FIRST_CHARACTER & _UNIT) << 16 | self.gamma()

    def details(self) -> Iterator[int]:
        """余下的各种细节；末了补齐的几位都是零，而每种细节总有一位是一。"""
        while self._bits.find("1", self._at) >= 0:
            yield self.detail()

    def _unit(self, letters: Letters) -> int:
        known, start = letters.known, self._at
        end = start + 1
        while (code := self._bits[start:end]) not in known:
            end += 1
            if end > len(self._bits):
                raise ValueError(ENDED)
        self._at = end
        if known[code] != ord(ESCAPE):
            return known[code]
        self._at += RAW_BITS
        return int(self._bits[end : self._at][::-1] or "0", 2)


def codebook(content: bytes, letters: Letters | None) -> Codebook:
    """读回一份码表。

    Args:
        content: 字节。
        letters: 各字的码；三字的没有。

    Raises:
        ValueError: 读不懂。
    """
    bits = _Bits(content, letters)
    longest, rare = bits.gamma(), bits.gamma() - 1
    sizes = [0, *(bits.gamma() for _ in range(longest))] if longest else [1]
    lengths = [length for length, size in enumerate(sizes) for _ in range(size)]
    details = []
    for place, length in enumerate(lengths):
        is_rare = length == rare and (not place or lengths[place - 1] != length)
        details.append(RARE if is_rare else bits.detail())
    return Codebook(tuple(details), tuple(lengths), tuple(bits.details()))


def chosen(details: Sequence[int], used: Sequence[int]) -> Codebook:
    """按各细节用了几次定码长；只用一次的还没有排好先后。

    Args:
        details: 各细节，次序不限。
        used: 各用了几次；一次也没有的不要。
    """
    rows = sorted((detail, count) for detail, count in zip(details, used, strict=True) if count > 1)
    rest = sorted(detail for detail, count in zip(details, used, strict=True) if count == 1)
    if rest:
        rows.insert(0, (RARE, len(rest)))
    whole = sum(count for _, count in rows)
    # 码长是「一共几次除以用了几次」的以二为底的对数，进到整数。
    rows = sorted((((whole + count - 1) // count - 1).bit_length(), detail) for detail, count in rows)
    left = spare = _WHOLE - sum(_WHOLE >> length for length, _ in rows)
    shortened = []
    for length, detail in rows:
        # 进位进得多了，份额有剩：从最短的码起，剩得下的各减一位；头一个剩不下的以后都不减。
        share = _WHOLE >> length
        wanted = share if share <= spare else 0
        left -= wanted
        shortened.append((length - (wanted > 0 and left >= 0), detail))
    shortened.sort()
    return Codebook(
        tuple(detail for _, detail in shortened), tuple(length for length, _ in shortened), tuple(rest)
    )
