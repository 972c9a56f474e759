"""文字页排好版以后再查一遍：只许见惯的标签与属性，链接只用许可的写法。

排版之前的预检认的是 Markdown 的写法，总有认得不一样的地方；这里查的是排好的 HTML 本身。写法只认一种
（属性一律双引号，值里没有尖括号），浏览器与这里读出来的才一定相同；不是这一种的，一律不许。
"""

import html
import re
from collections.abc import Iterator

from generator.terms import LINK_SCHEMES

_TAGS = """
a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary
sup table tbody td tfoot th thead tr u ul var
"""
_ATTRIBUTES = """
align alt checked class colspan cite datetime dir disabled for height href id lang open rel reversed role
rowspan scope span src start title type value width
"""
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
DATA_ATTRIBUTE = re.compile(r"aria-[a-z]+|data-[a-z][a-z-]*")
EMPTY = frozenset(("br", "col", "hr", "img", "input"))
MOST_DEEP = 60
ADDRESSES = frozenset({"href", "src", "cite"})
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*(?:=\"[^\"<>]*\")?)*) ?/?>")
ATTRIBUTE = re.compile(r" ([a-z][a-z-]*)(?:=\"([^\"<>]*)\")?")
OPENING = re.compile("<")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
"""浏览器认协议之前会去掉的字符，连同看不见的。"""

MOST_OFFENCES = 20
SHOWN = 60


def offences(content: str) -> Iterator[tuple[str, str]]:
    """排好的一页里不许有的东西：（说明，惹事的那一段）。

    Args:
        content: 一页正文的 HTML，不含页框。
    """
    end = 0
    within: list[str] = []
    for opening in OPENING.finditer(content):
        start = opening.start()
        if start < end:
            continue
        tag = TAG.match(content, start)
        if tag is None:
            shown = " ".join(content[start : start + SHOWN].split())
            yield f"页面里不能有「{shown}」这样的写法", shown
            continue
        end = tag.end()
        yield from _in_tag(tag)
        if tag[2] not in EMPTY and not _is_paired(tag, within):
            yield f"<{tag[1]}{tag[2]}> 没有配对，或套得太深", tag[0][:SHOWN]
            return
    if within:
        yield f"<{within[-1]}> 没有结束", f"<{within[-1]}"


def _is_paired(tag: re.Match[str], within: list[str]) -> bool:
    """一层套一层，不交错；within 记着现在在哪些标签里面。"""
    if not tag[1]:
        within.append(tag[2])
        return len(within) <= MOST_DEEP
    return bool(within) and within.pop() == tag[2]


def _in_tag(tag: re.Match[str]) -> Iterator[tuple[str, str]]:
    name = tag[2]
    if name not in TAGS:
        yield f"页面里不能有 <{name}>", tag[0][:SHOWN]
    for attribute in ATTRIBUTE.finditer(tag[3]):
        key, value = attribute[1], html.unescape(attribute[2] or "")
        if key not in ATTRIBUTES and not DATA_ATTRIBUTE.fullmatch(key):
            yield f"<{name}> 不能写 {key}=", tag[0][:SHOWN]
        elif key in ADDRESSES and not _is_allowed(name, value):
            yield f"不能链接到「{value[:SHOWN]}」", value[:SHOWN]
    if name == "input" and 'type="checkbox"' not in tag[3]:
        yield "页面里不能有输入框", tag[0][:SHOWN]


def _is_allowed(name: str, address: str) -> bool:
    """网址能不能用：站内的相对写法，或许可的协议；图片只能在站内。"""
    plain = IGNORED.sub("", address).replace("\\", "/")
    scheme = SCHEME.match(plain)
    if plain.startswith("//") or name == "img":
        return scheme is None and not plain.startswith("//")
    return scheme is None or scheme[0].removesuffix(":").lower() in LINK_SCHEMES
