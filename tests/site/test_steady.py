"""网页打开时不跳：脚本露出的部件、按今天更正的说明，都不挪动读者已看到的字。"""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
LEAST_SEEN = 0.01
"""累计布局偏移低于它，读者看不出来。"""


@pytest.mark.parametrize(
    "path",
    ["proposals/5-2/0001.html", "proposals/index.html", "commitments/index.html", "units/jianshe.html"],
)
def test_nothing_jumps_while_a_page_loads(page: Page, miniature_address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    )
    page.goto(miniature_address + path, wait_until="networkidle")
    assert page.evaluate("window.moved") < LEAST_SEEN
