"""别家的检查工具逐种页面看过：Nu、html-validate、HTML CodeSniffer、schema.org 的类型，都没有一处发现。

工具由 tests/checkers/package.json 装在虚拟环境旁（make checkers）；没有 npm 或 java 的机器跳过并说明。
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.page_types import page_types
from tests.site.test_everyone import DESK, KINDS, OPEN_ALL, PHONE

TOOLS = Path(sys.prefix) / "checkers" / "node_modules"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SNIFFER = TOOLS / "@pa11y" / "html_codesniffer" / "build" / "HTMLCS.js"
SNIFF = """() => new Promise((resolve) => HTMLCS.process("WCAG2AA", document, () => resolve(
  HTMLCS.getMessages().filter((one) => one.type === HTMLCS.ERROR)
    .map((one) => `${one.code} ${(one.element.outerHTML || "").slice(0, 120)}`))))"""
WEAR = """theme => {
  const worn = document.documentElement.dataset;
  delete worn.elder;
  worn.theme = theme === "dark" ? "dark" : "light";
  if (theme === "elder") worn.elder = "on";
}"""
WAITS = 240
"""一个工具最多跑几秒；机器忙时要两三倍的工夫。"""


@pytest.fixture(scope="module")
def tool() -> Callable[..., str]:
    """运行一个命令行工具，给出它写到两处的字。"""
    if not TOOLS.is_dir():
        pytest.skip(f"没有 {TOOLS.as_posix()}：运行 make checkers（要有 npm）")

    def run(*command: str) -> str:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=WAITS, cwd=TOOLS.parent
        )
        return done.stdout + done.stderr

    return run


def _read(text: str, start: str) -> Any:
    return json.loads(text[text.index(start) :])


def test_the_nu_checker_finds_nothing(
    tool: Callable[..., str], miniature_site: Path, miniature_address: str
) -> None:
    """经网址看，不经文件看：文件没有来处，策略里的 'self' 就谁也不是。"""
    java = shutil.which("java")
    if java is None:
        pytest.skip("没有 java：Nu 检查器要用它")
    addresses = [
        miniature_address + quote(path.relative_to(miniature_site).as_posix())
        for path in page_types(miniature_site).values()
    ]
    jar = str(TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar")
    allow = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    said = tool(java, allow, "-jar", jar, "--format", "json", "--exit-zero-always", *addresses)
    assert _read(said, '{"')["messages"] == []


def test_html_validate_finds_nothing(
    tool: Callable[..., str], miniature_site: Path, tmp_path: Path
) -> None:
    config = tmp_path / "htmlvalidate.json"
    config.write_text('{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"]}')
    own = str(TOOLS / ".bin" / "html-validate")
    files = [str(path) for path in page_types(miniature_site).values()]
    said = tool(own, "--config", str(config), "--formatter", "json", *files)
    found = {
        (Path(one["filePath"]).relative_to(miniature_site).as_posix(), message["ruleId"], message["message"])
        for one in _read(said, "[{" if "[{" in said else "[")
        for message in one["messages"]
    }
    assert found == set()


def test_structured_data_uses_only_what_schema_org_defines(
    tool: Callable[..., str], miniature_site: Path
) -> None:
    """用 schema-dts（schema.org 词汇的类型）逐页核对：没有的属性、放错的值，编译就不过。"""
    lines = ['import type { Graph } from "schema-dts";']
    seen: set[tuple[str, ...]] = set()
    for path in sorted(miniature_site.rglob("*.html")):
        for text in DATA.findall(path.read_text("utf-8")):
            own = json.loads(text)["@graph"][0]
            shape = (own["@type"], *own)
            if shape not in seen:
                lines.append(f"// {path.name}\nexport const page{len(seen)}: Graph = {text};")
                seen.add(shape)
    assert len({shape[0] for shape in seen}) > 10
    source = TOOLS.parent / "structured.ts"
    source.write_text("\n".join(lines), "utf-8")
    said = tool(
        str(TOOLS / ".bin" / "tsc"),
        *("--noEmit", "--strict", "--skipLibCheck"),
        *("--module", "nodenext", "--moduleResolution", "nodenext", str(source)),
    )
    assert said == ""


@pytest.mark.browser
@pytest.mark.parametrize("kind", [*KINDS])
def test_html_codesniffer_finds_nothing_on_any_page_type(
    page: Page, miniature_site: Path, miniature_address: str, kind: str
) -> None:
    """pa11y 用的就是它；整套 pa11y 要另开浏览器，慢，用 make measure 量。"""
    if not SNIFFER.is_file():
        pytest.skip(f"没有 {SNIFFER.as_posix()}：运行 make checkers（要有 npm）")
    page.goto(miniature_address + page_types(miniature_site)[kind].relative_to(miniature_site).as_posix())
    page.evaluate(OPEN_ALL)
    page.evaluate(SNIFFER.read_text("utf-8"))
    found = {}
    for width, size in (("手机", PHONE), ("桌面", DESK)):
        page.set_viewport_size(size)
        for theme in ("light", "dark", "elder"):
            page.evaluate(WEAR, theme)
            found[width, theme] = page.evaluate(SNIFF)
    assert {how: what for how, what in found.items() if what} == {}
