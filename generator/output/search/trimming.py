"""从编好的一段里去掉几项，不必全部解开再编。"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from generator.output.search.codec import BITMAP, SHORT_LIST, ascending, varint
from generator.output.search.reading import ENDED, Reader, low_bits_of, low_bytes_of
from generator.output.search.reading import ascending as read_ascending
from generator.output.search.tables import UNFOLLOWED

Span = tuple[int, int]

FEW = 300
"""这么多项以内的升序表，一项一项地写比成批地写快。"""


def without_bits(content: bytes, total: int, spans: Sequence[Span]) -> bytes:
    """去掉几段比特，后面的往前挪。

    Args:
        content: 字节，低位在前。
        total: 一共几位。
        spans: 各从第几位起、到第几位为止，升序，互不重叠。
    """
    bits = int.from_bytes(content, "little")
    for start, end in reversed(spans):
        bits = bits & ((1 << start) - 1) | bits >> end << start
    left = total - sum(end - start for start, end in spans)
    return (bits & ((1 << left) - 1)).to_bytes((left + 7) >> 3, "little")


def nth_one(bits: int, length: int, number: int) -> int:
    """第几个一在第几位，从零数起。

    Args:
        bits: 各位。
        length: 一共几位。
        number: 第几个。

    Raises:
        ValueError: 没有这么多个一。
    """
    if number >= bits.bit_count():
        raise ValueError(ENDED)
    at = 0
    while length > 1:
        half = length >> 1
        low = bits & ((1 << half) - 1)
        ones = low.bit_count()
        if number < ones:
            bits, length = low, half
        else:
            bits, length, number, at = bits >> half, length - half, number - ones, at + half
    return at


class Ascent:
    """一张编好的升序表，见 `codec.ascending`。

    Args:
        content: 字节。
        count: 几项。
        universe: 值域的大小。
    """

    def __init__(self, content: bytes, count: int, universe: int) -> None:
        self._content = content
        self._count = count
        self._universe = universe

    def values(self) -> list[int]:
        """各项。"""
        found: list[int] = read_ascending(self._content, self._count, self._universe).tolist()
        return found

    def ranks(self, values: Iterable[int]) -> dict[int, int]:
        """几个数各是第几项；不在表里的没有。"""
        if self._count < SHORT_LIST:
            listed = {value: rank for rank, value in enumerate(self.values())}
            return {value: listed[value] for value in sorted(values) if value in listed}
        find = self._in_bitmap if self._bits == BITMAP else self._in_halves
        found = ((value, find(value)) for value in sorted(values))
        return {value: rank for value, rank in found if rank >= 0}

    def without(self, ranks: Mapping[int, int]) -> bytes:
        """去掉几项。

        Args:
            ranks: 去掉的数，各是第几项，升序；去掉以后还有别的。
        """
        left = self._count - len(ranks)
        if left < SHORT_LIST or low_bits_of(left, self._universe) != self._bits:
            return listing([value for value in self.values() if value not in ranks], self._universe)
        bits = self._bits
        if bits == BITMAP:
            flags = int.from_bytes(self._content, "little")
            return (flags ^ sum(1 << value for value in ranks)).to_bytes(len(self._content), "little")
        edge = low_bytes_of(self._count, bits)
        low, high = self._content[:edge], self._content[edge:]
        lows = [(rank * bits, (rank + 1) * bits) for rank in ranks.values()]
        highs = [((value >> bits) + rank, (value >> bits) + rank + 1) for value, rank in ranks.items()]
        return without_bits(low, self._count * bits, lows) + without_bits(high, self._high_bits, highs)

    @property
    def _bits(self) -> int:
        return low_bits_of(self._count, self._universe)

    @property
    def _high_bits(self) -> int:
        return self._count + (self._universe >> self._bits) + 1

    def _in_bitmap(self, value: int) -> int:
        flags = int.from_bytes(self._content, "little")
        return (flags & ((1 << value) - 1)).bit_count() if flags >> value & 1 else -1

    def _in_halves(self, value: int) -> int:
        """高位一样的排在一起：先找到那一段，再逐个比低位。"""
        bits, size = self._bits, self._high_bits
        edge = low_bytes_of(self._count, bits)
        low = int.from_bytes(self._content[:edge], "little")
        high = int.from_bytes(self._content[edge:], "little")
        above = value >> bits
        at = nth_one(high ^ ((1 << size) - 1), size, above - 1) + 1 if above else 0
        wanted, mask = value & ((1 << bits) - 1), (1 << bits) - 1
        while high >> at & 1:
            if low >> (at - above) * bits & mask == wanted:
                return at - above
            at += 1
        return -1


def listing(values: Sequence[int], universe: int) -> bytes:
    """一张升序表的字节，见 `codec.ascending`。"""
    count = len(values)
    if count < SHORT_LIST:
        return varint(*(value - before for before, value in zip([0, *values], values, strict=False)))
    if count > FEW:
        starts = np.array([0, count])
        return ascending(np.array(values, dtype=np.int64), starts, np.array([universe]))[0]
    bits = low_bits_of(count, universe)
    if bits == BITMAP:
        return sum(1 << value for value in values).to_bytes((universe + 7) >> 3, "little")
    low = sum((value & ((1 << bits) - 1)) << rank * bits for rank, value in enumerate(values))
    high = sum(1 << (value >> bits) + rank for rank, value in enumerate(values))
    size = (count + (universe >> bits) + 8) >> 3
    return low.to_bytes(low_bytes_of(count, bits), "little") + high.to_bytes(size, "little")


def shifted(places: Sequence[int], gone: Sequence[int]) -> list[int]:
    """去掉几处以后，余下的各在第几处。

    Args:
        places: 原来的各处，升序。
        gone: 去掉哪几处，升序。
    """
    found, after = [], 0
    for missing, place in enumerate(gone):
        until = bisect_left(places, place, after)
        found += [each - missing for each in places[after:until]]
        after = until + (until < len(places) and places[until] == place)
    return found + [each - len(gone) for each in places[after:]]


def without_letters(
    content: bytes, counts: Sequence[tuple[int, int]], gone: Mapping[int, Sequence[int]]
) -> bytes:
    """前一个字（或者再下一个字）那一段去掉几次出现，见 `lists._around`。

    Args:
        content: 字节。
        counts: 各份是哪个下一个字、原来几次出现，升序。
        gone: 各份里去掉第几次。

    Raises:
        ValueError: 读不懂。
    """
    reader, parts = Reader(content), []
    for letter, count in counts:
        if count <= UNFOLLOWED:
            continue
        start = reader.at
        usual = reader.varint()
        spots = reader.varint() if usual else 0
        listed = reader.ascending(spots, count) if spots else b""
        if letter not in gone:
            parts.append(content[start : reader.at])
        elif (left := count - len(gone[letter])) > UNFOLLOWED:
            others = shifted(Ascent(listed, spots, count).values(), gone[letter])
            # 例外以外一次也不剩的，那个字不再是它说过的。
            known = usual if len(others) < left else 0
            parts.append(varint(known, *([len(others)] if known else [])))
            parts.append(listing(others, left) if known else b"")
    return b"".join(parts)
