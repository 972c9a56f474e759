"""图：字是真的字，旁边有表，不靠颜色，不靠脚本，同样的数据同样的字节。"""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import msgspec
import pytest
from playwright.sync_api import Page

from generator.output.charts import CHARTS, UNIT_CHARTS, chart, unit_chart
from generator.output.charts.bars import Bar, Series, Stack, Texture, bars, stacks
from generator.output.charts.drawings import DATA
from generator.output.charts.svg import number
from generator.output.opendata import tables
from generator.release.model import Release

STYLES = Path(__file__).parents[2] / "overrides" / "assets" / "css"
SVG = "{http://www.w3.org/2000/svg}"
ROW = re.compile(r"<li><span>([^<]*)</span> <b>([^<]*)</b><svg")


def pictures(html: str) -> list[ET.Element]:
    return [
        ET.fromstring(found.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314
        for found in re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    ]


def written(html: str) -> list[tuple[str, str]]:
    """各行的名称与数。"""
    return [(unescape(label), shown) for label, shown in ROW.findall(html)]


def emptied(release: Release) -> Release:
    return msgspec.structs.replace(
        release, proposals=(), replies=(), consultations=(), batches=(), withheld=()
    )


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_well_formed_named_and_has_its_table(release: Release, name: str) -> None:
    html = str(chart(name, release))
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>t</title>{html}")
    drawn = pictures(html)
    assert drawn
    assert {picture.get("aria-hidden") for picture in drawn} == {"true"}
    assert not [item for picture in drawn for item in picture.iter(f"{SVG}text")]
    assert written(html)
    assert "<table>" in html
    assert 'href="data/' in html


@pytest.mark.parametrize("name", CHARTS)
def test_chart_without_data_is_a_sentence(release: Release, name: str) -> None:
    html = str(chart(name, emptied(release)))
    assert "<svg" not in html
    assert html.startswith("<p")
    assert CHARTS[name].title in html


@pytest.mark.parametrize("name", CHARTS)
def test_chart_needs_no_script_no_style_and_no_colour_of_its_own(release: Release, name: str) -> None:
    html = str(chart(name, release))
    assert not re.search(r"<script|<style|\bstyle=|\bon[a-z]+=|javascript:|https?://", html)
    assert not re.search(r'(?:fill|stroke)="(?!url\(#chart-)', html)


def test_every_id_on_the_statistics_page_is_its_own(release: Release) -> None:
    html = "".join(str(chart(name, release)) for name in CHARTS)
    html += "".join(str(unit_chart(name, release, "jianshe")) for name in UNIT_CHARTS)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_every_number_in_a_picture_is_in_the_table_beside_it(release: Release) -> None:
    for name in CHARTS:
        html = str(chart(name, release))
        cells = set(re.findall(r"<td[^>]*>([^<]*)</td>", html))
        assert {shown.split()[0] for _, shown in written(html)} <= cells, name


def test_the_data_behind_each_picture_is_published(release: Release) -> None:
    published = {path for table in tables(release) for path in table.csv_paths}
    assert {path for _, path in DATA.values()} <= published


def test_links_follow_the_page_the_chart_stands_on(release: Release) -> None:
    assert 'href="../data/commitments.csv"' in chart("ledger", release, "..")
    assert 'href="data/commitments.csv"' in chart("ledger", release, ".")


def test_same_release_gives_the_same_bytes(release: Release) -> None:
    again = msgspec.structs.replace(release)
    for name in CHARTS:
        assert str(chart(name, release)) == str(chart(name, again))


def test_words_of_the_records_are_escaped(release: Release) -> None:
    wicked = '<script>alert("1")</script>&'
    proposals = tuple(msgspec.structs.replace(item, category=wicked) for item in release.proposals)
    html = str(chart("categories", msgspec.structs.replace(release, proposals=proposals)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert wicked in [label for label, _ in written(html)]


def test_unit_chart_counts_only_that_unit(release: Release) -> None:
    whole = written(str(chart("ledger", release)))
    unit = written(str(unit_chart("ledger", release, "minzheng")))
    assert "逾期" in [label for label, _ in whole]
    assert unit == [("临近", "1 项")]


def test_series_are_told_apart_without_colour() -> None:
    series = [Series("甲", Texture("bar")), Series("乙", Texture("bar alt", "M0 6L6 0"))]
    drawn = stacks("chart-x", series, [Stack("某年", (3, 1)), Stack("又一年", (0, 2))])
    legend, rows = drawn.split('<ul class="bars">')
    assert legend.count('id="chart-x-pattern-1"') == drawn.count('id="chart-x-pattern-1"') == 1
    assert rows.count('fill="url(#chart-x-pattern-1)"') == 2
    assert re.findall(r"<small>([^<]*)<", rows) == ["甲 3，乙 1", "乙 2"]


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = bars([Bar("甲", 8, "8"), Bar("乙", 4, "4"), Bar("丙", 0, "0")])
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)]
    assert widths == [359.0, 179.5]


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (0.25, "0.3"), (359, "359"), (1 / 3, "0.3")])
def test_coordinates_are_written_one_way(value: float, shown: str) -> None:
    assert number(value) == shown


def test_unknown_chart_is_an_error(release: Release) -> None:
    with pytest.raises(KeyError):
        chart("meiyou", release)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chart_text_is_readable_on_a_small_phone(
    release: Release, page: Page, tmp_path: Path, scheme: str
) -> None:
    sheets = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("tokens.css", "charts.css"))
    body = "".join(str(chart(name, release)) for name in CHARTS)
    file = tmp_path / "charts.html"
    file.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>图</title>'
        f"<style>{sheets} body{{margin:12px;background:var(--ground);color:var(--ink)}}</style>{body}",
        encoding="utf-8",
    )
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 720})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    sizes = page.evaluate(MEASURED)
    assert sizes
    assert min(item["size"] for item in sizes) >= 14
    assert [item for item in sizes if item["out"]] == []
    assert [item for item in sizes if item["contrast"] < 4.5] == []


MEASURED = """
() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((n) => {
      const c = n / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll(".plot :is(span, b, small), .legend li")].map((text) => {
    const box = text.getBoundingClientRect(), frame = text.closest("figure").getBoundingClientRect();
    const ink = light(getComputedStyle(text).color);
    const paper = light(getComputedStyle(text.closest("figure")).backgroundColor);
    const [high, low] = ink > paper ? [ink, paper] : [paper, ink];
    return {
      text: text.textContent, size: parseFloat(getComputedStyle(text).fontSize),
      out: box.left < frame.left || box.right > frame.right, contrast: (high + 0.05) / (low + 0.05),
    };
  });
}
"""
