"""给单位拟编号：短，照办公室的叫法，不与已有的重。"""

import pytest

from generator.register.drafting.unit_ids import unit_id
from generator.register.model.fields import IDENTIFIER

CASES = {
    "青禾区水务局": "shuiwu",
    "示例市青禾区民政局": "minzheng",
    "云顶市城市管理综合行政执法局": "chengguan",
    "柳林县市场监督管理局": "shijian",
    "鹿鸣市住房和城乡建设局（盖章）": "zhujian",
    "县教育体育局": "jiaoti",
    "区委宣传部": "xuanchuan",
    "白塔县人民政府": "zhengfu",
    "郭扶镇人民政府": "guofuzhen",
    "国网西津市供电公司": "gongdian",
    "边疆自治区林业和草原局": "lincao",
}


@pytest.mark.parametrize(("name", "expected"), CASES.items())
def test_the_id_is_what_the_office_calls_the_unit(name: str, expected: str) -> None:
    assert unit_id(name, frozenset()) == expected


def test_a_taken_id_gives_way_to_the_whole_name_and_then_to_a_number() -> None:
    taken = {"shuiwu"}
    second = unit_id("青禾区税务局", taken)
    assert second == "qinghequshuiwuju"
    assert unit_id("青禾区税务局", {*taken, second}) == "qinghequshuiwuju-2"


def test_a_unit_of_another_body_wears_its_prefix() -> None:
    assert unit_id("示例市交通运输局", {"jiaotong"}, "shili") == "shili-jiaotong"


@pytest.mark.parametrize(
    "name", ["局", "A", "委员会", "人民政府", "耈萓局", "第一人民医院·东院区", "　", "12345热线"]
)
def test_any_name_gives_an_identifier_or_nothing(name: str) -> None:
    made = unit_id(name, frozenset())
    assert made == "" or IDENTIFIER.fullmatch(made)
