"""码表里的字怎样写：常用的字码短。照正文的符号表定，不必另存；与 search-lists.js 里的 lettersOf 对应。

只按符号表里写明的字算，不问折叠表：两边算得出完全一样的码，才读得懂。表里没有的字另写十六位。
"""

import functools

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.texts import (
    ESCAPE,
    FIELD_SEPARATOR,
    FILE_SEPARATOR,
    LONGEST_CODE,
    RECORD_SEPARATOR,
    Tokens,
    tokens_in,
)

UNITS = 1 << 16
RAW_BITS = 16

NOTHING = 0
"""段末：没有下一个字。"""

LEAST_SHARE = 10
"""表里没有的字合起来至少占二的这么多次方分之一：码不至于太长。"""

DEEPEST = 40
"""份额照二的这么多次方分之几算：比最长的码还长，浏览器里的数又装得下。"""

_WIDE, _WIDE_END, _WIDE_STEP = 0xFF01, 0xFF5E, 0xFEE0
_CAPITAL, _CAPITAL_END, _CAPITAL_STEP = 0x41, 0x5A, 0x20
_SPACES = frozenset({0x0A, 0x3000})


class Letters(msgspec.Struct, frozen=True):
    """各字的码。

    Attributes:
        codes: 各单元的码，低位先写；表里没有的连同十六位的字本身。
        lengths: 各单元的码长。
        known: 表里各码（写成零一，先写的在前）的单元；`ESCAPE` 的码后面另有十六位，是表里没有的字。
    """

    codes: npt.NDArray[np.uint32]
    lengths: Integers
    known: dict[str, int]


@functools.lru_cache(maxsize=4)
def letters_of(tokens: Tokens) -> Letters:
    """照正文的符号表定各字的码。

    Args:
        tokens: 符号表。
    """
    weights: dict[int, int] = {}
    for length, text in enumerate(tokens.lengths, start=1):
        for letter in "".join(tokens_in(text)):
            if letter not in {RECORD_SEPARATOR, FILE_SEPARATOR}:
                unit = _plain(ord(letter))
                weights[unit] = weights.get(unit, 0) + (1 << (LONGEST_CODE - length))
    others = ord(ESCAPE)
    weights[others] = max(weights.get(others, 0), sum(weights.values()) >> LEAST_SHARE, 1)
    total = sum(weights.values())
    listed = _lengths(weights, total)
    codes, lengths = np.zeros(UNITS, dtype=np.uint32), np.zeros(UNITS, dtype=np.int64)
    known, code, before = {}, 0, 0
    for length, unit in listed:
        code, before = code << (length - before), length
        known[f"{code:0{length}b}"] = unit
        codes[unit], lengths[unit] = int(f"{code:0{length}b}"[::-1], 2), length
        code += 1
    missing = np.ones(UNITS, dtype=np.bool_)
    missing[list(weights)] = False
    raw = np.flatnonzero(missing)
    codes[raw] = codes[others] | raw.astype(np.uint32) << np.uint32(lengths[others])
    lengths[raw] = lengths[others] + RAW_BITS
    return Letters(codes, lengths, known)


def _lengths(weights: dict[int, int], total: int) -> list[tuple[int, int]]:
    """各单元的码长与单元，按码长：份额的对数进到整数，有剩的给进位最多的，剩得下的各减一位。"""
    rounded = {unit: ((total - 1) // weight).bit_length() for unit, weight in weights.items()}
    left = (1 << DEEPEST) - sum(1 << (DEEPEST - length) for length in rounded.values())
    for unit in sorted(weights, key=lambda unit: (-(weights[unit] << rounded[unit]), unit)):
        share = 1 << (DEEPEST - rounded[unit])
        if share <= left:
            left -= share
            rounded[unit] -= 1
    return sorted((length, unit) for unit, length in rounded.items())


def _plain(unit: int) -> int:
    """一个字折叠以后多半是什么：全角、大写、空白；别的不管，反正只影响码长。"""
    if unit == ord(FIELD_SEPARATOR):
        return NOTHING
    if _WIDE <= unit <= _WIDE_END:
        unit -= _WIDE_STEP
    if _CAPITAL <= unit <= _CAPITAL_END:
        return unit + _CAPITAL_STEP
    return ord(" ") if unit in _SPACES else unit
