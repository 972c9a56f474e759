"""编译的循环之五：一个键的前一个字、再下一个字，随下一个字分开记。意思与 lists.py 里的数组运算一样。"""

import numpy as np

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import Byte, Long, Word, put_number
from generator.output.search.loops_codes import Scratch, Sections
from generator.output.search.loops_numbers import put_ascending

# 与 tables.py、occurrences.py 里的同名数目相同。
UNFOLLOWED = 10
FIRST_CHARACTER, LAST_UNIT, UNIT_BITS = 0x4E00, 0xFFFF, 16

_ONE = np.uint64(1)


@compiled
def share_kinds(scratch: Scratch, apart: int) -> int:
    """各种细节分成几份，下一个字相同的一份；不分的只有一份。

    Returns:
        最大的一份有几次出现。
    """
    shares, start, begun, most, last = 0, 0, 0, 0, np.int64(-1)
    for place in range(scratch.sizes[0]):
        kind = scratch.order[place]
        high = scratch.values[kind] >> UNIT_BITS if apart else np.int64(0)
        if high != last:
            scratch.ends[shares] = begun = start
            shares, last = shares + 1, high
        scratch.share[kind] = shares - 1
        start += scratch.used[kind]
        most = max(most, start - begun)
    scratch.sizes[1] = shares
    return most


@compiled
def share_out(arounds: Word, scratch: Scratch) -> None:
    """一份一份排好，先后不变：往后每一份都是连着的，不必一次次问属于哪一份。"""
    kinds, share, ends, rows = scratch.kind, scratch.share, scratch.ends, scratch.rows
    for place in range(len(arounds)):
        own = share[kinds[place]]
        at = ends[own]
        ends[own] = at + _ONE
        rows[at] = arounds[place]


@compiled
def usual_in(rows: Word, shift: int) -> tuple[int, int]:
    """一份里过半的是哪个字，有几次；没有过半的，字是 0。

    Args:
        rows: 各次出现前后的字。
        shift: 要看的字从第几位起。
    """
    # 多数投票：过半的字一定留到最后。
    found, lead = 0, 0
    for row in rows:
        letter = int((np.int64(row) >> shift) & LAST_UNIT)
        found = letter if lead == 0 else found
        lead += 1 if letter == found else -1
    same = 0
    for row in rows:
        same += int((np.int64(row) >> shift) & LAST_UNIT == found)
    return (found, same) if same * 2 > len(rows) else (0, same)


@compiled
def put_usual(rows: Word, shift: int, others: Long, output: Byte, at: int) -> int:
    """写一份里的前一个字（或者再下一个字）总是哪个，哪几次例外，返回下一个的位置；见 `lists._around`。"""
    found, same = usual_in(rows, shift)
    if not found:
        return put_number(output, at, 0)
    at = put_number(output, at, ((found - FIRST_CHARACTER) & LAST_UNIT) + 1)
    strange = len(rows) - same
    at = put_number(output, at, strange)
    if not strange:
        return at
    listed = 0
    for place, row in enumerate(rows):
        # 总是写，是例外才走一个：例不例外难猜，不分岔更快。
        others[listed] = place
        listed += (np.int64(row) >> shift) & LAST_UNIT != found
    return put_ascending(output, at, others[:strange], len(rows))


@compiled
def put_around(arounds: Word, apart: int, scratch: Scratch, output: Sections, ends: Long) -> None:
    """写一个键的前一个字与再下一个字，表头里记下各占多少；十次以内的一份不写。"""
    before, after, start = int(ends[6]), int(ends[7]), 0
    if share_kinds(scratch, apart) > UNFOLLOWED:
        share_out(arounds, scratch)
        for own in range(scratch.sizes[1]):
            end = int(scratch.ends[own])
            if end - start > UNFOLLOWED:
                rows = scratch.rows[start:end]
                before = put_usual(rows, UNIT_BITS, scratch.others, output.befores, before)
                after = put_usual(rows, 0, scratch.others, output.afters, after)
            start = end
    later = after - ends[7]
    ends[0] = put_number(output.heads, ends[0], (before - ends[6]) * 2 + (1 if later else 0))
    if later:
        ends[0] = put_number(output.heads, ends[0], later)
    ends[6], ends[7] = before, after
