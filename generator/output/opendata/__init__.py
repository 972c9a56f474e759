"""开放数据：每类记录一张表，连同说明，CSV 与 JSON 两种格式。"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from msgspec.structs import replace

from generator.output.artifact import Artifact
from generator.output.opendata import activities, handled, kinds, ledger, registries
from generator.output.opendata.model import Column, Part, Row, Sheet, Table
from generator.output.opendata.writing import Line, as_csv, as_json, described_as, line, vocabularies
from generator.output.parcel import Holdings, Parcel, made
from generator.output.twins import pretty
from generator.packing import packed
from generator.release.model import Release
from generator.release.portion import NARRATED, without_heavy
from generator.terms import RecordKind

__all__ = [
    "LONG",
    "TABLES",
    "Column",
    "Line",
    "Row",
    "Sheet",
    "Table",
    "Written",
    "heads",
    "lines_in",
    "long_opendata",
    "long_rows",
    "long_tables",
    "short_tables",
    "table_of",
    "tables",
]

TABLES = (
    handled.proposals,
    handled.suggestions,
    handled.visits,
    handled.replies,
    handled.responses,
    handled.result_history,
    ledger.commitments,
    ledger.updates,
    activities.consultations,
    activities.batches,
    activities.programmes,
    kinds.rota,
    *kinds.kind_tables(),
    kinds.stages,
    kinds.feedback,
    kinds.related,
    activities.outcomes,
    activities.publications,
    activities.corrections,
    activities.sources,
    registries.figures,
    registries.bodies,
    registries.units,
    registries.members,
    registries.sectors,
    registries.platforms,
    ledger.withheld,
    ledger.withdrawn,
)
"""全部表，按说明页的先后。"""


def tables(release: Release) -> tuple[Table, ...]:
    """全部表；说明页由它们的列生成。没有一行的也在内，使网址长期有效。"""
    return tuple(make(release) for make in TABLES)


LONG = {
    "proposals": RecordKind.PROPOSAL,
    "suggestions": RecordKind.PROPOSAL,
    "replies": RecordKind.REPLY,
    "responses": RecordKind.REPLY,
    **{kind.folder: kind for kind in NARRATED},
}
"""带长文的表 → 出自哪一类记录；这几张表的各行可以逐条先写好，不必把长文都留在手里。"""

Written = Mapping[tuple[str, str], Sequence[Line]]
"""（表名，记录编号）→ 这条记录在那张表里写好的各行。"""

Writer = Callable[[Iterable[tuple[RecordKind, str]]], Written]
"""取几条记录先写好的行。"""

CSV_PATH = re.compile(r"data/(\w+?)(?:-\d+)?\.csv")


def long_opendata(release: Release) -> Iterator[Parcel]:
    """带长文的各表，整个档案在手里时做；记着写好的行时，见 long_tables。"""
    for make in TABLES:
        table = make(release)
        if table.name in LONG:
            yield from _parcels(table, {})


def short_tables(release: Release, holdings: Holdings, sheets: list[Sheet]) -> Iterator[Parcel]:
    """不带长文的各表、词汇表、说明；一张做完再备下一张。

    Args:
        release: 一次发布，长文可以已经去掉。
        holdings: 量大的各条记录归在哪一组：一个文件里的各行都出自它们、印记都没有变的，不必再做。
        sheets: 全部表的说明，连同带长文的，写在这里，供说明页用。
    """
    for make in TABLES:
        table = make(release)
        sheets.append(table.sheet)
        if table.name not in LONG:
            yield from _parcels(table, holdings)
    yield made(Artifact("data/terms.json", vocabularies()))
    yield made(Artifact("data/tables.json", pretty(list(map(described_as, sheets)))))


def heads(release: Release) -> tuple[Table, ...]:
    """全部表的表头；量大的各类记录的行不在内，不必备。"""
    return tables(without_heavy(release))


def long_tables(
    release: Release, holdings: Holdings, written: Writer, notes: dict[str, bytes]
) -> Iterator[Parcel]:
    """带长文的各表，由逐条先写好的行拼成；不必把整个档案拿在手里。

    Args:
        release: 一次发布；只用各表的表头。
        holdings: 各条记录归在哪一组；没有变的文件不必再做。
        written: 取先写好的行。
        notes: 便条：各个文件里有哪些记录，写在这里，供 rewritten 用。
    """
    known = {table.name: table for table in tables(release)}
    for kind in dict.fromkeys(LONG.values()):
        holders = tuple(sorted(item for other, item in holdings if other is kind))
        found = [replace(known[name], rows=(), holders=holders) for name in LONG if LONG[name] is kind]
        # 同一类的几张表分法相同，各条的行取一次，都用得着。
        for parts in zip(*(table.parts() for table in found), strict=True):
            lines = cache(partial(_lines, written, kind, parts[0].holders))
            for table, part in zip(found, parts, strict=True):
                kept = [(item, *holdings[kind, item]) for item in part.holders]
                notes[part.csv_path] = packed([(item, cell) for item, cell, _ in kept])
                yield Parcel(part.csv_path, partial(_joined, table, part, lines), key=packed(kept))


def _lines(written: Writer, kind: RecordKind, holders: Iterable[str]) -> Written:
    return written((kind, item) for item in holders)


def _joined(table: Table, part: Part, lines: Callable[[], Written]) -> Iterator[Artifact]:
    return _files(table, part, lines_in(table.name, part.holders, lines()))


def _parcels(table: Table, holdings: Holdings) -> Iterator[Parcel]:
    counted: Counter[tuple[RecordKind, str]] = Counter()
    is_known = True
    for part in table.parts():
        key = _key(part.rows, holdings, counted) if is_known else None
        # 前面的文件里有说不准的，后面的各行是第几行就也说不准。
        is_known = key is not None
        yield Parcel(part.csv_path, partial(_rows, table, part), key=key)


def _key(rows: Iterable[Row], holdings: Holdings, counted: Counter[tuple[RecordKind, str]]) -> bytes | None:
    """各行是哪条记录的第几行，那条记录的印记；有一行出自没有印记的，没有。

    Args:
        rows: 一个文件里的各行。
        holdings: 各条记录归在哪一组、那一组的印记。
        counted: 前面的文件里各条记录有了几行；这个文件里的接着数。
    """
    found = []
    for row in rows:
        if row.kind is None or (owner := (row.kind, row.holder)) not in holdings:
            return None
        counted[owner] += 1
        found.append((*owner, counted[owner], holdings[owner][1]))
    return packed(found)


def _rows(table: Table, part: Part) -> Iterator[Artifact]:
    return _files(table, part, [line(table, row) for row in part.rows])


def _files(table: Table, part: Part, lines: Sequence[Line]) -> Iterator[Artifact]:
    yield Artifact(part.csv_path, as_csv(table, (text for text, _ in lines)))
    yield Artifact(part.json_path, as_json(item for _, item in lines))


def lines_in(table: str, holders: Iterable[str], written: Written) -> list[Line]:
    """这几条记录在一张带长文的表里的各行，照次序。"""
    return [found for holder in holders for found in written.get((table, holder), ())]


def table_of(path: str) -> str:
    """一个 CSV 文件属于哪张表；不是开放数据的为空。"""
    found = CSV_PATH.fullmatch(path)
    return found[1] if found else ""


def long_rows(release: Release) -> Iterator[tuple[str, RecordKind, str, Line]]:
    """带长文的各表的各行，逐条写好：（表名，种类，记录编号，这一行）。"""
    for make in TABLES:
        table = make(release)
        if table.name in LONG:
            for row in table.rows:
                yield table.name, LONG[table.name], row.holder, line(table, row)
