"""归口：一条记录进哪些归拢的页、订阅源、日历；记录变了，只有它的归口要重做。"""

from collections.abc import Iterable, Iterator

from generator.output.calendar import calendar_paths
from generator.output.feeds import feed_paths
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.views.holders import report_paths
from generator.terms import RecordKind

Owner = tuple[RecordKind, str]


def holders(release: Release) -> Iterator[tuple[RecordKind, str, str]]:
    """量大的几类记录的归口：（种类，编号，归口）；归口写作报告页、订阅源、日历的路径，可以重复。

    一条记录的归口只取决于它自己、与它互相引用的记录和名册。
    """
    found: Iterable[tuple[Owner, str]] = (
        *report_paths(release),
        *feed_paths(release),
        *calendar_paths(release),
    )
    yield from ((kind, identifier, path) for (kind, identifier), path in found if kind in HEAVY)
