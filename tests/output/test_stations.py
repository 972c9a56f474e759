"""站、室、点的页，二维码卡，上墙的几屏。"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.engine import build
from generator.output.qr import matrix
from tests.miniature_inputs import miniature_inputs

CARD = "cards/zhan.html"
WALL = ("index", "1", "2", "3")


def text(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def test_the_page_of_a_body_lists_who_has_no_platform_and_which_platform_has_no_one(
    miniature_site: Path,
) -> None:
    page = text(miniature_site, "stations/qinghe.html")
    section = page[page.index("人人有站、站站有人：落组进站") :]
    assert "香港、澳门委员不计入，有 1 人" in section
    assert "进站 5/7" in section
    assert re.search(r"没有站的委员</b>：<a [^>]*>委员辛</a>，另有不公开的 1 人", section)
    assert re.search(r"没有委员的平台</b>：<a [^>]*>律师委员工作室（虚构）</a>，另有不公开的 1 个", section)


def test_numbers_that_do_not_agree_are_shown_beside_each_other(miniature_site: Path) -> None:
    page = text(miniature_site, "stations/qinghe.html")
    assert "1＋1＝2" in page
    assert "各项相加少 1；列出的少 1。" in page
    assert "由 38/40 算出是 95.00%，与公布的不合。" in page


def test_every_platform_that_is_one_has_a_card_and_a_batch_has_none(miniature_site: Path) -> None:
    cards = sorted(
        path.relative_to(miniature_site).as_posix() for path in miniature_site.glob("cards/**/*.html")
    )
    assert cards == [
        "cards/dian/hebian.html",
        "cards/shi/keji.html",
        "cards/shi/kong.html",
        *["cards/zhan.html", "cards/zhongxin.html"],
    ]
    assert "../cards/zhan.html" in text(miniature_site, "platforms/zhan.html")


def test_the_card_carries_the_permanent_address_of_the_platform(miniature_site: Path) -> None:
    page = text(miniature_site, CARD)
    address = "https://qinghe.example/platforms/zhan.html"
    assert f"二维码，内容是 {address}" in page
    assert len(matrix(address)) >= 21


def test_without_an_address_the_card_says_what_is_missing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    inputs = miniature_inputs()
    for file in inputs.data.rglob("*.*"):
        copy = data / file.relative_to(inputs.data)
        copy.parent.mkdir(parents=True, exist_ok=True)
        kept = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("base_url:")]
        copy.write_text("\n".join(kept), "utf-8")
    build(type(inputs)(inputs.config, data, inputs.content, inputs.as_of), tmp_path / "site")
    page = text(tmp_path / "site", CARD)
    assert "还没有写自己的网址" in page
    assert 'class="qr"' not in page


@pytest.mark.browser
def test_a_card_prints_on_one_sheet(miniature_address: str, page: Page) -> None:
    for path in ("cards/zhan.html", "cards/shi/keji.html"):
        page.goto(miniature_address + path)
        for options in ({"prefer_css_page_size": True}, {"format": "A4"}, {"format": "A6"}):
            printed = page.pdf(**options)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, (path, options)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_a_body_fits_its_window(miniature_address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(miniature_address + "stations/qinghe.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_wall_has_nothing_to_touch(miniature_site: Path) -> None:
    for name in WALL:
        page = text(miniature_site, f"wall/{name}.html")
        assert re.findall(r"<(?:a|button|input|form)\b", page) == []
        assert len(re.findall(r"<script\b", page)) == 1
        assert "style=" not in page
        assert 'http-equiv="refresh"' not in page
        assert '<link rel="canonical" href="https://qinghe.example/statistics/index.html">' in page


def test_the_wall_turns_round_and_the_first_screen_stays(miniature_site: Path) -> None:
    turns = {
        name: re.findall(
            r'<body data-next="([\w.]+)" data-seconds="(\d+)">', text(miniature_site, f"wall/{name}.html")
        )
        for name in WALL
    }
    assert turns == {
        "index": [("index.html", "86400")],
        "1": [("2.html", "30")],
        "2": [("3.html", "30")],
        "3": [("1.html", "30")],
    }


@pytest.mark.browser
def test_the_wall_turns_by_itself_and_stops_at_a_key(miniature_address: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{miniature_address}wall/1.html")
    page.clock.run_for(29_000)
    assert page.url.endswith("wall/1.html")
    page.clock.run_for(1_000)
    page.wait_for_url("**/wall/2.html")
    page.keyboard.press("Space")
    assert page.locator(".paused").is_visible()
    page.clock.run_for(120_000)
    assert page.url.endswith("wall/2.html")
    page.keyboard.press("Space")
    assert page.locator(".paused").is_hidden()
    page.clock.run_for(30_000)
    page.wait_for_url("**/wall/3.html")


@pytest.mark.browser
def test_the_wall_stays_when_the_net_is_gone(miniature_address: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{miniature_address}wall/1.html")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.clock.run_for(30_000)
    page.context.set_offline(False)
    page.clock.run_for(30_000)
    page.wait_for_url("**/wall/2.html")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_the_wall_fills_the_screen_in_large_type(
    miniature_address: str, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for name in WALL:
        page.goto(f"{miniature_address}wall/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('body *')].filter(e => e.childNodes.length && e.textContent.trim())"
            ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
        )
        assert smallest >= min(width, height) / 50
        cut = page.evaluate(
            "[...document.querySelectorAll('li')].filter(e => e.getBoundingClientRect().bottom > innerHeight + 1).length"
        )
        assert cut == 0 or width < height
