"""每一页都找得到、转得出去、引得了：描述是句子，分享图在，结构化数据读得出，找错带着编号。"""

import gzip
import json
import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from markupsafe import escape
from playwright.sync_api import Page

from generator.output.sharing import picture, report_address
from generator.release.views.citation import Cited, citation
from generator.release.views.linked_data import linked_data
from generator.release.views.meta import PageMeta, canonical, description
from generator.release.views.verdict import STATES
from generator.terms import RecordKind
from tests.miniature_inputs import miniature_inputs

BASE = "https://qinghe.example/"
IMAGES = Path(__file__).parents[2] / "overrides" / "assets"
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def pages(miniature_site: Path) -> dict[str, str]:
    """路径 → 网页；上墙的几屏不进搜索引擎，转走的页没有自己的内容。"""
    found = {
        path.relative_to(miniature_site).as_posix(): path.read_text("utf-8")
        for path in sorted(miniature_site.rglob("*.html"))
    }
    return {
        name: text
        for name, text in found.items()
        if not name.startswith("wall/") and 'http-equiv="refresh"' not in text
    }


def test_every_page_describes_itself_in_a_sentence_and_only_once(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        names = [found[1].lower() for found in META.finditer(text)]
        assert len(names) == len(set(names)), name
        words = dict(META.findall(text))["Description"]
        assert len(words) > 6, name
        assert words[-1] in "。！？…", name


def test_a_record_carries_the_metadata_government_sites_need(pages: dict[str, str]) -> None:
    found = dict(META.findall(pages["proposals/5-2/0001.html"]))
    assert {
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Author",
    } <= set(found)
    assert {"Keywords", "Description", "Image", "Url"} <= set(found)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["PubDate"])
    column = dict(META.findall(pages["proposals/index.html"]))
    assert {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= set(column)


def test_what_a_chat_shows_says_what_it_is_and_how_far_it_got(pages: dict[str, str]) -> None:
    found = dict(META.findall(pages["proposals/5-2/0001.html"]))
    assert found["og:title"] == "关于加快老旧小区加装电梯的建议（已答复，有承诺逾期）"
    assert "答复" in found["og:description"]
    assert found["twitter:card"] == "summary_large_image"


def test_every_page_has_a_picture_of_the_right_size(pages: dict[str, str], miniature_site: Path) -> None:
    sizes = set()
    for name, text in pages.items():
        image = dict(META.findall(text))["og:image"]
        assert image.startswith(BASE), name
        content = (miniature_site / image.removeprefix(BASE)).read_bytes()
        sizes.add(struct.unpack(">II", content[16:24]))
    assert sizes == {(1200, 630)}


def test_every_kind_and_state_has_its_picture() -> None:
    kinds = set(RecordKind) - {RecordKind.FIGURE}
    metas = [PageMeta(title="题", kind=kind) for kind in kinds - {RecordKind.PROPOSAL}]
    metas += [PageMeta(title="题", kind=RecordKind.PROPOSAL, state=code) for code in STATES]
    metas += [
        PageMeta(title="题", kind=RecordKind.REPLY, state="overdue"),
        PageMeta(title="题", state="retired"),
    ]
    missing = [picture(meta) for meta in metas if not (IMAGES / picture(meta)).is_file()]
    assert missing == []


def test_canonical_addresses_are_those_of_the_sitemap(pages: dict[str, str], miniature_site: Path) -> None:
    listed = {node.text for node in ET.parse(miniature_site / "sitemap.xml").iter(SITEMAP)}  # noqa: S314 - 自己刚写的
    for name, text in pages.items():
        found = re.search(r'<link rel="canonical" href="([^"]+)">', text)
        assert found, name
        assert found[1].isascii(), name
        assert unquote(found[1]) == BASE + name
        assert name == "404.html" or found[1] in listed


def test_structured_data_reads_and_leads_from_the_front_page_to_this_one(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        blocks = DATA.findall(text)
        assert len(blocks) == 1, name
        document = json.loads(blocks[0])
        assert document["@context"] == "https://schema.org"
        own, trail = document["@graph"]
        assert own["name"], name
        steps = trail["itemListElement"]
        assert [one["position"] for one in steps] == list(range(1, len(steps) + 1)), name
        assert (steps[0]["item"], unquote(steps[-1]["item"])) == (BASE + "index.html", BASE + name)


def test_no_words_of_a_record_end_the_data_block() -> None:
    meta = PageMeta(title="</script><script>alert(1)</script><!--&", canonical=BASE + "a.html")
    written = linked_data(meta, BASE, "")
    assert not set("<>&") & set(written)
    assert json.loads(written)["@graph"][0]["name"] == meta.title
    assert linked_data(meta, None, "") == ""


def test_a_page_cites_itself_in_both_formats() -> None:
    cited = Cited(
        key="proposal-1",
        authors=("甲", "乙", "丙", "丁"),
        title="50% & 100_元",
        number="第0001号",
        issued="2023-01-10",
        url=BASE + "a.html",
        as_of=miniature_inputs().as_of,
    )
    found = citation(cited)
    assert found.national == (
        "甲, 乙, 丙, 等. 50% & 100_元: 第0001号[EB/OL]. (2023-01-10)[2024-06-30]. https://qinghe.example/a.html."
    )
    assert r"title = {{50\% \& 100\_元}}" in found.bibtex
    assert "author = {{甲} and {乙} and {丙} and {丁}}" in found.bibtex
    assert found.bibtex.startswith("@misc{proposal-1,\n")


def test_every_record_page_carries_code_citation_and_its_number_in_the_report(pages: dict[str, str]) -> None:
    folders = {kind.folder for kind in RecordKind}
    records = {
        name: text
        for name, text in pages.items()
        if name.split("/")[0] in folders
        and not name.endswith("/index.html")
        and "/page/" not in name
        and 'data-state="retired"' not in text
    }
    assert len(records) > 60
    for name, text in records.items():
        assert '<svg class="qr"' in text, name
        assert "@misc{" in text, name
        assert str(escape("GB/T 7714")) in text, name
        link = re.search(r'href="(mailto:jiucuo[^"]+)"', text)
        assert link, name
        asked = parse_qs(urlsplit(link[1].replace("&amp;", "&")).query)
        assert BASE + name in unquote(asked["body"][0]), name
        assert asked["subject"][0].startswith("找错：")


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (None, ""),
        ("mailto:a@b.example", "mailto:a@b.example?subject="),
        ("https://b.example/form", "https://b.example/form?id=%E6%8F%90%E6%A1%88%205-1&page="),
        ("https://b.example/form?x=1#top", "https://b.example/form?x=1&id=%E6%8F%90%E6%A1%88%205-1&page="),
    ],
)
def test_the_report_address_is_filled_in(report: str | None, expected: str) -> None:
    meta = PageMeta(title="题", kind=RecordKind.PROPOSAL, identifier="5-1")
    assert report_address(report, meta).startswith(expected)


def test_descriptions_end_and_addresses_are_encoded() -> None:
    assert description("一句话") == "一句话。"
    assert description("问？") == "问？"
    assert description("", "") == ""
    assert canonical(BASE, "topics/电梯.html#a") == BASE + "topics/%E7%94%B5%E6%A2%AF.html#a"


def test_a_first_visit_to_a_record_costs_less_than_a_hundred_kilobytes(
    pages: dict[str, str], miniature_site: Path
) -> None:
    assets = re.compile(r'(?:src|href)="[./]*(assets/[^"]+)"')
    for name, text in pages.items():
        if name.startswith(("proposals/", "replies/", "consultations/", "units/")):
            files = {miniature_site / found for found in assets.findall(text)}
            whole = [text.encode(), *(path.read_bytes() for path in files)]
            assert sum(len(gzip.compress(one)) for one in whole) < 100 * 1024, name


@pytest.mark.browser
def test_the_policy_of_the_page_does_not_complain_about_the_data(page: Page, miniature_address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("proposals/5-2/0001.html", "index.html", "data/index.html"):
        page.goto(miniature_address + path)
        assert json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert said == []
