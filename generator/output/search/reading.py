"""读回写好的索引文件：脚本外形、整数、升序表、码。与 search-codec.js、search-texts.js 一一对应。

只用来改已经写出的几个文件；查询在浏览器里，不在这里。
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

import numpy as np

from generator.output.search.bits import Integers
from generator.output.search.codec import BITMAP, SHORT_LIST
from generator.output.search.scripts import ESCAPE, ESCAPED, FIRST_CODE, HEAD, TAIL, unmasked

Symbol = TypeVar("Symbol")

ENDED = "索引文件提前结束"


class Reader:
    """一段字节，从头读起。各方法读到了头外抛 ValueError：文件不全。

    Args:
        content: 字节。
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def at(self) -> int:
        """读到第几个字节。"""
        return self._at

    def varint(self) -> int:
        """一个变长整数。"""
        content, at, value, shift = self._content, self._at, 0, 0
        while at < len(content):
            byte = content[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                self._at = at
                return value
            shift += 7
        raise ValueError(ENDED)

    def take(self, length: int) -> bytes:
        """若干个字节。"""
        start, self._at = self._at, self._at + length
        if self._at > len(self._content):
            raise ValueError(ENDED)
        return self._content[start : self._at]

    @property
    def left(self) -> int:
        """还剩几个字节。"""
        return len(self._content) - self._at

    def rest(self) -> bytes:
        """余下的字节。"""
        return self.take(self.left)

    def ascending(self, count: int, universe: int) -> bytes:
        """一张升序表的字节，见 `codec.ascending`。"""
        if count < SHORT_LIST:
            start = self._at
            for _ in range(count):
                self.varint()
            return self._content[start : self._at]
        bits = low_bits_of(count, universe)
        if bits == BITMAP:
            return self.take((universe + 7) >> 3)
        return self.take(low_bytes_of(count, bits) + ((count + (universe >> bits) + 8) >> 3))


def ascending(content: bytes, count: int, universe: int) -> Integers:
    """一张升序表的各项，见 `codec.ascending`。"""
    if count < SHORT_LIST:
        reader = Reader(content)
        return np.cumsum(np.array([reader.varint() for _ in range(count)], dtype=np.int64))
    bits = low_bits_of(count, universe)
    flags = np.unpackbits(np.frombuffer(content, dtype=np.uint8), bitorder="little")
    if bits == BITMAP:
        return np.flatnonzero(flags)
    high = np.flatnonzero(flags[low_bytes_of(count, bits) * 8 :])[:count] - np.arange(count)
    low = flags[: count * bits].reshape(count, bits) @ (1 << np.arange(bits, dtype=np.int64))
    found: Integers = (high << bits) + low
    return found


def low_bits_of(count: int, universe: int) -> int:
    """一张升序表每项的低位个数，见 `codec.low_bits`。"""
    return BITMAP if count * 4 >= universe else max(0, (universe // count).bit_length() - 1)


def low_bytes_of(count: int, bits: int) -> int:
    """一张升序表的低位占几个字节。"""
    return (count * bits + 7) >> 3


class Codes(Generic[Symbol]):
    """一串码：前缀码首尾相接，低位在前。

    Args:
        content: 字节。
        known: 各码（写成零一，先写的在前）的符号，至少一个。
    """

    def __init__(self, content: bytes, known: Mapping[str, Symbol]) -> None:
        flags = np.unpackbits(np.frombuffer(content, dtype=np.uint8), bitorder="little")
        self._bits = (flags + np.uint8(ord("0"))).tobytes().decode("ascii")
        self._known = known
        self._shortest = min(map(len, known))
        self._at = 0

    def next(self) -> Symbol:
        """下一个符号。

        Raises:
            ValueError: 到头了。
        """
        bits, known, start = self._bits, self._known, self._at
        end = start + self._shortest
        while (code := bits[start:end]) not in known:
            end += 1
            if end > len(bits):
                raise ValueError(ENDED)
        self._at = end
        return known[code]

    def raw(self, width: int) -> int:
        """若干位的整数。"""
        self._at += width
        return int(self._bits[self._at - width : self._at][::-1], 2)


def script_content(content: bytes) -> bytes:
    """脚本文件里的二进制内容。

    Raises:
        ValueError: 不是这样的文件。
    """
    if not (content.startswith(HEAD) and content.endswith(TAIL)):
        raise ValueError("索引文件的首尾不对")
    units = np.frombuffer(content[len(HEAD) : -len(TAIL)], dtype="<u2")
    spots = np.flatnonzero(units == ESCAPE)
    codes = units[spots + 1] - np.uint16(FIRST_CODE)
    found = np.delete(units, spots + 1)
    found[spots - np.arange(len(spots))] = ESCAPED[codes]
    return unmasked(found).tobytes()
