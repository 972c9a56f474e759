"""内容相符的规则：建议、原话、承诺、件数、结果与分级的写法。"""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.register.model import Batch, Consultation, Proposal, Reply
from generator.register.model.common import Commitment
from generator.register.model.reply import Response
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error, warning
from generator.terms import (
    CONSULTATION_KINDS,
    PLATFORM_KINDS,
    FilingStatus,
    Result,
    Satisfaction,
    UpdateStatus,
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


def results_are_known(register: Register) -> Iterator[Finding]:
    """办理结果的写法必须在所用的对照表里。"""
    for reply in register.replies.values():
        body = next(
            (register.proposals[item].body for item in reply.proposals if item in register.proposals),
            register.site.body,
        )
        places: list[tuple[Steps, str | None]] = [(("result",), reply.result)]
        places += [
            (("result_history", index, "result"), change.result)
            for index, change in enumerate(reply.result_history)
        ]
        for steps, word in places:
            if word is not None and register.result_of(word, body) is None:
                known = [*register.result_scale(body), *Result.words()]
                yield error(
                    "unknown-result",
                    reply,
                    steps,
                    f"办理结果「{word}」不在对照表里",
                    _known_words(word, known, "result_scales"),
                )


def satisfaction_is_known(register: Register) -> Iterator[Finding]:
    """满意度的写法必须在所用的分级里。"""
    for proposal in register.proposals.values():
        marks = proposal.satisfaction
        if marks is None:
            continue
        for field, word in (("attitude", marks.attitude), ("result", marks.result)):
            if word is not None and register.satisfaction_of(word, proposal.body) is None:
                known = [*register.satisfaction_scale(proposal.body), *Satisfaction.words()]
                cure = _known_words(word, known, "satisfaction_scales")
                yield error(
                    "unknown-satisfaction",
                    proposal,
                    ("satisfaction", field),
                    f"满意度「{word}」不在分级里",
                    cure,
                )


def _known_words(word: str, known: Sequence[str], setting: str) -> str:
    similar = nearest(word, known)
    hint = f"是否想写「{similar}」？" if similar else ""
    return f"{hint}可用的词：{'、'.join(dict.fromkeys(known))}；新的叫法加进 site.yml 的 {setting}。"


def scales_exist(register: Register) -> Iterator[Finding]:
    """政协指定的对照表与分级，必须在站点配置里。"""
    for body in register.bodies.values():
        for field, name, scales in (
            ("result_scale", body.result_scale, register.site.result_scales),
            ("satisfaction_scale", body.satisfaction_scale, register.site.satisfaction_scales),
        ):
            if name is not None and name not in scales:
                similar = nearest(name, scales)
                hint = f"是否想写「{similar}」？" if similar else ""
                yield error(
                    "unknown-scale",
                    body,
                    (field,),
                    f"site.yml 里没有「{name}」",
                    f"{hint}已有：{'、'.join(scales)}。",
                )


def kinds_are_known(register: Register) -> Iterator[Finding]:
    """协商形式与平台种类，须是常见叫法，或在站点配置里增补过。"""
    forms = (*CONSULTATION_KINDS, *register.site.consultation_kinds)
    kinds = (*PLATFORM_KINDS, *register.site.platform_kinds)
    for record, word, known, setting in (
        *((item, item.kind, forms, "consultation_kinds") for item in register.consultations.values()),
        *((item, item.kind, kinds, "platform_kinds") for item in register.platforms.values()),
    ):
        if word not in known:
            yield error(
                "unknown-word",
                record,
                ("kind",),
                f"「{word}」不在词汇表里",
                _known_words(word, known, setting),
            )


def filing_is_whole(register: Register) -> Iterator[Finding]:
    """并案要写并入哪一件，且不能并入自己；不予立案要写原因。"""
    for proposal in register.proposals.values():
        filing = proposal.filing
        if filing is None:
            continue
        if filing.status is FilingStatus.MERGED and filing.merged_into is None:
            yield error(
                "merged-without-target",
                proposal,
                ("filing",),
                "并案没有写并入哪一件",
                "补上「merged_into: 提案编号」。",
            )
        if _merges_back(register, proposal):
            yield error(
                "merged-into-itself",
                proposal,
                ("filing", "merged_into"),
                "提案并来并去，并入了自己",
                "改成真正并入的那一件的编号。",
            )
        if filing.status is FilingStatus.REJECTED and filing.reason is None:
            yield warning(
                "rejected-without-reason",
                proposal,
                ("filing",),
                "不予立案没有写原因",
                "补上「reason: 原因」；页面会显示「原因未公布」。",
            )


def _merges_back(register: Register, proposal: Proposal) -> bool:
    passed: set[str] = set()
    current: Proposal | None = proposal
    while current is not None and current.filing is not None and current.id not in passed:
        passed.add(current.id)
        current = register.proposals.get(current.filing.merged_into or "")
    return current is not None and current.id == proposal.id and proposal.id in passed


def adjusted_has_new_due(register: Register) -> Iterator[Finding]:
    """「已调整」要写新期限。"""
    for reply in register.replies.values():
        for place, response in enumerate(reply.responses):
            for index, commitment in enumerate(response.commitments):
                yield from _adjusted(reply, commitment, ("responses", place, "commitments", index))
    for consultation in register.consultations.values():
        for index, task in enumerate(consultation.tasks):
            yield from _adjusted(consultation, task, ("tasks", index))


def _adjusted(record: Reply | Consultation, commitment: Commitment, steps: Steps) -> Iterator[Finding]:
    for index, update in enumerate(commitment.updates):
        if update.status is UpdateStatus.ADJUSTED and update.due is None:
            yield warning(
                "adjusted-without-due",
                record,
                (*steps, "updates", index),
                "「已调整」没有写新期限",
                "补上「due: 新期限」；不写则按未给期限处理。",
            )


def unit_was_assigned(register: Register) -> Iterator[Finding]:
    """答复单位应当是提案的主办或会办单位。"""
    for reply in register.replies.values():
        for identifier in reply.proposals:
            proposal = register.proposals.get(identifier)
            handling = proposal.handling if proposal else None
            if handling is None or not (handling.lead or handling.co):
                continue
            if reply.unit not in {*handling.lead, *handling.co}:
                message = f"答复单位「{reply.unit}」不是提案 {identifier} 的主办或会办单位"
                yield warning(
                    "unit-not-assigned", reply, ("unit",), message, "核对答复单位，或补进提案的 handling。"
                )


def batch_lists_its_proposals(register: Register) -> Iterator[Finding]:
    """归并办理的双方写法一致：提案写了批次，批次也应当列出它。"""
    listed = Counter(
        (batch.id, identifier) for batch in register.batches.values() for identifier in batch.proposals
    )
    for proposal in register.proposals.values():
        batch = register.batches.get(proposal.batch or "")
        if batch is not None and batch.proposals and (batch.id, proposal.id) not in listed:
            yield warning(
                "batch-one-sided",
                proposal,
                ("batch",),
                f"归并办理「{batch.id}」没有列出这件提案",
                "在那一批的 proposals 里补上。",
            )
