"""结论与逐条对照：一句话说清到了哪一步，没有答复的不说成没有回应。"""

from collections.abc import Callable
from typing import Any

from generator.dates import PartialDate
from generator.release.model import (
    PublicClockRule,
    PublicCommitment,
    PublicConsultation,
    PublicFiling,
    PublicHandling,
    PublicProposal,
    PublicReply,
    PublicResponse,
    PublicResult,
    PublicResultChange,
    PublicSuggestion,
    PublicUnit,
    Release,
    WithheldReply,
)
from generator.release.views.activities import consultation_view
from generator.release.views.answers import result_changes
from generator.release.views.changes import changes_views
from generator.release.views.common import Names
from generator.release.views.proposal import ProposalView, proposal_view
from generator.terms import (
    ClockEvent,
    ClockSubject,
    ClockUnit,
    Decision,
    Disclosure,
    FilingStatus,
    HandlingMode,
    ReplyOpenness,
    ReplyRole,
    Result,
)

Make = Callable[..., Release]
PLANNED = PublicResult(words="B", code=Result.PLANNED)
RESOLVED = PublicResult(words="A", code=Result.RESOLVED)
UNITS = (
    PublicUnit(id="jiaotong", name="交通局", short_name="交通局"),
    PublicUnit(id="shuiwu", name="水务局", short_name="水务局"),
)
WITHIN_THREE_MONTHS = PublicClockRule(
    id="dafu",
    title="答复",
    subject=ClockSubject.PROPOSAL,
    start=ClockEvent.ASSIGNED,
    end=ClockEvent.REPLIED,
    amount=3,
    unit=ClockUnit.MONTH,
    extended=6,
)


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def proposal(
    lead: tuple[str, ...] = ("jiaotong",), assigned: str = "2024-01-05", **more: Any
) -> PublicProposal:
    mode = HandlingMode.SEPARATE if len(lead) > 1 else HandlingMode.SINGLE
    settings: dict[str, Any] = {
        "id": "5-2-0001",
        "title": "关于虚构的建议",
        "disclosure": Disclosure.FULL,
        "filing": PublicFiling(status=FilingStatus.FILED),
        "handling": PublicHandling(mode=mode, lead=lead, assigned=on(assigned)),
        "suggestions": (PublicSuggestion(id="s1", text="修桥。"),),
    }
    return PublicProposal(**{**settings, **more})


def reply(unit: str = "jiaotong", **more: Any) -> PublicReply:
    settings: dict[str, Any] = {
        "id": f"5-2-0001-{unit}",
        "proposals": ("5-2-0001",),
        "unit": unit,
        "role": ReplyRole.SEPARATE,
        "disclosure": Disclosure.FULL,
        "date": on("2024-02-01"),
    }
    return PublicReply(**{**settings, **more})


def view(release: Release) -> ProposalView:
    return proposal_view(release.proposals[0], release, Names(release))


def silence(release: Release) -> str:
    return view(release).points[0].silence


def on_clock(make: Make, as_of: str, **records: Any) -> Release:
    return make(as_of, site={"clocks": (WITHIN_THREE_MONTHS,)}, units=UNITS, **records)


def test_verdict_tells_when_a_reply_is_due_by_the_rule(make_release: Make) -> None:
    shown = view(on_clock(make_release, "2024-04-05", proposals=[proposal()])).verdict
    assert (shown.state.code, shown.text) == ("open", "正在办理，应在 2024-04-05 前答复。")


def test_verdict_tells_the_ordinary_and_the_longest_term(make_release: Make) -> None:
    shown = view(on_clock(make_release, "2024-04-06", proposals=[proposal()])).verdict
    assert shown.state.code == "open"
    assert shown.text == "还没有公布答复，过了一般期限 2024-04-05 已 1 天，说明理由最长可到 2024-07-05。"


def test_verdict_counts_the_days_once_the_longest_term_has_passed(make_release: Make) -> None:
    shown = view(on_clock(make_release, "2024-07-06", proposals=[proposal()])).verdict
    assert shown.state.code == "overdue"
    assert shown.text == "还没有公布答复，超过答复期限 92 天（期限 2024-04-05）。"


def test_verdict_names_the_unit_that_has_not_replied(make_release: Make) -> None:
    records = {"proposals": [proposal(("jiaotong", "shuiwu"))], "replies": [reply()]}
    waiting = view(on_clock(make_release, "2024-03-01", **records)).verdict
    assert "水务局还没有公布答复。" in waiting.text
    assert waiting.state.code == "replied"
    late = view(on_clock(make_release, "2024-07-06", **records)).verdict
    assert "水务局还没有公布答复，超过答复期限 92 天。" in late.text
    assert late.state.code == "overdue"


def test_two_units_results_are_told_apart(make_release: Make) -> None:
    release = on_clock(
        make_release,
        "2024-03-01",
        proposals=[proposal(("jiaotong", "shuiwu"))],
        replies=[reply(result=RESOLVED), reply("shuiwu", result=PLANNED)],
    )
    assert view(release).verdict.text.endswith(
        "交通局的办理结果：A（解决或采纳）。水务局的办理结果：B（列入计划拟解决）。"
    )
    assert [link.text for link in view(release).meta] == ["分办 交通局", "分办 水务局"]


def test_point_without_answer_says_why(make_release: Make) -> None:
    hidden = WithheldReply(openness=ReplyOpenness.ON_REQUEST)
    merged = PublicFiling(status=FilingStatus.MERGED)
    rejected = PublicFiling(status=FilingStatus.REJECTED)
    other = PublicResponse(suggestion="s2", decision=Decision.ADOPTED)
    cases = (
        ("还没有公布答复。", proposal(), ()),
        ("答复没有公开。", proposal(withheld_replies=(hidden,)), ()),
        ("并入另一件提案一并办理，答复见主案。", proposal(filing=merged), ()),
        ("没有立案，不作书面答复。", proposal(filing=rejected), ()),
        ("没有公布逐条的回应，见答复。", proposal(), (reply(),)),
        ("公布的答复没有回应这一条。", proposal(), (reply(responses=(other,)),)),
    )
    for words, asked, answered in cases:
        assert silence(make_release(proposals=[asked], replies=answered, units=UNITS)) == words


def test_promise_given_to_another_unit_names_it_on_the_record(make_release: Make) -> None:
    own = PublicCommitment(id="c1", what="甲", unit="jiaotong")
    other = PublicCommitment(id="c2", what="乙", unit="shuiwu")
    response = PublicResponse(suggestion="s1", commitments=(own, other))
    release = make_release(proposals=[proposal()], replies=[reply(responses=(response,))], units=UNITS)
    promises = view(release).points[0].answers[0].promises
    assert [[link.text for link in item.charged] for item in promises] == [[], ["水务局"]]


def test_task_names_its_unit_and_the_next_years_report_links_back(make_release: Make) -> None:
    tasks = (PublicCommitment(id="t1", what="甲", unit="shuiwu"), PublicCommitment(id="t2", what="乙"))
    first = PublicConsultation(id="2023-a", title="甲协商", kind="微协商", tasks=tasks, follow_up="2024-a")
    second = PublicConsultation(id="2024-a", title="乙通报", kind="微协商")
    release = make_release(consultations=[first, second], units=UNITS)
    shown = consultation_view(first, release, Names(release))
    assert [item.charged[0].text for item in shown.tasks] == ["水务局", "未写明"]
    facts = {fact.label: fact.values for fact in consultation_view(second, release, Names(release)).facts}
    assert [(link.text, link.path) for link in facts["通报的是"]] == [("甲协商", "consultations/2023/a.html")]


def test_result_confirmed_again_is_not_called_a_change(make_release: Make) -> None:
    looked_back = reply(result=PLANNED, result_history=(PublicResultChange(result=PLANNED),))
    release = make_release("2025-03-01", proposals=[proposal()], replies=[looked_back], units=UNITS)
    lines = result_changes(release.replies, Names(release))
    assert [line.text for line in lines] == ["交通局：办理结果仍是「B」"]
    (view,) = changes_views(release, Names(release))
    assert view.changes
    assert view.changes.rows[0].after == "仍是B（列入计划拟解决）"


def test_undated_look_back_does_not_hide_a_plan_that_waits(make_release: Make) -> None:
    looked_back = reply(result=PLANNED, result_history=(PublicResultChange(result=PLANNED),))
    solved = reply(result=PLANNED, result_history=(PublicResultChange(result=RESOLVED),))
    became = reply(result=RESOLVED, result_history=(PublicResultChange(result=PLANNED),))
    found = [
        view.waiting.rows
        for item in (looked_back, solved, became)
        for release in [make_release("2025-03-01", proposals=[proposal()], replies=[item], units=UNITS)]
        for view in changes_views(release, Names(release))
        if view.waiting
    ]
    assert [[(row.since, row.months) for row in rows] for rows in found] == [[("2024-02-01", 13)], [], []]
