"""一条记录连着上千条别的，它的页仍然轻：没有列完的另成几页，一条不少；原来的锚点都还在。"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from bench.heavy import heavy
from generator.engine import build
from generator.release.views import long_lists, related
from generator.site import build_whole
from tests.engine.trees import tree
from tests.miniature_inputs import copy_miniature, miniature_inputs
from tests.site.test_links import Parsed

MANY = 1000
NUMBERS = range(1, MANY + 1)
PROPOSAL = """\
- id: duo-{number:04}
  title: 关于第 {number} 个老旧小区加装电梯和迁移管线的建议
  body: qinghe
  number: "{number:04}"
  term: 5
  session: 1
  category: 城市建设
  topics: [加装电梯]
  open: 全文公开
  submitted: 2021-01-05
  filing: {{status: 立案, date: 2021-01-20}}
  handling: {{mode: 独办, lead: [jianshe], assigned: 2021-02-01}}
  suggestions: [{{id: s1, text: 在这个小区加装电梯。}}]
"""
RELATED = """\
- id: xiangguan-1
  title: 写了许多相关提案的提案
  body: qinghe
  open: 全文公开
  related: [{proposals}]
"""
REPLY = """\
- id: pidafu-jianshe
  proposals: [{proposals}]
  unit: jianshe
  date: 2021-04-01
  open: 主动公开
  result: B
  text: 一并答复。
  result_history: [{{date: 2021-09-01, result: B, note: 仍在办}}]
  responses:
"""
RESPONSE = """\
    - proposal: duo-{number:04}
      suggestion: s1
      decision: 采纳
      quote: 一并答复。
      commitments: [{{id: c{number}, what: 在第 {number} 个小区装电梯。, due: 2022-12-31}}]
"""
BATCH = """\
- id: piliang-2021
  title: 一大批
  unit: jianshe
  date: 2021-04-18
  proposals: [{proposals}]
"""
MEETING = """\
- id: 2021-dahui
  title: 大会协商
  kind: 专题协商
  body: qinghe
  date: 2021-06-18
  proposals: [{proposals}]
  related: [{related}]
  tasks:
"""
TASK = "    - {{id: t{number}, what: 画出第 {number} 个小区的管线图交居民代表会看。, due: 2023-08-31}}\n"
UPDATES = "    - {{id: jinzhan, what: 一项。, updates: [{updates}]}}\n"
UPDATE = "{date: 2022-01-05, status: 进行中, note: 又开了一次会}"
RECORDS = {
    "replies/pidafu/jianshe.html": "对应提案",
    "batches/piliang/2021.html": "这一批的提案",
    "consultations/2021/dahui.html": "有关提案",
    "proposals/xiangguan/1.html": "相关提案",
}


def write(root: Path, numbers: range) -> None:
    """连着这许多件提案的几条记录。"""
    names = [f"duo-{number:04}" for number in numbers]
    proposals, mentioned = ", ".join(names), ", ".join(f"proposal/{name}" for name in names)
    updates = UPDATES.format(updates=", ".join([UPDATE] * len(numbers)))
    for folder, text in (
        (
            "proposals",
            "".join(PROPOSAL.format(number=one) for one in numbers) + RELATED.format(proposals=proposals),
        ),
        (
            "replies",
            REPLY.format(proposals=proposals) + "".join(RESPONSE.format(number=one) for one in numbers),
        ),
        ("batches", BATCH.format(proposals=proposals)),
        (
            "consultations",
            MEETING.format(proposals=proposals, related=mentioned)
            + "".join(TASK.format(number=one) for one in numbers)
            + updates,
        ),
    ):
        (root / "data" / folder / "duo.yml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """各连着一千件提案的几条记录，建成的站点。"""
    root = copy_miniature(tmp_path_factory.mktemp("long") / "miniature")
    write(root, NUMBERS)
    build(miniature_inputs(root), root / "site")
    return root / "site"


def links(site: Path, path: str) -> Iterator[tuple[str, str]]:
    """一页上站内的链接：（路径，锚点）。"""
    for link in Parsed(site / path).links:
        if not re.match("[a-z]+:", link):
            target, _, anchor = link.partition("#")
            yield normpath(str(PurePosixPath(path).parent / target)) if target else path, anchor


def own_pages(site: Path, path: str) -> set[str]:
    """从一条记录的页出发，只走它自己的各页，走得到哪些。"""
    stem = path.removesuffix(".html")
    found, waiting = {path}, [path]
    while waiting:
        for target, _ in links(site, waiting.pop()):
            if target.startswith(f"{stem}-") and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def test_a_record_tied_to_a_thousand_others_has_no_heavy_page(site: Path) -> None:
    assert list(heavy(site)) == []


@pytest.mark.parametrize("path", RECORDS)
def test_every_tie_is_reached_from_the_record(site: Path, path: str) -> None:
    pages = own_pages(site, path)
    stem = path.removesuffix(".html")
    written = {found.relative_to(site).as_posix() for found in (site / stem).parent.glob("*.html")}
    assert pages == {name for name in written if name == path or name.startswith(f"{stem}-")}
    reached = {target for page in pages for target, _ in links(site, page)}
    assert {f"proposals/duo/{number:04}.html" for number in NUMBERS} <= reached


def test_long_pages_are_sound(site: Path) -> None:
    parsed: dict[str, Parsed] = {}
    for path in RECORDS:
        for page in own_pages(site, path):
            found = parsed.setdefault(page, Parsed(site / page))
            assert found.headings == 1
            assert len(found.ids) == len(set(found.ids)), page
            assert found.errors == [], page
    for page in list(parsed):
        for target, anchor in links(site, page):
            assert (site / target).is_file(), (page, target)
            if anchor and target in parsed:
                assert anchor in parsed[target].ids, (page, target, anchor)


def test_the_anchors_others_link_to_stay_on_the_page_of_the_record(site: Path) -> None:
    reply = Parsed(site / "replies/pidafu/jianshe.html").ids
    assert {f"c{number}" for number in NUMBERS} <= set(reply)
    assert {f"point-duo-{number:04}-s1" for number in NUMBERS} <= set(reply)
    assert {f"t{number}" for number in NUMBERS} <= set(Parsed(site / "consultations/2021/dahui.html").ids)
    text = (site / "replies/pidafu/jianshe-points-2.html").read_text("utf-8")
    assert 'href="../../replies/pidafu/jianshe.html#text"' in text


def test_lists_of_replies_name_a_few_of_the_proposals_answered(site: Path) -> None:
    for path in ("replies/index.html", "statistics/changes.html"):
        text = (site / path).read_text("utf-8")
        assert text.count("个老旧小区加装电梯和迁移管线的建议") <= long_lists.FEW * 2
    assert "等 1000 件" in (site / "replies/index.html").read_text("utf-8")


def test_further_pages_come_and_go_with_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in (
        (related, "OWN", 2),
        (long_lists, "ROWS", 3),
        (long_lists, "POINTS", 2),
        (long_lists, "LINKS", 2),
    ):
        monkeypatch.setattr(module, name, value)
    root = copy_miniature(tmp_path / "miniature")
    counts = []
    for numbers in (range(1, 4), range(1, 11), range(1, 3)):
        write(root, numbers)
        build(miniature_inputs(root), tmp_path / "site")
        build_whole(miniature_inputs(root), tmp_path / "whole")
        assert tree(tmp_path / "site") == tree(tmp_path / "whole")
        counts.append(len(list((tmp_path / "site/batches/piliang").glob("*.html"))))
    assert counts == [2, 5, 1]
