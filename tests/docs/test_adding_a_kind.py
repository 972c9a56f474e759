"""加一种记录的说明：提到的文件都在，写的行数与实际一致。"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "adding-a-kind.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (\d+) \|", TEXT, re.MULTILINE)
WHOLE = [row for row in ROWS if "supervision" in row[0]]
"""整个文件都是为这一种写的。"""


def test_every_file_the_recipe_names_is_there() -> None:
    named = set(re.findall(r"`((?:generator|tests|docs)/[^`]+)`", TEXT))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(("path", "lines"), WHOLE)
def test_the_files_written_for_the_last_kind_are_as_long_as_told(path: str, lines: str) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) == int(lines)


def test_the_sums_add_up() -> None:
    program = sum(int(lines) for path, lines in ROWS if path.startswith("generator/"))
    tests = sum(int(lines) for path, lines in ROWS if path.startswith("tests/"))
    assert f"程序 {program} 行，测试 {tests} 行" in TEXT
