"""答复页。"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.release import address
from generator.release.follow import Promise, of_reply
from generator.release.model import (
    PublicProposal,
    PublicReply,
    Release,
)
from generator.release.views.answers import (
    AnswerView,
    HistoryLine,
    PointView,
    answer_view,
    publication_lines,
    result_changes,
)
from generator.release.views.common import (
    Fact,
    Link,
    Names,
    SourceLine,
    facts,
    number_label,
    result_words,
    source_lines,
)
from generator.release.views.corrections import CorrectionLine, correction_lines
from generator.release.views.long_lists import LINKS, LongPage, Rest, point_pages, row_pages, some_links
from generator.release.views.practices import practice_links
from generator.release.views.related import RowsView, mentions_of
from generator.release.views.rows import proposal_rows
from generator.release.views.verdict import STATES, Piece, Verdict
from generator.terms import Disclosure, RecordKind


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
    verdict: Verdict | None
    late: bool
    facts: tuple[Fact, ...]
    proposals: tuple[Link, ...]
    points: tuple[PointView, ...]
    general: tuple[AnswerView, ...]
    summary: str
    text: str
    history: tuple[HistoryLine, ...]
    publications: tuple[SourceLine, ...]
    practices: tuple[Link, ...]
    mentions: tuple[RowsView, ...]
    notes: tuple[str, ...]
    corrections: tuple[CorrectionLine, ...]
    sources: tuple[SourceLine, ...]
    original: str
    rest: Rest | None
    answered: tuple[RowsView, ...]
    point_pages: tuple[LongPage, ...]

    @property
    def long_pages(self) -> Iterator[LongPage]:
        """没有列完的各表，全部另成的几页。"""
        yield from self.point_pages
        yield from row_pages(self.answered)


def reply_view(reply: PublicReply, release: Release, names: Names) -> ReplyView:
    """备好一件答复的页面。"""
    points = _reply_points(reply, release, names)
    # 只答一件提案的，逐条都是它的正文，搜索链到每一条。
    several = points if len(reply.proposals) > 1 else ()
    pages, rest = point_pages(several, "逐条对照", address.list_path(RecordKind.REPLY, reply.id, "points"))
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
        verdict=_verdict(reply, release) if reply.role.is_reply else None,
        late=_is_late(reply, release),
        facts=_reply_facts(reply, names),
        proposals=_answered(reply, names),
        points=points[: rest.shown] if rest else points,
        general=tuple(
            answer_view(reply, item, release, names, is_own_page=True)
            for item in reply.responses
            if item.suggestion is None
        ),
        summary=reply.summary or "",
        text=reply.text or "",
        history=result_changes((reply,), names),
        mentions=mentions_of(RecordKind.REPLY, reply.id, release, names),
        publications=publication_lines(reply.publications),
        practices=practice_links(reply.practice, release),
        notes=("所答提案没有全部全文公开，因此这件答复只公开办理结果与概述。",)
        if reply.disclosure is Disclosure.SUMMARY
        else (),
        corrections=correction_lines(reply),
        sources=source_lines(reply.sources),
        original=reply.original or "",
        rest=rest,
        answered=_long_answered(reply, release, names),
        point_pages=pages,
    )


def _answered_path(reply: PublicReply) -> str:
    return address.list_path(RecordKind.REPLY, reply.id, "proposals")


def _answered(reply: PublicReply, names: Names) -> tuple[Link, ...]:
    return some_links(names.proposal_links(reply.proposals), _answered_path(reply))


def _long_answered(reply: PublicReply, release: Release, names: Names) -> tuple[RowsView, ...]:
    """所答的提案在一句话里写不完的，另成几页。"""
    if len(names.proposal_links(reply.proposals)) <= LINKS:
        return ()
    rows = proposal_rows(reply.proposals, release, names)
    return (RowsView("所答的提案", (), len(rows), _answered_path(reply), whole=rows),)


def _reply_lead(reply: PublicReply, release: Release) -> str:
    if not reply.role.is_reply:
        return "这是会办单位给主办单位的意见，不是对提案者的答复。"
    promised = of_reply(reply, release)
    parts = [f"答复 {len(reply.proposals)} 件提案"] if len(reply.proposals) > 1 else []
    result = reply.present_result
    parts += [f"办理结果：{result_words(result)}"] if result else []
    parts += [_promised_words(promised)] if promised else []
    return "；".join(parts) + "。" if parts else ""


def _is_late(reply: PublicReply, release: Release) -> bool:
    return any(promise.progress.overdue_days for promise in of_reply(reply, release))


def _verdict(reply: PublicReply, release: Release) -> Verdict:
    """答复的结论：办理结果是什么，承诺兑现了没有。"""
    result = reply.present_result
    words = (result.code.label if result.code else result.words) if result else "已答复"
    promised = of_reply(reply, release)
    is_kept = bool(promised) and not any(promise.progress.state.is_open for promise in promised)
    lead = _reply_lead(reply, release)
    pieces = (Piece(lead),) if lead else ()
    if _is_late(reply, release):
        return Verdict(STATES["overdue"], f"{words}，有承诺逾期", pieces)
    if is_kept:
        return Verdict(STATES["done"], f"{words}，承诺已兑现", pieces)
    return Verdict(STATES["replied"], f"{words}，承诺待兑现" if promised else words, pieces)


def _promised_words(promised: Sequence[Promise]) -> str:
    finished = sum(not promise.progress.state.is_open for promise in promised)
    late = sum(promise.progress.overdue_days > 0 for promise in promised)
    return f"承诺 {len(promised)} 项，办结 {finished} 项" + (f"，逾期 {late} 项" if late else "")


def _reply_facts(reply: PublicReply, names: Names) -> tuple[Fact, ...]:
    result = reply.present_result
    original = f"原文写作 {reply.document_number_original}" if reply.document_number_original else ""
    return facts(
        (
            ("对应提案", _answered(reply, names)),
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
        anchor = f"point-{response.proposal}-{response.suggestion}" if several else response.suggestion
        points.append(
            PointView(anchor, label, text, (answer_view(reply, response, release, names, is_own_page=True),))
        )
    return tuple(points)


def _suggestion(proposal: PublicProposal | None, identifier: str) -> tuple[str, str]:
    """一条建议在提案里的序号与文字；查不到时用编号。"""
    for place, suggestion in enumerate(proposal.suggestions if proposal else (), 1):
        if suggestion.id == identifier:
            return str(place), suggestion.text
    return identifier, ""
