"""时间线：提、立、办、督、评五步，各有日期与说明。"""

import msgspec

from generator.release.follow import promises_of, replies_of
from generator.release.model import PublicProposal, PublicReply, Release
from generator.terms import FilingStatus, Stage, VisitPhase

DATE_UNKNOWN = "日期未公布"


class Step(msgspec.Struct, frozen=True):
    """时间线上的一步；state 为 done、now、todo、skipped。"""

    stage: str
    state: str
    date: str
    note: str


def timeline(proposal: PublicProposal, release: Release) -> tuple[Step, ...]:
    """一件提案的五步。后一步有了记录，前一步就算走过，日期没有公布的照实说；审查与办理都没有公布的，不猜走到哪里。"""
    replies = replies_of(proposal, release)
    handled = bool(replies or proposal.withheld_replies)
    steps = [
        _submitted(proposal),
        _filed(proposal, handled),
        _handled(proposal, replies),
        _supervised(proposal, replies, release),
        _evaluated(proposal),
    ]
    if proposal.filing and not proposal.filing.status.is_handled:
        return tuple(steps[:2])
    if steps[2].state == "skipped":
        return tuple(steps[:3])
    if not handled and proposal.filing is None and proposal.handling is None:
        return (steps[0], *(Step(step.stage, "skipped", "", "未公布") for step in steps[1:]))
    return tuple(_with_current(steps))


def _with_current(steps: list[Step]) -> list[Step]:
    """第一个没走的步子标为正在进行。"""
    for index, step in enumerate(steps):
        if step.state == "todo":
            return [*steps[:index], Step(step.stage, "now", step.date, step.note), *steps[index + 1 :]]
    return steps


def _submitted(proposal: PublicProposal) -> Step:
    when = proposal.timing.label if proposal.timing else ""
    note = f"{when}提出" if when else "提出"
    return Step(
        Stage.SUBMIT.label, "done", proposal.submitted or "", note if proposal.submitted else DATE_UNKNOWN
    )


def _filed(proposal: PublicProposal, handled: bool) -> Step:
    filing = proposal.filing
    if filing is None:
        return Step(
            Stage.FILE.label, "done" if handled else "todo", "", DATE_UNKNOWN if handled else "未公布"
        )
    words = filing.status.label
    note = words if filing.date or filing.status is not FilingStatus.FILED else DATE_UNKNOWN
    return Step(Stage.FILE.label, "done", filing.date or "", note)


def _handled(proposal: PublicProposal, replies: tuple[PublicReply, ...]) -> Step:
    if replies:
        dates = [reply.date for reply in replies if reply.date]
        note = "答复" if len(replies) == 1 else f"{len(replies)} 件答复"
        return Step(Stage.HANDLE.label, "done", max(dates) if dates else "", note if dates else DATE_UNKNOWN)
    if proposal.withheld_replies:
        return Step(Stage.HANDLE.label, "done", "", "答复未公开")
    if proposal.filing and proposal.filing.status is FilingStatus.MERGED:
        return Step(Stage.HANDLE.label, "skipped", "", "随主案办理")
    handling = proposal.handling
    if handling and handling.assigned:
        return Step(Stage.HANDLE.label, "todo", handling.assigned, "已交办")
    return Step(Stage.HANDLE.label, "todo", "", "等待答复")


def _supervised(proposal: PublicProposal, replies: tuple[PublicReply, ...], release: Release) -> Step:
    dates = [change.date for reply in replies for change in reply.result_history if change.date]
    dates += list(proposal.key.dates) if proposal.key else []
    dates += [visit.date for visit in proposal.visits if visit.phase is VisitPhase.AFTER and visit.date]
    promised = promises_of(proposal, release)
    dates += [promise.progress.latest.date for promise in promised if promise.progress.latest]
    still_open = any(promise.progress.state.is_open for promise in promised)
    if dates and not still_open:
        return Step(Stage.SUPERVISE.label, "done", max(dates), "跟踪督办")
    if still_open and replies:
        return Step(Stage.SUPERVISE.label, "todo", max(dates) if dates else "", "跟踪中")
    if any(reply.result_history for reply in replies):
        return Step(Stage.SUPERVISE.label, "done", "", DATE_UNKNOWN)
    return Step(Stage.SUPERVISE.label, "skipped" if replies else "todo", "", "未公布" if replies else "尚未")


def _evaluated(proposal: PublicProposal) -> Step:
    marks = [mark.words for mark in (proposal.attitude, proposal.outcome_mark) if mark]
    if not marks:
        return Step(Stage.EVALUATE.label, "skipped", "", "未公布")
    return Step(Stage.EVALUATE.label, "done", proposal.evaluated or "", "、".join(dict.fromkeys(marks)))
