"""合并：各批里的同一组从临时文件读回来，相同的键接在一起。"""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.blocks import HALF_BITS, KEY_BITS, Block, Shape, loops
from generator.output.search.occurrences import Facts, Keys, Slots


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
    """各批里同一组的出现首尾相接，各列见 `blocks.Rows`。

    Attributes:
        heads: 散列比组里最小的大多少，与细节的低几位。
        arounds: 前一个字与再下一个字。
        details: 细节往上的 16 位。
        lows: 细节的低一项；没有一批另记的是空的，不另记的批里是什么不算数。
        counts: 每条记录的标题与别处各有几次，记录首尾相接。
        ends: 各批的出现到哪里为止。
        slots: 各批在 `counts` 里到哪里为止。
        wides: 各批的低一项是不是另记。
    """

    heads: Keys
    arounds: Keys
    details: Slots
    lows: Slots
    counts: Keys
    ends: Integers
    slots: Integers
    wides: npt.NDArray[np.bool_]


def gather(blocks: Sequence[Block], family: int, group: int, shape: Shape, *, fast: bool) -> Gathered:
    """把各批的一组合起来。

    Args:
        blocks: 全部批次，按记录次序。
        family: 哪一族。
        group: 第几组。
        shape: 这一族怎样写的。
        fast: 用不用编译的循环。

    Returns:
        合好的一组。
    """
    runs, least = _read(blocks, family, group), int(shape.firsts[group])
    return (loops().merged if fast else _merged)(runs, shape, least)


def _merged(runs: Runs, shape: Shape, least: int) -> Gathered:
    hashes = runs.heads & np.uint32((1 << shape.hash_bits) - 1)
    hashes += np.uint32(least)
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    slots = np.repeat(np.arange(len(runs.counts)) ^ 1, runs.counts)
    heads = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])[: len(hashes)])
    return Gathered(
        hashes[heads],
        np.diff(heads, append=len(hashes)),
        slots[order] << np.int64(KEY_BITS) | _details(runs, shape)[order],
        runs.arounds[order],
    )


def _details(runs: Runs, shape: Shape) -> Facts:
    """每次出现的细节，高低各一项。"""
    tops = runs.heads.astype(np.int64) >> shape.hash_bits
    values = runs.details.astype(np.int64) << shape.spare | tops
    found = values >> shape.shift << HALF_BITS | values & ((1 << shape.shift) - 1)
    if not runs.wides.any():
        return found
    wides = np.repeat(runs.wides, np.diff(runs.ends, prepend=0))
    return np.where(wides, runs.details.astype(np.int64) << HALF_BITS | runs.lows, found)


def _read(blocks: Sequence[Block], family: int, group: int) -> Runs:
    """各批里的一组，直接读到该在的地方。"""
    parts = [block.parts[family] for block in blocks]
    sizes = [int(part.bounds[group + 1] - part.bounds[group]) for part in parts]
    ends, wides = np.cumsum(sizes), np.array([part.is_wide for part in parts])
    whole, widths = int(ends[-1]), [block.records * 2 for block in blocks]
    found = Runs(
        np.empty(whole, dtype=np.uint32),
        np.empty(whole, dtype=np.uint32),
        np.empty(whole, dtype=np.uint16),
        np.zeros(whole if wides.any() else 0, dtype=np.uint16),
        np.empty(sum(widths), dtype=np.uint32),
        ends,
        np.cumsum(widths),
        wides,
    )
    columns = found.heads, found.arounds, found.details, found.lows
    places = zip(blocks, parts, sizes, ends.tolist(), widths, found.slots.tolist(), strict=True)
    for block, part, size, end, width, last in places:
        start, first, total = part.start, int(part.bounds[group]), int(part.bounds[-1])
        # 带缓冲的 readinto 一直读到满，不带的可以只读一截。
        with block.path.open("rb") as file:
            for column in columns if part.is_wide else columns[:-1]:
                file.seek(start + first * column.itemsize)
                file.readinto(column[end - size : end].data.cast("B"))
                start += total * column.itemsize
            file.seek(start + group * width * found.counts.itemsize)
            file.readinto(found.counts[last - width : last].data.cast("B"))
    return found
