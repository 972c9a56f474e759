"""增量建站与从头建的一字不差：不管怎么改、改几次。记录多了搜索索引只记改动，查得到的也一样。"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator import products
from generator.engine import build
from generator.engine.gathering import searching
from generator.output.artifact import Artifact
from generator.output.search import SearchBase, SearchDocument, search_artifacts, search_update, written_base
from generator.output.search.digests import digest_of, head_of
from generator.output.search.drafts import encoded
from generator.problems import Problem, ProblemsError
from generator.site import Built, Inputs, build_whole
from tests.engine.edits import Editor
from tests.engine.trees import tree
from tests.miniature_inputs import AS_OF, copy_miniature, miniature_inputs

STEPS = 8

Agree = Callable[[Path, Path, list[str]], None]


def outcome(run: Callable[[Inputs, Path], Built], inputs: Inputs, out: Path) -> Sequence[Problem]:
    try:
        return tuple(run(inputs, out).warnings)
    except ProblemsError as error:
        return tuple(error.problems)


def mark(document: SearchDocument) -> str:
    """账里的一行。"""
    return f"{document.kind}\t{document.id}\t{digest_of(head_of(document), encoded(document))}"


def edited(root: Path, folder: Path, seed: int, agree: Agree, *, is_draft: bool = False) -> None:
    """一步步地改，每一步都增量建、从头建各一次，两边应当一样。"""
    out, whole = folder / "site", folder / "whole"
    build(replace(miniature_inputs(root, AS_OF), is_draft=is_draft), out)
    editor = Editor(root, seed, AS_OF)
    done = []
    for _ in range(STEPS):
        shutil.rmtree(folder / "kept", ignore_errors=True)
        shutil.copytree(root / "data", folder / "kept")
        done.append(editor.step())
        inputs = replace(miniature_inputs(root, editor.as_of), is_draft=is_draft)
        before = tree(out)
        found = outcome(build, inputs, out)
        expected = outcome(build_whole, inputs, whole)
        assert found == expected, done
        if any(problem.is_error for problem in expected):
            assert tree(out) == before, done
            shutil.rmtree(root / "data")
            shutil.copytree(folder / "kept", root / "data")
        else:
            agree(out, whole, done)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_site_is_byte_for_byte_the_one_built_whole(tmp_path: Path, seed: int) -> None:
    def agree(out: Path, whole: Path, done: list[str]) -> None:
        assert tree(out) == tree(whole), done

    edited(copy_miniature(tmp_path / "miniature"), tmp_path, seed, agree)


@pytest.mark.parametrize(("seed", "is_draft"), [(13, False), (16, False), (16, True), (20, True)])
def test_an_amended_search_index_holds_exactly_what_one_built_whole_holds(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch, *, is_draft: bool
) -> None:
    documents: list[SearchDocument] = []

    def noted(found: Sequence[SearchDocument]) -> Iterator[Artifact]:
        documents[:] = found
        return search_artifacts(found)

    monkeypatch.setattr(searching, "FEW", 0)
    monkeypatch.setattr(products, "search_artifacts", noted)
    amended = 0

    def agree(out: Path, whole: Path, done: list[str]) -> None:
        nonlocal amended
        outside = (
            {path: content for path, content in tree(one).items() if not path.startswith("search/")}
            for one in (out, whole)
        )
        assert next(outside) == next(outside), done
        base = written_base(lambda path: (out / path).read_bytes())
        kept = {
            line for place, line in enumerate(base.ledger.decode().splitlines()) if place not in base.removed
        }
        fresh = [item for item in documents if f"{item.kind}\t{item.id}" in base.changed]
        # 改动里的记录还记着排在旧索引的哪里，从空的算起的不同。
        anew = search_update(SearchBase("", b"", "", (), {}), fresh, ()).base.changed
        assert _unplaced(anew) == _unplaced(base.changed), done
        assert kept == {f"{mark(item)}\t{item.date}" for item in documents if item not in fresh}, done
        amended += bool(base.changed)

    root = copy_miniature(tmp_path / "miniature")
    edited(root, tmp_path, seed, agree, is_draft=is_draft)
    assert amended


def _unplaced(changed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {key: {name: value for name, value in one.items() if name != "at"} for key, one in changed.items()}
