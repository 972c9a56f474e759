"""手写的文字页：MkDocs 已经排好版，这里把各个宏的槽填上公开的数据。"""

from collections.abc import Iterator
from typing import Any

from generator.frame import Host, HostPage
from generator.output.artifact import Artifact
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.output.pages.macros import Macros
from generator.output.sharing import report_address
from generator.problems import ProblemsError
from generator.release import address
from generator.release.views.linked_data import website
from generator.release.views.meta import PageMeta

HOME = "index.html"
NOT_FOUND = "404.html"
MAIN_ENDS = b"</main>"


def content_pages(pages: Pages, host: Host) -> Iterator[Artifact]:
    """逐页填好手写的文字页。

    Raises:
        ProblemsError: 有宏写了不存在的编号或名称；全部页面的问题一次说完。
    """
    filler = Macros(pages)
    artifacts = [_fill(page, filler, pages) for page in host.pages]
    if filler.problems:
        raise ProblemsError(tuple(filler.problems))
    yield from artifacts


def _fill(page: HostPage, filler: Macros, pages: Pages) -> Artifact:
    root = address.root(page.path)
    contents = tuple(filler.fill(call, root) for call in page.slots)
    site = pages.release.site
    known: dict[str, Any] = {"schema": "WebPage"}
    if page.path == HOME and site.base_url:
        known = {
            "schema": "WebSite",
            "node": website(site.title, site.base_url, site.description, site.organization),
        }
    lead = page.description or f"{site.title}：{page.title}"
    meta = pages.column(page.path, page.title or site.title, lead, site_links(pages.release), **known)
    made = page.fill(contents, pages.head(meta, root))
    if any(call.name == "as_of" for call in page.slots):
        return Artifact(page.path, made)
    body, end, rest = made.rpartition(MAIN_ENDS)
    return Artifact(page.path, b"".join((body, _foot(page, pages, meta, root).encode(), end, rest)))


def _foot(page: HostPage, pages: Pages, meta: PageMeta, root: str) -> str:
    """没有自己写数据截至的文字页，由这里写；出错页没有自己的网址。"""
    site = pages.release.site
    return pages.fragment(
        "slots.html",
        root,
        name="foot",
        report=report_address(site.report, meta),
        permanent=meta.canonical if page.path != NOT_FOUND else "",
    )
