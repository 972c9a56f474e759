"""编译的循环之八：编好的倒排表切成文件。意思与 lists.py 里的 `Streams` 一样。"""

from typing import NamedTuple

import numpy as np

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import Byte, Long, Word, put_number

# 与 lists.py 里的同名数目相同：没有键的文件。
NOTHING = 10


class Cuts(NamedTuple):
    """怎样切成文件：各文件第一个键的次序（末尾多一项总数），散列的起点；八段里各键的起点。"""

    keys: Long
    firsts: Long
    starts: Long


@compiled
def gaps_size(hashes: Word, first: int) -> int:
    """几个键的散列写成间隔，要几个字节。"""
    size, last = 0, np.int64(first)
    for hashed in hashes:
        rest = np.int64(hashed) - last
        size += 1
        while rest > 127:
            size += 1
            rest >>= 7
        last = np.int64(hashed)
    return size


@compiled
def put_files(hashes: Word, contents: tuple[Byte, ...], cuts: Cuts, output: Byte, ends: Long) -> None:
    """八段按键的起点切成文件，每个补成双数个字节；见 `lists.Streams`。"""
    at = 0
    for file in range(len(ends)):
        key, end = cuts.keys[file], cuts.keys[file + 1]
        if key == end:
            output[at : at + NOTHING] = 0
            at += NOTHING
            ends[file] = at
            continue
        own, last = hashes[key:end], np.int64(cuts.firsts[file])
        at = put_number(output, at, end - key)
        at = put_number(output, at, gaps_size(own, int(last)))
        for part in range(len(contents) - 1):
            at = put_number(output, at, cuts.starts[part, end] - cuts.starts[part, key])
        for hashed in own:
            at = put_number(output, at, int(np.int64(hashed) - last))
            last = np.int64(hashed)
        for part in range(len(contents)):
            first, size = cuts.starts[part, key], cuts.starts[part, end] - cuts.starts[part, key]
            output[at : at + size] = contents[part][first : first + size]
            at += size
        if at & 1:
            output[at] = 0
            at += 1
        ends[file] = at
