"""库的版本：从目录名里看到的，就是照规矩问到的。"""

from importlib import metadata
from pathlib import Path

import pytest

from generator.engine.planning.inputs import PACKAGES
from generator.installed import versions


def test_versions_are_those_that_the_packages_declare() -> None:
    assert versions(PACKAGES) == {name: metadata.version(name) for name in PACKAGES}


def test_the_first_folder_on_the_path_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, version in (("one", "1.0"), ("two", "2.0")):
        (tmp_path / place / f"Some_Library-{version}.dist-info").mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / "gone"), str(tmp_path / "one"), str(tmp_path / "two")])
    assert versions(["some-library"]) == {"some-library": "1.0"}


def test_a_package_that_is_not_installed_is_an_error() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        versions(["no-such-library"])
