"""截至某一天：点单办好、问题改好、走过的环节，那一天以后的都还没有发生。"""

from datetime import date
from typing import Any

from generator.gate import publish
from generator.release.kinds.plan import PublicPlan
from generator.release.kinds.service import PublicService
from generator.release.kinds.supervision import PublicSupervision
from generator.release.model import Release
from generator.terms import OrderStatus, RecordKind, UpdateStatus
from tests.gate.registers import register_of

BEFORE, AFTER = date(2024, 5, 1), date(2024, 6, 1)


def released(as_of: date, **records: list[dict[str, Any]]) -> Release:
    return publish(register_of(records), as_of)


def test_a_problem_is_known_from_the_day_it_was_found_and_settled_from_the_day_it_was() -> None:
    problem = {
        "id": "w1",
        "what": "卡在管线",
        "status": "已完成",
        "date": "2024-04-10",
        "done": "2024-05-20",
        "note": "排出了日期",
    }
    given = [{"id": "j", "title": "监督", "kind": "视察", "problems": [problem]}]
    seen = []
    for as_of in (date(2024, 4, 1), BEFORE, AFTER):
        (item,) = released(as_of, supervision=given).activities[RecordKind.SUPERVISION]
        assert isinstance(item, PublicSupervision)
        seen.append([(one.status, one.done, one.note) for one in item.problems])
    assert seen == [[], [(None, None, None)], [(UpdateStatus.DONE, "2024-05-20", "排出了日期")]]


def test_an_order_is_only_placed_until_the_day_it_is_done() -> None:
    order = {"date": "2024-04-10", "status": "已完成", "done": "2024-05-20", "note": "来了 32 人"}
    given = [{"id": "s", "title": "清单", "orders": [order]}]
    seen = []
    for as_of in (BEFORE, AFTER):
        (item,) = released(as_of, service=given).activities[RecordKind.SERVICE]
        assert isinstance(item, PublicService)
        seen.append([(one.status, one.done, one.note) for one in item.orders])
    assert seen == [[(OrderStatus.ORDERED, None, None)], [(OrderStatus.DONE, "2024-05-20", "来了 32 人")]]


def test_links_to_records_of_tomorrow_are_not_there_today() -> None:
    plan = {
        "id": "p",
        "title": "计划",
        "area": "协商",
        "items": [{"id": "x", "what": "项目", "records": ["opinion/o"]}],
    }
    opinion = {"id": "o", "title": "信息", "date": "2024-05-20"}
    counts = []
    for as_of in (BEFORE, AFTER):
        (item,) = released(as_of, plan=[plan], opinion=[opinion]).activities[RecordKind.PLAN]
        assert isinstance(item, PublicPlan)
        counts.append(len(item.items[0].records))
    assert counts == [0, 1]


def test_feedback_and_stages_of_tomorrow_are_not_there_today() -> None:
    chain = {"id": "huan", "title": "提—办", "stages": [{"name": "提"}, {"name": "办"}]}
    opinion = {
        "id": "o",
        "title": "信息",
        "chain": "huan",
        "stages": [{"stage": "提", "date": "2024-04-01"}, {"stage": "办", "date": "2024-05-20"}],
        "feedback": [{"form": "当面", "date": "2024-05-25"}],
    }
    seen = []
    for as_of in (BEFORE, AFTER):
        register = register_of({"opinion": [opinion]}, chains=[chain])
        (item,) = publish(register, as_of).activities[RecordKind.OPINION]
        seen.append((len(item.stages), len(item.feedback)))
    assert seen == [(1, 0), (2, 1)]


def test_reply_of_tomorrow_is_linked_from_nowhere_and_has_no_former_address_today() -> None:
    proposal = {"id": "a-1", "title": "甲", "open": "全文公开"}
    reply = {
        "id": "r-1", "proposals": ["a-1"], "unit": "ju", "open": "主动公开",
        "date": "2024-05-20", "former_ids": ["r-0"],
    }  # fmt: skip
    opinion = {"id": "o", "title": "信息", "related": ["reply/r-1", "proposal/a-1"]}
    links, formers = [], []
    for as_of in (BEFORE, AFTER):
        release = released(as_of, proposal=[proposal], reply=[reply], opinion=[opinion])
        (item,) = release.activities[RecordKind.OPINION]
        links.append([link.id for link in item.related])
        formers.append([redirect.former for redirect in release.redirects])
    assert links == [["a-1"], ["r-1", "a-1"]]
    assert formers == [[], ["r-0"]]


def test_stage_of_a_programme_that_lies_ahead_has_not_been_walked() -> None:
    walked = [{"stage": "定题", "date": "2024-04-10"}, {"stage": "成果", "date": "2024-05-20"}]
    counts = []
    for as_of in (BEFORE, AFTER):
        (item,) = released(as_of, programme=[{"id": "g", "title": "牌", "stages": walked}]).programmes
        counts.append(len(item.stages))
    assert counts == [1, 2]


def test_source_written_later_still_vouches_for_what_happened_before() -> None:
    source = {"title": "年底的报道", "date": "2024-05-20"}
    (item,) = released(BEFORE, opinion=[{"id": "o", "title": "信息", "sources": [source]}]).activities[
        RecordKind.OPINION
    ]
    assert [one.title for one in item.sources] == ["年底的报道"]
