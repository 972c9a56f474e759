"""登记簿 → 各张表的格子：头一行中文名，第二行键，以下一行一项；只有写了内容的列。"""

from collections.abc import Iterable

import msgspec

from generator.register.plain import plain_fields
from generator.register.register import Register
from generator.register.tabular import Column, Row, Shape, shapes_of, unfolded
from generator.terms import RecordKind

LONGEST = 15_000
"""一格最多放这么多字，再长的接着写在后面的列里：表格软件一格放不下 32767 个字，多出的会丢。"""

MORE = "~"
"""接着写的列，键的末尾是「~2」「~3」。"""


class SheetData(msgspec.Struct, frozen=True):
    """一张表的内容。

    Attributes:
        title: 表名。
        titles: 各列的中文名。
        keys: 各列的键。
        rows: 各行；与列一一对应。
    """

    title: str
    titles: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets_of(register: Register, kinds: Iterable[RecordKind]) -> tuple[SheetData, ...]:
    """各类记录的各张表；没有内容的表不给。

    Args:
        register: 登记簿。
        kinds: 导出哪几类，按这个次序。
    """
    return tuple(sheet for kind in kinds for sheet in _of_kind(register, kind))


def _of_kind(register: Register, kind: RecordKind) -> Iterable[SheetData]:
    records = sorted(register.records(kind), key=lambda record: record.id)
    rows = [row for record in records for row in unfolded(kind, plain_fields(record))]
    for shape in shapes_of(kind):
        own = [row for row in rows if row.shape.path == shape.path]
        if own:
            yield _sheet(shape, own)


def _sheet(shape: Shape, rows: list[Row]) -> SheetData:
    fixed = shape.columns[: 1 + len(shape.path)]
    pieces = {column.key: _most(column, rows) for column in shape.columns[len(fixed) :]}
    columns = [
        (column, number)
        for column in shape.columns[len(fixed) :]
        for number in range(1, pieces[column.key] + 1)
    ]
    titles = [*(column.title for column in fixed), *(_named(column.title, n, "续") for column, n in columns)]
    keys = [*(column.key for column in fixed), *(_named(column.key, n, MORE) for column, n in columns)]
    cells = [
        (row.identifier, *map(str, row.ordinals), *(_piece(row, column, n) for column, n in columns))
        for row in rows
    ]
    return SheetData(shape.title, tuple(titles), tuple(keys), tuple(cells))


def _most(column: Column, rows: list[Row]) -> int:
    """这一列要占几列：没有内容的不占，太长的接着写。"""
    longest = max((len(row.cells.get(column.key, "")) for row in rows), default=0)
    return -(-longest // LONGEST)


def _named(name: str, number: int, sign: str) -> str:
    return name if number == 1 else f"{name}{sign}{number}"


def _piece(row: Row, column: Column, number: int) -> str:
    text = row.cells.get(column.key, "")
    return text[LONGEST * (number - 1) : LONGEST * number]
