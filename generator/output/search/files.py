"""索引文件的外形：一律是脚本，打开就把内容交给页面上登记好的一个函数。

二进制内容写成 UTF-16 的字符串，一个编码单元装 16 位，只有个别不能直接出现的单元改写成两个：
不压缩的主机上也几乎不膨胀。文件以字节序标记开头，浏览器照它解码，不问主机怎样说。
"""

import importlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.folding import fold_character, traditional_characters
from generator.output.search.model import SearchFeed

FORMAT = 4
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


def scripts(contents: Sequence[bytes], *, fast: bool = False) -> Iterator[bytes]:
    """若干个二进制内容各写成一个脚本文件。

    Args:
        contents: 各文件的内容；单数个字节的补一个零。
        fast: 用不用编译的循环。

    Yields:
        与输入同序的文件字节。
    """
    padded = [content + b"\0" if len(content) & 1 else content for content in contents]
    units = np.frombuffer(b"".join(padded), dtype="<u2").copy()
    ends = np.cumsum([len(content) >> 1 for content in padded], dtype=np.int64)
    if fast:
        yield from importlib.import_module("generator.output.search.fast").scripts(units, ends)
        return
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
    return Artifact(path, next(scripts([content])))


def script_json(path: str, content: object) -> Artifact:
    """一个 JSON 内容的文件；个别会被当作脚本语法的字符改用转义。"""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return Artifact(path, f"shaiSearchData({safe})\n".encode("utf-8", "replace"))


def script_value(content: bytes) -> Any:
    """读回一个 JSON 内容的文件。

    Raises:
        ValueError: 不是这样的文件。
    """
    text = content.decode()
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def feed_list(feeds: Sequence[SearchFeed]) -> Artifact:
    """订阅目录：选了筛选时，页面由它找到最贴近的订阅源。

    Args:
        feeds: 各分面值的订阅源；越靠后的分面越窄，越先选。

    Returns:
        `search/feeds.js`：各分面依次是名称与若干「值、路径」。
    """
    facets: dict[str, dict[str, str]] = {}
    for feed in feeds:
        facets.setdefault(feed.facet, {})[feed.value] = feed.path
    return script_json("search/feeds.js", list(facets.items()))


def manifest(base: str, changes: str | None) -> Artifact:
    """清单：页面先取它，由它得知索引在哪个目录、有没有改动文件。"""
    return script_json("search/manifest.js", {"format": FORMAT, "base": base, "changes": changes})


def variants(texts: Iterable[str]) -> dict[str, str]:
    """正文里出现过的繁体字，核对与加亮时要用。"""
    found: set[str] = set()
    for text in texts:
        found.update(text)
    return pairs_of(found & traditional_characters().keys())


def pairs_of(sources: Iterable[str]) -> dict[str, str]:
    """若干繁体字与折叠后的字，排成两个等长的串。"""
    ordered = sorted(sources)
    return {"from": "".join(ordered), "to": "".join(fold_character(each) for each in ordered)}
