"""日期先后的规则：只报必定颠倒的；只知道月份、年份而说不准的不报。"""

from collections.abc import Iterator, Sequence

from generator.dates import PartialDate
from generator.register.model import Record
from generator.register.model.common import Commitment
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error

Event = tuple[str, Steps, PartialDate | None]


def reversals(record: Record, events: Sequence[Event]) -> Iterator[Finding]:
    """后一件事不能早于前面的任何一件（略过没有日期的）；各说最近的一件。"""
    known = [(name, steps, date) for name, steps, date in events if date is not None]
    for index, (after, steps, later) in enumerate(known):
        for before, _, earlier in reversed(known[:index]):
            if later.precedes(earlier):
                message = f"{after}（{later}）早于{before}（{earlier}）"
                yield error("date-order", record, steps, message, "核对两个日期，改正写错的一个。")
                break


def proposal_dates_in_order(register: Register) -> Iterator[Finding]:
    """提交、审查、交办、期限依次在后。"""
    for proposal in register.proposals.values():
        filing, handling = proposal.filing, proposal.handling
        yield from reversals(
            proposal,
            [
                ("提交", ("submitted",), proposal.submitted),
                ("审查", ("filing", "date"), filing.date if filing else None),
                ("交办", ("handling", "assigned"), handling.assigned if handling else None),
                ("答复期限", ("handling", "due"), handling.due if handling else None),
            ],
        )


def reply_follows_proposal(register: Register) -> Iterator[Finding]:
    """答复不能早于提案的提交、立案与交办。"""
    for reply in register.replies.values():
        for identifier in reply.proposals:
            proposal = register.proposals.get(identifier)
            if proposal is None or reply.date is None:
                continue
            filing, handling = proposal.filing, proposal.handling
            for name, date in (
                ("提案提交", proposal.submitted),
                ("立案", filing.date if filing and filing.status.is_handled else None),
                ("交办", handling.assigned if handling else None),
            ):
                if date is not None and reply.date.precedes(date):
                    message = f"答复日期（{reply.date}）早于{name}（{date}，提案 {identifier}）"
                    yield error(
                        "reply-before-proposal",
                        reply,
                        ("date",),
                        message,
                        "核对答复日期与提案日期，改正写错的一个。",
                    )
                    break


def reply_dates_in_order(register: Register) -> Iterator[Finding]:
    """答复、公开依次在后；结果变化依次在后；承诺的期限与进展不早于答复。"""
    for reply in register.replies.values():
        yield from reversals(
            reply, [("答复", ("date",), reply.date), ("公开", ("published",), reply.published)]
        )
        history: list[Event] = [("答复", ("date",), reply.date)]
        history += [
            ("结果变化", ("result_history", index, "date"), change.date)
            for index, change in enumerate(reply.result_history)
        ]
        yield from reversals(reply, history)
        for place, response in enumerate(reply.responses):
            for index, commitment in enumerate(response.commitments):
                steps: Steps = ("responses", place, "commitments", index)
                yield from _commitment_dates(reply, commitment, steps, ("答复", reply.date))


def task_dates_in_order(register: Register) -> Iterator[Finding]:
    """任务的期限与进展不早于协商。"""
    for consultation in register.consultations.values():
        for index, task in enumerate(consultation.tasks):
            yield from _commitment_dates(consultation, task, ("tasks", index), ("协商", consultation.date))


def _commitment_dates(
    record: Record, commitment: Commitment, steps: Steps, start: tuple[str, PartialDate | None]
) -> Iterator[Finding]:
    begun: Event = (start[0], steps, start[1])
    yield from reversals(record, [begun, ("期限", (*steps, "due"), commitment.due)])
    events: list[Event] = [begun]
    events += [
        ("进展", (*steps, "updates", index, "date"), update.date)
        for index, update in enumerate(commitment.updates)
    ]
    yield from reversals(record, events)
