"""开放数据的表：一份带说明的列清单，既生成 CSV，也生成说明页。"""

from collections.abc import Callable
from typing import Any

import msgspec

PART = 5000
"""一个文件最多几行：再多，一个文件就大得托管平台不收、表格软件打不开。"""


class Column(msgspec.Struct, frozen=True):
    """一列。

    Attributes:
        name: 英文名，JSON 的键。
        title: 中文名，CSV 的表头。
        meaning: 一句话说清是什么、单位是什么。
        type: 「文字」「整数」「日期」「是否」「列表」，或「代号：…」。
        value: 从一行的来源取值。
    """

    name: str
    title: str
    meaning: str
    type: str
    value: Callable[[Any], object]


class Table(msgspec.Struct, frozen=True):
    """一张表。

    Attributes:
        name: 英文名，文件名。
        title: 中文名。
        meaning: 一行是什么。
        columns: 各列，先后就是 CSV 的先后。
        rows: 各行的来源。
        objects: JSON 里每行的内容；为 None 时由各列得出。
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    objects: Callable[[Any], dict[str, Any]] | None = None

    @property
    def csv_paths(self) -> tuple[str, ...]:
        """CSV 文件的路径；行数多的分成几个。"""
        return self._paths("csv")

    @property
    def json_paths(self) -> tuple[str, ...]:
        """JSON 文件的路径，与 CSV 同样分法。"""
        return self._paths("json")

    def _paths(self, suffix: str) -> tuple[str, ...]:
        parts = max(1, -(-len(self.rows) // PART))
        later = (f"data/{self.name}-{part}.{suffix}" for part in range(2, parts + 1))
        return (f"data/{self.name}.{suffix}", *later)
