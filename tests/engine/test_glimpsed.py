"""互登一行的记录：对方变了，登着它的网页跟着变；再多也不连成一大组。"""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.engine import build
from generator.problems import ProblemsError
from generator.release.views import activities
from generator.release.views.common import Row
from generator.site import build_whole
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs

COUNT = 12


@pytest.fixture
def chained(copy: Path) -> Path:
    """一次协商写两件提案，一件算有关提案，一件算有关记录；每件提案有两次协商写到：连起来是一圈。"""
    for number in range(COUNT):
        other = f"9-9-{(number + 1) % COUNT:04d}"
        _write(
            copy,
            f"proposals/9-9/{number:04d}.yml",
            f"id: 9-9-{number:04d}\nbody: qinghe\ntitle: 关于第{number}条小路的建议\nterm: 9\nsession: 9\n"
            f"number: '{number:04d}'\nopen: 全文公开\nbackground: 路面不平。\ntopics: [小路{number}]\n",
        )
        _write(
            copy,
            f"consultations/xiaolu/{number:04d}.yml",
            f"id: xiaolu-{number:04d}\ntitle: 第{number}次小路协商\nkind: 微协商\ndate: 2023-03-01\n"
            f"proposals: [9-9-{number:04d}]\nrelated: [提案/{other}]\n",
        )
    return copy


def _write(copy: Path, path: str, text: str) -> None:
    target = copy / "data" / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, "utf-8")


def _replace(copy: Path, path: str, old: str, new: str) -> None:
    text = (copy / "data" / path).read_text("utf-8")
    assert old in text
    (copy / "data" / path).write_text(text.replace(old, new), "utf-8")


def _same_as_whole(copy: Path, out: Path, whole: Path) -> None:
    build_whole(miniature_inputs(copy), whole)
    assert tree(out) == tree(whole)


def test_records_that_show_rows_of_one_another_are_not_rendered_all_for_one(
    chained: Path, tmp_path: Path, rendered: list[int]
) -> None:
    build(miniature_inputs(chained), tmp_path / "site")
    rendered.clear()
    _replace(chained, "proposals/9-9/0007.yml", "路面不平。", "路面不平，雨后积水。")
    build(miniature_inputs(chained), tmp_path / "site")
    # 只在自己网页上的长文，别的网页看不到。
    assert rendered == [1]
    rendered.clear()
    _replace(chained, "proposals/9-9/0007.yml", "第7条小路", "第七条小路")
    build(miniature_inputs(chained), tmp_path / "site")
    # 它，写到它的两次协商。
    assert rendered == [3]
    rendered.clear()
    _replace(chained, "proposals/9-9/0007.yml", "topics: [小路7]", "topics: [小路7, 积水]")
    build(miniature_inputs(chained), tmp_path / "site")
    # 连那两次协商还写到的两件提案：协商的事情带着各件提案的主题。
    assert rendered == [5]
    _same_as_whole(chained, tmp_path / "site", tmp_path / "whole")


def test_the_meeting_in_a_proposals_feed_carries_the_topics_of_its_other_proposals(
    chained: Path, tmp_path: Path
) -> None:
    out, feed = tmp_path / "site", tmp_path / "site/feeds/proposals/9-9/0008.json"
    _replace(
        chained, "consultations/xiaolu/0007.yml", "proposals: [9-9-0007]", "proposals: [9-9-0007, 9-9-0008]"
    )
    build(miniature_inputs(chained), out)
    assert "小路7" in feed.read_text("utf-8")
    _replace(chained, "proposals/9-9/0007.yml", "topics: [小路7]", "topics: [积水]")
    build(miniature_inputs(chained), out)
    assert "积水" in feed.read_text("utf-8")
    assert "小路7" not in feed.read_text("utf-8")
    _replace(chained, "proposals/9-9/0007.yml", "open: 全文公开", "open: 不公开\nopen_reason: 涉密")
    build(miniature_inputs(chained), out)
    assert "积水" not in feed.read_text("utf-8")
    _same_as_whole(chained, out, tmp_path / "whole")


def test_both_pages_show_the_present_row_of_the_other(chained: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(chained), out)
    _replace(chained, "proposals/9-9/0007.yml", "第7条小路", "第七条小路")
    _replace(chained, "consultations/xiaolu/0003.yml", "第3次小路协商", "第三次小路协商")
    build(miniature_inputs(chained), out)
    for meeting in ("0006", "0007"):
        assert "关于第七条小路的建议" in (out / f"consultations/xiaolu/{meeting}.html").read_text("utf-8")
    assert "第三次小路协商" in (out / "proposals/9-9/0004.html").read_text("utf-8")
    assert "第三次小路协商" in (out / "feeds/proposals/9-9/0003.atom").read_text("utf-8")
    _same_as_whole(chained, out, tmp_path / "whole")


def test_a_reply_changes_the_row_of_its_proposal_where_a_meeting_shows_it(
    chained: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(chained), out)
    _write(
        chained,
        "replies/9-9/0007.yml",
        "id: 9-9-0007-jianshe\nproposals: [9-9-0007]\nunit: jianshe\nrole: 主办\ndate: 2023-06-01\n"
        "open: 主动公开\nresult: 已解决\ntext: 已经修好。\n",
    )
    written = build(miniature_inputs(chained), out).written
    assert {"consultations/xiaolu/0006.html", "consultations/xiaolu/0007.html"} <= set(written)
    _same_as_whole(chained, out, tmp_path / "whole")


def test_the_feed_of_a_proposal_tells_of_a_meeting_with_the_topics_of_its_other_proposals(
    chained: Path, tmp_path: Path
) -> None:
    _replace(chained, "site.yml", "  limit: 50", "  limit: 50\n  proposal_formats: [json]")
    _replace(chained, "consultations/xiaolu/0006.yml", "[9-9-0006]", "[9-9-0006, 9-9-0007]")
    out = tmp_path / "site"
    build(miniature_inputs(chained), out)
    feed = out / "feeds/proposals/9-9/0006.json"
    assert "第6次小路协商" in feed.read_text("utf-8")
    _replace(chained, "proposals/9-9/0007.yml", "topics: [小路7]", "topics: [石板路]")
    build(miniature_inputs(chained), out)
    assert "石板路" in feed.read_text("utf-8")
    _same_as_whole(chained, out, tmp_path / "whole")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("proposals/9-9/0007.yml", "open: 全文公开", "open: 不公开\nopen_reason: 另有原因"),
        (
            "consultations/xiaolu/0006.yml",
            "kind: 微协商",
            "kind: 微协商\nopen: 不公开\nopen_reason: 另有原因",
        ),
        ("proposals/9-9/0007.yml", "number:", "submitted: 2090-01-01\nnumber:"),
        ("consultations/xiaolu/0006.yml", "提案/9-9-0007", "提案/9-9-0002"),
    ],
)
def test_what_is_no_longer_public_or_named_leaves_no_row_behind(
    chained: Path, tmp_path: Path, path: str, old: str, new: str
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(chained), out)
    _replace(chained, path, old, new)
    build(miniature_inputs(chained), out)
    _same_as_whole(chained, out, tmp_path / "whole")


def test_a_record_that_is_gone_is_told_of_where_its_row_was_shown(chained: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(chained), out)
    (chained / "data/proposals/9-9/0007.yml").unlink()
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(chained), out)
    told = {item.mark.path for item in refused.value.problems if item.rule == "unknown-reference"}
    assert told == {f"data/consultations/xiaolu/000{number}.yml" for number in (6, 7)}


def test_what_a_proposal_withholds_is_looked_for_on_the_page_of_a_meeting_that_shows_its_row(
    chained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    withheld = "那一段旧围墙其实早该拆掉重新砌"
    summary = f"open: 摘要公开\nsummary: 围墙。\nbackground: {withheld}。"
    _replace(chained, "proposals/9-9/0006.yml", "open: 全文公开\nbackground: 路面不平。", summary)
    build(miniature_inputs(chained), tmp_path / "site")
    own = activities.proposal_rows

    def leaking(*given: Any) -> tuple[Row, ...]:
        return tuple(replace(row, sentence=withheld) for row in own(*given))

    monkeypatch.setattr(activities, "proposal_rows", leaking)
    _replace(chained, "consultations/xiaolu/0006.yml", "kind:", "description: 到现场看了。\nkind:")
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(chained), tmp_path / "site")
    assert {(item.rule, item.mark.path) for item in refused.value.problems} == {
        ("leak", "consultations/xiaolu/0006.html")
    }


def test_what_happened_to_a_renamed_record_keeps_its_first_number_wherever_it_is_shown(
    chained: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    _replace(chained, "consultations/xiaolu/0003.yml", "title:", "former_ids: [xiaolu-jiu]\ntitle:")
    build(miniature_inputs(chained), out)
    _replace(chained, "proposals/9-9/0003.yml", "路面不平。", "路面不平。雨天积水。")
    build(miniature_inputs(chained), out)
    assert "consultations/xiaolu/jiu#held" in (out / "feeds/proposals/9-9/0003.atom").read_text("utf-8")
    _same_as_whole(chained, out, tmp_path / "whole")
