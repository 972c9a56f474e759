"""索引文件的二进制外形：写成 UTF-16 的脚本。

二进制内容写成 UTF-16 的字符串，一个编码单元装 16 位，只有个别不能直接出现的单元改写成两个：
不压缩的主机上也几乎不膨胀。文件以字节序标记开头，浏览器照它解码，不问主机怎样说。

不能直接出现的几乎都是代理码元，最高五位是 11011，三十二个单元里就有一个。所以六十四个单元一段，各段先把最高
五位异或一个数，使段里没有代理码元；三段的数合写一个单元，放在三段之前。膨胀由百分之三减到千分之六。
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from generator.output.artifact import Artifact
from generator.output.search.bits import Integers

Units = npt.NDArray[np.uint16]

HEAD = '\ufeff晒("'.encode("utf-16-le")
TAIL = '")'.encode("utf-16-le")
"""几万个文件，登记的函数名就用一个字；写成 JSON 的不多，名字长些，见 `files`。"""

# 不能直接写在字符串里的编码单元：引号、反斜杠、换行、落单的代理码元，以及转义用的那个单元自己。
ESCAPE = 1
ESCAPED = np.array([ESCAPE, 0x0A, 0x0D, 0x22, 0x5C, *range(0xD800, 0xE000)], dtype=np.uint16)
FIRST_CODE = 0x100

BLOCK, BLOCKS = 64, 3
"""几个单元一段，几段合写一个单元。"""

TOP, TOP_BITS, SURROGATE = 11, 5, 0xD800 >> 11
"""最高五位从第几位起，有几位，代理码元的是什么。"""


def _codes() -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    table = np.zeros(0x10000, dtype=np.uint16)
    table[ESCAPED] = FIRST_CODE + np.arange(len(ESCAPED))
    return table


CODE = _codes()


def scripts(contents: Sequence[bytes]) -> Iterator[bytes]:
    """若干个二进制内容各写成一个脚本文件。

    Args:
        contents: 各文件的内容；单数个字节的补一个零。

    Yields:
        与输入同序的文件字节。
    """
    padded = [content + b"\0" if len(content) & 1 else content for content in contents]
    whole = np.frombuffer(b"".join(padded), dtype="<u2").astype(np.uint16)
    units, ends = _masked(whole, np.array([len(content) >> 1 for content in padded], dtype=np.int64))
    codes = CODE[units]
    spots = np.flatnonzero(codes)
    units[spots] = ESCAPE
    text = np.insert(units, spots + 1, codes[spots]).tobytes()
    start = 0
    for end in ((ends + np.searchsorted(spots, ends)) * 2).tolist():
        yield HEAD + text[start:end] + TAIL
        start = end


def _masked(units: Units, sizes: Integers) -> tuple[Units, Integers]:
    """各文件的单元分段异或，各三段之前加一个单元；另给出各文件的终点。"""
    blocks = -(-sizes // BLOCK)
    firsts = np.cumsum(blocks) - blocks
    own = np.arange(len(units)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    block = np.repeat(firsts, sizes) + own // BLOCK
    total = int(blocks.sum())
    used = np.bincount(block << TOP_BITS | units >> TOP, minlength=total << TOP_BITS)
    # 最少见的最高五位换成代理码元的；一样少的取小的，多半是零，不必换。
    masks = np.argmin(used.reshape(-1, 1 << TOP_BITS)[:, SURROGATE ^ np.arange(1 << TOP_BITS)], axis=1)
    groups = -(-blocks // BLOCKS)
    place = np.arange(total) - np.repeat(firsts, blocks)
    group = np.repeat(np.cumsum(groups) - groups, blocks) + place // BLOCKS
    heads = np.zeros(int(groups.sum()), dtype=np.int64)
    np.add.at(heads, group, masks << place % BLOCKS * TOP_BITS)
    spots = np.flatnonzero(own % (BLOCK * BLOCKS) == 0)
    masked = units ^ (masks[block] << TOP).astype(np.uint16)
    return np.insert(masked, spots, heads.astype(np.uint16)), np.cumsum(sizes + groups)


def unmasked(units: Units) -> Units:
    """一个文件的单元还原。"""
    place = np.arange(len(units)) % (BLOCK * BLOCKS + 1) - 1
    heads = units[place < 0].astype(np.int64)[np.arange(len(units)) // (BLOCK * BLOCKS + 1)]
    masks = heads >> np.maximum(place, 0) // BLOCK * TOP_BITS & ((1 << TOP_BITS) - 1)
    found: Units = (units ^ (masks << TOP).astype(np.uint16))[place >= 0]
    return found


def script_bytes(path: str, content: bytes) -> Artifact:
    """一个二进制内容的文件。"""
    return packed(path, next(scripts([content])))


def packed(path: str, content: bytes) -> Artifact:
    """已经写成脚本的一个二进制内容的文件。

    里面是比特，没有可以照字面找到的话：找没有公开的字句时只看路径。
    """
    return Artifact(path, content, fresh=b"")
