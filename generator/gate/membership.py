"""站、室、点的规定与核对：不公开的委员、不公开的平台只进人数与个数。"""

from generator.gate.decisions import Decisions
from generator.membership import coverage
from generator.register.model.membership import CoverageRule, QuotaRule
from generator.register.model.practice import Practice
from generator.register.register import Register
from generator.release import model as public
from generator.terms import RecordKind


def coverages(register: Register, decisions: Decisions) -> tuple[public.PublicCoverage, ...]:
    """各条进站规定的核对结果；一位委员也没有登记的，只有规定，没有站的都不列。"""
    return tuple(_coverage(rule, register, decisions) for rule in register.site.coverage)


def _coverage(rule: CoverageRule, register: Register, decisions: Decisions) -> public.PublicCoverage:
    found = coverage(rule, register.members.values(), register.platforms.values())
    members = _shown(decisions, RecordKind.MEMBER, found.orphan_members)
    orphans = found.orphan_platforms if found.members else ()
    platforms = _shown(decisions, RecordKind.PLATFORM, orphans)
    unowned = (
        tuple(item for item in found.platforms if register.platforms[item].owner is None)
        if rule.owner_required
        else ()
    )
    return public.PublicCoverage(
        id=rule.id,
        title=rule.title,
        bodies=rule.bodies,
        platform_bodies=rule.platform_bodies or rule.bodies,
        platform_kinds=rule.platform_kinds,
        excluded_regions=tuple(item.label for item in rule.exclude),
        members=len(found.members),
        excluded=len(found.excluded),
        stationed=len(found.members) - len(found.orphan_members),
        orphan_members=members,
        hidden_orphans=len(found.orphan_members) - len(members),
        platforms=len(found.platforms),
        orphan_platforms=platforms,
        hidden_platforms=len(orphans) - len(platforms),
        unowned=_shown(decisions, RecordKind.PLATFORM, unowned),
        source=rule.source,
    )


def _shown(decisions: Decisions, kind: RecordKind, identifiers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in identifiers if decisions.is_public(kind, item))


def quota(rule: QuotaRule) -> public.PublicQuotaRule:
    """一条活动次数规定。"""
    return public.PublicQuotaRule(
        id=rule.id,
        title=rule.title,
        minimum=rule.minimum,
        period=rule.period,
        since=rule.since,
        until=rule.until,
        bodies=rule.bodies,
        platform_kinds=rule.platform_kinds,
        platforms=rule.platforms,
        source=rule.source,
    )


def practice(item: Practice) -> public.PublicPractice:
    """做法名录里的一条。"""
    return public.PublicPractice(
        id=item.id, area=item.area, name=item.name, says=item.says, source=item.source
    )
