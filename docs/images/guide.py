"""给几篇指南照相：照着文档做一遍，做到哪一步照哪一步。

用法：在仓库里运行 python -m docs.images.guide
"""  # noqa: INP001 - 单独运行的脚本，不是包

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from docs.images.shots import ARGUMENTS, CHROMIUM
from tests.docs.story import Step, Story
from tests.form.opening import opened

HERE = Path(__file__).parent
DOCS = HERE.parent
WIDE = {"width": 1100, "height": 760}
REPLY = Path("data/replies/5-2/0001-jianshe.yml")


@contextmanager
def tab(browser: Browser) -> Iterator[Page]:
    """一张新的页。"""
    context = browser.new_context(viewport=WIDE, locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


def shoot(page: Page, name: str) -> None:
    """照一屏；图标与字体画好了再照。"""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    page.screenshot(path=HERE / f"{name}.png")


def of_home(story: Story, page: Page) -> None:
    """刚办好的网站。"""
    with story.serving("serve") as address:
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        shoot(page, "start-home")


def of_proposal(story: Story, page: Page) -> None:
    """提案的页面；然后改错一个字，看它怎么说。"""
    reply = story.folder / REPLY
    right = reply.read_text("utf-8")
    with story.serving("serve") as address:
        page.goto(f"{address}proposals/5-2/0001.html")
        page.get_by_role("heading", level=1).wait_for()
        shoot(page, "start-proposal")
        reply.write_text(right.replace("部分采纳", "部份采纳"), "utf-8")
        page.locator("#shai-problems").wait_for(timeout=60_000)
        shoot(page, "start-problem")
    reply.write_text(right, "utf-8")


def of_preview(story: Story, page: Page) -> None:
    """改一处，看预告。"""
    reply = story.folder / REPLY
    right = reply.read_text("utf-8")
    reply.write_text(right.replace("due: 2023-12-31", "due: 2024-03-31"), "utf-8")
    written = story.folder / "预告.html"
    story.do(Step(command="shai preview --format html --out 预告.html"))
    page.goto(written.as_uri())
    shoot(page, "start-preview")
    written.unlink()
    reply.write_text(right, "utf-8")


def of_form(story: Story, page: Page) -> None:
    """打开表单，清单，改一件。"""
    with story.serving("form") as address:
        page.goto(address)
        page.get_by_role("button", name="打开本机的文件夹").wait_for()
        shoot(page, "form-open")
        opened(page, address, story.folder)
        page.set_viewport_size(WIDE)
        page.goto(f"{address}#/collections/replies/filter/5-2")
        page.get_by_text("区建交局").first.wait_for()
        shoot(page, "form-list")
        page.get_by_text("区建交局").first.click()
        page.locator('[data-key-path="unit"]').wait_for()
        shoot(page, "form-edit")


MOMENTS: dict[tuple[str, str, int], Callable[[Story, Page], None]] = {
    ("start", "shai serve", 1): of_home,
    ("start", "shai serve", 2): of_proposal,
    ("start", 'git commit -m "第一件提案和它的答复"', 1): of_preview,
    ("form", "shai form", 1): of_form,
}
"""哪一篇、哪条命令、第几次 → 照什么。"""


def main() -> None:
    """照全部。"""
    with TemporaryDirectory(prefix="shai-guide-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        story = Story(Path(folder))
        for name in ("start", "form"):
            seen: dict[str, int] = {}
            for step in story.follow(DOCS / f"{name}.md"):
                seen[step.command] = seen.get(step.command, 0) + 1
                moment = MOMENTS.get((name, step.command, seen[step.command]))
                if moment is not None:
                    with tab(browser) as page:
                        moment(story, page)
        browser.close()
    sys.stdout.write(f"照好了，在 {HERE}/。\n" if not story.failed else f"没有做成：{story.failed}\n")


if __name__ == "__main__":
    main()
