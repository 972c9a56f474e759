"""门的每一条承诺：引用、计数、说明、改编号与姓名从略。"""

from typing import Any

from generator.release.kinds import KINDS
from generator.release.kinds.plan import PublicPlan
from generator.release.model import PublicLink, Release
from generator.terms import Disclosure, RecordKind
from tests.gate.registers import AS_OF, Gate, Publish, encoded, register_of

UNITS = [{"id": "ju", "name": "某局"}]
HIDDEN = "mimi-1"
RETIRED = {"date": "2024-01-01", "reason": "内容有误"}


def a_proposal(identifier: str, openness: str | None = "全文公开", **fields: Any) -> dict[str, Any]:
    given = {"id": identifier, "title": f"题目{identifier}", **fields}
    reason = {"open_reason": "涉及个人"} if openness == "不公开" else {}
    return {**given, **reason, **({"open": openness} if openness else {})}


def a_reply(
    identifier: str, proposals: list[str], openness: str | None = "主动公开", **fields: Any
) -> dict[str, Any]:
    reason = {"open_reason": "涉及商业秘密"} if openness not in {None, "主动公开"} else {}
    given = {"id": identifier, "proposals": proposals, "unit": "ju", **reason, **fields}
    return {**given, **({"open": openness} if openness else {})}


def released(publish: Publish, **records: list[dict[str, Any]]) -> Release:
    return publish(register_of({"unit": UNITS, **records}), AS_OF)


def counted(release: Release) -> dict[tuple[RecordKind, str, str], int]:
    return {(item.kind, item.openness, item.reason): item.count for item in release.withheld}


def test_withheld_records_are_counted_with_their_reason(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[
            a_proposal("a-1"),
            a_proposal("a-2", "不公开"),
            a_proposal("a-3", "不公开"),
            a_proposal("a-4", None),
            a_proposal("a-5", retired=RETIRED),
            a_proposal("a-6", "摘要公开"),
        ],
        reply=[
            a_reply("a-1-x", ["a-1"], "不予公开"),
            a_reply("a-1-y", ["a-1"], "依申请公开"),
            a_reply("a-1-z", ["a-1"], None),
            a_reply("a-2-x", ["a-2"]),
            a_reply("a-1-w", ["a-1"], retired=RETIRED),
            a_reply("a-1-v", ["a-1"]),
        ],
    )
    assert counted(release) == {
        (RecordKind.PROPOSAL, "不公开", "涉及个人"): 2,
        (RecordKind.PROPOSAL, "尚未决定", "尚未决定"): 1,
        (RecordKind.PROPOSAL, "已撤下", "内容有误"): 1,
        (RecordKind.REPLY, "不予公开", "涉及商业秘密"): 1,
        (RecordKind.REPLY, "依申请公开", "涉及商业秘密"): 1,
        (RecordKind.REPLY, "尚未决定", "尚未决定"): 1,
        (RecordKind.REPLY, "所答提案不公开", "所答提案不公开"): 1,
        (RecordKind.REPLY, "已撤下", "内容有误"): 1,
    }
    assert {item.body for item in release.withheld} == {"qu"}
    assert [item.id for item in release.proposals] == ["a-1", "a-6"]
    assert [item.id for item in release.replies] == ["a-1-v"]


def test_withheld_activities_are_counted_with_their_reason(publish: Publish) -> None:
    withheld = {"open": "不公开", "open_reason": "尚在协商"}
    release = released(
        publish,
        platform=[{"id": "p", "name": "站", "kind": "联系点", **withheld}],
        batch=[{"id": "b", "title": "批", "unit": "ju", "retired": RETIRED}],
        consultation=[{"id": "c", "title": "会", "kind": "微协商", **withheld}],
        programme=[{"id": "g", "title": "牌", **withheld}, {"id": "h", "title": "公开的"}],
        figure=[a_figure("s-1", about="programme/g"), a_figure("s-2", about="programme/h"), a_figure("s-3")],
    )
    assert counted(release) == {
        (RecordKind.PLATFORM, "不公开", "尚在协商"): 1,
        (RecordKind.BATCH, "已撤下", "内容有误"): 1,
        (RecordKind.CONSULTATION, "不公开", "尚在协商"): 1,
        (RecordKind.PROGRAMME, "不公开", "尚在协商"): 1,
        (RecordKind.FIGURE, "所关的记录不公开", "所关的记录不公开"): 1,
    }
    assert [item.id for item in release.figures] == ["s-2", "s-3"]


def a_figure(identifier: str, **fields: str) -> dict[str, Any]:
    given = {"id": identifier, "group": "组", "label": "数", "value": "1", "unit": "件", "source_title": "报"}
    return {**given, **fields}


def test_withheld_reply_is_named_on_its_public_proposal_by_openness_and_reason_only(publish: Publish) -> None:
    replies = [
        a_reply("a-1-x", ["a-1"], "不予公开"),
        a_reply("a-1-co", ["a-1"], "不予公开", role="会办"),
        a_reply("a-1-old", ["a-1"], retired=RETIRED),
        a_reply("a-1-y", ["a-1"]),
    ]
    (proposal,) = released(publish, proposal=[a_proposal("a-1")], reply=replies).proposals
    assert [(str(item.openness), item.reason) for item in proposal.withheld_replies] == [
        ("不予公开", "涉及商业秘密")
    ]


def test_strictest_of_several_proposals_decides_the_reply(publish: Publish) -> None:
    full, summary, secret = a_proposal("a-1"), a_proposal("a-2", "摘要公开"), a_proposal(HIDDEN, "不公开")
    for answered, expected in (
        ([full], Disclosure.FULL),
        ([full, summary], Disclosure.SUMMARY),
        ([full, secret], Disclosure.SUMMARY),
        ([summary, secret], Disclosure.SUMMARY),
    ):
        ids = [item["id"] for item in answered]
        (reply,) = released(publish, proposal=answered, reply=[a_reply("r", ids, text="正文")]).replies
        assert reply.disclosure is expected
        assert (reply.text is not None) is (expected is Disclosure.FULL)
        assert HIDDEN not in reply.proposals
    assert released(publish, proposal=[secret], reply=[a_reply("r", [HIDDEN])]).replies == ()


def test_withheld_record_is_named_nowhere(publish: Publish) -> None:
    secret = a_proposal(HIDDEN, "不公开", batch="b", filing={"status": "立案"})
    release = released(
        publish,
        proposal=[
            secret,
            a_proposal("a-1", filing={"status": "并案", "merged_into": HIDDEN}, related=[HIDDEN, "a-2"]),
            a_proposal("a-2", batch="b"),
            a_proposal("a-3", batch="mimi-b", filing={"status": "并案", "merged_into": "a-2"}),
        ],
        reply=[a_reply("r", ["a-1", HIDDEN])],
        batch=[
            {"id": "b", "title": "批", "unit": "ju", "proposals": [HIDDEN, "a-1"]},
            {"id": "mimi-b", "title": "密", "unit": "ju", "open": "不公开", "open_reason": "x"},
        ],
        platform=[
            {"id": "mimi-p", "name": "密", "kind": "联系点", "open": "不公开", "open_reason": "x"},
            {"id": "p", "name": "站", "kind": "联系点", "parent": "mimi-p"},
            {"id": "q", "name": "室", "kind": "联系点", "parent": "p"},
        ],
        member=[
            {"id": "m", "name": "委员", "platforms": ["mimi-p", "p"]},
            {"id": "mimi-m", "name": "从略", "withheld": "是"},
        ],
        programme=[
            {"id": "mimi-g", "title": "密", "open": "不公开", "open_reason": "x"},
            {"id": "g", "title": "牌"},
        ],
        consultation=[
            {"id": "mimi-c", "title": "密", "kind": "微协商", "open": "不公开", "open_reason": "x"},
            {
                "id": "c",
                "title": "会",
                "kind": "微协商",
                "place": "mimi-p",
                "programme": "mimi-g",
                "proposals": [HIDDEN, "a-1"],
                "follow_up": "mimi-c",
            },
            {"id": "d", "title": "会", "kind": "微协商", "place": "p", "programme": "g", "follow_up": "c"},
            {"id": "e", "title": "会", "kind": "微协商", "place": "村口"},
        ],
        figure=[
            a_figure("mimi-f", about=f"proposal/{HIDDEN}"),
            a_figure("s-1", part_of="mimi-f", breakdown="x"),
            a_figure("s-2", part_of="s-1", breakdown="x", about="proposal/a-1"),
            a_figure("mimi-f2", about="figure/mimi-f"),
            a_figure("s-3", about="unit/ju"),
            a_figure("mimi-f4", about="member/mimi-m"),
            a_figure("s-5", about="member/m"),
            a_figure("mimi-f3", about=f"reply/{HIDDEN}-x"),
            a_figure("s-4", about="reply/r"),
            a_figure("s-6", rate_of="mimi-f", rate_part="mimi-f2"),
            a_figure("s-7", rate_of="s-6", rate_part="s-2"),
        ],
    )
    assert "mimi" not in encoded(release)
    assert release.proposal["a-1"].related == ("a-2",)
    assert release.proposal["a-3"].filing is not None
    assert release.proposal["a-3"].filing.merged_into == "a-2"
    assert release.proposal["a-2"].batch == "b"
    assert release.batch["b"].proposals == ("a-1", "a-2")
    assert release.batch["b"].count == 3
    assert release.platform["q"].parent == "p"
    assert release.member["m"].platforms == ("p",)
    assert (release.consultation["d"].platform, release.consultation["d"].place) == ("p", None)
    assert (release.consultation["d"].programme, release.consultation["d"].follow_up) == ("g", "c")
    assert (release.consultation["c"].platform, release.consultation["c"].place) == (None, None)
    assert release.consultation["e"].place == "村口"
    assert sorted(release.figure) == ["s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7"]
    assert release.figure["s-2"].part_of == "s-1"
    assert (release.figure["s-7"].rate_of, release.figure["s-7"].rate_part) == ("s-6", "s-2")
    assert (release.figure["s-2"].about_kind, release.figure["s-2"].about) == (RecordKind.PROPOSAL, "a-1")


def test_links_of_an_activity_to_withheld_records_are_as_if_never_written(publish: Publish) -> None:
    links = [f"proposal/{HIDDEN}", "proposal/a-1"]
    release = released(
        publish,
        proposal=[a_proposal(HIDDEN, "不公开"), a_proposal("a-1")],
        opinion=[{"id": "o", "title": "信息", "related": links, "member": "mimi-m"}],
        member=[{"id": "mimi-m", "name": "从略", "withheld": "是"}],
        plan=[
            {
                "id": "p",
                "title": "计划",
                "area": "协商",
                "year": "2023",
                "items": [{"id": "x", "what": "项目", "records": links}],
            }
        ],
    )
    assert "mimi" not in encoded(release)
    (opinion,), (plan,) = release.activities[RecordKind.OPINION], release.activities[RecordKind.PLAN]
    assert opinion.related == (PublicLink(kind=RecordKind.PROPOSAL, id="a-1"),)
    assert isinstance(plan, PublicPlan)
    assert plan.items[0].records == opinion.related


def test_links_to_withheld_records_leave_no_gap_and_each_type_is_read_once(gate: Gate) -> None:
    register = register_of(
        {
            "proposal": [a_proposal(HIDDEN, "不公开"), a_proposal("a-1")],
            "opinion": [{"id": "o", "title": "信息", "related": [f"proposal/{HIDDEN}", "proposal/a-1"]}],
        }
    )
    (opinion,) = register.records(RecordKind.OPINION)
    shape = KINDS[RecordKind.OPINION].shape
    fields = gate.copied.copied_fields(opinion, shape, gate.decisions(register))
    assert fields["related"] == (PublicLink(kind=RecordKind.PROPOSAL, id="a-1"),)
    # 十万件记录只有十几种类型：每种只认一遍字段。
    assert gate.copied.references_of(type(opinion)) is gate.copied.references_of(type(opinion))
    assert gate.copied.parts_of(shape) is gate.copied.parts_of(shape)


def test_chain_of_a_proposal_is_shown_only_when_it_is_public_in_full(publish: Publish) -> None:
    chain = {"id": "huan", "title": "提—办", "stages": [{"name": "提"}, {"name": "办"}]}
    walked = {"chain": "huan", "stages": [{"stage": "提", "date": "2023-01-02"}]}
    records = {"proposal": [a_proposal("a-1", **walked), a_proposal("a-2", "摘要公开", **walked)]}
    release = publish(register_of({"unit": UNITS, **records}, chains=[chain]), AS_OF)
    assert (release.proposal["a-1"].chain, len(release.proposal["a-1"].stages)) == ("huan", 1)
    assert (release.proposal["a-2"].chain, release.proposal["a-2"].stages) == (None, ())


def test_retired_record_leaves_a_notice_without_its_title_at_every_address_it_had(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[
            a_proposal("a-1", retired=RETIRED, former_ids=["a-0"]),
            a_proposal("a-2", "摘要公开", retired=RETIRED),
        ],
        reply=[a_reply("a-1-x", ["a-1"], retired=RETIRED)],
        programme=[{"id": "g", "title": "题目g", "retired": RETIRED}],
    )
    assert [(item.kind, item.id, item.date, item.reason) for item in release.notices] == [
        (RecordKind.PROPOSAL, "a-0", "2024-01-01", "内容有误"),
        (RecordKind.PROPOSAL, "a-1", "2024-01-01", "内容有误"),
        (RecordKind.PROPOSAL, "a-2", "2024-01-01", "内容有误"),
        (RecordKind.REPLY, "a-1-x", "2024-01-01", "内容有误"),
        (RecordKind.PROGRAMME, "g", "2024-01-01", "内容有误"),
    ]
    assert "题目" not in encoded(release)
    assert release.redirects == ()


def test_retired_record_that_was_never_public_leaves_no_notice(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[
            a_proposal("a-1"),
            a_proposal("mimi-1", "不公开", retired=RETIRED),
            a_proposal("mimi-2", None, retired=RETIRED),
        ],
        reply=[
            a_reply("mimi-1-x", ["mimi-1"], retired=RETIRED),
            a_reply("mimi-1-y", ["mimi-1", "mimi-2"], retired=RETIRED),
            a_reply("mimi-1-z", ["mimi-1"], "不予公开", retired=RETIRED),
            a_reply("mimi-a-1", ["a-1"], "不予公开", retired=RETIRED),
        ],
        batch=[{"id": "mimi-b", "title": "批", "unit": "ju", "open": "不公开", "retired": RETIRED}],
    )
    assert release.notices == ()
    assert "mimi" not in encoded(release)


def test_former_address_leads_to_the_present_one_only_when_it_is_public(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[a_proposal("a-2", former_ids=["a-1"]), a_proposal("a-4", "不公开", former_ids=["mimi-3"])],
    )
    assert [(item.kind, item.former, item.id) for item in release.redirects] == [
        (RecordKind.PROPOSAL, "a-1", "a-2")
    ]
    assert "mimi" not in encoded(release)


def test_withheld_names_leave_only_kind_and_number(publish: Publish) -> None:
    members = [
        {"id": "m1", "name": "公开的", "sector": "kj"},
        {"id": "m2", "name": "从略的", "withheld": "是"},
        {"id": "m3", "name": "又一位"},
    ]
    proposers = {
        "a-1": {"kind": "联名", "first": "m1", "co": ["m2", "m3"]},
        "a-2": {"kind": "联名", "first": "m1", "co": ["m3"], "sector": "kj", "withheld": "是"},
        "a-3": {"kind": "界别", "name": "隐去的名称", "sector": "kj", "count": "5", "withheld": "是"},
        "a-4": {"kind": "界别", "name": "科技界", "sector": "kj"},
        "a-5": {"kind": "委员", "first": "m2"},
        "a-6": {"kind": "委员", "first": "m1", "name": "误写的姓名"},
        "a-7": {"kind": "联名", "co": ["m1", "m3"]},
    }
    proposals = [a_proposal(identifier, proposer=given) for identifier, given in proposers.items()]
    release = released(publish, member=members, sector=[{"id": "kj", "name": "科技"}], proposal=proposals)
    found = {
        item.id: (
            item.proposer.members,
            item.proposer.name,
            item.proposer.sector,
            item.proposer.count,
            item.proposer.names_withheld,
        )
        for item in release.proposals
        if item.proposer
    }
    assert found == {
        "a-1": (("m1", "m3"), None, None, 3, True),
        "a-2": ((), None, None, 2, True),
        "a-3": ((), None, None, 5, True),
        "a-4": ((), "科技界", "kj", None, False),
        "a-5": ((), None, None, None, True),
        "a-6": (("m1",), None, None, None, False),
        "a-7": (("m1", "m3"), None, None, 2, False),
    }
    text = encoded(release)
    assert [word for word in ("从略", "隐去", "误写", "m2") if word in text] == []


def test_response_says_which_proposal_it_answers_only_when_it_is_certain(publish: Publish) -> None:
    proposals = [
        a_proposal("a-1", suggestions=[{"id": "s1", "text": "甲"}]),
        a_proposal("a-2", suggestions=[{"id": "s1", "text": "乙"}, {"id": "s2", "text": "丙"}]),
    ]
    responses = [{"suggestion": "s1"}, {"suggestion": "s2"}, {"suggestion": "s1", "proposal": "a-1"}, {}]
    (reply,) = released(
        publish, proposal=proposals, reply=[a_reply("r", ["a-1", "a-2"], responses=responses)]
    ).replies
    assert [item.proposal for item in reply.responses] == [None, "a-2", "a-1", None]


def test_commitment_without_a_unit_belongs_to_the_replying_unit(publish: Publish) -> None:
    commitments = [{"id": "c1", "what": "甲"}, {"id": "c2", "what": "乙", "unit": "ting"}]
    (reply,) = released(
        publish,
        proposal=[a_proposal("a-1")],
        reply=[a_reply("r", ["a-1"], responses=[{"commitments": commitments}])],
    ).replies
    assert [item.unit for item in reply.responses[0].commitments] == ["ju", "ting"]


def test_document_number_is_normalized_and_the_original_kept(publish: Publish) -> None:
    replies = [
        a_reply("r-1", ["a-1"], document_number="某字【2023】4号"),
        a_reply("r-2", ["a-1"], document_number="某字〔2023〕5号"),
    ]
    release = released(publish, proposal=[a_proposal("a-1")], reply=replies)
    assert [(item.document_number, item.document_number_original) for item in release.replies] == [
        ("某字〔2023〕4号", "某字【2023】4号"),
        ("某字〔2023〕5号", None),
    ]


def test_reference_to_an_unknown_record_is_never_named(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[
            a_proposal(
                "a-1",
                filing={"status": "并案", "merged_into": "mimi-1"},
                related=["mimi-1"],
                batch="mimi-b",
                proposer={"kind": "联名", "first": "mimi-m", "co": ["mimi-n"]},
            )
        ],
        reply=[
            a_reply("mimi-r", ["mimi-1"]),
            a_reply("mimi-s", ["mimi-1"], retired=RETIRED),
            a_reply("r", ["a-1", "mimi-1"]),
            a_reply("q", ["mimi-1", "a-1"], responses=[{"suggestion": "s1"}]),
        ],
        consultation=[
            {"id": "c", "title": "会", "kind": "微协商", "programme": "mimi-g", "follow_up": "mimi-c"}
        ],
        figure=[
            a_figure("mimi-f", about="programme/mimi-g"),
            a_figure("mimi-f2", about="figure/mimi-0"),
            a_figure("s-1", part_of="mimi-0", breakdown="x"),
        ],
    )
    assert "mimi" not in encoded(release)
    assert [(item.id, item.body) for item in release.replies] == [("q", "qu"), ("r", "qu")]
    assert counted(release)[RecordKind.REPLY, "所答提案不公开", "所答提案不公开"] == 1
    assert {item.body for item in release.withheld if item.kind is RecordKind.REPLY} == {"qu"}


def test_response_to_an_unknown_proposal_names_none(publish: Publish) -> None:
    suggestions = [{"id": "s1", "text": "甲"}]
    proposals = [a_proposal("a-1", suggestions=suggestions)]
    (reply,) = released(
        publish, proposal=proposals, reply=[a_reply("r", ["a-1"], responses=[{"suggestion": "s9"}])]
    ).replies
    assert [item.proposal for item in reply.responses] == [None]


def test_withheld_record_without_reason_or_body_is_still_counted(publish: Publish) -> None:
    given = {"title": "题目", "open": "不公开"}
    register = register_of(
        {"proposal": [{"id": "a-1", **given}, {"id": "a-2", "body": "qu", **given}]}, body=None
    )
    found = [
        (item.openness, item.reason, item.body, item.count) for item in publish(register, AS_OF).withheld
    ]
    assert found == [("不公开", "未写明", None, 1), ("不公开", "未写明", "qu", 1)]


def test_half_written_evaluation_shows_only_the_half_that_was_written(publish: Publish) -> None:
    proposals = [
        a_proposal("a-1", satisfaction={"attitude": "满意"}),
        a_proposal("a-2", satisfaction={"result": "满意"}),
    ]
    found = released(publish, proposal=proposals).proposals
    assert [(item.attitude is None, item.outcome_mark is None) for item in found] == [
        (False, True),
        (True, False),
    ]


def test_registry_source_may_be_only_a_title_or_only_an_address(publish: Publish) -> None:
    address = "https://example.org/1"
    units = [
        {"id": "a", "name": "甲", "source_title": "报"},
        {"id": "b", "name": "乙", "source_url": address},
        {"id": "c", "name": "丙", "source_title": "报", "source_url": address},
        {"id": "d", "name": "丁"},
    ]
    found = publish(register_of({"unit": units}), AS_OF).units
    assert [item.source and (item.source.title, item.source.url) for item in found] == [
        ("报", None),
        (address, address),
        ("报", address),
        None,
    ]


def test_clock_rules_and_holidays_pass_whole(publish: Publish) -> None:
    clocks = [
        {
            "id": "k",
            "title": "答复",
            "start": "交办",
            "end": "答复",
            "fixed": "09-30",
            "roll": "是",
            "bodies": ["qu"],
            "timing": "会间",
            "since": "2020-01-01",
            "until": "2025-01-01",
            "source": "某文件",
        }
    ]
    holidays = [{"year": "2027", "off": ["2027-10-01"], "work": ["2027-10-09"], "source": "某通知"}]
    site = publish(register_of({}, clocks=clocks, holidays=holidays), AS_OF).site
    (clock,), (year,) = site.clocks, site.holidays
    assert (clock.fixed, clock.roll, clock.bodies, str(clock.timing)) == ("09-30", True, ("qu",), "会间")
    assert (clock.since, clock.until, clock.source) == ("2020-01-01", "2025-01-01", "某文件")
    assert (year.year, year.off, year.work, year.source) == (2027, ("2027-10-01",), ("2027-10-09",), "某通知")


def test_coverage_counts_hidden_members_and_platforms_without_naming_them(publish: Publish) -> None:
    rule = {"id": "luozu", "title": "落组进站", "bodies": ["qu"], "exclude": ["澳门"], "owner_required": "是"}
    register = register_of(
        {
            "body": [{"id": "qu", "name": "区"}],
            "member": [
                {"id": "m1", "name": "甲", "body": "qu", "platforms": ["z1"]},
                {"id": "m2", "name": "乙", "body": "qu"},
                {"id": "mimi-1", "name": "mimi", "body": "qu", "withheld": "是"},
                {"id": "m3", "name": "丙", "body": "qu", "region": "澳门"},
                {"id": "mimi-2", "name": "mimi", "body": "qu", "withheld": "是", "platforms": ["z1"]},
            ],
            "platform": [
                {"id": "z1", "name": "一站", "kind": "委员工作站", "body": "qu", "owner": "站长"},
                {"id": "z2", "name": "二站", "kind": "委员工作站", "body": "qu"},
                {"id": "mimi-3", "name": "mimi", "kind": "委员工作站", "body": "qu", "open": "不公开"},
            ],
        },
        coverage=[rule, {**rule, "id": "b", "owner_required": "否", "platform_bodies": ["bie"]}],
        quotas=[
            {
                "id": "q",
                "title": "每年",
                "minimum": "1",
                "period": "年",
                "source": "某规程",
                "until": "2025",
                "platforms": ["z1"],
                "bodies": ["qu"],
                "platform_kinds": ["委员工作站"],
            }
        ],
    )
    release = publish(register, AS_OF)
    assert "mimi" not in encoded(release)
    found, second = release.coverage
    assert (found.members, found.excluded, found.stationed) == (4, 1, 2)
    assert (found.orphan_members, found.hidden_orphans) == (("m2",), 1)
    assert (found.platforms, found.orphan_platforms, found.hidden_platforms) == (3, ("z2",), 1)
    assert found.unowned == ("z2",)
    assert (found.platform_bodies, second.platform_bodies) == (("qu",), ("bie",))
    assert second.unowned == ()
    assert release.platform["z1"].members == 2
    (quota,) = release.site.quotas
    assert (quota.source, quota.until, quota.platforms) == ("某规程", "2025", ("z1",))
    assert (quota.bodies, quota.platform_kinds) == (("qu",), ("委员工作站",))
    assert found.bodies == ("qu",)


def test_coverage_of_a_body_without_members_names_no_platform(publish: Publish) -> None:
    register = register_of(
        {
            "body": [{"id": "qu", "name": "区"}],
            "platform": [{"id": "z1", "name": "一站", "kind": "委员工作站", "body": "qu"}],
        },
        coverage=[{"id": "luozu", "title": "落组进站", "bodies": ["qu"]}],
    )
    (found,) = publish(register, AS_OF).coverage
    assert (found.members, found.platforms, found.orphan_platforms, found.hidden_platforms) == (0, 1, (), 0)


def test_the_other_sites_to_search_are_public_as_configured(publish: Publish) -> None:
    sites = [
        {"name": "甲", "manifest": "https://jia.example/search/manifest.js"},
        {"name": "乙", "manifest": "../yi/search/manifest.js", "base": "../yi/pages/"},
        {"name": "丙", "manifest": "search/manifest.js"},
    ]
    site = publish(register_of({}, search={"name": "本会", "sites": sites}), AS_OF).site
    assert site.search_name == "本会"
    assert [(peer.name, peer.manifest, peer.base) for peer in site.search_peers] == [
        ("甲", "https://jia.example/search/manifest.js", "https://jia.example/"),
        ("乙", "../yi/search/manifest.js", "../yi/pages/"),
        ("丙", "search/manifest.js", "./"),
    ]
