"""订阅源在浏览器里打开，没听说过订阅的人也读得懂。"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.output.feeds import feeds
from generator.release.model import Release

SHOWN = "node => getComputedStyle(document.querySelector(node)).display"


@pytest.fixture
def opened(release: Release, tmp_path: Path) -> Path:
    for artifact in feeds(release):
        file = tmp_path / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    return tmp_path / "feeds"


@pytest.mark.browser
@pytest.mark.parametrize(("suffix", "entry", "key"), [("atom", "entry", "id"), ("rss", "item", "guid")])
def test_a_feed_opened_in_a_browser_reads_as_a_page(
    opened: Path, page: Page, suffix: str, entry: str, key: str
) -> None:
    # 服务器把 .atom、.rss 说成 XML 时浏览器才套样式；从文件夹打开只能靠扩展名。
    xml = opened / "all.xml"
    xml.write_bytes((opened / f"all.{suffix}").read_bytes())
    page.goto(xml.as_uri())
    assert page.evaluate(SHOWN, f"{entry} > title") == "block"
    assert page.evaluate(SHOWN, f"{entry} > {key}") == "none"
