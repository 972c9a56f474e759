"""倒排文件里的各个键：拆开，再合上。与 search-lists.js 里的 readBucket 一一对应。"""

from collections.abc import Sequence

import msgspec

from generator.output.search.codec import varint
from generator.output.search.lists import KIND_BITS, MOST_SHORT, NOTHING, number_bits
from generator.output.search.reading import Reader
from generator.output.search.reading import ascending as read_ascending
from generator.output.search.tables import UNFOLLOWED
from generator.output.search.trimming import listing


class Entry(msgspec.Struct, frozen=True):
    """倒排文件里的一个键。

    Attributes:
        hash: 散列。
        listed: 在几条记录。
        titles: 有几处在标题里：存接字的数出现，不存的数记录。
        repeated: 出现次数比记录数多几；不存接字的是零。
        is_followed: 存不存接字。
        is_triple: 是不是三字：前后的字不随下一个字分开记。
        parts: 它在后八段里各是哪些字节，短表的也照不短的写：
            表头、记录表、标题表，接字的各次重复、码表、码，前一个字，再下一个字。
    """

    hash: int
    listed: int
    titles: int
    repeated: int
    is_followed: bool
    is_triple: bool
    parts: tuple[bytes, ...]


class Range(msgspec.Struct, frozen=True):
    """一个倒排文件里有哪些散列、哪些记录。

    Attributes:
        first: 最小的散列。
        span: 散列至多有几个。
        universe: 一共几条记录。
    """

    first: int
    span: int
    universe: int


def entries(content: bytes, within: Range, *, is_bare: bool, is_triple: bool) -> list[Entry]:
    """一个倒排文件里的各个键。

    Args:
        content: 文件的内容。
        within: 有哪些散列、哪些记录。
        is_bare: 是不是没有接字的文件。
        is_triple: 是不是三字的文件。

    Raises:
        ValueError: 读不懂。
    """
    reader = Reader(content)
    count = reader.varint()
    if not count:
        return []
    gaps, kinds, shorts, *sections = [reader.take(size) for size in [reader.varint() for _ in range(10)]]
    readers = [Reader(section) for section in (*sections, reader.rest())]
    width, found = number_bits(within.universe), []
    short_kinds = _numbers(kinds, count, KIND_BITS)
    listed = iter(_numbers(shorts, sum(short_kinds), width))
    for own, kind in zip(read_ascending(gaps, count, within.span).tolist(), short_kinds, strict=True):
        hashed = within.first + own
        if kind:
            numbers = listing([next(listed) for _ in range(kind)], within.universe)
            parts = head(kind, 0, ()), numbers, *[b""] * 6
            found.append(Entry(hashed, kind, 0, 0, is_followed=False, is_triple=is_triple, parts=parts))
        else:
            found.append(_entry(hashed, readers, within.universe, is_bare=is_bare, is_triple=is_triple))
    return found


def _numbers(content: bytes, count: int, width: int) -> list[int]:
    """几个定宽的数。"""
    bits, mask = int.from_bytes(content, "little"), (1 << width) - 1
    return [bits >> place * width & mask for place in range(count)]


def _fixed(values: Sequence[int], width: int) -> bytes:
    """几个数定宽写。"""
    bits = sum(value << place * width for place, value in enumerate(values))
    return bits.to_bytes((len(values) * width + 7) >> 3, "little")


def _entry(
    hashed: int, sections: Sequence[Reader], universe: int, *, is_bare: bool, is_triple: bool
) -> Entry:
    heads, documents, titled, repeats, tables, codes, befores, afters = sections
    start = heads.varint()
    listed, titles = start >> 1, heads.varint() if start & 1 else 0
    is_followed = not is_bare and listed > UNFOLLOWED
    repeated, table, code, around = [heads.varint() for _ in range(4)] if is_followed else [0] * 4
    before, after = around >> 1, heads.varint() if around & 1 else 0
    tail = [repeated, table, code, before, after] if is_followed else []
    count = listed + repeated
    parts = (
        head(listed, titles, tail),
        documents.ascending(listed, universe),
        titled.ascending(titles, count) if titles else b"",
        repeats.ascending(repeated, count) if repeated else b"",
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
    numbers = [listed * 2 + (titles > 0), *([titles] if titles else [])]
    if tail:
        *sizes, before, after = tail
        numbers += [*sizes, before * 2 + (after > 0), *([after] if after else [])]
    return varint(*numbers)


def bucket(found: Sequence[Entry], within: Range) -> bytes:
    """各个键合成一个倒排文件，与 `lists.contents_of` 写的一样。

    Args:
        found: 各个键，按散列。
        within: 有哪些散列、哪些记录。
    """
    if not found:
        return NOTHING
    universe = within.universe
    kinds = [0 if entry.titles or entry.listed > MOST_SHORT else entry.listed for entry in found]
    shorts = [
        number
        for entry, kind in zip(found, kinds, strict=True)
        if kind
        for number in read_ascending(entry.parts[1], entry.listed, universe).tolist()
    ]
    columns = zip(
        *(entry.parts if not kind else [b""] * 8 for entry, kind in zip(found, kinds, strict=True)),
        strict=True,
    )
    parts = [
        listing([entry.hash - within.first for entry in found], within.span),
        _fixed(kinds, KIND_BITS),
        _fixed(shorts, number_bits(universe)),
        *(b"".join(column) for column in columns),
    ]
    return b"".join([varint(len(found), *(len(part) for part in parts[:-1])), *parts])
