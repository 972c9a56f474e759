"""一位读者的一天：首页 → 搜索 → 提案 → 答复 → 订阅；在网上与在文件夹里都走得通。"""

from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Page, Route, expect

from generator.output.documents import documents
from generator.release.views.common import Names
from generator.site import prepare
from tests.miniature_inputs import miniature_inputs

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(params=["http", "folder"])
def address(request: pytest.FixtureRequest, miniature_address: str, miniature_site: Path) -> str:
    return miniature_address if request.param == "http" else f"{miniature_site.as_uri()}/"


@pytest.fixture
def watched(page: Page) -> Page:
    """内容安全策略的违例与控制台的错误都算失败。"""
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    return page


def test_a_reader_finds_a_proposal_reads_the_reply_and_subscribes(
    watched: Page, address: str, miniature_site: Path
) -> None:
    page = watched
    page.set_viewport_size(PHONE)
    page.goto(f"{address}index.html")
    page.locator("header .find-link").click()
    box = page.locator("#search-input")
    box.fill("加装电梯")
    box.press("Enter")
    expect(page.locator("#search-count")).to_have_attribute("data-total", _total("加装电梯"))
    page.locator("[data-id='5-2-0001'] a").first.click()
    expect(page.locator("h1")).to_have_text("关于加快老旧小区加装电梯的建议")
    expect(page.locator(".verdict")).to_contain_text("5 条建议")
    expect(page.locator(".verdict")).to_contain_text("逾期 30 天")
    expect(page.locator(".timeline:not(.chain) li")).to_have_count(5)
    page.get_by_text("的答复 · 2023-05-10").first.click()
    page.get_by_role("link", name="答复的单独一页").click()
    expect(page.locator("h1")).to_contain_text("对第0001号提案的答复")
    page.go_back()
    feed = page.get_by_role("link", name="订阅这件提案").get_attribute("href")
    assert feed
    parsed = feedparser.parse((miniature_site / "proposals/5-2" / feed).resolve().read_bytes())
    assert not parsed.bozo
    assert any("答复" in entry.title for entry in parsed.entries)


@pytest.mark.parametrize("already", ["", "?q=养老"])
def test_what_is_typed_before_the_scripts_arrive_is_searched(
    page: Page, miniature_address: str, already: str
) -> None:
    held: list[Route] = []
    page.route("**/search-loader*.js", lambda route: held.append(route))  # noqa: PLW0108 - 内建函数挂不上标记
    with page.expect_request("**/search-loader*.js"):
        page.goto(f"{miniature_address}search.html{already}", wait_until="commit")
    box = page.locator("#search-input")
    box.fill("加装电梯")
    expect(page.locator("#search-count")).to_be_empty()
    held[0].continue_()
    expect(page.locator("#search-count")).to_have_attribute("data-total", _total("加装电梯"))
    expect(box).to_have_value("加装电梯")
    box.press("Enter")
    expect(page.locator("#search[aria-busy=false] #search-count")).to_have_attribute(
        "data-total", _total("加装电梯")
    )


def _total(words: str) -> str:
    """含这些字的记录有几条：逐条逐段数，不经过索引。"""
    release = prepare(miniature_inputs()).release
    found = documents(release, Names(release))
    return str(sum(any(words in field.text for field in document.fields) for document in found))


def test_without_scripts_every_list_and_record_is_readable(browser, address: str) -> None:  # noqa: ANN001
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}proposals/index.html")
    assert page.locator(".rows > li").count() == 13
    assert not page.locator("form.filters").is_visible()
    page.locator(".rows a", has_text="加装电梯的建议").first.click()
    assert page.locator(".point").count() == 5
    page.goto(f"{address}search.html")
    assert page.get_by_role("link", name="提案").count() >= 1
    context.close()


def test_the_list_filters_without_a_server_and_the_address_keeps_the_choice(
    watched: Page, address: str
) -> None:
    page = watched
    page.set_viewport_size(DESK)
    page.goto(f"{address}proposals/index.html")
    page.select_option("select[name=state]", "overdue")
    expect(page.locator(".rows > li:visible")).to_have_count(1)
    chosen = page.url
    assert "overdue" in chosen
    page.goto("about:blank")
    page.goto(chosen)
    expect(page.locator(".rows > li:visible")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_type_scrolls_sideways_or_breaks_the_security_policy(
    watched: Page, miniature_address: str, size: dict[str, int]
) -> None:
    page = watched
    page.set_viewport_size(size)
    for path in (
        "index.html",
        "proposals/5-2/0001.html",
        "replies/5-2-0001/jianshewei.html",
        "commitments/index.html",
        "statistics/index.html",
        "units/jianshe.html",
        "feeds/index.html",
        "data/index.html",
        "search.html?q=提案",
        "consultations/index.html",
        "platforms/index.html",
    ):
        response = page.goto(miniature_address + path)
        assert response is not None, path
        assert response.ok, path
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path


def test_what_became_overdue_since_the_build_is_marked_to_the_day(browser, miniature_address: str) -> None:  # noqa: ANN001
    context = browser.new_context(locale="zh-CN", timezone_id="America/New_York")
    page = context.new_page()
    # 上海已是 7 月 21 日零点过后，纽约还是 7 月 20 日：以上海为准。
    page.clock.install(time="2024-07-20T16:30:00Z")
    page.goto(f"{miniature_address}proposals/5-2/0001.html")
    late = page.locator("li[data-due='2024-07-20']")
    expect(late.locator(".state")).to_have_text("逾期 1 天")
    page.clock.set_fixed_time("2024-07-20T15:30:00Z")
    page.reload()
    expect(page.locator("li[data-due='2024-07-20'] .state")).not_to_contain_text("逾期")
    context.close()
