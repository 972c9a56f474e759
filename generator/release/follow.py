"""跟踪：承诺到了哪一步，提案办到了哪一阶段。全部由数据与 as_of 推算，不由编辑填写。"""

from collections.abc import Iterator
from datetime import date

import msgspec

from generator.dates import PartialDate
from generator.release.model import (
    PublicCommitment,
    PublicConsultation,
    PublicProposal,
    PublicReply,
    PublicUpdate,
    Release,
)
from generator.terms import CommitmentState, RecordKind, UpdateStatus

ORDER = {state: place for place, state in enumerate(CommitmentState)}
"""总账里各种状态的先后，就是词汇表的次序。"""


class Progress(msgspec.Struct, frozen=True):
    """一项承诺在某一天的进展。

    Attributes:
        state: 状态。
        due: 现在的期限；没给的没有。
        earlier_dues: 曾经的期限，按先后；顺延过才有。
        days: 离期限几天；逾期为负。没有期限、已办完的为 None。
        latest: 最近一次进展；没有的没有。
        finished: 办完或销号的日期；还没有的没有。
    """

    state: CommitmentState
    due: PartialDate | None
    earlier_dues: tuple[PartialDate, ...]
    days: int | None
    latest: PublicUpdate | None
    finished: PartialDate | None

    @property
    def overdue_days(self) -> int:
        """逾期几天；没有逾期为 0。"""
        return -self.days if self.state is CommitmentState.OVERDUE and self.days is not None else 0


def progress(commitment: PublicCommitment, as_of: date, near_days: int) -> Progress:
    """推算一项承诺在某一天的进展。

    晚于 as_of 的进展还没有发生，不计。「已调整」给了新期限的，按新期限计；没给的，期限作废，状态就是已调整。
    只知道月份或年份的期限，过了那个月、那一年的最后一天才算逾期。

    Args:
        commitment: 承诺或任务。
        as_of: 数据截至哪一天。
        near_days: 离期限不超过几天算临近。
    """
    happened = sorted(
        (item for item in commitment.updates if item.date.first <= as_of), key=lambda item: item.date
    )
    dues = [commitment.due, *(item.due for item in happened if item.status is UpdateStatus.ADJUSTED)]
    known = [due for due in dues if due is not None]
    due = dues[-1]
    latest = happened[-1] if happened else None
    ending = _ending(happened)
    finished = ending[0].date if ending else None
    days = (due.last - as_of).days if due is not None and not ending else None
    return Progress(
        state=_state(latest, ending, days, near_days),
        due=due,
        earlier_dues=tuple(dict.fromkeys(item for item in known if item != due)),
        days=days,
        latest=latest,
        finished=finished,
    )


def _ending(happened: list[PublicUpdate]) -> list[PublicUpdate]:
    """最后那一段办完与销号；办完以后又动起来的，不算办完。"""
    ending: list[PublicUpdate] = []
    for update in reversed(happened):
        if update.status not in {UpdateStatus.DONE, UpdateStatus.CLOSED}:
            break
        ending.insert(0, update)
    return ending


def _state(
    latest: PublicUpdate | None, ending: list[PublicUpdate], days: int | None, near_days: int
) -> CommitmentState:
    if ending:
        closed = any(update.status is UpdateStatus.CLOSED for update in ending)
        return CommitmentState.CLOSED if closed else CommitmentState.DONE
    if days is None:
        adjusted = latest is not None and latest.status is UpdateStatus.ADJUSTED
        return CommitmentState.ADJUSTED if adjusted else CommitmentState.UNDATED
    if days < 0:
        return CommitmentState.OVERDUE
    return CommitmentState.NEAR if days <= near_days else CommitmentState.UPCOMING


class Promise(msgspec.Struct, frozen=True):
    """总账里的一项：哪条记录里的哪项承诺，到了哪一步。

    Attributes:
        kind: 出自答复还是协商。
        record: 那条记录的编号。
        anchor: 在那一页上的锚点。
        commitment: 承诺本身。
        progress: 到了哪一步。
        proposals: 有关的提案编号。
        since: 作出承诺的日期。
        body: 哪级政协。
    """

    kind: RecordKind
    record: str
    anchor: str
    commitment: PublicCommitment
    progress: Progress
    proposals: tuple[str, ...]
    since: PartialDate | None
    body: str | None

    @property
    def id(self) -> str:
        """在总账里的永久编号。"""
        return f"{self.record}-{self.commitment.id}"


def promises(release: Release) -> tuple[Promise, ...]:
    """全部承诺与任务。逾期最久的在前，其次临近、未到期，再次没有期限的，最后办完的。"""
    return release.once("promises", lambda: _promises(release))


def _promises(release: Release) -> tuple[Promise, ...]:
    found = [
        *(promise for reply in release.replies for promise in of_reply(reply, release)),
        *(
            promise
            for consultation in release.consultations
            for promise in of_consultation(consultation, release)
        ),
    ]
    return tuple(sorted(found, key=urgency))


def of_reply(reply: PublicReply, release: Release) -> tuple[Promise, ...]:
    """一件答复里的承诺；会办意见里的不算对提案者的承诺。提案页、答复页上许多处要问，只推算一次。"""
    return release.once_each("promises of a reply", reply, lambda: tuple(_of_reply(reply, release)))


def _of_reply(reply: PublicReply, release: Release) -> Iterator[Promise]:
    if not reply.role.is_reply:
        return
    for response in reply.responses:
        proposals = (response.proposal,) if response.proposal else reply.proposals
        for commitment in response.commitments:
            now = progress(commitment, release.as_of, release.site.near_days)
            yield Promise(
                RecordKind.REPLY, reply.id, commitment.id, commitment, now, proposals, reply.date, reply.body
            )


def of_consultation(consultation: PublicConsultation, release: Release) -> Iterator[Promise]:
    """一次协商的任务。"""
    for task in consultation.tasks:
        now = progress(task, release.as_of, release.site.near_days)
        yield Promise(
            RecordKind.CONSULTATION,
            consultation.id,
            task.id,
            task,
            now,
            consultation.proposals,
            consultation.date,
            consultation.body,
        )


def urgency(promise: Promise) -> tuple[int, int, str]:
    """总账的次序：逾期最久的在前，其次临近、未到期、没有期限，办完的在后。"""
    days = promise.progress.days if promise.progress.days is not None else 0
    return ORDER[promise.progress.state], days, promise.id


def replies_of(proposal: PublicProposal, release: Release) -> tuple[PublicReply, ...]:
    """一件提案公开的答复，不含会办意见。"""
    known = release.once("replies without opinions", lambda: _without_opinions(release))
    return known.get(proposal.id, ())


def _without_opinions(release: Release) -> dict[str, tuple[PublicReply, ...]]:
    return {
        proposal: tuple(item for item in replies if item.role.is_reply)
        for proposal, replies in release.replies_by_proposal.items()
    }


def promises_of(proposal: PublicProposal, release: Release) -> tuple[Promise, ...]:
    """一件提案得到的全部承诺。"""
    return tuple(
        promise
        for reply in replies_of(proposal, release)
        for promise in of_reply(reply, release)
        if proposal.id in promise.proposals
    )
