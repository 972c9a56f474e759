"""一位市民的一天，在手机上：点开转来的链接，看懂，跟上，找到这个单位别的承诺，搜索，打印；只用键盘也行。"""

from itertools import pairwise
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SHARED = "proposals/5-2/0001.html"
AS_OF = "2024-06-30T04:00:00Z"
VISIBLE_FOCUS = """() => {
  const one = document.activeElement;
  const shown = [getComputedStyle(one), getComputedStyle(one, "::after")];
  const box = one.getBoundingClientRect();
  return box.width > 0 && shown.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
}"""


def _phone(page: Page, address: str) -> Page:
    page.clock.set_fixed_time(AS_OF)
    page.set_viewport_size(PHONE)
    page.goto(address)
    return page


def _bottom(page: Page, selector: str) -> float:
    """一个部件的下边离屏幕顶端多远，单位像素。"""
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


def test_the_first_screen_of_a_shared_link_says_it_all(page: Page, miniature_address: str) -> None:
    _phone(page, miniature_address + SHARED)
    for part in ("h1", ".head .meta", ".headline", ".timeline", ".status .tally"):
        assert _bottom(page, part) <= PHONE["height"], part
    expect(page.locator(".headline")).to_contain_text("已答复，有承诺逾期")
    expect(page.locator(".head .meta")).to_contain_text("主办 区建交局")
    dates = page.locator(".status .timeline time")
    assert dates.first.inner_text().split() == ["2023", "-", "01-10"]
    boxes = [box for box in (one.bounding_box() for one in dates.all()) if box]
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes))
    counts = page.locator(".status .tally > div")
    assert [one.split() for one in counts.all_inner_texts()] == [
        ["建议回应", "5/5", "条"],
        ["建议采纳", "4/5", "条"],
        ["承诺办结", "2/8", "项"],
        ["承诺逾期", "1/8", "项"],
    ]


def test_the_answer_stands_under_its_suggestion_on_a_phone_and_beside_it_on_a_desk(
    page: Page, miniature_address: str
) -> None:
    _phone(page, miniature_address + SHARED)
    sides = "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.x, b.y] })"
    ask, answer = page.eval_on_selector_all("#s1 .ask, #s1 .answer", sides)
    assert (answer[0], answer[1] > ask[1]) == (ask[0], True)
    page.set_viewport_size({"width": 1280, "height": 900})
    ask, answer = page.eval_on_selector_all("#s1 .ask, #s1 .answer", sides)
    assert (answer[0] > ask[0], answer[1]) == (True, ask[1])


def test_a_reader_follows_it_and_finds_the_units_other_promises(
    page: Page, miniature_address: str, miniature_site: Path
) -> None:
    _phone(page, miniature_address + SHARED)
    feed = page.get_by_role("link", name="订阅这件提案").get_attribute("href")
    assert feed
    assert feedparser.parse((miniature_site / SHARED).parent.joinpath(feed).resolve().read_bytes()).entries
    page.locator(".head .meta").get_by_role("link", name="区建交局").click()
    expect(page.locator("h1")).to_contain_text("建设和交通局")
    promises = page.locator("section", has=page.locator("#open-promises")).locator(".promises > li")
    assert promises.count() > 1
    expect(promises.first.locator(".state")).to_contain_text("逾期")
    promises.first.get_by_role("link").last.click()
    expect(page.locator("li:target .state")).to_contain_text("逾期")


def test_the_same_words_are_found_again_by_searching(page: Page, miniature_address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(miniature_address + SHARED)
    page.locator("header .find-link").click()
    page.locator("#search[aria-busy=false]").wait_for()
    page.locator("#search-input").fill("加装电梯")
    page.locator("#search-input").press("Enter")
    page.locator("[data-id='5-2-0001'] a").first.click()
    expect(page.locator("h1")).to_have_text("关于加快老旧小区加装电梯的建议")


def test_paper_carries_the_whole_text_its_source_and_its_date(page: Page, miniature_address: str) -> None:
    _phone(page, miniature_address + SHARED)
    page.emulate_media(media="print")
    paperless = "header.site nav, footer nav, .actions, button, form"
    assert page.locator(paperless).locator("visible=true").count() == 0
    assert page.locator("header.site").inner_text().strip() == "青禾区政协（虚构）"
    assert page.locator("#background .prose").is_visible()
    expect(page.locator(".as-of")).to_contain_text("数据截至 2024-06-30")
    expect(page.locator(".share .address")).to_have_text("https://qinghe.example/" + SHARED)
    expect(page.locator(".share .qr")).to_be_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_every_stop_of_the_keyboard_shows_where_it_is(page: Page, miniature_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(miniature_address + SHARED)
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert page.evaluate(VISIBLE_FOCUS), stops[-1]
    assert stops[0] == "跳到正文"
    assert any("建议 1" in stop for stop in stops)
    assert "我为网站找错" in stops


def test_twice_the_size_still_reads_in_one_column(browser: Browser, miniature_address: str) -> None:
    """放大到两倍，等于屏幕只有一半宽。"""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    for path in (SHARED, "index.html", "statistics/index.html", "commitments/index.html", "search.html"):
        page.goto(miniature_address + path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()
