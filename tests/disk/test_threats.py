"""威胁一页说的是真话：写着的测试都在，一条防御也不空口说。"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threats.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| (?!威胁|---)(.+) \|$", re.MULTILINE)


def functions_in(path: str) -> set[str]:
    file = ROOT / path
    if not file.is_file():
        return set()
    return {
        node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }


def test_every_test_the_threat_page_names_exists() -> None:
    named = NAMED.findall(TEXT)
    assert len(named) > 25
    assert [f"{path}::{name}" for path, name in named if name not in functions_in(path)] == []


def test_every_threat_has_a_defence_and_a_test() -> None:
    rows = [row.split(" | ") for row in ROW.findall(TEXT)]
    assert len(rows) > 20
    assert [row[0] for row in rows if len(row) != 3 or not row[1] or not NAMED.search(row[2])] == []


def test_what_is_not_defended_is_said() -> None:
    assert TEXT.partition("## 没有防的")[2].count("\n- **") >= 8
