"""闭环的写法：走到了哪一环，各环的日期、由谁、期限，一环一份。"""

import msgspec

from generator.release.chains import Chained, Step, current, is_late, stage_rule, steps
from generator.release.model import PublicChain, Release
from generator.release.views.common import State
from generator.terms import StageState

RULED = "这是规定的环节；一件一件走到了哪里，没有公布。"


class StageView(msgspec.Struct, frozen=True):
    """一个环节。

    Attributes:
        anchor: 锚点。
        name: 环节的名称。
        state: 状态的代号：done、now、skipped、todo、overdue。
        label: 状态的文字。
        date: 日期；没有公布的为空。
        actor: 由谁。
        note: 做了什么。
        source: 依据；是网址的写在 source_url。
        source_url: 依据的网址。
        clock: 期限的说法；没有期限的为空。
        arithmetic: 期限的算式。
    """

    anchor: str
    name: str
    state: str
    label: str
    date: str
    actor: str
    note: str
    source: str
    source_url: str
    clock: str
    arithmetic: str


class ChainView(msgspec.Struct, frozen=True):
    """一条记录的闭环；note 是没有登记经过时要说明的话。"""

    title: str
    source: str
    stages: tuple[StageView, ...]
    note: str


def chain_view(item: Chained, release: Release) -> ChainView | None:
    """备好一条记录的闭环；没有写闭环的没有。"""
    chain = release.chain.get(item.chain or "")
    if chain is None:
        return None
    if not item.stages:
        ruled = tuple(_ruled(place, chain) for place in range(len(chain.stages)))
        return ChainView(chain.title, chain.source or "", ruled, RULED)
    stages = tuple(_stage(place, step) for place, step in enumerate(steps(item, release), 1))
    return ChainView(chain.title, chain.source or "", stages, "")


def chain_state(item: Chained, release: Release) -> State | None:
    """列表上的一句：走到了哪一环；没有写闭环的没有。"""
    found = steps(item, release)
    if not item.stages or not found:
        return None
    waiting = current(found)
    if waiting is None:
        skipped = sum(step.state is StageState.SKIPPED for step in found)
        said = f"到了末环，{skipped}环未公布" if skipped else f"走完{len(found)}环"
        return State("done", "✓", said)
    if is_late(waiting) and waiting.clock:
        return State("overdue", "!", f"「{waiting.stage.name}」{waiting.clock.phrase}")
    return State("open", "○", f"等「{waiting.stage.name}」")


def _ruled(place: int, chain: PublicChain) -> StageView:
    """只是规定、没有登记经过的一环。"""
    stage, rule = chain.stages[place], stage_rule(place, chain)
    return StageView(
        anchor=f"stage-{place + 1}",
        name=stage.name,
        state=StageState.RULED.value,
        label=rule.sentence if rule else "",
        date="",
        actor=stage.actor or "",
        note="",
        source="",
        source_url="",
        clock="",
        arithmetic="",
    )


def _stage(place: int, step: Step) -> StageView:
    passed, clock = step.passed, step.clock
    source = passed.source or "" if passed else ""
    is_url = source.startswith(("http://", "https://"))
    label = step.state.label
    if step.state is StageState.NOW and clock is not None and clock.due is not None:
        label = f"{label}，{clock.phrase}"
    if passed is not None and passed.date is None:
        label = f"{label}，日期未公布"
    return StageView(
        anchor=f"stage-{place}",
        name=step.stage.name,
        state="overdue" if is_late(step) and step.state is StageState.NOW else step.state.value,
        label=label,
        date=passed.date or "" if passed else "",
        actor=(passed.actor if passed and passed.actor else step.stage.actor) or "",
        note=passed.note or "" if passed else "",
        source="" if is_url else source,
        source_url=source if is_url else "",
        clock=f"{clock.rule}：{clock.phrase}" if clock else "",
        arithmetic=clock.arithmetic if clock else "",
    )
