"""只有长文变了：开放数据里只换变了的那几行，一个文件里的一千条不必都重写。"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from generator.output.artifact import Artifact
from generator.output.opendata import Written, lines_in, table_of, tables
from generator.output.opendata.model import Table
from generator.output.opendata.writing import as_csv, as_json
from generator.output.parcel import Parcel
from generator.release.model import Release

Block = tuple[Sequence[bytes], Sequence[bytes]]
"""一条记录在一个文件里的各行：从前的，现在的。"""


class Former(msgspec.Struct, frozen=True):
    """上次写出的。

    Attributes:
        read: 按站内路径取上次写出的文件；没有了、被人改过的没有。
        lines: 变了的几组记录从前写好的行。
    """

    read: Callable[[str], bytes | None]
    lines: Written


class Current(msgspec.Struct, frozen=True):
    """现在要写的。

    Attributes:
        changed: 变了的是哪几组。
        lines: 取几组记录现在写好的行。
    """

    changed: Collection[int]
    lines: Callable[[Iterable[int]], Written]


def rewritten(
    release: Release, notes: Mapping[str, bytes], former: Former, current: Current
) -> Iterator[Parcel]:
    """带长文的各个文件里，有记录变了的：记录还是那些，次序也没有变。

    Args:
        release: 一次发布；只用各表的表头。
        notes: opendata 写下的便条。
        former: 上次写出的。
        current: 现在要写的。
    """
    known = {table.name: table for table in tables(release)}
    for path, note in notes.items():
        kept: list[tuple[str, int]] = msgspec.msgpack.decode(note, type=list[tuple[str, int]])
        if any(cell in current.changed for _, cell in kept):
            yield Parcel(path, partial(_rewritten, known[table_of(path)], path, kept, former, current))


def _rewritten(
    table: Table, path: str, kept: Sequence[tuple[str, int]], former: Former, current: Current
) -> Iterator[Artifact]:
    now = current.lines({cell for _, cell in kept if cell in current.changed})
    holders = [item for item, cell in kept if cell in current.changed]
    pairs = [(former.lines.get((table.name, item), ()), now.get((table.name, item), ())) for item in holders]
    other = path.removesuffix("csv") + "json"
    rows = _spliced(former.read(path), b"\n", b"", [_column(pair, 0) for pair in pairs])
    items = _spliced(former.read(other), b"\n  ", b",\n  ", [_column(pair, 1) for pair in pairs])
    if rows is None or items is None:
        every = current.lines({cell for _, cell in kept})
        lines = lines_in(table.name, (item for item, _ in kept), every)
        rows, items = as_csv(table, (text for text, _ in lines)), as_json(item for _, item in lines)
    yield Artifact(path, rows)
    yield Artifact(other, items)


def _column(pair: tuple[Sequence[tuple[bytes, bytes]], Sequence[tuple[bytes, bytes]]], place: int) -> Block:
    before, after = pair
    return [line[place] for line in before], [line[place] for line in after]


def _spliced(content: bytes | None, start: bytes, between: bytes, blocks: Iterable[Block]) -> bytes | None:
    """换下变了的各行；说不准换的是不是那一处的，没有。

    Args:
        content: 上次写出的文件。
        start: 一条记录的各行之前的字节。
        between: 各行之间的字节。
        blocks: 各条记录从前的与现在的行。
    """
    for before, after in blocks:
        if before == after:
            continue
        found = start + between.join(before)
        if content is None or not before or not after or content.count(found) != 1:
            return None
        content = content.replace(found, start + between.join(after))
    return content
