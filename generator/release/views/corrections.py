"""更正：记录页上的几行，与归拢全部更正的一页。"""

from collections.abc import Iterator

import msgspec

from generator.release import address
from generator.release.corrections import correction_anchor, correction_words
from generator.release.model import PublicActivity, PublicCorrection, PublicProposal, PublicReply, Release
from generator.release.views.common import Link, Names
from generator.release.views.paging import leaves
from generator.terms import RecordKind

Corrected = PublicProposal | PublicReply | PublicActivity


class CorrectionLine(msgspec.Struct, frozen=True):
    """一次更正。

    Attributes:
        anchor: 在它自己那条记录的页上的锚点。
        date: 哪一天改的。
        words: 改了哪一项，由什么改成什么。
        reason: 原因；没有公布的为空。
        record: 哪条记录；写在它自己页上的没有。
    """

    anchor: str
    date: str
    words: str
    reason: str
    record: Link | None = None


class CorrectionsView(msgspec.Struct, frozen=True):
    """更正的一页：从新到旧。

    Attributes:
        path: 网址。
        title: 标题。
        lines: 这一页的各次。
        total: 全部几次；只有首页写，别的页不因添了一次而变。
        pages: 页码，一页列得完的没有。
    """

    path: str
    title: str
    lines: tuple[CorrectionLine, ...]
    total: int | None
    pages: tuple[Link, ...]


def correction_lines(record: Corrected) -> tuple[CorrectionLine, ...]:
    """一条记录自己页上的更正，照写的次序。"""
    return tuple(_line(place, item) for place, item in enumerate(record.corrections, 1))


def reply_correction_lines(replies: tuple[PublicReply, ...], names: Names) -> tuple[CorrectionLine, ...]:
    """提案页上，各件答复的更正；点过去是答复页。"""
    return tuple(
        msgspec.structs.replace(line, anchor="", record=_link(RecordKind.REPLY, reply, line.anchor, names))
        for reply in replies
        for line in correction_lines(reply)
    )


def corrections_views(release: Release, names: Names) -> Iterator[CorrectionsView]:
    """更正的各页，由早到晚；最新的一页是首页。"""
    found = sorted(_all(release, names), key=lambda line: line.record.path if line.record else "")
    found.sort(key=lambda line: line.date, reverse=True)
    for leaf in leaves(found[::-1], address.CORRECTIONS, address.CORRECTIONS.removesuffix(".html")):
        yield CorrectionsView(leaf.path, leaf.title("更正"), leaf.items, leaf.total, leaf.pages)


def _all(release: Release, names: Names) -> Iterator[CorrectionLine]:
    held: tuple[tuple[RecordKind, Corrected], ...] = (
        *((RecordKind.PROPOSAL, item) for item in release.proposals),
        *((RecordKind.REPLY, item) for item in release.replies),
        *release.all_activities,
    )
    for kind, record in held:
        for line in correction_lines(record):
            yield msgspec.structs.replace(line, record=_link(kind, record, line.anchor, names))


def _link(kind: RecordKind, record: Corrected, anchor: str, names: Names) -> Link:
    return Link(names.title(kind, record), f"{address.page_path(kind, record.id)}#{anchor}")


def _line(place: int, item: PublicCorrection) -> CorrectionLine:
    return CorrectionLine(correction_anchor(place), str(item.date), correction_words(item), item.reason or "")
