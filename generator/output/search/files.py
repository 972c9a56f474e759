"""索引文件的外形：一律是脚本，打开就把内容交给页面上登记好的一个函数。

这里是写成 JSON 的，二进制的见 `scripts`。
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.output.artifact import Artifact
from generator.output.search.folding import fold_character, traditional_characters
from generator.output.search.model import SearchFeed

FORMAT = 10


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
