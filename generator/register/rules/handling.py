"""办理的规则：并案、不予立案、承诺的调整、答复的单位、归并办理。"""

from collections import Counter
from collections.abc import Iterator

from generator.register.model import Consultation, Proposal, Reply
from generator.register.model.common import Commitment
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error, warning
from generator.terms import FilingStatus, UpdateStatus


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
