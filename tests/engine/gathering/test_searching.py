"""搜索索引在引擎里：少了一句话只改写几个文件；索引读不懂、又要从头建时，一件不缺。"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.engine import build
from generator.engine.gathering import searching
from generator.output.search import delta, written_base
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs

SAID, SAYS = "五点半", "六点"


def reword(copy: Path, said: str = SAID, says: str = SAYS) -> None:
    path = copy / "data" / "replies" / "5-2" / "0002.yml"
    text = path.read_text("utf-8")
    assert said in text
    path.write_text(text.replace(said, says), "utf-8")


def index_in(out: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree(out).items() if path.startswith("search/")}


def test_a_replaced_sentence_rewrites_only_the_files_that_held_its_words(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    before = index_in(out)
    reword(copy)
    found = build(miniature_inputs(copy), out)
    written = {path for path in found.written if path.startswith("search/")}
    assert len(written) < len(before) / 2
    base = written_base(lambda path: (out / path).read_bytes())
    assert [key.partition("\t")[0] for key in base.changed] == ["reply"]
    assert {path for path in before if f"/{base.name}/" in path} <= index_in(out).keys()


def test_an_index_built_again_after_words_were_erased_is_whole(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    first = tree(out)
    monkeypatch.setattr(searching, "FEW", 0)
    reword(copy)
    build(miniature_inputs(copy), out)
    assert index_in(out) != {path: content for path, content in first.items() if path.startswith("search/")}
    monkeypatch.setattr(searching, "FEW", 10_000)
    reword(copy, SAYS, SAID)
    build(miniature_inputs(copy), out)
    assert tree(out) == first


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_preview_does_not_build_the_index_again_because_changes_add_up(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_draft: bool
) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    monkeypatch.setattr(delta, "MOST_CHANGED", -1)
    inputs, out = replace(miniature_inputs(copy), is_draft=is_draft), tmp_path / "site"

    def base() -> str:
        return written_base(lambda path: (out / path).read_bytes()).name

    build(inputs, out)
    before = base()
    reword(copy)
    build(inputs, out)
    assert (base() == before) is is_draft


@pytest.mark.parametrize("cut", [0, 40])
def test_an_index_that_cannot_be_read_is_built_again(
    cut: int, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    for file in (out / "search").glob("*/pairs/**/*.js"):
        file.write_bytes(file.read_bytes()[:cut])
    reword(copy)
    build(miniature_inputs(copy), out)
    whole = tmp_path / "whole"
    build(miniature_inputs(copy), whole)
    assert index_in(out) == index_in(whole)


@pytest.mark.parametrize("name", ["topics", "category"])
def test_a_topic_or_category_no_record_has_any_more_is_in_no_file_of_the_index(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    out = tmp_path / "site"
    path = copy / "data" / "proposals" / "5-2" / "0001.yml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{name}:")]
    word = "从前写错的一个词"
    written = f"[{word}]" if name == "topics" else word
    path.write_text("\n".join([*kept, f"{name}: {written}", ""]), "utf-8")
    build(miniature_inputs(copy), out)
    assert any(word.encode() in content for content in index_in(out).values())
    path.write_text("\n".join([*kept, ""]), "utf-8")
    build(miniature_inputs(copy), out)
    assert not [path for path, content in index_in(out).items() if word.encode() in content]


def test_a_topic_another_record_still_has_does_not_build_the_index_again(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    out = tmp_path / "site"
    for number in ("0001", "0002"):
        path = copy / "data" / "proposals" / "5-2" / f"{number}.yml"
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("topics:")]
        path.write_text("\n".join([*kept, "topics: [两件都有]", ""]), "utf-8")
    build(miniature_inputs(copy), out)
    before = written_base(lambda name: (out / name).read_bytes()).name
    path.write_text("\n".join([*kept, ""]), "utf-8")
    build(miniature_inputs(copy), out)
    assert written_base(lambda name: (out / name).read_bytes()).name == before
