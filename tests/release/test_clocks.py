"""时限：规则、起算、期限、办到没有，都由日期算出，并说出怎样算的。"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import PartialDate
from generator.release.clocks import Clock, WorkCalendar, answer_of, clocks_of, clocks_of_reply
from generator.release.clocks.clock import Reading, read_clock
from generator.release.model import (
    PublicClockRule,
    PublicFiling,
    PublicHandling,
    PublicProposal,
    PublicPublication,
    PublicReply,
    Release,
    WithheldReply,
)
from generator.terms import (
    ClockEvent,
    ClockState,
    ClockSubject,
    ClockUnit,
    Disclosure,
    FilingStatus,
    HandlingMode,
    ReplyOpenness,
    ReplyRole,
    Timing,
)

Make = Callable[..., Release]


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def rule(**changed: Any) -> PublicClockRule:
    settings: dict[str, Any] = {
        "id": "dafu",
        "title": "答复",
        "subject": ClockSubject.PROPOSAL,
        "start": ClockEvent.ASSIGNED,
        "end": ClockEvent.REPLIED,
        "amount": 3,
        "unit": ClockUnit.MONTH,
    }
    return PublicClockRule(**{**settings, **changed})


PUBLISHING = rule(
    id="gongkai",
    title="公开",
    subject=ClockSubject.REPLY,
    start=ClockEvent.REPLIED,
    end=ClockEvent.PUBLISHED,
    amount=20,
    unit=ClockUnit.WORKING_DAY,
)
CO_OPINION = rule(id="huiban", title="会办意见", subject=ClockSubject.CO_OPINION, amount=1)


def proposal(assigned: str | None = "2023-02-15", due: str | None = None, **changed: Any) -> PublicProposal:
    handling = PublicHandling(
        mode=HandlingMode.SINGLE,
        lead=("jianshe",),
        assigned=on(assigned) if assigned else None,
        due=on(due) if due else None,
    )
    settings: dict[str, Any] = {
        "id": "5-2-0001",
        "title": "关于虚构的建议",
        "disclosure": Disclosure.FULL,
        "body": "qinghe",
        "submitted": on("2023-01-10"),
        "filing": PublicFiling(status=FilingStatus.FILED, date=on("2023-01-18")),
        "handling": handling,
    }
    return PublicProposal(**{**settings, **changed})


def reply(when: str | None = "2023-05-10", unit: str = "jianshe", **changed: Any) -> PublicReply:
    settings: dict[str, Any] = {
        "id": f"5-2-0001-{unit}",
        "proposals": ("5-2-0001",),
        "unit": unit,
        "role": ReplyRole.LEAD,
        "disclosure": Disclosure.FULL,
        "date": on(when) if when else None,
        "body": "qinghe",
    }
    return PublicReply(**{**settings, **changed})


def only_clock(release: Release) -> Clock:
    clocks = clocks_of(release.proposals[0], release)
    assert len(clocks) == 1
    return clocks[0]


def test_arithmetic_is_written_out_beside_the_rule(make_release: Make) -> None:
    clock = only_clock(
        make_release(site={"clocks": (rule(extended=6, source="某办法第九条"),)}, proposals=[proposal()])
    )
    assert clock.arithmetic == "交办 2023-02-15 ＋ 3 个月 → 2023-05-15，最长到 2023-08-15"
    assert clock.rule == "交办后 3 个月内答复，最长 6 个月，须说明理由"
    assert clock.source == "某办法第九条"
    assert (clock.due, clock.extended_due) == (date(2023, 5, 15), date(2023, 8, 15))


def test_working_day_arithmetic_says_what_was_skipped_and_what_was_made_up(make_release: Make) -> None:
    release = make_release(
        site={"clocks": (PUBLISHING,)}, proposals=[proposal()], replies=[reply("2023-09-28")]
    )
    (clock,) = clocks_of_reply(release.replies[0], release)
    expected = "答复 2023-09-28 ＋ 20 个工作日 → 2023-11-01（其间周末与放假 14 天不计，调休上班 2 天照计）"
    assert clock.arithmetic == expected


@pytest.mark.parametrize(
    ("as_of", "state", "phrase"),
    [
        ("2023-02-14", ClockState.NOT_STARTED, "未起算"),
        ("2023-02-15", ClockState.RUNNING, "计时中，还有 89 天"),
        ("2023-04-14", ClockState.RUNNING, "计时中，还有 31 天"),
        ("2023-04-15", ClockState.NEAR, "临近，还有 30 天"),
        ("2023-05-15", ClockState.NEAR, "临近，今天到期"),
        ("2023-05-16", ClockState.EXTENDED, "延长期内"),
        ("2023-08-15", ClockState.EXTENDED, "延长期内"),
        ("2023-08-16", ClockState.OVERDUE, "逾期 93 天"),
    ],
)
def test_open_clock_moves_with_the_day(
    make_release: Make, as_of: str, state: ClockState, phrase: str
) -> None:
    clock = only_clock(make_release(as_of, site={"clocks": (rule(extended=6),)}, proposals=[proposal()]))
    assert (clock.state, clock.phrase) == (state, phrase)


@pytest.mark.parametrize(
    ("replied", "state"),
    [
        ("2023-05-15", ClockState.MET),
        ("2023-05-16", ClockState.MET_EXTENDED),
        ("2023-08-15", ClockState.MET_EXTENDED),
        ("2023-08-16", ClockState.LATE),
        ("2023-04", ClockState.MET),
        ("2023-05", ClockState.UNKNOWN),
        ("2023-06", ClockState.MET_EXTENDED),
        ("2023", ClockState.UNKNOWN),
    ],
)
def test_met_clock_is_judged_only_when_the_date_allows_it(
    make_release: Make, replied: str, state: ClockState
) -> None:
    site = {"clocks": (rule(extended=6),)}
    clock = only_clock(make_release(site=site, proposals=[proposal()], replies=[reply(replied)]))
    assert clock.state is state


def test_reply_after_the_data_date_has_not_happened(make_release: Make) -> None:
    release = make_release(
        "2023-05-20", site={"clocks": (rule(),)}, proposals=[proposal()], replies=[reply("2023-06-01")]
    )
    assert only_clock(release).state is ClockState.OVERDUE


def test_recorded_deadline_wins_and_the_difference_is_said(make_release: Make) -> None:
    clock = only_clock(make_release(site={"clocks": (rule(),)}, proposals=[proposal(due="2023-06-30")]))
    assert (clock.due, clock.arithmetic) == (date(2023, 6, 30), "交办时写明 2023-06-30")
    assert "按规则推算是 2023-05-15" in clock.note


def test_recorded_deadline_without_any_rule_still_has_a_clock(make_release: Make) -> None:
    clock = only_clock(make_release("2023-05-16", proposals=[proposal(due="2023-05-15")]))
    assert (clock.state, clock.days, clock.note) == (ClockState.OVERDUE, -1, "")


def test_no_rule_and_no_deadline_is_no_clock(make_release: Make) -> None:
    release = make_release(proposals=[proposal()])
    assert clocks_of(release.proposals[0], release) == ()


def test_start_known_only_to_the_month_counts_from_its_last_day(make_release: Make) -> None:
    clock = only_clock(make_release(site={"clocks": (rule(),)}, proposals=[proposal("2023-11")]))
    assert clock.due == date(2024, 2, 29)
    assert "从 2023-11-30 起算" in clock.note


def test_unknown_holiday_year_is_said_and_the_configured_one_is_not(make_release: Make) -> None:
    release = make_release(
        "2026-12-30",
        site={"clocks": (PUBLISHING,)},
        proposals=[proposal()],
        replies=[reply("2026-12-28", published=on("2026-12-29"))],
    )
    (clock,) = clocks_of_reply(release.replies[0], release)
    assert clock.note == "2027 年的放假安排还没有公布，工作日暂按周末推算，公布后会变。"


def test_changed_rule_moves_open_clocks_and_never_the_events(make_release: Make) -> None:
    old = rule(until=on("2023-12-31"))
    new = rule(id="dafu-2024", amount=2, since=on("2024-01-01"))
    past, coming = proposal("2023-12-20"), proposal("2024-01-05", id="5-2-0002")
    release = make_release(
        site={"clocks": (old, new)}, proposals=[past, coming], replies=[reply("2024-02-01")]
    )
    before, after = (clocks_of(item, release)[0] for item in release.proposals)
    assert (before.id, before.due, before.met_on) == ("dafu", date(2024, 3, 20), "2024-02-01")
    assert (after.id, after.due) == ("dafu-2024", date(2024, 3, 5))


def test_rule_is_kept_to_its_bodies_and_timing(make_release: Make) -> None:
    rules = (rule(bodies=("shili",)), rule(timing=Timing.BETWEEN_SESSIONS))
    release = make_release(site={"clocks": rules}, proposals=[proposal(timing=Timing.IN_SESSION)])
    assert clocks_of(release.proposals[0], release) == ()


@pytest.mark.parametrize(
    ("assigned", "due"),
    [("2023-02-15", "2023-09-30"), ("2023-09-30", "2023-09-30"), ("2023-10-01", "2024-09-30")],
)
def test_fixed_date_is_the_next_one_after_the_start(make_release: Make, assigned: str, due: str) -> None:
    fixed = rule(amount=None, unit=None, fixed="09-30")
    clock = only_clock(make_release(site={"clocks": (fixed,)}, proposals=[proposal(assigned)]))
    assert clock.due == date.fromisoformat(due)


def test_deadline_on_a_holiday_rolls_only_when_the_rule_says_so(make_release: Make) -> None:
    starts = proposal("2023-06-30")
    rolling = only_clock(make_release(site={"clocks": (rule(roll=True),)}, proposals=[starts]))
    assert rolling.due == date(2023, 10, 7)
    assert rolling.arithmetic.endswith("不是工作日，顺延 → 2023-10-07")
    assert only_clock(make_release(site={"clocks": (rule(),)}, proposals=[starts])).due == date(2023, 9, 30)


def test_two_days_to_assign_and_a_week_to_reply(make_release: Make) -> None:
    quick = (
        rule(id="jiaoban", start=ClockEvent.FILED, end=ClockEvent.ASSIGNED, amount=2, unit=ClockUnit.DAY),
        rule(amount=1, unit=ClockUnit.WEEK),
    )
    release = make_release(
        site={"clocks": quick}, proposals=[proposal("2023-01-20")], replies=[reply("2023-01-28")]
    )
    assigned, replied = clocks_of(release.proposals[0], release)
    assert (assigned.due, assigned.state) == (date(2023, 1, 20), ClockState.MET)
    assert (replied.due, replied.state) == (date(2023, 1, 27), ClockState.LATE)


def test_separate_handling_is_answered_when_every_unit_has_replied(make_release: Make) -> None:
    handling = PublicHandling(
        mode=HandlingMode.SEPARATE, lead=("jiaoyu", "minzheng"), assigned=on("2023-02-15")
    )
    both = proposal(handling=handling)
    first, last = reply("2023-05-05", "jiaoyu"), reply("2023-05-18", "minzheng")
    one = make_release(proposals=[both], replies=[first])
    assert answer_of(both, one).waiting == ("minzheng",)
    assert not answer_of(both, one).is_full
    answer = answer_of(both, make_release(proposals=[both], replies=[first, last]))
    assert (answer.first, answer.full, answer.is_full) == ("2023-05-05", "2023-05-18", True)


def test_withheld_reply_counts_as_answered_without_a_date(make_release: Make) -> None:
    hidden = proposal(withheld_replies=(WithheldReply(openness=ReplyOpenness.WITHHELD, reason="涉密"),))
    release = make_release(site={"clocks": (rule(),)}, proposals=[hidden])
    clock = only_clock(release)
    assert (clock.state, clock.met_on) == (ClockState.UNKNOWN, None)
    assert "没有公开" in clock.note


def test_co_opinion_is_not_an_answer_and_has_its_own_clock(make_release: Make) -> None:
    opinion = reply("2023-04-06", "minzheng", role=ReplyRole.CO)
    release = make_release(site={"clocks": (rule(), CO_OPINION)}, proposals=[proposal()], replies=[opinion])
    assert not answer_of(release.proposals[0], release).is_begun
    (clock,) = clocks_of_reply(opinion, release)
    assert (clock.due, clock.state) == (date(2023, 3, 15), ClockState.LATE)


def test_published_reply_without_a_date_is_unknown_not_overdue(make_release: Make) -> None:
    release = make_release(site={"clocks": (PUBLISHING,)}, proposals=[proposal()], replies=[reply()])
    (clock,) = clocks_of_reply(release.replies[0], release)
    assert (clock.state, clock.note) == (ClockState.UNKNOWN, "公开日期没有公布。")


def test_first_publication_stops_the_clock(make_release: Make) -> None:
    posted = reply(publications=(PublicPublication(channel="网站", date=on("2023-06-08")),))
    release = make_release(site={"clocks": (PUBLISHING,)}, proposals=[proposal()], replies=[posted])
    (clock,) = clocks_of_reply(posted, release)
    # 2023-05-10 之后第 20 个工作日是 2023-06-07：端午 6-22 还在后面，只跳过四个周末。
    assert (clock.due, clock.state) == (date(2023, 6, 7), ClockState.LATE)


@pytest.mark.parametrize("status", [FilingStatus.REJECTED, FilingStatus.WITHDRAWN, FilingStatus.RETURNED])
def test_proposal_that_was_not_filed_has_no_reply_clock(make_release: Make, status: FilingStatus) -> None:
    refused = proposal(filing=PublicFiling(status=status, date=on("2023-01-18")))
    release = make_release(site={"clocks": (rule(),)}, proposals=[refused])
    assert clocks_of(refused, release) == ()


def test_merged_proposal_follows_the_main_one_unless_assigned_itself(make_release: Make) -> None:
    merged = PublicFiling(status=FilingStatus.MERGED, merged_into="5-2-0002")
    site = {"clocks": (rule(),)}
    alone = proposal(filing=merged, handling=None)
    assert clocks_of(alone, make_release(site=site, proposals=[alone])) == ()
    assigned = proposal(filing=merged)
    assert len(clocks_of(assigned, make_release(site=site, proposals=[assigned]))) == 1


DAYS = st.dates(date(2010, 1, 1), date(2024, 12, 31))


@given(DAYS, st.integers(1, 12), st.integers(-400, 800))
def test_open_clock_is_overdue_exactly_after_its_last_day(start: date, months: int, shift: int) -> None:
    as_of = start + timedelta(days=max(0, shift))
    reading = Reading(started=on(start.isoformat()), met_on=None, is_met=False)
    clock = read_clock(rule(amount=months), reading, WorkCalendar(), as_of, 30)
    assert clock.due is not None
    assert (clock.state is ClockState.OVERDUE) == (as_of > clock.due)
    assert clock.days == (clock.due - as_of).days


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_met_clock_reads_the_same_on_every_later_day(start: date, met_after: int, later: int) -> None:
    met = start + timedelta(days=met_after)
    reading = Reading(started=on(start.isoformat()), met_on=on(met.isoformat()), is_met=True)
    then = read_clock(rule(extended=6), reading, WorkCalendar(), met, 30)
    now = read_clock(rule(extended=6), reading, WorkCalendar(), met + timedelta(days=later), 30)
    assert then == now
    assert then.state.is_met
