"""网页表单：在真的浏览器里打开，改一件答复，存成的文件过得了检查；没有一个请求离开这台机器。"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.cli import main
from generator.register.model import Reply
from tests.form.opening import data_files, opened

pytestmark = pytest.mark.browser

TAKE = """
async () => {
  const files = {};
  const walk = async (folder, above) => {
    for await (const [name, item] of folder.entries()) {
      if (item.kind === 'file') files[above + name] = await (await item.getFile()).text();
      else await walk(item, above + name + '/');
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return files;
}
"""


def shai(site: Path, *words: str) -> None:
    assert main([*words, "--data", str(site / "data")]) == 0


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "网站"
    assert main(["init", str(site), "--name", "政协青禾区委员会"]) == 0
    shai(site, "new", "unit", "--set", "id=jianshe", "--set", "name=青禾区建设和交通局")
    proposal = ("number=0001", "title=关于加快老旧小区加装电梯的建议", "term=5", "session=2", "open=全文公开")
    sets = [word for item in proposal for word in ("--set", item)]
    shai(site, "new", "proposal", *sets, "--set", "suggestions=年内加装电梯不少于20台。")
    (site / "letter.txt").write_text("2023年12月底前加装12台。\n\n其余8台因管线迁移推迟。\n", "utf-8")
    reply = ("proposals=5-2-0001", "unit=jianshe", "date=2023-05", f"text=@{site / 'letter.txt'}")
    shai(site, "new", "reply", *[word for item in reply for word in ("--set", item)])
    return site


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "generator.cli", "form", "--port", "0"]
    with subprocess.Popen(command, cwd=site, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        found = next(match for line in server.stderr if (match := re.search(r"http://[\w.:]+/", line)))
        yield found[0]
        server.terminate()


def part(page: Page, name: str) -> Locator:
    """一个字段的一格。"""
    return page.locator(f'[data-key-path="{name}"]')


def saved(page: Page, site: Path) -> dict[str, str]:
    """把浏览器里改了的文件写回网站的文件夹；返回改了的。"""
    before, after = data_files(site), page.evaluate(TAKE)
    changed = {path: text for path, text in after.items() if before.get(path) != text}
    for path, text in changed.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    return changed


def test_reply_edited_in_the_form_passes_the_check(page: Page, address: str, site: Path) -> None:
    opened(page, address, site)
    page.goto(f"{address}#/collections/replies/filter/5-2")
    page.get_by_text("青禾区建设和交通局").first.click()
    part(page, "document_number").locator("input").fill("青建〔2023〕45号")
    part(page, "open").get_by_role("combobox").click()
    page.get_by_role("option", name="主动公开").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("您正在浏览")).to_be_attached()
    assert saved(page, site) == {
        "data/replies/5-2/0001-jianshe.yml": (
            "id: 5-2-0001-jianshe\n"
            "proposals:\n  - 5-2-0001\n"
            "unit: jianshe\n"
            "document_number: 青建〔2023〕45号\n"
            "date: 2023-05\n"
            "open: 主动公开\n"
            "text: |-\n  2023年12月底前加装12台。\n\n  其余8台因管线迁移推迟。\n"
        )
    }
    assert main(["check", "--data", str(site / "data")]) == 0


def test_new_proposal_written_in_the_form_passes_the_check(page: Page, address: str, site: Path) -> None:
    opened(page, address, site)
    page.goto(f"{address}#/collections/proposals/new")
    part(page, "id").locator("input").fill("5-2-0046")
    part(page, "number").locator("input").fill("0046")
    part(page, "title").locator("input").fill("关于增加托育点的建议")
    part(page, "submitted").locator("input").fill("2023526")
    page.get_by_role("button", name="保存").click()
    expect(part(page, "submitted").get_by_text("应当写日期")).to_be_visible()
    part(page, "submitted").locator("input").fill("2023-05-26")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("您正在浏览")).to_be_attached()
    ((path, text),) = saved(page, site).items()
    assert path == "data/proposals/5-2-0046.yml"
    assert text == "id: 5-2-0046\nnumber: '0046'\ntitle: 关于增加托育点的建议\nsubmitted: 2023-05-26\n"
    assert main(["check", "--data", str(site / "data")]) == 0


def test_form_says_everything_in_chinese_and_has_no_complaint_about_its_configuration(
    page: Page, address: str, site: Path
) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    page.goto(address)
    expect(page.get_by_text("就是有 data、content 的那一个")).to_be_visible()
    opened(page, address, site)
    page.goto(f"{address}#/collections/replies/filter/5-2")
    page.get_by_text("青禾区建设和交通局").first.click()
    expect(part(page, "text").locator("textarea")).to_be_visible()
    names = page.locator("[data-key-path] > header h4").all_inner_texts()
    assert len(names) >= len(Reply.model_fields) - 1
    assert [name for name in names if not re.search("[\u4e00-\u9fff]", name)] == []
    # 没有登记单点登录的应用：用令牌登录，本来就用不着。
    assert [text for text in told if "OAuth" not in text] == []


def test_icons_are_drawn_and_not_spelt(page: Page, address: str, site: Path) -> None:
    opened(page, address, site)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('24px \"Material Symbols Outlined\"')")
    icon = page.get_by_text("chat", exact=True).first
    box = icon.bounding_box()
    assert box is not None
    assert box["width"] <= 1.5 * box["height"]
