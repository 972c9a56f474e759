"""内容相符的规则：建议、原话、各项的编号、件数。"""

from collections.abc import Iterator, Sequence

from generator.register.model import Batch, Consultation, Proposal, Reply
from generator.register.model.reply import Response
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error
from generator.terms import (
    nearest,
)


def suggestion_exists(register: Register) -> Iterator[Finding]:
    """逐条回应的建议，必须是所答提案里的一条。"""
    for reply in register.replies.values():
        for index, response in enumerate(reply.responses):
            yield from _suggestion_problem(register, reply, response, ("responses", index))


def _suggestion_problem(
    register: Register, reply: Reply, response: Response, steps: Steps
) -> Iterator[Finding]:
    if response.proposal and response.proposal not in reply.proposals:
        message = f"提案「{response.proposal}」不在这件答复的对应提案里"
        yield error(
            "foreign-proposal", reply, (*steps, "proposal"), message, "加进 proposals，或改成其中一件。"
        )
        return
    candidates = [response.proposal] if response.proposal else list(reply.proposals)
    proposals = [
        register.proposals[identifier] for identifier in candidates if identifier in register.proposals
    ]
    if response.suggestion is None or len(proposals) < len(candidates):
        return
    holders = [
        proposal
        for proposal in proposals
        if any(item.id == response.suggestion for item in proposal.suggestions)
    ]
    place = (*steps, "suggestion")
    if not holders:
        known = list(dict.fromkeys(item.id for proposal in proposals for item in proposal.suggestions))
        similar = nearest(response.suggestion, known)
        cure = (
            f"是否想写「{similar}」？已有的建议：{'、'.join(known)}。"
            if known
            else "先在提案里逐条写出建议。"
        )
        yield error(
            "unknown-suggestion", reply, place, f"提案里没有编号为「{response.suggestion}」的建议", cure
        )
    elif len(holders) > 1:
        names = "、".join(proposal.id for proposal in holders)
        message = f"建议「{response.suggestion}」在几件提案里都有（{names}）"
        yield error("ambiguous-suggestion", reply, place, message, "加上 proposal，写明是哪一件提案的建议。")


def quote_is_verbatim(register: Register) -> Iterator[Finding]:
    """引用的原话必须与答复正文一字不差；换行与空白不计。"""
    for reply in register.replies.values():
        text = _squeezed(reply.text or "")
        for index, response in enumerate(reply.responses):
            if response.quote is None:
                continue
            steps: Steps = ("responses", index, "quote")
            if reply.text is None:
                yield error(
                    "quote-without-text",
                    reply,
                    steps,
                    "有原话，但答复没有正文可以核对",
                    "补上 text；没有原文时改用 summary 概述。",
                )
            elif _squeezed(response.quote) not in text:
                yield error(
                    "quote-not-verbatim",
                    reply,
                    steps,
                    "原话与答复正文对不上",
                    "从正文里原样复制；自己的概括写在 summary。",
                )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def parts_have_own_ids(register: Register) -> Iterator[Finding]:
    """同一记录里，建议、承诺、任务的编号不能重复。"""
    for proposal in register.proposals.values():
        yield from _repeated(
            proposal,
            [(("suggestions", index, "id"), item.id) for index, item in enumerate(proposal.suggestions)],
        )
    for reply in register.replies.values():
        places = [
            (("responses", place, "commitments", index, "id"), commitment.id)
            for place, response in enumerate(reply.responses)
            for index, commitment in enumerate(response.commitments)
        ]
        yield from _repeated(reply, places)
    for consultation in register.consultations.values():
        yield from _repeated(
            consultation, [(("tasks", index, "id"), item.id) for index, item in enumerate(consultation.tasks)]
        )


def _repeated(
    record: Proposal | Reply | Consultation, places: Sequence[tuple[Steps, str]]
) -> Iterator[Finding]:
    seen: set[str] = set()
    for steps, identifier in places:
        if identifier in seen:
            yield error(
                "duplicate-part-id",
                record,
                steps,
                f"编号「{identifier}」在这条记录里用了两次",
                "换一个编号；它是网页上的锚点。",
            )
        seen.add(identifier)


def counts_agree(register: Register) -> Iterator[Finding]:
    """采纳不多于提出；写明的总数不少于逐条写出的条数。"""
    for consultation in register.consultations.values():
        opinions = consultation.opinions
        if opinions and opinions.adopted is not None and opinions.adopted > opinions.raised:
            message = f"采纳 {opinions.adopted} 条，多于提出的 {opinions.raised} 条"
            yield error(
                "adopted-over-raised",
                consultation,
                ("opinions", "adopted"),
                message,
                "核对两个数，改正写错的一个。",
            )
        yield from _total(
            consultation, "tasks_total", consultation.tasks_total, len(consultation.tasks), "任务"
        )
    for proposal in register.proposals.values():
        yield from _total(
            proposal, "suggestions_total", proposal.suggestions_total, len(proposal.suggestions), "建议"
        )
    for batch in register.batches.values():
        yield from _total(batch, "count", batch.count, len(batch.proposals), "提案")


def _total(
    record: Proposal | Consultation | Batch, field: str, total: int | None, listed: int, name: str
) -> Iterator[Finding]:
    if total is not None and total < listed:
        yield error(
            "total-too-small",
            record,
            (field,),
            f"写明共 {total} 项{name}，却列了 {listed} 项",
            "改正总数，或删去多列的。",
        )
