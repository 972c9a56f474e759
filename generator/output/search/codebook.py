"""一个键的码表：读，按用了几次定码长，写。与 `follows` 一批编好许多键的一样。"""

from collections.abc import Sequence

import msgspec

from generator.output.search.codec import varint
from generator.output.search.reading import Reader

_WHOLE = 1 << 32


class Codebook(msgspec.Struct, frozen=True):
    """一个键的码表。

    Attributes:
        details: 各符号的细节，按码长，再按细节。
        lengths: 各符号的码长。
    """

    details: tuple[int, ...]
    lengths: tuple[int, ...]

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

    def content(self) -> bytes:
        """写成字节，见 `follows._tables`。"""
        longest, *sizes = self.lengths[-1], *self.sizes[1:]
        parts, high, before = [longest, *sizes], 0, -1
        for detail, length in zip(self.details, self.lengths, strict=True):
            high = high if length == before else 0
            low = detail & 0xFFFF
            parts.append(((detail >> 16) - high) * 2 + (low > 0))
            if low:
                parts.append(low)
            high, before = detail >> 16, length
        return varint(*parts)


def codebook(content: bytes) -> Codebook:
    """读回一份码表。

    Raises:
        ValueError: 读不懂。
    """
    reader = Reader(content)
    longest = reader.varint()
    sizes = [0, *(reader.varint() for _ in range(longest))] if longest else [1]
    details, lengths = [], []
    for length, size in enumerate(sizes):
        high = 0
        for _ in range(size):
            gap = reader.varint()
            high += gap >> 1
            details.append(high << 16 | (reader.varint() if gap & 1 else 0))
            lengths.append(length)
    return Codebook(tuple(details), tuple(lengths))


def chosen(details: Sequence[int], used: Sequence[int]) -> Codebook:
    """按各细节用了几次定码长。

    Args:
        details: 各细节，次序不限。
        used: 各用了几次；一次也没有的不要。
    """
    rows = sorted((detail, count) for detail, count in zip(details, used, strict=True) if count)
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
    return Codebook(tuple(detail for _, detail in shortened), tuple(length for length, _ in shortened))
