"""上线一步到位：建完的才换，换上的是整棵，不是我们的不碰。"""

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.disk.publish import KEPT, make_live
from generator.disk.tree import MARKER, UPDATING
from generator.problems import ProblemsError
from tests.disk.conftest import tree


def silent(_: str) -> None:
    """不报进度。"""


def refusal(site: Path, target: Path) -> str:
    with pytest.raises(ProblemsError) as refused:
        make_live(site, target, 0.0, silent)
    (problem,) = refused.value.problems
    assert problem.message
    assert problem.cure
    return problem.rule


def test_live_tree_is_the_built_tree_without_the_marker(older: Path, tmp_path: Path) -> None:
    published = make_live(older, tmp_path / "live", 0.0, silent)
    assert tree(tmp_path / "live") == tree(older)
    assert published.files == len(tree(older))
    assert published.changed
    assert not (tmp_path / "live" / MARKER).exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live", "live.releases"]


def test_live_is_a_relative_link_so_the_whole_folder_may_move(older: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    make_live(older, tmp_path / "here" / "live", 0.0, silent)
    (tmp_path / "here").rename(tmp_path / "there")
    assert tree(tmp_path / "there" / "live") == tree(older)


def test_new_version_replaces_the_old_one_and_the_old_one_stays_to_go_back_to(
    older: Path, newer: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    first = make_live(older, live, 1.0, silent).release
    second = make_live(newer, live, 2.0, silent).release
    assert tree(live) == tree(newer) != tree(older)
    assert tree(first) == tree(older)
    assert live.resolve() == second
    assert make_live(older, live, 3.0, silent).release == first
    assert tree(live) == tree(older)


def test_same_site_published_again_changes_nothing(older: Path, tmp_path: Path) -> None:
    make_live(older, tmp_path / "live", 1.0, silent)
    again = make_live(older, tmp_path / "live", 2.0, silent)
    assert not again.changed
    assert len(list((tmp_path / "live.releases").iterdir())) == 1


def test_only_the_last_three_releases_are_kept(older: Path, tmp_path: Path) -> None:
    site, live, releases = tmp_path / "site", tmp_path / "live", []
    site.mkdir()
    shutil.copy(older / MARKER, site)
    for turn in range(5):
        (site / "index.html").write_text(f"第 {turn} 版", "utf-8")
        releases.append(make_live(site, live, float(turn), silent).release.name)
    kept = {path.name for path in (tmp_path / "live.releases").iterdir()}
    assert kept == set(releases[-KEPT:])
    assert (live / "index.html").read_text("utf-8") == "第 4 版"


def test_unfinished_site_is_refused_and_the_live_one_stays(older: Path, newer: Path, tmp_path: Path) -> None:
    live, half = tmp_path / "live", tmp_path / "half"
    make_live(older, live, 0.0, silent)
    shutil.copytree(newer, half)
    for content in (UPDATING, b"", b"complet"):
        (half / MARKER).write_bytes(content)
        assert refusal(half, live) == "unfinished-site"
    (half / MARKER).unlink()
    assert refusal(half, live) == "no-site"
    assert refusal(tmp_path / "nowhere", live) == "no-site"
    assert tree(live) == tree(older)


def test_real_folder_file_or_foreign_link_is_refused_and_untouched(older: Path, tmp_path: Path) -> None:
    folder, file, link = tmp_path / "folder", tmp_path / "file", tmp_path / "link"
    folder.mkdir()
    (folder / "letter.txt").write_text("不要动我", "utf-8")
    file.write_text("也不要", "utf-8")
    link.symlink_to(folder)
    assert {refusal(older, place) for place in (folder, file, link)} == {"foreign-target"}
    assert (link / "letter.txt").read_text("utf-8") == "不要动我"
    assert file.read_text("utf-8") == "也不要"


@pytest.mark.parametrize("name", [".", "..", "proposals/.."])
def test_nameless_target_is_refused(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "proposals").mkdir()
    monkeypatch.chdir(tmp_path)
    assert refusal(older, Path(name)) == "foreign-target"


def test_target_inside_the_site_itself_is_refused(older: Path) -> None:
    assert refusal(older, older / "live") == "foreign-target"
    assert not (older / "live").exists()


def test_link_out_of_the_site_is_not_published(older: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "letter.txt").write_text("不公开", "utf-8")
    for name, aim in (
        ("file.html", secret / "letter.txt"),
        ("folder", secret),
        ("broken", tmp_path / "none"),
    ):
        site = Path(shutil.copytree(older, tmp_path / f"with-{name}"))
        (site / name).symlink_to(aim)
        assert refusal(site, tmp_path / "live") == "foreign-output"
    assert not (tmp_path / "live").exists()


def test_build_that_starts_while_copying_is_noticed(older: Path, newer: Path, tmp_path: Path) -> None:
    site, live = Path(shutil.copytree(newer, tmp_path / "site")), tmp_path / "live"
    make_live(older, live, 0.0, silent)

    def build_meanwhile(stage: str) -> None:
        if stage == "复制":
            marker = site / MARKER
            complete = marker.read_bytes()
            marker.unlink()
            marker.write_bytes(complete)

    with pytest.raises(ProblemsError) as refused:
        make_live(site, live, 1.0, build_meanwhile)
    assert [problem.rule for problem in refused.value.problems] == ["site-changed"]
    assert tree(live) == tree(older)


def test_left_overs_of_a_killed_publish_are_cleaned_by_the_next(
    older: Path, newer: Path, tmp_path: Path
) -> None:
    live, releases = tmp_path / "live", tmp_path / "live.releases"
    make_live(older, live, 0.0, silent)
    for name in (".part-new", ".old-0123"):
        (releases / name).mkdir()
        (releases / name / "half.html").write_text("半", "utf-8")
    (tmp_path / ".live.next").symlink_to("live.releases/gone")
    make_live(newer, live, 1.0, silent)
    assert tree(live) == tree(newer)
    assert [path.name for path in releases.iterdir() if path.name.startswith(".")] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live", "live.releases"]


def test_command_says_what_it_did_and_how_to_cure_what_it_would_not(
    older: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    live = tmp_path / "live"
    assert main(["publish", "--out", str(older), str(live)]) == 0
    assert "换上了" in capsys.readouterr().out
    assert main(["publish", "--out", str(older), str(live)]) == 0
    assert "没有变化" in capsys.readouterr().out
    assert main(["publish", "--out", str(tmp_path), str(live)]) == 1
    assert "改法：先运行 shai build" in capsys.readouterr().err
