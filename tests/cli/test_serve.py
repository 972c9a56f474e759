"""shai serve：再开的时候只重做变了的；两个同时开着互不妨碍；大的档案只看变了的几格。"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.cli import serve
from generator.preview.watch import Changes
from tests.miniature_inputs import AS_OF, miniature_inputs

REPLY = "replies/5-2/0002.yml"


@contextmanager
def served(project: Path) -> Iterator[str]:
    """开着的预览；给出打开以前说的话。"""
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", "0", "--as-of", AS_OF.isoformat()]
    with subprocess.Popen(
        command, cwd=project, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stderr is not None
        told = ""
        for line in server.stderr:
            told += line
            if "打开 http" in line:
                break
        try:
            yield told
        finally:
            server.terminate()


def written(told: str) -> int:
    """预览说它写了几个文件。"""
    said = re.search(r"写了 (\d+) 个文件", told)
    assert said is not None, told
    return int(said[1])


def test_opened_again_it_only_makes_what_changed_and_leaves_site_alone(copy: Path) -> None:
    with served(copy) as told:
        everything = written(told)
        assert everything > 500
    with served(copy) as told:
        assert written(told) == 0
    reword(copy)
    with served(copy) as told:
        assert 0 < written(told) < everything / 10
    assert not (copy / "site").exists()


def test_a_second_preview_of_the_same_project_opens_beside_the_first(copy: Path) -> None:
    with served(copy) as first, served(copy) as second:
        assert first.count("打开 http") == second.count("打开 http") == 1
        assert "busy" not in second


def reword(project: Path) -> None:
    path = project / "data" / REPLY
    path.write_text(path.read_text("utf-8").replace("五点半", "六点"), "utf-8")


@dataclass
class Heard:
    """听预览说了什么。"""

    problems: list[str] = field(default_factory=list)

    def tell(self, problems: str = "") -> None:
        self.problems.append(problems)


@pytest.mark.parametrize(("named", "is_sure", "is_seen"), [
    ({REPLY}, True, True),
    (set(), True, False),
    (set(), False, True),
])  # fmt: skip
def test_of_a_large_archive_only_the_changed_shelves_are_looked_at(  # noqa: PLR0913 - 各种改动
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: set[str],
    *,
    is_sure: bool,
    is_seen: bool,
) -> None:
    monkeypatch.setattr(serve, "LARGE", 1)
    inputs, heard, out = replace(miniature_inputs(copy), is_draft=True), Heard(), tmp_path / "out"
    out.mkdir()
    rebuilding = serve.Rebuilding(inputs, out, "text", heard)  # type: ignore[arg-type]
    rebuilding.update(None)
    reword(copy)
    rebuilding.update(Changes(frozenset((inputs.data, path) for path in named), is_sure))
    assert set(heard.problems) == {""}
    assert ("六点" in (out / "replies/5-2-0002/jiaoyu.html").read_text("utf-8")) is is_seen
    rebuilding.update(Changes(frozenset({(inputs.data, REPLY)}), is_sure=True))
    assert "六点" in (out / "replies/5-2-0002/jiaoyu.html").read_text("utf-8")


def test_a_changed_record_shows_before_the_lists_are_gathered(copy: Path, tmp_path: Path) -> None:
    inputs, out = replace(miniature_inputs(copy), is_draft=True), tmp_path / "out"
    out.mkdir()
    shown: list[tuple[bool, bool]] = []

    class Looking(Heard):
        def tell(self, problems: str = "") -> None:
            super().tell(problems)
            page, listed = (out / path for path in ("proposals/5-2/0002.html", "proposals/index.html"))
            shown.append(
                ("托管的新题目" in page.read_text("utf-8"), "托管的新题目" in listed.read_text("utf-8"))
            )

    rebuilding = serve.Rebuilding(inputs, out, "text", Looking())  # type: ignore[arg-type]
    rebuilding.update(None)
    proposal = copy / "data" / "proposals" / "5-2" / "0002.yml"
    proposal.write_text(
        proposal.read_text("utf-8").replace("关于办好课后托管的建议", "托管的新题目"), "utf-8"
    )
    rebuilding.update(None)
    assert shown == [(False, False), (True, False), (True, True)]
