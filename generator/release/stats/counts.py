"""件数与天数：审查结果、办理结果、沟通方式、承诺的状态、答复与兑现用了几天。"""

from collections.abc import Iterator
from datetime import date

from generator.dates import PartialDate
from generator.release.follow import Promise
from generator.release.model import PublicReply, PublicResult
from generator.release.stats.facts import Facts, Keys, ProposalFacts
from generator.release.stats.model import Evidence
from generator.release.stats.observe import COUNTED, EXCLUDED, Observation
from generator.terms import RecordKind, UpdateStatus

UNCONVERTED = "unconverted"
UNPUBLISHED = "unpublished"
IN_PERSON = "in_person"
ON_PAPER = "on_paper"


def _count(measure: str, code: str, evidence: Evidence, keys: Keys, second: str = "") -> Observation:
    return Observation(measure, code, second, 1, evidence, 0, keys)


def proposals(facts: Facts) -> Iterator[Observation]:
    """提案各算一件；verdict 是审查结果。"""
    for item in facts.proposals:
        code = str(item.filing.value) if item.filing else UNPUBLISHED
        yield _count("filing", code, item.evidence, item.keys)


def proposers(facts: Facts) -> Iterator[Observation]:
    """提案各算一件；verdict 是提案者的类别。"""
    for item in facts.proposals:
        proposer = item.proposal.proposer
        code = str(proposer.kind.value) if proposer else UNPUBLISHED
        yield _count("proposer", code, item.evidence, item.keys)


def results(facts: Facts) -> Iterator[Observation]:
    """答复各算一件；verdict 是原办理结果，reason 是现办理结果。"""
    for reply, keys in facts.replies:
        where = Evidence(RecordKind.REPLY, reply.id)
        yield _count("result", _code(reply.result), where, keys, _code(_present(reply, facts.release.as_of)))


def _present(reply: PublicReply, as_of: date) -> PublicResult | None:
    """数据截至那天的办理结果；没有写日期的变化当作已经发生。"""
    happened = [
        change for change in reply.result_history if change.date is None or change.date.first <= as_of
    ]
    return happened[-1].result if happened else reply.result


def _code(result: PublicResult | None) -> str:
    if result is None:
        return UNPUBLISHED
    return str(result.code.value) if result.code else UNCONVERTED


def contacts(facts: Facts) -> Iterator[Observation]:
    """走访各算一次；verdict 是当面、不当面或没有公布。"""
    for item in facts.proposals:
        for visit in item.proposal.visits:
            if visit.waived or (visit.date is not None and visit.date.first > facts.release.as_of):
                continue
            code = UNPUBLISHED if visit.mode is None else IN_PERSON if visit.mode.is_in_person else ON_PAPER
            yield _count("contact", code, item.evidence, item.keys)


def ledger(facts: Facts) -> Iterator[Observation]:
    """承诺与任务各算一项；verdict 是状态。"""
    for promise, keys in facts.promises:
        where = Evidence(promise.kind, promise.record, promise.anchor)
        yield _count("ledger", str(promise.progress.state.value), where, keys)


def first_reply_days(facts: Facts) -> Iterator[Observation]:
    """从交办到第一件公开的答复用了几天；第一件答复不等于办完。"""
    for item in facts.proposals:
        if item.is_in_hand:
            yield _days("first_reply", _first_reply(item), item.evidence, item.keys)


def _first_reply(item: ProposalFacts) -> int | str:
    assigned = item.proposal.handling.assigned if item.proposal.handling else None
    if not item.answer.is_begun:
        return "还没有答复"
    if assigned is None:
        return "交办日期没有公布"
    return _between(assigned, item.answer.first, "答复日期没有公布", "答复早于交办")


def delivery_days(facts: Facts) -> Iterator[Observation]:
    """从答复、协商到承诺办完用了几天；答复时已经办完的算 0 天。"""
    for promise, keys in facts.promises:
        where = Evidence(promise.kind, promise.record, promise.anchor)
        finished = _first_finished(promise, facts.release.as_of)
        if finished is None:
            yield _days("delivery", "还没有办完", where, keys)
        elif promise.since is None:
            yield _days("delivery", "答复、协商的日期没有公布", where, keys)
        else:
            days = _between(promise.since, finished, "", "")
            yield _days("delivery", 0 if days == "" else days, where, keys)


def _first_finished(promise: Promise, as_of: date) -> PartialDate | None:
    """第一次办完的日期；事后核实销号不算晚，办完又重新推进的从后一次算。"""
    if promise.progress.finished is None:
        return None
    first: PartialDate | None = None
    for update in sorted(promise.commitment.updates, key=lambda item: item.date):
        if update.date.first <= as_of:
            is_finished = update.status in {UpdateStatus.DONE, UpdateStatus.CLOSED}
            first = (first or update.date) if is_finished else None
    return first or promise.progress.finished


def _between(start: PartialDate, end: PartialDate | None, unknown: str, backwards: str) -> int | str:
    """相隔几天；算不出时是原因。"""
    if end is None:
        return unknown
    if not (start.is_exact and end.is_exact):
        return "日期只公布到月份或年份"
    return (end.first - start.first).days if end.first >= start.first else backwards


def _days(measure: str, days: int | str, evidence: Evidence, keys: Keys) -> Observation:
    if isinstance(days, str):
        return Observation(measure, EXCLUDED, days, 1, evidence, 0, keys)
    return Observation(measure, COUNTED, "", 1, evidence, days, keys)
