"""站、室、点的规则：人人有站，站站有人，件件有人管。"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.rules import platforms
from tests.gate.registers import register_of

RULE = {"id": "luozu", "title": "落组进站", "bodies": ["qu"], "exclude": ["香港", "澳门"]}
STATIONS = [
    {"id": "z1", "name": "一站", "kind": "委员工作站", "body": "qu"},
    {"id": "z2", "name": "二站", "kind": "委员工作站", "body": "qu", "owner": "站长"},
    {"id": "d1", "name": "联系点", "kind": "联系点", "body": "qu"},
    {"id": "pi", "name": "其余", "kind": "委员工作站", "body": "qu", "group": "是", "count": "9"},
]
MEMBERS = [
    {"id": "m1", "name": "甲", "body": "qu", "platforms": ["z1"]},
    {"id": "m2", "name": "乙", "body": "qu", "platforms": ["d1"]},
    {"id": "m3", "name": "丙", "body": "qu", "region": "澳区"},
    {"id": "m4", "name": "丁", "body": "bie"},
]


def registered(**rule: Any) -> Register:
    records: Mapping[str, Sequence[Mapping[str, Any]]] = {
        "body": [{"id": "qu", "name": "区"}, {"id": "bie", "name": "别处"}],
        "member": MEMBERS,
        "platform": STATIONS,
    }
    return register_of(records, coverage=[{**RULE, **rule}])


def named(register: Register) -> list[tuple[str, str]]:
    """每条发现的规则名与它指的记录。"""
    for record in (*register.members.values(), *register.platforms.values()):
        record._origin = Origin(record.id, 0)  # noqa: SLF001 - 测试自己写出处
    return [(item.rule, item.origin.path) for item in platforms.everyone_has_a_platform(register)]


def test_everyone_should_have_a_platform_and_every_platform_someone() -> None:
    register = registered(platform_kinds=["委员工作站"], owner_required="是")
    assert named(register) == [
        ("member-without-platform", "m2"),
        ("platform-without-member", "z2"),
        ("platform-without-owner", "z1"),
    ]


def test_any_platform_counts_when_the_rule_names_no_kind() -> None:
    assert named(registered()) == [("platform-without-member", "z2")]


def test_members_from_macao_are_required_when_the_rule_does_not_exclude_them() -> None:
    assert ("member-without-platform", "m3") in named(registered(exclude=[]))


def test_platforms_of_another_body_do_not_count() -> None:
    found = named(registered(platform_bodies=["bie"]))
    assert [item for item in found if item[0] == "member-without-platform"] == [
        ("member-without-platform", "m1"),
        ("member-without-platform", "m2"),
    ]


def test_nothing_is_said_of_a_body_whose_members_are_not_registered() -> None:
    register = register_of({"body": [{"id": "qu", "name": "区"}], "platform": STATIONS}, coverage=[RULE])
    assert list(platforms.everyone_has_a_platform(register)) == []


def test_an_approximate_count_is_not_compared() -> None:
    figure = {
        "group": "组",
        "label": "名",
        "unit": "个",
        "source_title": "来源",
        "counts": "platform/委员工作站",
    }
    exact = {**figure, "id": "a", "value": "12", "body": "qu"}
    about = {**figure, "id": "b", "value": "12", "qualifier": "余", "body": "qu"}
    register = register_of({"platform": STATIONS, "figure": [exact, about]})
    (found,) = platforms.listed_reconciles(register)
    assert found.message == "「名」公布为 12，本站列出的是 11"
