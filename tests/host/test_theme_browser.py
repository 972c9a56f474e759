"""页面在真浏览器里：手机、深色、长者版、无脚本、从文件夹打开。"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.frame import Host

pytestmark = pytest.mark.browser

RECORD = "proposals/14-2/0123.html"
BUILT = datetime(2024, 8, 12, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    catalogue = (Path(__file__).parent / "catalogue.html").read_text("utf-8")
    pages = {page.path: page.fill(tuple("" for _ in page.slots)) for page in host.pages}
    pages[RECORD] = host.frame("proposals", 2).fill(title="样张", body=catalogue)
    pages["search.html"] = host.frame("search", 0).fill(title="搜索", body="<h1>搜索</h1>")
    for path, content in (host.assets | pages).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """不往测试输出里写访问记录。"""

    def log_message(self, *_: object) -> None:
        """什么也不写。"""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, address: str) -> str:
    return site.as_uri() if request.param == "file" else address


def open_record(page: Page, root: str, width: int = 390) -> list[str]:
    """打开样张；返回控制台里的警告与错误。"""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.clock.set_fixed_time(BUILT)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{root}/{RECORD}")
    return messages


def spill(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_policy_lets_our_own_files_in_over_http_and_from_a_folder(page: Page, root: str) -> None:
    messages = open_record(page, root)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 246, 246)"
    assert page.locator("header .settings").is_visible()
    assert messages == []


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1000, 1280])
@pytest.mark.parametrize("elder", [False, True])
def test_no_width_makes_the_page_scroll_sideways(page: Page, site: Path, width: int, elder: bool) -> None:
    open_record(page, site.as_uri(), width)
    if elder:
        page.click("[data-setting=elder]")
    assert spill(page) <= 0
    page.click(".more > summary")
    outside = page.eval_on_selector_all(
        ".more a",
        "all => all.map(e => e.getBoundingClientRect())"
        ".filter(r => r.left < 0 || r.right > innerWidth || r.height === 0).length",
    )
    assert outside == 0
    assert spill(page) <= 0


def test_the_header_search_asks_the_search_page(page: Page, root: str) -> None:
    open_record(page, root, 1280)
    page.fill("header.site input[name=q]", "加装电梯")
    page.press("header.site input[name=q]", "Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator("h1").inner_text() == "搜索"


def test_elder_mode_is_large_and_remembered_on_the_next_page(page: Page, root: str) -> None:
    open_record(page, root)
    page.click("[data-setting=elder]")
    page.goto(f"{root}/about/index.html")
    assert page.get_attribute("[data-setting=elder]", "aria-pressed") == "true"
    size = "parseFloat(getComputedStyle(document.querySelector('article p, article li')).fontSize)"
    assert page.evaluate(size) >= 24
    heights = page.eval_on_selector_all(
        "header.site a, header.site button, header.site summary, footer.site a",
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)",
    )
    assert min(heights) >= 60
    page.click("[data-setting=elder]")
    assert page.evaluate("document.documentElement.dataset.elder") is None


def test_targets_are_large_enough_for_a_thumb(page: Page, site: Path) -> None:
    open_record(page, site.as_uri(), 360)
    small = page.eval_on_selector_all(
        "header.site a, button, summary, .actions a, .pager a, footer.site a, select, input",
        "all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)"
        ".map(e => e.outerHTML)",
    )
    assert small == []


def test_dark_follows_the_system_until_the_reader_chooses(page: Page, site: Path) -> None:
    page.emulate_media(color_scheme="dark")
    open_record(page, site.as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(14, 21, 25)"
    page.click("footer [data-setting=dark]")
    assert page.evaluate(ground) == "rgb(244, 246, 246)"
    page.reload()
    assert page.evaluate(ground) == "rgb(244, 246, 246)"


def test_filtering_shows_the_matching_rows_says_how_many_and_can_be_shared(page: Page, root: str) -> None:
    open_record(page, root)
    page.fill("#f-text", "助餐")
    page.select_option("#f-unit", "mzj")
    assert page.locator(".rows > li:visible h3").all_inner_texts() == ["关于社区助餐点布局的建议"]
    assert page.locator(".listing .count").inner_text() == "2 件提案中有 1 件符合"
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    assert page.input_value("#f-text") == "助餐"
    assert page.locator(".rows > li:visible").count() == 1
    page.click(".filters button[type=reset]")
    page.locator(".count", has_text="共 2 件提案").wait_for()
    assert page.locator(".rows > li:visible").count() == 2
    assert "#" not in page.url


def test_one_row_may_have_several_values_of_a_facet(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    page.select_option("#f-unit", "mzj")
    assert page.locator(".rows > li:visible").count() == 2


def test_what_became_overdue_since_the_build_is_marked_on_the_readers_day(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    assert page.locator("#c4").get_attribute("data-state") == "near"
    assert page.locator("#c2 .state").inner_text() == "逾期 43 天"
    # 北京时间 8 月 21 日零点刚过，世界时还是 20 日。
    page.clock.set_fixed_time(datetime(2024, 8, 20, 16, 5, tzinfo=UTC))
    page.reload()
    assert page.locator("#c4").get_attribute("data-state") == "overdue"
    assert page.locator("#c4 .state").inner_text() == "逾期 1 天"
    assert page.locator("#c4 .icon").get_attribute("data-icon") == "!"
    assert page.locator("#c2 .state").inner_text() == "逾期 52 天"
    assert page.locator("#c1 .state").inner_text() == "已完成"
    notice = "数据截至 2024-08-12。此后又有 1 项到期，已按今天（2024-08-21）标为逾期。"
    assert page.locator(".verdict + .notice").inner_text() == notice


def test_on_the_last_day_nothing_is_overdue_yet(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    page.clock.set_fixed_time(datetime(2024, 8, 20, 15, 59, tzinfo=UTC))
    page.reload()
    assert page.locator("#c4").get_attribute("data-state") == "near"


def test_without_scripts_everything_is_there_and_no_dead_button(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{RECORD}")
    assert page.locator(".rows > li").count() == 2
    assert page.locator("main button:visible").count() == 0
    page.click(".more > summary")
    assert page.locator(".more a", has_text="数据开放").is_visible()
    context.close()


def test_the_menu_closes_with_escape_and_gives_the_focus_back(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    page.click(".more > summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.get_attribute(".more", "open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_stop_skips_to_the_content(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_copying_says_that_it_was_done(page: Page, root: str) -> None:
    open_record(page, root)
    page.click("button[data-copy]")
    page.locator("button[data-copy]", has_text="已复制").wait_for()


def test_print_shows_folded_texts_and_hides_what_paper_cannot_use(page: Page, site: Path) -> None:
    open_record(page, site.as_uri())
    page.emulate_media(media="print")
    assert page.locator("#text .prose").is_visible()
    assert page.locator(".brand span").is_visible()
    paperless = (
        "header.site nav, header.site .settings, .find, .find-link, footer.site nav, .actions, .filters"
    )
    assert page.locator(paperless).locator("visible=true").count() == 0
