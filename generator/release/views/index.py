"""索引：一次发布里，哪些记录属于哪个单位、政协、界别、主题……只走一遍，各页取用。"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from generator.release import address
from generator.release.follow import Promise, promises
from generator.release.model import (
    PublicActivity,
    PublicBatch,
    PublicConsultation,
    PublicPlatform,
    PublicProgramme,
    PublicProposal,
    PublicReply,
    Release,
)
from generator.terms import RecordKind

Shown = TypeVar(
    "Shown", PublicProposal, PublicConsultation, PublicBatch, PublicProgramme, PublicPlatform, PublicActivity
)


class Grouped(Generic[Shown]):
    """一类记录按政协与主题词归拢。"""

    def __init__(self, records: Iterable[Shown]) -> None:
        self.body: defaultdict[str, list[Shown]] = defaultdict(list)
        self.topic: defaultdict[str, list[Shown]] = defaultdict(list)
        for record in records:
            if record.body:
                self.body[record.body].append(record)
            for word in dict.fromkeys(record.topics):
                self.topic[word].append(record)


class Index:
    """一次发布的索引；各个查找都按记录的固定次序。"""

    def __init__(self, release: Release) -> None:
        self.proposals = Grouped(release.proposals)
        self.consultations = Grouped(release.consultations)
        self.batches = Grouped(release.batches)
        self.programmes = Grouped(release.programmes)
        self.platforms = Grouped(release.platforms)
        self.activities = {kind: Grouped(items) for kind, items in release.activities.items()}
        self._index_proposals(release.proposals)
        self._index_replies(release.replies)
        self._index_promises(promises(release))
        self.batches_of_unit = _by((item.unit, item) for item in release.batches)
        self.consultations_of_sector = _by(
            (sector, item) for item in release.consultations for sector in item.sectors
        )
        self.platforms_of_sector = _by(
            (sector, item) for item in release.platforms for sector in item.sectors
        )
        self.members_of_sector = _by((item.sector, item.id) for item in release.members if item.sector)

    def _index_proposals(self, proposals: Iterable[PublicProposal]) -> None:
        self.led: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        self.joined: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        self.proposals_of_sector: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        self.proposals_of_member: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        self.proposals_of_category: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        self.proposals_of_session: defaultdict[str, list[PublicProposal]] = defaultdict(list)
        for item in proposals:
            for unit in item.handling.lead if item.handling else ():
                self.led[unit].append(item)
            for unit in item.handling.co if item.handling else ():
                self.joined[unit].append(item)
            for member in item.proposer.members if item.proposer else ():
                self.proposals_of_member[member].append(item)
            if item.proposer and item.proposer.sector:
                self.proposals_of_sector[item.proposer.sector].append(item)
            if item.category:
                self.proposals_of_category[item.category].append(item)
            session = session_of(item)
            if session:
                self.proposals_of_session[session].append(item)

    def _index_replies(self, replies: Iterable[PublicReply]) -> None:
        self.replies_of_unit: defaultdict[str, list[PublicReply]] = defaultdict(list)
        self.replies_of_body: defaultdict[str, list[PublicReply]] = defaultdict(list)
        for item in replies:
            self.replies_of_unit[item.unit].append(item)
            if item.body:
                self.replies_of_body[item.body].append(item)

    def _index_promises(self, found: Iterable[Promise]) -> None:
        self.promises_of_unit: defaultdict[str, list[Promise]] = defaultdict(list)
        self.promises_of_body: defaultdict[str, list[Promise]] = defaultdict(list)
        self.promises_of_proposal: defaultdict[str, list[Promise]] = defaultdict(list)
        self.tasks_of_consultation: defaultdict[str, list[Promise]] = defaultdict(list)
        for item in found:
            if item.commitment.unit:
                self.promises_of_unit[item.commitment.unit].append(item)
            if item.body:
                self.promises_of_body[item.body].append(item)
            if item.kind is RecordKind.CONSULTATION:
                self.tasks_of_consultation[item.record].append(item)
            else:
                for proposal in item.proposals:
                    self.promises_of_proposal[proposal].append(item)


Key = TypeVar("Key")
Value = TypeVar("Value")


def _by(pairs: Iterable[tuple[Key, Value]]) -> defaultdict[Key, list[Value]]:
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def session_of(proposal: PublicProposal) -> str | None:
    """一件提案所在会议的编号；届次不全的没有。"""
    return address.session_id(proposal.body, proposal.term, proposal.session)
