"""在真浏览器里，经真的 nginx：每种页面都合头里的策略；满是攻击的网站什么也执行不了。"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.hosting.attacks import EVALUATED, poison
from tests.hosting.conftest import build_and_publish, copy_of_miniature, free_port, running

pytestmark = pytest.mark.browser

Served = tuple[str, Path]
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
WALL = "wall/"
"""大屏的页没有可点的东西，也就没有「跳到正文」。"""
LEAVES = 'http-equiv="refresh" content="0;'
REFUSED = ("Content Security Policy", "Refused to", "MIME type")


class Watched(NamedTuple):
    """一张页，和它做过的一切可疑的事。"""

    page: Page
    requests: list[str]
    trouble: list[str]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    context.add_init_script(WATCH)
    found = Watched(context.new_page(), [], [])
    context.on("request", lambda request: found.requests.append(request.url))
    context.on("weberror", lambda raised: found.trouble.append(f"脚本出错 {raised.error}"))
    context.on("page", lambda page: found.trouble.append(f"开了新窗口 {page.url}"))
    context.on("dialog", lambda dialog: (found.trouble.append(f"弹窗 {dialog.message}"), dialog.dismiss()))
    context.on(
        "console",
        lambda message: (
            found.trouble.append(message.text) if any(word in message.text for word in REFUSED) else None
        ),
    )
    yield found
    context.close()


def pages_of(live: Path) -> list[str]:
    """全部网页；改了编号就转走的除外，它们一打开就不在了。"""
    return sorted(
        path.relative_to(live).as_posix()
        for path in live.rglob("*.html")
        if LEAVES not in path.read_text("utf-8")
    )


def visit(watched: Watched, address: str, path: str) -> None:
    """打开一页；违反策略、执行了什么、想去哪里，都记下来。"""
    watched.page.goto(address + path, wait_until="load")
    for violation in watched.page.evaluate("window.violations"):
        watched.trouble.append(f"{path} 违反策略：{violation}")
    if watched.page.evaluate("window.attacked"):
        watched.trouble.append(f"{path} 执行了数据里的脚本")
    if not watched.page.url.startswith(address):
        watched.trouble.append(f"{path} 被带到 {watched.page.url}")


def test_every_page_works_under_the_header_policy(served: Served, watched: Watched) -> None:
    address, live = served
    for path in pages_of(live):
        visit(watched, address, path)
        assert watched.page.evaluate("document.styleSheets.length") > 0, path
        skip = watched.page.locator(".skip")
        assert skip.count() == (0 if path.startswith(WALL) else 1), path
        assert skip.evaluate_all("all => all.every(one => getComputedStyle(one).position !== 'static')"), path
    visit(watched, address, "no/such/page.html")
    assert watched.page.evaluate("document.styleSheets.length") > 0
    assert watched.trouble == []
    assert [url for url in watched.requests if not url.startswith(address)] == []


def test_search_works_under_the_header_policy(served: Served, watched: Watched) -> None:
    visit(watched, served[0], "search.html?q=电梯")
    watched.page.wait_for_selector("main mark")
    visit(watched, served[0], "search.html")
    assert watched.trouble == []


def test_page_cannot_be_framed_by_another_site(served: Served, watched: Watched, tmp_path: Path) -> None:
    outside = tmp_path / "frame.html"
    outside.write_text(f'<meta charset="utf-8"><iframe src="{served[0]}"></iframe>', "utf-8")
    watched.page.goto(outside.as_uri())
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in watched.trouble)
    assert watched.page.frames[1].url != served[0]


@pytest.fixture(scope="module")
def attacked(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """满是攻击的小政协，上了线。"""
    folder, port = tmp_path_factory.mktemp("attacked"), free_port()
    source = copy_of_miniature(folder / "miniature", f"http://127.0.0.1:{port}/")
    taken = poison(source / "data")
    assert len(taken) >= 30, taken
    assert taken["title"] > 5
    build_and_publish(source, folder / "site", folder / "live")
    with running(nginx, folder / "nginx", folder / "live", port) as address:
        yield address, folder / "live"


def test_site_made_of_attacks_runs_nothing_and_asks_nobody(attacked: Served, watched: Watched) -> None:
    address, live = attacked
    shown = 0
    for path in pages_of(live):
        visit(watched, address, path)
        text = watched.page.content()
        shown += "window.attacked=1" in text
        assert EVALUATED not in text, f"{path} 把数据当模板算了"
    assert shown > 40
    assert watched.trouble == []
    assert [url for url in watched.requests if not url.startswith(address)] == []


def test_attacks_found_by_search_stay_text(attacked: Served, watched: Watched) -> None:
    for words in ("alert", "attacked", "<script>", "电梯"):
        watched.page.goto(f"{attacked[0]}search.html")
        watched.page.fill("main input[type=search]", words)
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_timeout(400)
        watched.trouble.extend(watched.page.evaluate("window.violations"))
        assert not watched.page.evaluate("window.attacked")
    watched.page.wait_for_selector("main mark")
    assert watched.trouble == []
    assert [url for url in watched.requests if not url.startswith(attacked[0])] == []


@pytest.mark.parametrize("suffix", ["atom", "rss", "opml", "xml", "svg", "ics", "csv", "json"])
def test_attacks_in_what_is_not_a_page_run_nothing_either(
    attacked: Served, watched: Watched, suffix: str
) -> None:
    address, live = attacked
    for path in sorted(live.rglob(f"*.{suffix}"))[:6]:
        address_of = address + path.relative_to(live).as_posix()
        answer = watched.page.request.get(address_of)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
        # 带着我们的样式打开成页的只有这几种；别的不是下载，就是浏览器自己的查看器。
        if suffix in ("atom", "rss", "svg"):
            watched.page.goto(address_of)
            assert not watched.page.evaluate("window.attacked")
    assert watched.trouble == []
    assert [url for url in watched.requests if not url.startswith(address)] == []
