"""公开的记录 → 搜索的输入：每条记录有哪些可查的文字与分面。"""

from collections.abc import Iterator

from generator.output.documents.activities import (
    batch_document,
    consultation_document,
    kind_document,
    programme_document,
)
from generator.output.documents.handled import proposal_document, reply_document
from generator.output.documents.registries import named_document, platform_document
from generator.output.search import SearchDocument
from generator.release import address
from generator.release.model import Release
from generator.release.portion import HEAVIES, HEAVY, LIGHT
from generator.release.views.common import Names
from generator.release.views.rows import proposal_date
from generator.terms import RecordKind


def documents(release: Release, names: Names) -> Iterator[SearchDocument]:
    """逐条给出全部可查的记录，次序固定。"""
    yield from (document for _, _, document in record_documents(release, names))
    yield from other_documents(release, names)


def record_documents(release: Release, names: Names) -> Iterator[tuple[RecordKind, str, SearchDocument]]:
    """量大的几类记录，逐条：（种类，编号，可查的文字）；次序固定。"""
    for proposal in release.proposals:
        yield RecordKind.PROPOSAL, proposal.id, proposal_document(proposal, release, names)
    for reply in release.replies:
        yield RecordKind.REPLY, reply.id, reply_document(reply, release, names)
    for meeting in release.consultations:
        yield RecordKind.CONSULTATION, meeting.id, consultation_document(meeting, release, names)
    for batch in release.batches:
        yield RecordKind.BATCH, batch.id, batch_document(batch, names)
    for kind, item in release.activities_in(HEAVIES):
        yield kind, item.id, kind_document(kind, item, release, names)


def record_days(release: Release) -> Iterator[tuple[str, str | None]]:
    """量大的几类记录的网页与最近变动的日期；撤下的说明与旧址没有日期。"""
    for proposal in release.proposals:
        path = address.page_path(RecordKind.PROPOSAL, proposal.id)
        yield path, str(proposal_date(proposal, release)) or None
    for kind in (kind for kind in HEAVY if kind is not RecordKind.PROPOSAL):
        for record in release.records(kind):
            day = getattr(record, "date", None)
            yield address.page_path(kind, record.id), str(day) if day else None
    for notice in release.notices:
        yield address.page_path(notice.kind, notice.id), None
    for redirect in release.redirects:
        yield address.page_path(redirect.kind, redirect.former), None


def other_documents(release: Release, names: Names) -> tuple[SearchDocument, ...]:
    """其余的记录，逐条；次序固定，接在前面那些之后。搜索与站点地图都要用，只备一次。"""
    return release.once("other documents", lambda: tuple(_others(release, names)))


def _others(release: Release, names: Names) -> Iterator[SearchDocument]:
    yield from (programme_document(item, names) for item in release.programmes)
    yield from (platform_document(item, names) for item in release.platforms)
    yield from (kind_document(kind, item, release, names) for kind, item in release.activities_in(LIGHT))
    yield from (named_document(RecordKind.UNIT, item, names) for item in release.units)
    yield from (named_document(RecordKind.SECTOR, item, names) for item in release.sectors)
    yield from (named_document(RecordKind.MEMBER, item, names) for item in release.members)
