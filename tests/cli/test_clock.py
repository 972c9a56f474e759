"""时钟：命令行与 MkDocs 插件读的是同一口钟，写错的一样不收。"""

import re
from datetime import date
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

import generator
from generator import mkdocs_plugin
from generator.cli import main
from generator.clock import BadDay, today
from generator.engine import build
from tests.miniature_inputs import MINIATURE, copy_miniature, miniature_inputs

WRONG = ("昨天", "12.5", "1e9", "9" * 30, "-99999999999", "253402300800", " ")


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("1719705600", date(2024, 6, 30)), ("1719763199", date(2024, 6, 30)), ("1719763200", date(2024, 7, 1))],
)
def test_the_day_is_that_of_beijing(epoch: str, day: date) -> None:
    assert today({"SOURCE_DATE_EPOCH": epoch}) == day


@pytest.mark.parametrize("epoch", WRONG)
def test_a_wrong_epoch_is_refused_by_the_command_and_by_mkdocs_alike(
    epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadDay, match="应当是秒数"):
        today({"SOURCE_DATE_EPOCH": epoch})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check", "--data", str(MINIATURE / "data")]) == 2
    assert "应当是秒数" in capsys.readouterr().err
    with pytest.raises(PluginError, match="应当是秒数"):
        mkdocs_plugin.day_of_environment()


def test_the_clock_is_read_in_one_place() -> None:
    reads = re.compile(r"datetime\.now|date\.today|utcnow|localtime")
    root = Path(generator.__file__).parent
    files = {path.name for path in root.rglob("*.py") if reads.search(path.read_text("utf-8"))}
    assert files == {"clock.py"}


@pytest.mark.parametrize("as_of", [date(1949, 10, 1), date(2010, 1, 1), date(2199, 12, 31)])
def test_a_site_as_of_any_reasonable_day_can_be_built(as_of: date, tmp_path: Path) -> None:
    copy = copy_miniature(tmp_path / "copy")
    # 文字页里的宏点名要一件记录，那时还没有它，本来就该报错。
    (copy / "content" / "index.md").write_text("# 站\n", "utf-8")
    assert build(miniature_inputs(copy, as_of), tmp_path / "site").total > 0
