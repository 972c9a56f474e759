"""二维码读得回原来的字，画的正是算的，读屏说得出，策略不拦。"""

import re
import zlib
from html.parser import HTMLParser

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.output.qr import BORDER, MASK, matrix, qr_image, qr_svg

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
    return _read(picture)


def seen(image: str) -> str:
    """照 PNG 的规矩解开网页里的小图，再像手机那样读。"""
    content = bytes.fromhex(re.search(r'href="data:image/png,%([0-9a-f%]+)"', image)[1].replace("%", ""))
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, place = {}, 8
    while place < len(content):
        length = int.from_bytes(content[place : place + 4])
        name, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        assert zlib.crc32(name + body) == int.from_bytes(content[place + 8 + length : place + 12 + length])
        chunks[name], place = body, place + 12 + length
    side = int.from_bytes(chunks[b"IHDR"][:4])
    assert chunks[b"IHDR"] == side.to_bytes(4) * 2 + b"\x01\0\0\0\0"
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(side, -1)
    assert (lines[:, 0] == 0).all()
    return _read(np.unpackbits(lines[:, 1:], axis=1)[:, :side] * np.uint8(255))


def _read(picture: np.ndarray) -> str:
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture.repeat(4, 0).repeat(4, 1)))
    return found[0].text if found else ""


@settings(max_examples=60)
@given(st.from_regex(r"https://[a-z0-9.]{1,40}/[a-z]{3,13}/[a-z0-9/%-]{1,150}\.html", fullmatch=True))
def test_any_address_of_ours_reads_back(address: str) -> None:
    assert scanned(qr_svg(address)) == address
    assert seen(qr_image(address)) == address


@pytest.mark.parametrize("text", [ADDRESS, "mailto:a@example.org?subject=%E6%99%92&body=1", "晒", "a" * 2331])
def test_other_texts_read_back(text: str) -> None:
    assert scanned(qr_svg(text)) == text
    assert seen(qr_image(text)) == text


@settings(max_examples=60)
@given(st.text(max_size=90))
def test_the_summed_code_is_the_one_segno_computes(text: str) -> None:
    whole = segno.make_qr(text.encode(), error="m", boost_error=False, mask=MASK, mode="byte").matrix
    expected = tuple("".join(map(str, row)) for row in whole)
    assert matrix(text) == expected


def test_the_picture_in_a_page_is_small_and_spells_no_word() -> None:
    """十万页，每页省一点就是几百兆；封存的词也拼不出来。"""
    image = qr_image(ADDRESS)
    assert len(image) < 1100
    drawn = image.partition("data:image/png,")[2].partition('"')[0]
    assert re.fullmatch(r"(%[0-9a-f]{2})+", drawn)


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
