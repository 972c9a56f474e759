"""编译的循环之七：编倒排表。意思与 lists.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_around import UNFOLLOWED, put_around
from generator.output.search.loops_basics import Long, Word, put_number
from generator.output.search.loops_codes import RECORD_BITS, Letters, Sections, put_codes, scratch_of
from generator.output.search.loops_numbers import put_ascending

Flag = npt.NDArray[np.bool_]

# 与 lists.py 里的同名数目相同：短表至多几条记录。
MOST_SHORT = 7

# 与 `gathering.Gathered` 相同：事实里，在不在标题里是第几位。
TITLE = 1 << 32


class Keys(NamedTuple):
    """要编的键。

    Attributes:
        sequence: 编的次序，各是第几个键。
        counts: 各键的出现次数。
        followed: 准不准存接字。
        facts: 各次出现的事实。
        arounds: 各次出现前后的字。
        letters: 各字的码；字对才有，有的前后的字随下一个字分开记。
    """

    sequence: Long
    counts: Long
    followed: Flag
    facts: Long
    arounds: Word
    letters: Letters


@compiled
def repeats_in(facts: Long, spots: Long) -> int:
    """同一条记录里又一次的各次出现，返回有几次。"""
    repeats, last = 0, np.int64(-1)
    for place, fact in enumerate(facts):
        number = fact >> RECORD_BITS
        # 总是写，又一次的才走一个：不分岔更快。
        spots[repeats] = place
        repeats += number == last
        last = number
    return repeats


@compiled
def listed_in(facts: Long, numbers: Long) -> tuple[int, bool]:
    """一个键在哪些记录，返回几条，有没有在标题里的。"""
    listed, last, marks = 0, np.int64(-1), np.int64(0)
    for fact in facts:
        number = fact >> RECORD_BITS
        # 总是写，换了一条才走一个：不分岔更快。
        numbers[listed] = number
        listed += number != last
        numbers[listed - 1] = number
        last, marks = number, marks | fact
    return listed, (marks & TITLE) != 0


@compiled
def titled_in(facts: Long, spots: Long, followed: int) -> int:
    """一个键有几处在标题里：存接字的数第几次出现，不存的数第几条记录。"""
    titles, listed, last = 0, -1, np.int64(-1)
    for place, fact in enumerate(facts):
        number = fact >> RECORD_BITS
        fresh = number != last
        listed, last = listed + fresh, number
        if fact & TITLE and (fresh or followed):
            spots[titles] = place if followed else listed
            titles += 1
    return titles


@compiled
def put_lists(keys: Keys, universe: int, output: Sections) -> None:
    """编全部的键。"""
    starts = np.cumsum(keys.counts) - keys.counts
    most = np.int64(1)
    for count in keys.counts:
        most = max(most, count)
    numbers, spots = np.empty(most + 1, dtype=np.int64), np.empty(most + 1, dtype=np.int64)
    scratch = scratch_of(int(most))
    ends, apart = np.zeros(8, dtype=np.int64), 1 if len(keys.letters.lengths) else 0
    shorts = 0
    for place, key in enumerate(keys.sequence):
        first, count = starts[key], keys.counts[key]
        facts = keys.facts[first : first + count]
        listed, has_titles = listed_in(facts, numbers)
        followed = 1 if keys.followed[key] and listed > UNFOLLOWED else 0
        titles = titled_in(facts, spots, followed) if has_titles else 0
        if listed <= MOST_SHORT and not titles:
            output.kinds[place] = listed
            output.shorts[shorts : shorts + listed] = numbers[:listed]
            shorts += listed
            output.ends[place] = ends
            continue
        ends[0] = put_number(output.heads, ends[0], listed * 2 + (1 if titles else 0))
        ends[1] = put_ascending(output.numbers, ends[1], numbers[:listed], universe)
        if titles:
            ends[0] = put_number(output.heads, ends[0], titles)
            ends[2] = put_ascending(output.titles, ends[2], spots[:titles], count if followed else listed)
        if followed:
            ends[0] = put_number(output.heads, ends[0], count - listed)
            if count > listed:
                repeats = repeats_in(facts, spots)
                ends[3] = put_ascending(output.repeats, ends[3], spots[:repeats], count)
            put_codes(facts, keys.letters, scratch, output, ends)
            put_around(keys.arounds[first : first + count], apart, scratch, output, ends)
        output.ends[place] = ends
