"""提案页与答复页。"""

from collections.abc import Iterable, Sequence

import msgspec

from generator.release import address
from generator.release.follow import Promise, of_reply, replies_of
from generator.release.model import (
    PublicOutcome,
    PublicProposal,
    PublicPublication,
    PublicReply,
    PublicResponse,
    Release,
)
from generator.release.views.common import (
    UNPUBLISHED,
    Fact,
    Link,
    Names,
    SourceLine,
    facts,
    number_label,
    result_words,
    session_label,
    source_lines,
)
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.timeline import Step, timeline
from generator.release.views.verdict import Count, Verdict, responses_to, tally, verdict
from generator.terms import Disclosure, RecordKind


class AnswerView(msgspec.Struct, frozen=True):
    """对一条建议的一个回应。

    Attributes:
        who: 答复单位。
        date: 答复日期。
        decision: 处理的（代号，标签）；没写的没有。
        quote: 原话，Markdown。
        summary: 概述，Markdown。
        reason: 没有采纳的理由，Markdown。
        text_anchor: 同一页上答复全文的锚点；没有全文的为空。
        reply: 答复页。
        promises: 承诺。
    """

    who: str
    date: str
    decision: tuple[str, str] | None
    quote: str
    summary: str
    reason: str
    text_anchor: str
    reply: Link
    promises: tuple[PromiseView, ...]


class PointView(msgspec.Struct, frozen=True):
    """一条建议与对它的全部回应；建议没有公布原文的 text 为空。"""

    anchor: str
    label: str
    text: str
    answers: tuple[AnswerView, ...]


class HistoryLine(msgspec.Struct, frozen=True):
    """有日期的一件细事。"""

    date: str
    text: str
    note: str = ""


class OutcomeView(msgspec.Struct, frozen=True):
    """一项成效。"""

    what: str
    detail: str
    evidence: str
    evidence_url: str


class FullText(msgspec.Struct, frozen=True):
    """一件答复的全文，折叠在提案页上。"""

    anchor: str
    label: str
    text: str
    reply: Link


class ProposalView(msgspec.Struct, frozen=True):
    """提案页的全部内容。"""

    id: str
    path: str
    twin: str
    title: str
    crumbs: tuple[Link, ...]
    meta: tuple[Link, ...]
    verdict: Verdict
    tally: tuple[Count, ...]
    timeline: tuple[Step, ...]
    points: tuple[PointView, ...]
    general: tuple[AnswerView, ...]
    summary: str
    background: str
    full_texts: tuple[FullText, ...]
    co_opinions: tuple[Link, ...]
    history: tuple[HistoryLine, ...]
    visits: tuple[HistoryLine, ...]
    outcomes: tuple[OutcomeView, ...]
    publications: tuple[SourceLine, ...]
    facts: tuple[Fact, ...]
    topics: tuple[Link, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    original: str
    citation: str


def proposal_view(proposal: PublicProposal, release: Release, names: Names) -> ProposalView:
    """备好一件提案的页面。"""
    replies = replies_of(proposal, release)
    return ProposalView(
        id=proposal.id,
        path=address.page_path(RecordKind.PROPOSAL, proposal.id),
        twin=address.data_path(RecordKind.PROPOSAL, proposal.id),
        title=proposal.title,
        crumbs=_crumbs(proposal, names),
        meta=_meta(proposal, names),
        verdict=verdict(proposal, release),
        tally=tally(proposal, release),
        timeline=timeline(proposal, release),
        points=_points(proposal, replies, release, names),
        general=tuple(
            _answer(reply, response, release, names)
            for reply, response in responses_to(proposal, replies)
            if response.suggestion is None
        ),
        summary=proposal.summary or "",
        background=proposal.background or "",
        full_texts=tuple(_full_text(reply, names) for reply in replies),
        co_opinions=tuple(
            _reply_link(reply, names)
            for reply in release.replies_by_proposal.get(proposal.id, ())
            if not reply.role.is_reply
        ),
        history=_history(replies, names),
        visits=_visits(proposal),
        outcomes=tuple(outcome_view(outcome) for outcome in proposal.outcomes),
        publications=publication_lines(
            (*proposal.publications, *(item for reply in replies for item in reply.publications))
        ),
        facts=_facts(proposal, replies, names),
        topics=names.topic_links(proposal.topics),
        notes=_notes(proposal),
        sources=source_lines((*proposal.sources, *(item for reply in replies for item in reply.sources))),
        original=proposal.original or "",
        citation=_citation(proposal, names),
    )


def _crumbs(proposal: PublicProposal, names: Names) -> tuple[Link, ...]:
    start = Link("提案", "proposals/index.html")
    return (
        start,
        *names.body_links(proposal.body),
        *names.session_links(proposal),
        *names.category_links(proposal.category),
    )


def proposer_links(proposal: PublicProposal, names: Names) -> tuple[Link, ...]:
    """提案者：类别、集体名称、姓名公开的委员；姓名从略的照实说。"""
    proposer = proposal.proposer
    if proposer is None:
        return ()
    kind = proposer.kind.label + (f"（{proposer.count}人）" if proposer.count else "")
    links = [Link(f"{kind}提案" if proposer.kind.is_collective else kind)]
    links += [Link(proposer.name)] if proposer.name else []
    links += names.sector_links((proposer.sector,))
    links += names.member_links(proposer.members)
    return (*links, Link("姓名从略")) if proposer.names_withheld else tuple(links)


def _meta(proposal: PublicProposal, names: Names) -> tuple[Link, ...]:
    handling = proposal.handling
    number = number_label(proposal.number)
    meta = [*names.body_links(proposal.body), *names.session_links(proposal)]
    meta += [Link(number)] if number else []
    meta += (
        [Link(" · ".join(link.text for link in proposer_links(proposal, names)))] if proposal.proposer else []
    )
    meta += (
        [Link(f"主办 {names.unit(unit)}", address.page_path(RecordKind.UNIT, unit)) for unit in handling.lead]
        if handling
        else []
    )
    meta += [Link("重点提案")] if proposal.key else []
    return tuple(meta)


def _points(
    proposal: PublicProposal, replies: Sequence[PublicReply], release: Release, names: Names
) -> tuple[PointView, ...]:
    """逐条对照。没有公布原文的建议，只要有回应也列出来。"""
    pairs = [(reply, response) for reply, response in responses_to(proposal, replies) if response.suggestion]
    texts = {suggestion.id: suggestion.text for suggestion in proposal.suggestions}
    order = [
        *texts,
        *dict.fromkeys(
            response.suggestion or "" for _, response in pairs if response.suggestion not in texts
        ),
    ]
    return tuple(
        PointView(
            anchor=identifier,
            label=f"建议 {place}",
            text=texts.get(identifier, ""),
            answers=tuple(
                _answer(reply, response, release, names)
                for reply, response in pairs
                if response.suggestion == identifier
            ),
        )
        for place, identifier in enumerate(order, 1)
    )


def _answer(reply: PublicReply, response: PublicResponse, release: Release, names: Names) -> AnswerView:
    promised = {promise.commitment.id: promise for promise in of_reply(reply, release)}
    return AnswerView(
        who=names.unit(reply.unit),
        date=reply.date or "",
        decision=(response.decision.value, response.decision.label) if response.decision else None,
        quote=response.quote or "",
        summary=response.summary or "",
        reason=response.reason or "",
        text_anchor=_text_anchor(reply) if reply.text else "",
        reply=_reply_link(reply, names),
        promises=tuple(
            promise_view(promised[item.id], names, _promise_anchor(reply, item.id))
            for item in response.commitments
            if item.id in promised
        ),
    )


def _text_anchor(reply: PublicReply) -> str:
    return f"text-{reply.id}"


def _promise_anchor(reply: PublicReply, identifier: str) -> str:
    """提案页上承诺的锚点带上答复编号：两件答复可以都有 c1。"""
    return f"{reply.id}-{identifier}"


def _reply_link(reply: PublicReply, names: Names) -> Link:
    return Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id))


def _full_text(reply: PublicReply, names: Names) -> FullText:
    number = f" · {reply.document_number}" if reply.document_number else ""
    date = f" · {reply.date}" if reply.date else ""
    return FullText(
        _text_anchor(reply),
        f"{names.unit(reply.unit)}的答复{date}{number}",
        reply.text or "",
        _reply_link(reply, names),
    )


def _history(replies: Iterable[PublicReply], names: Names) -> tuple[HistoryLine, ...]:
    """办理结果的变化：原结果与每次变化。"""
    lines = []
    for reply in replies:
        if not reply.result_history:
            continue
        before = reply.result.words if reply.result else UNPUBLISHED
        for change in reply.result_history:
            text = f"{names.unit(reply.unit)}：办理结果由「{before}」变为「{change.result.words}」"
            lines.append(HistoryLine(change.date or "日期未公布", text, change.note or ""))
            before = change.result.words
    return tuple(lines)


def _visits(proposal: PublicProposal) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(
            visit.date or "",
            visit.phase.label,
            "委员表示不需要" if visit.waived else (visit.mode.label if visit.mode else ""),
        )
        for visit in proposal.visits
    )


def outcome_view(outcome: PublicOutcome) -> OutcomeView:
    """备好一项成效。"""
    evidence = outcome.evidence or ""
    is_url = evidence.startswith(("http://", "https://"))
    detail = " · ".join(part for part in (outcome.date, outcome.place, outcome.level) if part)
    return OutcomeView(outcome.what, detail, "" if is_url else evidence, evidence if is_url else "")


def publication_lines(publications: Iterable[PublicPublication]) -> tuple[SourceLine, ...]:
    """公开载体的写法。"""
    lines = [
        SourceLine(
            f"{item.channel}：{item.title}" if item.title else item.channel, item.url or "", item.date or ""
        )
        for item in publications
    ]
    return tuple(dict.fromkeys(lines))


def _facts(proposal: PublicProposal, replies: Sequence[PublicReply], names: Names) -> tuple[Fact, ...]:
    filing, handling, key = proposal.filing, proposal.handling, proposal.key
    results = [reply.present_result for reply in replies if reply.present_result]
    return facts(
        (
            ("案号", proposal.number),
            ("届次", names.session_links(proposal)),
            (
                "提出时间",
                " · ".join(
                    part for part in (proposal.submitted, proposal.timing and proposal.timing.label) if part
                ),
            ),
            ("提案者", proposer_links(proposal, names)),
            ("类别", names.category_links(proposal.category)),
            (
                "审查",
                " · ".join(
                    part
                    for part in (filing.status.label, filing.date, filing.reason and filing.reason.label)
                    if part
                )
                if filing
                else None,
            ),
            ("并入", names.proposal_links((filing.merged_into,)) if filing and filing.merged_into else ()),
            ("办理方式", handling.mode.label if handling and handling.mode else None),
            ("主办", names.unit_links(handling.lead) if handling else ()),
            ("会办", names.unit_links(handling.co) if handling else ()),
            ("交办", handling.assigned if handling else None),
            ("答复期限", handling.due if handling else None),
            ("答复", "、".join(dict.fromkeys(reply.date for reply in replies if reply.date))),
            ("公开", "、".join(dict.fromkeys(reply.published for reply in replies if reply.published))),
            (
                "办理结果",
                "；".join(dict.fromkeys(result_words(item) for item in results)),
            ),
            (
                "督办",
                " · ".join(part for part in (key.supervisor, key.method, *key.dates) if part)
                if key
                else None,
            ),
            ("归并办理", names.titled(RecordKind.BATCH, proposal.batch)),
            ("对办理态度", proposal.attitude.words if proposal.attitude else None),
            ("对办理结果", proposal.outcome_mark.words if proposal.outcome_mark else None),
            ("相关提案", names.proposal_links(proposal.related)),
        )
    )


def _notes(proposal: PublicProposal) -> tuple[str, ...]:
    """没有公开的部分，照实说明。"""
    notes = []
    if proposal.disclosure is Disclosure.SUMMARY:
        notes.append("按提案者的意愿，本件只公开题目、摘要与办理结果，正文不公开。")
    for item in proposal.withheld_replies:
        openness = item.openness.label if item.openness else "尚未决定是否公开"
        notes.append(
            f"有 1 件答复没有公开：{openness}" + (f"，原因：{item.reason}。" if item.reason else "。")
        )
    return tuple(notes)


def _citation(proposal: PublicProposal, names: Names) -> str:
    """引用格式的前半（GB/T 7714 的作者、题名、案号）；网址与日期由模板补。"""
    body = names.body(proposal.body)
    session = session_label(proposal.term, proposal.session)
    number = number_label(proposal.number)
    place = "，".join(part for part in (f"{body}{session}", number) if part)
    return f"{proposal.title}[EB/OL]. {place}" if place else f"{proposal.title}[EB/OL]"


class ReplyView(msgspec.Struct, frozen=True):
    """答复页的全部内容。"""

    id: str
    path: str
    twin: str
    title: str
    is_reply: bool
    crumbs: tuple[Link, ...]
    meta: tuple[Link, ...]
    lead: str
    facts: tuple[Fact, ...]
    proposals: tuple[Link, ...]
    points: tuple[PointView, ...]
    general: tuple[AnswerView, ...]
    summary: str
    text: str
    history: tuple[HistoryLine, ...]
    publications: tuple[SourceLine, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    original: str


def reply_view(reply: PublicReply, release: Release, names: Names) -> ReplyView:
    """备好一件答复的页面。"""
    return ReplyView(
        id=reply.id,
        path=address.page_path(RecordKind.REPLY, reply.id),
        twin=address.data_path(RecordKind.REPLY, reply.id),
        title=names.reply_title(reply),
        is_reply=reply.role.is_reply,
        crumbs=(
            Link("答复", "replies/index.html"),
            *names.body_links(reply.body),
            *names.unit_links((reply.unit,)),
        ),
        meta=tuple(Link(text) for text in (reply.document_number, reply.date) if text),
        lead=_reply_lead(reply, release),
        facts=_reply_facts(reply, names),
        proposals=names.proposal_links(reply.proposals),
        points=_reply_points(reply, release, names),
        general=tuple(
            _own_answer(reply, item, release, names) for item in reply.responses if item.suggestion is None
        ),
        summary=reply.summary or "",
        text=reply.text or "",
        history=_history((reply,), names),
        publications=publication_lines(reply.publications),
        notes=("所答提案没有全部全文公开，因此这件答复只公开办理结果与概述。",)
        if reply.disclosure is Disclosure.SUMMARY
        else (),
        sources=source_lines(reply.sources),
        original=reply.original or "",
    )


def _reply_lead(reply: PublicReply, release: Release) -> str:
    if not reply.role.is_reply:
        return "这是会办单位给主办单位的意见，不是对提案者的答复。"
    promised = tuple(of_reply(reply, release))
    parts = [f"答复 {len(reply.proposals)} 件提案"] if len(reply.proposals) > 1 else []
    result = reply.present_result
    parts += [f"办理结果：{result_words(result)}"] if result else []
    parts += [_promised_words(promised)] if promised else []
    return "；".join(parts) + "。" if parts else ""


def _promised_words(promised: Sequence[Promise]) -> str:
    finished = sum(not promise.progress.state.is_open for promise in promised)
    return f"承诺 {len(promised)} 项，办结 {finished} 项"


def _reply_facts(reply: PublicReply, names: Names) -> tuple[Fact, ...]:
    result = reply.present_result
    original = f"原文写作 {reply.document_number_original}" if reply.document_number_original else ""
    return facts(
        (
            ("对应提案", names.proposal_links(reply.proposals)),
            ("答复单位", names.unit_links((reply.unit,))),
            ("角色", reply.role.label),
            ("文号", " · ".join(part for part in (reply.document_number, original) if part)),
            ("答复日期", reply.date),
            ("公开日期", reply.published),
            ("办理结果", result_words(result) if result else None),
        )
    )


def _reply_points(reply: PublicReply, release: Release, names: Names) -> tuple[PointView, ...]:
    """按提案与建议的次序，逐条列出建议与回应。"""
    points = []
    several = len(reply.proposals) > 1
    for response in reply.responses:
        if response.suggestion is None:
            continue
        proposal = release.proposal.get(response.proposal or "")
        place, text = _suggestion(proposal, response.suggestion)
        label = (
            f"{number_label(proposal.number)}提案 建议 {place}" if several and proposal else f"建议 {place}"
        )
        anchor = f"{response.proposal}-{response.suggestion}" if several else response.suggestion
        points.append(PointView(anchor, label, text, (_own_answer(reply, response, release, names),)))
    return tuple(points)


def _suggestion(proposal: PublicProposal | None, identifier: str) -> tuple[str, str]:
    """一条建议在提案里的序号与文字；查不到时用编号。"""
    for place, suggestion in enumerate(proposal.suggestions if proposal else (), 1):
        if suggestion.id == identifier:
            return str(place), suggestion.text
    return identifier, ""


def _own_answer(reply: PublicReply, response: PublicResponse, release: Release, names: Names) -> AnswerView:
    """答复页自己的回应：承诺的锚点就是承诺的编号，总账链到这里。"""
    answer = _answer(reply, response, release, names)
    promised = {promise.commitment.id: promise for promise in of_reply(reply, release)}
    return msgspec.structs.replace(
        answer,
        text_anchor="text" if reply.text else "",
        promises=tuple(
            promise_view(promised[item.id], names, item.id)
            for item in response.commitments
            if item.id in promised
        ),
    )
