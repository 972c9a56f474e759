"""只有长文变了：开放数据里只换变了的那几行，一个文件里的一千条不必都重写。"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from generator.output.artifact import Artifact
from generator.output.opendata import Line, Written, lines_in, table_of, tables
from generator.output.opendata.model import Table
from generator.output.opendata.writing import as_csv, as_json
from generator.output.parcel import Parcel
from generator.release.model import Release

Pair = tuple[Sequence[Line], Sequence[Line]]
"""一条记录写好的行：从前的，现在的。"""

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
    now = current.lines(current.changed)
    # 一组里有一件答复好几件提案的，牵连到的文件多，真变了的多半只有一个。
    changed = {
        holder: pair
        for holder in former.lines.keys() | now.keys()
        if (pair := (former.lines.get(holder, ()), now.get(holder, ())))[0] != pair[1]
    }
    # 便条一共有十几万条记录：编号的字节不在里面的，不必读出来。
    sought: dict[str, list[bytes]] = {}
    for name, holder in changed:
        sought.setdefault(name, []).append(holder.encode())
    for path, note in notes.items():
        table = table_of(path)
        if not any(holder in note for holder in sought.get(table, ())):
            continue
        kept: list[tuple[str, int]] = msgspec.msgpack.decode(note, type=list[tuple[str, int]])
        pairs = [changed[table, item] for item, _ in kept if (table, item) in changed]
        if pairs:
            yield Parcel(path, partial(_rewritten, known[table], path, kept, pairs, former, current))


def _rewritten(  # noqa: PLR0913, PLR0917 - 一个文件的几样，只在上面用
    table: Table,
    path: str,
    kept: Sequence[tuple[str, int]],
    pairs: Sequence[Pair],
    former: Former,
    current: Current,
) -> Iterator[Artifact]:
    other = path.removesuffix("csv") + "json"
    of_rows, of_items = [_column(pair, 0) for pair in pairs], [_column(pair, 1) for pair in pairs]
    rows = _spliced(former.read(path), b"\n", b"", of_rows)
    items = _spliced(former.read(other), b"\n  ", b",\n  ", of_items)
    if rows is not None and items is not None:
        yield Artifact(path, rows, _fresh(of_rows))
        yield Artifact(other, items, _fresh(of_items))
    else:
        every = current.lines({cell for _, cell in kept})
        lines = lines_in(table.name, (item for item, _ in kept), every)
        yield Artifact(path, as_csv(table, (text for text, _ in lines)))
        yield Artifact(other, as_json(item for _, item in lines))


def _column(pair: Pair, place: int) -> Block:
    before, after = pair
    return [line[place] for line in before], [line[place] for line in after]


def _fresh(blocks: Iterable[Block]) -> bytes:
    return b"\n".join(line for _, after in blocks for line in after)


def _spliced(content: bytes | None, start: bytes, between: bytes, blocks: Iterable[Block]) -> bytes | None:
    """换下变了的各行；说不准换的是不是那一处的，没有。

    Args:
        content: 上次写出的文件。
        start: 一条记录的各行之前的字节。
        between: 各行之间的字节。
        blocks: 各条记录从前的与现在的行。
    """
    for before, after in blocks:
        if before == after:  # 另一种格式里也许没有变
            continue
        found = start + between.join(before)
        if content is None or not before or not after or content.count(found) != 1:
            return None
        content = content.replace(found, start + between.join(after))
    return content
