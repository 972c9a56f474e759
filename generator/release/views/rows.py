"""列表里的行：每一类记录怎样写成一行。"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from generator.release import address
from generator.release.follow import of_reply, replies_of
from generator.release.kinds import KINDS
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
from generator.release.views.common import Names, Row, State, number_label, result_words, session_label
from generator.release.views.stages import chain_state
from generator.release.views.verdict import verdict
from generator.terms import Level, RecordKind

TITLES = 5
"""一件答复答许多件提案的，一行里至多写几件的题目。"""


def proposal_row(proposal: PublicProposal, release: Release, names: Names) -> Row:
    """一件提案。"""
    concluded = verdict(proposal, release)
    handling = proposal.handling
    units = handling.lead if handling else ()
    body_and_session = names.body(proposal.body) + session_label(proposal.term, proposal.session)
    meta = (
        body_and_session,
        number_label(proposal.number),
        "、".join(names.unit(unit) for unit in units),
        proposal.category or "",
    )
    return Row(
        kind=RecordKind.PROPOSAL.label,
        title=proposal.title,
        path=address.page_path(RecordKind.PROPOSAL, proposal.id),
        sentence=concluded.text,
        meta=tuple(part for part in meta if part),
        state=concluded.state,
        date=proposal_date(proposal, release),
        facets=(
            *(("body", item) for item in (proposal.body,) if item),
            *(
                ("session", item)
                for item in (address.session_id(proposal.body, proposal.term, proposal.session),)
                if item
            ),
            *(("unit", unit) for unit in units),
            ("state", concluded.state.code),
            *(("category", address.slug(item)) for item in (proposal.category,) if item),
            *(("topic", address.slug(word)) for word in proposal.topics),
        ),
    )


def proposal_date(proposal: PublicProposal, release: Release) -> str:
    """一件提案最近有动静的日期，列表按它排：答复、审查或提交。"""
    dates = [reply.date for reply in replies_of(proposal, release)]
    dates += [proposal.filing.date if proposal.filing else None, proposal.submitted]
    return max((item for item in dates if item), default="")


def proposal_rows(identifiers: Iterable[str], release: Release, names: Names) -> tuple[Row, ...]:
    """几件提案，按给的次序。"""
    return tuple(
        proposal_row(release.proposal[item], release, names)
        for item in identifiers
        if item in release.proposal
    )


def reply_row(reply: PublicReply, release: Release, names: Names) -> Row:
    """一件答复。"""
    promised = of_reply(reply, release)
    result = reply.present_result
    finished = sum(not promise.progress.state.is_open for promise in promised)
    parts = [f"办理结果：{result_words(result)}"] if result else []
    parts += [f"承诺 {len(promised)} 项，办结 {finished} 项"] if promised else []
    answered = [release.proposal[item].title for item in reply.proposals if item in release.proposal]
    titles = "；".join(answered[:TITLES]) + (f"等 {len(answered)} 件" if len(answered) > TITLES else "")
    return Row(
        kind=f"{names.unit(reply.unit)}的{'答复' if reply.role.is_reply else '会办意见'}",
        title=titles or names.reply_title(reply),
        path=address.page_path(RecordKind.REPLY, reply.id),
        sentence="；".join(parts) + "。" if parts else "",
        meta=tuple(part for part in (names.body(reply.body), reply.document_number, reply.date) if part),
        state=State(result.code.value, "", result.code.label) if result and result.code else None,
        date=reply.date or "",
        facets=(
            *(("body", item) for item in (reply.body,) if item),
            ("unit", reply.unit),
            *(("result", item.value) for item in (reply.present_code,) if item),
            *(("year", item.year) for item in (reply.date,) if item),
        ),
    )


def consultation_row(item: PublicConsultation, names: Names) -> Row:
    """一次协商。"""
    opinions = ""
    if item.raised is not None:
        opinions = f"提出意见建议 {item.raised} 条" + (
            f"，采纳 {item.adopted} 条。" if item.adopted is not None else "。"
        )
    programme = "".join(link.text for link in names.titled(RecordKind.PROGRAMME, item.programme))
    return Row(
        kind=item.kind,
        title=item.title,
        path=address.page_path(RecordKind.CONSULTATION, item.id),
        sentence=opinions or item.topic or "",
        meta=tuple(part for part in (names.body(item.body), item.date, programme) if part),
        state=None,
        date=item.date or "",
        facets=(
            *(("body", body) for body in (item.body,) if body),
            ("kind", item.kind),
            *(("year", date.year) for date in (item.date,) if date),
            *_levels(item.body, names, (side.level for side in item.participants)),
            *(("topic", address.slug(word)) for word in item.topics),
        ),
    )


def batch_row(item: PublicBatch, names: Names) -> Row:
    """一批归并办理。"""
    return Row(
        kind=RecordKind.BATCH.label,
        title=item.title,
        path=address.page_path(RecordKind.BATCH, item.id),
        sentence=f"{names.unit(item.unit)}承办" + (f"，{item.count} 件提案。" if item.count else "。"),
        meta=tuple(part for part in (names.body(item.body), item.date) if part),
        state=None,
        date=item.date or "",
        facets=(*(("body", body) for body in (item.body,) if body), ("unit", item.unit)),
    )


def programme_row(item: PublicProgramme, names: Names) -> Row:
    """一个品牌或机制。"""
    return Row(
        kind=item.kind or RecordKind.PROGRAMME.label,
        title=item.title,
        path=address.page_path(RecordKind.PROGRAMME, item.id),
        sentence=item.slogan or "",
        meta=tuple(part for part in (names.body(item.body), item.date) if part),
        state=None,
        date=item.date or "",
        facets=(
            *(("body", body) for body in (item.body,) if body),
            *(("kind", kind) for kind in (item.kind,) if kind),
            *_levels(item.body, names),
        ),
    )


def platform_row(item: PublicPlatform, names: Names) -> Row:
    """一个站、室、点。"""
    return Row(
        kind=item.kind,
        title=item.name,
        path=address.page_path(RecordKind.PLATFORM, item.id),
        sentence=item.place or item.host or "",
        meta=tuple(part for part in (names.body(item.body), item.level and item.level.label) if part),
        state=None,
        date=item.opened or "",
        facets=(*(("body", body) for body in (item.body,) if body), ("kind", item.kind)),
    )


def kind_row(kind: RecordKind, item: PublicActivity, release: Release, names: Names) -> Row:
    """其余各种活动记录中的一条：社情民意、计划、文件等。"""
    own = getattr(item, "kind", None) or getattr(item, "area", None)
    said = str(own) if own else kind.label
    return Row(
        kind=said,
        title=item.title,
        path=address.page_path(kind, item.id),
        sentence=KINDS[kind].sentence(item),
        meta=tuple(part for part in (names.body(item.body), item.date) if part),
        state=chain_state(item, release),
        date=item.date or "",
        facets=(
            *(("body", body) for body in (item.body,) if body),
            *(("kind", said) for _ in (1,) if own),
            *(("year", date.year) for date in (item.date,) if date),
            *_levels(item.body, names),
            *(("topic", address.slug(word)) for word in item.topics),
        ),
    )


def _levels(
    body: str | None, names: Names, others: Iterable[Level | None] = ()
) -> tuple[tuple[str, str], ...]:
    """哪几级：政协自己的，与参加的委员是哪几级的。"""
    found = names.release.body.get(body or "")
    levels = dict.fromkeys((found.level if found else None, *others))
    return tuple(("level", level.value) for level in levels if level)


def _maker(kind: RecordKind, release: Release, names: Names) -> Callable[[Any], Row] | None:
    """一类记录怎样写成一行；列不出来的种类没有。"""
    makers: dict[RecordKind, Callable[[Any], Row]] = {
        RecordKind.PROPOSAL: lambda item: proposal_row(item, release, names),
        RecordKind.REPLY: lambda item: reply_row(item, release, names),
        RecordKind.CONSULTATION: lambda item: consultation_row(item, names),
        RecordKind.BATCH: lambda item: batch_row(item, names),
        RecordKind.PROGRAMME: lambda item: programme_row(item, names),
        RecordKind.PLATFORM: lambda item: platform_row(item, names),
        **{one: partial(kind_row, one, release=release, names=names) for one in KINDS},
    }
    return makers.get(kind)


def record_rows(targets: Iterable[tuple[RecordKind, str]], release: Release, names: Names) -> tuple[Row, ...]:
    """几条记录，不重复，从新到旧；没有公开的、列不出来的不在内。"""
    rows = []
    for kind, identifier in dict.fromkeys(targets):
        found, maker = release.find(kind, identifier), _maker(kind, release, names)
        if found is not None and maker is not None:
            rows.append(maker(found))
    return newest_first(rows)


def activity_rows(items: Iterable[PublicConsultation], names: Names) -> tuple[Row, ...]:
    """几次协商，从新到旧。"""
    return newest_first(consultation_row(item, names) for item in items)


def newest_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """从新到旧；没有日期的在后；同日按网址。"""
    return tuple(sorted(sorted(rows, key=lambda row: row.path), key=lambda row: row.date, reverse=True))


def rows_of(kind: RecordKind, release: Release, names: Names) -> Sequence[Row]:
    """某一类的全部行，从新到旧。"""
    return release.once(f"rows in order: {kind.value}", lambda: newest_first(own_rows(kind, release, names)))


def own_rows(kind: RecordKind, release: Release, names: Names) -> Sequence[Row]:
    """某一类的全部行，一条记录一行；现算的与 release.records 的先后相同，release.shares 合成的不论先后。"""
    maker = _maker(kind, release, names)
    return release.once(
        rows_name(kind), lambda: tuple(maker(item) for item in release.records(kind)) if maker else ()
    )


def rows_name(kind: RecordKind) -> str:
    """own_rows 在 Release.once 里的名字。"""
    return f"rows: {kind.value}"
