"""从建议到兑现：每条公布的建议走到了哪一步。"""

from collections import defaultdict
from collections.abc import Iterator

from generator.release.follow import Promise
from generator.release.stats.facts import Facts, ProposalFacts
from generator.release.stats.model import Evidence
from generator.release.stats.observe import Observation
from generator.release.stats.promise_rates import decisions_on
from generator.terms import RecordKind

STAGES = (
    ("raised", "提出"),
    ("decided", "有处理意见"),
    ("adopted", "采纳或部分采纳"),
    ("committed", "作了承诺"),
    ("delivered", "承诺全部办完"),
)
"""一条建议走过的各步，后一步都在前一步之内。"""


def flow(facts: Facts) -> Iterator[Observation]:
    """公布的建议各算一条；verdict 是走到的最远一步。"""
    promised: defaultdict[tuple[str, str], list[Promise]] = defaultdict(list)
    by_anchor = {(promise.record, promise.commitment.id): promise for promise, _ in facts.promises}
    for reply, _ in facts.replies:
        for response in reply.responses:
            proposal = response.proposal or (reply.proposals[0] if len(reply.proposals) == 1 else None)
            if proposal and response.suggestion:
                promised[proposal, response.suggestion] += [
                    by_anchor[reply.id, item.id] for item in response.commitments
                ]
    for item in facts.proposals:
        for suggestion in item.proposal.suggestions:
            where = Evidence(RecordKind.PROPOSAL, item.proposal.id, suggestion.id)
            stage = _stage(item, suggestion.id, promised[item.proposal.id, suggestion.id], facts)
            yield Observation("flow", stage, "", 1, where, 0, item.keys)


def _stage(item: ProposalFacts, suggestion: str, promised: list[Promise], facts: Facts) -> str:
    decisions = decisions_on(item, suggestion, facts.release)
    if not decisions:
        return "raised"
    if not any(decision.is_adopted for decision in decisions):
        return "decided"
    if not promised:
        return "adopted"
    is_delivered = all(not promise.progress.state.is_open for promise in promised)
    return "delivered" if is_delivered else "committed"
