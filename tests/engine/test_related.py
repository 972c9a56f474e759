"""只登题目的引用：对方的题目变了、没有了，登着它的网页跟着变；再多也不连成一大组。"""

from pathlib import Path

import pytest

from generator.engine import build
from generator.problems import ProblemsError
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs

PAGE = "proposals/5-2/0001.html"
NAMED = "关于全市既有住宅加装电梯统一补贴的建议"
"""上面那一页登着的相关提案。"""

RELATED = 30


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_page_shows_the_present_title_of_a_related_proposal(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    assert NAMED in (out / PAGE).read_text("utf-8")
    replace(copy / "data/proposals/shili/3-1.yml", f"title: {NAMED}", "title: 关于统一加装电梯补贴的建议")
    assert PAGE in build(miniature_inputs(copy), out).written
    page = (out / PAGE).read_text("utf-8")
    assert "关于统一加装电梯补贴的建议" in page
    assert NAMED not in page


def test_a_page_no_longer_names_a_related_proposal_that_turned_private(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    replace(copy / "data/proposals/shili/3-1.yml", "open: 全文公开", "open: 不公开\n  open_reason: 另有原因")
    build(miniature_inputs(copy), out)
    assert not [path for path, content in tree(out).items() if NAMED.encode() in content]


def test_a_related_proposal_that_is_gone_is_told_of_where_it_is_named(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    replace(copy / "data/proposals/shili/3-1.yml", "id: shili-3-1-0012", "id: shili-3-1-0099")
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), out)
    problems = [item for item in refused.value.problems if item.rule == "unknown-reference"]
    assert "data/proposals/5-2/0001.yml" in {item.mark.path for item in problems}


def test_proposals_related_one_to_the_next_are_not_rendered_all_for_one(
    copy: Path, tmp_path: Path, rendered: list[int]
) -> None:
    folder = copy / "data" / "proposals" / "9-9"
    folder.mkdir()
    for number in range(RELATED):
        other = f"9-9-{(number + 1) % RELATED:04d}"
        (folder / f"{number:04d}.yml").write_text(
            f"id: 9-9-{number:04d}\nbody: qinghe\ntitle: 关于第{number}条小路的建议\nterm: 9\nsession: 9\n"
            f"number: '{number:04d}'\nopen: 全文公开\nbackground: 路面不平。\nrelated: [{other}]\n",
            "utf-8",
        )
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    rendered.clear()
    replace(folder / "0007.yml", "路面不平。", "路面不平，雨后积水。")
    build(miniature_inputs(copy), out)
    assert rendered == [1]
    rendered.clear()
    replace(folder / "0007.yml", "第7条小路", "第七条小路")
    build(miniature_inputs(copy), out)
    assert rendered == [2]
    assert "关于第七条小路的建议" in (out / "proposals/9-9/0006.html").read_text("utf-8")
    assert "关于第8条小路的建议" in (out / "proposals/9-9/0007.html").read_text("utf-8")
