"""开放数据的表：一份带说明的列清单，既生成 CSV 与 JSON，也生成说明页。"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from generator.release.follow import Promise
from generator.release.model import Release
from generator.terms import RecordKind, Term

PART = 5000
"""一个文件最多几行：再多，一个文件就大得托管平台不收、表格软件打不开。"""

LONG_PART = 400
"""带长文的表一个文件装几条记录：约四五兆字节，改一条只重写这一个。"""

TEXT, INTEGER, DATE, YES_NO, LIST = "文字", "整数", "日期", "是否", "列表"


class Row(msgspec.Struct, frozen=True):
    """一行的来源。

    Attributes:
        record: 这一行说的记录或其中一项。
        release: 一次发布，供查名称。
        parent: record 所在的记录；本身就是记录的没有。
        kind: parent（没有时是 record）的种类。
        place: 在 parent 里是第几项，从 1 起。
    """

    record: Any
    release: Release
    parent: Any = None
    kind: RecordKind | None = None
    place: int = 0

    @property
    def holder(self) -> str:
        """这一行出自哪一条记录：记录的编号。"""
        owner = self.parent or self.record
        found: str = owner.record if isinstance(owner, Promise) else owner.id
        return found


class Column(msgspec.Struct, frozen=True):
    """一列。

    Attributes:
        name: 英文名，JSON 的键。
        title: 中文名，CSV 的表头。
        meaning: 一句话说清是什么、单位是什么。
        type: 「文字」「整数」「日期」「是否」「列表」，或「词汇：代号表的名字」。
        value: 从一行的来源取值。
    """

    name: str
    title: str
    meaning: str
    type: str
    value: Callable[[Row], object]


class Part(msgspec.Struct, frozen=True):
    """一张表的一个文件：CSV 与 JSON 的路径，其中的记录（按行分的没有）与各行。"""

    csv_path: str
    json_path: str
    holders: tuple[str, ...]
    rows: tuple[Row, ...]


class Sheet(msgspec.Struct, frozen=True):
    """一张表的说明：有几行、哪几个文件，各行不在内；十万条时说明页不必拿着全部的行。"""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    count: int
    csv_paths: tuple[str, ...]
    json_paths: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """一张表。

    Attributes:
        name: 英文名，文件名。
        title: 中文名。
        meaning: 一行是什么。
        columns: 各列，先后就是 CSV 的先后。
        rows: 各行的来源。
        kind: 一行是一条记录时，记录的种类：JSON 里每项就是这条记录的孪生文件，比 CSV 全。
            从记录里抽出来的表没有，JSON 与 CSV 内容相同。
        holders: 带长文的表出自哪些记录，按次序；按它分成几个文件。别的表没有。
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: RecordKind | None = None
    holders: tuple[str, ...] = ()

    def parts(self) -> Iterator[Part]:
        """分成的各个文件：有 holders 的按记录分，没有的按行分。"""
        if self.holders:
            yield from self._by_record()
            return
        for place in range(self._count):
            yield Part(*self._paths(place), (), self.rows[place * PART : (place + 1) * PART])

    @property
    def _count(self) -> int:
        """分成几个文件。"""
        items, most = (self.holders, LONG_PART) if self.holders else (self.rows, PART)
        return max(1, -(-len(items) // most))

    def _by_record(self) -> Iterator[Part]:
        rows: dict[str, list[Row]] = {}
        for row in self.rows:
            rows.setdefault(row.holder, []).append(row)
        for place, start in enumerate(range(0, len(self.holders), LONG_PART)):
            chosen = self.holders[start : start + LONG_PART]
            found = tuple(row for holder in chosen for row in rows.get(holder, ()))
            yield Part(*self._paths(place), chosen, found)

    @property
    def sheet(self) -> Sheet:
        """说明。"""
        paths = (self.csv_paths, self.json_paths)
        return Sheet(self.name, self.title, self.meaning, self.columns, len(self.rows), *paths)

    @property
    def csv_paths(self) -> tuple[str, ...]:
        """CSV 文件的路径；行数多的分成几个。"""
        return tuple(self._paths(place)[0] for place in range(self._count))

    @property
    def json_paths(self) -> tuple[str, ...]:
        """JSON 文件的路径，与 CSV 同样分法。"""
        return tuple(self._paths(place)[1] for place in range(self._count))

    def _paths(self, place: int) -> tuple[str, str]:
        stem = f"data/{self.name}-{place + 1}" if place else f"data/{self.name}"
        return f"{stem}.csv", f"{stem}.json"


def column(
    name: str, title: str, meaning: str, type_: str = TEXT, value: str | Callable[[Row], object] = ""
) -> Column:
    """一列；value 是取值的函数，或从 record 起的属性路径（中途没有就是没有），不写与 name 相同。"""
    return Column(name, title, meaning, type_, value if callable(value) else _path(value or name))


def term(vocabulary: type[Term]) -> str:
    """词汇列的类型；名字与 data/terms.json 里的一致。"""
    return f"词汇：{vocabulary_name(vocabulary)}"


def vocabulary_name(vocabulary: type[Term]) -> str:
    """词汇表在 terms.json 里的名字：FilingStatus → filing_status。"""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in vocabulary.__name__).strip("_")


def _path(dotted: str) -> Callable[[Row], object]:
    names = dotted.split(".")

    def value(row: Row) -> object:
        found: object = row.record
        for name in names:
            if found is None:
                return None
            found = getattr(found, name)
        return found

    return value
