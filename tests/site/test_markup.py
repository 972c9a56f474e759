"""网页的写法：标题不跳级，锚点以字母开头，日期真是日期，能左右滚的表键盘够得着。"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

XHTML = "{http://www.w3.org/1999/xhtml}"
HEADING = re.compile(r"h([1-6])")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@pytest.fixture(scope="module")
def trees(miniature_site: Path) -> dict[str, Element]:
    return {
        path.relative_to(miniature_site).as_posix(): html5lib.parse(
            path.read_bytes(), transport_encoding="utf-8"
        )
        for path in sorted(miniature_site.rglob("*.html"))
    }


def _elements(tree: Element) -> Iterator[tuple[str, Element]]:
    """逐个给出（标签名，元素），次序同页面。"""
    return (
        (element.tag.removeprefix(XHTML), element) for element in tree.iter() if isinstance(element.tag, str)
    )


def test_headings_never_skip_a_level(trees: dict[str, Element]) -> None:
    skipped = {}
    for name, tree in trees.items():
        levels = [int(match[1]) for tag, _ in _elements(tree) if (match := HEADING.fullmatch(tag))]
        steps = pairwise(levels)
        skipped[name] = [f"h{before} → h{after}" for before, after in steps if after > before + 1]
    assert {name: found for name, found in skipped.items() if found} == {}


def test_every_anchor_begins_with_a_letter(trees: dict[str, Element]) -> None:
    wrong = {
        name: [one.attrib["id"] for _, one in _elements(tree) if not one.attrib.get("id", "a")[:1].isalpha()]
        for name, tree in trees.items()
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_every_machine_readable_date_is_a_date(trees: dict[str, Element]) -> None:
    dates = {
        one.attrib["datetime"]
        for tree in trees.values()
        for _, one in _elements(tree)
        if "datetime" in one.attrib
    }
    assert len(dates) > 20
    assert {date for date in dates if not DATE.fullmatch(date)} == set()


def test_a_table_that_scrolls_can_be_reached_by_keyboard(trees: dict[str, Element]) -> None:
    scrollable = [
        one for tree in trees.values() for _, one in _elements(tree) if one.attrib.get("class") == "table"
    ]
    assert scrollable
    for one in scrollable:
        assert one.attrib.get("tabindex") == "0"
        assert one.attrib.get("role") == "group"
        assert one.attrib.get("aria-label") or one.attrib.get("aria-labelledby")
