"""公开的规则：决定公开与否，不公开要有原因。"""

from collections.abc import Iterator

from generator.register.model import Activity, Platform, Proposal, Reply
from generator.register.register import Register
from generator.register.rules.finding import Finding, error, warning
from generator.terms import ProposalOpenness, RecordOpenness, ReplyOpenness


def openness_is_decided(register: Register) -> Iterator[Finding]:
    """提案与答复都要有公开与否的决定；没有决定的不会公开。"""
    records: tuple[Proposal | Reply, ...] = (*register.proposals.values(), *register.replies.values())
    for record in records:
        if record.open is None:
            message = "还没有决定是否公开，因此不会公开"
            yield warning("openness-undecided", record, (), message, "有了决定后补上「open: …」。")


def withheld_has_reason(register: Register) -> Iterator[Finding]:
    """不公开的要写原因；件数与原因会公布。"""
    withheld = {
        ProposalOpenness.WITHHELD,
        ReplyOpenness.WITHHELD,
        ReplyOpenness.ON_REQUEST,
        RecordOpenness.WITHHELD,
    }
    records: tuple[Proposal | Reply | Activity | Platform, ...] = (
        *register.proposals.values(),
        *register.replies.values(),
        *register.activities,
        *register.platforms.values(),
    )
    for record in records:
        if record.open in withheld and record.open_reason is None:
            yield error(
                "withheld-without-reason",
                record,
                ("open",),
                "不公开的没有写原因",
                "补上「open_reason: 原因」；原因会随件数公布。",
            )


def summary_is_written(register: Register) -> Iterator[Finding]:
    """摘要公开的要有摘要。"""
    for proposal in register.proposals.values():
        if proposal.open is ProposalOpenness.SUMMARY and proposal.summary is None:
            yield warning(
                "summary-missing",
                proposal,
                ("open",),
                "摘要公开，但没有写摘要",
                "补上「summary: …」；否则只公开题目与结果。",
            )
