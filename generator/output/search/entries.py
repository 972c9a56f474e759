"""倒排文件里的各个键：拆开，再合上。与 search-lists.js 里的 readBucket 一一对应。"""

from collections.abc import Sequence

import msgspec

from generator.output.search.codec import varint
from generator.output.search.lists import NOTHING
from generator.output.search.reading import Reader
from generator.output.search.tables import UNFOLLOWED


class Entry(msgspec.Struct, frozen=True):
    """倒排文件里的一个键。

    Attributes:
        hash: 散列。
        listed: 在几条记录。
        titles: 有几处在标题里：存接字的数出现，不存的数记录。
        repeated: 出现次数比记录数多几；不存接字的是零。
        is_followed: 存不存接字。
        is_triple: 是不是三字：前后的字不随下一个字分开记。
        parts: 它在八段里各是哪些字节：
            表头、记录表、标题表，接字的换记录标志、码表、码，前一个字，再下一个字。
    """

    hash: int
    listed: int
    titles: int
    repeated: int
    is_followed: bool
    is_triple: bool
    parts: tuple[bytes, ...]


def entries(content: bytes, first: int, universe: int, *, is_bare: bool, is_triple: bool) -> list[Entry]:
    """一个倒排文件里的各个键。

    Args:
        content: 文件的内容。
        first: 文件里最小的散列。
        universe: 一共几条记录。
        is_bare: 是不是没有接字的文件。
        is_triple: 是不是三字的文件。

    Raises:
        ValueError: 读不懂。
    """
    reader = Reader(content)
    count = reader.varint()
    if not count:
        return []
    gaps, *sections = [Reader(reader.take(size)) for size in [reader.varint() for _ in range(8)]]
    sections.append(Reader(reader.rest()))
    found, hashed = [], first
    for _ in range(count):
        hashed += gaps.varint()
        found.append(_entry(hashed, sections, universe, is_bare=is_bare, is_triple=is_triple))
    return found


def _entry(
    hashed: int, sections: Sequence[Reader], universe: int, *, is_bare: bool, is_triple: bool
) -> Entry:
    heads, documents, titled, flags, tables, codes, befores, afters = sections
    start = heads.varint()
    listed, titles = start >> 1, heads.varint() if start & 1 else 0
    is_followed = not is_bare and listed > UNFOLLOWED
    tail = [heads.varint() for _ in range(5)] if is_followed else []
    repeated, table, code, before, after = tail or (0, 0, 0, 0, 0)
    count = listed + repeated
    parts = (
        head(listed, titles, tail),
        documents.ascending(listed, universe),
        titled.ascending(titles, count) if titles else b"",
        flags.take((count + 7) >> 3) if repeated else b"",
        tables.take(table),
        codes.take(code),
        befores.take(before),
        afters.take(after),
    )
    return Entry(hashed, listed, titles, repeated, is_followed, is_triple, parts)


def head(listed: int, titles: int, tail: Sequence[int]) -> bytes:
    """一个键的表头，见 `lists._heads`。

    Args:
        listed: 在几条记录。
        titles: 有几处在标题里。
        tail: 存接字的另有：多出的出现次数，码表、码、前一个字、再下一个字的长度。
    """
    return varint(listed * 2 + (titles > 0), *([titles] if titles else []), *tail)


def bucket(found: Sequence[Entry], first: int) -> bytes:
    """各个键合成一个倒排文件，与 `lists.Streams` 写的一样。

    Args:
        found: 各个键，按散列。
        first: 文件里最小的散列。
    """
    if not found:
        return NOTHING
    befores = (first, *(entry.hash for entry in found))
    gaps = varint(*(entry.hash - before for before, entry in zip(befores, found, strict=False)))
    parts = [gaps, *(b"".join(column) for column in zip(*(entry.parts for entry in found), strict=True))]
    return b"".join([varint(len(found), *(len(part) for part in parts[:-1])), *parts])
