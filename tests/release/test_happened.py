"""截至某一天：那天以后的事不出现，那天以前的一件不少。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.model import Release
from generator.terms import FilingStatus

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
PROPOSAL = {
    "id": "9-1-0001",
    "title": "关于虚构的建议",
    "open": "全文公开",
    "submitted": "2023-01-10",
    "filing": {"status": "立案", "date": "2023-01-18"},
    "handling": {"lead": ["jianshe"], "assigned": "2023-02-01"},
    "suggestions": [{"id": "s1", "text": "修桥。"}],
    "visits": [{"phase": "办前询问", "date": "2023-02-10"}, {"phase": "办后回访", "date": "2023-06-10"}],
    "satisfaction": {"attitude": "满意", "result": "满意", "date": "2023-06-11"},
}
REPLY = {
    "id": "9-1-0001-jianshe",
    "proposals": ["9-1-0001"],
    "unit": "jianshe",
    "date": "2023-05-10",
    "published": "2023-06-01",
    "open": "主动公开",
    "result": "B",
    "text": "年内修桥。",
    "responses": [
        {
            "suggestion": "s1",
            "decision": "采纳",
            "quote": "年内修桥。",
            "commitments": [
                {
                    "id": "c1",
                    "what": "修桥",
                    "due": "2023-12",
                    "updates": [
                        {"date": "2023-08", "status": "进行中"},
                        {"date": "2023-11-30", "status": "已完成"},
                    ],
                }
            ],
        }
    ],
    "result_history": [{"date": "2023-12-20", "result": "A"}],
}
MEETING = {
    "id": "2024-qiao",
    "title": "修桥协商",
    "kind": "微协商",
    "date": "2024-01-10",
    "proposals": ["9-1-0001"],
    "opinions": {"raised": 3, "adopted": 2},
    "tasks": [{"id": "t1", "what": "看桥"}],
}


def on_day(folder: Path, as_of: str) -> Release:
    (folder / "site.yml").write_bytes((MINIATURE / "site.yml").read_bytes())
    for name in ("bodies.csv", "units.csv"):
        (folder / name).write_bytes((MINIATURE / name).read_bytes())
    records: dict[str, Any] = {"proposals": PROPOSAL, "replies": REPLY, "consultations": MEETING}
    for kind, record in records.items():
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / "a.yml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    register, problems = take_in(folder)
    assert [problem.message for problem in problems if problem.is_error] == []
    return publish(register, date.fromisoformat(as_of))


def test_a_proposal_of_tomorrow_is_not_there_today(tmp_path: Path) -> None:
    release = on_day(tmp_path, "2023-01-09")
    assert (release.proposals, release.replies) == ((), ())
    assert release.consultations[0].proposals == ()
    assert on_day(tmp_path, "2023-01-10").proposal["9-1-0001"].filing is None


@pytest.mark.parametrize(("as_of", "replies"), [("2023-05-09", 0), ("2023-05-10", 1)])
def test_a_reply_is_there_from_its_own_day(tmp_path: Path, as_of: str, replies: int) -> None:
    release = on_day(tmp_path, as_of)
    assert len(release.replies) == replies
    filing = release.proposal["9-1-0001"].filing
    assert filing is not None
    assert filing.status is FilingStatus.FILED


def test_visits_evaluation_and_publication_wait_for_their_day(tmp_path: Path) -> None:
    before, after = on_day(tmp_path, "2023-05-31"), on_day(tmp_path, "2023-06-11")
    early, late = before.proposal["9-1-0001"], after.proposal["9-1-0001"]
    assert (len(early.visits), early.attitude, early.outcome_mark) == (1, None, None)
    assert (len(late.visits), late.attitude is None, late.outcome_mark is None) == (2, False, False)
    assert before.replies[0].published is None
    assert after.replies[0].published == "2023-06-01"


@pytest.mark.parametrize(
    ("as_of", "updates", "changes"),
    [("2023-07-31", 0, 0), ("2023-08-01", 1, 0), ("2023-11-30", 2, 0), ("2023-12-20", 2, 1)],
)
def test_progress_and_results_come_one_by_one(tmp_path: Path, as_of: str, updates: int, changes: int) -> None:
    reply = on_day(tmp_path, as_of).replies[0]
    promise = reply.responses[0].commitments[0]
    assert (len(promise.updates), len(reply.result_history)) == (updates, changes)
    assert promise.due == "2023-12"


def test_a_planned_consultation_is_announced_without_its_results(tmp_path: Path) -> None:
    before = on_day(tmp_path, "2024-01-09").consultations[0]
    after = on_day(tmp_path, "2024-01-10").consultations[0]
    assert (before.date, before.raised, before.tasks) == ("2024-01-10", None, ())
    assert (after.raised, after.adopted, len(after.tasks)) == (3, 2, 1)
