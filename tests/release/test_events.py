"""事情：一件不漏，一件不编，编号永远不变。"""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.dates import PartialDate
from generator.gate import publish
from generator.register.intake import take_in
from generator.release.events import Event, EventType, events, events_of
from generator.release.model import PublicCommitment, PublicResponse, PublicUpdate, Release
from generator.terms import RecordKind, UpdateStatus

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
AS_OF = date(2024, 6, 30)
REPLY = "5-2-0014-wenlv"


@pytest.fixture(scope="module")
def release() -> Release:
    register, _ = take_in(MINIATURE)
    return publish(register, AS_OF)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def update(when: str, status: UpdateStatus, due: str | None = None) -> PublicUpdate:
    return PublicUpdate(date=day(when), status=status, due=day(due) if due else None)


def promising(release: Release, due: str, *updates: PublicUpdate) -> Release:
    """让一件答复里只有一项承诺。"""
    commitment = PublicCommitment(id="c1", what="修一座桥。", unit="wenlv", due=day(due), updates=updates)
    replies = tuple(
        msgspec.structs.replace(reply, responses=(PublicResponse(commitments=(commitment,)),))
        for reply in release.replies
        if reply.id == REPLY
    )
    return msgspec.structs.replace(release, replies=replies)


def test_the_events_of_some_kinds_are_those_among_all(release: Release) -> None:
    every = events(release)
    for kinds in (
        *({kind} for kind in RecordKind),
        set(RecordKind) - {RecordKind.REPLY, RecordKind.PROPOSAL},
    ):
        assert events_of(release, kinds) == tuple(event for event in every if event.kind in kinds)
    assert {event.kind for event in every} > {RecordKind.PROPOSAL, RecordKind.REPLY, RecordKind.CONSULTATION}


def of_promise(release: Release) -> dict[str, Event]:
    found = (event for event in events(release) if event.record == REPLY and event.type.is_about_promise)
    return {event.id.partition("#")[2]: event for event in found}


def test_every_event_has_an_id_of_its_own(release: Release) -> None:
    found = [event.id for event in events(release)]
    assert len(found) > 80
    assert len(set(found)) == len(found)
    assert all(identifier.startswith("tag:qinghe.example,2024:") for identifier in found)


def test_newest_comes_first_and_nothing_is_later_than_the_data(release: Release) -> None:
    days = [event.day for event in events(release)]
    assert days == sorted(days, reverse=True)
    assert days[0] <= AS_OF


def test_on_one_day_the_later_step_comes_first(release: Release) -> None:
    steps = [event.type for event in events(release) if event.date == "2023-07-20" or event.record == REPLY]
    assert steps.index(EventType.REPLIED) >= 0
    same_day = [event.type for event in events(release) if event.date == "2024-05-10"]
    assert same_day == [EventType.ADJUSTED, EventType.PROGRESSED]


def test_correcting_titles_and_dates_keeps_every_id(release: Release) -> None:
    proposals = tuple(
        msgspec.structs.replace(item, title="改过的题目", submitted=item.submitted and day("2022-12-01"))
        for item in release.proposals
    )
    replies = tuple(
        msgspec.structs.replace(item, date=item.date and day("2023-05-01")) for item in release.replies
    )
    corrected = msgspec.structs.replace(release, proposals=proposals, replies=replies)
    before, after = events(release), events(corrected)
    assert {event.id for event in before} == {event.id for event in after}
    assert {event.title for event in before} != {event.title for event in after}


def test_renaming_a_record_keeps_the_ids_of_its_events(release: Release) -> None:
    before = {event.id for event in events(release) if event.record == "5-2-0046"}
    assert before
    assert all("/5-1/0046#" in identifier for identifier in before)


def test_postponing_after_the_deadline_adds_an_event_and_keeps_the_old_one(release: Release) -> None:
    before = of_promise(promising(release, "2024-03-31"))
    moved = promising(release, "2024-03-31", update("2024-04-10", UpdateStatus.ADJUSTED, "2024-06-10"))
    after = of_promise(moved)
    assert list(before) == ["c1-due"]
    assert set(after) == {"c1-due", "c1-update-1", "c1-due-2"}
    assert after["c1-due"] == before["c1-due"]
    assert after["c1-due-2"].date == "2024-06-10"


def test_a_deadline_moved_before_it_came_is_no_event(release: Release) -> None:
    moved = promising(release, "2024-03-31", update("2024-03-30", UpdateStatus.ADJUSTED, "2024-06-10"))
    assert set(of_promise(moved)) == {"c1-update-1", "c1-due-2"}


def test_a_deadline_cancelled_without_a_new_one_never_comes_due(release: Release) -> None:
    moved = promising(release, "2024-03-31", update("2024-03-30", UpdateStatus.ADJUSTED))
    assert set(of_promise(moved)) == {"c1-update-1"}


@pytest.mark.parametrize("status", [UpdateStatus.DONE, UpdateStatus.CLOSED])
def test_what_was_finished_in_time_never_comes_due(release: Release, status: UpdateStatus) -> None:
    assert set(of_promise(promising(release, "2024-03-31", update("2024-03-31", status)))) == {"c1-update-1"}


def test_what_was_finished_late_did_come_due(release: Release) -> None:
    late = of_promise(promising(release, "2024-03-31", update("2024-04-01", UpdateStatus.DONE)))
    assert set(late) == {"c1-due", "c1-update-1"}
    assert late["c1-update-1"].type is EventType.DONE


def test_a_deadline_comes_on_its_day_and_not_the_day_before(release: Release) -> None:
    due = promising(release, "2024-07-01")
    assert of_promise(due) == {}
    assert set(of_promise(msgspec.structs.replace(due, as_of=date(2024, 7, 1)))) == {"c1-due"}


def test_a_month_counts_as_its_last_day_and_says_so(release: Release) -> None:
    due = of_promise(promising(release, "2024-06"))["c1-due"]
    assert due.day == date(2024, 6, 30)
    assert due.summary.endswith("日期只公布到2024-06。")


def test_a_promise_points_at_its_own_place_on_the_page(release: Release) -> None:
    due = of_promise(promising(release, "2024-03-31"))["c1-due"]
    assert due.address == "replies/5-2-0014/wenlv.html#c1"
    assert due.facets.units == ("wenlv",)
    assert due.title == "区文旅局的承诺到期：修一座桥。"


def test_what_has_no_date_is_left_out(release: Release) -> None:
    undated = tuple(msgspec.structs.replace(item, date=None, published=None) for item in release.replies)
    found = events(msgspec.structs.replace(release, replies=undated))
    assert not any(event.type in {EventType.REPLIED, EventType.OPINION} for event in found)


def test_an_opinion_to_the_lead_unit_is_not_called_a_reply(release: Release) -> None:
    found = [event for event in events(release) if event.record == "5-2-0001-minzheng"]
    assert [event.type for event in found] == [EventType.OPINION]
    assert "答复了" not in found[0].title


def test_one_reply_to_several_proposals_reaches_each_of_them(release: Release) -> None:
    reply = next(
        event
        for event in events(release)
        if event.record == "5-2-0007-jianshe" and event.type is EventType.REPLIED
    )
    assert reply.facets.proposals == ("5-2-0007", "5-2-0008", "5-2-0009")
    assert reply.title == "区建交局答复了第0007号提案《关于整治河边村取水口的建议》等3件提案"


def test_a_withdrawn_proposal_leaves_only_the_notice(release: Release) -> None:
    found = [event for event in events(release) if event.record == "5-2-0011"]
    assert [event.type for event in found] == [EventType.WITHDRAWN]
    assert found[0].kind is RecordKind.PROPOSAL
    assert found[0].summary == "原因：提案者申请撤回。"


def test_a_reason_for_not_filing_is_told(release: Release) -> None:
    found = next(event for event in events(release) if event.id.endswith("proposals/5-2/0006#reviewed"))
    assert found.title.endswith("不予立案")
    assert found.summary == "原因：个人问题。"


def test_nothing_private_or_withheld_is_told(release: Release) -> None:
    told = "".join(event.title + event.summary for event in events(release))
    for mark in ("机密甲", "封存乙", "摘要外丙", "委员匿名"):
        assert mark not in told
