"""增量建站与从头建的一字不差：不管怎么改、改几次。"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.engine import build
from generator.problems import Problem, ProblemsError
from generator.site import Built, Inputs, build_whole
from tests.engine.edits import Editor
from tests.engine.trees import tree
from tests.miniature_inputs import AS_OF, MINIATURE, miniature_inputs

STEPS = 8


def outcome(run: Callable[[Inputs, Path], Built], inputs: Inputs, out: Path) -> Sequence[Problem]:
    try:
        return tuple(run(inputs, out).warnings)
    except ProblemsError as error:
        return tuple(error.problems)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_site_is_byte_for_byte_the_one_built_whole(tmp_path: Path, seed: int) -> None:
    root = Path(shutil.copytree(MINIATURE, tmp_path / "miniature"))
    out, whole = tmp_path / "site", tmp_path / "whole"
    build(miniature_inputs(root, AS_OF), out)
    editor = Editor(root, seed, AS_OF)
    done = []
    for _ in range(STEPS):
        shutil.rmtree(tmp_path / "kept", ignore_errors=True)
        shutil.copytree(root / "data", tmp_path / "kept")
        done.append(editor.step())
        inputs = miniature_inputs(root, editor.as_of)
        before = tree(out)
        found = outcome(build, inputs, out)
        expected = outcome(build_whole, inputs, whole)
        assert found == expected, done
        if any(problem.is_error for problem in expected):
            assert tree(out) == before, done
            shutil.rmtree(root / "data")
            shutil.copytree(tmp_path / "kept", root / "data")
        else:
            assert tree(out) == tree(whole), done
