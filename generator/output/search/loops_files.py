"""编译的循环之八：编好的倒排表切成文件。意思与 lists.py 里的 `contents_of` 一样。"""

from typing import NamedTuple

import numpy as np

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import WORD_BITS, Byte, Long, Word, put_number, put_rest, put_word
from generator.output.search.loops_numbers import SHORT_LIST, put_ascending

# 与 lists.py 里的同名数目相同：没有键的文件。
NOTHING = 12
KIND_BITS = 3


class Coded(NamedTuple):
    """编好的键：各是几条记录的短表，短表的记录，后八段；见 `lists.Coded`。"""

    kinds: Word
    shorts: Word
    contents: tuple[Byte, ...]


class Cuts(NamedTuple):
    """怎样切成文件。

    Attributes:
        keys: 各文件第一个键的次序，末尾多一项总数。
        firsts: 各文件散列的起点。
        spans: 各文件的散列至多有几个。
        starts: 后八段里各键的起点。
        shorts: 各文件的第一个短表记录，末尾多一项总数。
        width: 短表的一条记录写几位。
    """

    keys: Long
    firsts: Long
    spans: Long
    starts: Long
    shorts: Long
    width: int


@compiled
def ascending_size(values: Long, universe: int) -> int:
    """一张升序表占几个字节，见 `put_ascending`。"""
    count = len(values)
    if count < SHORT_LIST:
        size = 1
        while values[0] >> (7 * size):
            size += 1
        return size
    if count * 4 >= universe:
        return (universe + 7) >> 3
    bits = 0
    while universe // count >> (bits + 1):
        bits += 1
    return ((count * bits + 7) >> 3) + ((count + (universe >> bits) + 8) >> 3)


@compiled
def put_fixed(output: Byte, at: int, values: Word, width: int) -> int:
    """写几个定宽的数，返回下一个的位置。"""
    held, ready = np.int64(0), 0
    for value in values:
        held |= np.int64(value) << ready
        ready += width
        if ready >= WORD_BITS:
            at = put_word(output, at, int(held))
            held >>= WORD_BITS
            ready -= WORD_BITS
    return put_rest(output, at, int(held), ready)


@compiled
def put_files(hashes: Word, coded: Coded, cuts: Cuts, output: Byte, ends: Long) -> None:
    """编好的键按起点切成文件，每个补成双数个字节；见 `lists.contents_of`。

    Args:
        hashes: 各键的散列。
        coded: 编好的键。
        cuts: 怎样切。
        output: 写到这里。
        ends: 各文件写到第几个字节。
    """
    at = 0
    kinds, shorts, contents = coded.kinds, coded.shorts, coded.contents
    for file in range(len(ends)):
        key, end = cuts.keys[file], cuts.keys[file + 1]
        if key == end:
            output[at : at + NOTHING] = 0
            at += NOTHING
            ends[file] = at
            continue
        own = hashes[key:end].astype(np.int64) - cuts.firsts[file]
        listed = shorts[cuts.shorts[file] : cuts.shorts[file + 1]]
        at = put_number(output, at, end - key)
        at = put_number(output, at, ascending_size(own, cuts.spans[file]))
        at = put_number(output, at, ((end - key) * KIND_BITS + 7) >> 3)
        at = put_number(output, at, (len(listed) * cuts.width + 7) >> 3)
        for part in range(len(contents) - 1):
            at = put_number(output, at, cuts.starts[part, end] - cuts.starts[part, key])
        at = put_ascending(output, at, own, cuts.spans[file])
        at = put_fixed(output, at, kinds[key:end], KIND_BITS)
        at = put_fixed(output, at, listed, cuts.width)
        for part in range(len(contents)):
            first, size = cuts.starts[part, key], cuts.starts[part, end] - cuts.starts[part, key]
            output[at : at + size] = contents[part][first : first + size]
            at += size
        if at & 1:
            output[at] = 0
            at += 1
        ends[file] = at
