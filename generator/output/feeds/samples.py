"""样本：请 feedgen 照样字写一次，记在本软件自己的字节码旁边，下次不必再读 feedgen。"""

import sys
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from generator.disk.tree import write_if_changed
from generator.installed import versions
from generator.output.feeds.contents import BEIJING_TIME

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

GENERATOR = "晒"
LANGUAGE = "zh-CN"
MARK = "\ue000"
"""私用区的一个字符，样字前后各一个：不会与 feedgen 的字混同。"""

SAMPLE_MOMENT = datetime(2001, 2, 3, 4, 5, 6, 7, BEIJING_TIME)
"""feedgen 只收真的时刻；样本用这一刻，写出以后再换成槽。"""

KEPT = Path(__file__).parent / "__pycache__"
"""与本软件自己的 .pyc 放在一处：能往这里写的人本来就改得了代码；别处的缓存信不过。"""

MARK_LENGTH = 16


def word(name: str) -> str:
    """一个槽的样字。"""
    return f"{MARK}{name}{MARK}"


def sample(suffix: str, media_type: str) -> str:
    """一种格式的样本：订阅源的开头，一个有摘要的条目，一个没有的。

    Args:
        suffix: atom 或 rss。
        media_type: 它的媒体类型。
    """
    # feedgen 换了版本、样本换了写法，名字就不同，旧的不会再用。
    asked = f"{versions(['feedgen'])['feedgen']} {media_type}".encode() + Path(__file__).read_bytes()
    path = KEPT / f"sample-{suffix}-{_mark(asked).hex()}"
    with suppress(OSError, UnicodeDecodeError):
        content = path.read_bytes()
        if content[:MARK_LENGTH] == _mark(content[MARK_LENGTH:]):
            return content[MARK_LENGTH:].decode()
    written = _written(suffix, media_type)
    _keep(path, written.encode())
    return written


def _mark(content: bytes) -> bytes:
    return blake2b(content, digest_size=MARK_LENGTH).digest()


def _keep(path: Path, content: bytes) -> None:
    """记下来；写一半断了，前面的校验对不上。写不进去就算了，说过不写字节码的不写。"""
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            write_if_changed(path, _mark(content) + content)


def _written(suffix: str, media_type: str) -> str:
    generator = _generator(media_type)
    generator.entry([_entry(suffix, has_summary=True), _entry(suffix, has_summary=False)])
    content: bytes = generator.atom_str(pretty=True) if suffix == "atom" else generator.rss_str(pretty=True)
    return content.decode()


def _generator(media_type: str) -> "FeedGenerator":
    """订阅源的开头，都是样字。"""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - 读它要几十毫秒，记着样本的用不着

    generator = FeedGenerator()
    generator.id(word("id"))
    generator.title(word("title"))
    # feedgen 建对象时就记下钟点，两处都要改成数据里的日子。
    generator.updated(SAMPLE_MOMENT)
    generator.lastBuildDate(SAMPLE_MOMENT)
    # RSS 取最后一个链接做频道的网址，所以网页的放在后面。
    generator.link(
        [
            {"href": word("own"), "rel": "self", "type": media_type},
            {"href": word("page"), "rel": "alternate", "type": "text/html"},
        ]
    )
    generator.subtitle(word("description"))
    generator.author({"name": word("organization")})
    generator.language(LANGUAGE)
    generator.generator(GENERATOR)
    return generator


def _entry(suffix: str, *, has_summary: bool) -> "FeedEntry":
    from feedgen.entry import FeedEntry  # noqa: PLC0415 - 同上

    entry = FeedEntry()
    entry.id(word("id"))
    entry.title(word("title"))
    entry.link(href=word("address"), rel="alternate", type="text/html")
    entry.category(term=word("term"), label=word("label"))
    entry.published(SAMPLE_MOMENT)
    if suffix == "rss":
        entry.description(word("told"))
        return entry
    entry.updated(SAMPLE_MOMENT)
    if has_summary:
        entry.summary(word("summary"), type="text")
    # 末尾一个能点的链接：浏览器套了样式也点不动 Atom 自己的 link，XHTML 的才点得动。
    link = f'<a href="{word("address")}">打开网页</a>'
    entry.content(f"<p>{word('told')}</p><p>{word('date')} {link}</p>", type="xhtml")
    return entry
