"""放大一倍不横着滚，键盘到了哪里看得见，强制配色里状态还分得清：逐种页面在真浏览器里看。"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.page_types import page_types
from tests.site.test_everyone import KINDS, OPEN_ALL

pytestmark = pytest.mark.browser

ZOOMED = {"width": 180, "height": 370}
"""三百六十像素宽的手机放大到两倍，版面只剩一百八十。"""
MIDDLE = {"width": 640, "height": 450}
"""一千二百八十像素宽的屏幕放大到两倍。"""
REACHED = """() => {
  const bare = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    one.focus({ focusVisible: true, preventScroll: true });
    const drawn = [null, "::after"].map((part) => getComputedStyle(one, part));
    const ringed = drawn.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    if (document.activeElement !== one || !ringed) bare.push(one.outerHTML.slice(0, 120));
  }
  return bare;
}"""
STYLE = """([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"""


def _address(site: Path, root: str, kind: str) -> str:
    return root + page_types(site)[kind].relative_to(site).as_posix()


@pytest.mark.parametrize("kind", KINDS)
def test_at_twice_the_size_nothing_scrolls_sideways(
    page: Page, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    page.goto(_address(miniature_site, miniature_address, kind))
    page.evaluate(OPEN_ALL)
    for size in (ZOOMED, MIDDLE):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (size, wide)


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_every_control_and_shows_where_it_is(
    page: Page, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    page.set_viewport_size(MIDDLE)
    page.goto(_address(miniature_site, miniature_address, kind))
    page.evaluate(OPEN_ALL)
    assert page.evaluate(REACHED) == []


def test_the_first_tab_offers_to_skip_to_the_text(page: Page, miniature_address: str) -> None:
    page.goto(f"{miniature_address}proposals/5-2/0001.html")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("one => document.activeElement === one")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_forced_colours_keep_every_state_apart(browser: Browser, miniature_address: str) -> None:
    """颜色都由系统定，分得清靠边框、下划线、图标与字；二维码照旧黑白，扫得出。"""
    context = browser.new_context(forced_colors="active", locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{miniature_address}proposals/5-2/0001.html")

    def style(selector: str, name: str) -> str:
        found: str = page.evaluate(STYLE, [selector, name])
        return found

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert style(".late", "textDecorationLine") == "underline"
    assert style(".status", "borderLeftWidth") == "5px"
    assert style(".promises > [data-state='overdue']", "borderLeftWidth") == "5px"
    assert style(".answer", "borderTopStyle") == "dashed"
    assert style(".sections a[aria-current]", "borderBottomWidth") == "3px"
    assert style(".qr", "forcedColorAdjust") == "none"
    page.locator("header [data-setting='elder']").click()
    assert style("header [data-setting='elder']", "borderTopWidth") == "3px"
    context.close()


def test_reading_order_tells_the_state_before_the_details(page: Page, miniature_address: str) -> None:
    """读屏照次序念：题目、办到哪一步、经过、几个数，然后才是怎样跟进与逐条。"""
    page.goto(f"{miniature_address}proposals/5-2/0001.html")
    said = page.locator("main").inner_text()
    order = ["关于加快老旧小区加装电梯的建议", "已答复，有承诺逾期", "会间提出", "建议回应", "订阅这件提案", "逐条对照", "本件情况"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
