"""一次发布：某一天可以公开的全部记录，与从各个方向的查找。"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from generator.release.model.absent import Notice, PublicMoved, Redirect, Withheld
from generator.release.model.activities import (
    PublicActivity,
    PublicBatch,
    PublicConsultation,
    PublicProgramme,
)
from generator.release.model.chain import PublicChain
from generator.release.model.clock import PublicClockRule, PublicHolidayYear
from generator.release.model.figure import PublicFigure
from generator.release.model.handled import CitedProposal, PublicProposal, PublicReply
from generator.release.model.labels import labelled
from generator.release.model.membership import PublicCoverage, PublicPractice, PublicQuotaRule
from generator.release.model.parts import PublicLink, PublicRecord
from generator.release.model.registries import (
    PublicBody,
    PublicMember,
    PublicPlatform,
    PublicSector,
    PublicUnit,
)
from generator.release.model.search import PublicSearchPeer
from generator.terms import RecordKind

Shown = TypeVar("Shown", bound=PublicRecord)
Made = TypeVar("Made")

GIVEN = "given"


class PublicFooter(msgspec.Struct, frozen=True, kw_only=True):
    """页脚标识；没有的不显示。"""

    site_id_code: str | None = None
    icp: str | None = None
    police: str | None = None
    party_mark: str | None = None


class PublicSite(msgspec.Struct, frozen=True, kw_only=True):
    """站点自己的信息。"""

    title: str
    description: str
    organization: str
    base_url: str | None
    report: str | None
    footer: PublicFooter
    feed_authority: str
    feed_limit: int
    proposal_feed_formats: tuple[str, ...]
    near_days: int
    follow_up_months: int
    minimum_sample: int
    rank_units: bool
    result_scales: Mapping[str, Mapping[str, str]]
    clocks: tuple[PublicClockRule, ...] = ()
    holidays: tuple[PublicHolidayYear, ...] = ()
    quotas: tuple[PublicQuotaRule, ...] = ()
    chains: tuple[PublicChain, ...] = ()
    search_name: str = ""
    search_peers: tuple[PublicSearchPeer, ...] = ()


class Release(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """一次发布。各类记录都按固定次序排好；同样的数据与日期总得同样的内容。

    只有一部分记录的，其余的里面被写到的几件提案的题目在 cited，看得到的几条在 glimpsed：它们不成页、不计数，
    照编号找得到（find、proposal 等），网页上登着它们的一行。glimpsed_topics
    是看得到的本会记录的事情带的主题，连同有关提案带来的：那些提案不一定看得到。
    """

    as_of: date
    site: PublicSite
    bodies: tuple[PublicBody, ...]
    units: tuple[PublicUnit, ...]
    members: tuple[PublicMember, ...]
    sectors: tuple[PublicSector, ...]
    platforms: tuple[PublicPlatform, ...]
    proposals: tuple[PublicProposal, ...]
    replies: tuple[PublicReply, ...]
    batches: tuple[PublicBatch, ...]
    consultations: tuple[PublicConsultation, ...]
    programmes: tuple[PublicProgramme, ...]
    figures: tuple[PublicFigure, ...]
    withheld: tuple[Withheld, ...]
    notices: tuple[Notice, ...]
    redirects: tuple[Redirect, ...]
    coverage: tuple[PublicCoverage, ...] = ()
    practices: tuple[PublicPractice, ...] = ()
    moved: tuple[PublicMoved, ...] = ()
    cited: tuple[CitedProposal, ...] = ()
    activities: Mapping[RecordKind, tuple[PublicActivity, ...]] = msgspec.field(default_factory=dict)
    glimpsed: Mapping[RecordKind, tuple[PublicRecord, ...]] = msgspec.field(default_factory=dict)
    glimpsed_redirects: tuple[Redirect, ...] = ()
    glimpsed_topics: Mapping[tuple[RecordKind, str], tuple[str, ...]] = msgspec.field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """由整次发布算出、许多地方要用的一样东西；与 cached_property 一样只算一次，记在自己身上。

        Args:
            name: 名字，各样不同。
            make: 怎样算；有人 give 过的，照他的。
        """
        remembered = vars(self)
        if name not in remembered:
            remembered[name] = remembered.get(f"{GIVEN} {name}", make)()
        found: Made = remembered[name]
        return found

    def give(self, name: str, make: Callable[[], object]) -> None:
        """为 once 的一样东西另给省事的来处：早已算好，取来就是；用到才取。

        Args:
            name: once 的名字。
            make: 怎样取；取来的须与算出的相同。
        """
        vars(self)[f"{GIVEN} {name}"] = make

    def once_each(self, name: str, record: Shown, make: Callable[[], Made]) -> Made:
        """由一条记录与整次发布算出、几处要用的一样东西，一条只算一次。

        Args:
            name: 名字，各样不同。
            record: 哪一条；编号相同而内容另换了的，重新算。
            make: 怎样算。
        """
        known: dict[str, tuple[Shown, Made]] = self.once(name, dict)
        found = known.get(record.id)
        if found is None or found[0] is not record:
            found = known[record.id] = record, make()
        return found[1]

    def records(self, kind: RecordKind) -> Sequence[PublicRecord]:
        """某一类的全部公开记录。"""
        own: Sequence[PublicRecord] | None = getattr(self, kind.folder, None)
        return self.activities.get(kind, ()) if own is None else own

    def _seen(self, shape: type[Shown]) -> Iterator[Shown]:
        """只是看得到的这一类记录。"""
        return (item for records in self.glimpsed.values() for item in records if isinstance(item, shape))

    def find(self, kind: RecordKind, identifier: str) -> PublicRecord | None:
        """某一类里的一条；没有公开的没有。"""
        return self._records[kind].get(identifier)

    @cached_property
    def _records(self) -> dict[RecordKind, dict[str, PublicRecord]]:
        return {kind: _by_id((*self.records(kind), *self.glimpsed.get(kind, ()))) for kind in RecordKind}

    def activities_in(self, kinds: Collection[RecordKind]) -> Iterator[tuple[RecordKind, PublicActivity]]:
        """`activities` 里这几类的记录，连同种类；一类一类的，与记着的先后相同。"""
        for kind, items in self.activities.items():
            if kind in kinds:
                yield from ((kind, item) for item in items)

    @cached_property
    def all_activities(self) -> tuple[tuple[RecordKind, PublicActivity], ...]:
        """本会自己的全部记录，连同种类：协商、归并办理、品牌、社情民意、计划、文件等。"""
        return tuple(
            (kind, record)
            for kind in RecordKind
            for record in self.records(kind)
            if isinstance(record, PublicActivity)
        )

    @cached_property
    def glimpsed_activities(self) -> tuple[tuple[RecordKind, PublicActivity], ...]:
        """只是看得到的本会记录，连同种类。"""
        return tuple(
            (kind, record)
            for kind, records in self.glimpsed.items()
            for record in records
            if isinstance(record, PublicActivity)
        )

    @property
    def _visible_activities(self) -> Sequence[tuple[RecordKind, PublicActivity]]:
        """本会自己的全部记录，连同只是看得到的；先后与整个档案里的一样。"""
        if not self.glimpsed:
            return self.all_activities
        order = {kind: place for place, kind in enumerate(RecordKind)}
        seen = (*self.all_activities, *self.glimpsed_activities)
        return sorted(seen, key=lambda one: (order[one[0]], one[1].id))

    @cached_property
    def redirects_to(self) -> dict[tuple[RecordKind, str], tuple[Redirect, ...]]:
        """（种类，编号）→ 它的旧址，最早的在前；只是看得到的也在内。"""
        found: defaultdict[tuple[RecordKind, str], list[Redirect]] = defaultdict(list)
        for item in dict.fromkeys((*self.redirects, *self.glimpsed_redirects)):
            found[item.kind, item.id].append(item)
        return {target: tuple(items) for target, items in found.items()}

    @cached_property
    def chain(self) -> dict[str, PublicChain]:
        """编号 → 闭环。"""
        return {chain.id: chain for chain in self.site.chains}

    @cached_property
    def mentions(self) -> dict[tuple[RecordKind, str], tuple[tuple[RecordKind, str], ...]]:
        """（种类，编号）→ 提到这条记录的本会记录，按种类与编号。"""
        found: defaultdict[tuple[RecordKind, str], list[tuple[RecordKind, str]]] = defaultdict(list)
        for kind, record in self._visible_activities:
            for target in dict.fromkeys(references(record)):
                if target != (kind, record.id):
                    found[target].append((kind, record.id))
        return {target: tuple(sources) for target, sources in found.items()}

    @cached_property
    def body(self) -> dict[str, PublicBody]:
        """编号 → 政协。"""
        return _by_id(self.bodies)

    @cached_property
    def unit(self) -> dict[str, PublicUnit]:
        """编号 → 单位。"""
        return _by_id(self.units)

    @cached_property
    def member(self) -> dict[str, PublicMember]:
        """编号 → 委员。"""
        return _by_id(self.members)

    @cached_property
    def sector(self) -> dict[str, PublicSector]:
        """编号 → 界别。"""
        return _by_id(self.sectors)

    @cached_property
    def platform(self) -> dict[str, PublicPlatform]:
        """编号 → 平台。"""
        return _by_id(self.platforms)

    @cached_property
    def proposal(self) -> dict[str, PublicProposal]:
        """编号 → 提案。"""
        return _by_id((*self.proposals, *self._seen(PublicProposal)))

    @cached_property
    def proposal_titles(self) -> dict[str, str]:
        """编号 → 公开的提案的题目；写到的提案也在内，不论在不在手里。"""
        return {item.id: item.title for item in self.cited} | {item.id: item.title for item in self.proposals}

    @cached_property
    def reply(self) -> dict[str, PublicReply]:
        """编号 → 答复与会办意见。"""
        return _by_id((*self.replies, *self._seen(PublicReply)))

    @cached_property
    def batch(self) -> dict[str, PublicBatch]:
        """编号 → 归并办理。"""
        return _by_id((*self.batches, *self._seen(PublicBatch)))

    @cached_property
    def consultation(self) -> dict[str, PublicConsultation]:
        """编号 → 协商。"""
        return _by_id((*self.consultations, *self._seen(PublicConsultation)))

    @cached_property
    def programme(self) -> dict[str, PublicProgramme]:
        """编号 → 品牌与机制。"""
        return _by_id(self.programmes)

    @cached_property
    def figure(self) -> dict[str, PublicFigure]:
        """编号 → 公布的数字。"""
        return _by_id(self.figures)

    @cached_property
    def replies_by_proposal(self) -> dict[str, tuple[PublicReply, ...]]:
        """提案编号 → 它公开的答复与会办意见，按日期与编号。"""
        found: defaultdict[str, list[PublicReply]] = defaultdict(list)
        for reply in sorted(
            (*self.replies, *self._seen(PublicReply)), key=lambda reply: (reply.date or "", reply.id)
        ):
            for proposal in reply.proposals:
                found[proposal].append(reply)
        return {proposal: tuple(replies) for proposal, replies in found.items()}

    @cached_property
    def consultations_by_platform(self) -> dict[str, tuple[PublicConsultation, ...]]:
        """平台编号 → 在那里办的协商，按编号。"""
        return _grouped((item.platform, item) for item in self.consultations)

    @cached_property
    def consultations_by_programme(self) -> dict[str, tuple[PublicConsultation, ...]]:
        """品牌编号 → 它的各次协商，按编号。"""
        return _grouped((item.programme, item) for item in self.consultations)

    @cached_property
    def consultations_by_follow_up(self) -> dict[str, tuple[PublicConsultation, ...]]:
        """协商编号 → 由它通报的各次协商，按编号。"""
        return _grouped((item.follow_up, item) for item in self.consultations)

    @cached_property
    def members_by_platform(self) -> dict[str, tuple[PublicMember, ...]]:
        """平台编号 → 落在那里的、姓名公开的委员，按编号。"""
        return _grouped(
            (platform, member) for member in self.members for platform in dict.fromkeys(member.platforms)
        )

    @cached_property
    def platforms_by_parent(self) -> dict[str, tuple[PublicPlatform, ...]]:
        """平台编号 → 它下面一级的平台，按编号。"""
        return _grouped((item.parent, item) for item in self.platforms)

    @cached_property
    def figures_by_record(self) -> dict[tuple[RecordKind, str], tuple[PublicFigure, ...]]:
        """（种类，编号）→ 与这条记录有关的数字。"""
        found: defaultdict[tuple[RecordKind, str], list[PublicFigure]] = defaultdict(list)
        for figure in self.figures:
            if figure.about_kind is not None and figure.about is not None:
                found[figure.about_kind, figure.about].append(figure)
        return {key: tuple(figures) for key, figures in found.items()}


def references(part: msgspec.Struct) -> Iterator[tuple[RecordKind, str]]:
    """一条记录里写的别的记录：有说明的引用字段与「有关记录」，连同各个部分里的。"""
    if isinstance(part, PublicLink):
        yield part.kind, part.id
        return
    referring = {field.name: field.refers for field in labelled(type(part)) if field.refers is not None}
    for name in part.__struct_fields__:
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, msgspec.Struct):
                yield from references(item)
            elif name in referring and item is not None:
                yield referring[name], item


def _grouped(pairs: Iterable[tuple[str | None, Shown]]) -> dict[str, tuple[Shown, ...]]:
    """编号 → 归在它下面的，先后照旧；没有编号的不归。"""
    found: defaultdict[str, list[Shown]] = defaultdict(list)
    for identifier, item in pairs:
        if identifier is not None:
            found[identifier].append(item)
    return {identifier: tuple(items) for identifier, items in found.items()}


def _by_id(records: Iterable[Shown]) -> dict[str, Shown]:
    return {record.id: record for record in records}
