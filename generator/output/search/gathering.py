"""合并：各批里的同一组从临时文件读回来，相同的键接在一起。"""

from collections.abc import Sequence

import msgspec
import numpy as np

from generator.output.search.bits import Integers
from generator.output.search.hot import Units
from generator.output.search.occurrences import (
    BEFORE_BITS,
    DETAIL_BITS,
    SLOT,
    Block,
    Facts,
    Keys,
    loops,
)

_UNIT = np.uint32(16)


class Gathered(msgspec.Struct, frozen=True):
    """一组键在全部批次里的出现，按散列、记录、位置升序。

    Attributes:
        hashes: 散列，升序不重复。
        counts: 各键的出现次数。
        facts: 每次出现的事实。低 32 位是细节，再上一位是在不在标题里，再往上是第几条记录。
        arounds: 每次出现的前一个字（段的开头是 0）与再下一个字（没有的是 0），各 16 位。
    """

    hashes: Keys
    counts: Integers
    facts: Facts
    arounds: Keys


class Runs(msgspec.Struct, frozen=True):
    """各批里同一组的出现首尾相接。

    Attributes:
        hashes: 散列。
        facts: 事实；记录是批里的第几条。
        afters: 再下一个字。
        ends: 各批到哪里为止。
        firsts: 各批的第一条是第几条记录。
    """

    hashes: Keys
    facts: Facts
    afters: Units
    ends: Integers
    firsts: Integers


def gather(blocks: Sequence[Block], family: int, group: int, *, fast: bool) -> Gathered:
    """把各批的一组合起来。

    Args:
        blocks: 全部批次，按记录次序。
        family: 哪一族。
        group: 第几组。
        fast: 用不用编译的循环。

    Returns:
        合好的一组。
    """
    return (loops().merged if fast else _merged)(_read(blocks, family, group))


def _merged(runs: Runs) -> Gathered:
    order = np.argsort(runs.hashes, kind="stable")
    slots = runs.facts & SLOT
    slots += np.repeat(runs.firsts * 2, np.diff(runs.ends, prepend=0))
    hashes, facts = runs.hashes[order], runs.facts[order].view(np.uint64)
    heads = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])[: len(hashes)])
    details, befores = facts >> np.uint64(DETAIL_BITS), facts >> np.uint64(BEFORE_BITS)
    return Gathered(
        hashes[heads],
        np.diff(heads, append=len(hashes)),
        slots[order] << np.int64(32) | details.astype(np.uint32),
        befores.astype(np.uint32) << _UNIT | runs.afters[order],
    )


def _read(blocks: Sequence[Block], family: int, group: int) -> Runs:
    """各批里的一组，直接读到该在的地方。"""
    bounds = [block.parts[family][1] for block in blocks]
    sizes = [int(bound[group + 1] - bound[group]) for bound in bounds]
    ends, records = np.cumsum(sizes), np.array([block.records for block in blocks])
    whole = int(ends[-1])
    found = Runs(
        np.empty(whole, dtype=np.uint32),
        np.empty(whole, dtype=np.int64),
        np.empty(whole, dtype=np.uint16),
        ends,
        np.cumsum(records) - records,
    )
    for block, bound, end, size in zip(blocks, bounds, ends.tolist(), sizes, strict=True):
        start, first, total = block.parts[family][0], int(bound[group]), int(bound[-1])
        # 带缓冲的 readinto 一直读到满，不带的可以只读一截。
        with block.path.open("rb") as file:
            for column in (found.hashes, found.facts, found.afters):
                file.seek(start + first * column.itemsize)
                file.readinto(column[end - size : end].data.cast("B"))
                start += total * column.itemsize
    return found
