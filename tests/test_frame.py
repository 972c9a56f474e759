"""页框：三个槽恰好各一个，标题转义，其余原样。"""

import pytest

from generator.frame import DEEPEST, SECTIONS, HostPage, slot, split_frame
from generator.macros import MacroCall

TEXT = f"<title>{slot('title')}</title>{slot('head')}<main>{slot('body')}</main>"


def test_a_filled_frame_escapes_the_title_and_trusts_the_rest() -> None:
    frame = split_frame("proposals", 2, TEXT)
    page = frame.fill(title="甲<乙>&", head="<meta>", body="<p>正文</p>")
    assert page.decode() == "<title>甲&lt;乙&gt;&amp;</title><meta><main><p>正文</p></main>"


def test_what_fills_one_slot_never_fills_another() -> None:
    frame = split_frame("proposals", 0, TEXT)
    page = frame.fill(title=slot("body"), head=slot("body"), body=slot("head")).decode()
    assert page.count(slot("body")) == 1
    assert page.count(slot("head")) == 1


@pytest.mark.parametrize("name", ["title", "head", "body"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_slot_missing_or_doubled_is_an_error_that_names_template_and_slot(name: str, times: int) -> None:
    with pytest.raises(ValueError, match=f"main.html 里槽「{name}」出现 {times} 次"):
        split_frame("proposals", 0, TEXT.replace(slot(name), slot(name) * times))


def test_slots_out_of_order_are_an_error() -> None:
    with pytest.raises(ValueError, match="次序"):
        split_frame("proposals", 0, slot("body") + slot("title") + slot("head"))


@pytest.mark.parametrize(("depth", "root"), [(0, "."), (1, ".."), (2, "../.."), (3, "../../..")])
def test_the_way_back_to_the_root_follows_the_depth(depth: int, root: str) -> None:
    assert split_frame("proposals", depth, TEXT).root == root


def test_a_page_takes_one_content_a_slot_in_order() -> None:
    calls = (MacroCall("count", {}), MacroCall("figures", {}))
    page = HostPage("index.html", "首页", ("<head>", "</head>共 ", " 件", "。"), calls)
    assert page.fill(("3", "<dl>"), head="<meta>").decode() == "<head><meta></head>共 3 件<dl>。"
    with pytest.raises(ValueError, match="有 2 个槽，给了 1 份"):
        page.fill(("3",))


def test_section_keys_are_the_first_part_of_their_addresses() -> None:
    assert [s.key for s in SECTIONS if s.path.split("/")[0].removesuffix(".html") != s.key] == ["home"]
    assert DEEPEST >= 2
