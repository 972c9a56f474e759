"""编译的循环之五：正文切成符号、写成码，文件内容改写成脚本里的字符串。

意思与 texts.py、files.py 里的数组运算一样。
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_sorting import Long

Unit = npt.NDArray[np.uint16]

RAW_BITS = 16
UNIT = 0xFFFF
RANK_BITS = 10
LONGEST_SPREAD = 18

# 与 records.py、texts.py、occurrences.py 里的记号相同。
FIELD_MARK, RECORD_MARK = 0xFFFF, 0xFFFE
FIELD_SEPARATOR, RECORD_SEPARATOR, FILE_SEPARATOR = 0x1F, 0x1E, 0x1D
FIELD_END, RECORD_END = 0, 1
HEAD_PARTS, FIELD_PARTS, TEXT_PART = 6, 3, 2


class Table(NamedTuple):
    """符号表。

    Attributes:
        single: 各单元是第几个符号，表里没有的是 `missing`。
        rank: 各单元在双字里的编号，不在双字里的是零。
        pair: 两个编号合成的双字是第几个符号。
        codes: 各符号的码，末尾一项是转义。
        lengths: 各符号的码长。
        missing: 没有的符号，也就是转义在末尾的位置。
        stop: 文件结束的符号。
    """

    single: Unit
    rank: Unit
    pair: Unit
    codes: npt.NDArray[np.uint32]
    lengths: Long
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


class Folds(NamedTuple):
    """逐字的对照；各表见 `folding.Folder` 与 `folding.composing`。

    Attributes:
        table: 一对一的字折叠成什么。
        spread: 一变多的字在 `spreads` 里的起止。
        spreads: 一变多的字折叠后的单元。
        slow: 会与邻字合成的字，以及代理码元：有一个就要用慢的办法。
        shown: 显示时换成什么：控制符换成空格。
    """

    table: Unit
    spread: Unit
    spreads: Unit
    slow: npt.NDArray[np.bool_]
    shown: Unit


class Views(NamedTuple):
    """写出的两种样子：供显示的，供查找的。"""

    shown: Unit
    folded: Unit


@compiled
def put_views(units: Unit, folds: Folds, group: int, views: Views) -> tuple[int, int, int]:
    """一批记录写成两种样子。

    Args:
        units: 各条记录的各项首尾相接，项与项之间、记录之后各有记号。
        folds: 逐字的对照。
        group: 一个正文文件几条记录。
        views: 写到这里。

    Returns:
        供查找的写了几个单元，一共几个项间的记号、几个记录的记号；要用慢的办法时第一个是负一。
    """
    at, fields, records, part = 0, 0, 0, 0
    room = len(views.folded) - LONGEST_SPREAD
    for place, unit in enumerate(units):
        if folds.slow[unit] or at > room:
            return -1, 0, 0
        text = part >= HEAD_PARTS and (part - HEAD_PARTS) % FIELD_PARTS == TEXT_PART
        if unit == FIELD_MARK:
            views.shown[place] = FIELD_SEPARATOR
            if text:
                views.folded[at] = FIELD_END
                at += 1
            fields, part = fields + 1, part + 1
        elif unit == RECORD_MARK:
            views.folded[at] = RECORD_END
            at, records, part = at + 1, records + 1, 0
            ended = records % group == 0 or place == len(units) - 1
            views.shown[place] = FILE_SEPARATOR if ended else RECORD_SEPARATOR
        elif not text:
            views.shown[place] = unit
        else:
            views.shown[place] = folds.shown[unit]
            first, end = folds.spread[unit, 0], folds.spread[unit, 1]
            if first == end:
                views.folded[at] = folds.table[unit]
                at += 1
            for spot in range(first, end):
                views.folded[at] = folds.spreads[spot]
                at += 1
    return at, fields, records


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
    files, at, place, size = 0, 0, 0, len(units)
    held, ready = np.int64(0), np.int64(0)
    while place < size:
        unit = units[place]
        token = np.int64(table.single[unit])
        step = 1
        if place + 1 < size:
            both = np.int64(table.rank[unit]) << RANK_BITS | np.int64(table.rank[units[place + 1]])
            paired = np.int64(table.pair[both])
            if paired != table.missing:
                token, step = paired, 2
        held |= np.int64(table.codes[token]) << ready
        ready += table.lengths[token]
        while ready >= RAW_BITS:
            output[at] = held & UNIT
            at += 1
            held >>= RAW_BITS
            ready -= RAW_BITS
        if token == table.missing:
            held |= np.int64(unit) << ready
            output[at] = held & UNIT
            at += 1
            held >>= RAW_BITS
        if token == table.stop:
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
