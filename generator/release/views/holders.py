"""一条记录出现在哪些报告页上。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.release.follow import Promise
from generator.release.kinds import KINDS
from generator.release.model import (
    PublicBatch,
    PublicConsultation,
    PublicProposal,
    PublicReply,
    Release,
    Withheld,
)
from generator.release.model.release import references
from generator.release.portion import HEAVY
from generator.release.stats import scope_keys
from generator.release.views.common import Names, Row
from generator.release.views.index import Grouped, Index
from generator.release.views.report import SCOPES, report_path
from generator.release.views.rows import record_rows
from generator.terms import RecordKind

OWN: Mapping[type, RecordKind] = {
    PublicProposal: RecordKind.PROPOSAL,
    PublicReply: RecordKind.REPLY,
    PublicBatch: RecordKind.BATCH,
    PublicConsultation: RecordKind.CONSULTATION,
    **{one.shape: kind for kind, one in KINDS.items()},
}
"""公开的类型 → 种类。"""
REPORTED = {
    "units": RecordKind.UNIT,
    "bodies": RecordKind.BODY,
    "sectors": RecordKind.SECTOR,
    "members": RecordKind.MEMBER,
}
"""栏目 → 名册种类；主题、类别、届次不是记录。"""

Owner = tuple[RecordKind, str]


def report_paths(release: Release) -> Iterator[tuple[Owner, str]]:
    """（（种类，编号），报告页的路径）：列在页上的，算进页上统计的，写到这一页所说的单位、委员的。"""
    for section, grouped in _listed(Index(release)):
        for identifier, items in grouped.items():
            path = report_path(section, REPORTED.get(section), identifier)
            yield from ((_owner(item), path) for item in items)
    sections = {kind: section for section, kind in SCOPES.items()}
    for owner, kind, identifier in scope_keys(release):
        if kind in sections:
            yield owner, report_path(sections[kind], REPORTED.get(sections[kind]), identifier)
    reported = set(REPORTED.values())
    glimpsed = {(kind, record.id) for kind, record in release.glimpsed_activities}
    for (target, identifier), sources in release.mentions.items():
        if target in reported:
            path = report_path("", target, identifier)
            yield from ((source, path) for source in sources if source not in glimpsed)


def withheld_paths(withheld: Iterable[Withheld]) -> set[str]:
    """没有公开的几件写在哪些报告页上：那级政协的页上说有几件没有计入。"""
    return {report_path("bodies", RecordKind.BODY, item.body) for item in withheld if item.body}


def _listed(index: Index) -> Iterable[tuple[str, Mapping[str, Sequence[Any]]]]:
    yield from (("units", found) for found in (index.led, index.joined, index.replies_of_unit))
    yield from (("units", found) for found in (index.promises_of_unit, index.batches_of_unit))
    yield from (("bodies", found) for found in (index.replies_of_body, index.promises_of_body))
    yield from (("sectors", found) for found in (index.proposals_of_sector, index.consultations_of_sector))
    yield "members", index.proposals_of_member
    yield "categories", index.proposals_of_category
    yield "sessions", index.proposals_of_session
    every: Iterable[Grouped[Any]] = (
        index.proposals,
        index.consultations,
        index.batches,
        *index.activities.values(),
    )
    for grouped in every:
        yield from chain((("bodies", grouped.body),), (("topics", grouped.topic),))


def _owner(item: Any) -> Owner:
    if isinstance(item, Promise):
        return item.kind, item.record
    return OWN[type(item)], item.id


def shared_rows(release: Release, names: Names) -> Iterator[tuple[str, Row]]:
    """其余的记录在各页报告上的一行：（报告页的路径，这一行）。"""
    for kind, record in release.all_activities:
        if kind not in HEAVY:
            pages = {(RecordKind.BODY, record.body), *references(record)}
            yield from _on_pages(kind, record.id, pages, record.topics, release, names)
    for platform in release.platforms:
        pages = {(RecordKind.BODY, platform.body), *((RecordKind.SECTOR, item) for item in platform.sectors)}
        yield from _on_pages(RecordKind.PLATFORM, platform.id, pages, platform.topics, release, names)


def _on_pages(  # noqa: PLR0913, PLR0917 - 一条记录的几样，只在上面用
    kind: RecordKind,
    identifier: str,
    pages: Iterable[tuple[RecordKind, str | None]],
    topics: Iterable[str],
    release: Release,
    names: Names,
) -> Iterator[tuple[str, Row]]:
    reported = set(REPORTED.values())
    paths = {report_path("", target, found) for target, found in pages if target in reported and found}
    paths |= {report_path("topics", None, word) for word in topics}
    for row in record_rows([(kind, identifier)], release, names):
        yield from ((path, row) for path in sorted(paths))
