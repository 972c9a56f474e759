"""统计页：全站与各个范围的统计，没有公开的，公布的数字。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.release import address
from generator.release.model import Release
from generator.release.stats.assemble import assemble
from generator.release.stats.facts import Keys, gather
from generator.release.stats.figures import all_figure_tables
from generator.release.stats.handling_rates import MARKED
from generator.release.stats.measures import observe
from generator.release.stats.model import (
    Scope,
    ScopeGroup,
    ScopeKind,
    ScopeStatistics,
    Statistics,
    WithheldRow,
)
from generator.release.stats.observe import Observation
from generator.release.stats.tally import Cells, tally
from generator.release.views.common import session_label
from generator.terms import Disclosure, RecordKind

WHOLE = Scope(ScopeKind.WHOLE, "", "全站")
TITLES = {
    ScopeKind.BODY: "按政协",
    ScopeKind.SESSION: "按届次",
    ScopeKind.UNIT: "按承办单位",
    ScopeKind.CATEGORY: "按类别",
    ScopeKind.SECTOR: "按界别",
    ScopeKind.YEAR: "按年份",
}
RANKED_BY = "on_time"


def statistics(release: Release) -> Statistics:
    """统计页的全部内容；同一次发布总得同样的内容，只算一次。"""
    return release.once("statistics", lambda: _statistics(release))


def unit_statistics(release: Release, unit_id: str) -> ScopeStatistics:
    """一个单位的统计；没有经办的单位各数为 0。"""
    found = statistics(release).scope(ScopeKind.UNIT, unit_id)
    return found or assemble(_scope(ScopeKind.UNIT, unit_id, release), {}, release.site.minimum_sample)


def _statistics(release: Release) -> Statistics:
    tallied = tally(observe(release), ScopeKind)
    figures = all_figure_tables(release)
    return Statistics(
        as_of=release.as_of.isoformat(),
        minimum_sample=release.site.minimum_sample,
        whole=assemble(WHOLE, tallied[ScopeKind.WHOLE].get("", {}), release.site.minimum_sample),
        groups=tuple(_group(kind, tallied[kind], release) for kind in TITLES if tallied[kind]),
        withheld=_withheld(release),
        partly=_partly(release),
        figures=figures,
        unreconciled=tuple(
            breakdown for table in figures for breakdown in table.breakdowns if breakdown.reconciles is False
        ),
    )


def scope_keys(release: Release) -> Iterator[tuple[tuple[RecordKind, str], ScopeKind, str]]:
    """每条记录算进哪些范围的统计：（（种类，编号），范围的种类，范围的代号）；可以重复。"""
    found = gather(release)
    kept: Iterable[tuple[tuple[RecordKind, str], Keys]] = (
        *(((RecordKind.PROPOSAL, item.proposal.id), item.keys) for item in found.proposals),
        *(((RecordKind.REPLY, item.id), keys) for item, keys in found.replies),
        *(((item.kind, item.record), keys) for item, keys in found.promises),
        *(((RecordKind.CONSULTATION, item.id), keys) for item, keys in found.consultations),
    )
    for owner, keys in kept:
        yield from ((owner, kind, key) for kind, names in keys.items() for key in names)


def record_observations(release: Release, kind: RecordKind, identifier: str) -> tuple[Observation, ...]:
    """一条记录计入了哪些数、没有计入的为什么。"""
    return tuple(
        item
        for item in observe(release)
        if item.measure != MARKED
        and item.evidence is not None
        and (item.evidence.kind, item.evidence.id) == (kind, identifier)
    )


def _group(kind: ScopeKind, tallied: dict[str, Cells], release: Release) -> ScopeGroup:
    scopes = [
        assemble(_scope(kind, key, release), cells, release.site.minimum_sample)
        for key, cells in tallied.items()
    ]
    if kind is ScopeKind.UNIT and release.site.rank_units:
        return ScopeGroup(kind, TITLES[kind], "按时办复率由高到低，样本不足的在后", _ranked(scopes))
    if kind is ScopeKind.YEAR:
        newest = tuple(sorted(scopes, key=lambda item: item.scope.id, reverse=True))
        return ScopeGroup(kind, TITLES[kind], "由近到远", newest)
    if kind is ScopeKind.SESSION:
        in_order = tuple(sorted(scopes, key=lambda item: _session_order(item.scope.id, release)))
        return ScopeGroup(kind, TITLES[kind], "按政协与届次，不是排名", in_order)
    return ScopeGroup(kind, TITLES[kind], "按名称，不是排名", _by_name(scopes))


def _session_order(key: str, release: Release) -> tuple[str, int, int]:
    """届次按数排：汉字的「二」排在「三」后面。"""
    body, term, session = _meeting(key)
    return _body_label(body, release) or "", term, session


def _meeting(key: str) -> tuple[str, int, int]:
    """届次编号里的政协、届、次；没有写政协的为空。"""
    *body, term, session = key.split("-")
    return "-".join(body), int(term), int(session)


def _by_name(scopes: Iterable[ScopeStatistics]) -> tuple[ScopeStatistics, ...]:
    return tuple(sorted(scopes, key=lambda item: (item.scope.label, item.scope.id)))


def _ranked(scopes: Iterable[ScopeStatistics]) -> tuple[ScopeStatistics, ...]:
    def order(item: ScopeStatistics) -> tuple[bool, Decimal]:
        value = item.rate(RANKED_BY).value
        return value is None, -Decimal(value or 0)

    return tuple(sorted(_by_name(scopes), key=order))


def _scope(kind: ScopeKind, key: str, release: Release) -> Scope:
    if kind is ScopeKind.BODY:
        body = release.body.get(key)
        return Scope(kind, key, body.label if body else key, address.page_path(RecordKind.BODY, key))
    if kind is ScopeKind.UNIT:
        unit = release.unit.get(key)
        return Scope(kind, key, unit.label if unit else key, address.page_path(RecordKind.UNIT, key))
    if kind is ScopeKind.SECTOR:
        sector = release.sector.get(key)
        return Scope(kind, key, sector.name if sector else key, address.page_path(RecordKind.SECTOR, key))
    if kind is ScopeKind.SESSION:
        return Scope(kind, key, _session_label(key, release), address.session_path(key))
    if kind is ScopeKind.CATEGORY:
        return Scope(kind, key, key, address.category_path(key))
    return Scope(kind, key, f"{key} 年")


def _session_label(key: str, release: Release) -> str:
    body, term, session = _meeting(key)
    return (_body_label(body, release) or "") + session_label(term, session)


def _withheld(release: Release) -> tuple[WithheldRow, ...]:
    rows = (
        WithheldRow(item.kind, item.openness, item.reason, _body_label(item.body, release), item.count)
        for item in release.withheld
    )
    order = list(RecordKind)
    return tuple(
        sorted(
            rows,
            key=lambda row: (order.index(row.kind), -row.count, row.openness, row.reason, row.body or ""),
        )
    )


def _partly(release: Release) -> tuple[str, ...]:
    """只公开了一部分的也计数，并说为什么。"""
    proposals = sum(item.disclosure is Disclosure.SUMMARY for item in release.proposals)
    replies = sum(item.disclosure is Disclosure.SUMMARY for item in release.replies)
    sentences = (
        (proposals, f"{proposals} 件提案按提案者的意愿只公开题目、摘要与办理结果。"),
        (replies, f"{replies} 件答复因所答的提案没有全部全文公开，只公开办理结果与概述。"),
    )
    return tuple(sentence for count, sentence in sentences if count)


def _body_label(identifier: str | None, release: Release) -> str | None:
    found = release.body.get(identifier) if identifier else None
    return found.label if found else identifier
