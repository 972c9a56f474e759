"""记录多了页面仍然轻：一行一条的表分页，一行不少；添一条只动最新的一页；没有列完的组，连去的地方真有其余的。"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from bench.heavy import EXCEPTIONS, heavy
from generator.engine import build
from generator.output.documents import documents
from generator.output.search import SearchDocument
from generator.release.views import directories, paging, practices, related, report, reporting, scopes, stations
from generator.release.views.common import Names
from generator.site import build_whole, prepare
from tests.engine.trees import tree
from tests.miniature_inputs import copy_miniature, miniature_inputs

MANY = 23
PROGRAMME = "ninglai-shangliang"
OPINION = """\
- id: duo-{number:03}
  title: 第 {number} 条反映
  date: 20{year}-01-{day:02}
  body: qinghe
  member: m01
  platform: zhan
  sectors: [keji]
  units: [jianshe]
  topics: [加装电梯]
  chain: suqing
  stages: [{{stage: 收到, date: 20{year}-01-{day:02}}}]
  related: [提案/5-2-0001, reply/5-2-0001-jianshe, consultation/2023-dianti, programme/{programme}]
  publications: [{{channel: 载体{number}, title: 登了第 {number} 条, date: 20{year}-02-01}}]
  corrections: [{{date: 20{year}-03-01, change: 改正, field: 标题, was: 旧的, now: 新的, reason: 录入有误}}]
  practice: [M01]
"""
MEETING = """\
- id: 2022-duo-{number}
  title: 第 {number} 次协商
  kind: 微协商
  body: qinghe
  date: 2022-03-{number:02}
  place: zhan
  programme: {programme}
  sectors: [keji]
  topics: [加装电梯]
  practice: [M01]
"""
REPLY = """\
- id: duo-{number}
  title: 第 {number} 件建议
  body: qinghe
  term: 5
  session: 1
  category: 城市建设
  topics: [加装电梯]
  open: 全文公开
  submitted: 2021-01-05
  proposer: {{kind: 委员, first: m01, sector: keji}}
  handling: {{mode: 独办, lead: [jianshe], co: [minzheng], assigned: 2021-02-01}}
  background: 说明。
"""
ANSWER = """\
- id: duo-{number}-jianshe
  proposals: [duo-{number}]
  unit: jianshe
  role: 主办
  date: 20{year}-04-{number:02}
  open: 主动公开
  result: B
  text: 办了一部分。
  result_history: [{{date: 20{year}-09-01, result: B, note: 仍在办}}]
"""
MORE = re.compile(r'<a href="(?:\.\./)*search\.html\?([^"]*)">看(?:全部|提到它的) (\d+) 条</a>')
ROW = re.compile(r'<tr id="((?:media|walked)-\d+)">')
PAGED = ("media", "corrections", "chains", "changes")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """几条就满一页：不必造几千条。"""
    for module, name, value in (
        (paging, "PAGE_ROWS", 5),
        (directories, "ENTRIES", 2),
        (scopes, "ROWS", 2),
        (scopes, "FIGURES", 4),
        (reporting, "LISTED", 3),
        (report, "FEW", 2),
        (related, "MOST", 2),
        (practices, "MOST", 2),
        (stations, "MOST_NODES", 1),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def crowded(tmp_path: Path, short: None) -> Path:  # noqa: ARG001 - 限度先改小
    """小政协的副本，添了许多条。"""
    root = copy_miniature(tmp_path / "miniature")
    for folder, text, count in (
        ("opinions", OPINION, MANY),
        ("consultations", MEETING, 9),
        ("proposals", REPLY, 12),
        ("replies", ANSWER, 12),
    ):
        content = "".join(
            text.format(number=number, year=21 + number % 3, day=number % 28 + 1, programme=PROGRAMME)
            for number in range(1, count + 1)
        )
        (root / "data" / folder / "duo.yml").write_text(content, "utf-8")
    return root


def texts(out: Path) -> Mapping[str, str]:
    return {path: content.decode() for path, content in tree(out).items() if path.endswith(".html")}


def found(documents: list[SearchDocument], query: str) -> Iterator[SearchDocument]:
    """照搜索页的规矩找：同名的分面合一个就算，不同名的都要合，引号里的话照字面。"""
    pairs = parse_qsl(unescape(query))
    facets: dict[str, set[str]] = {}
    for name, value in (pair[1].split(":", 1) for pair in pairs if pair[0] == "f"):
        facets.setdefault(name, set()).add(value)
    words = [value.strip('"') for name, value in pairs if name == "q"]
    for document in documents:
        said = [field.text for field in document.fields]
        if all(any((name, value) in document.facets for value in values) for name, values in facets.items()):
            if all(any(word in text for text in said) for word in words):
                yield document


def test_tables_with_a_row_a_record_are_paged_and_nothing_is_lost(crowded: Path, tmp_path: Path) -> None:
    build_whole(miniature_inputs(crowded), tmp_path / "site")
    pages = texts(tmp_path / "site")
    for name in PAGED:
        assert f"statistics/{name}/1.html" in pages, name
    for name, expected in (("media", MANY), ("chains", MANY)):
        own = [text for path, text in pages.items() if re.match(rf"statistics/{name}(?:/\d+)?\.html", path)]
        anchors = [anchor for text in own for anchor in ROW.findall(text)]
        assert len(anchors) == len(set(anchors)) >= expected
        assert max(len(ROW.findall(text)) for text in own) <= 5
        everything = "".join(own)
        shown = "登了第 {} 条" if name == "media" else ">第 {} 条反映<"
        assert all(everything.count(shown.format(number)) in {1, 2} for number in range(1, MANY + 1))
    corrected = "".join(text for path, text in pages.items() if path.startswith("statistics/corrections"))
    assert all(corrected.count(f">第 {number} 条反映<") == 1 for number in range(1, MANY + 1))
    changed = "".join(
        text for path, text in pages.items() if re.match(r"statistics/changes(?:/\d+)?\.html", path)
    )
    assert changed.count("仍在办") == 12
    waiting = [text for path, text in pages.items() if path.startswith("statistics/changes/waiting-")]
    assert sum(text.count('data-label="已过"') for text in waiting) >= 8
    late = [text for path, text in pages.items() if path.startswith("statistics/chains/late-")]
    assert sum(text.count('<tr id="late-') for text in late) >= MANY


def test_the_way_to_every_page_of_a_table_is_on_its_first(crowded: Path, tmp_path: Path) -> None:
    build_whole(miniature_inputs(crowded), tmp_path / "site")
    pages = texts(tmp_path / "site")
    for first in ("media", "corrections", "changes", "chains", "units", "sectors", "sessions", "figures"):
        index = pages[f"statistics/{first}.html"]
        others = [path for path in pages if path.startswith(f"statistics/{first}/")]
        assert others, first
        for path in others:
            assert f'href="../{path}"' in index, path
            assert f'href="../../statistics/{first}.html"' in pages[path], path
    for folder in ("members", "units", "topics"):
        others = [path for path in pages if path.startswith(f"{folder}/page/")]
        assert others, folder
        assert all(f'href="../{path}"' in pages[f"{folder}/index.html"] for path in others)


def test_one_more_changes_the_newest_page_alone(crowded: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(crowded), out)
    before = texts(out)
    added = OPINION.format(number=MANY + 1, year=24, day=28, programme=PROGRAMME)
    path = crowded / "data/opinions/duo.yml"
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    build(miniature_inputs(crowded), out)
    after = texts(out)
    changed = {path for path in after if before.get(path) != after[path]}
    numbered = {path for path in changed if re.match(r"statistics/\w+/(?:\d+|late-.*)\.html", path)}
    # 满了一页的，旧的首页得了页码，连着的两页的页码跟着变；别的页一个字节也不变。
    assert {path for path in numbered if path.startswith("statistics/media")} <= {
        f"statistics/media/{number}.html" for number in (3, 4, 5)
    }
    assert "statistics/media.html" in changed
    assert not any(path.startswith(("statistics/changes", "statistics/units")) for path in changed)
    build_whole(miniature_inputs(crowded), tmp_path / "whole")
    assert tree(tmp_path / "whole") == tree(out)


def test_a_group_cut_short_leads_to_where_all_of_it_is(crowded: Path, tmp_path: Path) -> None:
    inputs = miniature_inputs(crowded)
    build_whole(inputs, tmp_path / "site")
    release = prepare(inputs).release
    known = list(documents(release, Names(release)))
    cut: dict[str, int] = {}
    for path, text in texts(tmp_path / "site").items():
        for query, total in MORE.findall(text):
            cut[path.split("/", 1)[0]] = cut.get(path.split("/", 1)[0], 0) + 1
            assert len(list(found(known, query))) >= int(total), (path, unescape(query))
    for section in (
        "bodies", "units", "sectors", "members", "topics", "categories", "sessions",
        "platforms", "programmes", "proposals", "replies", "consultations", "practices",
    ):  # fmt: skip
        assert cut.get(section), section


def test_no_page_of_the_miniature_body_is_heavy(miniature_site: Path, tmp_path: Path) -> None:
    assert [path for _, path in heavy(miniature_site) if path not in EXCEPTIONS] == []
    for path, size in (("index.html", 400_000), ("a.html", 300_000), ("b.html", 200 * 1024)):
        (tmp_path / path).write_bytes(b"x" * size)
    assert list(heavy(tmp_path)) == [(400_000, "index.html"), (300_000, "a.html")]
