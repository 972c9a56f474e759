"""站点地图：每一页都在，太多就分份，没有网址就不写。"""

from xml.etree import ElementTree as ET

from generator.dates import PartialDate
from generator.output.sitemap import sitemap

BASE = "https://qinghe.example/"
NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = [("topics/加装电梯.html", None), ("a&b.html", PartialDate("2023-05")), ("index.html", "2024-06-30")]


def written(pages: list[tuple[str, str | None]], base: str | None, limit: int = 50_000) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in sitemap(pages, base, limit)}


def locations(content: bytes) -> list[str]:
    root = ET.fromstring(content)  # noqa: S314 - 读的是自己刚写的
    return [node.text or "" for node in root.iter(f"{NAME}loc")]


def test_every_page_is_listed_with_an_escaped_absolute_address() -> None:
    content = written(PAGES, BASE)["sitemap.xml"]
    assert locations(content) == [
        f"{BASE}a%26b.html",
        f"{BASE}index.html",
        f"{BASE}topics/%E5%8A%A0%E8%A3%85%E7%94%B5%E6%A2%AF.html",
    ]
    assert content.count(b"<lastmod>") == 2
    assert b"<lastmod>2023-05</lastmod>" in content


def test_too_many_pages_are_split_under_an_index() -> None:
    pages: list[tuple[str, str | None]] = [(f"p/{number:03}.html", None) for number in range(7)]
    files = written(pages, BASE, limit=3)
    assert locations(files["sitemap.xml"]) == [f"{BASE}sitemap-{place}.xml" for place in (1, 2, 3)]
    found = [url for place in (1, 2, 3) for url in locations(files[f"sitemap-{place}.xml"])]
    assert found == [BASE + path for path, _ in pages]


def test_order_of_the_pages_does_not_matter() -> None:
    assert written(PAGES, BASE) == written(PAGES[::-1], BASE)


def test_robots_points_at_the_sitemap() -> None:
    assert written(PAGES, BASE)["robots.txt"].decode().splitlines()[-1] == f"Sitemap: {BASE}sitemap.xml"


def test_without_an_address_there_is_only_robots() -> None:
    assert list(written(PAGES, None)) == ["robots.txt"]
    assert b"Sitemap" not in written(PAGES, None)["robots.txt"]
