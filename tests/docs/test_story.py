"""给编辑看的几篇，照着从头做到尾：每条命令都做成，每个文件都写得下。"""

from pathlib import Path

import pytest

from tests.docs.story import ELSEWHERE, Story, steps_of

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("start", "form", "routine", "corrections")


def test_guides_can_be_followed_from_an_empty_folder_to_the_end(tmp_path: Path) -> None:
    story = Story(tmp_path)
    done = [step for name in GUIDES for step in story.follow(DOCS / f"{name}.md")]
    assert story.failed == {}
    assert len(done) > 40
    site = story.folder / "site" / "proposals" / "5-2" / "0001.html"
    assert "关于加快老旧小区加装电梯的建议" in site.read_text("utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_a_guide_leaves_to_others_is_one_of_installing(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text("utf-8")
    skipped = {step.command for step in steps_of(text) if step.command in ELSEWHERE}
    assert skipped == (set(ELSEWHERE) if name == "start" else set())


def test_a_guide_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "错.md").write_text(
        "```sh\nshai init 甲 --name 政协甲区委员会 --id jia\ncd 甲\nshai new unit\n```\n"
        "```text\n名称：乙局\n编号：yi\n没有这一问：丙\n```\n"
        "```sh\nshai check\n```\n```text\n有一个问题。\n```\n```sh\nshai chekc\n```\n",
        "utf-8",
    )
    story = Story(tmp_path)
    assert len(list(story.follow(tmp_path / "错.md"))) == 5
    assert set(story.failed) == {"shai new unit", "shai check", "shai chekc"}
    assert "没有这一问" in story.failed["shai new unit"]
