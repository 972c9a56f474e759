"""开放数据：每类记录一张表，连同说明，CSV 与 JSON 两种格式。"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from generator.output.artifact import Artifact
from generator.output.opendata import activities, handled, kinds, ledger, registries
from generator.output.opendata.model import Column, Row, Table
from generator.output.opendata.writing import Line, as_csv, as_json, dictionary, line, vocabularies
from generator.output.parcel import Parcel, encoded, made
from generator.release.model import Release
from generator.terms import RecordKind

__all__ = ["TABLES", "Column", "Line", "Row", "Table", "long_rows", "opendata", "tables"]

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
}
"""带长文的表 → 出自哪一类记录；这几张表的各行可以逐条先写好，不必把长文都留在手里。"""

Written = Mapping[tuple[str, str], Sequence[Line]]
"""（表名，记录编号）→ 这条记录在那张表里写好的各行。"""

Writer = Callable[[RecordKind, Iterable[str]], Written]
"""取一种记录里这几条的写好的行。"""

Marks = Mapping[tuple[RecordKind, str], bytes]
"""（种类，编号）→ 这条记录的印记。"""


def opendata(release: Release, written: Writer | None = None, marks: Marks | None = None) -> Iterator[Parcel]:
    """全部开放数据文件：各表的 CSV 与 JSON，词汇表 data/terms.json，表与列的说明 data/tables.json。

    Args:
        release: 一次发布；written 给了的，带长文的表不从它取字，长文可以已经去掉。
        written: 取带长文的各表里先写好的行。
        marks: 每条记录的印记，记录变了它才变；给了的，带长文的表里没有变的部分不必再做。
    """
    found = tables(release)
    for table in found:
        for place, path in enumerate(table.csv_paths):
            key = _key(table, table.part(place), marks) if marks and table.name in LONG else None
            yield Parcel(path, partial(_part, table, place, written), key=key)
    yield made(Artifact("data/terms.json", vocabularies()))
    yield made(Artifact("data/tables.json", dictionary(found)))


def _key(table: Table, rows: Sequence[Row], marks: Marks) -> bytes:
    kind = LONG[table.name]
    return encoded([(row.holder, row.place, marks[kind, row.holder]) for row in rows])


def _part(table: Table, place: int, written: Writer | None) -> Iterator[Artifact]:
    lines = _lines(table, table.part(place), written)
    yield Artifact(table.csv_paths[place], as_csv(table, (text for text, _ in lines)))
    yield Artifact(table.json_paths[place], as_json(item for _, item in lines))


def _lines(table: Table, rows: Sequence[Row], written: Writer | None) -> list[Line]:
    if written is None or table.name not in LONG:
        return [line(table, row) for row in rows]
    found = written(LONG[table.name], dict.fromkeys(row.holder for row in rows))
    return [found[table.name, row.holder][max(row.place - 1, 0)] for row in rows]


def long_rows(release: Release) -> Iterator[tuple[str, RecordKind, str, Line]]:
    """带长文的各表的各行，逐条写好：（表名，种类，记录编号，这一行）。"""
    for make in TABLES:
        table = make(release)
        if table.name in LONG:
            for row in table.rows:
                yield table.name, LONG[table.name], row.holder, line(table, row)
