"""上墙：几屏大字，没有要点的东西。第一屏是全貌，后面一屏一件事，供轮播。"""

import msgspec

from generator.release.follow import Promise, promises
from generator.release.model import Release
from generator.release.views.common import Names, Row
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.rows import rows_of
from generator.terms import CommitmentState, RecordKind

ROTATION = 30
"""轮播时一屏停几秒。"""
REFRESH = 24 * 3600
"""不轮播的一屏隔几秒重新取一次：网站每夜重建，一天一次就跟上；读屏的人不会读到一半被打断。"""
ROWS, PROMISES = 5, 5
LATEST = (RecordKind.REPLY, RecordKind.CONSULTATION, RecordKind.PROPOSAL)


class WallNumber(msgspec.Struct, frozen=True):
    """一个大数。"""

    label: str
    value: str
    unit: str
    late: bool = False


class WallBlock(msgspec.Struct, frozen=True):
    """一块：几行最新的记录，或几项要紧的承诺。"""

    title: str
    rows: tuple[Row, ...] = ()
    promises: tuple[PromiseView, ...] = ()
    empty: str = ""


class WallView(msgspec.Struct, frozen=True):
    """一屏。

    Attributes:
        path: 网址。
        title: 标题。
        refresh: 几秒后换到 target。
        target: 换到哪一屏，同一目录下的文件名。
        numbers: 大数。
        blocks: 一块或两块。
    """

    path: str
    title: str
    refresh: int
    target: str
    numbers: tuple[WallNumber, ...]
    blocks: tuple[WallBlock, ...]


def wall_views(release: Release, names: Names) -> tuple[WallView, ...]:
    """第一屏是全貌，不轮播；其后三屏轮播。"""
    found = promises(release)
    numbers = _numbers(release, found)
    late = _late(found, names)
    replies, consultations, proposals = (_latest(kind, release, names) for kind in LATEST)
    fewer = msgspec.structs.replace(replies, rows=replies.rows[: ROWS - 1])
    whole = WallView("wall/index.html", "全貌", REFRESH, "index.html", numbers, (late, fewer))
    turns = (
        ("要紧的承诺", numbers, (late,)),
        ("最新答复与提案", (), (replies, proposals)),
        ("最近的协商", (), (consultations,)),
    )
    return (
        whole,
        *(
            WallView(f"wall/{place}.html", title, ROTATION, f"{place % len(turns) + 1}.html", shown, blocks)
            for place, (title, shown, blocks) in enumerate(turns, 1)
        ),
    )


def _numbers(release: Release, found: tuple[Promise, ...]) -> tuple[WallNumber, ...]:
    overdue = sum(item.progress.state is CommitmentState.OVERDUE for item in found)
    finished = sum(not item.progress.state.is_open for item in found)
    return (
        WallNumber("公开的提案", str(len(release.proposals)), "件"),
        WallNumber("公开的答复", str(sum(item.role.is_reply for item in release.replies)), "件"),
        WallNumber("协商", str(len(release.consultations)), "次"),
        WallNumber("承诺与任务", str(len(found)), "项"),
        WallNumber("已办结", str(finished), "项"),
        WallNumber("逾期", str(overdue), "项", late=overdue > 0),
    )


def _late(found: tuple[Promise, ...], names: Names) -> WallBlock:
    """逾期最久的在前，其次快到期的。"""
    urgent = [
        item for item in found if item.progress.state in {CommitmentState.OVERDUE, CommitmentState.NEAR}
    ]
    shown = tuple(promise_view(item, names, item.id) for item in urgent[:PROMISES])
    return WallBlock("逾期与临近", promises=shown, empty="没有逾期或快到期的承诺。")


def _latest(kind: RecordKind, release: Release, names: Names) -> WallBlock:
    titles = {RecordKind.REPLY: "最新答复", RecordKind.CONSULTATION: "最近的协商"}
    rows = tuple(rows_of(kind, release, names)[:ROWS])
    return WallBlock(titles.get(kind, "最新提案"), rows=rows, empty="还没有。")
