"""文字页里的个人信息：与记录同样地查；确需公开的，在站点配置的 allow 里逐个确认。"""

from collections.abc import Iterator
from pathlib import Path

from generator.content.files import unfit
from generator.content.page import place_of
from generator.problems import Mark, Problem
from generator.register.folder import SITE_FILE
from generator.register.personal import Found, find
from generator.register.register import Register
from generator.register.rules.personal import MOST_TOLD, confirmed, hidden, public_telephones

TEXTS = {".md", ".svg", ".csv"}
"""查得了的文件；图片与 PDF 里的字查不了。"""


def personal_in_content(content: Path, register: Register) -> Iterator[Problem]:
    """文字页、图与表的文字和全部文件名里的个人信息；一处一条错误，说明里遮去。"""
    telephones = public_telephones(register)
    for path in sorted(content.rglob("*")):
        shown = f"{content.name}/{path.relative_to(content).as_posix()}"
        for found in find(path.name):
            yield _named(Mark(shown.replace(found.text, found.masked)), found)
        if path.suffix in TEXTS and unfit(content, path) is None and path.is_file():
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
            unconfirmed = [
                found for found in find(text) if not confirmed(found, register.site.allow, telephones)
            ]
            for found in unconfirmed[:MOST_TOLD]:
                yield _written(shown, text, found)


def _named(mark: Mark, found: Found) -> Problem:
    return Problem("personal-data", mark, f"文件名里有{found.kind}「{found.masked}」", "改名；文件名会公开。")


def _written(path: str, text: str, found: Found) -> Problem:
    line, column = place_of(text, found.start)
    excerpt = hidden(text.split("\n")[line - 1].rstrip("\r"))
    cure = (
        f"删去或遮去；确需公开的，在 data/{SITE_FILE} 里写 "
        f"allow: [{{kind: {found.kind}, value: 原文, reason: 理由}}]。"
    )
    message = f"会公开的文字里有{found.kind}「{found.masked}」"
    return Problem("personal-data", Mark(path, line, column, excerpt), message, cure)
