"""编译的循环之一：散列、变长整数，别的循环都用。"""

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled

Long = npt.NDArray[np.int64]
Byte = npt.NDArray[np.uint8]
Word = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint64]

WORD, WORD_BITS = 0xFFFFFFFF, 32
# 次序放在低 31 位：连同上面的 32 位是六十三位，全是正数，不必管符号。
PLACE_BITS = 31
PLACE = (1 << PLACE_BITS) - 1


_FIRST, _SECOND = np.uint64(0x9E3779B1), np.uint64(0x85EBCA77)
_HALF, _WORD = np.uint64(15), np.uint64(WORD)


@compiled
def hash_of(key: np.uint64) -> np.uint64:
    """与 `occurrences.mixed` 相同的散列。"""
    first = (key * _FIRST) & _WORD
    first ^= first >> _HALF
    return (first * _SECOND) & _WORD


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
