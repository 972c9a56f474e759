"""搜索索引压缩过，在里面找不出字句：没有公开的字句进了搜索的材料，就不写。"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.engine import build
from generator.leaks import SEARCH
from generator.output.documents import writing
from generator.problems import ProblemsError
from generator.site import Inputs, build_whole
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs

Build = Callable[[Inputs, Path], Any]
PLACES = {
    "一件提案": ("关于加快老旧小区加装电梯的建议", "机密甲10"),
    "一次协商": ("加装电梯协商会", "机密甲17"),
    "名册": ("委员乙", "机密甲04"),
}
"""哪一条的搜索材料里，漏进它自己没有公开的哪几个字。"""


def leak_into(monkeypatch: pytest.MonkeyPatch, leaked_title: str, secret: str) -> None:
    original = writing._written  # noqa: SLF001 - 换掉其中的函数

    def leaking(title: str, fields: Any) -> Iterator[tuple[str, str, str, str]]:
        yield from original(title, fields)
        if title == leaked_title:
            yield "text", "备注", f"另注：{secret}。", ""

    monkeypatch.setattr(writing, "_written", leaking)


@pytest.mark.parametrize("build_site", [build, build_whole])
@pytest.mark.parametrize("place", PLACES)
def test_a_sealed_sentence_in_what_is_searched_is_refused(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build_site: Build, place: str
) -> None:
    title, secret = PLACES[place]
    leak_into(monkeypatch, title, secret)
    with pytest.raises(ProblemsError) as refused:
        build_site(miniature_inputs(copy), tmp_path / "site")
    (problem,) = refused.value.problems
    assert (problem.rule, problem.mark.path) == ("leak", SEARCH)
    assert secret not in problem.message + problem.cure
    assert not (tmp_path / "site" / "search").exists()


def test_a_sealed_sentence_that_a_changed_record_lets_into_the_search_is_refused(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    before = {path: content for path, content in tree(out).items() if path.startswith("search/")}
    leak_into(monkeypatch, *PLACES["一件提案"])
    path = copy / "data/proposals/5-2/0001.yml"
    path.write_text(path.read_text("utf-8").replace("机密甲09", "机密甲99"), "utf-8")
    with pytest.raises(ProblemsError):
        build(miniature_inputs(copy), out)
    assert {path: content for path, content in tree(out).items() if path.startswith("search/")} == before
