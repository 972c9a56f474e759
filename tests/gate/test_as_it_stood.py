"""截至日期以后的事一件也不出门：每种日期各一前一后，只留前面的。"""

from typing import Any

from generator.release.kinds.service import PublicService
from generator.release.kinds.supervision import PublicSupervision
from generator.release.model import Release
from generator.terms import OrderStatus, RecordKind
from tests.gate.registers import AS_OF, Gate, Publish, encoded, register_of

PAST, AHEAD = "2024-06-30", "2024-07-01"
CORRECTIONS = [{"date": day, "change": "改正", "field": "题目", "reason": "笔误"} for day in (PAST, AHEAD)]
UNITS = [{"id": "ju", "name": "某局"}]


def released(publish: Publish, **records: list[dict[str, Any]]) -> Release:
    return publish(register_of({"unit": UNITS, **records}), AS_OF)


def a_proposal(identifier: str, **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "title": "题目", "open": "全文公开", **fields}


def a_reply(identifier: str, proposals: list[str], **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "proposals": proposals, "unit": "ju", "open": "主动公开", **fields}


def both(**fields: Any) -> list[dict[str, Any]]:
    """同样的一项，一前一后；后面的带记号。"""
    return [
        {**fields, "date": PAST},
        {**{name: f"{value}将来" for name, value in fields.items()}, "date": AHEAD},
    ]


def test_what_happens_to_a_proposal_later_is_not_there_yet(publish: Publish) -> None:
    before = a_proposal(
        "a-1",
        filing={"status": "立案", "date": PAST},
        handling={"lead": ["ju"], "assigned": PAST},
        visits=[{"phase": "办前询问", "date": PAST}, {"phase": "办后回访", "date": AHEAD}],
        satisfaction={"attitude": "满意", "result": "满意", "date": PAST},
        stages=[{"stage": "提", "date": PAST}, {"stage": "办", "date": AHEAD}],
        corrections=CORRECTIONS,
        former_ids=["a-0"],
    )
    after = a_proposal(
        "a-2",
        filing={"status": "立案", "date": AHEAD},
        handling={"lead": ["ju"], "assigned": AHEAD},
        satisfaction={"attitude": "满意", "result": "满意", "date": AHEAD},
    )
    release = released(publish, proposal=[before, after, a_proposal("a-3", submitted=AHEAD)])
    assert sorted(release.proposal) == ["a-1", "a-2"]
    known, unknown = release.proposal["a-1"], release.proposal["a-2"]
    assert (len(known.visits), len(known.stages), str(known.evaluated)) == (1, 1, PAST)
    assert [str(entry.date) for entry in known.corrections] == [PAST]
    assert [redirect.former for redirect in release.redirects] == ["a-0"]
    assert known.filing is not None
    assert known.handling is not None
    assert known.attitude is not None
    assert known.outcome_mark is not None
    found = (unknown.filing, unknown.handling, unknown.attitude, unknown.outcome_mark, unknown.evaluated)
    assert found == (None, None, None, None, None)


def test_proposal_of_tomorrow_is_named_nowhere(publish: Publish) -> None:
    release = released(
        publish,
        proposal=[
            a_proposal("a-1", related=["mimi-1", "a-2"]),
            a_proposal("a-2", filing={"status": "并案", "date": PAST, "merged_into": "mimi-1"}),
            a_proposal("a-3", filing={"status": "并案", "date": PAST, "merged_into": "a-2"}),
            a_proposal("mimi-1", submitted=AHEAD, former_ids=["mimi-0"]),
        ],
        reply=[
            a_reply("r-1", ["a-1", "mimi-1"], responses=[{"proposal": "mimi-1"}, {"proposal": "a-1"}]),
            a_reply("mimi-r", ["mimi-1"]),
            a_reply("mimi-s", ["a-1"], date=AHEAD),
        ],
        batch=[{"id": "b", "title": "批", "unit": "ju", "proposals": ["mimi-1", "a-1"]}],
        consultation=[
            {
                "id": "c",
                "title": "会",
                "kind": "微协商",
                "proposals": ["mimi-1", "a-1"],
                "related": ["reply/mimi-s"],
            },
            {"id": "d", "title": "会", "kind": "微协商", "proposals": ["mimi-1", "a-1"], "date": AHEAD},
        ],
        programme=[{"id": "g", "title": "牌", "related": ["proposal/mimi-1", "opinion/mimi-o"]}],
        opinion=[
            {"id": "mimi-o", "title": "信息", "date": AHEAD, "former_ids": ["mimi-p"]},
            {
                "id": "o",
                "title": "信息",
                "related": ["opinion/mimi-o", "reply/mimi-r", "reply/r-1", "opinion/p"],
            },
            {"id": "p", "title": "信息", "date": PAST},
        ],
        document=[
            {"id": "mimi-d", "title": "文件", "date": AHEAD},
            {"id": "e", "title": "文件", "date": PAST},
        ],
        plan=[
            {"id": "l", "title": "计划", "area": "协商", "year": "2024", "document": "mimi-d"},
            {"id": "m", "title": "计划", "area": "协商", "year": "2024", "document": "e"},
        ],
    )
    assert "mimi" not in encoded(release)
    assert release.proposal["a-1"].related == ("a-2",)
    filings = [release.proposal[item].filing for item in ("a-2", "a-3")]
    assert [filing.merged_into for filing in filings if filing] == [None, "a-2"]
    assert release.reply["r-1"].proposals == ("a-1",)
    assert [item.proposal for item in release.reply["r-1"].responses] == ["a-1"]
    assert release.batch["b"].proposals == ("a-1",)
    assert release.consultation["c"].proposals == release.consultation["d"].proposals == ("a-1",)
    opinion, _ = release.activities[RecordKind.OPINION]
    assert [link.id for link in opinion.related] == ["r-1", "p"]
    documents = [getattr(plan, "document", "") for plan in release.activities[RecordKind.PLAN]]
    assert documents == [None, "e"]


def test_progress_of_a_reply_comes_on_its_day(publish: Publish) -> None:
    updates = [{"date": PAST, "status": "进行中"}, {"date": AHEAD, "status": "已完成"}]
    commitments = [{"commitments": [{"id": "c1", "what": "修桥", "updates": updates}]}]
    history = [{"date": PAST, "result": "解决或采纳"}, {"date": AHEAD, "result": "留作参考"}]
    given = {
        "r-1": {"published": AHEAD},
        "r-2": {"result_history": history, "published": PAST},
        "r-3": {"responses": commitments},
        "r-4": {"published": PAST, "result_history": history[:1]},
        "r-5": {"corrections": CORRECTIONS},
    }
    replies = [a_reply(identifier, ["a-1"], **fields) for identifier, fields in given.items()]
    release = released(publish, proposal=[a_proposal("a-1")], reply=replies)
    assert release.reply["r-1"].published is None
    assert [str(change.date) for change in release.reply["r-2"].result_history] == [PAST]
    assert str(release.reply["r-2"].published) == PAST
    assert len(release.reply["r-3"].responses[0].commitments[0].updates) == 1
    assert len(release.reply["r-4"].result_history) == 1
    assert [str(entry.date) for entry in release.reply["r-5"].corrections] == [PAST]
    assert len(release.replies) == len(given)


def test_what_lies_wholly_in_the_past_is_not_made_anew(gate: Gate) -> None:
    given = [a_reply("r", ["a-1"], published=PAST)]
    release = released(gate.publish, proposal=[a_proposal("a-1")], reply=given)
    assert gate.as_it_stood(release).replies[0] is release.replies[0]


def test_planned_consultation_has_no_results_and_past_ones_keep_theirs(publish: Publish) -> None:
    updates = [{"date": PAST, "status": "进行中"}, {"date": AHEAD, "status": "已完成"}]
    results = {
        "opinions": {"raised": "3", "adopted": "1"},
        "agreements": ["共识"],
        "tasks": [{"id": "t1", "what": "修桥", "updates": updates}],
        "tasks_total": "4",
        "outcomes": [{"what": "成效"}],
    }
    meeting = {"title": "会", "kind": "微协商", **results}
    release = released(
        publish, consultation=[{"id": "c", "date": PAST, **meeting}, {"id": "d", "date": AHEAD, **meeting}]
    )
    held, planned = release.consultation["c"], release.consultation["d"]
    assert (held.raised, held.adopted, held.agreements, held.tasks_total) == (3, 1, ("共识",), 4)
    assert (len(held.tasks), len(held.tasks[0].updates), len(held.outcomes)) == (1, 1, 1)
    assert (planned.raised, planned.adopted, planned.agreements, planned.tasks_total) == (
        None,
        None,
        (),
        None,
    )
    assert (planned.tasks, planned.outcomes) == ((), ())


def test_dated_parts_of_every_activity_wait_for_their_day(publish: Publish) -> None:
    parts = {
        "stages": both(stage="定题"),
        "feedback": both(form="当面"),
        "outcomes": both(what="成效"),
        "publications": both(channel="网站"),
        "sources": [{"title": "年底的报道", "date": AHEAD}],
    }
    release = released(
        publish,
        programme=[{"id": "g", "title": "牌", **parts}],
        batch=[{"id": "b", "title": "批", "unit": "ju", **parts}],
        consultation=[{"id": "c", "title": "会", "kind": "微协商", **parts}],
        opinion=[{"id": "o", "title": "信息", **parts}],
    )
    (opinion,) = release.activities[RecordKind.OPINION]
    for item in (release.programmes[0], release.batches[0], release.consultations[0], opinion):
        assert (len(item.stages), len(item.feedback), len(item.outcomes), len(item.publications)) == (
            1,
            1,
            1,
            1,
        )
        assert [source.title for source in item.sources] == ["年底的报道"]
    assert "将来" not in encoded(release)


def test_an_order_and_a_problem_are_settled_on_their_day(publish: Publish) -> None:
    order = {"date": PAST, "status": "已完成", "note": "来了 32 人"}
    problem = {"what": "卡在管线", "status": "已完成", "date": PAST, "note": "排出了日期"}
    days = (PAST, AHEAD)
    release = released(
        publish,
        service=[{"id": "s", "title": "清单", "orders": [{**order, "done": day} for day in days]}],
        supervision=[
            {
                "id": "j",
                "title": "监督",
                "kind": "视察",
                "problems": [{"id": f"w{place}", **problem, "done": day} for place, day in enumerate(days)],
            }
        ],
    )
    (service,), (supervision,) = (
        release.activities[RecordKind.SERVICE],
        release.activities[RecordKind.SUPERVISION],
    )
    assert isinstance(service, PublicService)
    assert isinstance(supervision, PublicSupervision)
    assert [(item.status, item.note) for item in service.orders] == [
        (OrderStatus.DONE, "来了 32 人"),
        (OrderStatus.ORDERED, None),
    ]
    assert [item.done is None for item in service.orders] == [False, True]
    assert [(item.status is None, item.note, item.done is None) for item in supervision.problems] == [
        (False, "排出了日期", False),
        (True, None, True),
    ]
