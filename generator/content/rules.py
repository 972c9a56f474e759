"""手写页面的预检：在 MkDocs 运行之前，一次列出全部页面的全部问题。"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from generator.content.drawing import foreign_parts
from generator.content.files import text_of, unfit
from generator.content.front import front_matter
from generator.content.macros import check_macros, check_unopened
from generator.content.page import Call, Page, place_of, read_page
from generator.lazily import lazy_pattern
from generator.problems import Mark, Problem, in_order

_FORBIDDEN = (
    lazy_pattern(r"(?i)<\s*/?\s*(?:script|style|iframe|object|embed|link|meta|base|form|frame|frameset)\b"),
    lazy_pattern(r"(?i)<[^<>]*?[\s/\"'](?:on[a-z]+|style|srcdoc|data-slot)\s*="),
    lazy_pattern(r"(?i)\{[^{}\n]*\b(?:on[a-z]+|style|srcdoc|data-slot)\s*="),
    lazy_pattern(r"(?i)\b(?:java|vb)script\s*:"),
)
MOST_TOLD = 20
"""一页里同一种毛病至多说几处。"""

NESTED = lazy_pattern(
    r"^(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,3}[.)](?=[ \t]))){12}"
    r"|(?:\[[^\[\]\n]*){12}|^(?: {60}|\t{15})",
    re.MULTILINE,
)
MOST_SIGNS = {
    "<": 500,
    "\n#": 500,
    "\n:": 300,
    "\n": 4000,
    "[^": 300,
    "](": 1500,
    "[": 3000,
    "`": 3000,
    "*": 4000,
    "_": 6000,
    "|": 8000,
}
"""一页里各种记号至多几处：Python-Markdown 的有些写法越多越慢，慢得不成比例。"""

LONG_RUN = lazy_pattern(r"([*_`~!\[\]()<>&\\|:#-])\1{199}")
"""一层套一层、或同一个记号连写几百个：排版要很久，也没有人读得懂。"""


class Checked(msgspec.Struct, frozen=True):
    """预检的结果：全部问题，与读到的全部宏调用。"""

    problems: tuple[Problem, ...]
    calls: tuple[Call, ...]


def check_content(content: Path) -> Checked:
    """查一个目录下的全部文件。

    Args:
        content: 手写页面的目录；其中的路径在说明里都从它的名字写起。
    """
    found = [item for path in sorted(content.rglob("*")) for item in _check_file(content, path)]
    problems = [item for item in found if isinstance(item, Problem)]
    return Checked(in_order(problems), tuple(item for item in found if isinstance(item, Call)))


def check_page(path: str, name: str, text: str) -> list[Problem | Call]:
    """查一页。

    Args:
        path: 写进说明的路径。
        name: 相对 content/ 的路径，即宏调用里的 page。
        text: 全文。
    """
    page = read_page(path, name, text)
    meta, problems = front_matter(page)
    macros = check_macros(page) if meta.get("render_macros") is True else check_unopened(page)
    return [*problems, *_tangled(page), *_raw_html(page), *macros]


def _tangled(page: Page) -> Iterator[Problem]:
    """排版要很久的写法：套得太深、记号太多。"""
    body = page.body
    for sign, most in MOST_SIGNS.items():
        if (count := body.count(sign)) > most:
            mark = page.mark(*place_of(body, body.index(sign)))
            message = f"「{sign.strip() or '换行'}」写了 {count} 处，超过 {most} 处"
            yield Problem("tangled-markdown", mark, message, "分成几页；导出的网页与表格不要整个贴进来")
    for pattern, message in ((NESTED, "套得太深"), (LONG_RUN, "同一个记号连写了几百个")):
        if hit := pattern.search(body):
            mark = page.mark(*place_of(body, hit.start()))
            yield Problem(
                "tangled-markdown", mark, message, "少套几层；画线用单独一行的 ---，原样文字放进代码块"
            )


def _check_file(content: Path, path: Path) -> list[Problem | Call]:
    name = path.relative_to(content)
    if any(part.startswith(".") for part in name.parts):
        return []
    problem = unfit(content, path)
    if problem is not None:
        return [problem]
    is_text = path.suffix in {".md", ".svg"} and path.is_file()
    return _check_text(path, name.as_posix(), Mark(f"{content.name}/{name.as_posix()}")) if is_text else []


def _check_text(path: Path, name: str, mark: Mark) -> list[Problem | Call]:
    text = text_of(path, mark)
    if isinstance(text, Problem):
        return [text]
    if path.suffix == ".md":
        return check_page(mark.path, name, text)
    # 图片单独打开时也会执行里面的脚本。
    page = read_page(mark.path, name, text)
    return [*_raw_html(page), *foreign_parts(page)]


def _raw_html(page: Page) -> Iterator[Problem]:
    prose = page.prose
    for pattern in _FORBIDDEN:
        for hit in islice(pattern.finditer(prose), MOST_TOLD):
            shown = " ".join(hit[0].split())[-40:]
            message = f"不能写「{shown}」：页面里不许有脚本、内嵌样式与外来框"
            mark = page.mark(*place_of(prose, hit.start()))
            yield Problem("raw-html", mark, message, "改用 Markdown；要图表或清单，用宏")
