"""封存的字句：写出之前在全部产物里再找一遍，一处也不许有。"""

from pathlib import Path

import pytest

from generator.engine import build
from generator.engine.gathering import searching
from generator.gate import LeakScanner
from generator.leaks import refuse_leaks
from generator.problems import ProblemsError
from generator.site import prepare
from tests.gate.unpacked import layers
from tests.miniature_inputs import miniature_inputs


def test_every_private_marker_of_the_miniature_body_is_watched_for() -> None:
    watched = "\n".join(item.text for item in prepare(miniature_inputs()).sealed)
    for number in range(1, 27):
        assert f"机密甲{number:02d}" in watched


def test_a_leak_is_refused_naming_the_artifact_and_the_record_but_not_the_words() -> None:
    sealed = prepare(miniature_inputs()).sealed
    artifacts = {"proposals/x.html": "<p>机密甲04</p>".encode(), "index.html": b"<p>fine</p>"}
    with pytest.raises(ProblemsError) as refused:
        refuse_leaks(sealed, artifacts, b"")
    (problem,) = refused.value.problems
    assert (problem.rule, problem.mark.path) == ("leak", "proposals/x.html")
    origin = next(item.origin for item in sealed if item.text == "机密甲04")
    assert origin.path in problem.message
    assert "机密甲04" not in problem.message + problem.cure


def test_a_withheld_word_in_a_path_is_a_leak_too() -> None:
    with pytest.raises(ProblemsError):
        refuse_leaks(prepare(miniature_inputs()).sealed, {"topics/机密甲04.html": b""}, b"")


def test_an_editor_who_types_a_withheld_text_into_a_page_is_stopped(copy: Path, tmp_path: Path) -> None:
    index = copy / "content" / "index.md"
    index.write_text(index.read_text("utf-8") + "\n还没有决定公开与否的提案，不公开\n", "utf-8")
    out = tmp_path / "site"
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), out)
    assert {problem.mark.path for problem in refused.value.problems} == {"index.html"}
    assert not out.exists()


def test_a_record_that_turns_private_leaves_no_trace_in_an_updated_site(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    proposals = copy / "data" / "proposals"
    target = next(
        path for path in sorted(proposals.rglob("*.yml")) if "规范共享单车停放" in path.read_text("utf-8")
    )
    text = target.read_text("utf-8")
    target.write_text(text.replace("open: 全文公开", "open: 不公开\nopen_reason: 提案者要求"), "utf-8")
    assert target.read_text("utf-8") != text
    build(miniature_inputs(copy), out)
    leftovers = [
        path for path in out.rglob("*") if path.is_file() and "规范共享单车停放".encode() in path.read_bytes()
    ]
    assert leftovers == []
    caches = [
        path
        for path in (copy / ".cache").rglob("*")
        if path.is_file() and "规范共享单车停放".encode() in path.read_bytes()
    ]
    assert caches == []


def test_words_that_the_software_itself_prints_are_no_leak() -> None:
    sealed = prepare(miniature_inputs()).sealed
    assert (
        LeakScanner(sealed, "只公开摘要的提案，正文不应出现在任何公开的地方".encode()).leaks(
            "只公开摘要的提案，正文不应出现在任何公开的地方".encode()
        )
        == ()
    )


@pytest.mark.parametrize("words", ["secret token alpha", "13512340000", "甲、乙、丙、丁、戊", "zz-9"])
def test_private_words_of_any_shape_typed_into_a_page_stop_the_build(
    words: str, copy: Path, tmp_path: Path
) -> None:
    target = copy / "data" / "proposals" / "5-2" / "0010.yml"
    target.write_text(target.read_text("utf-8") + f'memo: "{words}"\n', "utf-8")
    index = copy / "content" / "index.md"
    index.write_text(index.read_text("utf-8") + f"\n前文 {words} 后文\n", "utf-8")
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), tmp_path / "site")
    errors = {problem.rule for problem in refused.value.problems if problem.is_error}
    assert errors <= {"leak", "personal-data"}
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("most", [0, searching.FEW])
def test_words_taken_out_of_a_public_record_leave_no_trace(
    most: int, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", most)
    out, words = tmp_path / "site", "独一无二的一句"
    target = next(
        path
        for path in sorted((copy / "data" / "proposals").rglob("*.yml"))
        if "规范共享单车停放" in path.read_text("utf-8")
    )
    text = target.read_text("utf-8")
    build(miniature_inputs(copy), out)
    for place in ("title: ", "background: "):
        target.write_text(text.replace(place, f"{place}{words}。"), "utf-8")
        build(miniature_inputs(copy), out)
        target.write_text(text, "utf-8")
        build(miniature_inputs(copy), out)
        left = [
            path.relative_to(tmp_path).as_posix()
            for folder in (tmp_path, copy / ".cache")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and any(words.encode() in layer for layer in layers(path.read_bytes()))
        ]
        assert left == []
