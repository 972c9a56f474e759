"""浏览器工具自身：真浏览器能开，向外取东西的页会被抓住。"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
def test_browser_draws_chinese_with_a_real_font(page: Page) -> None:
    page.set_content("<meta charset='utf-8'><span>晒晒晒晒</span><b>晒晒</b>")
    widths = page.evaluate("['span', 'b'].map(name => document.querySelector(name).offsetWidth)")
    assert widths[0] > widths[1] > 0


@pytest.mark.parametrize("url", ["https://fonts.example/a.woff2", "http://198.51.100.1/a.js"])
def test_request_to_another_host_is_outside(is_outside: Callable[[str], bool], url: str) -> None:
    assert is_outside(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/a.css", "file:///tmp/site/index.html", "data:image/png;base64,AA=="]
)
def test_request_that_stays_on_this_machine_is_not_outside(
    is_outside: Callable[[str], bool], url: str
) -> None:
    assert not is_outside(url)
