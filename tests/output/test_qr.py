"""二维码读得回原来的字，画的正是算的，读屏说得出，策略不拦。"""

import re
from html.parser import HTMLParser

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.output.qr import BORDER, MASK, matrix, qr_svg

ADDRESS = "https://shai.example/proposals/14-2/0123.html"


def scanned(svg: str) -> str:
    """照 path 画出来，再像手机那样读。"""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    picture = np.full((side, side), 255, dtype=np.uint8)
    drawn = re.search(r'stroke="#000" d="M(\d+) (\d+)\.5([^"]+)"', svg)
    x, y = int(drawn[1]), int(drawn[2])
    for across, down, length in re.findall(r"m(-?\d+) (-?\d+)|h(\d+)", drawn[3]):
        if length:
            assert (picture[y, x : x + int(length)] == 255).all(), "同一格画了两次"
            picture[y, x : x + int(length)] = 0
            x += int(length)
        else:
            x, y = x + int(across), y + int(down)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture.repeat(4, 0).repeat(4, 1)))
    return found[0].text if found else ""


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"https://[a-z0-9.]{1,40}/[a-z]{3,13}/[a-z0-9/%-]{1,150}\.html", fullmatch=True))
def test_any_address_of_ours_reads_back(address: str) -> None:
    assert scanned(qr_svg(address)) == address


@pytest.mark.parametrize("text", [ADDRESS, "mailto:a@example.org?subject=%E6%99%92&body=1", "晒", "a" * 2331])
def test_other_texts_read_back(text: str) -> None:
    assert scanned(qr_svg(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=90))
def test_the_summed_code_is_the_one_segno_computes(text: str) -> None:
    whole = segno.make_qr(text.encode(), error="m", boost_error=False, mask=MASK, mode="byte").matrix
    assert matrix(text) == tuple("".join(map(str, row)) for row in whole)


def test_the_quiet_zone_is_four_cells_wide() -> None:
    svg = qr_svg(ADDRESS)
    side = len(matrix(ADDRESS)) + 2 * 4
    assert BORDER == 4
    assert f'viewBox="0 0 {side} {side}"' in svg
    assert svg.count('fill="#fff"') == 1


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="2332 字节，最多 2331"):
        qr_svg("a" * 2332)


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update({name: value or "" for name, value in attrs})


def test_screen_readers_hear_the_content_and_no_markup_escapes() -> None:
    text = "https://a.example/?a=1&b=\"<i>'x"
    parser = _Attributes()
    parser.feed(qr_svg(text))
    assert parser.found["role"] == "img"
    assert parser.found["aria-label"] == f"二维码，内容是 {text}"
    assert not {name for name in parser.found if name == "style" or name.startswith("on")}
