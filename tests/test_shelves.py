"""货架：什么变了，变的就是它那一格；另开的进程与自己看的一样。"""

import os
from pathlib import Path

import pytest

from generator import shelves
from generator.register.folder import listing
from generator.shelves import Survey, resurveyed, shelf_of, surveyed

FILES = ("site.yml", "units.csv", "replies/1-1/a.yml", "replies/1-2/b.yml", "proposals/x/y/z.yml")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder


def changed(data: Path, before: dict[str, shelves.Shelf]) -> set[str]:
    after = surveyed(data)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_every_file_stands_on_the_shelf_its_path_says(data: Path) -> None:
    found = {path: name for name, shelf in surveyed(data).items() for path in shelf.paths}
    assert found == {name: shelf_of(name) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_changes_its_shelf_and_no_other(data: Path, name: str) -> None:
    before = surveyed(data)
    (data / name).write_text("改了", "utf-8")
    assert changed(data, before) == {shelf_of(name)}


def test_a_file_of_the_same_size_and_time_is_still_seen_as_changed(data: Path) -> None:
    path = data / "replies/1-1/a.yml"
    before, found = surveyed(data), path.stat()
    path.write_text("replies/1-1/A.yml", "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert changed(data, before) == {shelf_of("replies/1-1/a.yml")}


def test_what_is_added_moved_linked_and_removed_is_seen(data: Path) -> None:
    before = surveyed(data)
    (data / "replies/1-3").mkdir()
    assert changed(data, before) == {shelf_of("replies/1-3/")}
    (data / "replies/1-3").rmdir()
    (data / "replies/1-2/b.yml").rename(data / "replies/1-2/c.yml")
    (data / "proposals/link.yml").symlink_to(data / "site.yml")
    (data / "units.csv").unlink()
    assert changed(data, before) == {shelf_of("replies/1-2/b.yml"), shelf_of("proposals/link.yml"), ""}


def test_hidden_files_and_those_of_the_system_change_nothing(data: Path) -> None:
    before = surveyed(data)
    for name in (".git", ".DS_Store", "Thumbs.db", "README.md"):
        (data / "replies" / name).write_text("x", "utf-8")
    assert changed(data, before) == set()


@pytest.mark.parametrize("helpers", [1, 2, 3])
def test_other_processes_see_what_we_see(data: Path, tmp_path: Path, helpers: int) -> None:
    with Survey.started(data, tmp_path, helpers) as survey:
        assert survey.shelves() == surveyed(data)
        assert survey.shelves() == surveyed(data)


def test_a_helper_that_fails_costs_only_time(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "__file__", str(tmp_path / "not there.py"))
    with Survey.started(data, tmp_path, 2) as survey:
        assert survey.shelves() == surveyed(data)


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert surveyed(tmp_path / "none") == {}


def test_a_very_deep_folder_does_not_bring_it_down(data: Path) -> None:
    deep = data / "replies"
    for _ in range(60):
        deep /= "d"
    deep.mkdir(parents=True)
    assert f"replies/{shelf_of('replies/d/x').partition('/')[2]}" in surveyed(data)


def test_the_files_of_some_shelves_are_those_of_all_that_stand_there(data: Path) -> None:
    every, _ = listing(data)
    for wanted in ({""}, {shelf_of("replies/1-1/a.yml")}, {"", shelf_of("proposals/x/y/z.yml")}, set()):
        found, problems = listing(data, wanted)
        assert not problems
        assert found == tuple(path for path in every if shelf_of(path) in wanted)


def test_a_linked_folder_is_refused_when_only_its_shelf_is_looked_into(data: Path) -> None:
    before = surveyed(data)
    (data / "plans").symlink_to(data / "replies")
    _, problems = listing(data, changed(data, before))
    assert [problem.rule for problem in problems] == ["symbolic-link"]


def test_looking_again_where_files_changed_finds_what_looking_everywhere_does(
    data: Path, tmp_path: Path
) -> None:
    before = surveyed(data)
    (data / "replies/1-1/a.yml").write_text("改了", "utf-8")
    (data / "replies/1-2/b.yml").unlink()
    (data / "replies/1-2").rmdir()
    (data / "proposals/x/y/new.yml").write_text("新的", "utf-8")
    (data / "members.csv").write_text("id\n", "utf-8")
    paths = ["replies/1-1/a.yml", "replies/1-2/b.yml", "proposals/x/y/new.yml", "members.csv"]
    assert resurveyed(data, before, paths) == surveyed(data) != before
    with Survey.again(data, tmp_path, before, paths) as survey:
        assert survey.shelves() == surveyed(data)
        assert survey.moment > 0


def test_looking_again_leaves_the_other_shelves_unlooked_at(data: Path) -> None:
    before = surveyed(data)
    (data / "replies/1-1/a.yml").write_text("改了", "utf-8")
    (data / "units.csv").write_text("改了", "utf-8")
    assert resurveyed(data, before, []) == before
    found = resurveyed(data, before, ["units.csv"])
    assert {name for name in before if before[name] != found[name]} == {""}
