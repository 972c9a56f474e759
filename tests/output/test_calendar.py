"""日历：期限与协商占一整天，同样的数据总得同样的字节。"""

from datetime import date

import icalendar
import msgspec
import pytest

from generator.dates import PartialDate
from generator.output.calendar import calendar_links, calendars
from generator.output.calendar_entries import entries
from generator.output.parcel import artifacts
from generator.release.model import PublicClockRule, Release
from generator.terms import ClockEvent, ClockSubject, ClockUnit


@pytest.fixture(scope="module")
def written(release: Release) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in artifacts(calendars(release))}


def days(content: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_every_day_is_a_whole_day_with_an_id_of_its_own(written: dict[str, bytes]) -> None:
    for path, content in written.items():
        found = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert found, path
        assert len({str(event["UID"]) for event in found}) == len(found), path
        assert all(type(event["DTSTART"].dt) is date for event in found), path
        assert all((event["DTEND"].dt - event["DTSTART"].dt).days == 1 for event in found), path


def test_a_postponed_commitment_moves_and_keeps_its_id(written: dict[str, bytes]) -> None:
    event = days(written["calendar/all.ics"])["replies-5-2-0001-jianshe-c3-due@qinghe.example"]
    assert event["DTSTART"].dt == date(2024, 5, 31)
    assert event["SEQUENCE"] == 2
    assert event["URL"] == "https://qinghe.example/replies/5-2-0001/jianshe.html#c3"


def test_a_month_takes_no_day(written: dict[str, bytes]) -> None:
    found = days(written["calendar/all.ics"])
    assert not any(
        uid.startswith(("replies-5-2-0007-jianshe-c3", "consultations-2023-hebian")) for uid in found
    )


def test_consultations_and_reply_deadlines_are_in(written: dict[str, bytes]) -> None:
    found = days(written["calendar/all.ics"])
    assert found["consultations-2023-dianti-held@qinghe.example"]["DTSTART"].dt == date(2023, 7, 12)
    assert found["proposals-5-2-0010-due@qinghe.example"]["DTSTART"].dt == date(2024, 5, 20)


def test_a_deadline_by_the_rule_is_in_until_the_reply(release: Release) -> None:
    rule = PublicClockRule(
        id="dafu",
        title="答复",
        subject=ClockSubject.PROPOSAL,
        start=ClockEvent.ASSIGNED,
        end=ClockEvent.REPLIED,
        amount=3,
        unit=ClockUnit.MONTH,
    )
    open_one = release.proposal["5-2-0010"]
    assert open_one.handling is not None
    handling = msgspec.structs.replace(open_one.handling, assigned=PartialDate.parse("2024-04-05"), due=None)
    unwritten = msgspec.structs.replace(open_one, handling=handling)
    changed = msgspec.structs.replace(
        release, proposals=(unwritten,), site=msgspec.structs.replace(release.site, clocks=(rule,))
    )
    key = "proposals-5-2-0010-due"
    found = {entry.key: entry for entry in entries(changed)}
    assert (found[key].day, found[key].detail) == (
        date(2024, 7, 5),
        "交办 2024-04-05 ＋ 3 个月 → 2024-07-05",
    )
    answer = msgspec.structs.replace(
        release.reply["5-2-0001-jianshe"], proposals=("5-2-0010",), date=PartialDate.parse("2024-05-01")
    )
    replied = msgspec.structs.replace(changed, replies=(answer,))
    assert key not in {entry.key for entry in entries(replied)}


def test_a_unit_finds_only_its_own_days(written: dict[str, bytes]) -> None:
    found = days(written["calendar/units/wenlv.ics"])
    assert set(found) == {"proposals-5-2-0014-due@qinghe.example", "proposals-5-2-0046-due@qinghe.example"}


def test_calendars_are_announced_exactly_as_written(release: Release, written: dict[str, bytes]) -> None:
    assert [link.path for link in calendar_links(release)] == list(written)


def test_the_clock_leaves_no_trace(release: Release, written: dict[str, bytes]) -> None:
    later = msgspec.structs.replace(release, as_of=date(2024, 7, 10))
    assert {artifact.path: artifact.content for artifact in artifacts(calendars(later))} == written


def test_nothing_to_note_writes_no_calendar(release: Release) -> None:
    empty = msgspec.structs.replace(release, proposals=(), replies=(), consultations=())
    assert list(artifacts(calendars(empty))) == []


def test_calendars_carry_nothing_private_or_withheld(written: dict[str, bytes]) -> None:
    told = b"".join(written.values()).replace(b"\r\n ", b"").decode()
    for mark in ("机密甲", "封存乙", "摘要外丙", "委员匿名"):
        assert mark not in told


def test_a_turn_of_a_rota_takes_the_days_it_lasts(release: Release) -> None:
    programme = next(item for item in release.programmes if item.rota)
    first, second = programme.rota
    dated = msgspec.structs.replace(
        first, start=PartialDate.parse("2024-03-01"), end=PartialDate.parse("2024-05")
    )
    monthly = msgspec.structs.replace(second, start=PartialDate.parse("2024-06"))
    changed = msgspec.structs.replace(
        release, programmes=(msgspec.structs.replace(programme, rota=(dated, monthly)),)
    )
    found = days({a.path: a.content for a in artifacts(calendars(changed))}["calendar/all.ics"])
    turns = {uid: event for uid, event in found.items() if "-turn-" in uid}
    ((uid, event),) = turns.items()
    assert uid == f"programmes-{programme.id}-turn-1@qinghe.example"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 3, 1), date(2024, 6, 1))
    assert str(event["SUMMARY"]).startswith(f"轮值：{programme.title}，")
