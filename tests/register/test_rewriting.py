"""在原文上换一个字段：别的字一个不动，读回来正是想要的。"""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.register.drafting.layout import document
from generator.register.rewriting import rewritten, rewritten_cell, widened
from generator.register.yaml_text import lines_of, parse, value_of

ORDER = ("id", "number", "title", "term", "proposer", "handling", "suggestions", "text", "sources")
RECORD = """\
# 开头的话
id: 5-2-0001   # 定了不改
title: "旧的题目"  # 题目后面的话
proposer: {kind: 联名, first: m01}
handling:
  lead: [jianshe]
  # 期限是市里定的
  due: 2024-05-15

suggestions:
  - {id: s1, text: 一条}
  # 两条之间的话
  - {id: s2, text: 二条}
text: |
  第一段。

  第二段。
# 末尾的话
"""


def values(text: str, index: int = 0) -> Any:
    node = parse(text, "")
    found = value_of(node, "", lines_of(text), []) if node else {}
    return found[index] if isinstance(found, list) else found


@pytest.mark.parametrize(
    ("steps", "value", "before", "after"),
    [
        (("title",), "新的题目", 'title: "旧的题目"', "title: 新的题目"),
        (("title",), "0123", 'title: "旧的题目"', 'title: "0123"'),
        (("proposer", "first"), "m02", "first: m01", "first: m02"),
        (("proposer", "count"), 3, "first: m01}", "first: m01, count: 3}"),
        (("handling", "due"), "2024-06-01", "due: 2024-05-15", "due: 2024-06-01"),
        (("handling", "co"), ["shuiwu"], "due: 2024-05-15\n", "due: 2024-05-15\n  co: [shuiwu]\n"),
        (("suggestions", 1, "text"), "改了", "text: 二条", "text: 改了"),
        (("number",), "0001", "不改\n", '不改\nnumber: "0001"\n'),
        (("text",), "甲。\n\n乙。", "  第一段。\n\n  第二段。", "  甲。\n\n  乙。"),
        (("text",), "一句话", "text: |\n  第一段。\n\n  第二段。", "text: 一句话"),
        (("title",), "一段。\n\n又一段。", 'title: "旧的题目"', "title: |\n  一段。\n\n  又一段。"),
    ],
)
def test_one_field_changes_and_not_a_character_more(
    steps: tuple[str | int, ...], value: Any, before: str, after: str
) -> None:
    made = rewritten(RECORD, 0, steps, value, ORDER)
    if steps == ("title",) and "\n" in str(value):
        # 题目后面的注释跟不到段落后面去：不改。
        assert made is None
        return
    assert made == RECORD.replace(before, after, 1)


def test_a_list_with_a_comment_inside_is_left_to_the_editor() -> None:
    assert rewritten(RECORD, 0, ("suggestions",), [{"id": "s1", "text": "只有一条"}], ORDER) is None
    bare = RECORD.replace("  # 两条之间的话\n", "")
    made = rewritten(bare, 0, ("suggestions",), [{"id": "s1", "text": "只有一条"}], ORDER)
    assert made is not None
    assert "suggestions:\n  - {id: s1, text: 只有一条}\ntext: |" in made


def test_the_right_one_of_several_records_in_a_file_is_changed() -> None:
    text = "- id: a\n  title: 甲  # 一\n- id: b\n  title: 乙\n"
    assert rewritten(text, 1, ("title",), "丙", ORDER) == "- id: a\n  title: 甲  # 一\n- id: b\n  title: 丙\n"
    assert rewritten(text, 0, ("number",), "07", ORDER) == (
        '- id: a\n  number: "07"\n  title: 甲  # 一\n- id: b\n  title: 乙\n'
    )
    assert rewritten(text, 2, ("title",), "丙", ORDER) is None


def test_line_ends_of_windows_are_kept() -> None:
    text = RECORD.replace("\n", "\r\n")
    made = rewritten(text, 0, ("text",), "甲。\n\n乙。", ORDER)
    assert made is not None
    assert "\n" not in made.replace("\r\n", "")


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    assert rewritten("id: [", 0, ("title",), "甲", ORDER) is None
    assert rewritten("id: a", 0, ("proposer", "kind"), "委员", ORDER) is None


@pytest.mark.parametrize(
    ("identifier", "name", "expected"),
    [
        ("b", "name", 'id,name,body\na,"甲,局",x\nb,"新,名",y\n'),
        ("c", "name", None),
        ("a", "telephone", None),
    ],
)
def test_one_cell_of_a_table_changes(identifier: str, name: str, expected: str | None) -> None:
    assert rewritten_cell('id,name,body\na,"甲,局",x\nb,乙局,y\n', identifier, name, "新,名") == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id,name\na,"甲,\n局"\n\nb,乙\n', 'id,name,party,sector\na,"甲,\n局",,\n\nb,乙,,\n'),
        ("id,name\r\na,甲\r\n", "id,name,party,sector\r\na,甲,,\r\n"),
        ("id,name", "id,name,party,sector"),
    ],
)
def test_columns_are_added_at_the_end_and_nothing_else_moves(before: str, after: str) -> None:
    assert widened(before, ["party", "sector"]) == after


WORDS = st.text(alphabet="甲乙丙 #:-'\"|>{}[],\\0123\n", min_size=1, max_size=12).filter(
    lambda text: bool(text.strip("\n"))
)
FIELDS = st.dictionaries(
    st.sampled_from(["number", "title", "text", "proposer", "sources", "handling"]),
    st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=3), st.dictionaries(st.sampled_from(["kind", "first"]), WORDS, min_size=1)),
    min_size=1,
)  # fmt: skip


@settings(max_examples=300)
@given(
    fields=FIELDS,
    name=st.sampled_from(ORDER[1:]),
    value=st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=3)),
)
def test_any_value_written_reads_back_or_is_refused(fields: dict[str, Any], name: str, value: Any) -> None:
    text = document({"id": "a", **fields})
    before = values(text)
    made = rewritten(text, 0, (name,), value, ORDER)
    if made is not None:
        after = values(made)
        wanted = {**copy.deepcopy(before), name: value}
        assert {key: item for key, item in after.items() if key != name} == {
            key: item for key, item in before.items() if key != name
        }
        assert str(after[name]).strip("\n").replace("\\n", "") == str(wanted[name]).strip("\n").replace(
            "\\n", ""
        )
