"""更正：说清改了哪一项，遮去的不再说；正文不公开的只说改了；订阅源与更正页里逐次都有，将来的没有。"""

from datetime import date
from typing import Any

import pytest

from generator.dates import PartialDate
from generator.gate import publish
from generator.release.corrections import correction_words
from generator.release.events import EventType, events
from generator.release.happened import as_it_stood
from generator.release.model import PublicCorrection, Release
from generator.release.views.common import Names
from generator.release.views.corrections import corrections_views
from generator.release.views.proposal import proposal_view
from generator.terms import CorrectionKind
from tests.gate.registers import register_of

DAY = "2023-06-12"
CHANGED = {
    "date": DAY,
    "change": "改正",
    "field": "期限",
    "item": "c1",
    "was": "六月",
    "now": "七月",
    "reason": "看漏了",
}


def released(openness: str, *corrections: dict[str, Any], as_of: date = date(2024, 6, 30)) -> Release:
    register = register_of(
        {
            "proposal": [
                {"id": "ti-1", "title": "甲", "open": openness, "corrections": [{**CHANGED, "field": "案由"}]}
            ],
            "unit": [{"id": "ju", "name": "某局"}],
            "reply": [
                {
                    "id": "ti-1-ju",
                    "proposals": ["ti-1"],
                    "unit": "ju",
                    "open": "主动公开",
                    "corrections": list(corrections),
                }
            ],
            "opinion": [{"id": "o", "title": "信息", "corrections": [{**CHANGED, "date": "2024-01-01"}]}],
        }
    )
    return as_it_stood(publish(register, as_of))


@pytest.mark.parametrize(
    ("change", "was", "now", "words"),
    [
        (CorrectionKind.CHANGED, "甲", "乙", "期限由「甲」改为「乙」"),
        (CorrectionKind.CHANGED, None, "乙", "期限改为「乙」"),
        (CorrectionKind.CHANGED, "甲", None, "改正期限，原来是「甲」"),
        (CorrectionKind.CHANGED, None, None, "改正期限"),
        (CorrectionKind.ADDED, None, "乙", "补充期限「乙」"),
        (CorrectionKind.REMOVED, "甲", None, "删去期限「甲」"),
        (CorrectionKind.MASKED, None, None, "遮去期限里不该公开的字"),
        (CorrectionKind.MASKED, "甲", None, "遮去期限里不该公开的字"),
    ],
)
def test_one_sentence_says_what_became_of_what(
    change: CorrectionKind, was: str | None, now: str | None, words: str
) -> None:
    item = PublicCorrection(date=PartialDate.parse(DAY), change=change, field="期限", was=was, now=now)
    assert correction_words(item) == words


def test_a_record_whose_text_is_withheld_says_only_that_it_was_corrected() -> None:
    release = released("摘要公开", CHANGED)
    for record in (release.proposals[0], release.replies[0]):
        entry = record.corrections[0]
        assert (str(entry.date), entry.change, entry.field != "") == (DAY, CorrectionKind.CHANGED, True)
        assert (entry.item, entry.was, entry.now, entry.reason) == (None, None, None, None)


def test_the_page_lists_every_correction_newest_first_with_its_place() -> None:
    release = released("全文公开", CHANGED, {**CHANGED, "date": "2023-07"})
    (view,) = corrections_views(release, Names(release))
    assert [(line.date, line.record.path) for line in view.lines if line.record] == [
        ("2024-01-01", "opinions/o.html#correction-1"),
        ("2023-07", "replies/ti-1/ju.html#correction-2"),
        ("2023-06-12", "proposals/ti/1.html#correction-1"),
        ("2023-06-12", "replies/ti-1/ju.html#correction-1"),
    ]
    assert view.total == 4
    assert view.lines[-1].words == "c1 的期限由「六月」改为「七月」"
    assert view.lines[-1].reason == "看漏了"


def test_a_proposal_shows_its_own_corrections_and_those_of_its_replies() -> None:
    release = released("全文公开", CHANGED)
    view = proposal_view(release.proposals[0], release, Names(release))
    own, of_reply = view.corrections
    assert (own.anchor, own.record) == ("correction-1", None)
    assert of_reply.anchor == ""
    assert of_reply.record
    assert of_reply.record.path == "replies/ti-1/ju.html#correction-1"


def test_a_correction_is_an_event_and_one_of_tomorrow_is_not_yet() -> None:
    release = released("全文公开", CHANGED, {**CHANGED, "date": "2025-01-01"})
    assert len(release.replies[0].corrections) == 1
    found = [event for event in events(release) if event.type is EventType.CORRECTED]
    assert [(event.record, event.anchor) for event in found] == [
        ("o", "correction-1"),
        ("ti-1", "correction-1"),
        ("ti-1-ju", "correction-1"),
    ]
    assert found[2].summary == "c1 的期限由「六月」改为「七月」。原因：看漏了。"
    assert found[0].title == "更正社情民意「信息」的期限"


def test_a_proposal_corrected_tomorrow_is_not_yet() -> None:
    assert released("全文公开", as_of=date(2023, 6, 11)).proposals[0].corrections == ()
