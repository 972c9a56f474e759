"""手写页面的预检：在 MkDocs 运行之前，一次列出全部页面的全部问题。"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from generator.content_macros import check_macros, check_unopened
from generator.content_page import Call, Page, place_of, read_page
from generator.problems import Mark, Problem, in_order
from generator.terms import nearest

FRONT_MATTER_KEYS: dict[str, type] = {
    "title": str, "description": str, "keywords": str, "section": str, "source": str, "date": object,
    "render_macros": bool,
}  # fmt: skip
"""页首可写的键与类型；宏插件会把它们当作变量，所以不许多写。"""

CONTENT_SUFFIXES = (".md", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".pdf", ".csv")
"""content/ 里可放的文件；MkDocs 还认 .markdown、.mkd 等写法，一律不用，免得漏查。"""

_FORBIDDEN = (
    re.compile(r"(?i)<\s*/?\s*(?:script|style|iframe|object|embed|link|meta|base|form|frame|frameset)\b"),
    re.compile(r"(?i)<[^>]*?[\s/\"'](?:on[a-z]+|style|srcdoc|data-slot)\s*="),
    re.compile(r"(?i)\{[^{}\n]*\b(?:on[a-z]+|style|srcdoc|data-slot)\s*="),
    re.compile(r"(?i)\b(?:java|vb)script\s*:"),
)


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
    meta, problems = _front_matter(page)
    macros = check_macros(page) if meta.get("render_macros") is True else check_unopened(page)
    return [*problems, *_raw_html(page), *macros]


def _check_file(content: Path, path: Path) -> list[Problem | Call]:
    name = path.relative_to(content).as_posix()
    mark = Mark(f"{content.name}/{name}")
    if path.is_symlink():
        return [Problem("content-file", mark, "不能用符号链接：链接里的页面查不到", "把文件复制进来")]
    if path.is_dir() or any(part.startswith(".") for part in Path(name).parts):
        return []
    if path.suffix not in CONTENT_SUFFIXES:
        kinds = "、".join(CONTENT_SUFFIXES)
        return [
            Problem("content-file", mark, f"这里不放「{path.suffix or path.name}」文件", f"可放：{kinds}")
        ]
    return _check_text(path, name, mark) if path.suffix in {".md", ".svg"} else []


def _check_text(path: Path, name: str, mark: Mark) -> list[Problem | Call]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return [Problem("not-utf-8", mark, "不是 UTF-8 编码", "另存为 UTF-8")]
    if path.suffix == ".md":
        return check_page(mark.path, name, text)
    # 图片单独打开时也会执行里面的脚本。
    return list(_raw_html(read_page(mark.path, name, text)))


def _raw_html(page: Page) -> Iterator[Problem]:
    prose = page.prose
    for pattern in _FORBIDDEN:
        for hit in pattern.finditer(prose):
            shown = " ".join(hit[0].split())[-40:]
            message = f"不能写「{shown}」：页面里不许有脚本、内嵌样式与外来框"
            mark = page.mark(*place_of(prose, hit.start()))
            yield Problem("raw-html", mark, message, "改用 Markdown；要图表或清单，用宏")


def _front_matter(page: Page) -> tuple[dict[str, Any], list[Problem]]:
    if page.front_matter is None:
        if page.lines[0].rstrip() == "---":
            cure = "在页首之后单写一行「---」"
            return {}, [Problem("front-matter", page.mark(1, 1), "页首没有结束", cure)]
        return {}, []
    try:
        meta = yaml.safe_load(page.front_matter)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line, column = (place.line + 2, place.column + 1) if place else (1, 1)
        cure = "每行写「键: 值」；值里有冒号就加引号"
        return {}, [Problem("front-matter", page.mark(line, column), "页首不是合法的 YAML", cure)]
    if meta is None:
        return {}, []
    if not isinstance(meta, dict):
        return {}, [
            Problem("front-matter", page.mark(2, 1), "页首要一行一个「键: 值」", "照其他页面的写法改")
        ]
    checked = [_front_matter_key(page, key, value) for key, value in meta.items()]
    return meta, [problem for problem in checked if problem]


def _front_matter_key(page: Page, key: Any, value: Any) -> Problem | None:
    mark = page.mark(_line_of_key(page, str(key)), 1)
    if key not in FRONT_MATTER_KEYS:
        guess = nearest(str(key), FRONT_MATTER_KEYS)
        cure = f"是否想写「{guess}」？" if guess else "可写：" + "、".join(FRONT_MATTER_KEYS)
        return Problem("front-matter-key", mark, f"页首没有「{key}」这个键", cure)
    if not isinstance(value, FRONT_MATTER_KEYS[key]):
        wanted = "true 或 false" if FRONT_MATTER_KEYS[key] is bool else "文字"
        return Problem("front-matter-value", mark, f"「{key}」要是{wanted}", f"改成{wanted}")
    return None


def _line_of_key(page: Page, key: str) -> int:
    pattern = re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*:")
    rows = (page.front_matter or "").split("\n")
    return next((number for number, row in enumerate(rows, start=2) if pattern.match(row)), 2)
