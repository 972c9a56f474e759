"""手写的一页 Markdown：页首、正文的行，以及哪些行是代码。"""

import re
from collections.abc import Iterator

import msgspec

from generator.macros import MacroCall
from generator.problems import Mark

# 与 MkDocs 认页首的写法一致：认法不同，就会有宏不经检查而执行。
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(?P<text>.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")


class Call(msgspec.Struct, frozen=True):
    """一次宏调用与它的位置。"""

    call: MacroCall
    mark: Mark

    def matches(self, other: MacroCall) -> bool:
        """是否同一页、同名、同样参数的调用。"""
        mine = self.call
        return (mine.page, mine.name, mine.arguments) == (other.page, other.name, other.arguments)


class Page(msgspec.Struct, frozen=True):
    """一页手写 Markdown。

    Attributes:
        path: 写进说明的路径。
        name: 相对 content/ 的路径，即宏调用里的 page。
        text: 全文，换行已统一。
        front_matter: 页首的 YAML 原文；没有页首为 None。
        body_start: 正文在全文里的起点，按字符计。
    """

    path: str
    name: str
    text: str
    front_matter: str | None
    body_start: int

    @property
    def lines(self) -> list[str]:
        """全部行，不含换行符。"""
        return self.text.split("\n")

    @property
    def body(self) -> str:
        """正文；页首换成等数的空行，行号不变。"""
        return "\n" * self.text[: self.body_start].count("\n") + self.text[self.body_start :]

    @property
    def prose(self) -> str:
        """正文里代码之外的文字；代码换成等长的空白，行列不变。"""
        return "\n".join(_without_code(self.body.split("\n")))

    def mark(self, line: int, column: int = 0) -> Mark:
        """指到某行某列，带上该行原文。"""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.path, line, column, excerpt)


def read_page(path: str, name: str, text: str) -> Page:
    """切出页首与正文。"""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT_MATTER.match(unified)
    return Page(path, name, unified, found["text"] if found else None, found.end() if found else 0)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """字符位置换成行、列，都从 1 起。"""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _without_code(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            yield " " * len(line)
        elif mark:
            fence = mark[1]
            yield " " * len(line)
        else:
            yield _CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
