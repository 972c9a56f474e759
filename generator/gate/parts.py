"""部分的填写：登记的部分 → 公开的部分，逐个字段。"""

from generator.register.model.chain import Chain, Stage
from generator.register.model.clock import ClockRule, HolidayYear
from generator.register.model.common import Commitment, Correction, Outcome, Publication, Source, Update
from generator.register.model.proposal import Handling, Key, Visit
from generator.register.model.registries import Sourced
from generator.register.model.search import SearchPeer
from generator.register.model.site import Moved
from generator.release import model as public


def source(item: Source) -> public.PublicSource:
    """一处来源。"""
    return public.PublicSource(
        title=item.title, publisher=item.publisher, url=item.url, date=item.date, file=item.file
    )


def cell_source(item: Sourced) -> public.PublicSource | None:
    """名册条目的来源；没有写的没有。"""
    if item.source_title is None and item.source_url is None:
        return None
    return public.PublicSource(title=item.source_title or item.source_url or "", url=item.source_url)


def commitment(item: Commitment, unit: str | None) -> public.PublicCommitment:
    """一项承诺或任务；没有写责任单位的，由 unit 负责。"""
    return public.PublicCommitment(
        id=item.id,
        what=item.what,
        unit=item.unit or unit,
        due=item.due,
        updates=tuple(update(entry) for entry in item.updates),
    )


def update(item: Update) -> public.PublicUpdate:
    """一次进展。"""
    return public.PublicUpdate(
        date=item.date, status=item.status, note=item.note, evidence=item.evidence, due=item.due
    )


def outcome(item: Outcome) -> public.PublicOutcome:
    """一项成效。"""
    return public.PublicOutcome(
        what=item.what, level=item.level, date=item.date, place=item.place, evidence=item.evidence
    )


def publication(item: Publication) -> public.PublicPublication:
    """一次公开。"""
    return public.PublicPublication(channel=item.channel, title=item.title, url=item.url, date=item.date)


def correction(item: Correction, *, full: bool) -> public.PublicCorrection:
    """一次更正；正文不公开的，原来与现在的字、哪一条、原因都会说到正文，不带。"""
    if not full:
        return public.PublicCorrection(date=item.date, change=item.change, field=item.field)
    return public.PublicCorrection(
        date=item.date,
        change=item.change,
        field=item.field,
        item=item.item,
        was=item.was,
        now=item.now,
        reason=item.reason,
    )


def handling(item: Handling) -> public.PublicHandling:
    """交办。"""
    return public.PublicHandling(
        mode=item.mode, lead=item.lead, co=item.co, assigned=item.assigned, due=item.due
    )


def key(item: Key) -> public.PublicKey:
    """重点提案与督办。"""
    return public.PublicKey(supervisor=item.supervisor, method=item.method, dates=item.dates)


def visit(item: Visit) -> public.PublicVisit:
    """三访中的一次。"""
    return public.PublicVisit(phase=item.phase, date=item.date, mode=item.mode, waived=item.waived)


def clock_rule(item: ClockRule) -> public.PublicClockRule:
    """一条计时规则。"""
    return public.PublicClockRule(
        id=item.id,
        title=item.title,
        subject=item.subject,
        start=item.start,
        end=item.end,
        amount=item.amount,
        unit=item.unit,
        extended=item.extended,
        fixed=item.fixed,
        roll=item.roll,
        bodies=item.bodies,
        timing=item.timing,
        since=item.since,
        until=item.until,
        source=item.source,
    )


def chain(item: Chain) -> public.PublicChain:
    """一种闭环。"""
    return public.PublicChain(
        id=item.id,
        title=item.title,
        stages=tuple(
            public.PublicChainStage(
                name=stage.name, actor=stage.actor, amount=stage.amount, unit=stage.unit, start=stage.start
            )
            for stage in item.stages
        ),
        source=item.source,
    )


def stage(item: Stage) -> public.PublicStage:
    """走过的一个环节。"""
    return public.PublicStage(
        stage=item.stage, date=item.date, actor=item.actor, note=item.note, source=item.source
    )


def holiday_year(item: HolidayYear) -> public.PublicHolidayYear:
    """一年的放假安排。"""
    return public.PublicHolidayYear(year=item.year, off=item.off, work=item.work, source=item.source)


def moved(item: Moved) -> public.PublicMoved:
    """一个旧网址的去向。"""
    return public.PublicMoved(address=item.address, to=item.to, date=item.date, reason=item.reason)


def search_peer(item: SearchPeer) -> public.PublicSearchPeer:
    """一个一起查的站点；没有写网页在哪的，在清单上一层的目录。"""
    base = item.base or item.manifest.removesuffix("manifest.js").removesuffix("search/")
    return public.PublicSearchPeer(name=item.name, manifest=item.manifest, base=base or "./")
