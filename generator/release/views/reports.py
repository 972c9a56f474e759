"""报告页：单位、委员、界别、主题、类别、届次、政协各一页——问了什么、答了什么、承诺了什么、办了什么。

对委员只列公开的履职，不打分。
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple, TypeVar

import msgspec

from generator.release.follow import Promise, urgency
from generator.release.model import (
    PublicActivity,
    PublicBody,
    PublicMember,
    PublicRecord,
    PublicReply,
    PublicSector,
    PublicUnit,
    Release,
)
from generator.release.views.common import (
    Names,
    facts,
    session_label,
    website_links,
)
from generator.release.views.index import Grouped, Index
from generator.release.views.report import (
    Group,
    ReportView,
    Selection,
    Where,
    group,
    report_path,
)
from generator.release.views.reporting import Reporter
from generator.release.views.rows import (
    batch_row,
    kind_row,
    platform_row,
    programme_row,
    record_rows,
)
from generator.release.views.words import categories, sessions, topics
from generator.terms import RecordKind

Shown = TypeVar("Shown", bound=PublicRecord)


class Prospect(NamedTuple):
    """一页报告：栏目、网址，与备好视图的函数。"""

    section: str
    path: str
    view: Callable[[], ReportView]


class Reports:
    """一次发布的全部报告页；要哪一页的视图才备哪一页。"""

    def __init__(self, release: Release, names: Names) -> None:
        self._release = release
        self._names = names
        self._reporter = Reporter(release, names)

    @cached_property
    def _index(self) -> Index:
        return Index(self._release)

    def all(self) -> Iterator[Prospect]:
        """逐页给出，次序固定。"""
        release = self._release
        yield from self._prospects("units", RecordKind.UNIT, release.units, self._unit)
        yield from self._prospects("bodies", RecordKind.BODY, release.bodies, self._body)
        yield from self._prospects("sectors", RecordKind.SECTOR, release.sectors, self._sector)
        yield from self._prospects("members", RecordKind.MEMBER, release.members, self._member)
        for section, words, view in (
            ("topics", topics(release), self._topic),
            ("categories", categories(release), self._category),
            ("sessions", sessions(release), self._session),
        ):
            yield from (
                Prospect(section, report_path(section, None, word), partial(view, word)) for word in words
            )

    @staticmethod
    def _prospects(
        section: str, kind: RecordKind, records: Iterable[Shown], view: Callable[[Shown], ReportView]
    ) -> Iterator[Prospect]:
        for item in records:
            yield Prospect(section, report_path(section, kind, item.id), partial(view, item))

    def _unit(self, unit: PublicUnit) -> ReportView:
        index, names = self._index, self._names
        listed = (index.led, index.joined, index.replies_of_unit, index.batches_of_unit)
        where = self._among(
            Where((("单位", unit.label),)),
            RecordKind.UNIT,
            unit,
            chain.from_iterable(found[unit.id] for found in listed),
        )
        selection = Selection(
            proposals=index.led[unit.id],
            replies=index.replies_of_unit[unit.id],
            promises=index.promises_of_unit[unit.id],
            others=(
                *self._reporter.proposals(
                    "会办的提案", "co", index.joined[unit.id], where.all(RecordKind.PROPOSAL.label)
                ),
                *group(
                    "归并办理",
                    "batches",
                    [batch_row(item, names) for item in index.batches_of_unit[unit.id]],
                    where.all(RecordKind.BATCH.label),
                ),
                *self._mentions(RecordKind.UNIT, unit.id, where),
            ),
        )
        known = facts(
            (
                ("性质", unit.kind),
                ("对应政协", names.body_links(unit.body)),
                ("公开电话", unit.telephone),
                ("网站", website_links(unit.website)),
            )
        )
        return self._reporter.report(
            "units",
            RecordKind.UNIT,
            unit.id,
            unit.name,
            selection,
            known,
            (unit.source,),
            where,
            "主办的提案",
        )

    def _body(self, body: PublicBody) -> ReportView:
        index, names = self._index, self._names
        batches = [batch_row(item, names) for item in index.batches.body[body.id]]
        programmes = [programme_row(item, names) for item in index.programmes.body[body.id]]
        platforms = [platform_row(item, names) for item in index.platforms.body[body.id]]
        where = Where((("政协", names.body(body.id)),))
        selection = Selection(
            proposals=index.proposals.body[body.id],
            replies=index.replies_of_body[body.id],
            consultations=index.consultations.body[body.id],
            promises=index.promises_of_body[body.id],
            others=(
                *group("归并办理", "batches", batches, where.all(RecordKind.BATCH.label)),
                *group("品牌与机制", "programmes", programmes, where.all(RecordKind.PROGRAMME.label)),
                *group("站、室、点", "platforms", platforms, where.all(RecordKind.PLATFORM.label)),
                *self._activities(lambda grouped: grouped.body[body.id], where),
                # 分面里的政协是记录自己的；写到它的照名称找。
                *self._mentions(RecordKind.BODY, body.id, Where(words=names.body(body.id))),
            ),
        )
        known = facts(
            (
                ("层级", body.level.label if body.level else None),
                ("上级", names.body_links(body.parent)),
                ("网站", website_links(body.website)),
            )
        )
        return self._reporter.report(
            "bodies", RecordKind.BODY, body.id, body.name, selection, known, (body.source,), where
        )

    def _sector(self, sector: PublicSector) -> ReportView:
        index, names = self._index, self._names
        platforms = [platform_row(item, names) for item in index.platforms_of_sector[sector.id]]
        listed = (
            index.proposals_of_sector[sector.id],
            index.consultations_of_sector[sector.id],
            index.platforms_of_sector[sector.id],
        )
        where = self._among(
            Where((("界别", sector.name),)),
            RecordKind.SECTOR,
            sector,
            chain.from_iterable(listed),
        )
        selection = Selection(
            proposals=index.proposals_of_sector[sector.id],
            consultations=index.consultations_of_sector[sector.id],
            others=(
                *group("站、室、点", "platforms", platforms, where.all(RecordKind.PLATFORM.label)),
                *self._mentions(RecordKind.SECTOR, sector.id, where),
            ),
        )
        members = names.member_links(index.members_of_sector[sector.id])
        known = facts((("所属政协", names.body_links(sector.body)), ("姓名公开的委员", members)))
        return self._reporter.report(
            "sectors",
            RecordKind.SECTOR,
            sector.id,
            sector.name,
            self._promised(selection),
            known,
            (sector.source,),
            where,
        )

    def _member(self, member: PublicMember) -> ReportView:
        names = self._names
        where = self._among(
            Where(words=member.name),
            RecordKind.MEMBER,
            member,
            self._index.proposals_of_member[member.id],
        )
        selection = Selection(
            proposals=self._index.proposals_of_member[member.id],
            others=self._mentions(RecordKind.MEMBER, member.id, where),
        )
        known = facts(
            (
                ("所属政协", names.body_links(member.body)),
                ("界别", names.sector_links((member.sector,))),
                ("党派", member.party),
                ("所在平台", names.platform_links(member.platforms)),
            )
        )
        return self._reporter.report(
            "members",
            RecordKind.MEMBER,
            member.id,
            member.name,
            self._promised(selection),
            known,
            (member.source,),
            where,
        )

    def _topic(self, word: str) -> ReportView:
        index, names = self._index, self._names
        programmes = [programme_row(item, names) for item in index.programmes.topic[word]]
        batches = [batch_row(item, names) for item in index.batches.topic[word]]
        platforms = [platform_row(item, names) for item in index.platforms.topic[word]]
        where = Where((("主题", word),))
        selection = Selection(
            proposals=index.proposals.topic[word],
            consultations=index.consultations.topic[word],
            others=(
                *group("品牌与机制", "programmes", programmes, where.all(RecordKind.PROGRAMME.label)),
                *group("归并办理", "batches", batches, where.all(RecordKind.BATCH.label)),
                *group("站、室、点", "platforms", platforms, where.all(RecordKind.PLATFORM.label)),
                *self._activities(lambda grouped: grouped.topic[word], where),
            ),
        )
        return self._reporter.report("topics", None, word, word, self._promised(selection), (), (), where)

    def _category(self, word: str) -> ReportView:
        selection = Selection(proposals=self._index.proposals_of_category[word])
        where = Where((("类别", word),))
        return self._reporter.report("categories", None, word, word, self._promised(selection), (), (), where)

    def _session(self, identifier: str) -> ReportView:
        chosen = self._index.proposals_of_session[identifier]
        first = chosen[0]
        body, label = self._names.body(first.body), session_label(first.term, first.session)
        # 搜索材料里的届次不带政协的名称。
        where = Where((*((("政协", body),) if body else ()), ("届次", label)))
        known = facts((("政协", self._names.body_links(first.body)),))
        return self._reporter.report(
            "sessions",
            None,
            identifier,
            body + label,
            self._promised(Selection(proposals=chosen)),
            known,
            (),
            where,
        )

    @cached_property
    def _shared_labels(self) -> dict[RecordKind, frozenset[str]]:
        """几级政协都有的名称：各区都有教育局、教育界，委员也有同名的。"""
        release = self._release
        labels = {
            RecordKind.UNIT: [item.label for item in release.units],
            RecordKind.SECTOR: [item.name for item in release.sectors],
            RecordKind.MEMBER: [item.name for item in release.members],
        }
        return {
            kind: frozenset(label for label, count in Counter(found).items() if count > 1)
            for kind, found in labels.items()
        }

    def _among(
        self,
        where: Where,
        kind: RecordKind,
        item: PublicUnit | PublicSector | PublicMember,
        records: Iterable[PublicRecord],
    ) -> Where:
        """与别处同名的，加上政协才分得开；列着的各条都是这级政协的才加，加了不会少一条。"""
        label = item.label if isinstance(item, PublicUnit) else item.name
        mentioned = (
            self._release.find(*target) for target in self._release.mentions.get((kind, item.id), ())
        )
        bodies = {getattr(record, "body", None) for record in chain(records, mentioned)}
        if label not in self._shared_labels[kind] or not item.body or not bodies <= {item.body}:
            return where
        return msgspec.structs.replace(where, facets=(*where.facets, ("政协", self._names.body(item.body))))

    def _activities(
        self, chosen: Callable[[Grouped[PublicActivity]], Sequence[PublicActivity]], where: Where
    ) -> tuple[Group, ...]:
        """其余各种活动记录，一种一组。"""
        return tuple(
            one
            for kind, grouped in self._index.activities.items()
            for one in group(
                kind.label,
                kind.folder,
                [kind_row(kind, item, self._release, self._names) for item in chosen(grouped)],
                where.all(kind.label),
            )
        )

    def _mentions(self, kind: RecordKind, identifier: str, where: Where) -> tuple[Group, ...]:
        """写到它的本会记录。"""
        targets = self._release.mentions.get((kind, identifier), ())
        rows = record_rows(targets, self._release, self._names)
        return group("有关记录", "mentions", rows, where.all(*(one.label for one, _ in targets)))

    def _promised(self, selection: Selection) -> Selection:
        """补上所选提案的答复与承诺，和所选协商的任务。"""
        index = self._index
        replies: dict[str, PublicReply] = {}
        found: dict[str, Promise] = {}
        for proposal in selection.proposals:
            replies |= {item.id: item for item in self._release.replies_by_proposal.get(proposal.id, ())}
            found |= {item.id: item for item in index.promises_of_proposal[proposal.id]}
        for consultation in selection.consultations:
            found |= {item.id: item for item in index.tasks_of_consultation[consultation.id]}
        return msgspec.structs.replace(
            selection, replies=tuple(replies.values()), promises=tuple(sorted(found.values(), key=urgency))
        )
