"""宏只写槽：参数原样到达构建，正文里没有可执行的东西。"""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.macros import INLINE_MACROS, MACROS, MacroCall, define_env, split_slots, write_slot

ARGUMENTS = st.dictionaries(st.text(min_size=1), st.text() | st.integers(-(2**53), 2**53), max_size=4)


class FakeEnvironment:
    """宏插件的环境中，宏会用到的部分。"""

    def __init__(self) -> None:
        self.macros: dict[str, object] = {}
        self.page = SimpleNamespace(file=SimpleNamespace(src_uri="about/index.md"))

    def macro(self, function: object, name: str) -> None:
        self.macros[name] = function


@given(st.sampled_from(sorted(MACROS)), ARGUMENTS)
def test_a_call_comes_back_from_the_page_unchanged(name: str, arguments: dict[str, str | int]) -> None:
    call = MacroCall(name, arguments, "a.md", 7)
    pieces, calls = split_slots(f"<p>前{write_slot(call)}后</p>")
    assert (pieces, calls) == (("<p>前", "后</p>"), (call,))


@given(ARGUMENTS)
def test_nothing_in_the_arguments_can_leave_the_attribute(arguments: dict[str, str | int]) -> None:
    slot = write_slot(MacroCall("chart", arguments))
    assert slot.count('"') == 2
    assert slot.count("<") == 2


def test_a_slot_shown_as_code_is_an_error_that_names_the_macro() -> None:
    escaped = write_slot(MacroCall("figures", {})).replace("<", "&lt;").replace('"', "&quot;")
    with pytest.raises(ValueError, match="宏 figures 写在了代码里"):
        split_slots(f"<code>{escaped}</code>")


def test_inline_macros_write_inline_elements_and_blocks_write_blocks() -> None:
    tags = {name: write_slot(MacroCall(name, {}))[1:5].strip(" ") for name in MACROS}
    assert {name for name, tag in tags.items() if tag == "span"} == INLINE_MACROS


def test_every_macro_is_registered_and_knows_its_page() -> None:
    environment = FakeEnvironment()
    define_env(environment)
    assert sorted(environment.macros) == sorted(MACROS)
    _, (call,) = split_slots(environment.macros["latest_replies"](3))  # type: ignore[operator]
    assert (call.arguments, call.page) == ({"count": 3}, "about/index.md")


@pytest.mark.parametrize("word", ["proposal", "提案"])
def test_kinds_may_be_written_in_chinese_or_by_code(word: str) -> None:
    assert MACROS["count"](word).arguments["kind"] == "proposal"
