"""建站：同样的输入同样的字节；只写改了的；出错什么也不动。"""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from generator.output.artifact import Artifact
from generator.problems import ProblemsError
from generator.engine import build
from generator.products import collect
from generator.disk.tree import MARKER
from tests.miniature_inputs import AS_OF, copy_miniature, miniature_inputs


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """小政协的一份副本，可以改。"""
    return copy_miniature(tmp_path / "miniature")


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: PLW1510 - 退出码由各测试自己看
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_two_builds_with_different_hash_seeds_give_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        # 文字页与页框也各排一遍，不用上次的。
        shutil.rmtree(copy / ".cache")
        built = run(
            "generator.cli", "build", "--out", str(tmp_path / seed), "--as-of", AS_OF.isoformat(),
            cwd=copy, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert built.returncode == 0, built.stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


def test_mkdocs_alone_builds_the_same_site(copy: Path, miniature_site: Path) -> None:
    noon = "1719748800"  # 2024-06-30 12:00 UTC
    built = run("mkdocs", "build", "-q", cwd=copy, SOURCE_DATE_EPOCH=noon)
    assert built.returncode == 0, built.stderr
    assert tree(copy / "site") == tree(miniature_site)


def test_mkdocs_alone_stops_on_wrong_data_with_the_list_of_problems(copy: Path) -> None:
    reply = next((copy / "data" / "replies").rglob("*.yml"))
    reply.write_text(reply.read_text("utf-8") + "\nnonsense: 1\n", "utf-8")
    built = run("mkdocs", "build", "-q", cwd=copy)
    assert built.returncode != 0
    assert "unknown-field" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (copy / "site" / "index.html").exists()


def test_a_second_build_of_the_same_input_writes_nothing(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    again = build(miniature_inputs(copy), out)
    assert again.written == ()
    assert again.removed == ()


def test_an_edit_added_to_an_old_site_gives_the_clean_site_and_writes_only_what_changed(
    copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    proposal = copy / "data" / "proposals"
    target = next(
        path for path in sorted(proposal.rglob("*.yml")) if "加快老旧小区加装电梯" in path.read_text("utf-8")
    )
    target.write_text(target.read_text("utf-8").replace("加快老旧小区加装电梯", "加快老旧小区改造"), "utf-8")
    edited = build(miniature_inputs(copy), out)
    clean = tmp_path / "clean"
    build(miniature_inputs(copy), clean)
    assert tree(out) == tree(clean)
    assert "proposals/5-2/0001.html" in edited.written
    assert "proposals/5-2/0002.html" not in edited.written


def test_a_removed_record_leaves_no_file_and_no_empty_folder(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    for path in (copy / "data" / "programmes").rglob("*.yml"):
        path.unlink()
    for folder in ("consultations", "plans", "issues", "opinions"):
        for path in (copy / "data" / folder).rglob("*.yml"):
            path.unlink()
    figures = copy / "data" / "figures.csv"
    lines = figures.read_text("utf-8").splitlines(keepends=True)
    figures.write_text(
        "".join(line for line in lines if "programme/" not in line and "consultation/" not in line), "utf-8"
    )
    removed = build(miniature_inputs(copy), out)
    assert removed.removed
    assert [path for path in out.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


def test_wrong_data_touches_nothing_in_the_output(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    before = tree(out)
    reply = next((copy / "data" / "replies").rglob("*.yml"))
    reply.write_text("- [", "utf-8")
    with pytest.raises(ProblemsError):
        build(miniature_inputs(copy), out)
    assert tree(out) == before


def test_an_interrupted_update_is_finished_by_the_next_build(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    whole = tree(out)
    (out / MARKER).write_bytes(b"updating\n")
    (out / "index.html").write_bytes(b"half")
    (out / "statistics" / "index.html").unlink()
    (out / "stray.tmp").write_bytes(b"left over")
    build(miniature_inputs(copy), out)
    assert tree(out) == whole


def test_a_folder_that_is_not_ours_is_refused(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    out.mkdir()
    (out / "letter.txt").write_text("不要动我", "utf-8")
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), out)
    assert refused.value.problems[0].rule == "foreign-output"
    assert tree(out) == {"letter.txt": "不要动我".encode()}


def test_a_damaged_cache_only_costs_time(copy: Path, tmp_path: Path, miniature_site: Path) -> None:
    build(miniature_inputs(copy), tmp_path / "first")
    for path in (copy / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00broken")
    build(miniature_inputs(copy), tmp_path / "second")
    assert tree(tmp_path / "second") == tree(miniature_site)


def test_two_artifacts_at_one_address_are_refused_naming_both() -> None:
    with pytest.raises(ProblemsError) as refused:
        collect([Artifact("a/B.html", b"1"), Artifact("a/b.html", b"2")])
    (problem,) = refused.value.problems
    assert problem.rule == "address-taken"
    assert "a/B.html" in problem.message
    assert problem.mark.path == "a/b.html"


def test_a_mistake_in_a_macro_fails_the_build_with_file_and_line(copy: Path, tmp_path: Path) -> None:
    index = copy / "content" / "index.md"
    lines = index.read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if line.startswith("{{ record("))
    index.write_text(index.read_text("utf-8").replace('record("5-2-0046")', 'record("5-2-0047")'), "utf-8")
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), tmp_path / "site")
    problem = refused.value.problems[0]
    assert (problem.rule, problem.mark.path, problem.mark.line) == (
        "macro-argument",
        "content/index.md",
        place,
    )
    assert "5-2-0047" in problem.message


def test_the_day_is_an_argument_and_moves_the_open_promises(
    copy: Path, tmp_path: Path, miniature_site: Path
) -> None:
    build(miniature_inputs(copy, AS_OF + timedelta(days=400)), tmp_path / "later")
    assert (tmp_path / "later" / "commitments" / "index.html").read_bytes() != (
        miniature_site / "commitments" / "index.html"
    ).read_bytes()
