"""许多串前缀码一起读。

一串码只能从头读起，一个一个读，几十万个码要几百毫秒。这里把各串切成小块，各块同时读：先都从块尾之前不远处
猜着读，到块尾多半已经与真的对上了；再照前一块读到哪里各块从头读，直到处处接得上。接得上就是对的：头一块
总是从头读的。
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers

ENDED = "索引文件提前结束"

BLOCK = 1024
"""一块几位：大了同时读的块少，小了猜着读的占得多。"""

GUESSED = 128
"""离块尾几位起猜着读：二十来个码，多半够对上了；没有对上的只是多读一遍。"""

ROUND = 16
"""走这么多步才看一次哪些块读完了。"""

SHORT = 16
"""码长不过这么多位的，查一次表就知道有几位。"""

LONGEST = 25
"""读得了的最长的码：一次出现才占一个码，三千万次出现的键才会更长。"""

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_PADDING = bytes((ROUND * LONGEST + BLOCK >> 3) + 4)
"""末一块多走几步也不出头。"""


class Stream(msgspec.Struct, frozen=True):
    """一串规范码，见 `follows`。

    Attributes:
        content: 字节，低位在前。
        sizes: 码长为零、一、二……的码各有几个。
        count: 一共几个码。
    """

    content: bytes
    sizes: Sequence[int]
    count: int


class Read(msgspec.Struct, frozen=True):
    """读出来的一串码。

    Attributes:
        symbols: 各是第几个符号。
        ends: 各到第几位为止。
    """

    symbols: Integers
    ends: Integers


class _Levels(msgspec.Struct, frozen=True):
    """一串码里各个码长。

    Attributes:
        short: 头几位是什么，码就有几位；更长的是零。
        limits: 码长不过这么多位的，都小于多少（补齐到最长）。
        offsets: 码加上多少就是第几个符号。
    """

    short: bytes
    limits: Integers
    offsets: Integers


def read(streams: Sequence[Stream]) -> list[Read]:
    """把各串码读出来。

    Args:
        streams: 各串码。

    Raises:
        ValueError: 不够这么多个，或者有不认得的码。
    """
    coded = [stream for stream in streams if len(stream.sizes) > 1]
    found = iter(_read(coded) if coded else ())
    return [next(found) if len(stream.sizes) > 1 else _alone(stream.count) for stream in streams]


def _alone(count: int) -> Read:
    """只有一个符号的：码长为零，一位也不占。"""
    nothing = np.zeros(count, dtype=np.int64)
    return Read(nothing, nothing)


def _read(streams: Sequence[Stream]) -> list[Read]:
    levels = [_levels(stream.sizes) for stream in streams]
    blocks = [max(1, -(-len(stream.content) * 8 // BLOCK)) for stream in streams]
    words = _words(
        b"".join(
            stream.content.translate(_REVERSED).ljust(count * BLOCK >> 3, b"\0")
            for stream, count in zip(streams, blocks, strict=True)
        )
    )
    marks = _Walk(words, levels, np.array(blocks), streams).marks()
    found, first = [], 0
    for stream, level, count in zip(streams, levels, blocks, strict=True):
        at = np.flatnonzero(marks[first : first + count])[: stream.count]
        if len(at) < stream.count:
            raise ValueError(ENDED)
        ahead = words[first * BLOCK >> 3 :]
        found.append(_numbers(ahead, at, level, sum(stream.sizes), len(stream.content) * 8))
        first += count
    return found


def _numbers(words: Integers, at: Integers, level: _Levels, symbols: int, end: int) -> Read:
    """各处的码是第几个符号。"""
    ahead = words.take(at >> 3, mode="clip") >> (7 - (at & 7)) & ((1 << LONGEST) - 1)
    short = np.frombuffer(level.short, dtype=np.uint8).take(ahead >> (LONGEST - SHORT), mode="clip")
    lengths = short.astype(np.int64)
    if b"\0" in short.tobytes():
        rare = np.flatnonzero(lengths == 0)
        lengths[rare] = _longer(ahead[rare], level.limits[np.newaxis])
    found = (ahead >> (LONGEST - lengths)) + level.offsets.take(lengths)
    ends = at + lengths
    if len(at) and (found.max() >= symbols or ends[-1] > end):
        raise ValueError(ENDED)
    return Read(found, ends)


def _longer(ahead: Integers, limits: Integers) -> Integers:
    """长的码有几位：与各码长的界比一比。"""
    found: Integers = SHORT + 1 + np.count_nonzero(ahead[:, np.newaxis] >= limits, axis=1)
    return np.minimum(found, LONGEST)


def _levels(sizes: Sequence[int]) -> _Levels:
    longest = len(sizes) - 1
    if longest > LONGEST:
        raise ValueError("码太长")
    short, limits, offsets, first, before = [], [], np.zeros(LONGEST + 1, dtype=np.int64), 0, 0
    for length in range(LONGEST + 1):
        size = sizes[length] if length <= longest else 0
        first <<= 1
        offsets[length] = before - first
        first, before = first + size, before + size
        if length <= SHORT:
            short.append(bytes([length]) * (size << (SHORT - length)))
        if SHORT < length < LONGEST:
            limits.append(first << (LONGEST - length))
    # 不认得的码也要走得下去：猜着读的块会碰到。
    filler = b"\0" if longest > SHORT else bytes([longest])
    return _Levels(
        b"".join(short).ljust(1 << SHORT, filler)[: 1 << SHORT], np.array(limits, dtype=np.int64), offsets
    )


def _words(content: bytes) -> Integers:
    """每个字节起的三十二位。"""
    padded = content + _PADDING
    count = len(padded) - 4 & ~3
    found = np.empty(count, dtype=np.int64)
    for place in range(4):
        found[place::4] = np.frombuffer(padded, dtype=">u4", count=count >> 2, offset=place)
    return found


class _Walk:
    """各块同时读。

    Args:
        words: 每个字节起的三十二位。
        levels: 各串的码长。
        blocks: 各串几块。
        streams: 各串。
    """

    def __init__(
        self, words: Integers, levels: Sequence[_Levels], blocks: Integers, streams: Sequence[Stream]
    ) -> None:
        total = int(blocks.sum())
        self._words = words
        self._short = np.frombuffer(b"".join(level.short for level in levels), dtype=np.uint8)
        self._limits = np.stack([level.limits for level in levels])
        self._owners = np.repeat(np.arange(len(levels)), blocks)
        self._starts = np.arange(total, dtype=np.int64) * BLOCK
        self._ends = self._starts + BLOCK
        firsts = np.cumsum(blocks) - blocks
        bits = np.array([len(stream.content) * 8 for stream in streams], dtype=np.int64)
        self._ends[firsts + blocks - 1] = self._starts[firsts] + bits
        self._is_first = np.zeros(total, dtype=np.bool_)
        self._is_first[firsts] = True
        self._marks = np.zeros((total, BLOCK), dtype=np.bool_)

    def marks(self) -> npt.NDArray[np.bool_]:
        """每一位是不是一个码的开头，一块一行。"""
        entries = np.maximum(self._starts, self._ends - GUESSED)
        exits = self._exits(entries, np.arange(len(entries)))
        while len(wrong := np.flatnonzero(entries != (right := self._entries(exits)))):
            self._marks[wrong] = False
            exits[wrong] = self._exits(right[wrong], wrong)
            entries = right
        return self._marks

    def _entries(self, exits: Integers) -> Integers:
        """前一块读到哪里，后一块就从哪里起。"""
        return np.where(self._is_first, self._starts, np.roll(exits, 1))

    def _exits(self, at: Integers, blocks: Integers) -> Integers:
        """从各块的一处读到块尾之外，记下每个码的开头。"""
        found, marks = at.copy(), self._marks.ravel()
        live: Integers = np.arange(len(at))
        ends, tables = self._ends[blocks], self._owners[blocks] << SHORT
        steps = np.empty((ROUND + 1, len(at)), dtype=np.int64)
        while len(live):
            steps = steps[:, : len(live)]
            steps[0] = at
            for place in range(ROUND):
                np.add(steps[place], self._lengths(steps[place], tables), out=steps[place + 1])
            marks[steps[:-1][steps[:-1] < ends]] = True
            at = steps[-1]
            done = at >= ends
            if done.any():
                over = steps[:, done]
                found[live[done]] = np.where(over < ends[done], at.max(), over).min(axis=0)
                live, at, ends, tables = (column[~done] for column in (live, at, ends, tables))
        return found

    def _lengths(self, at: Integers, tables: Integers) -> npt.NDArray[np.uint8]:
        """各处的码有几位。"""
        # 逐个查下标在不在界内、逐个转成真假，都比查表本身还慢：下标由自己算出，一定在界内。
        words = self._words.take(at >> 3, mode="clip")
        ahead = words >> (32 - SHORT - (at & 7)) & ((1 << SHORT) - 1)
        found = self._short.take(ahead + tables, mode="clip")
        if b"\0" in found.tobytes():
            rare = np.flatnonzero(found == 0)
            longer = words[rare] >> (7 - (at[rare] & 7)) & ((1 << LONGEST) - 1)
            found[rare] = _longer(longer, self._limits[tables[rare] >> SHORT])
        return found
