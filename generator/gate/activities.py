"""协商、归并办理、品牌、平台与名册、数字的填写：登记记录 → 公开记录。"""

from typing import TypeVar

from generator.gate import parts
from generator.gate.copied import copied, copied_fields
from generator.gate.decisions import Decisions
from generator.register.model import (
    Activity,
    Batch,
    Body,
    Consultation,
    Figure,
    Member,
    Platform,
    Sector,
    Unit,
)
from generator.register.register import Register
from generator.release import model as public
from generator.terms import RecordKind

Shape = TypeVar("Shape", bound=public.PublicActivity)


def body(item: Body) -> public.PublicBody:
    """一级政协。"""
    return public.PublicBody(
        id=item.id,
        name=item.name,
        short_name=item.short_name,
        level=item.level,
        parent=item.parent,
        website=item.website,
        source=parts.cell_source(item),
    )


def unit(item: Unit) -> public.PublicUnit:
    """承办单位。"""
    return public.PublicUnit(
        id=item.id,
        name=item.name,
        short_name=item.short_name,
        body=item.body,
        kind=item.kind,
        telephone=item.telephone,
        website=item.website,
        source=parts.cell_source(item),
    )


def sector(item: Sector) -> public.PublicSector:
    """界别。"""
    return public.PublicSector(id=item.id, name=item.name, body=item.body, source=parts.cell_source(item))


def member(item: Member, decisions: Decisions) -> public.PublicMember:
    """姓名公开的委员。"""
    return public.PublicMember(
        id=item.id,
        name=item.name,
        body=item.body,
        sector=item.sector,
        party=item.party,
        platforms=tuple(name for name in item.platforms if decisions.is_public(RecordKind.PLATFORM, name)),
        source=parts.cell_source(item),
    )


def platform(item: Platform, register: Register, decisions: Decisions) -> public.PublicPlatform:
    """站、室、点；上级平台不公开时不提；委员只给人数，姓名公开的另在委员那里。"""
    return public.PublicPlatform(
        id=item.id,
        name=item.name,
        kind=item.kind,
        body=item.body,
        level=item.level,
        parent=decisions.public_or_none(RecordKind.PLATFORM, item.parent),
        tier=item.tier,
        feature=item.feature,
        group=item.group,
        count=item.count,
        qualifier=item.qualifier,
        owner=item.owner,
        roles=item.roles,
        teams=item.teams,
        members=register.members_by_platform.get(item.id, 0),
        host=item.host,
        place=item.place,
        sectors=item.sectors,
        topics=item.topics,
        opened=item.opened,
        description=item.description,
        source=parts.cell_source(item),
        practice=item.practice,
    )


def batch(item: Batch, register: Register, decisions: Decisions) -> public.PublicBatch:
    """一批归并办理；只列公开的提案，件数是全部的。"""
    # 登记簿里的先后随文件怎样读进来，排过才不随文件名变。
    belonging = sorted(proposal.id for proposal in register.proposals.values() if proposal.batch == item.id)
    listed = tuple(dict.fromkeys((*item.proposals, *belonging)))
    return public.PublicBatch(
        **copied_fields(item, public.PublicActivity, decisions),
        unit=item.unit,
        supervision_office=item.supervision_office,
        place=item.place,
        site_visit=item.site_visit,
        briefing=item.briefing,
        proposals=decisions.public_proposals(listed),
        count=item.count if item.count is not None else len(listed),
    )


def consultation(item: Consultation, register: Register, decisions: Decisions) -> public.PublicConsultation:
    """一次协商；地点是平台编号时，平台公开才连过去。"""
    at_platform = item.place in register.platforms
    return public.PublicConsultation(
        **copied_fields(item, public.PublicActivity, decisions),
        kind=item.kind,
        programme=decisions.public_or_none(RecordKind.PROGRAMME, item.programme),
        series_number=item.series_number,
        timing=item.timing,
        topic=item.topic,
        place=None if at_platform else item.place,
        platform=decisions.public_or_none(RecordKind.PLATFORM, item.place),
        hosts=item.hosts,
        sectors=item.sectors,
        participants=tuple(
            public.PublicParticipants(group=side.group, count=side.count, level=side.level)
            for side in item.participants
        ),
        issues=item.issues,
        proposals=decisions.public_proposals(item.proposals),
        raised=item.opinions.raised if item.opinions else None,
        adopted=item.opinions.adopted if item.opinions else None,
        agreements=item.agreements,
        tasks=tuple(parts.commitment(task, task.unit) for task in item.tasks),
        tasks_total=item.tasks_total,
        follow_up=decisions.public_or_none(RecordKind.CONSULTATION, item.follow_up),
    )


def activity(item: Activity, shape: type[Shape], decisions: Decisions) -> Shape:
    """其余各种活动记录：照公开的类型抄。"""
    return copied(item, shape, decisions)


def about(item: Figure) -> tuple[RecordKind, str] | None:
    """数字所关的记录；没有写的没有。"""
    if not item.about:
        return None
    word, _, identifier = item.about.partition("/")
    return RecordKind.of(word), identifier


def figure(item: Figure, decisions: Decisions) -> public.PublicFigure:
    """一个公布的数字；它所属的总数不公开时，不说是哪个总数的一部分。"""
    concerned = about(item)
    return public.PublicFigure(
        id=item.id,
        group=item.group,
        label=item.label,
        value=item.value,
        qualifier=item.qualifier,
        unit=item.unit,
        body=item.body,
        as_of=item.as_of,
        part_of=decisions.public_or_none(RecordKind.FIGURE, item.part_of),
        breakdown=item.breakdown,
        counts=item.counts,
        rate_of=decisions.public_or_none(RecordKind.FIGURE, item.rate_of),
        rate_part=decisions.public_or_none(RecordKind.FIGURE, item.rate_part),
        about_kind=concerned[0] if concerned else None,
        about=concerned[1] if concerned else None,
        source=public.PublicSource(title=item.source_title, url=item.source_url),
        note=item.note,
        practice=item.practice,
    )
