"""给建好的网站照相：每种页面一张，手机与桌面，浅色、深色、长者版。

种类由网站自己的栏目得来，与检查用同一份清单。

用法：python -m docs.images.shots 网站目录 输出目录 [页面种类…]
"""  # noqa: INP001 - 单独运行的脚本，不是包

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from tests.page_types import page_types

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (390, 1280)
THEMES = {"": {}, "-dark": {"shai-theme": "dark"}, "-elder": {"shai-elder": "on"}}
"""文件名的后缀 → 读者在页上选过的。"""
TALLEST = 12000
"""照到多高为止（像素）；再长的表看不出别的来。"""


class Quiet(SimpleHTTPRequestHandler):
    """经网址照，不经文件夹照：404 页的资源从站点的根写起，从文件夹打开没有样式。"""

    def log_message(self, *_: object) -> None:
        """不写访问记录。"""


def shoot(
    browser: Browser, address: str, target: Path, size: tuple[int, int], chosen: dict[str, str] | None = None
) -> None:
    """照一张。给了 chosen（读者的选择，可以是空的）就照到页底，没有给就只照一屏。"""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    for name, value in (chosen or {}).items():
        context.add_init_script(f"localStorage.setItem({name!r}, {value!r})")
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    if chosen is None:
        tab.screenshot(path=target)
    else:
        height = min(tab.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": size[0], "height": max(height, size[1])}
        tab.screenshot(path=target, full_page=True, clip=clip)
    context.close()


@contextmanager
def opened(site: Path) -> Iterator[tuple[Browser, Callable[[Path], str]]]:
    """打开浏览器与网站：（浏览器，一个网页文件 → 它的网址）。"""
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser, lambda page: root + quote(page.relative_to(site).as_posix())
        browser.close()
        server.shutdown()


def main(site: Path, out: Path, wanted: list[str]) -> None:
    """照全部，或只照指定的几种。"""
    out.mkdir(parents=True, exist_ok=True)
    types = page_types(site)
    chosen = {name: types[name] for name in wanted} or types
    with opened(site) as (browser, address_of):
        for name, page in chosen.items():
            for width in WIDTHS:
                for suffix, settings in THEMES.items():
                    target = out / f"{name}-{width}{suffix}.png"
                    shoot(browser, address_of(page), target, (width, 900), settings)
    sys.stdout.write(f"照了 {len(chosen)} 种页面，在 {out.as_posix()}/。\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
