"""订阅源在浏览器里打开，没听说过订阅的人也读得懂；哪种主机都一样。"""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from generator.output.feeds import feeds
from generator.output.parcel import artifacts
from generator.preview import Preview
from generator.release.model import Release

SHOWN = "node => getComputedStyle(document.querySelector(node)).display"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opened")
    for artifact in artifacts(feeds(release)):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - 父类的签名
        """测试的输出里不要访问记录。"""


@pytest.fixture(scope="module")
def hosts(opened: Path) -> Iterator[dict[str, str]]:
    """同一批文件的三处：文件夹、最普通的静态主机、本机的预览。"""
    preview = Preview(opened, 0)
    preview.start()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(opened))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield {
            "folder": f"{opened.as_uri()}/",
            "plain": f"http://127.0.0.1:{server.server_port}/",
            "preview": preview.address,
        }
        server.shutdown()
    preview.stop()


def read_as_a_page(page: Page, entry: str, key: str) -> None:
    assert page.evaluate(SHOWN, f"{entry} > title") == "block"
    assert page.evaluate(SHOWN, f"{entry} > {key}") == "none"


@pytest.mark.parametrize("host", ["folder", "plain", "preview"])
def test_the_copy_for_browsers_reads_as_a_page_from_any_host(
    hosts: dict[str, str], page: Page, host: str
) -> None:
    page.goto(f"{hosts[host]}feeds/all.xml")
    read_as_a_page(page, "entry", "id")


@pytest.mark.parametrize(("suffix", "entry", "key"), [("atom", "entry", "id"), ("rss", "item", "guid")])
def test_where_the_server_says_xml_the_reader_formats_read_as_a_page_too(
    hosts: dict[str, str], page: Page, suffix: str, entry: str, key: str
) -> None:
    page.goto(f"{hosts['preview']}feeds/all.{suffix}")
    read_as_a_page(page, entry, key)


def test_an_entry_opened_in_a_browser_leads_to_its_page(hosts: dict[str, str], page: Page) -> None:
    page.goto(f"{hosts['plain']}feeds/kinds/replies.xml")
    links = page.locator("entry content a")
    expect(links.first).to_be_visible()
    address = "https://qinghe.example/replies/5-2-0007/jianshe.html#c3"
    expect(links.first).to_have_attribute("href", address)


def test_the_subscribe_page_offers_whole_addresses_to_copy(page: Page, miniature_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{miniature_address}feeds/index.html")
    row = page.locator(".feeds > li").filter(has=page.get_by_role("link", name="区教育局", exact=True)).last
    row.get_by_role("button", name="复制地址").click()
    expect(row.get_by_role("button")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{miniature_address}feeds/units/jiaoyu.atom"
