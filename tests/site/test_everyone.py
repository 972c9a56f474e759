"""人人能用：每种页面，手机与桌面，浅色、深色、长者版，axe 没有一处发现；页面不跳，不横着滚。"""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.page_types import page_types

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "index", "404", "search", "notice", "withheld",
    "proposals-list", "proposals", "replies-list", "replies", "consultations-list", "consultations",
    "commitments-list", "units-list", "units", "members-list", "members", "sectors-list", "sectors",
    "topics-list", "topics", "categories-list", "categories", "sessions-list", "sessions",
    "bodies-list", "bodies", "batches-list", "batches", "programmes-list", "programmes",
    "platforms-list", "platforms", "statistics-list", "statistics", "feeds-list", "data-list", "data",
    "stations-list", "stations", "cards", "practices-list",
    "bills-list", "bills", "documents-list", "documents", "issues-list", "issues", "opinions-list", "opinions",
    "plans-list", "plans", "services-list", "services", "supervisions-list", "supervisions", "surveys-list", "surveys",
)  # fmt: skip
"""逐种写明，各进程才分得开；下面有测试核对没有漏掉的。"""
WALL = ("wall-list", "wall")
"""上墙的几屏给大厅里没人碰的屏幕看：没有深色与长者版。"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
AXE_RUN = """options => axe.run(options).then(({ violations }) => violations.flatMap(
  one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`)))"""
OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true"


def _address(site: Path, root: str, kind: str) -> str:
    query = "?q=%E6%8F%90%E6%A1%88" if kind == "search" else ""
    return root + page_types(site)[kind].relative_to(site).as_posix() + query


def _opened(page: Page, address: str, kind: str) -> None:
    page.goto(address)
    if kind == "search":
        page.locator("#search[aria-busy=false]").wait_for()
    page.evaluate(OPEN_ALL)
    # 每打开一页装一次；同一页换宽度、换颜色，接着用。
    page.evaluate(AXE_SCRIPT)


def _findings(page: Page, rules: list[str] | None = None) -> list[str]:
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[str] = page.evaluate(AXE_RUN, {"runOnly": chosen, "resultTypes": ["violations"]})
    return found


def test_no_page_type_is_left_out(miniature_site: Path) -> None:
    assert sorted(page_types(miniature_site)) == sorted((*KINDS, *WALL))


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_page_type(
    page: Page, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    address = _address(miniature_site, miniature_address, kind)
    found = {}
    page.set_viewport_size(PHONE)
    _opened(page, address, kind)
    found["手机"] = _findings(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found["手机，深色"] = _findings(page, ["color-contrast", "link-in-text-block"])
    page.set_viewport_size(DESK)
    found["桌面，深色"] = _findings(page, ["color-contrast", "link-in-text-block"])
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    found["桌面"] = _findings(page)
    page.evaluate("document.documentElement.dataset.elder = 'on'")
    found["桌面，长者版"] = _findings(page)
    page.set_viewport_size(PHONE)
    found["手机，长者版"] = _findings(page)
    assert {how: what for how, what in found.items() if what} == {}


@pytest.mark.parametrize("kind", WALL)
def test_axe_finds_nothing_on_the_wall(
    page: Page, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    page.set_viewport_size(DESK)
    _opened(page, _address(miniature_site, miniature_address, kind), kind)
    assert _findings(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_jumps_and_nothing_scrolls_sideways(
    browser: Browser, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    address = _address(miniature_site, miniature_address, kind)
    for elder in (False, True):
        context = browser.new_context(viewport=PHONE, is_mobile=True, locale="zh-CN")
        context.add_init_script(SHIFTS + ("localStorage.setItem('shai-elder', 'on');" if elder else ""))
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if kind == "search":
            page.locator("#search[aria-busy=false]").wait_for()
        assert page.evaluate("window.shifted") == 0, elder
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, elder
        assert (page.evaluate("document.documentElement.dataset.elder") == "on") is elder
        context.close()
