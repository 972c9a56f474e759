"""文字页的页首：只许几个键，写法与数据文件同样严格。"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from generator.content.page import Page
from generator.lazily import lazy_pattern
from generator.problems import Problem
from generator.terms import nearest

FRONT_MATTER_KEYS: dict[str, type | tuple[type, ...]] = {
    "title": str, "description": str, "keywords": str, "section": str, "source": str, "date": (str, date),
    "render_macros": bool,
}  # fmt: skip
"""页首可写的键与类型；宏插件会把它们当作变量，所以不许多写。"""

TEMPLATE_MARKS = ("{{", "{%", "{#")
"""宏插件把标题当模板执行，不管正文查得多严。"""

LONGEST = 4000
MOST_COLLECTIONS = 20
MULTIMARKDOWN = lazy_pattern(r"[ ]{0,3}[A-Za-z0-9_-]+:")
"""MkDocs 还认不写「---」的页首；认了就绕过对键的检查。"""


def front_matter(page: Page) -> tuple[dict[str, Any], list[Problem]]:
    """页首的键与值；写得不对的，键值为空或只缺那一个，问题另给。"""
    if page.front_matter is None:
        return {}, list(_unmarked(page))
    meta, problem = _read(page, page.front_matter)
    if problem is not None:
        return {}, [problem]
    if meta is None:
        return {}, []
    if not isinstance(meta, dict):
        return {}, [
            Problem("front-matter", page.mark(2, 1), "页首要一行一个「键: 值」", "照其他页面的写法改")
        ]
    checked = [_front_matter_key(page, key, value) for key, value in meta.items()]
    return meta, [problem for problem in checked if problem] + _written_twice(page)


def _unmarked(page: Page) -> Iterator[Problem]:
    """没有页首，却像是想写页首。"""
    if page.lines[0].rstrip() == "---":
        yield Problem("front-matter", page.mark(1, 1), "页首没有结束", "在页首之后单写一行「---」")
    elif MULTIMARKDOWN.match(page.text):
        cure = "页首前后各加一行「---」；不是页首的，在第一行前空一行"
        yield Problem("front-matter", page.mark(1, 1), "第一行像「键: 值」，会被当作页首吞掉", cure)


def _read(page: Page, text: str) -> tuple[Any, Problem | None]:
    """页首的 YAML；引用与标签不许：几行字的引用就能展开成几十亿项。"""
    if len(text) > LONGEST:
        message = f"页首超过 {LONGEST} 个字"
        return None, Problem("front-matter", page.mark(1, 1), message, "页首只写标题、简介等几行")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > MOST_COLLECTIONS:
                cure = "一行一个「键: 值」，值是文字"
                return None, Problem("front-matter", page.mark(1, 1), "页首里的括号太多", cure)
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                place = event.start_mark
                mark = page.mark(place.line + 2, place.column + 1) if place else page.mark(1, 1)
                cure = "把内容原样写出来；若 &、*、! 是文字，用引号括起来"
                return None, Problem("front-matter", mark, "页首用了引用或标签（&、*、!）", cure)
        return yaml.safe_load(text), None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line, column = (place.line + 2, place.column + 1) if place else (1, 1)
        cure = "每行写「键: 值」；值里有冒号就加引号"
        return None, Problem("front-matter", page.mark(line, column), "页首不是合法的 YAML", cure)


def _written_twice(page: Page) -> list[Problem]:
    keys = [row.partition(":")[0].strip() for row in (page.front_matter or "").split("\n") if row[:1].strip()]
    twice = {key for key in keys if key in FRONT_MATTER_KEYS and keys.count(key) > 1}
    return [
        Problem("front-matter-key", page.mark(_line_of_key(page, key), 1), f"「{key}」写了两次", "留下一个")
        for key in sorted(twice)
    ]


def _front_matter_key(page: Page, key: Any, value: Any) -> Problem | None:
    mark = page.mark(_line_of_key(page, str(key)), 1)
    if key not in FRONT_MATTER_KEYS:
        guess = nearest(str(key), FRONT_MATTER_KEYS)
        cure = f"是否想写「{guess}」？" if guess else "可写：" + "、".join(FRONT_MATTER_KEYS)
        return Problem("front-matter-key", mark, f"页首没有「{key}」这个键", cure)
    if not isinstance(value, FRONT_MATTER_KEYS[key]):
        wanted = "true 或 false" if FRONT_MATTER_KEYS[key] is bool else "文字"
        return Problem("front-matter-value", mark, f"「{key}」要是{wanted}", f"改成{wanted}")
    if any(sign in str(value) for sign in TEMPLATE_MARKS):
        message = f"「{key}」里有模板的记号（{'、'.join(TEMPLATE_MARKS)}）"
        return Problem("front-matter-value", mark, message, "页首只写文字；宏写在正文里")
    return None


def _line_of_key(page: Page, key: str) -> int:
    pattern = lazy_pattern(rf"[\"']?{re.escape(key)}[\"']?\s*:")
    rows = (page.front_matter or "").split("\n")
    return next((number for number, row in enumerate(rows, start=2) if pattern.match(row)), 2)
