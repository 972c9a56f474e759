"""一批的全部出现按组分开，写进临时文件，等各批齐了，一组一组地合起来，见 gathering.py。"""

import importlib
import itertools
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers, radix_order
from generator.output.search.hot import Hot, Units
from generator.output.search.occurrences import (
    BEFORE_BITS,
    MARKS,
    PAIRS,
    RECORD_END,
    SLOT,
    Keys,
    Occurrences,
    Slots,
    boundary,
    linked,
    marked,
)
from generator.output.search.spelled import Spelled

Column = npt.NDArray[np.uint32] | npt.NDArray[np.uint16]

KEY_BITS, HALF_BITS = 32, 16


class Shape(msgspec.Struct, frozen=True):
    """一族的出现怎样写进临时文件，见 `Rows`。

    临时文件有几吉字节，新要一页内存往往比算还贵，所以一次出现只占十个字节。

    Attributes:
        firsts: 各组里最小的散列。
        hash_bits: 散列只记比组里最小的大多少，至多这么多位。
        spare: 三十二位里除了散列还剩几位，至多十六。
        shift: 细节的低一项放得下时占几位。
    """

    firsts: Integers
    hash_bits: int
    spare: int
    shift: int

    def holds(self, high: int, low: int) -> bool:
        """细节的两项最大是这么多，放不放得下。"""
        return high < 1 << (HALF_BITS + self.spare - self.shift) and low < 1 << self.shift


class Rows(msgspec.Struct, frozen=True):
    """一批里某一族的全部出现，照写进临时文件的样子。

    各组依次；组里按记录，一条记录先标题、后别处，所以是哪条记录只要记各有几次。

    Attributes:
        heads: 低几位是散列比组里最小的大多少，往上剩的几位是细节的低几位。
        arounds: 前一个字与再下一个字，各 16 位。
        details: 细节往上的 16 位。
        lows: 细节的低一项；放得下的没有。有的一批，`heads` 里只有散列，`details` 是高一项。
        counts: 每组、每条记录的标题与别处各有几次；形状是（组数，记录数的两倍）。
    """

    heads: Keys
    arounds: Keys
    details: Slots
    lows: Slots
    counts: Keys

    @property
    def columns(self) -> tuple[Column, ...]:
        """各列，照写进文件的次序。"""
        return self.heads, self.arounds, self.details, self.lows, self.counts

    @property
    def bounds(self) -> Integers:
        """各组的起点，末尾多一项总数。"""
        return np.concatenate([[0], np.cumsum(self.counts.sum(axis=1, dtype=np.int64))])


class Part(msgspec.Struct, frozen=True):
    """一批里的一族写在文件的哪里。

    Attributes:
        start: 从第几个字节起，依次是 `Rows` 的各列。
        bounds: 各组从第几次出现起，末尾多一项总数。
        is_wide: 细节的低一项是不是另成一列。
    """

    start: int
    bounds: Integers
    is_wide: bool


class Block(msgspec.Struct, frozen=True):
    """写进临时文件的一批。

    Attributes:
        path: 临时文件。
        records: 记录数。
        endless: 同一对字出现得太多、序号数不下的记录，批内的次序。
        parts: 三族。
    """

    path: Path
    records: int
    endless: tuple[int, ...]
    parts: tuple[Part, ...]


class Recipe(msgspec.Struct, frozen=True):
    """各批一样的安排。

    Attributes:
        hot: 常见的字对。
        spelled: 整个记下的名字。
        shapes: 每一族怎样写。
        fast: 用不用编译的循环。
    """

    hot: Hot
    spelled: Spelled
    shapes: tuple[Shape, ...]
    fast: bool


def shape_of(family: int, buckets: int, groups: int) -> Shape:
    """一族怎样写。

    Args:
        family: 哪一族。
        buckets: 分几个文件。
        groups: 分几组。
    """
    firsts = [boundary(-(-group * buckets // groups), buckets) for group in range(groups)]
    widest = max(end - first for first, end in itertools.pairwise([*firsts, 1 << KEY_BITS]))
    hash_bits = (widest - 1).bit_length()
    spare = min(KEY_BITS - hash_bits, HALF_BITS)
    # 字对的高一项是一个字，总要 16 位；三字的两项都是序号，平分。
    shift = spare if family == PAIRS else (HALF_BITS + spare) >> 1
    return Shape(np.array(firsts, dtype=np.int64), hash_bits, spare, shift)


def rows_of(part: Occurrences, shape: Shape, records: int) -> Rows:
    """照写进临时文件的样子。

    Args:
        part: 全部出现。
        shape: 这一族怎样写。
        records: 这一批有几条记录。
    """
    groups = np.searchsorted(shape.firsts, part.hashes, side="right") - 1
    places = part.facts & SLOT ^ 1
    size = len(shape.firsts), records * 2
    counts = np.bincount(groups * size[1] + places, minlength=size[0] * size[1]).astype(np.uint32)
    order = radix_order(groups.astype(np.uint16), places.astype(np.uint16))
    facts = part.facts[order].view(np.uint64)
    heads = (part.hashes - shape.firsts[groups])[order].astype(np.uint32)
    highs, lows = ((facts >> np.uint64(bits) & np.uint64(SLOT)).astype(np.uint32) for bits in (32, 16))
    arounds = (facts >> np.uint64(BEFORE_BITS)).astype(np.uint32) << np.uint32(HALF_BITS) | part.afters[order]
    if shape.holds(int(highs.max(initial=0)), int(lows.max(initial=0))):
        values = highs.astype(np.uint64) << np.uint64(shape.shift) | lows
        low = values & np.uint64((1 << shape.spare) - 1)
        heads |= (low << np.uint64(shape.hash_bits)).astype(np.uint32)
        highs, lows = (values >> np.uint64(shape.spare)).astype(np.uint32), lows[:0]
    return Rows(heads, arounds, highs.astype(np.uint16), lows.astype(np.uint16), counts.reshape(size))


def write_block(units: Units, marks: Integers, recipe: Recipe, path: Path) -> Block:
    """一批记录的全部出现按组分开，写进临时文件。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        marks: 各条记录不属于正文的键，记录在高 32 位；次序不限，可以重复。
        recipe: 各批一样的安排。
        path: 临时文件。

    Returns:
        这一批的去处。
    """
    shapes, records = recipe.shapes, int(np.count_nonzero(units == RECORD_END))
    rows: list[Rows]
    if recipe.fast:
        *rows, endless = loops().linked(units, recipe.hot, shapes)
    else:
        *found, endless = linked(units, recipe.hot)
        rows = [rows_of(part, shape, records) for part, shape in zip(found, shapes[:MARKS], strict=True)]
    rows.append(rows_of(marked(marks, units, recipe.spelled), shapes[MARKS], records))
    parts = []
    with path.open("wb") as file:
        for family in rows:
            parts.append(Part(file.tell(), family.bounds, bool(len(family.lows))))
            # 不用 ndarray.tofile：磁盘满了它不说是磁盘满了，就成了我们的错。
            for column in family.columns:
                file.write(np.ascontiguousarray(column).data)
    return Block(path, records, endless, tuple(parts))


def loops() -> ModuleType:
    """编译的循环；载入要半秒，记录多才用。"""
    return importlib.import_module("generator.output.search.fast")
