"""回应的写法：逐条的回应、结果的变化、成效、公开载体；提案页与答复页共用。"""

from collections.abc import Iterable

import msgspec

from generator.release import address
from generator.release.follow import of_reply
from generator.release.model import (
    PublicOutcome,
    PublicPublication,
    PublicReply,
    PublicResponse,
    Release,
)
from generator.release.views.common import (
    UNPUBLISHED,
    Link,
    Names,
    SourceLine,
)
from generator.release.views.promises import PromiseView, promise_view
from generator.terms import RecordKind


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
    """一条建议与对它的全部回应。

    Attributes:
        anchor: 锚点。
        label: 第几条。
        text: 建议的原文；没有公布的为空。
        answers: 回应。
        silence: 没有回应时，为什么没有。
    """

    anchor: str
    label: str
    text: str
    answers: tuple[AnswerView, ...]
    silence: str = ""


class HistoryLine(msgspec.Struct, frozen=True):
    """有日期的一件细事。"""

    date: str
    text: str
    note: str = ""


class OutcomeView(msgspec.Struct, frozen=True):
    """一项成效。"""

    what: str
    detail: str
    level: tuple[str, str] | None
    evidence: str
    evidence_url: str


def answer_view(
    reply: PublicReply, response: PublicResponse, release: Release, names: Names, *, is_own_page: bool = False
) -> AnswerView:
    """备好对一条建议的一个回应。

    Args:
        reply: 答复。
        response: 其中的一个回应。
        release: 一次发布。
        names: 编号的名称与链接。
        is_own_page: 写在答复自己的页上：承诺的锚点就是承诺的编号，总账链到那里；提案页上要带上答复编号。
    """
    promised = {promise.commitment.id: promise for promise in of_reply(reply, release)}
    return AnswerView(
        who=names.unit(reply.unit),
        date=reply.date or "",
        decision=(response.decision.value, response.decision.label) if response.decision else None,
        quote=response.quote or "",
        summary=response.summary or "",
        reason=response.reason or "",
        text_anchor=("text" if is_own_page else text_anchor(reply)) if reply.text else "",
        reply=reply_link(reply, names),
        promises=tuple(
            promise_view(promised[item.id], names, item.id if is_own_page else promise_anchor(reply, item.id))
            for item in response.commitments
            if item.id in promised
        ),
    )


def text_anchor(reply: PublicReply) -> str:
    """提案页上这件答复全文的锚点。"""
    return f"text-{reply.id}"


def promise_anchor(reply: PublicReply, identifier: str) -> str:
    """提案页上承诺的锚点带上答复编号：两件答复可以都有 c1。"""
    return f"promise-{reply.id}-{identifier}"


def reply_link(reply: PublicReply, names: Names) -> Link:
    """一件答复的链接。"""
    return Link(names.reply_title(reply), address.page_path(RecordKind.REPLY, reply.id))


def result_changes(replies: Iterable[PublicReply], names: Names) -> tuple[HistoryLine, ...]:
    """办理结果的变化：原结果与每次变化。"""
    lines = []
    for reply in replies:
        if not reply.result_history:
            continue
        before = reply.result.words if reply.result else UNPUBLISHED
        for change in reply.result_history:
            now = change.result.words
            moved = f"办理结果由「{before}」变为「{now}」" if now != before else f"办理结果仍是「{now}」"
            text = f"{names.unit(reply.unit)}：{moved}"
            lines.append(HistoryLine(change.date or "", text, change.note or ""))
            before = now
    return tuple(lines)


def outcome_view(outcome: PublicOutcome) -> OutcomeView:
    """备好一项成效。"""
    evidence = outcome.evidence or ""
    is_url = evidence.startswith(("http://", "https://"))
    detail = " · ".join(part for part in (outcome.date, outcome.place) if part)
    level = (outcome.level.value, outcome.level.label) if outcome.level else None
    return OutcomeView(outcome.what, detail, level, "" if is_url else evidence, evidence if is_url else "")


def publication_lines(publications: Iterable[PublicPublication]) -> tuple[SourceLine, ...]:
    """公开载体的写法。"""
    lines = [
        SourceLine(
            f"{item.channel}：{item.title}" if item.title else item.channel, item.url or "", item.date or ""
        )
        for item in publications
    ]
    return tuple(dict.fromkeys(lines))
