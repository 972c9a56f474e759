"""编译的循环之九：正文切成符号、写成码，文件内容改写成脚本里的字符串。

意思与 texts.py、files.py 里的数组运算一样。
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import WORD, WORD_BITS, Long

Unit = npt.NDArray[np.uint16]
Flag = npt.NDArray[np.bool_]

# 与 scripts.py 里的同名数目相同。
BLOCK, BLOCKS = 64, 3
TOP, TOP_BITS, SURROGATE = 11, 5, 0x1B

RAW_BITS = 16
UNIT = 0xFFFF
RANK_BITS = 10

# 单元只有十六位：与同样十六位的数比，一次比得了更多。
_SEEN, _TOP, _SURROGATE = np.uint32(1), np.uint16(TOP), np.uint16(SURROGATE)
_ESCAPE, _NEWLINE, _RETURN, _QUOTE, _BACKSLASH = map(np.uint16, (1, 0x0A, 0x0D, 0x22, 0x5C))


class Table(NamedTuple):
    """符号表。

    Attributes:
        single: 各单元是第几个符号，表里没有的是 `missing`。
        rank: 各单元在双字里的编号，不在双字里的是零。
        pair: 两个编号合成的双字是第几个符号。
        codes: 各符号的码，码长在高 32 位；末尾一项是转义。
        missing: 没有的符号，也就是转义在末尾的位置。
        stop: 文件结束的符号。
    """

    single: Unit
    rank: Unit
    pair: Unit
    codes: Long
    missing: int
    stop: int


class Shell(NamedTuple):
    """脚本的外壳。

    Attributes:
        head: 内容之前的单元。
        tail: 内容之后的单元。
        code: 各单元的转义，不必转义的是零。
        mark: 转义用的单元。
    """

    head: Unit
    tail: Unit
    code: Unit
    mark: int


@compiled
def put_texts(units: Unit, table: Table, output: Unit, ends: Long) -> int:
    """若干个文件的正文写成码；每个文件从整单元起。

    Args:
        units: 各文件的正文首尾相接。
        table: 符号表。
        output: 写到这里，够一个单元两倍大。
        ends: 各文件写到第几个单元。

    Returns:
        一共几个文件。
    """
    single, pair, codes = table.single, table.pair, table.codes
    missing, stop, size = table.missing, table.stop, len(units)
    # 先不管切在哪里，各处的双字都查好：互不相等待，处理器可以同时查几处。
    doubles = np.full(size, missing, dtype=np.uint16)
    after = np.int64(table.rank[units[0]])
    for place in range(size - 1):
        here, after = after, np.int64(table.rank[units[place + 1]])
        doubles[place] = pair[here << RANK_BITS | after]
    # 从后往前，各处成双字是不是更省；不更省的当作没有双字。
    far, near = np.int64(0), np.int64(0)
    for place in range(size - 1, -1, -1):
        double, lone = np.int64(doubles[place]), np.int64(single[units[place]])
        least = near + (codes[lone] >> WORD_BITS) + (RAW_BITS if lone == missing else 0)
        if double != missing:
            two = far + (codes[double] >> WORD_BITS)
            if two <= least:
                least = two
            else:
                doubles[place] = missing
        far, near = near, least
    files, at, place = 0, 0, 0
    held, ready = np.int64(0), np.int64(0)
    while place < size:
        double, lone = np.int64(doubles[place]), np.int64(single[units[place]])
        is_lone = double == missing
        token = lone if is_lone else double
        code = codes[token]
        held |= (code & WORD) << ready
        ready += code >> WORD_BITS
        # 总写两个单元，写满几个才走几个：单双难猜，不分岔更快。
        output[at], output[at + 1] = held & UNIT, (held >> RAW_BITS) & UNIT
        full = ready >> 4
        at += full
        held >>= full << 4
        ready &= RAW_BITS - 1
        if token == missing:
            held |= np.int64(units[place]) << ready
            output[at] = held & UNIT
            at += 1
            held >>= RAW_BITS
        if token == stop:
            output[at] = held
            at += 1 if ready else 0
            held, ready = np.int64(0), np.int64(0)
            ends[files] = at
            files += 1
        place += 1 if is_lone else 2
    return files


@compiled
def mask_of(units: Unit, tallies: Long) -> int:
    """一段的最高五位异或多少，代理码元最少；一样少的取小的。"""
    # 多半有一个都没有的，不必数：只记有没有，处理器一次算几个单元。
    seen = np.uint32(0)
    for unit in units:
        seen |= _SEEN << np.uint32(unit >> _TOP)
    for mask in range(1 << TOP_BITS):
        if not (seen >> np.uint32(SURROGATE ^ mask)) & _SEEN:
            return mask
    tallies[:] = 0
    for unit in units:
        tallies[unit >> TOP] += 1
    found = 0
    for mask in range(1 << TOP_BITS):
        if tallies[SURROGATE ^ mask] < tallies[SURROGATE ^ found]:
            found = mask
    return found


@compiled
def is_plain(units: Unit, mask: np.uint16) -> bool:
    """一段异或以后，是不是都可以直接出现；与 `scripts.ESCAPED` 相同。"""
    found = np.uint16(0)
    for unit in units:
        made = unit ^ mask
        # 逐个或起来，不提前走：处理器一次算几个单元。
        other = (made == _ESCAPE) | (made == _NEWLINE) | (made == _RETURN) | (made == _QUOTE)
        found |= np.uint16(other | (made == _BACKSLASH) | (made >> _TOP == _SURROGATE))
    return bool(found == 0)


@compiled
def put_unit(unit: int, shell: Shell, output: Unit, at: int) -> int:
    """写一个单元，不能直接出现的写成两个；返回下一个的位置。"""
    code = shell.code[unit]
    output[at] = shell.mark if code else unit
    if code:
        at += 1
        output[at] = code
    return at + 1


@compiled
def put_scripts(units: Unit, ends: Long, shell: Shell, output: Unit) -> None:
    """各文件的内容套上脚本的外壳，见 `scripts`；`ends` 改成写好以后的终点。

    Args:
        units: 各文件的内容首尾相接。
        ends: 各文件的终点。
        shell: 外壳。
        output: 写到这里。
    """
    at, start, tallies, masks = (
        0,
        0,
        np.zeros(1 << TOP_BITS, dtype=np.int64),
        np.zeros(BLOCKS, dtype=np.int64),
    )
    for file in range(len(ends)):
        output[at : at + len(shell.head)] = shell.head
        at += len(shell.head)
        last = ends[file]
        for group in range(start, last, BLOCK * BLOCKS):
            head = 0
            for block in range(BLOCKS):
                first, end = group + block * BLOCK, min(group + block * BLOCK + BLOCK, last)
                masks[block] = mask_of(units[first:end], tallies) if first < end else 0
                head |= masks[block] << block * TOP_BITS
            at = put_unit(head, shell, output, at)
            for block in range(BLOCKS):
                first, end = group + block * BLOCK, min(group + block * BLOCK + BLOCK, last)
                mask = np.uint16(masks[block] << TOP)
                if first < end and is_plain(units[first:end], mask):
                    piece, made = units[first:end], output[at : at + end - first]
                    for place in range(len(piece)):
                        made[place] = piece[place] ^ mask
                    at += end - first
                else:
                    for place in range(first, end):
                        at = put_unit(units[place] ^ mask, shell, output, at)
        output[at : at + len(shell.tail)] = shell.tail
        at += len(shell.tail)
        start, ends[file] = last, at


@compiled
def mark_present(units: Unit, present: Flag) -> None:
    """出现过的单元记为真。"""
    for unit in units:
        present[unit] = True
