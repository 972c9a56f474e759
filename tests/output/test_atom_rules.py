"""RFC 4287 的每一条「必须」，逐个订阅源对照；规则从规范的条文写来，节号在旁边。"""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from generator.output.feeds import feeds
from generator.output.parcel import artifacts
from generator.release.model import Release

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MANY = 10_000
FEED = {  # 4.1.1：元素 → 最少与最多几个
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, MANY), "link": (0, MANY),
    "category": (0, MANY), "contributor": (0, MANY), "generator": (0, 1), "icon": (0, 1), "logo": (0, 1),
    "rights": (0, 1), "subtitle": (0, 1), "entry": (0, MANY),
}  # fmt: skip
ENTRY = {  # 4.1.2
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1),
    "content": (0, 1), "link": (0, MANY), "author": (0, MANY), "category": (0, MANY),
    "contributor": (0, MANY), "rights": (0, 1), "source": (0, 1),
}  # fmt: skip
ATTRIBUTES = {  # 4.2：各元素可有的属性
    "feed": {LANGUAGE}, "entry": set(), "id": set(), "updated": set(), "published": set(), "author": set(),
    "name": set(), "title": {"type"}, "subtitle": {"type"}, "summary": {"type"}, "content": {"type"},
    "generator": {"uri", "version"}, "category": {"term", "scheme", "label"},
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # 3.3
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


@pytest.fixture(scope="module")
def trees(release: Release) -> dict[str, ET.Element]:
    return {
        item.path: ET.fromstring(item.content)  # noqa: S314 - 读的是自己刚写的
        for item in artifacts(feeds(release))
        if item.path.endswith((".atom", ".xml"))
    }


def children(node: ET.Element) -> Counter[str]:
    assert not (node.text or "").strip()
    return Counter(child.tag.removeprefix(ATOM) for child in node)


def test_elements_occur_as_often_as_allowed(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        assert feed.tag == f"{ATOM}feed", path
        for node, rule in ((feed, FEED), *((entry, ENTRY) for entry in feed.findall(f"{ATOM}entry"))):
            found = children(node)
            assert found.keys() <= rule.keys(), path
            assert all(least <= found[name] <= most for name, (least, most) in rule.items()), path


def test_no_element_has_an_attribute_it_may_not_have(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        for node in feed.iter():
            if node.tag.startswith(ATOM):
                assert set(node.attrib) <= ATTRIBUTES[node.tag.removeprefix(ATOM)], (path, node.tag)


def test_dates_identifiers_persons_and_categories_are_well_formed(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        for name in ("updated", "published"):
            assert all(MOMENT.fullmatch(node.text or "") for node in feed.iter(f"{ATOM}{name}")), path
        assert all(ABSOLUTE.fullmatch(node.text or "") for node in feed.iter(f"{ATOM}id")), path  # 4.2.6
        for author in feed.iter(f"{ATOM}author"):  # 3.2.1
            assert len(author.findall(f"{ATOM}name")) == 1, path
        assert all(node.get("term") for node in feed.iter(f"{ATOM}category")), path  # 4.2.2.1


def test_texts_are_what_their_type_says(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        for name in ("title", "subtitle", "summary", "content"):
            for node in feed.iter(f"{ATOM}{name}"):
                kind = node.get("type", "text")
                assert kind in {"text", "html", "xhtml"}, path  # 3.1.1
                inside = [child.tag for child in node]
                assert inside == ([f"{XHTML}div"] if kind == "xhtml" else []), path  # 3.1.1.1、3.1.1.3
                assert kind == "xhtml" or (node.text or "").strip(), path


def test_links_are_complete_and_no_alternate_repeats(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        for node in (feed, *feed.findall(f"{ATOM}entry")):
            links = node.findall(f"{ATOM}link")
            assert all(ABSOLUTE.fullmatch(link.get("href", "")) for link in links), path  # 4.2.7.1
            assert all(MEDIA_TYPE.fullmatch(link.get("type", "text/html")) for link in links), path  # 4.2.7.3
            alternates = [link.get("type") for link in links if link.get("rel", "alternate") == "alternate"]
            assert len(set(alternates)) == len(alternates), path  # 4.1.1
            # 4.1.2：没有 content 的须有 alternate；我们两样都有。
            assert node is feed or (alternates and node.find(f"{ATOM}content") is not None), path


def test_no_entry_occurs_twice_with_the_same_moment(trees: dict[str, ET.Element]) -> None:
    for path, feed in trees.items():
        keys = Counter(
            (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated"))
            for entry in feed.findall(f"{ATOM}entry")
        )
        assert all(count == 1 for count in keys.values()), path  # 4.1.1
