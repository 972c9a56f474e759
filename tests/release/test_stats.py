"""统计：分子、分母、没有计入的都说得清，不该算的不算。"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import PartialDate
from generator.release.model import (
    PublicBody,
    PublicCommitment,
    PublicConsultation,
    PublicFiling,
    PublicHandling,
    PublicMark,
    PublicProposal,
    PublicReply,
    PublicResponse,
    PublicResult,
    PublicResultChange,
    PublicSuggestion,
    PublicUnit,
    PublicUpdate,
    PublicVisit,
    Release,
    Withheld,
    WithheldReply,
)
from generator.release.stats import (
    MEASURES,
    Rate,
    ScopeKind,
    percentage,
    record_observations,
    statistics,
    unit_statistics,
)
from generator.terms import (
    Decision,
    Disclosure,
    FilingStatus,
    HandlingMode,
    RecordKind,
    ReplyOpenness,
    ReplyRole,
    Result,
    Satisfaction,
    UpdateStatus,
    VisitMode,
    VisitPhase,
)

Make = Callable[..., Release]


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def proposal(number: int, status: FilingStatus | None = FilingStatus.FILED, **changed: Any) -> PublicProposal:
    settings: dict[str, Any] = {
        "id": f"p-{number}",
        "title": f"虚构的建议之{number}",
        "disclosure": Disclosure.FULL,
        "body": "qinghe",
        "submitted": on("2023-01-10"),
        "filing": PublicFiling(status=status) if status else None,
    }
    return PublicProposal(**{**settings, **changed})


def handled(due: str = "2023-05-15", mode: HandlingMode = HandlingMode.SINGLE, *lead: str) -> PublicHandling:
    return PublicHandling(mode=mode, lead=lead or ("jianshe",), assigned=on("2023-02-15"), due=on(due))


def reply(number: int, when: str | None = "2023-05-10", unit: str = "jianshe", **changed: Any) -> PublicReply:
    settings: dict[str, Any] = {
        "id": f"p-{number}-{unit}",
        "proposals": (f"p-{number}",),
        "unit": unit,
        "role": ReplyRole.LEAD,
        "disclosure": Disclosure.FULL,
        "body": "qinghe",
        "date": on(when) if when else None,
    }
    return PublicReply(**{**settings, **changed})


def rate(release: Release, identifier: str) -> Rate:
    return statistics(release).whole.rate(identifier)


def ratio(found: Rate) -> tuple[int, int]:
    return found.numerator, found.denominator


def left_out(found: Rate) -> dict[str, int]:
    return {item.reason: item.count for item in found.excluded}


def test_filing_rate_counts_received_and_says_what_is_undecided_or_withheld(make_release: Make) -> None:
    statuses = [FilingStatus.FILED] * 3 + [FilingStatus.MERGED, FilingStatus.REJECTED, None]
    hidden = Withheld(
        kind=RecordKind.PROPOSAL, openness="不公开", reason="提案者不同意", body="qinghe", count=2
    )
    release = make_release(
        proposals=[proposal(i, status) for i, status in enumerate(statuses)], withheld=[hidden]
    )
    found = rate(release, "filed")
    assert ratio(found) == (3, 5)
    assert found.value == "60"
    assert left_out(found) == {"审查结果没有公布": 1, "提案没有公开（不公开）": 2}
    assert [item.id for item in found.uncounted] == ["p-3", "p-4"]


def test_reply_rate_is_replied_over_filed_and_leaves_merged_and_refused_out(make_release: Make) -> None:
    statuses = [FilingStatus.FILED, FilingStatus.FILED, FilingStatus.MERGED, FilingStatus.REJECTED]
    release = make_release(
        proposals=[proposal(i, status) for i, status in enumerate(statuses)], replies=[reply(0), reply(2)]
    )
    found = rate(release, "replied")
    assert ratio(found) == (1, 2)
    assert left_out(found) == {"并案，随主案答复": 1, "没有立案": 1}


def test_withheld_reply_counts_as_replied(make_release: Make) -> None:
    hidden = (WithheldReply(openness=ReplyOpenness.WITHHELD, reason="涉密"),)
    release = make_release(proposals=[proposal(0, withheld_replies=hidden)])
    assert ratio(rate(release, "replied")) == (1, 1)


def test_co_opinion_never_counts_as_a_reply(make_release: Make) -> None:
    release = make_release(proposals=[proposal(0)], replies=[reply(0, role=ReplyRole.CO)])
    assert ratio(rate(release, "replied")) == (0, 1)
    assert statistics(release).whole.replies == 0


def test_separate_handling_is_replied_only_when_all_units_are(make_release: Make) -> None:
    shared = proposal(0, handling=handled("2023-05-15", HandlingMode.SEPARATE, "jiaoyu", "minzheng"))
    release = make_release(proposals=[shared], replies=[reply(0, unit="jiaoyu")])
    assert ratio(rate(release, "replied")) == (0, 1)
    assert statistics(release).whole.first_reply.days == (84,)


def test_on_time_rate_is_among_those_due_by_now(make_release: Make) -> None:
    proposals = [proposal(i, handling=handled()) for i in range(5)]
    proposals += [proposal(5, handling=handled("2024-06-30")), proposal(6, handling=handled("2024-06-29"))]
    proposals += [proposal(7)]
    replies = [reply(0, "2023-05-15"), reply(1, "2023-05-16"), reply(2, "2023-05"), reply(3, None), reply(5)]
    found = rate(make_release("2024-06-30", proposals=proposals, replies=replies), "on_time")
    # 0 当天答复算按时；1 迟一天；4、6 过期未答；2、3 日期说不准；5 当天到期还没有过；7 没有期限。
    assert ratio(found) == (1, 4)
    assert [item.id for item in found.uncounted] == ["p-1", "p-4", "p-6"]
    assert left_out(found) == {
        "答复日期没有公布，或只到月份，无法判断": 2,
        "期限还没有过": 1,
        "没有期限，或起算日没有公布": 1,
    }


def visit(phase: VisitPhase, mode: VisitMode | None = None, *, waived: bool = False) -> PublicVisit:
    return PublicVisit(phase=phase, mode=mode, waived=waived)


def test_three_visits_are_done_over_required_minus_waived(make_release: Make) -> None:
    before, during, after = VisitPhase
    visits = [
        (visit(before, VisitMode.TELEPHONE), visit(during), visit(after, VisitMode.MEETING)),
        (visit(before), visit(before), visit(during, waived=True)),
        (visit(before, waived=True),),
        (),
    ]
    proposals = [proposal(i, visits=entry) for i, entry in enumerate(visits)]
    found = rate(make_release(proposals=proposals, replies=[reply(0), reply(1)]), "visited")
    # 0：三次都访；1：办前一次、办中不需要、办后该访没访；2：办前不需要、办中没访、没答复不计办后；3：没有公布。
    assert ratio(found) == (4, 6)
    assert left_out(found) == {
        "委员表示不需要": 2,
        "没有公布走访情况": 3,
        "还没有答复，未到办后回访的时候": 1,
    }
    assert [item.id for item in found.counted] == ["p-0", "p-1"]


def test_contact_modes_are_counted_once_a_visit(make_release: Make) -> None:
    before, during, after = VisitPhase
    visits = (
        visit(before, VisitMode.TELEPHONE),
        visit(during, VisitMode.FACE_TO_FACE),
        visit(after, VisitMode.MEETING),
        visit(after, waived=True),
        visit(after),
    )
    whole = statistics(make_release(proposals=[proposal(0, visits=visits)])).whole
    assert [(item.label, item.count) for item in whole.contacts] == [
        ("人来人往", 2),
        ("文来文往", 1),
        ("方式没有公布", 1),
    ]


def test_satisfaction_is_over_returned_and_returned_over_replied(make_release: Make) -> None:
    codes = [Satisfaction.SATISFIED, Satisfaction.MOSTLY, Satisfaction.DISSATISFIED, None]
    proposals = [
        proposal(
            i, attitude=PublicMark(words="甲", code=code), outcome_mark=PublicMark(words="甲", code=code)
        )
        for i, code in enumerate(codes)
    ]
    release = make_release(proposals=[*proposals, proposal(4)], replies=[reply(i) for i in range(5)])
    assert ratio(rate(release, "attitude_satisfied")) == (1, 3)
    assert ratio(rate(release, "attitude_accepted")) == (2, 3)
    assert ratio(rate(release, "result_satisfied")) == (1, 3)
    assert left_out(rate(release, "result_accepted")) == {
        "评价的叫法没有换算": 1,
        "没有收回评价，或没有公布": 1,
    }
    assert ratio(rate(release, "returned")) == (4, 5)


def test_body_that_never_published_evaluations_has_no_return_rate_not_zero(make_release: Make) -> None:
    found = rate(make_release(proposals=[proposal(0)], replies=[reply(0)]), "returned")
    assert (found.denominator, found.value, found.note) == (0, None, "没有可算的")


def suggestions(*names: str) -> tuple[PublicSuggestion, ...]:
    return tuple(PublicSuggestion(id=name, text="虚构的建议。") for name in names)


def response(name: str, decision: Decision | None, *promised: PublicCommitment) -> PublicResponse:
    return PublicResponse(suggestion=name, proposal="p-0", decision=decision, commitments=promised)


def commitment(name: str, due: str | None, *updates: tuple[str, UpdateStatus]) -> PublicCommitment:
    happened = tuple(PublicUpdate(date=on(when), status=status) for when, status in updates)
    return PublicCommitment(
        id=name, what="虚构的事。", unit="jianshe", due=on(due) if due else None, updates=happened
    )


def followed(make_release: Make) -> Release:
    responses = (
        response("s1", Decision.ADOPTED, commitment("c1", "2023-12-31", ("2023-08-18", UpdateStatus.DONE))),
        response(
            "s2",
            Decision.PARTLY,
            commitment("c2", "2023-12-31", ("2023-10-10", UpdateStatus.CLOSED)),
            commitment("c3", "2023-12-31"),
        ),
        response("s3", Decision.DECLINED),
        response("s4", Decision.ADOPTED),
        response("s5", None, commitment("c4", None), commitment("c5", "2024-12-31")),
    )
    asked = proposal(0, suggestions=suggestions("s1", "s2", "s3", "s4", "s5"), suggestions_total=7)
    return make_release(proposals=[asked], replies=[reply(0, responses=responses)])


def test_adoption_is_adopted_over_raised_and_unlisted_suggestions_are_told(make_release: Make) -> None:
    found = rate(followed(make_release), "adopted")
    assert ratio(found) == (3, 4)
    assert left_out(found) == {"只公布了建议条数，没有逐条公布": 2, "答复没有写明处理意见": 1}


def test_delivery_is_delivered_over_committed_and_due_ones_apart(make_release: Make) -> None:
    release = followed(make_release)
    assert ratio(rate(release, "delivered")) == (2, 5)
    due = rate(release, "delivered_when_due")
    assert ratio(due) == (2, 3)
    assert left_out(due) == {"没有期限": 1, "期限还没有过": 1}


def test_first_reply_and_delivery_are_never_mixed(make_release: Make) -> None:
    whole = statistics(
        msgspec.structs.replace(
            followed(make_release),
            proposals=tuple(
                msgspec.structs.replace(item, handling=handled()) for item in followed(make_release).proposals
            ),
        )
    ).whole
    # 02-15 交办到 05-10 答复是 84 天；答复到 08-18、10-10 办完是 100 天、153 天。
    assert whole.first_reply.days == (84,)
    assert whole.delivery.days == (100, 153)
    assert (whole.delivery.minimum, whole.delivery.median, whole.delivery.maximum) == (100, "126.5", 153)


def test_time_to_deliver_ends_when_done_not_when_checked(make_release: Make) -> None:
    checked = commitment("c1", None, ("2023-06-09", UpdateStatus.DONE), ("2024-02-28", UpdateStatus.CLOSED))
    again = commitment(
        "c2",
        None,
        ("2023-06-09", UpdateStatus.DONE),
        ("2023-07-01", UpdateStatus.IN_PROGRESS),
        ("2023-08-18", UpdateStatus.DONE),
    )
    answered = reply(0, responses=(response("s1", Decision.ADOPTED, checked, again),))
    release = make_release(proposals=[proposal(0, suggestions=suggestions("s1"))], replies=[answered])
    # 05-10 答复：06-09 办完是 30 天；重新推进后 08-18 办完是 100 天。
    assert statistics(release).whole.delivery.days == (30, 100)


def test_flow_narrows_step_by_step(make_release: Make) -> None:
    whole = statistics(followed(make_release)).whole
    # s5 没有写明处理意见，停在第一步；s1 的承诺全部办完。
    assert [item.count for item in whole.flow] == [5, 4, 3, 2, 1]


def test_consultation_opinions_need_both_numbers(make_release: Make) -> None:
    consultations = [
        PublicConsultation(id="x-1", title="虚构", kind="微协商", raised=72, adopted=9),
        PublicConsultation(id="x-2", title="虚构", kind="微协商", raised=23),
        PublicConsultation(id="x-3", title="虚构", kind="微协商"),
    ]
    found = rate(make_release(consultations=consultations), "opinions_adopted")
    assert (ratio(found), found.value) == ((9, 72), "12.5")
    assert left_out(found) == {"没有公布采纳几条": 23}


def test_tasks_published_only_as_a_number_are_left_out_with_their_count(make_release: Make) -> None:
    task = commitment("t1", "2023-08-31", ("2023-08-20", UpdateStatus.DONE))
    consultation = PublicConsultation(id="x", title="虚构", kind="微协商", tasks=(task,), tasks_total=18)
    found = rate(make_release(consultations=[consultation]), "tasks_delivered")
    assert ratio(found) == (1, 1)
    assert left_out(found) == {"只公布了任务项数，没有逐项公布": 17}


def test_results_show_original_beside_present_and_the_move(make_release: Make) -> None:
    planned = PublicResult(words="B", code=Result.PLANNED)
    change = PublicResultChange(result=PublicResult(words="A", code=Result.RESOLVED), date=on("2024-03-01"))
    later = msgspec.structs.replace(change, date=on("2024-09-01"))
    replies = [
        reply(0, result=planned, result_history=(change,)),
        reply(1, result=planned, result_history=(later,)),
        reply(2, result=PublicResult(words="本地叫法")),
        reply(3),
    ]
    found = statistics(make_release(proposals=[proposal(i) for i in range(4)], replies=replies)).whole.results
    assert [(item.code, item.original, item.present) for item in found.counts] == [
        ("resolved", 0, 1),
        ("planned", 2, 1),
        ("unconverted", 1, 1),
        ("unpublished", 1, 1),
    ]
    (move,) = found.moves
    assert (move.original, move.present, [item.id for item in move.records]) == (
        "列入计划拟解决",
        "解决或采纳",
        ["p-0-jianshe"],
    )


def test_below_the_configured_sample_there_is_no_rate_only_counts(make_release: Make) -> None:
    proposals = [proposal(i) for i in range(9)]
    found = rate(make_release(site={"minimum_sample": 10}, proposals=proposals), "filed")
    assert (found.numerator, found.denominator, found.value) == (9, 9, None)
    assert found.shown == "样本不足 10，不算比率"
    full = rate(make_release(site={"minimum_sample": 9}, proposals=proposals), "filed")
    assert full.shown == "100%"


def test_time_to_reply_has_quartiles_buckets_and_reasons(make_release: Make) -> None:
    days = ["2023-03-01", "2023-03-17", "2023-04-16", "2023-05-16", "2023-12-12", "2023-06", None]
    proposals = [proposal(i, handling=handled()) for i in range(8)]
    replies = [reply(i, when) for i, when in enumerate(days)]
    found = statistics(make_release(proposals=proposals, replies=replies)).whole.first_reply
    # 从 02-15 数：14、30、60、90、300 天。
    assert found.days == (14, 30, 60, 90, 300)
    assert (found.lower, found.median, found.upper) == ("30", "60", "90")
    assert [bucket.count for bucket in found.buckets] == [2, 1, 1, 0, 1]
    assert {item.reason: item.count for item in found.excluded} == {
        "日期只公布到月份或年份": 1,
        "答复日期没有公布": 1,
        "还没有答复": 1,
    }


UNITS = (PublicUnit(id="jia", name="甲局"), PublicUnit(id="yi", name="乙局"))


def two_units(make_release: Make, **site: Any) -> Release:
    proposals = [
        proposal(
            i, handling=handled("2023-05-15", HandlingMode.SINGLE, unit), category="教育", term=5, session=2
        )
        for i, unit in enumerate(["jia", "jia", "yi", "yi"])
    ]
    replies = [reply(0, unit="jia"), reply(1, unit="jia"), reply(2, unit="yi"), reply(3, "2023-09-01", "yi")]
    return make_release(site=site, units=UNITS, proposals=proposals, replies=replies)


def test_every_scope_is_counted_on_its_own(make_release: Make) -> None:
    found = statistics(two_units(make_release))
    groups = {
        group.kind: [(item.scope.id, item.proposals) for item in group.scopes] for group in found.groups
    }
    assert groups == {
        ScopeKind.BODY: [("qinghe", 4)],
        ScopeKind.SESSION: [("qinghe-5-2", 4)],
        ScopeKind.UNIT: [("yi", 2), ("jia", 2)],
        ScopeKind.CATEGORY: [("教育", 4)],
        ScopeKind.YEAR: [("2023", 4)],
    }


def test_units_are_listed_by_name_unless_the_owner_asks_for_ranking(make_release: Make) -> None:
    plain = next(g for g in statistics(two_units(make_release)).groups if g.kind is ScopeKind.UNIT)
    assert (plain.order, [item.scope.label for item in plain.scopes]) == (
        "按名称，不是排名",
        ["乙局", "甲局"],
    )
    ranked = statistics(two_units(make_release, rank_units=True))
    units = next(g for g in ranked.groups if g.kind is ScopeKind.UNIT)
    assert [(item.scope.label, item.rate("on_time").value) for item in units.scopes] == [
        ("甲局", "100"),
        ("乙局", "50"),
    ]


def test_unit_statistics_is_the_unit_scope_and_empty_for_a_stranger(make_release: Make) -> None:
    release = two_units(make_release)
    assert unit_statistics(release, "yi").rate("on_time").value == "50"
    stranger = unit_statistics(release, "bing")
    assert (stranger.proposals, [item.denominator for item in stranger.rates]) == (0, [0] * len(MEASURES))


def test_a_record_knows_every_figure_it_counts_in(make_release: Make) -> None:
    found = record_observations(two_units(make_release), RecordKind.PROPOSAL, "p-3")
    verdicts = {item.measure: item.verdict for item in found}
    assert verdicts["replied"] == "counted"
    assert verdicts["on_time"] == "uncounted"


def test_what_happens_after_the_data_date_is_not_counted(make_release: Make) -> None:
    release = make_release(
        "2023-05-01",
        proposals=[proposal(0, handling=handled()), proposal(1, submitted=on("2023-06-01"))],
        replies=[reply(0, "2023-05-10")],
    )
    whole = statistics(release).whole
    assert (whole.proposals, whole.replies) == (1, 0)
    assert ratio(whole.rate("replied")) == (0, 1)


def test_withheld_groups_keep_their_reasons(make_release: Make) -> None:
    hidden = Withheld(kind=RecordKind.REPLY, openness="不予公开", reason="含警力部署", body="qinghe", count=3)
    body = PublicBody(id="qinghe", name="政协虚构区委员会", short_name="虚构区政协")
    (row,) = statistics(make_release(bodies=[body], withheld=[hidden])).withheld
    assert msgspec.structs.astuple(row) == (RecordKind.REPLY, "不予公开", "含警力部署", "虚构区政协", 3)


def test_what_is_shown_only_in_part_is_counted_and_its_suggestions_left_out(make_release: Make) -> None:
    brief = proposal(1, disclosure=Disclosure.SUMMARY, suggestions_total=2)
    answer = reply(1, disclosure=Disclosure.SUMMARY)
    release = make_release(proposals=[brief, proposal(2)], replies=[answer])
    assert statistics(release).partly == (
        "1 件提案按提案者的意愿只公开题目、摘要与办理结果。",
        "1 件答复因所答的提案没有全部全文公开，只公开办理结果与概述。",
    )
    assert left_out(rate(release, "adopted")) == {"提案只公开摘要，建议没有登出": 2}


def test_sessions_are_listed_by_number_not_by_character(make_release: Make) -> None:
    release = make_release(
        proposals=[
            proposal(number, term=5, session=session, body=body)
            for number, (body, session) in enumerate([("甲", 3), ("甲", 2), (None, 1), ("甲", 10)])
        ]
    )
    sessions = next(group for group in statistics(release).groups if group.kind is ScopeKind.SESSION)
    assert [item.scope.label for item in sessions.scopes] == [
        "五届一次", "甲五届二次", "甲五届三次", "甲五届十次",
    ]  # fmt: skip


def test_empty_release_has_numbers_but_no_rates(make_release: Make) -> None:
    found = statistics(make_release())
    assert found.whole.proposals == 0
    assert {item.value for item in found.whole.rates} == {None}
    assert found.groups == ()


def test_same_release_gives_the_same_statistics(make_release: Make) -> None:
    assert statistics(two_units(make_release)) == statistics(two_units(make_release))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (112, 114, "98.2"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 1, "100"),
        (0, 7, "0"),
        (9999, 10000, "99.99"),
        (1, 100000, "0.001"),
        (9, 72, "12.5"),
    ],
)
def test_percentages_never_round_to_all_or_nothing(numerator: int, denominator: int, shown: str) -> None:
    assert percentage(numerator, denominator) == shown


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_percentage_is_whole_or_zero_only_when_it_is(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    shown = percentage(numerator, denominator)
    assert (shown == "100") == (numerator == denominator)
    assert (shown == "0") == (numerator == 0)


STATUSES = st.lists(st.sampled_from([None, *FilingStatus]), max_size=12)


@settings(max_examples=40)
@given(statuses=STATUSES, answered=st.sets(st.integers(0, 11)))
def test_parts_of_every_rate_add_up_whatever_the_records(
    make_release: Make, statuses: list[FilingStatus | None], answered: set[int]
) -> None:
    proposals = [proposal(i, status, handling=handled()) for i, status in enumerate(statuses)]
    replies = [reply(i) for i in sorted(answered) if i < len(proposals)]
    for found in statistics(make_release(proposals=proposals, replies=replies)).whole.rates:
        assert 0 <= found.numerator <= found.denominator
        assert not set(found.counted) & set(found.uncounted)
    filed = statistics(make_release(proposals=proposals, replies=replies)).whole.rate("filed")
    assert filed.denominator + sum(item.count for item in filed.excluded) == len(proposals)
