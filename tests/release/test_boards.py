"""三张总表：热点按季度数主题，登载逐次列出，没有公布的写没有公布。"""

from datetime import date
from typing import Any

import pytest

from generator.dates import PartialDate
from generator.gate import publish
from generator.release.model import Release
from generator.release.views.boards import agenda_views, heat_view, media_views, quarter_label
from generator.release.views.common import Names
from generator.release.views.walked import chains_views
from tests.gate.registers import register_of


def released(**records: list[dict[str, Any]]) -> Release:
    return publish(register_of(records), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2024-01", "2024 年第 1 季度"),
        ("2024-03-31", "2024 年第 1 季度"),
        ("2024-04", "2024 年第 2 季度"),
        ("2023-12-01", "2023 年第 4 季度"),
        ("2023", "2023 年（季度未公布）"),
        (None, "日期未公布"),
    ],
)
def test_a_date_falls_in_its_quarter(day: str | None, label: str) -> None:
    assert quarter_label(PartialDate.parse(day) if day else None) == label


def test_the_most_mentioned_topics_come_first_in_all_and_in_each_quarter() -> None:
    release = released(
        opinion=[
            {"id": "a", "title": "甲", "date": "2024-01-05", "topics": ["停车", "电梯"]},
            {"id": "b", "title": "乙", "date": "2024-04-05", "topics": ["电梯"]},
        ],
        issue=[{"id": "c", "title": "丙", "date": "2024-04", "topics": ["电梯", "电梯"]}],
    )
    view = heat_view(release)
    assert view.counts == (("电梯", 3), ("停车", 1))
    topics, quarters = view.tables
    assert [[link.text for cell in row.cells for link in cell] for row in topics.rows] == [
        ["电梯", "2", "1", "3"],
        ["停车", "1", "0", "1"],
    ]
    assert [[link.text for cell in row.cells for link in cell] for row in quarters.rows] == [
        ["2024 年第 2 季度", "2", "电梯（2）"],
        ["2024 年第 1 季度", "1", "停车（1）", "电梯（1）"],
    ]


def test_every_publication_of_every_record_is_listed_newest_first() -> None:
    release = released(
        proposal=[
            {
                "id": "t-1",
                "title": "提案",
                "open": "全文公开",
                "publications": [{"channel": "报纸", "date": "2023-05-01"}],
            }
        ],
        programme=[{"id": "g", "title": "栏目", "publications": [{"channel": "电视", "title": "一点通"}]}],
        opinion=[
            {
                "id": "o",
                "title": "信息",
                "publications": [{"channel": "报纸", "url": "https://example.org/1", "date": "2024-01"}],
            }
        ],
    )
    (view,) = media_views(release, Names(release))
    (table,) = view.tables
    assert [[link.text for cell in row.cells for link in cell] for row in table.rows] == [
        ["2024-01", "报纸", "https://example.org/1", "信息"],
        ["2023-05-01", "报纸", "未公布", "提案"],
        ["未公布", "电视", "一点通", "栏目"],
    ]
    assert view.counts == (("报纸", 2), ("电视", 1))


def test_without_records_a_board_says_so() -> None:
    release = released()
    names = Names(release)
    for view in (*agenda_views(release, names), heat_view(release), *media_views(release, names)):
        assert view.tables == ()
        assert view.counts == ()
        assert view.empty


CHAIN = {
    "id": "huan",
    "title": "收到—交办",
    "stages": [{"name": "收到"}, {"name": "交办", "amount": "2", "unit": "日"}],
}


def test_the_board_of_chains_lists_the_late_first_and_counts_only_what_was_published() -> None:
    received = {"stage": "收到", "date": "2024-06-01"}
    opinions = [
        {"id": "a", "title": "逾期的一条", "chain": "huan", "stages": [received]},
        {"id": "b", "title": "没有公布经过", "chain": "huan"},
        {
            "id": "c",
            "title": "走完的一条",
            "chain": "huan",
            "stages": [received, {"stage": "交办", "date": "2024-06-02"}],
        },
    ]
    release = publish(register_of({"opinion": opinions}, chains=[CHAIN]), date(2024, 6, 30))
    (view,) = chains_views(release, Names(release))
    late, rules, walked = view.tables
    assert [[link.text for cell in row.cells for link in cell] for row in late.rows] == [
        ["逾期的一条", "社情民意", "收到—交办", "「交办」逾期 27 天"]
    ]
    assert [[link.text for cell in row.cells for link in cell] for row in rules.rows] == [
        ["收到—交办", "收到→交办（收到后 2 日内交办）", "3", "2", "1", ""]
    ]
    assert [row.cells[0][0].text for row in walked.rows] == ["走完的一条", "逾期的一条"]


def test_without_chains_the_board_says_so() -> None:
    release = released()
    (view,) = chains_views(release, Names(release))
    assert view.tables == ()
    assert view.empty == "还没有写下一种闭环。"
