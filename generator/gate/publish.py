"""发布：把决定公开的全部记录收成一次发布。"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from generator.gate import activities, handled, membership, parts
from generator.gate.decisions import Decisions, Own, is_open
from generator.register.model import Activity, Proposal, Record, Reply, Site
from generator.register.register import Register
from generator.release import model as public
from generator.release.happened import as_it_stood
from generator.release.kinds import KINDS
from generator.terms import RecordKind

Kept = TypeVar("Kept", bound=Record)
Opened = TypeVar("Opened", bound=Own)
Retirable = Proposal | Reply | Activity
"""可以撤下、可以改编号的记录。"""


def publish(register: Register, as_of: date) -> public.Release:
    """决定公开什么，生成一次发布；晚于 as_of 的事还没有发生，不在里面。

    Args:
        register: 没有错误级问题的登记簿。
        as_of: 数据截至哪一天。
    """
    decisions = Decisions(register)
    proposals = _shown(RecordKind.PROPOSAL, register.proposals.values(), decisions)
    replies = _shown(RecordKind.REPLY, register.replies.values(), decisions)
    platforms, batches = _open(register.platforms.values()), _open(register.batches.values())
    meetings, programmes = _open(register.consultations.values()), _open(register.programmes.values())
    held = public.Release(
        as_of=as_of,
        site=_site(register.site),
        bodies=tuple(activities.body(item) for item in _ordered(register.bodies.values())),
        units=tuple(activities.unit(item) for item in _ordered(register.units.values())),
        members=_members(register, decisions),
        sectors=tuple(activities.sector(item) for item in _ordered(register.sectors.values())),
        platforms=tuple(activities.platform(item, register, decisions) for item in platforms),
        proposals=tuple(handled.proposal(item, register, decisions) for item in proposals),
        replies=tuple(handled.reply(item, register, decisions) for item in replies),
        batches=tuple(activities.batch(item, register, decisions) for item in batches),
        consultations=tuple(activities.consultation(item, register, decisions) for item in meetings),
        programmes=tuple(activities.activity(item, public.PublicProgramme, decisions) for item in programmes),
        activities={kind: _activities(kind, register, decisions) for kind in KINDS},
        figures=_figures(register, decisions),
        withheld=_withheld(decisions),
        notices=_notices(register, decisions),
        redirects=_redirects(register, decisions),
        coverage=membership.coverages(register, decisions),
        practices=tuple(membership.practice(item) for item in register.site.practices),
        moved=tuple(parts.moved(entry) for entry in register.site.moved),
    )
    return as_it_stood(held)


def _ordered(records: Iterable[Kept]) -> list[Kept]:
    return sorted(records, key=lambda record: record.id)


def _open(records: Iterable[Opened]) -> list[Opened]:
    """本会自己的记录里公开的。"""
    return [item for item in _ordered(records) if is_open(item)]


def _shown(kind: RecordKind, records: Iterable[Kept], decisions: Decisions) -> list[Kept]:
    """要两边都许可的记录里公开的。"""
    return [item for item in _ordered(records) if decisions.is_public(kind, item.id)]


def _members(register: Register, decisions: Decisions) -> tuple[public.PublicMember, ...]:
    """姓名公开的委员。"""
    named = [item for item in _ordered(register.members.values()) if not item.withheld]
    return tuple(activities.member(item, decisions) for item in named)


def _activities(
    kind: RecordKind, register: Register, decisions: Decisions
) -> tuple[public.PublicActivity, ...]:
    """其余的一种活动记录里公开的。"""
    held = (item for item in register.records(kind) if isinstance(item, Activity))
    return tuple(activities.activity(item, KINDS[kind].shape, decisions) for item in _open(held))


def _figures(register: Register, decisions: Decisions) -> tuple[public.PublicFigure, ...]:
    """公开的数字，按登记的次序。"""
    return tuple(
        activities.figure(item, decisions) for item in register.figures.values() if decisions.figure(item)
    )


def _withheld(decisions: Decisions) -> tuple[public.Withheld, ...]:
    """没有公开的各有几件，为什么。"""
    return tuple(
        public.Withheld(
            kind=group.kind,
            openness=group.openness,
            reason=group.reason,
            body=group.body or None,
            count=count,
        )
        for group, count in decisions.withheld()
    )


def _notices(register: Register, decisions: Decisions) -> tuple[public.Notice, ...]:
    """公开过又撤下的：网址（连同改编号以前的）保留，换成说明。从未公开的没有网址，也就没有说明。"""
    found = (
        public.Notice(kind=kind, id=identifier, date=item.retired.date, reason=item.retired.reason)
        for kind in RecordKind
        for item in _ordered(register.records(kind))
        if isinstance(item, Retirable) and item.retired and decisions.was_published(item)
        for identifier in (item.id, *item.former_ids)
    )
    kinds = list(RecordKind)
    return tuple(sorted(found, key=lambda notice: (kinds.index(notice.kind), notice.id)))


def _redirects(register: Register, decisions: Decisions) -> tuple[public.Redirect, ...]:
    """改过编号的公开记录：旧网址转到新网址。"""
    return tuple(
        public.Redirect(kind=kind, former=former, id=item.id)
        for kind in RecordKind
        for item in _ordered(register.records(kind))
        if isinstance(item, Retirable) and decisions.is_public(kind, item.id)
        for former in item.former_ids
    )


def _site(site: Site) -> public.PublicSite:
    return public.PublicSite(
        title=site.title,
        description=site.description,
        organization=site.organization,
        base_url=site.base_url.rstrip("/") + "/" if site.base_url else None,
        report=site.report,
        footer=public.PublicFooter(
            site_id_code=site.footer.site_id_code,
            icp=site.footer.icp,
            police=site.footer.police,
            party_mark=site.footer.party_mark,
        ),
        feed_authority=site.feeds.authority,
        feed_limit=site.feeds.limit,
        proposal_feed_formats=tuple(item.value for item in site.feeds.proposal_formats),
        near_days=site.near_days,
        follow_up_months=site.follow_up_months,
        minimum_sample=site.statistics.minimum_sample,
        rank_units=site.statistics.rank_units,
        result_scales={
            name: {words: result.label for words, result in scale.items()}
            for name, scale in site.result_scales.items()
        },
        clocks=tuple(parts.clock_rule(rule) for rule in site.clocks),
        holidays=tuple(parts.holiday_year(entry) for entry in site.holidays),
        quotas=tuple(membership.quota(rule) for rule in site.quotas),
        chains=tuple(parts.chain(chain) for chain in site.chains),
        search_name=site.search.name or site.title,
        search_peers=tuple(parts.search_peer(peer) for peer in site.search.sites),
    )
