"""编译的循环之五：正文切成符号、写成码，文件内容改写成脚本里的字符串。

意思与 texts.py、files.py 里的数组运算一样。
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_sorting import WORD, WORD_BITS, Long

Unit = npt.NDArray[np.uint16]

RAW_BITS = 16
UNIT = 0xFFFF
RANK_BITS = 10


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
    single, rank, pair, codes = table.single, table.rank, table.pair, table.codes
    missing, stop = table.missing, table.stop
    files, at, place, size = 0, 0, 0, len(units)
    held, ready = np.int64(0), np.int64(0)
    while place < size:
        unit = units[place]
        token, step = np.int64(missing), 1
        here = np.int64(rank[unit])
        if here and place + 1 < size:
            token = np.int64(pair[here << RANK_BITS | np.int64(rank[units[place + 1]])])
            step = 2
        if token == missing:
            token, step = np.int64(single[unit]), 1
        code = codes[token]
        held |= (code & WORD) << ready
        ready += code >> WORD_BITS
        while ready >= RAW_BITS:
            output[at] = held & UNIT
            at += 1
            held >>= RAW_BITS
            ready -= RAW_BITS
        if token == missing:
            held |= np.int64(unit) << ready
            output[at] = held & UNIT
            at += 1
            held >>= RAW_BITS
        if token == stop:
            if ready:
                output[at] = held
                at += 1
            held, ready = np.int64(0), np.int64(0)
            ends[files] = at
            files += 1
        place += step
    return files


@compiled
def put_scripts(units: Unit, ends: Long, shell: Shell, output: Unit) -> None:
    """各文件的内容套上脚本的外壳，不能直接出现的单元写成两个；`ends` 改成写好以后的终点。

    Args:
        units: 各文件的内容首尾相接。
        ends: 各文件的终点。
        shell: 外壳。
        output: 写到这里。
    """
    at, start = 0, 0
    for file in range(len(ends)):
        output[at : at + len(shell.head)] = shell.head
        at += len(shell.head)
        for place in range(start, ends[file]):
            unit = units[place]
            if shell.code[unit]:
                output[at], output[at + 1] = shell.mark, shell.code[unit]
                at += 2
            else:
                output[at] = unit
                at += 1
        output[at : at + len(shell.tail)] = shell.tail
        at += len(shell.tail)
        start, ends[file] = ends[file], at
