"""本会自己的记录（社情民意、监督、议题等）与提案一样分组：改一条只重做它那一组。"""

from pathlib import Path

import pytest

from generator.engine import build
from generator.release.portion import HEAVY, NARRATED
from generator.site import build_whole
from generator.terms import RecordKind
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs

OWN = tuple(kind for kind in HEAVY if kind not in {RecordKind.PROPOSAL, RecordKind.REPLY, RecordKind.BATCH})
LONELY = {
    kind: f"id: danzi\ntitle: 单独的一条{kind.label}\ndate: 2023-03-01\ndescription: 起初的经过。\n{extra}"
    for kind, extra in {
        RecordKind.CONSULTATION: "kind: 微协商\n",
        RecordKind.OPINION: "platform: zhan\n",
        RecordKind.BILL: "",
        RecordKind.SUPERVISION: "kind: 专项民主监督\n",
        RecordKind.SURVEY: "kind: 问卷\n",
        RecordKind.SERVICE: "",
        RecordKind.ISSUE: "kind: 案例\nquestion: 谁来管\n",
    }.items()
}
"""每一类各一条，谁也不引用它。"""


def put(copy: Path, kind: RecordKind, old: str = "", new: str = "") -> None:
    path = copy / "data" / kind.folder / "danzi.yml"
    content = path.read_text("utf-8") if path.is_file() else LONELY[kind]
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")


def same_as_whole(copy: Path, out: Path, whole: Path) -> None:
    build_whole(miniature_inputs(copy), whole)
    assert tree(out) == tree(whole)


def test_every_kind_of_activity_that_has_groups_is_tried_here() -> None:
    assert set(OWN) == set(LONELY) == set(NARRATED)


def test_a_changed_activity_is_all_that_is_rendered(copy: Path, tmp_path: Path, rendered: list[int]) -> None:
    out = tmp_path / "site"
    for kind in OWN:
        put(copy, kind)
    build(miniature_inputs(copy), out)
    for kind in OWN:
        rendered.clear()
        put(copy, kind, "单独的一条", "改过题目的一条")
        built = build(miniature_inputs(copy), out)
        assert rendered == [1], kind
        assert f"{kind.folder}/danzi.html" in built.written
        assert f"{kind.folder}/index.html" in built.written
        pages = {path.parent.name for path in map(Path, built.written) if path.suffix == ".html"}
        assert {item.folder for item in RecordKind if item in HEAVY} & pages == {kind.folder}
    same_as_whole(copy, out, tmp_path / "whole")


def test_only_its_page_and_data_and_the_search_change_with_what_an_activity_narrates(
    copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    for kind in OWN:
        put(copy, kind)
    build(miniature_inputs(copy), out)
    for kind in OWN:
        put(copy, kind, "起初的经过。", "起初的经过，又添一句。")
        built = build(miniature_inputs(copy), out)
        written = {path for path in built.written if not path.startswith("search/")}
        assert written == {
            f"{kind.folder}/danzi.html",
            f"{kind.folder}/danzi.json",
            f"data/{kind.folder}.csv",
            f"data/{kind.folder}.json",
        }, kind
    same_as_whole(copy, out, tmp_path / "whole")


def test_an_activity_turned_private_leaves_no_trace(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    for kind in OWN:
        put(copy, kind, "单独的一条", "只此一条的")
    build(miniature_inputs(copy), out)
    for kind in OWN:
        put(copy, kind, "date: ", "open: 不公开\nopen_reason: 涉密\ndate: ")
    build(miniature_inputs(copy), out)
    traces = [path for path, content in tree(tmp_path).items() if "只此一条的".encode() in content]
    assert [path for path in traces if not path.startswith("miniature/")] == []
    same_as_whole(copy, out, tmp_path / "whole")


@pytest.mark.parametrize(
    ("kind", "extra"),
    [(RecordKind.DOCUMENT, ""), (RecordKind.PLAN, "area: 协商\n"), (RecordKind.PROGRAMME, "kind: 品牌\n")],
)
def test_a_kind_everybody_writes_of_is_seen_on_every_page_that_names_it(
    copy: Path, tmp_path: Path, kind: RecordKind, extra: str
) -> None:
    out = tmp_path / "site"
    path = copy / "data" / kind.folder / "danzi.yml"
    path.write_text(f"id: danzi\ntitle: 人人写到的\n{extra}", "utf-8")
    put(copy, RecordKind.OPINION)
    put(copy, RecordKind.OPINION, "date: ", f"related: [{kind.value}/danzi]\ndate: ")
    build(miniature_inputs(copy), out)
    path.write_text(path.read_text("utf-8").replace("人人写到的", "另有题目的"), "utf-8")
    build(miniature_inputs(copy), out)
    assert "另有题目的" in (out / "opinions/danzi.html").read_text("utf-8")
    same_as_whole(copy, out, tmp_path / "whole")


def test_what_a_withheld_plan_says_and_a_proposal_says_publicly_is_no_leak(
    copy: Path, tmp_path: Path
) -> None:
    said = "把村口那座老木桥重新修好"
    (copy / "data/plans/qiao.yml").write_text(
        f"id: qiao\ntitle: 内部计划\narea: 协商\nopen: 不公开\nopen_reason: 内部\nitems:\n  - {{id: x1, what: {said}}}\n",
        "utf-8",
    )
    (copy / "data/proposals/5-2/0088.yml").write_text(
        f"id: 5-2-0088\nterm: 5\nsession: 2\nnumber: '0088'\ntitle: 关于修桥的建议\nopen: 全文公开\n"
        f"background: 请{said}，好走路。\n",
        "utf-8",
    )
    build(miniature_inputs(copy), tmp_path / "site")
    assert said in (tmp_path / "site/proposals/5-2/0088.html").read_text("utf-8")
    same_as_whole(copy, tmp_path / "site", tmp_path / "whole")
