"""订阅源在浏览器里打开，没听说过订阅的人也读得懂。"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.output.feeds import feeds
from generator.release.model import Release

SHOWN = "node => getComputedStyle(document.querySelector(node)).display"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("suffix", "title", "hidden"),
    [("atom", "entry > title", "entry > id"), ("rss", "item > title", "item > guid")],
)
def test_a_feed_opened_in_a_browser_reads_as_a_page(
    release: Release, page: Page, tmp_path: Path, suffix: str, title: str, hidden: str
) -> None:
    written = {artifact.path: artifact.content for artifact in feeds(release)}
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/style.css").write_bytes(written["feeds/style.css"])
    # 服务器把 .atom、.rss 说成 XML 时浏览器才套样式；从文件夹打开只能靠扩展名。
    opened = tmp_path / "feeds/all.xml"
    opened.write_bytes(written[f"feeds/all.{suffix}"])
    page.goto(opened.as_uri())
    assert page.evaluate(SHOWN, title) == "block"
    assert page.evaluate(SHOWN, hidden) == "none"
