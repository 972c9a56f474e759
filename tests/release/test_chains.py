"""闭环：走到了哪一环由登记的经过推算，期限到了就亮钟，没有登记的只说规定。"""

from datetime import date
from typing import Any

import pytest

from generator.gate import publish
from generator.release.chains import current, is_late, steps
from generator.release.model import PublicActivity, Release
from generator.release.views.stages import RULED, chain_state, chain_view
from generator.terms import ClockState, RecordKind, StageState
from tests.gate.registers import register_of

CHAIN = {
    "id": "huan",
    "title": "收到—交办—答复—回访",
    "source": "某规程",
    "stages": [
        {"name": "收到", "actor": "工作站"},
        {"name": "交办", "actor": "街道", "amount": "2", "unit": "日"},
        {"name": "答复", "amount": "1", "unit": "周"},
        {"name": "回访", "amount": "1", "unit": "个月", "start": "交办"},
    ],
}


def released(as_of: date, *stages: dict[str, str]) -> tuple[PublicActivity, Release]:
    opinion: dict[str, Any] = {"id": "o", "title": "信息", "chain": "huan", "stages": list(stages)}
    release = publish(register_of({"opinion": [opinion]}, chains=[CHAIN]), as_of)
    (item,) = release.activities[RecordKind.OPINION]
    return item, release


RECEIVED = {"stage": "收到", "date": "2024-03-01"}
ASSIGNED = {"stage": "交办", "date": "2024-03-02"}
REPLIED = {"stage": "答复", "date": "2024-03-12"}
VISITED = {"stage": "回访", "date": "2024-03-20"}


def states(as_of: date, *stages: dict[str, str]) -> list[StageState]:
    return [step.state for step in steps(*released(as_of, *stages))]


def test_the_stage_after_the_last_one_done_is_the_one_waited_for() -> None:
    assert states(date(2024, 3, 3), RECEIVED) == [
        StageState.DONE,
        StageState.NOW,
        StageState.TODO,
        StageState.TODO,
    ]


def test_a_stage_jumped_over_is_unpublished_not_open() -> None:
    assert states(date(2024, 3, 21), RECEIVED, VISITED) == [
        StageState.DONE,
        StageState.SKIPPED,
        StageState.SKIPPED,
        StageState.DONE,
    ]


def test_a_stage_after_the_day_has_not_happened() -> None:
    assert states(date(2024, 3, 1), RECEIVED, ASSIGNED)[1] is StageState.NOW


@pytest.mark.parametrize(
    ("as_of", "state", "late"),
    [
        (date(2024, 3, 3), ClockState.NEAR, False),
        (date(2024, 3, 4), ClockState.OVERDUE, True),
    ],
)
def test_the_clock_of_the_waiting_stage_runs_from_the_stage_before(
    as_of: date, state: ClockState, late: bool
) -> None:
    waiting = current(steps(*released(as_of, RECEIVED)))
    assert waiting is not None
    assert waiting.clock is not None
    assert waiting.clock.due == date(2024, 3, 3)
    assert waiting.clock.state is state
    assert is_late(waiting) is late


def test_a_clock_may_run_from_an_earlier_stage_named_in_the_configuration() -> None:
    item, release = released(date(2024, 3, 15), RECEIVED, ASSIGNED, REPLIED)
    found = steps(item, release)
    assert found[2].clock is not None
    assert found[2].clock.state is ClockState.LATE
    assert found[3].clock is not None
    assert found[3].clock.due == date(2024, 4, 2)


def test_a_walked_chain_waits_for_nothing() -> None:
    item, release = released(date(2024, 6, 1), RECEIVED, ASSIGNED, REPLIED, VISITED)
    assert current(steps(item, release)) is None
    state = chain_state(item, release)
    assert state is not None
    assert state.label == "走完4环"


def test_a_chain_that_ended_with_a_gap_says_how_many_stages_are_unpublished() -> None:
    state = chain_state(*released(date(2024, 6, 1), RECEIVED, VISITED))
    assert state is not None
    assert (state.code, state.label) == ("done", "到了末环，2环未公布")


def test_the_row_of_a_late_record_says_how_late_it_is() -> None:
    state = chain_state(*released(date(2024, 3, 9), RECEIVED))
    assert state is not None
    assert (state.code, state.label) == ("overdue", "「交办」逾期 6 天")


def test_without_any_stage_the_chain_is_a_rule_and_nothing_is_waited_for() -> None:
    item, release = released(date(2024, 3, 9))
    view = chain_view(item, release)
    assert view is not None
    assert view.note == RULED
    assert [(stage.state, stage.label) for stage in view.stages] == [
        ("ruled", ""),
        ("ruled", "收到后 2 日内交办"),
        ("ruled", "交办后 1 周内答复"),
        ("ruled", "交办后 1 个月内回访"),
    ]
    assert chain_state(item, release) is None
