"""范本比对的工具自身也要守约：该报的报，重写只在明说时发生。"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Opening = Callable[[Path], Any]


@pytest.fixture
def comparing(golden: Any) -> Opening:
    return lambda root: type(golden)(root, bless=False)


@pytest.fixture
def blessing(golden: Any) -> Opening:
    return lambda root: type(golden)(root, bless=True)


def test_equal_result_passes_and_leaves_the_file_alone(
    comparing: Opening, blessing: Opening, tmp_path: Path
) -> None:
    blessing(tmp_path)("golden/page.html", "晒\n")
    before = (tmp_path / "golden" / "page.html").stat().st_mtime_ns
    comparing(tmp_path)("golden/page.html", "晒\n".encode())
    assert (tmp_path / "golden" / "page.html").stat().st_mtime_ns == before


def test_changed_line_is_shown_with_the_command_that_blesses_it(
    comparing: Opening, blessing: Opening, tmp_path: Path
) -> None:
    blessing(tmp_path)("page.html", "甲\n乙\n")
    with pytest.raises(pytest.fail.Exception, match="make bless") as failure:
        comparing(tmp_path)("page.html", "甲\n丙\n")
    assert "-乙" in str(failure.value)
    assert "+丙" in str(failure.value)


def test_line_endings_alone_make_a_difference(comparing: Opening, blessing: Opening, tmp_path: Path) -> None:
    blessing(tmp_path)("table.csv", b"a\r\n")
    with pytest.raises(pytest.fail.Exception, match="换行符"):
        comparing(tmp_path)("table.csv", b"a\n")


def test_missing_golden_file_fails_instead_of_being_written(comparing: Opening, tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="没有范本"):
        comparing(tmp_path)("page.html", "甲")
    assert list(tmp_path.iterdir()) == []


def test_tree_notices_a_page_that_vanished_and_a_page_that_appeared(
    comparing: Opening, blessing: Opening, tmp_path: Path
) -> None:
    blessing(tmp_path).tree("golden", {"a.html": "甲", "b/c.html": "乙"})
    comparing(tmp_path).tree("golden", {"a.html": "甲", "b/c.html": "乙"})
    with pytest.raises(pytest.fail.Exception, match=r"b/c\.html"):
        comparing(tmp_path).tree("golden", {"a.html": "甲"})
    with pytest.raises(pytest.fail.Exception, match=r"d\.html"):
        comparing(tmp_path).tree("golden", {"a.html": "甲", "b/c.html": "乙", "d.html": "丁"})


def test_blessing_a_tree_removes_what_is_no_longer_made(
    comparing: Opening, blessing: Opening, tmp_path: Path
) -> None:
    blessing(tmp_path).tree("golden", {"a.html": "甲", "b.html": "乙"})
    blessing(tmp_path).tree("golden", {"a.html": "甲"})
    comparing(tmp_path).tree("golden", {"a.html": "甲"})
