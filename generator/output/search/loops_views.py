"""编译的循环之十：一批记录写成两种样子，供显示的与供查找的；案号、文号的键也在这一趟里算好。

意思与 records.py 一样。
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import WORD, Byte, Long

Unit = npt.NDArray[np.uint16]
Flag = npt.NDArray[np.bool_]

LONGEST_SPREAD = 18

# 与 records.py、texts.py、occurrences.py 里的记号相同。
FIELD_MARK, RECORD_MARK = 0xFFFF, 0xFFFE
FIELD_SEPARATOR, RECORD_SEPARATOR, FILE_SEPARATOR = 0x1F, 0x1E, 0x1D
FIELD_END, RECORD_END = 0, 1

# 与 records.py 里编号的写法相同。
SPACE, NUMBER_PREFIX, NUMBER_SUFFIX = ord(" "), ord("第"), ord("号")
NUMBER_HASH = 1 << 31

TEXT, SHOWN, FOLDED, CODE, RECORD = range(5)

PLAIN, OTHER, SLOW, MARK = range(4)
"""一个单元怎样写：原样显示、一对一折叠的；要查别的表的；要用慢的办法的（会与邻字合成的字，代理码元）；记号。"""


class Folds(NamedTuple):
    """逐字的对照；各表见 `folding.Folder` 与 `folding.composing`。

    Attributes:
        manner: 怎样写，见 `PLAIN` 等。
        table: 一对一的字折叠成什么。
        spread: 一变多的字在 `spreads` 里的起止。
        spreads: 一变多的字折叠后的单元。
        shown: 显示时换成什么：控制符换成空格。
    """

    manner: Byte
    table: Unit
    spread: Unit
    spreads: Unit
    shown: Unit


class Batch(NamedTuple):
    """一批记录。

    Attributes:
        texts: 各条的各段文字，带着记号。
        heads: 各条的开头与各段的抬头，带着记号。
        coded: 各段是不是编号。
    """

    texts: Unit
    heads: Unit
    coded: Flag


class Views(NamedTuple):
    """写出的：供显示的，供查找的，各条记录的编号的键（记录在高 32 位）。"""

    shown: Unit
    folded: Unit
    codes: Long


@compiled
def put_folded(unit: int, folds: Folds, output: Unit, at: int) -> int:
    """写一个单元折叠后的样子，返回下一个的位置。"""
    first, end = folds.spread[unit, 0], folds.spread[unit, 1]
    if first == end:
        output[at] = folds.table[unit]
        return at + 1
    for spot in range(first, end):
        output[at] = folds.spreads[spot]
        at += 1
    return at


@compiled
def code_of(folded: Unit) -> int:
    """一个编号的键；见 `records.number_hash`。"""
    last = len(folded) - 1
    while last >= 0 and folded[last] == SPACE:
        last -= 1
    value, is_first = np.int64(0), True
    for place in range(last + 1):
        unit = np.int64(folded[place])
        dropped = (is_first and unit == NUMBER_PREFIX) or (place == last and unit == NUMBER_SUFFIX)
        if unit == SPACE:
            continue
        is_first = False
        if not dropped:
            value = (value * 31 + unit) & WORD
    return int(value | NUMBER_HASH)


@compiled
def put_identity(batch: Batch, spot: int, folds: Folds, views: Views, at: Long) -> bool:
    """写一条记录自己的编号的键；折不下的不写。"""
    start = at[FOLDED]
    end = start
    while batch.heads[spot] != FIELD_SEPARATOR:
        if end > len(views.folded) - LONGEST_SPREAD:
            return False
        # 供查找的那一份里，还没有写的地方先当草稿。
        end = put_folded(batch.heads[spot], folds, views.folded, end)
        spot += 1
    views.codes[at[CODE]] = at[RECORD] << 32 | code_of(views.folded[start:end])
    at[CODE] += 1
    return True


@compiled
def put_part(batch: Batch, spot: int, folds: Folds, views: Views, at: Long) -> int:
    """写一项开头或抬头，返回它后面的记号在哪里；要用慢的办法时是负一。"""
    to = at[SHOWN]
    while batch.heads[spot] < RECORD_MARK:
        if folds.manner[batch.heads[spot]] == SLOW:
            return -1
        views.shown[to] = batch.heads[spot]
        spot, to = spot + 1, to + 1
    views.shown[to] = FIELD_SEPARATOR
    at[SHOWN] = to + 1
    return spot


@compiled
def put_text(batch: Batch, is_code: bool, folds: Folds, views: Views, at: Long) -> bool:
    """写一段文字的两种样子，是编号的再写它的键；要用慢的办法时是假。"""
    # 一项项取出来：循环里不必每次再问这几张表在哪里。
    texts, shown, folded = batch.texts, views.shown, views.folded
    manner, table = folds.manner, folds.table
    place, to, start = at[TEXT], at[SHOWN], at[FOLDED]
    end, room = start, len(folded) - LONGEST_SPREAD - len(texts)
    while True:
        unit = texts[place]
        kind = manner[unit]
        if kind == PLAIN:
            shown[to], folded[end] = unit, table[unit]
            place, to, end = place + 1, to + 1, end + 1
            continue
        if kind == MARK:
            break
        # 余下的都只折成一个也还放得下，才能接着写。
        if kind == SLOW or end > room + place:
            return False
        shown[to] = folds.shown[unit]
        end = put_folded(unit, folds, folded, end)
        place, to = place + 1, to + 1
    if is_code:
        views.codes[at[CODE]] = at[RECORD] << 32 | code_of(views.folded[start:end])
        at[CODE] += 1
    views.shown[to] = FIELD_SEPARATOR
    views.folded[end] = FIELD_END
    at[TEXT], at[SHOWN], at[FOLDED] = place + 1, to + 1, end + 1
    return True


@compiled
def put_views(batch: Batch, folds: Folds, group: int, views: Views, at: Long) -> bool:
    """一批记录写成两种样子。

    Args:
        batch: 记录。
        folds: 逐字的对照。
        group: 一个正文文件几条记录。
        views: 写到这里。
        at: 五处各写到、读到第几个，从零起。

    Returns:
        写成了没有；没有的要用慢的办法。
    """
    spot, field, size = 0, 0, len(batch.heads)
    while spot < size:
        if not put_identity(batch, spot, folds, views, at):
            return False
        spot = put_part(batch, spot, folds, views, at)
        while spot >= 0 and batch.heads[spot] == FIELD_MARK:
            spot = put_part(batch, spot + 1, folds, views, at)
            if spot < 0 or not put_text(batch, batch.coded[field], folds, views, at):
                return False
            field += 1
        if spot < 0 or batch.texts[at[TEXT] - 1] != RECORD_MARK:
            return False
        # 最后一段的结尾也就是记录的结尾。
        at[RECORD] += 1
        spot += 1
        is_last = at[RECORD] % group == 0 or spot == size
        views.shown[at[SHOWN] - 1] = FILE_SEPARATOR if is_last else RECORD_SEPARATOR
        views.folded[at[FOLDED] - 1] = RECORD_END
    return True
