"""看着：改动都告知一次，系统不肯看着那么多文件夹时也一样。"""

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.preview import watch
from generator.preview.watch import Watch

LONG_ENOUGH = 20.0


class Refusing(watch.Observer):  # type: ignore[misc, valid-type]
    """像文件夹太多时那样的系统。"""

    def start(self) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")


@pytest.mark.parametrize("observer", [watch.Observer, Refusing])
def test_a_change_deep_inside_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, observer: type[object]
) -> None:
    monkeypatch.setattr(watch, "Observer", observer)
    monkeypatch.setattr(watch, "EVERY", 0.1)
    inner = tmp_path / "data" / "replies" / "1-1"
    inner.mkdir(parents=True)
    (inner / "a.yml").write_text("a", "utf-8")
    watching = Watch((tmp_path / "data",))
    watching.start()
    try:
        assert watching.wait(0.3) is None
        (inner / "a.yml").write_text("改了", "utf-8")
        assert watching.wait(LONG_ENOUGH) is not None
    finally:
        watching.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """放在隐藏目录里的项目。"""
    folder = tmp_path / ".work" / "project"
    (folder / "data" / "replies" / "1-1").mkdir(parents=True)
    (folder / "data" / "replies" / "1-1" / "a.yml").write_text("a", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: 晒", "utf-8")
    return folder


@pytest.fixture
def watching(project: Path) -> Iterator[Watch]:
    found = Watch((project / "data", project / "mkdocs.yml"))
    found.start()
    yield found
    found.stop()


def rename(data: Path) -> None:
    (data / "replies/1-1/a.yml").rename(data / "replies/1-1/b.yml")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: (data / "replies/1-1/a.yml").write_text("改了"), {"replies/1-1/a.yml"}),
        (lambda data: (data / "replies/1-1/a.yml").unlink(), {"replies/1-1/a.yml"}),
        (lambda data: (data / "units.csv").write_text("id"), {"units.csv"}),
        (rename, {"replies/1-1/a.yml", "replies/1-1/b.yml"}),
    ],
)
def test_the_files_that_changed_are_named(
    project: Path, watching: Watch, change: Callable[[Path], object], told: set[str]
) -> None:
    data = project / "data"
    change(data)
    found = watching.wait(LONG_ENOUGH)
    assert found is not None
    assert set(found.within(data)) == told
    assert found.within(project / "mkdocs.yml") == ()
    assert found.is_sure


def test_a_saved_copy_moved_over_the_file_is_a_change_of_that_file(project: Path, watching: Watch) -> None:
    data = project / "data"
    (project / "saved").write_text("改了", "utf-8")
    (project / "saved").rename(data / "replies/1-1/a.yml")
    found = watching.wait(LONG_ENOUGH)
    assert found is not None
    assert found.within(data) == ("replies/1-1/a.yml",)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: (data / "replies" / "1-2").mkdir(),
        lambda data: (data / "replies" / "1-1").rename(data.parent / "elsewhere"),
        lambda data: shutil.rmtree(data / "replies"),
        lambda data: [(data / f"{number}.yml").write_text("x") for number in range(watch.MOST)],
    ],
)
def test_folders_and_floods_leave_it_unsure_which_files_changed(
    project: Path, watching: Watch, change: Callable[[Path], object]
) -> None:
    change(project / "data")
    found = watching.wait(LONG_ENOUGH)
    assert found is not None
    assert not found.is_sure


def test_of_a_watched_file_only_the_file_itself_is_told(project: Path, watching: Watch) -> None:
    (project / "notes.txt").write_text("x", "utf-8")
    (project / "data" / ".hidden").write_text("x", "utf-8")
    (project / "site").mkdir()
    assert watching.wait(0.5) is None
    (project / "mkdocs.yml").write_text("site_name: 晒出来", "utf-8")
    found = watching.wait(LONG_ENOUGH)
    assert found is not None
    assert found.within(project / "mkdocs.yml") == ("mkdocs.yml",)
    assert found.within(project / "data") == ()
