"""编译的循环之一：散列、排序、变长整数，别的循环都用。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled

Long = npt.NDArray[np.int64]
Byte = npt.NDArray[np.uint8]
Word = npt.NDArray[np.uint32]

WORD, WORD_BITS = 0xFFFFFFFF, 32
# 次序放在低 31 位：连同上面的 32 位是六十三位，全是正数，不必管符号。
PLACE_BITS = 31
PLACE = (1 << PLACE_BITS) - 1


@compiled
def hash_of(key: int) -> int:
    """与 `occurrences.mixed` 相同的散列。"""
    first = (key * 0x9E3779B1) & WORD
    first ^= first >> 15
    return (first * 0x85EBCA77) & WORD


class Rows(NamedTuple):
    """要排的：头，按它排；尾，跟着走。"""

    heads: Long
    tails: Long


@compiled
def sort_digit(rows: Rows, into: Rows, shift: int, mask: int) -> None:
    """按头里的几位排到另一处，一样的保持先后。"""
    ends = np.zeros(mask + 1, dtype=np.int64)
    for value in rows.heads:
        ends[(value >> shift) & mask] += 1
    total = 0
    for digit in range(mask + 1):
        count = ends[digit]
        ends[digit] = total
        total += count
    for place in range(len(rows.heads)):
        digit = (rows.heads[place] >> shift) & mask
        at = ends[digit]
        into.heads[at], into.tails[at] = rows.heads[place], rows.tails[place]
        ends[digit] = at + 1


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
