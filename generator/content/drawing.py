"""文字页里的图（SVG）：单独打开时是一份能执行脚本的文档，只许画图的东西。"""

from collections.abc import Iterator
from itertools import islice

from generator.content.page import Page, place_of
from generator.lazily import lazy_pattern
from generator.problems import Problem

FOREIGN = lazy_pattern(
    r"(?i)<!(?:doctype|entity)|<\?xml-"
    r"|<\s*(?:(?:[\w-]+:)script|(?:[\w-]+:)?(?:foreignObject|image|feImage|animate\w*|set|handler|listener))\b"
    r"|(?:href|src)\s*=\s*(?![\"']?#)[\"']?[^\s\"']{0,40}|url\(\s*[\"']?(?!#)[^)]{0,40}|@import|&#"
)
"""实体声明、外来的样式与图、网页、动画、链到别处：作图软件的「纯 SVG」里都没有。"""

MOST_TOLD = 20


def foreign_parts(page: Page) -> Iterator[Problem]:
    """图里不是画图的东西，一处一条。"""
    for hit in islice(FOREIGN.finditer(page.text), MOST_TOLD):
        shown = " ".join(hit[0].split())[-40:]
        mark = page.mark(*place_of(page.text, hit.start()))
        cure = "用作图软件另存为「纯 SVG」；图里不嵌网页、不链到别处"
        yield Problem("raw-html", mark, f"图里不能写「{shown}」", cure)
