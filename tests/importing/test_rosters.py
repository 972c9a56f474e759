"""名册与活动的表：列名说得清的才读，登记过的照名称对上。"""

from pathlib import Path
from typing import Any

import pytest

from generator.importing.gather import Gathered, gathered
from generator.register.intake import take_in
from tests.importing.building import built
from tests.importing.measure_tables import OFFICE

MEMBERS = """
政协青禾区第五届委员会委员名单
序号|姓　名|界别|党派|性别|手机|备注
1|委员甲|科技界|民盟|男|13800138000|常委
2|王　芳|教育界|无|女||
3|阿依古丽·买买提|科技|群众|女||
4|李|农业界||男||
合计|4|||||
"""
UNITS = """
青禾区政协提案承办单位名录
单位名称|简称|性质|联系人|公开电话|网址
青禾区教育局|区教育局|政府部门|张某|0555-1234567|https://jiaoyu.qinghe.example/
青禾区住房和城乡建设局|区住建局|政府部门||无|无
张某||||无|
"""
MEETINGS = """
青禾区政协2024年协商活动一览表
序号|协商形式|协商议题|时间|地点|牵头单位|参加人数
1|专题协商|推进养老服务|2024年5月10日|区政协|区政协社法委|#30
2|微协商|小区停车难|2024年6月|柳巷社区|第三小组、柳巷街道|#12
3|对口协商|河道治理|下半年|区水务局||
"""


def read(folder: Path, table: str, name: str = "a.xlsx") -> Gathered:
    path = built({"file": name, "table": table.strip("\n")}, folder)
    return gathered([path], take_in(OFFICE)[0])


def drafts(whole: Gathered, kind: str) -> list[dict[str, Any]]:
    return [draft.fields for item in whole.found for draft in item.drafts if draft.kind == kind]


def rules(whole: Gathered) -> set[str]:
    return {problem.rule for item in whole.found for problem in item.problems}


def test_a_list_of_members_becomes_members_and_sectors(tmp_path: Path) -> None:
    whole = read(tmp_path, MEMBERS)
    assert drafts(whole, "member") == [
        {"id": "m01", "name": "委员甲", "sector": "keji", "party": "民盟"},
        {"id": "m05", "name": "王芳", "sector": "jiaoyu"},
        {"id": "m06", "name": "阿依古丽·买买提", "sector": "keji"},
    ]
    assert drafts(whole, "sector") == [{"id": "jiaoyu", "name": "教育界"}]
    assert {"unsure-name", "unsure-sector-id", "column-left"} <= rules(whole)
    shown = {column.heading: (column.use.name, column.samples) for column in whole.plans[0].columns}
    assert shown["手机"] == ("PRIVATE", ())
    assert shown["性别"] == ("PRIVATE", ())


def test_a_list_of_units_takes_public_telephones_only(tmp_path: Path) -> None:
    whole = read(tmp_path, UNITS)
    assert drafts(whole, "unit") == [
        {
            "id": "jiaoyu", "name": "青禾区教育局", "short_name": "区教育局", "kind": "政府部门",
            "telephone": "0555-1234567", "website": "https://jiaoyu.qinghe.example/",
        },
        {"id": "zhujian", "name": "青禾区住房和城乡建设局", "short_name": "区住建局", "kind": "政府部门"},
    ]  # fmt: skip
    assert {"unsure-unit", "unsure-unit-id"} <= rules(whole)


def test_a_list_of_consultations_needs_a_day_or_a_month(tmp_path: Path) -> None:
    whole = read(tmp_path, MEETINGS)
    assert drafts(whole, "consultation") == [
        {
            "id": "2024-01", "kind": "专题协商", "topic": "推进养老服务", "date": "2024-05-10",
            "place": "区政协", "hosts": ["区政协社法委"],
        },
        {
            "id": "2024-02", "kind": "微协商", "topic": "小区停车难", "date": "2024-06",
            "place": "柳巷社区", "hosts": ["第三小组", "柳巷街道"],
        },
    ]  # fmt: skip
    assert "unsure-date" in rules(whole)


@pytest.mark.parametrize(
    "table",
    [
        MEMBERS.replace("政协青禾区第五届委员会委员", "青禾区第十八届人大代表"),
        MEMBERS.replace("委员名单", "委员推荐人选"),
        MEMBERS.replace("委员名单", "会议签到").replace("|界别|", "|组别|"),
        MEETINGS.replace("活动一览表", "工作计划"),
        UNITS.replace("提案承办单位名录", "食堂供应商").replace("|简称|", "|账号|"),
    ],
)
def test_other_lists_are_not_read(table: str, tmp_path: Path) -> None:
    whole = read(tmp_path, table)
    assert [draft for item in whole.found for draft in item.drafts] == []
    assert rules(whole) == {"no-header"}


def test_a_name_written_twice_is_read_once_and_told(tmp_path: Path) -> None:
    whole = read(tmp_path, MEMBERS.replace("2|王　芳|教育界", "2|委员甲|教育界"))
    assert [fields["name"] for fields in drafts(whole, "member")] == ["委员甲", "阿依古丽·买买提"]
    assert "unsure-row" in rules(whole)
