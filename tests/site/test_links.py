"""站内的每个链接都走得到，每个锚点都找得到；网页写得合规。"""

import json
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

XHTML = "{http://www.w3.org/1999/xhtml}"
HOST_ONLY = {"404.html"}
"""404 页从任何深度打开，只能用绝对网址。"""


def _is_data(script: Element) -> bool:
    """结构化数据不是脚本，浏览器不运行它。"""
    return script.attrib.get("type") == "application/ld+json"


class Parsed:
    """一张网页里的链接与锚点。"""

    def __init__(self, path: Path) -> None:
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(path.read_bytes(), transport_encoding="utf-8")
        self.errors = [error[1] for error in parser.errors]
        self.ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        self.links = [
            element.attrib[name]
            for element in tree.iter()
            for name in ("href", "src", "action")
            if name in element.attrib
        ]
        self.headings = len(list(tree.iter(f"{XHTML}h1")))
        self.inline = [
            element.tag
            for element in tree.iter()
            if "style" in element.attrib
            or any(name.startswith("on") for name in element.attrib)
            or (element.tag == f"{XHTML}script" and not (element.attrib.get("src") or _is_data(element)))
            or element.tag == f"{XHTML}style"
        ]


@pytest.fixture(scope="module")
def pages(miniature_site: Path) -> dict[str, Parsed]:
    return {
        path.relative_to(miniature_site).as_posix(): Parsed(path)
        for path in sorted(miniature_site.rglob("*.html"))
    }


def test_every_link_inside_the_site_reaches_a_file_and_its_anchor(
    miniature_site: Path, pages: dict[str, Parsed]
) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name in HOST_ONLY:
                continue
            target = _target(name, unquote(parts.path))
            if not (miniature_site / target).is_file():
                broken.append(f"{name} → {link}")
            elif (
                parts.fragment
                and target.endswith(".html")
                and unquote(parts.fragment) not in pages[target].ids
            ):
                broken.append(f"{name} → {link}（没有这个锚点）")
    assert broken == []


def _target(page: str, path: str) -> str:
    if not path:
        return page
    parts: list[str] = list(PurePosixPath(page).parent.parts)
    for part in PurePosixPath(path).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_every_page_is_valid_html_with_one_heading_and_no_repeated_anchor(pages: dict[str, Parsed]) -> None:
    assert {name: page.errors for name, page in pages.items() if page.errors} == {}
    assert {name: page.headings for name, page in pages.items() if page.headings != 1} == {}
    repeated = {
        name: sorted({item for item in page.ids if page.ids.count(item) > 1}) for name, page in pages.items()
    }
    assert {name: found for name, found in repeated.items() if found} == {}


def test_no_page_carries_inline_script_or_style(pages: dict[str, Parsed]) -> None:
    assert {name: page.inline for name, page in pages.items() if page.inline} == {}


def test_every_record_page_has_its_twin_beside_it(miniature_site: Path) -> None:
    records = [
        path
        for folder in (
            "proposals",
            "replies",
            "consultations",
            "batches",
            "programmes",
            "platforms",
            "units",
            "members",
            "sectors",
            "bodies",
        )
        for path in (miniature_site / folder).rglob("*.html")
        if path.name != "index.html" and path.parent.name != "page"
    ]
    assert len(records) > 40
    for path in records:
        twin = json.loads(path.with_suffix(".json").read_bytes())
        assert twin["id"]
