"""搜索页在真浏览器里：HTTP 与文件夹两种打开方式，地址、键盘、读屏、出错时的样子。"""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import jinja2
import pytest
from playwright.sync_api import Browser, Page, expect
from search_samples import samples, write

from generator.output.search import (
    SearchFeed,
    SearchOptions,
    SearchPageView,
    SearchSite,
    feed_list,
    search_artifacts,
)

pytestmark = pytest.mark.browser

OVERRIDES = Path(__file__).parents[3] / "overrides"
SOURCES = "'self' file:"
POLICY = (
    f"default-src 'none'; script-src {SOURCES}; style-src {SOURCES}; base-uri 'none'; form-action {SOURCES}"
)
FEEDS = (
    SearchFeed("单位", "第3局", "feeds/units/3.xml"),
    SearchFeed("单位", "第4局", "feeds/units/4.xml"),
    SearchFeed("主题", "第2题", "feeds/topics/2.xml"),
)


def page_file(folder: Path, view: SearchPageView) -> None:
    """写出搜索页：最小的页框，加上最严的内容安全策略。"""
    loader = jinja2.FileSystemLoader([OVERRIDES / "records", OVERRIDES])
    templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    files = [file.relative_to(OVERRIDES / "assets") for file in (OVERRIDES / "assets").rglob("*.*")]
    templates.globals["assets"] = {file.as_posix(): f"assets/{file.as_posix()}" for file in files}
    shared = {"as_of": "2024-06-30", "report": "", "permanent": ""}
    body = templates.get_template("search.html").render(view=view, **shared)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head = f'<meta charset="utf-8">{policy}<title>搜索</title>'
    text = f'<!doctype html><html lang="zh-CN"><head>{head}</head><body><main>{body}</main></body></html>'
    (folder / "search.html").write_text(text, encoding="utf-8")
    shutil.copytree(OVERRIDES / "assets", folder / "assets", dirs_exist_ok=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page")
    write(search_artifacts(samples(200)), made)
    page_file(made, SearchPageView())
    write([feed_list(FEEDS)], made)
    return made


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """不往测试输出里写访问记录。"""


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, folder: Path) -> str:
    return request.getfixturevalue("served") if request.param == "http" else folder.as_uri()


def total(page: Page) -> int:
    page.wait_for_selector("#search[aria-busy=false] #search-count[data-total]")
    return int(page.get_attribute("#search-count", "data-total") or "-1")


def expected(term: str) -> set[str]:
    return {each.id for each in samples(200) if any(term in part.text for part in each.fields)}


def test_results_are_exact_over_http_and_from_a_folder(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q={quote('老舊小區')}")
    wanted = expected("老旧小区")
    assert total(page) == len(wanted)
    while page.locator("#search-more").is_visible():
        shown = page.locator("#search-results > li").count()
        page.click("#search-more")
        page.wait_for_selector(f"#search-results > li:nth-child({shown + 1})")
    found = page.eval_on_selector_all("#search-results > li", "items => items.map(item => item.dataset.id)")
    assert sorted(found) == sorted(wanted)


def test_the_address_is_the_whole_state_and_back_works(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q={quote('加装电梯')}")
    first = total(page)
    page.locator("#search-facets [data-facet=单位] input").first.check()
    page.wait_for_selector(f'#search-count:not([data-total="{first}"])')
    narrowed = total(page)
    shared = page.url
    assert narrowed < first
    page.go_back()
    page.wait_for_selector(f'#search-count[data-total="{first}"]')
    page.goto(shared)
    assert total(page) == narrowed


def test_the_first_result_is_the_record_whose_number_was_typed(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q=0042")
    assert total(page) >= 1
    assert page.get_attribute("#search-results > li", "data-id") == "14-2-0042"


def test_a_result_links_to_the_anchor_that_matched(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q={quote('回头看')}")
    total(page)
    links = page.eval_on_selector_all(
        "#search-results .search-excerpt a", "links => links.map(link => link.getAttribute('href'))"
    )
    assert any(link.endswith(("#s1", "#s2", "#c1", "#reply")) for link in links)
    assert page.locator("#search-results mark").count() > 0


def test_typing_searches_without_enter_and_arrows_reach_the_results(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html")
    assert total(page) == 200
    page.locator("#search-input").press_sequentially("停车泊位", delay=10)
    page.wait_for_selector(f'#search-count[data-total="{len(expected("停车泊位"))}"]')
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li').dataset.id") in expected("停车泊位")
    assert "q=" in page.url


def test_screen_readers_hear_the_count(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('垃圾分类')}")
    count = total(page)
    expect(page.get_by_role("status")).to_have_text(f"共 {count} 条")


def test_nothing_found_offers_what_exists(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('垃圾分类 绝无此词')}")
    assert total(page) == 0
    page.locator("#search-suggestions a").first.click()
    assert total(page) == len(expected("垃圾分类"))


@pytest.mark.parametrize(
    ("chosen", "feed"),
    [
        ([], "feeds/index.html"),
        (["单位:第3局"], "feeds/units/3.xml"),
        (["单位:第3局", "主题:第2题"], "feeds/topics/2.xml"),
        (["单位:第3局", "单位:第4局", "主题:第9题"], "feeds/units/4.xml"),
        (["年份:2016"], "feeds/index.html"),
        (["单位:constructor"], "feeds/index.html"),
    ],
)
def test_the_feed_is_the_one_nearest_to_the_chosen_facets(
    chosen: list[str], feed: str, served: str, page: Page
) -> None:
    address = "".join(f"&f={quote(each)}" for each in chosen)
    page.goto(f"{served}/search.html?q={quote('建议')}{address}")
    expect(page.locator("#search-feed")).to_have_attribute("href", f"./{feed}")


def test_without_scripts_the_page_says_so_and_links_the_lists(served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/search.html")
    expect(page.locator("#search-off")).to_be_visible()
    assert page.locator(".search-lists a").count() == 4
    assert not page.locator("#search-input").is_visible()
    context.close()


@pytest.mark.parametrize("kind", ["manifest.js", "dictionary.js", "pairs", "texts"])
@pytest.mark.parametrize("damage", ["truncated", "missing"])
def test_a_damaged_index_gives_a_message(kind: str, damage: str, tmp_path: Path, browser: Browser) -> None:
    write(search_artifacts(samples(20)), tmp_path)
    page_file(tmp_path, SearchPageView())
    for file in sorted((tmp_path / "search").rglob("*.js")):
        if file.name == kind or kind in file.parts:
            content = file.read_bytes()
            file.unlink()
            if damage == "truncated":
                file.write_bytes(content[: len(content) // 2])
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('建议')}")
    expect(page.get_by_role("alert")).to_contain_text("索引文件")
    assert page.get_attribute("#search-count", "data-total") is None
    context.close()


def test_several_sites_are_searched_as_one_and_named(tmp_path: Path, page: Page) -> None:
    everything = samples(120)
    write(search_artifacts(everything[:70]), tmp_path)
    write(search_artifacts(everything[70:]), tmp_path / "other")
    sites = (
        SearchSite("search/manifest.js", "甲区"),
        SearchSite("other/search/manifest.js", "乙区", "other/"),
    )
    page_file(tmp_path, SearchPageView(sites=sites))
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('居家养老')}")
    wanted = [each for each in everything if any("居家养老" in part.text for part in each.fields)]
    assert total(page) == len(wanted)
    named = page.eval_on_selector_all(
        ".search-facts", "facts => facts.map(each => each.textContent.slice(0, 2))"
    )
    assert set(named) == {"甲区", "乙区"}


class Shared(Quiet):
    def end_headers(self) -> None:
        """许可别的网站取用。"""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[str]:
    """另一个网站：来源不同，只有索引。"""
    folder = tmp_path / "foreign"
    write(search_artifacts(samples(120)[70:]), folder)
    handler = functools.partial(Shared, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def federated(folder: Path, foreign: str, policy: str = POLICY) -> None:
    """一个站点，另查别的网站的索引。"""
    write(search_artifacts(samples(70)), folder)
    peer = SearchSite(f"{foreign}search/manifest.js", "乙区", foreign)
    page_file(folder, SearchPageView(sites=(SearchSite("search/manifest.js", "甲区"), peer)))
    page = folder / "search.html"
    page.write_text(page.read_text("utf-8").replace(POLICY, policy), "utf-8")


def test_another_websites_index_is_read_as_data_and_never_run(
    tmp_path: Path, foreign: str, page: Page
) -> None:
    federated(tmp_path, foreign, f"{POLICY}; connect-src {foreign.rstrip('/')}")
    for file in (tmp_path / "foreign/search").rglob("*.js"):
        if file.read_bytes()[:2] != b"\xff\xfe":
            file.write_bytes(file.read_bytes() + b"\ndocument.title = 'run'\n")
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('居家养老')}")
    wanted = [each for each in samples(120) if any("居家养老" in part.text for part in each.fields)]
    assert total(page) == len(wanted)
    links = page.eval_on_selector_all("#search-results h2 a", "links => links.map(each => each.href)")
    assert {link.startswith(foreign) for link in links} == {True, False}
    assert page.title() == "搜索"


def test_a_site_that_cannot_be_reached_is_named_and_the_rest_is_searched(tmp_path: Path, page: Page) -> None:
    federated(tmp_path, "http://127.0.0.1:9/")
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('居家养老')}")
    wanted = [each for each in samples(70) if any("居家养老" in part.text for part in each.fields)]
    assert total(page) == len(wanted)
    expect(page.get_by_role("alert")).to_contain_text("乙区的索引没有取到")


@pytest.mark.parametrize(
    "text", [".*", "[(", "<img src=x onerror=alert(1)>", "\x01\x02", "建" * 5_000, "\\", '"']
)
def test_hostile_queries_neither_break_nor_run(text: str, served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote(text)}")
    total(page)
    assert page.locator("#search-results img").count() == 0


def test_a_megabyte_of_text_is_cut_and_said_so(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html")
    total(page)
    page.fill("#search-input", "加装电梯 " * 210_000)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'#search-count[data-total="{len(expected("加装电梯"))}"]')
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert len(page.url) < 20_000


def test_what_many_words_leave_out_follows_when_the_reader_gets_there(tmp_path: Path, page: Page) -> None:
    # 五个词五张表，十二个请求只够先给七条；看到第七条，余下的三条自己来。
    options = SearchOptions(bucket_units=1, text_units=1)
    write(search_artifacts(samples(400), options), tmp_path)
    page_file(tmp_path, SearchPageView())
    page.set_viewport_size({"width": 360, "height": 500})
    words = "小区 电梯 机制 计划 居民"
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote(words)}")
    assert total(page) > 10
    items = page.locator("#search-results > li")
    first = items.count()
    assert first < 10
    items.last.scroll_into_view_if_needed()
    expect(items).to_have_count(10)
    shown = page.eval_on_selector_all("#search-results > li", "items => items.map(item => item.dataset.id)")
    assert len(set(shown)) == 10
    page.click("#search-more")
    expect(items).to_have_count(min(20, total(page)))
