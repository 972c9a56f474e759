"""闭环：一条记录走到了哪一环，各环的钟怎样。由数据与 as_of 推算。"""

import msgspec

from generator.release.clocks import Clock, Reading, calendar_of, read_clock
from generator.release.model import (
    PublicActivity,
    PublicChain,
    PublicChainStage,
    PublicProposal,
    PublicStage,
    Release,
    StageRule,
)
from generator.terms import ClockState, StageState

Chained = PublicActivity | PublicProposal


class Step(msgspec.Struct, frozen=True):
    """闭环里的一步。

    Attributes:
        stage: 闭环规定的环节。
        state: 到了没有。
        passed: 登记的经过；没有登记的没有。
        clock: 这一环的钟；没有规定期限的、还没轮到的没有。
    """

    stage: PublicChainStage
    state: StageState
    passed: PublicStage | None
    clock: Clock | None


def steps(item: Chained, release: Release) -> tuple[Step, ...]:
    """一条记录的各步；没有写闭环的没有。一环也没有登记的，各步都只是规定。"""
    chain = release.chain.get(item.chain or "")
    if chain is None:
        return ()
    passed = {stage.stage: stage for stage in item.stages}
    furthest = max((place for place, stage in enumerate(chain.stages) if stage.name in passed), default=-1)
    return tuple(_step(place, chain, passed, furthest, release) for place in range(len(chain.stages)))


def current(found: tuple[Step, ...]) -> Step | None:
    """轮到的那一步；走完了的没有。"""
    return next((step for step in found if step.state is StageState.NOW), None)


def _step(
    place: int, chain: PublicChain, passed: dict[str, PublicStage], furthest: int, release: Release
) -> Step:
    stage = chain.stages[place]
    record = passed.get(stage.name)
    if not passed:
        state = StageState.RULED
    elif record is not None:
        state = StageState.DONE
    elif place < furthest:
        state = StageState.SKIPPED
    else:
        state = StageState.NOW if place == furthest + 1 else StageState.TODO
    clock = (
        None if state in {StageState.TODO, StageState.RULED} else _clock(place, chain, passed, state, release)
    )
    return Step(stage, state, record, clock)


def stage_rule(place: int, chain: PublicChain) -> StageRule | None:
    """一个环节的计时规则；没有规定期限的没有。"""
    stage = chain.stages[place]
    if stage.amount is None or stage.unit is None or place == 0:
        return None
    return StageRule(
        id=f"{chain.id}-{place + 1}",
        title=stage.name,
        start=stage.start or chain.stages[place - 1].name,
        amount=stage.amount,
        unit=stage.unit,
        source=chain.source,
    )


def _clock(
    place: int, chain: PublicChain, passed: dict[str, PublicStage], state: StageState, release: Release
) -> Clock | None:
    rule = stage_rule(place, chain)
    if rule is None:
        return None
    begun, reached = passed.get(rule.start), passed.get(rule.title)
    reading = Reading(
        started=begun.date if begun else None,
        met_on=reached.date if reached else None,
        is_met=state is not StageState.NOW,
    )
    site = release.site
    return read_clock(rule, reading, calendar_of(site.holidays), release.as_of, site.near_days)


def is_late(step: Step) -> bool:
    """这一步的期限是否已过而没有办到。"""
    return step.clock is not None and step.clock.state is ClockState.OVERDUE
