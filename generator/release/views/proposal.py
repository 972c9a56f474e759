"""提案页。"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.release import address
from generator.release.follow import replies_of
from generator.release.model import (
    PublicHandling,
    PublicProposal,
    PublicReply,
    Release,
)
from generator.release.views.answers import (
    AnswerView,
    HistoryLine,
    OutcomeView,
    PointView,
    answer_view,
    outcome_view,
    publication_lines,
    reply_link,
    result_changes,
    text_anchor,
)
from generator.release.views.common import (
    Fact,
    Link,
    Names,
    Row,
    SourceLine,
    facts,
    number_label,
    result_words,
    session_label,
    source_lines,
)
from generator.release.views.corrections import (
    CorrectionLine,
    correction_lines,
    reply_correction_lines,
)
from generator.release.views.long_lists import LINKS, LongPage, row_pages, some_links
from generator.release.views.practices import practice_links
from generator.release.views.related import RowsView, mentions_of
from generator.release.views.stages import ChainView, chain_view
from generator.release.views.timeline import Step, timeline
from generator.release.views.verdict import Count, Verdict, responses_to, tally, verdict
from generator.terms import Disclosure, FilingStatus, HandlingMode, RecordKind, ReplyRole


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
    chain: ChainView | None
    mentions: tuple[RowsView, ...]
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
    practices: tuple[Link, ...]
    notes: tuple[str, ...]
    corrections: tuple[CorrectionLine, ...]
    sources: tuple[SourceLine, ...]
    original: str
    citation: str
    related: tuple[RowsView, ...]

    @property
    def long_pages(self) -> Iterator[LongPage]:
        """没有列完的各表，全部另成的几页。"""
        return row_pages(self.related)


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
        chain=chain_view(proposal, release),
        mentions=mentions_of(RecordKind.PROPOSAL, proposal.id, release, names),
        points=_points(proposal, replies, release, names),
        general=tuple(
            answer_view(reply, response, release, names)
            for reply, response in responses_to(proposal, replies)
            if response.suggestion is None
        ),
        summary=proposal.summary or "",
        background=proposal.background or "",
        full_texts=tuple(_full_text(reply, names) for reply in replies),
        co_opinions=tuple(
            reply_link(reply, names)
            for reply in release.replies_by_proposal.get(proposal.id, ())
            if not reply.role.is_reply
        ),
        history=result_changes(replies, names),
        visits=_visits(proposal),
        outcomes=tuple(outcome_view(outcome) for outcome in proposal.outcomes),
        publications=publication_lines(
            (*proposal.publications, *(item for reply in replies for item in reply.publications))
        ),
        facts=_facts(proposal, replies, names),
        topics=names.topic_links(proposal.topics),
        practices=practice_links(proposal.practice, release),
        notes=_notes(proposal),
        corrections=(*correction_lines(proposal), *reply_correction_lines(replies, names)),
        sources=source_lines((*proposal.sources, *(item for reply in replies for item in reply.sources))),
        original=proposal.original or "",
        citation=_citation(proposal, names),
        related=_long_related(proposal, names),
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
    # 哪一级政协、哪一次会议，上面的位置里已经写了。
    meta = [Link(number)] if number else []
    meta += (
        [Link(" · ".join(link.text for link in proposer_links(proposal, names)))] if proposal.proposer else []
    )
    meta += (
        [
            Link(f"{_lead_label(handling)} {names.unit(unit)}", address.page_path(RecordKind.UNIT, unit))
            for unit in handling.lead
        ]
        if handling
        else []
    )
    meta += [Link("重点提案")] if proposal.key else []
    return tuple(meta)


def _lead_label(handling: PublicHandling | None) -> str:
    is_separate = handling is not None and handling.mode is HandlingMode.SEPARATE
    return (ReplyRole.SEPARATE if is_separate else ReplyRole.LEAD).label


def _points(
    proposal: PublicProposal, replies: Sequence[PublicReply], release: Release, names: Names
) -> tuple[PointView, ...]:
    """逐条对照。没有公布原文的建议，只要有回应也列出来。"""
    pairs = [(reply, response) for reply, response in responses_to(proposal, replies) if response.suggestion]
    silence = _silence(proposal, replies, has_points=bool(pairs))
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
                answer_view(reply, response, release, names)
                for reply, response in pairs
                if response.suggestion == identifier
            ),
            silence=silence,
        )
        for place, identifier in enumerate(order, 1)
    )


def _silence(proposal: PublicProposal, replies: Sequence[PublicReply], *, has_points: bool) -> str:
    """一条建议下面没有回应时怎样说：分清没有答复、答复没有公开与答复没有提到。"""
    status = proposal.filing.status if proposal.filing else FilingStatus.FILED
    if has_points:
        return "公布的答复没有回应这一条。"
    if replies:
        return "没有公布逐条的回应，见答复。"
    if proposal.withheld_replies:
        return "答复没有公开。"
    if status is FilingStatus.MERGED:
        return "并入另一件提案一并办理，答复见主案。"
    return "还没有公布答复。" if status.is_handled else "没有立案，不作书面答复。"


def _full_text(reply: PublicReply, names: Names) -> FullText:
    number = f" · {reply.document_number}" if reply.document_number else ""
    date = f" · {reply.date}" if reply.date else ""
    return FullText(
        text_anchor(reply),
        f"{names.unit(reply.unit)}的答复{date}{number}",
        reply.text or "",
        reply_link(reply, names),
    )


def _visits(proposal: PublicProposal) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(
            visit.date or "",
            visit.phase.label,
            "委员表示不需要" if visit.waived else (visit.mode.label if visit.mode else ""),
        )
        for visit in proposal.visits
    )


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
            (_lead_label(handling), names.unit_links(handling.lead) if handling else ()),
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
            ("相关提案", some_links(names.proposal_links(proposal.related), _related_path(proposal))),
        )
    )


def _related_path(proposal: PublicProposal) -> str:
    return address.list_path(RecordKind.PROPOSAL, proposal.id, "related")


def _long_related(proposal: PublicProposal, names: Names) -> tuple[RowsView, ...]:
    """相关提案在「本件情况」里写不完的，另成几页；手里只有它们的题目。"""
    links = names.proposal_links(proposal.related)
    if len(links) <= LINKS:
        return ()
    rows = tuple(Row(RecordKind.PROPOSAL.label, link.text, link.path, "", (), None, "") for link in links)
    return (RowsView("相关提案", (), len(rows), _related_path(proposal), whole=rows),)


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
