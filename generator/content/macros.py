"""宏的预检：宏插件的模板没有沙箱，所以只放行 `{{ 宏名(字面值, 名字=字面值) }}`。"""

import inspect
import re
from collections.abc import Iterator

import jinja2
import msgspec
from jinja2 import nodes

from generator.content.page import Call, Page, place_of
from generator.lazily import lazy_pattern
from generator.macros import INLINE_MACROS, MACROS, Macro, MacroCall
from generator.problems import Problem
from generator.terms import UnknownWordError, nearest

_Place = tuple[int, int]

_NAMES = "、".join(MACROS)
_FORM = f'只写 {{{{ 宏名("字面值", 名字=数字) }}}} 这一种；可用的宏：{_NAMES}'
MOST_MACROS = 300
ENDLESS = lazy_pattern(r"\{\{(?:(?!\}\}).){500}", re.DOTALL)
"""一处宏至多几百个字；更长的多半是少了结尾，或有意为难。"""

_LOOKS_LIKE_MACRO = lazy_pattern(r"\{\{\s*(" + "|".join(MACROS) + r")\s*\(")
_REFUSED_TOKENS = {
    "block_begin", "comment_begin", "raw_begin", "linestatement_begin", "linecomment_begin",
}  # fmt: skip


def check_macros(page: Page) -> Iterator[Problem | Call]:
    """查一页里的全部模板写法；没有问题的调用随问题一起给出。"""
    if (count := page.body.count("{{") + page.body.count("{%")) > MOST_MACROS:
        yield Problem(
            "macro-syntax", page.mark(1), f"一页里有 {count} 处宏", f"最多 {MOST_MACROS} 处，分成几页"
        )
        return
    if hit := ENDLESS.search(page.body):
        mark = page.mark(*place_of(page.body, hit.start()))
        yield Problem("macro-syntax", mark, "宏写得太长，或少了「}}」", _FORM)
        return
    environment = jinja2.Environment(autoescape=True)
    try:
        expressions, refused = _openings(environment, page.body)
        tree = environment.parse(page.body)
    except RecursionError:
        yield Problem("macro-syntax", page.mark(1), "宏里的括号套得太深", _FORM)
        return
    except jinja2.TemplateSyntaxError as error:
        yield Problem("macro-syntax", page.mark(error.lineno), f"宏写得不完整：{error.message}", _FORM)
        return
    for place, word in refused:
        yield Problem("macro-form", page.mark(*place), f"不能写「{word}」", _FORM)
    # 有语句块时，表达式可能嵌在块里；先让编辑去掉语句。
    outputs = [node for node in tree.body if isinstance(node, nodes.Output)] if not refused else []
    found = [node for output in outputs for node in output.nodes if not isinstance(node, nodes.TemplateData)]
    for node, place in zip(found, expressions, strict=False):
        yield from _check_expression(page, node, place)


def check_unopened(page: Page) -> Iterator[Problem]:
    """写了宏却没有在页首打开：会原样显示出来。"""
    prose = page.prose
    for hit in _LOOKS_LIKE_MACRO.finditer(prose):
        mark = page.mark(*place_of(prose, hit.start()))
        yield Problem("macros-off", mark, f"宏 {hit[1]} 不会执行", "页首加一行 render_macros: true")


def _openings(environment: jinja2.Environment, source: str) -> tuple[list[_Place], list[tuple[_Place, str]]]:
    """每个「{{」的行列，以及语句、注释、原样块的行列与写法。"""
    expressions: list[_Place] = []
    refused: list[tuple[_Place, str]] = []
    position = 0
    for _, kind, word in environment.lex(source):
        position = max(source.find(word, position), position)
        if kind == "variable_begin":
            expressions.append(place_of(source, position))
        elif kind in _REFUSED_TOKENS:
            refused.append((place_of(source, position), word.strip()))
        position += len(word)
    return expressions, refused


def _check_expression(page: Page, node: nodes.Node, place: _Place) -> Iterator[Problem | Call]:
    mark = page.mark(*place)
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        yield Problem("macro-form", mark, "双花括号里只能调用宏", _FORM)
        return
    name = node.node.name
    if name not in MACROS:
        guess = nearest(name, MACROS)
        cure = f"是否想写「{guess}」？" if guess else f"可用的宏：{_NAMES}"
        yield Problem("unknown-macro", mark, f"没有宏「{name}」", cure)
        return
    if misplaced := _misplaced(page, name, place):
        yield Problem("macro-place", mark, *misplaced)
        return
    try:
        call = _call(MACROS[name], node)
    except UnknownWordError as error:
        guess = error.suggestion
        cure = f"是否想写「{guess}」？" if guess else "可写：" + "、".join(error.allowed)
        yield Problem("macro-argument", mark, f"宏 {name}：没有「{error.word}」这一种", cure)
    except ValueError as error:
        cure = f"写法：{name}{_signature(MACROS[name])}"
        yield Problem("macro-argument", mark, f"宏 {name}：{error}", cure)
    else:
        yield Call(msgspec.structs.replace(call, page=page.name, line=mark.line), mark)


def _misplaced(page: Page, name: str, place: _Place) -> tuple[str, str] | None:
    line, column = place
    prose = page.prose.split("\n")[line - 1]
    if prose[column - 1 : column + 1] != "{{":
        return f"宏 {name} 写在了代码里，不会执行", "移出代码"
    if re.match(r" {0,3}#", prose):
        return f"宏 {name} 写在了标题里，目录里会缺字", "移到标题下面"
    alone = column == 1 and prose.rstrip().endswith("}}") and prose.count("{{") == 1
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
    return macro(
        **{name: _literal(name, value, parameters[name].annotation) for name, value in given.items()}
    )


def _literal(name: str, node: nodes.Expr, wanted: type) -> str | int:
    if not isinstance(node, nodes.Const):
        raise ValueError(f"参数「{name}」要直接写出来，不能是算式或变量")  # noqa: TRY004 - 写错页面不是类型错误
    value = node.value
    # bool 是 int 的子类，而 true 不是条数。
    if not isinstance(value, (str, int)) or type(value) is not wanted:
        raise ValueError(f"参数「{name}」要是" + ("整数" if wanted is int else "加引号的文字"))
    return value


def _signature(macro: Macro) -> str:
    parameters = inspect.signature(macro).parameters.values()
    shown = [p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in parameters]
    return "(" + ", ".join(shown) + ")"
