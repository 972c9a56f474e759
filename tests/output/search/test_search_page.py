"""搜索页在真浏览器里：HTTP 与文件夹两种打开方式，地址、键盘、读屏、出错时的样子。"""

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import jinja2
import msgspec
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
    theme = '<script src="assets/js/theme.js"></script>'
    head = f'<meta charset="utf-8">{policy}{theme}<title>搜索</title>'
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
    page.locator("#search-facets [data-facet=单位] input").first.click()
    page.wait_for_selector(f'#search-count:not([data-total="{first}"])')
    narrowed = total(page)
    shared = page.url
    assert narrowed < first
    page.go_back()
    page.wait_for_selector(f'#search-count[data-total="{first}"]')
    page.goto(shared)
    assert total(page) == narrowed


def settled(page: Page, text: str) -> None:
    """等这个查询查完。"""
    expect(page.locator("#search-input")).to_have_value(text)
    page.wait_for_selector(f'#search-count[data-total="{len(expected(text))}"]')


def test_back_returns_to_what_was_searched_before_typing(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q={quote('加装电梯')}")
    settled(page, "加装电梯")
    before = page.evaluate("history.length")
    page.fill("#search-input", "停车")
    settled(page, "停车")
    page.fill("#search-input", "停车泊位")
    settled(page, "停车泊位")
    for _ in range(3):
        page.keyboard.press("Enter")
        settled(page, "停车泊位")
    page.fill("#search-input", "垃圾分类")
    settled(page, "垃圾分类")
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    settled(page, "停车泊位")
    page.go_back()
    settled(page, "加装电梯")


def test_typing_then_a_facet_then_back_keeps_what_was_typed(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html")
    total(page)
    page.fill("#search-input", "加装电梯")
    page.wait_for_url("**/*q=*")
    settled(page, "加装电梯")
    page.locator("#search-facets [data-facet=单位] input").first.click()
    page.wait_for_url("**/*f=*")
    page.go_back()
    page.wait_for_url(lambda url: "f=" not in url)
    settled(page, "加装电梯")


def test_coming_back_from_a_result_shows_as_many_as_before(address: str, page: Page) -> None:
    page.goto(f"{address}/search.html?q={quote('建议')}")
    total(page)
    shared = page.url
    page.click("#search-more")
    items = page.locator("#search-results > li")
    expect(items).to_have_count(20)
    assert page.url == shared
    page.goto(f"{address}/assets/css/search.css")
    page.go_back()
    expect(items).to_have_count(20)
    # 收到这个地址的人，从头看起。
    page.goto("about:blank")
    page.goto(shared)
    total(page)
    assert items.count() == 10


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


@pytest.mark.parametrize("choice", ["主题:不存在", "不存在:某某"])
def test_a_chosen_value_no_index_knows_can_be_unticked(choice: str, served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('建议')}&f={quote('单位:第3局')}&f={quote(choice)}")
    assert total(page) == 0
    facet, value = choice.split(":")
    box = page.locator(f"#search-facets [data-facet={facet}] input[data-value={value}]")
    expect(box).to_be_checked()
    expect(box.locator("..")).to_have_attribute("data-count", "0")
    # 不用 uncheck：框点了就没有了，它等的“框已不勾”可能再也等不到。
    box.click()
    page.wait_for_selector('#search-count:not([data-total="0"])')
    expect(box).to_have_count(0)
    assert "单位" in unquote(page.url)
    assert facet not in unquote(page.url)


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


@pytest.mark.parametrize("script", SearchPageView().scripts)
@pytest.mark.parametrize("damage", ["truncated", "missing"])
def test_a_damaged_script_gives_a_message_and_the_lists(
    script: str, damage: str, served: str, browser: Browser
) -> None:
    whole = (OVERRIDES / "assets/js" / script).read_bytes()
    half = whole[: len(whole) // 2] if damage == "truncated" else b""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route(f"**/{script}", lambda route: route.fulfill(status=200 if half else 404, body=half))
    page.goto(f"{served}/search.html?q={quote('老舊小區 加装电梯')}")
    said = page.locator("#search-notice:not(:empty), #search-off:visible")
    expect(said).to_contain_text("脚本")
    assert not any(letter.isascii() and letter.isalpha() for letter in said.inner_text())
    page.wait_for_function("document.querySelector('#search').ariaBusy !== 'true'")
    assert page.evaluate("document.querySelector('.search-lists').getBoundingClientRect().y") < 900
    context.close()


def test_a_failure_hides_the_facets_and_leads_straight_to_the_lists(served: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{served}/search.html?q={quote('加装电梯')}")
    total(page)
    page.route("**/search/**", lambda route: route.abort())
    page.fill("#search-input", "垃圾分类")
    expect(page.get_by_role("alert")).to_contain_text("索引文件")
    assert not page.locator("#search-facets").is_visible()
    assert page.evaluate("document.querySelector('.search-lists').getBoundingClientRect().y") < 900
    page.unroute("**/search/**")
    page.keyboard.press("Enter")
    assert total(page) == len(expected("垃圾分类"))
    expect(page.locator("#search-facets")).to_be_visible()


def test_what_is_still_shown_while_a_query_is_slow_looks_it(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('加装电梯')}")
    total(page)
    held = []
    page.route("**/search/**", lambda route: held.append(route))  # noqa: PLW0108 - 内建函数挂不上标记
    page.fill("#search-input", "垃圾分类")
    page.wait_for_selector("#search[aria-busy=true]")
    assert page.get_attribute("#search-count", "data-total") is None
    expect(page.locator(".search-columns")).to_have_css("opacity", "0.55")
    page.unroute("**/search/**")  # 压着的随之放行
    assert total(page) == len(expected("垃圾分类"))
    expect(page.locator(".search-columns")).to_have_css("opacity", "1")


def test_an_older_query_failing_leaves_the_newer_one_alone(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('建议')}")
    total(page)
    held = []
    page.route("**/texts/**", lambda route: held.append(route))  # noqa: PLW0108 - 内建函数挂不上标记
    with page.expect_request("**/texts/**"):
        page.click("#search-more")
    page.fill("#search-input", "绝无此词")
    page.wait_for_selector('#search-count[data-total="0"]')
    for route in held:
        route.abort()
    page.wait_for_timeout(200)
    assert total(page) == 0
    expect(page.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize(("sort", "said"), [("date", "从新到旧"), ("overdue", "逾期天数多的最先")])
def test_the_order_that_applies_is_the_one_said(sort: str, said: str, served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('建议')}")
    total(page)
    expect(page.locator("#search-rule")).to_contain_text("标题含全部词语")
    page.focus("#search-sort")
    page.select_option("#search-sort", sort)
    total(page)
    expect(page.locator("#search-rule")).to_contain_text(said)
    expect(page.locator("#search-rule")).not_to_contain_text("标题含全部词语")
    expect(page.locator("#search-sort")).to_be_focused()


def test_the_keyboard_stays_on_the_facet_it_ticked(served: str, page: Page) -> None:
    page.goto(f"{served}/search.html?q={quote('建议')}")
    every = total(page)
    button = page.locator("#search-facets [data-facet=单位] button")
    button.focus()
    page.keyboard.press("Enter")
    box = page.locator("#search-facets [data-facet=单位] input").last
    box.focus()
    value = box.get_attribute("data-value")
    place = page.evaluate("scrollY")
    for checked in (True, False):
        page.keyboard.press("Space")
        page.wait_for_url(lambda url: ("f=" in url) is checked)  # noqa: B023 - 当场就等完
        assert (total(page) < every) is checked
        page.wait_for_selector("#search-facets:not(:has([aria-busy=true]))")
        assert page.evaluate("[document.activeElement.dataset.value, document.activeElement.checked]") == [
            value,
            checked,
        ]
        assert page.evaluate("scrollY") == place


def test_an_excerpt_is_never_cut_inside_a_character(tmp_path: Path, page: Page) -> None:
    start, end = "𠀀" * 60, "q\u0301" * 120
    sample = samples(1)[0]
    texts = [f"{start}{'前' * odd}奇数词语{'后' * odd}{end}" for odd in (0, 1)]
    fields = (sample.fields[0], *(msgspec.structs.replace(sample.fields[1], text=text) for text in texts))
    write(search_artifacts([msgspec.structs.replace(sample, fields=fields)]), tmp_path)
    page_file(tmp_path, SearchPageView())
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('奇数词语')}")
    assert total(page) == 1
    excerpts = page.locator(".search-excerpt")
    assert excerpts.count() == 2
    for text in page.evaluate("[...document.querySelectorAll('.search-excerpt')].map(e => e.textContent)"):
        assert "\ufffd" not in text
        assert not any(0xD800 <= ord(each) < 0xE000 for each in text)
        assert text.endswith("q\u0301…")


def test_what_was_composed_is_marked_whole(tmp_path: Path, page: Page) -> None:
    sample = samples(1)[0]
    text = msgspec.structs.replace(sample.fields[1], text="前ｶﾞｽ管cafe\u0301，ﬁ\u0301n后")
    write(search_artifacts([msgspec.structs.replace(sample, fields=(sample.fields[0], text))]), tmp_path)
    page_file(tmp_path, SearchPageView())
    words = "カ\u3099ｽ ｃａｆｅ\u0301 fín"
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote(words)}")
    assert total(page) == 1
    assert page.locator(".search-excerpt mark").all_inner_texts() == ["ガｽ", "café", "fín"]


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


def republished(folder: Path, count: int) -> None:
    """重新发布：换一份索引，旧的目录删掉。"""
    shutil.rmtree(folder / "search")
    write(search_artifacts(samples(count)), folder)


@contextlib.contextmanager
def serving(folder: Path, kind: type[http.server.SimpleHTTPRequestHandler]) -> Iterator[str]:
    handler = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Cached(Quiet):
    def end_headers(self) -> None:
        """像有的主机那样，许浏览器存十分钟。"""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@pytest.mark.parametrize("way", ["http", "file"])
def test_an_open_page_follows_a_new_index(way: str, tmp_path: Path, page: Page) -> None:
    write(search_artifacts(samples(40)), tmp_path)
    page_file(tmp_path, SearchPageView())
    with serving(tmp_path, Quiet) as served:
        page.goto(f"{served if way == 'http' else tmp_path.as_uri()}/search.html")
        assert total(page) == 40
        republished(tmp_path, 60)
        page.fill("#search-input", "停车泊位")
        page.keyboard.press("Enter")
        wanted = sum(any("停车泊位" in part.text for part in each.fields) for each in samples(60))
        page.wait_for_selector(f'#search-count[data-total="{wanted}"]')
        assert page.inner_text("#search-notice") == ""


def test_the_rest_of_the_results_follow_a_new_index(tmp_path: Path, page: Page) -> None:
    write(search_artifacts(samples(40), SearchOptions(text_units=1)), tmp_path)
    page_file(tmp_path, SearchPageView())
    page.goto(f"{tmp_path.as_uri()}/search.html")
    assert total(page) == 40
    republished(tmp_path, 60)
    page.click("#search-more")
    page.wait_for_selector('#search-count[data-total="60"]')


def test_a_cached_manifest_of_a_removed_index_is_read_again_once(tmp_path: Path, page: Page) -> None:
    write(search_artifacts(samples(40)), tmp_path)
    page_file(tmp_path, SearchPageView())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(tmp_path, Cached) as served:
        page.goto(f"{served}/search.html")
        assert total(page) == 40
        assert not any("manifest.js?" in each for each in asked)
        republished(tmp_path, 60)
        page.goto(f"{served}/search.html?q={quote('停车泊位')}")
        wanted = sum(any("停车泊位" in part.text for part in each.fields) for each in samples(60))
        assert total(page) == wanted
        assert sum("manifest.js?" in each for each in asked) == 1
        shutil.rmtree(tmp_path / "search")
        page.fill("#search-input", "垃圾分类")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("缺少索引文件")


@pytest.mark.parametrize("kind", ["pairs", "texts", "facets", "hang"])
def test_a_site_that_fails_halfway_is_named_and_the_rest_is_shown(
    kind: str, tmp_path: Path, page: Page
) -> None:
    write(search_artifacts(samples(120)[70:]), tmp_path / "foreign")
    woken = threading.Event()

    class Failing(Shared):
        def do_GET(self) -> None:
            """一种文件给不出来。"""
            if f"/{'pairs' if kind == 'hang' else kind}/" not in self.path:
                super().do_GET()
            elif kind == "hang":
                woken.wait(20)
            else:
                self.send_error(503)

    with serving(tmp_path / "foreign", Failing) as foreign:
        federated(tmp_path, f"{foreign}/", f"{POLICY}; connect-src {foreign}")
        page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('居家养老')}")
        count = total(page)
        told = "乙区的筛选没有取到" if kind == "facets" else "乙区的索引没有取到"
        expect(page.get_by_role("alert")).to_contain_text(told)
        woken.set()
    searched = samples(120 if kind == "facets" else 70)
    wanted = [each for each in searched if any("居家养老" in part.text for part in each.fields)]
    assert count == len(wanted)
    assert page.locator("#search-results > li").count() > 0
    assert page.locator("#search-facets [data-facet=单位] li").count() > 1


WRONG = ('晒("")', "晒(null)", "晒({})", '晒("字")', "shaiSearchData({})", "shaiSearchData(null)")


@pytest.mark.parametrize("content", WRONG)
@pytest.mark.parametrize("kind", ["manifest.js", "dictionary.js", "pairs", "texts", "facets", "overdue.js"])
def test_a_file_that_runs_but_holds_nothing_is_damaged(
    kind: str, content: str, damaged: Path, page: Page
) -> None:
    files = [file for file in (damaged / "search").rglob("*.js") if file.name == kind or kind in file.parts]
    kept = {file: file.read_bytes() for file in files}
    for file in files:
        file.write_bytes(b"\xff\xfe" + content.encode("utf-16-le"))
    page.goto(f"{damaged.as_uri()}/search.html?q={quote('电梯')}&sort=overdue")
    place = "#search-facets [data-facet=单位] li" if kind == "facets" else "#search-notice"
    try:
        expect(page.locator(place)).to_contain_text("索引文件已损坏")
    finally:
        for file, content_before in kept.items():
            file.write_bytes(content_before)
    assert kind == "facets" or page.get_attribute("#search-count", "data-total") is None


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("damaged")
    write(search_artifacts(samples(20)), made)
    page_file(made, SearchPageView())
    return made


@pytest.mark.parametrize("name", ["codec", "phrases", "spelled", "engine", "federation"])
def test_a_missing_script_is_told_in_chinese(name: str, tmp_path: Path, page: Page) -> None:
    write(search_artifacts(samples(5)), tmp_path)
    page_file(tmp_path, SearchPageView())
    (tmp_path / f"assets/js/search-{name}.js").unlink()
    page.goto(f"{tmp_path.as_uri()}/search.html?q={quote('电梯')}")
    expect(page.locator("#search-notice")).to_contain_text("网页的脚本没有取全")


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
