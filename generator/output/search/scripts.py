"""索引文件的二进制外形：写成 UTF-16 的脚本。

二进制内容写成 UTF-16 的字符串，一个编码单元装 16 位，只有个别不能直接出现的单元改写成两个：
不压缩的主机上也几乎不膨胀。文件以字节序标记开头，浏览器照它解码，不问主机怎样说。
"""

from collections.abc import Iterator, Sequence

import numpy as np

from generator.output.artifact import Artifact

HEAD = '\ufeffshaiSearchData("'.encode("utf-16-le")
TAIL = '")\n'.encode("utf-16-le")

# 不能直接写在字符串里的编码单元：引号、反斜杠、换行、落单的代理码元，以及转义用的那个单元自己。
ESCAPE = 1
ESCAPED = np.array([ESCAPE, 0x0A, 0x0D, 0x22, 0x5C, *range(0xD800, 0xE000)], dtype=np.uint16)
FIRST_CODE = 0x100


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
    units = np.frombuffer(b"".join(padded), dtype="<u2").copy()
    ends = np.cumsum([len(content) >> 1 for content in padded], dtype=np.int64)
    codes = CODE[units]
    spots = np.flatnonzero(codes)
    units[spots] = ESCAPE
    text = np.insert(units, spots + 1, codes[spots]).tobytes()
    start = 0
    for end in ((ends + np.searchsorted(spots, ends)) * 2).tolist():
        yield HEAD + text[start:end] + TAIL
        start = end


def script_bytes(path: str, content: bytes) -> Artifact:
    """一个二进制内容的文件。"""
    return packed(path, next(scripts([content])))


def packed(path: str, content: bytes) -> Artifact:
    """已经写成脚本的一个二进制内容的文件。

    里面是比特，没有可以照字面找到的话：找没有公开的字句时只看路径。
    """
    return Artifact(path, content, fresh=b"")
