"""一条记录与谁有关。"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from generator.release import address
from generator.release.events.model import Facets
from generator.release.follow import Promise
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
from generator.release.model.release import references
from generator.terms import RecordKind


class Faceting:
    """查出各类记录与哪些单位、主题、界别、政协、届次、平台有关。

    Args:
        release: 一次发布。
    """

    def __init__(self, release: Release) -> None:
        self.release = release

    def of_proposal(self, proposal: PublicProposal) -> Facets:
        """提案：主办、会办单位，提案者的界别。"""
        handling = proposal.handling
        units = (*handling.lead, *handling.co) if handling else ()
        return self._with_proposals((proposal.id,), Facets(units=units))

    def of_reply(self, reply: PublicReply) -> Facets:
        """答复：答复单位，与所答提案的主题、界别、届次。"""
        return self._with_proposals(reply.proposals, Facets(units=(reply.unit,), bodies=_known(reply.body)))

    def of_promise(self, promise: Promise) -> Facets:
        """承诺：责任单位，与出处的主题、界别、届次；协商的任务另有协商自己的。"""
        units = _known(promise.commitment.unit)
        if promise.kind is RecordKind.CONSULTATION:
            return self.of_consultation(self.release.consultation[promise.record], units)
        return self._with_proposals(promise.proposals, Facets(units=units, bodies=_known(promise.body)))

    def of_consultation(self, item: PublicConsultation, units: tuple[str, ...] | None = None) -> Facets:
        """协商：有任务的单位（units 另给时只算它们）、界别、平台、有关提案。"""
        assigned = tuple(task.unit for task in item.tasks if task.unit)
        own = Facets(
            units=assigned if units is None else units,
            bodies=_known(item.body),
            topics=item.topics,
            sectors=item.sectors,
            platforms=_known(item.platform),
        )
        return self._of_record(RecordKind.CONSULTATION, item, item.proposals, own)

    def of_batch(self, batch: PublicBatch) -> Facets:
        """归并办理：承办单位与这一批的提案。"""
        own = Facets(units=(batch.unit,), bodies=_known(batch.body), topics=batch.topics)
        return self._of_record(RecordKind.BATCH, batch, batch.proposals, own)

    def of_programme(self, programme: PublicProgramme) -> Facets:
        """品牌与机制。"""
        return Facets(bodies=_known(programme.body), topics=_once(programme.topics))

    def _of_other(self, kind: RecordKind, item: PublicActivity) -> Facets:
        """其余各种活动记录：它写到的单位、界别、平台、提案。"""
        found: defaultdict[RecordKind, list[str]] = defaultdict(list)
        for target, identifier in references(item):
            found[target].append(identifier)
        own = Facets(
            units=tuple(found[RecordKind.UNIT]),
            bodies=_once((item.body, *found[RecordKind.BODY])),
            topics=item.topics,
            sectors=tuple(found[RecordKind.SECTOR]),
            platforms=tuple(found[RecordKind.PLATFORM]),
        )
        return self._of_record(kind, item, found[RecordKind.PROPOSAL], own)

    def of_activity(self, kind: RecordKind, item: PublicActivity) -> Facets:
        """任何一种活动记录。"""
        match item:
            case PublicConsultation():
                return self.of_consultation(item)
            case PublicBatch():
                return self.of_batch(item)
            case PublicProgramme():
                return self.of_programme(item)
            case _:
                return self._of_other(kind, item)

    def of_platform(self, platform: PublicPlatform) -> Facets:
        """平台自己。"""
        return Facets(
            bodies=_known(platform.body),
            topics=_once(platform.topics),
            sectors=_once(platform.sectors),
            platforms=(platform.id,),
        )

    def _of_record(
        self, kind: RecordKind, item: PublicActivity, proposals: Iterable[str], own: Facets
    ) -> Facets:
        """本会的一条记录：自己的，加上有关提案带来的；只是看得到的，主题已经算好。"""
        found = self._with_proposals(proposals, own)
        topics = self.release.glimpsed_topics.get((kind, item.id))
        return found if topics is None else replace(found, topics=topics)

    def _with_proposals(self, identifiers: Iterable[str], own: Facets) -> Facets:
        """自己的，加上有关提案带来的。"""
        proposals = [self.release.proposal[item] for item in identifiers if item in self.release.proposal]
        return Facets(
            units=_once(own.units),
            topics=_once((*own.topics, *(word for item in proposals for word in item.topics))),
            sectors=_once((*own.sectors, *(sector for item in proposals for sector in self._sectors(item)))),
            bodies=_once((*own.bodies, *(item.body for item in proposals))),
            proposals=_once(item.id for item in proposals),
            sessions=_once(address.session_id(item.body, item.term, item.session) for item in proposals),
            platforms=_once(own.platforms),
        )

    def _sectors(self, proposal: PublicProposal) -> tuple[str, ...]:
        """提案者的界别：集体提案写明的，与姓名公开的委员所在的。"""
        if proposal.proposer is None:
            return ()
        members = (self.release.member.get(item) for item in proposal.proposer.members)
        return _once((proposal.proposer.sector, *(member.sector for member in members if member)))


def _once(items: Iterable[str | None]) -> tuple[str, ...]:
    """去掉空的与重复的，保持先后。"""
    return tuple(dict.fromkeys(item for item in items if item))


def _known(identifier: str | None) -> tuple[str, ...]:
    return (identifier,) if identifier else ()
