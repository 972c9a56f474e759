"""开放数据：每类记录一张表，连同说明，CSV 与 JSON 两种格式。"""

from collections.abc import Iterator

from generator.output.artifact import Artifact
from generator.output.opendata import activities, handled, ledger, registries
from generator.output.opendata.model import Column, Row, Table
from generator.output.opendata.writing import as_csv, as_json, dictionary, vocabularies
from generator.release.model import Release

__all__ = ["TABLES", "Column", "Row", "Table", "opendata", "tables"]

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
    activities.outcomes,
    activities.publications,
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


def opendata(release: Release) -> Iterator[Artifact]:
    """全部开放数据文件：各表的 CSV 与 JSON，词汇表 data/terms.json，表与列的说明 data/tables.json。"""
    made = tables(release)
    for table in made:
        for place, (csv_path, json_path) in enumerate(zip(table.csv_paths, table.json_paths, strict=True)):
            rows = table.part(place)
            yield Artifact(csv_path, as_csv(table, rows))
            yield Artifact(json_path, as_json(table, rows))
    yield Artifact("data/terms.json", vocabularies())
    yield Artifact("data/tables.json", dictionary(made))
