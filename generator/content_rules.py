"""手写页面的预检：在 MkDocs 运行之前，一次列出全部页面的全部问题。

宏插件的模板没有沙箱，所以只放行一种写法：`{{ 宏名(字面值, 名字=字面值) }}`。
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml
from jinja2 import nodes

from generator.macros import INLINE_MACROS, MACROS, Macro, MacroCall
from generator.problems import Mark, Problem, in_order
from generator.terms import UnknownWordError, nearest

FRONT_MATTER_KEYS = {
    "title": str, "description": str, "keywords": str, "section": str, "source": str, "date": object,
    "render_macros": bool,
}  # fmt: skip
"""页首可写的键与类型；macros 插件会把它们当作变量，所以不许多写。"""

_FORM = "只写 {{ 宏名(\"字面值\", 名字=数字) }} 这一种；可用的宏：" + "、".join(MACROS)
_FORBIDDEN_TAG = re.compile(r"<\s*(script|style|iframe|object|embed|link|meta|base|form|frame)\b", re.IGNORECASE)
_HANDLER = re.compile(r"<[^>]*?\s(on[a-z]+|style)\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


class Call(msgspec.Struct, frozen=True):
    """一次宏调用与它的位置。"""

    call: MacroCall
    mark: Mark

    def matches(self, other: MacroCall) -> bool:
        """是否同一页、同名、同样参数的调用。"""
        mine = self.call
        return (mine.page, mine.name, mine.arguments) == (other.page, other.name, other.arguments)


class Checked(msgspec.Struct, frozen=True):
    """预检的结果：全部问题，与读到的全部宏调用。"""

    problems: tuple[Problem, ...]
    calls: tuple[Call, ...]


class _Page(msgspec.Struct, frozen=True):
    path: str
    name: str
    lines: tuple[str, ...]
    body_start: int

    def mark(self, line: int, column: int = 0) -> Mark:
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.path, line, column, excerpt)


def check_content(content: Path) -> Checked:
    """查一个目录下的全部 Markdown 页面。

    Args:
        content: 手写页面的目录；其中的路径在说明里都从它的名字写起。
    """
    problems: list[Problem] = []
    calls: list[Call] = []
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).as_posix()
        shown = f"{content.name}/{name}"
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem("not-utf-8", Mark(shown), "不是 UTF-8 编码", "另存为 UTF-8"))
            continue
        for found in check_page(shown, name, text):
            (problems if isinstance(found, Problem) else calls).append(found)  # type: ignore[arg-type]
    return Checked(in_order(problems), tuple(calls))


def check_page(path: str, name: str, text: str) -> list[Problem | Call]:
    """查一页。

    Args:
        path: 写进说明的路径。
        name: 相对 content/ 的路径，即宏调用里的 page。
        text: 全文。
    """
    lines = tuple(text.splitlines())
    end = _front_matter_end(lines)
    page = _Page(path, name, lines, end)
    meta, found = _front_matter(page)
    found += _raw_html(page)
    source = "\n".join([""] * end + list(lines[end:])) + "\n"
    if meta.get("render_macros") is True:
        return found + list(_macros(page, source))
    return found + _unopened(page)


def _front_matter_end(lines: tuple[str, ...]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in {"---", "..."}:
            return number
    return 0


def _front_matter(page: _Page) -> tuple[dict[str, Any], list[Problem | Call]]:
    if not page.body_start:
        if page.lines and page.lines[0].rstrip() == "---":
            return {}, [Problem("front-matter", page.mark(1, 1), "页首没有结束", "在页首之后单写一行「---」")]
        return {}, []
    text = "\n".join(page.lines[1 : page.body_start - 1])
    try:
        meta = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark
        line, column = (place.line + 2, place.column + 1) if place else (1, 1)
        return {}, [Problem("front-matter", page.mark(line, column), "页首不是合法的 YAML", "每行写「键: 值」")]
    if meta is None:
        return {}, []
    if not isinstance(meta, dict):
        return {}, [Problem("front-matter", page.mark(2, 1), "页首要是「键: 值」的清单", "每行写「键: 值」")]
    return meta, [problem for key, value in meta.items() if (problem := _front_matter_key(page, key, value))]


def _front_matter_key(page: _Page, key: Any, value: Any) -> Problem | None:
    rows = range(2, page.body_start)
    line = next((n for n in rows if re.match(rf"[\"']?{re.escape(str(key))}[\"']?\s*:", page.lines[n - 1])), 2)
    if key not in FRONT_MATTER_KEYS:
        guess = nearest(str(key), FRONT_MATTER_KEYS)
        cure = f"是否想写「{guess}」？" if guess else "可写：" + "、".join(FRONT_MATTER_KEYS)
        return Problem("front-matter-key", page.mark(line, 1), f"页首没有「{key}」这个键", cure)
    if not isinstance(value, FRONT_MATTER_KEYS[key]):
        wanted = "true 或 false" if FRONT_MATTER_KEYS[key] is bool else "文字"
        return Problem("front-matter-value", page.mark(line, 1), f"「{key}」要是{wanted}", f"改成{wanted}")
    return None


def _prose_lines(page: _Page) -> Iterator[tuple[int, str]]:
    """代码块之外的行；行内代码换成等长的空白，列号不变。"""
    fence = ""
    for number, line in enumerate(page.lines[page.body_start :], start=page.body_start + 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        else:
            yield number, _CODE_SPAN.sub(lambda span: " " * len(span[0]), line)


def _raw_html(page: _Page) -> list[Problem | Call]:
    found: list[Problem | Call] = []
    for number, line in _prose_lines(page):
        for pattern in (_FORBIDDEN_TAG, _HANDLER):
            for hit in pattern.finditer(line):
                message = f"页面里不能写 {hit[0].strip()[:40]}：脚本、内嵌样式与外来框都不许"
                cure = "改用 Markdown；要图表或清单，用宏"
                found.append(Problem("raw-html", page.mark(number, hit.start() + 1), message, cure))
    return found


def _unopened(page: _Page) -> list[Problem | Call]:
    pattern = re.compile(r"\{\{\s*(" + "|".join(MACROS) + r")\s*\(")
    return [
        Problem("macros-off", page.mark(number, hit.start() + 1), f"宏 {hit[1]} 不会执行", "页首加 render_macros: true")
        for number, line in _prose_lines(page)
        for hit in pattern.finditer(line)
    ]


def _macros(page: _Page, source: str) -> Iterator[Problem | Call]:
    environment = jinja2.Environment(autoescape=True)
    try:
        starts = _expression_starts(environment, source)
        tree = environment.parse(source)
    except jinja2.TemplateSyntaxError as error:
        yield Problem("macro-syntax", page.mark(error.lineno), f"宏写得不完整：{error.message}", _FORM)
        return
    expressions = iter(starts.expressions)
    yield from (Problem("macro-form", page.mark(*place), f"不能写 {word}", _FORM) for place, word in starts.refused)
    if starts.refused:
        return
    for statement in tree.body:
        for node in statement.nodes if isinstance(statement, nodes.Output) else [statement]:
            if not isinstance(node, nodes.TemplateData):
                yield from _expression(page, node, next(expressions, (node.lineno, 0)))


class _Starts(msgspec.Struct):
    expressions: list[tuple[int, int]]
    refused: list[tuple[tuple[int, int], str]]


def _expression_starts(environment: jinja2.Environment, source: str) -> _Starts:
    """每个 `{{` 的行列，以及语句、注释、原样块的行列。"""
    starts = _Starts([], [])
    position = 0
    for _, kind, word in environment.lex(source):
        position = source.find(word, position)
        before = source[:position]
        place = (before.count("\n") + 1, position - before.rfind("\n"))
        if kind == "variable_begin":
            starts.expressions.append(place)
        elif kind in {"block_begin", "comment_begin", "raw_begin"}:
            starts.refused.append((place, word.strip()))
        position += len(word)
    return starts


def _expression(page: _Page, node: nodes.Node, place: tuple[int, int]) -> Iterator[Problem | Call]:
    mark = page.mark(*place)
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        yield Problem("macro-form", mark, "双花括号里只能调用宏", _FORM)
        return
    name = node.node.name
    if name not in MACROS:
        guess = nearest(name, MACROS)
        cure = f"是否想写「{guess}」？" if guess else "可用的宏：" + "、".join(MACROS)
        yield Problem("unknown-macro", mark, f"没有宏「{name}」", cure)
        return
    if misplaced := _misplaced(page, name, place):
        yield Problem("macro-place", mark, *misplaced)
        return
    try:
        call = _call(MACROS[name], node)
    except UnknownWordError as error:
        cure = f"是否想写「{error.suggestion}」？" if error.suggestion else "可写：" + "、".join(error.allowed)
        yield Problem("macro-argument", mark, f"宏 {name}：没有「{error.word}」这一种", cure)
    except ValueError as error:
        yield Problem("macro-argument", mark, f"宏 {name}：{error}", f"写法：{name}{_signature(MACROS[name])}")
    else:
        yield Call(msgspec.structs.replace(call, page=page.name, line=mark.line), mark)


def _misplaced(page: _Page, name: str, place: tuple[int, int]) -> tuple[str, str] | None:
    prose = dict(_prose_lines(page))
    line, column = place
    if line not in prose or prose[line][column - 1 : column + 1] != "{{":
        return f"宏 {name} 写在了代码里，不会执行", "移出代码"
    if re.match(r" {0,3}#", prose[line]):
        return f"宏 {name} 写在了标题里，目录里会缺字", "移到标题下面"
    alone = column == 1 and prose[line].rstrip().endswith("}}") and prose[line].count("{{") == 1
    if name not in INLINE_MACROS and not alone:
        return f"宏 {name} 占一整块，要独占一行", "前后各空一行，顶格写"
    return None


def _call(macro: Macro, node: nodes.Call) -> MacroCall:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise ValueError("不能用「*」展开参数")
    parameters = inspect.signature(macro).parameters
    if len(node.args) > len(parameters):
        raise ValueError(f"参数多了：最多 {len(parameters)} 个")
    given = dict(zip(parameters, node.args, strict=False))
    for keyword in node.kwargs:
        if keyword.key not in parameters:
            guess = nearest(keyword.key, parameters)
            raise ValueError(f"没有参数「{keyword.key}」" + (f"，是否想写「{guess}」" if guess else ""))
        if keyword.key in given:
            raise ValueError(f"参数「{keyword.key}」写了两次")
        given[keyword.key] = keyword.value
    if missing := [n for n, p in parameters.items() if p.default is p.empty and n not in given]:
        raise ValueError(f"缺少参数「{missing[0]}」")
    return macro(**{name: _literal(name, value, parameters[name].annotation) for name, value in given.items()})


def _literal(name: str, node: nodes.Expr, wanted: type) -> str | int:
    if not isinstance(node, nodes.Const):
        raise ValueError(f"参数「{name}」要直接写出来，不能是算式或变量")  # noqa: TRY004 - 写错页面不是类型错误
    # bool 是 int 的子类，而 true 不是条数。
    if type(node.value) is not wanted:
        raise ValueError(f"参数「{name}」要是" + ("整数" if wanted is int else "加引号的文字"))
    return node.value  # type: ignore[no-any-return]


def _signature(macro: Macro) -> str:
    parameters = inspect.signature(macro).parameters.values()
    shown = [p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in parameters]
    return "(" + ", ".join(shown) + ")"
