"""测量的表：中位数、倍数、单位都算得对。"""

import json
import sys
from pathlib import Path

import pytest

from bench.measure import CommandFailedError, Cost, run
from bench.table import Edit, Result, as_json, markdown

HUGO = Result(
    "hugo", "Hugo", 1_000, (Cost(4, 6, 10**9), Cost(2, 5, 3 * 10**9), Cost(9, 7, 2 * 10**9)), 950, 960, 10**7
)
OURS = Result("shai", "晒", 1_000, (Cost(1, 1, 5 * 10**8),), 950, 9_000, 3 * 10**7)
EDIT = Edit(
    1_000, "改一件答复", (Cost(0.5, 0.4, 10**8),), (Cost(0.25, 0.2, 10**8),), {"搜索索引": 3, "答复页": 1}, 0
)


def test_row_shows_the_median_of_each_column_and_its_ratio_to_hugo() -> None:
    rows = markdown([OURS, HUGO], []).splitlines()
    assert rows[2] == "| 1,000 | 晒 | 1.0 | 1.0 | 500 | 950 | 9,000 | 30 | 0.25 | 0.25 |"
    assert rows[3] == "| 1,000 | Hugo | 4.0 | 6.0 | 2,000 | 950 | 960 | 10 | 1.00 | 1.00 |"


def test_ratio_is_left_empty_without_a_peer_at_the_same_size() -> None:
    rows = markdown([OURS, HUGO._replace(records=10)], []).splitlines()
    assert rows[2].endswith("| 30 |  |  |")


def test_edit_says_how_many_files_and_where() -> None:
    text = markdown([HUGO], [EDIT])
    assert "| 1,000 | 改一件答复 | 0.50 | 0.40 | 100 | 4 |" in text
    assert "| 1,000 | 什么也没改 | 0.25 | 0.20 | 100 | 0 |" in text
    assert "| 1,000 | 改一件答复 | 搜索索引 | 3 |" in text


def test_json_keeps_every_round() -> None:
    value = json.loads(as_json([HUGO], [EDIT], {"machine": "两核"}))
    assert value["machine"] == "两核"
    assert [cost["wall"] for cost in value["results"][0]["costs"]] == [4, 2, 9]
    assert value["results"][0]["median"] == {"wall": 4, "cpu": 6, "memory": 2 * 10**9}
    assert value["edits"][0]["written"] == {"搜索索引": 3, "答复页": 1}


def test_memory_of_children_counts_together(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(1.2)"
    code = (
        "import subprocess, sys;"
        f"both = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in range(2)];"
        "[one.wait() for one in both]"
    )
    cost = run((sys.executable, "-c", code), tmp_path)
    assert cost.memory > 120_000_000
    assert cost.cpu > 0


def test_failing_tool_stops_the_comparison_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="坏了"):
        run((sys.executable, "-c", "import sys; sys.exit('坏了')"), tmp_path)
