"""看着：改动都告知一次，系统不肯看着那么多文件夹时也一样。"""

import errno
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
        assert not watching.wait(0.3)
        (inner / "a.yml").write_text("改了", "utf-8")
        assert watching.wait(LONG_ENOUGH)
    finally:
        watching.stop()
