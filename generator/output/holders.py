"""归口：一条记录进哪些归拢的页、日历、订阅源；记录变了，只有它的归口要重做。

订阅源另有 `feeds.dated_paths`：那里连日子一起记。
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from generator.output.calendar import calendar_paths
from generator.output.feeds import paths_of
from generator.packing import packed
from generator.release.events import events_of
from generator.release.model import Release
from generator.release.portion import HEAVY, LIGHT
from generator.release.views.common import Names
from generator.release.views.holders import report_paths, shared_rows
from generator.terms import RecordKind

Owner = tuple[RecordKind, str]


def holders(release: Release) -> Iterator[tuple[RecordKind, str, str]]:
    """量大的几类记录在订阅源以外的归口：（种类，编号，归口）；归口写作报告页、日历的路径，可以重复。

    一条记录的归口只取决于它自己、与它互相引用的记录和名册。
    """
    found: Iterable[tuple[Owner, str]] = chain(report_paths(release), calendar_paths(release))
    yield from ((kind, identifier, path) for (kind, identifier), path in found if kind in HEAVY)


def shared(release: Release, names: Names) -> dict[str, bytes]:
    """其余的记录（品牌、平台、计划、文件等）在各个归口里的样子：归口 → 材料。

    它们人人要用，却也会写到量大的记录：那些变了，它们在订阅源、报告页里的样子跟着变。
    """
    found: dict[str, list[Any]] = {}
    for event in events_of(release, LIGHT):
        for path in paths_of(event):
            found.setdefault(path, []).append(event)
    for path, row in shared_rows(release, names):
        found.setdefault(path, []).append(row)
    return {path: packed(items) for path, items in found.items()}
