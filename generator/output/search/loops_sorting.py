"""编译的循环之一：散列、排序、变长整数，别的循环都用。"""

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled

Long = npt.NDArray[np.int64]
Byte = npt.NDArray[np.uint8]
Word = npt.NDArray[np.uint32]

WORD, WORD_BITS = 0xFFFFFFFF, 32
# 散列放在第 31 位以上，下面是次序：六十三位，全是正数，不必管符号。
PLACE_BITS = 31
PLACE = (1 << PLACE_BITS) - 1
DIGIT_BITS, DIGITS = 11, 2_048
BYTES = 256


@compiled
def hash_of(key: int) -> int:
    """与 `occurrences.mixed` 相同的散列。"""
    first = (key * 0x9E3779B1) & WORD
    first ^= first >> 15
    return (first * 0x85EBCA77) & WORD


@compiled
def sorted_places(values: Long) -> Long:
    """按散列排好，散列一样的保持先后。

    Args:
        values: 散列与次序合成的数；排的时候会被改写。

    Returns:
        排好的同样这些数。
    """
    tallies = np.zeros((3, DIGITS), dtype=np.int64)
    for value in values:
        for turn in range(3):
            tallies[turn, (value >> (PLACE_BITS + DIGIT_BITS * turn)) & (DIGITS - 1)] += 1
    source, target = values, np.empty_like(values)
    for turn in range(3):
        ends = np.cumsum(tallies[turn]) - tallies[turn]
        shift = PLACE_BITS + DIGIT_BITS * turn
        for value in source:
            digit = (value >> shift) & (DIGITS - 1)
            target[ends[digit]] = value
            ends[digit] += 1
        source, target = target, source
    return source


@compiled
def sort_byte(hashes: Word, facts: Long, into_hashes: Word, into_facts: Long, shift: int) -> None:
    """按散列的一个字节排到另一处，一样的保持先后。"""
    ends = np.zeros(BYTES, dtype=np.int64)
    for value in hashes:
        ends[(value >> shift) & 255] += 1
    total = 0
    for byte in range(BYTES):
        count = ends[byte]
        ends[byte] = total
        total += count
    for place in range(len(hashes)):
        byte = (hashes[place] >> shift) & 255
        into_hashes[ends[byte]], into_facts[ends[byte]] = hashes[place], facts[place]
        ends[byte] += 1


@compiled
def sort_rows(hashes: Word, facts: Long, spare_hashes: Word, spare_facts: Long) -> None:
    """按散列排好，散列一样的保持先后；结果在原处。

    先按最高一字节分开，每一份小到缓存装得下，再在里面排：搬得近，比整个排快一倍。

    Args:
        hashes: 散列。
        facts: 跟着散列走的内容。
        spare_hashes: 一样长的草稿。
        spare_facts: 一样长的草稿。
    """
    bounds = np.zeros(BYTES + 1, dtype=np.int64)
    for value in hashes:
        bounds[(value >> 24) + 1] += 1
    for byte in range(BYTES):
        bounds[byte + 1] += bounds[byte]
    ends = bounds[:BYTES].copy()
    for place in range(len(hashes)):
        byte = hashes[place] >> 24
        spare_hashes[ends[byte]], spare_facts[ends[byte]] = hashes[place], facts[place]
        ends[byte] += 1
    for byte in range(BYTES):
        first, end = bounds[byte], bounds[byte + 1]
        for turn in range(3):
            if turn & 1:
                sort_byte(
                    hashes[first:end],
                    facts[first:end],
                    spare_hashes[first:end],
                    spare_facts[first:end],
                    turn * 8,
                )
            else:
                sort_byte(
                    spare_hashes[first:end],
                    spare_facts[first:end],
                    hashes[first:end],
                    facts[first:end],
                    turn * 8,
                )


@compiled
def put_number(output: Byte, at: int, value: int) -> int:
    """写一个变长整数，返回下一个的位置。"""
    rest = value
    while rest > 127:
        output[at] = rest & 127 | 128
        at += 1
        rest >>= 7
    output[at] = rest
    return at + 1


@compiled
def put_word(output: Byte, at: int, held: int) -> int:
    """写四个字节，低位在前，返回下一个的位置。"""
    output[at] = held & 255
    output[at + 1] = (held >> 8) & 255
    output[at + 2] = (held >> 16) & 255
    output[at + 3] = (held >> 24) & 255
    return at + 4


@compiled
def put_rest(output: Byte, at: int, held: int, ready: int) -> int:
    """写剩下不足四个字节的几位，返回下一个的位置。"""
    while ready > 0:
        output[at] = held & 255
        at += 1
        held >>= 8
        ready -= 8
    return at
