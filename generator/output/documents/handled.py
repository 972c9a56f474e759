"""提案与答复写成搜索的输入。"""

from collections.abc import Iterator
from itertools import chain

from generator.output.documents.writing import (
    Field,
    document,
    full_name,
    outcomes,
    practised,
    prose,
    pursued,
    topics,
)
from generator.output.search import SearchDocument
from generator.release.follow import of_reply, promises_of, replies_of
from generator.release.model import PublicProposal, PublicReply, Release
from generator.release.views.answers import promise_anchor, text_anchor
from generator.release.views.common import Names, session_label
from generator.release.views.report import CO_OPINION
from generator.release.views.rows import proposal_date
from generator.release.views.verdict import decisions_of
from generator.terms import RecordKind


def proposal_document(item: PublicProposal, release: Release, names: Names) -> SearchDocument:
    """一件提案：它的建议，各件答复的话与承诺，背景与成效。"""
    handling, proposer = item.handling, item.proposer
    units = [*handling.lead, *handling.co] if handling else []
    replies = replies_of(item, release)
    people = [release.member[member].name for member in proposer.members] if proposer else []
    people += [proposer.name] if proposer and proposer.name else []
    sectors = [link.text for link in names.sector_links((proposer.sector if proposer else None,))]
    return document(
        RecordKind.PROPOSAL,
        item,
        item.title,
        names,
        date=str(proposal_date(item, release)),
        fields=(
            ("number", "案号", item.number, ""),
            *(("document_number", "文号", reply.document_number, "") for reply in replies),
            *(("unit", "单位", full_name(unit, names), "") for unit in units),
            *(("name", "姓名", name, "") for name in (*people, *sectors)),
            ("text", "摘要", prose(item.summary), "summary"),
            *(
                ("suggestion", "建议", prose(suggestion.text), suggestion.id)
                for suggestion in item.suggestions
            ),
            *_answers(item, release),
            ("text", "正文", prose(item.background), "background"),
            *outcomes(item),
            *topics(item.topics, ""),
            *practised(item.practice, release),
        ),
        facets=(
            ("届次", session_label(item.term, item.session)),
            ("年份", (proposal_date(item, release) or "")[:4]),
            ("类别", item.category),
            *(("主题", word) for word in item.topics),
            *(("单位", names.unit(unit)) for unit in units),
            *(("界别", sector) for sector in sectors),
            *(("办理结果", reply.present_code.label) for reply in replies if reply.present_code),
            *(("处理", decision.label) for decision in decisions_of(item, replies).values()),
        ),
        promised=promises_of(item, release),
    )


def _answers(item: PublicProposal, release: Release) -> Iterator[Field]:
    """提案页上各件答复的话与承诺。"""
    for reply in replies_of(item, release):
        for response in reply.responses:
            if response.proposal in {item.id, None}:
                anchor = response.suggestion or ""
                yield "reply", "答复", prose(response.quote), anchor
                yield "reply", "答复概述", prose(response.summary), anchor
                yield "reply", "理由", prose(response.reason), anchor
                for commitment in response.commitments:
                    yield from pursued(commitment, promise_anchor(reply, commitment.id))
        yield "reply", "答复全文", prose(reply.text), text_anchor(reply) if reply.text else ""


def reply_document(item: PublicReply, release: Release, names: Names) -> SearchDocument:
    """一件答复或会办意见：所答的提案，逐条的话与承诺，全文。"""
    promised = of_reply(item, release)
    answered = [release.proposal[proposal] for proposal in item.proposals]
    return document(
        RecordKind.REPLY,
        item,
        names.reply_title(item),
        names,
        date=str(item.date or ""),
        fields=(
            ("document_number", "文号", item.document_number, ""),
            ("document_number", "文号", item.document_number_original, ""),
            ("unit", "单位", full_name(item.unit, names), ""),
            *(("number", "案号", proposal.number, "answered") for proposal in answered),
            *(("text", "提案", proposal.title, "answered") for proposal in answered),
            ("text", "概述", prose(item.summary), "summary"),
            *_responses(item),
            *chain.from_iterable(pursued(promise.commitment, promise.anchor) for promise in promised),
            ("reply", "答复全文", prose(item.text), "text"),
            *practised(item.practice, release),
        ),
        facets=(
            ("年份", item.date.year if item.date else None),
            ("单位", names.unit(item.unit)),
            ("办理结果", item.present_code.label if item.present_code else None),
        ),
        promised=promised,
        label="" if item.role.is_reply else CO_OPINION,
    )


def _responses(item: PublicReply) -> Iterator[Field]:
    """逐条的回应；只答一件提案的，锚点是那条建议。"""
    for response in item.responses:
        anchor = response.suggestion if response.suggestion and len(item.proposals) == 1 else ""
        yield "reply", "答复", prose(response.quote), anchor
        yield "reply", "答复概述", prose(response.summary), anchor
        yield "reply", "理由", prose(response.reason), anchor
