"""进度：终端上看得见走到哪一步，别处不出声。"""

import io

import pytest

from generator.cli import progress as module
from generator.cli.progress import CLEAR, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def stages(stream: io.StringIO, moments: list[float]) -> str:
    left = iter(moments)
    with Progress(stream, lambda: next(left)) as progress:
        progress("检查数据")
        progress("写出")
    return stream.getvalue()


def test_each_stage_is_ticked_off_with_its_seconds() -> None:
    told = stages(Terminal(), [0.0, 12.0, 12.0, 12.2])
    assert told == f"{CLEAR}✓ 检查数据　12 秒\n{CLEAR}✓ 写出\n"


def test_stage_that_failed_is_not_ticked() -> None:
    stream = Terminal()
    progress = Progress(stream, lambda: 0.0)
    progress.__enter__()
    progress("检查数据")
    progress.__exit__(ValueError, ValueError("坏了"), None)
    assert stream.getvalue() == f"{CLEAR}✗ 检查数据\n"


def test_running_stage_shows_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICK", 0.001)
    stream, moments = Terminal(), iter([0.0, *[7.0] * 100_000])
    with Progress(stream, lambda: next(moments)) as progress:
        progress("检查数据")
        while "… 检查数据　7 秒" not in stream.getvalue():
            pass


def test_nothing_is_said_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stages(io.StringIO(), []) == ""
    monkeypatch.setenv("CI", "true")
    assert stages(Terminal(), []) == ""
