"""编译的循环之一：散列、排序、变长整数，别的循环都用。"""

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled

Long = npt.NDArray[np.int64]
Byte = npt.NDArray[np.uint8]

WORD = 0xFFFFFFFF
# 散列放在第 31 位以上，下面是次序：六十三位，全是正数，不必管符号。
PLACE_BITS = 31
PLACE = (1 << PLACE_BITS) - 1
DIGIT_BITS, DIGITS = 11, 2_048


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
def put_number(output: Byte, at: int, value: int) -> int:
    """写一个变长整数，返回下一个的位置。"""
    rest = value
    while rest > 127:
        output[at] = rest & 127 | 128
        at += 1
        rest >>= 7
    output[at] = rest
    return at + 1
