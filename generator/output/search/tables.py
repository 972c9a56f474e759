"""一组键展开成的两层：在哪些记录，每次出现怎样；前后的字随下一个字分成几份。"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.gathering import Gathered
from generator.output.search.hot import Units

Flags = npt.NDArray[np.bool_]

# 只有这么几条记录的键不存接字：候选这么少时直接看正文，正文反正要取来显示。
UNFOLLOWED = 10


class Table(msgspec.Struct, frozen=True):
    """一组键展开成的两层：每个键在哪些记录，每次出现的细节。

    Attributes:
        hashes: 散列，升序。
        counts: 出现次数。
        listed: 在几条记录。
        numbers: 各键的记录首尾相接。
        titled: 每次出现是不是在标题里。
        fresh: 每次出现是不是换了一条记录。
        details: 每次出现的细节；第几次出现只记比说得准的多几次，见 `_stepped`。
        followed: 存不存接字。
        nexts: 每次出现的下一个字，前后的字随它分成几份；三字不分，都是 0。
        before: 每次出现所在的那一份，前一个字过半的时候是哪个；没有这样的字是 0。
        others: 每次出现的前一个字是不是例外。
        after: 每次出现所在的那一份，再下一个字过半的时候是哪个；没有这样的字是 0。
        strays: 每次出现的再下一个字是不是例外。
    """

    hashes: npt.NDArray[np.uint32]
    counts: Integers
    listed: Integers
    numbers: Integers
    titled: npt.NDArray[np.bool_]
    fresh: npt.NDArray[np.bool_]
    details: npt.NDArray[np.uint32]
    followed: npt.NDArray[np.bool_]
    nexts: Units
    before: Units
    others: Flags
    after: Units
    strays: Flags

    def part(self, chosen: Flags, allowed: Flags) -> "Table":
        """只留一部分键，其中准存接字的才存。"""
        each, every = np.repeat(chosen, self.listed), np.repeat(chosen, self.counts)
        return Table(
            self.hashes[chosen],
            self.counts[chosen],
            self.listed[chosen],
            self.numbers[each],
            self.titled[every],
            self.fresh[every],
            self.details[every],
            (self.followed & allowed)[chosen],
            self.nexts[every],
            self.before[every],
            self.others[every],
            self.after[every],
            self.strays[every],
        )


def table_of(gathered: Gathered, *, apart: bool) -> Table:
    """展开一组；够多的键都可以存接字。前后的字随下一个字分开记的，`apart` 为真。"""
    numbers, counts = gathered.facts >> np.int64(33), gathered.counts
    heads = np.cumsum(counts) - counts
    fresh = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    fresh[heads] = True
    before = np.concatenate([[0], np.cumsum(fresh)])
    listed = before[heads + counts] - before[heads]
    details = gathered.facts.astype(np.uint32)
    nexts = (details >> np.uint32(16)).astype(np.uint16) * np.uint16(apart)
    befores, afters = (
        (gathered.arounds >> np.uint32(16)).astype(np.uint16),
        gathered.arounds.astype(np.uint16),
    )
    shares = shares_of(nexts, counts)
    usual, after = (_usual(column, shares) for column in (befores, afters))
    return Table(
        gathered.hashes,
        counts,
        listed,
        numbers[np.flatnonzero(fresh)],
        (gathered.facts >> np.int64(32) & np.int64(1)).astype(np.bool_),
        fresh,
        _stepped(details, fresh, shares, apart=apart),
        listed > UNFOLLOWED,
        nexts,
        usual,
        befores != usual,
        after,
        afters != after,
    )


def _stepped(
    details: npt.NDArray[np.uint32], fresh: Flags, shares: "Shares", *, apart: bool
) -> npt.NDArray[np.uint32]:
    """细节里的第几次出现，改记比料到的多几次：同一条记录里，下一个字相同的一次次只会往后，多半就是再下一次。

    三字的细节高低半都是第几次，各与前一次比。
    """
    records = np.cumsum(fresh)[shares.order]
    same = np.diff(np.repeat(np.arange(len(shares.counts)), shares.counts), prepend=-1) == 0
    same &= np.diff(records, prepend=-1) == 0
    found = np.empty_like(details)
    listed = details[shares.order]
    low = _ahead(listed & np.uint32(0xFFFF), same)
    high = listed >> np.uint32(16)
    found[shares.order] = (high if apart else _ahead(high, same)) << np.uint32(16) | low
    return found


def _ahead(values: npt.NDArray[np.uint32], same: Flags) -> npt.NDArray[np.uint32]:
    """各比料到的多几；序号数不下的、段末没有下一对的，不多。"""
    expected = np.zeros(len(values), dtype=np.int64)
    expected[1:] = values[:-1].astype(np.int64) + 1
    return np.maximum(values - np.where(same, expected, 0), 0).astype(np.uint32)


def _usual(letters: Units, shares: "Shares") -> Units:
    """每次出现所在的那一份里过半的是哪个字；没有的、太少的是 0。"""
    # 过半的字排好以后一定在正中。
    counts, heads = shares.counts, np.cumsum(shares.counts) - shares.counts
    rows = np.repeat(np.arange(len(counts), dtype=np.int64) << 16, counts) | letters[shares.order]
    middle = np.sort(rows)[heads + (counts >> 1)]
    same = np.add.reduceat(rows == np.repeat(middle, counts), heads, dtype=np.int64)
    usual = np.where((same * 2 > counts) & (counts > UNFOLLOWED), middle & 0xFFFF, 0)
    found = np.empty_like(letters)
    found[shares.order] = np.repeat(usual, counts)
    return found


class Shares(msgspec.Struct, frozen=True):
    """每个键的出现，按下一个字分成几份。

    Attributes:
        order: 一份份排好，各是原来的第几次；一份之内先后不变。
        counts: 各份有几次。
        owners: 各份属于第几个键。
    """

    order: Integers
    counts: Integers
    owners: Integers


def shares_of(nexts: Units, counts: Integers) -> Shares:
    """各键的出现按下一个字分成几份。"""
    rows = np.repeat(np.arange(len(counts), dtype=np.int64) << 16, counts) | nexts
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    heads = np.flatnonzero(np.diff(rows, prepend=-1))
    return Shares(order, np.diff(heads, append=len(rows)), rows[heads] >> 16)
