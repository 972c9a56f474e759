"""给建好的网站照相：每种页面取内容最多的一张，手机与桌面各一张；另有 README 用的两张。

用法：python docs/images/shots.py 网站目录 输出目录
"""  # noqa: INP001 - 单独运行的脚本，不是包

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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
README = {"proposal-phone.png": (390, 844), "proposal.png": (1280, 1000)}


def page_types(site: Path) -> dict[str, Path]:
    """名称 → 页面：顶层各页，各栏目的首页与其中最大的一页。"""
    found = {path.stem: path for path in sorted(site.glob("*.html"))}
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        records = sorted(folder.rglob("*.html"), key=lambda path: (path.stat().st_size, path))
        if (folder / "index.html") in records:
            records.remove(folder / "index.html")
            found[f"{folder.name}-list"] = folder / "index.html"
        if records:
            found[folder.name] = records[-1]
    return found


def shoot(browser: Browser, page: Path, target: Path, size: tuple[int, int], *, whole: bool) -> None:
    """照一张。whole 照到页底，否则只照一屏。"""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.screenshot(path=target, full_page=whole)
    context.close()


def main(site: Path, out: Path) -> None:
    """照全部。"""
    out.mkdir(parents=True, exist_ok=True)
    types = page_types(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for name, page in types.items():
            for width in WIDTHS:
                shoot(browser, page, out / f"{name}-{width}.png", (width, 900), whole=True)
        for name, size in README.items():
            shoot(browser, types["proposals"], out / name, size, whole=False)
        browser.close()
    sys.stdout.write(f"照了 {len(types)} 种页面，在 {out.as_posix()}/。\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
