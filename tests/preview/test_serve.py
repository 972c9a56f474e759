"""预览：改了就看得到；改错了，错误在页面上，网页还是上一次的样子。"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.miniature_inputs import AS_OF

pytestmark = pytest.mark.browser


@pytest.fixture
def address(copy: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", "0", "--as-of", AS_OF.isoformat()]
    with subprocess.Popen(command, cwd=copy, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        found = next(match for line in server.stderr if (match := re.search(r"http://[\d.:]+/", line)))
        yield found[0]
        server.terminate()


def proposal_file(copy: Path) -> Path:
    files = sorted((copy / "data" / "proposals").rglob("*.yml"))
    return next(path for path in files if "关于加快老旧小区加装电梯" in path.read_text("utf-8"))


def test_an_edit_shows_in_the_open_page_and_a_mistake_shows_where_it_is(
    page: Page, address: str, copy: Path
) -> None:
    page.goto(f"{address}proposals/5-2/0001.html")
    expect(page.locator("h1")).to_have_text("关于加快老旧小区加装电梯的建议")
    file = proposal_file(copy)
    text = file.read_text("utf-8").replace("关于加快老旧小区加装电梯", "关于加快老旧小区改造")
    file.write_text(text, "utf-8")
    expect(page.locator("h1")).to_have_text("关于加快老旧小区改造的建议", timeout=30_000)
    file.write_text(text + "\nnonsense: 1\n", "utf-8")
    expect(page.locator("#shai-problems")).to_contain_text("unknown-field", timeout=30_000)
    expect(page.locator("h1")).to_have_text("关于加快老旧小区改造的建议")
    file.write_text(text, "utf-8")
    expect(page.locator("#shai-problems")).to_have_count(0, timeout=30_000)


def test_the_preview_script_is_not_in_a_built_site(miniature_site: Path) -> None:
    found = [path for path in miniature_site.rglob("*.html") if b".shai/" in path.read_bytes()]
    assert found == []
