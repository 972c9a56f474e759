"""YAML 文本 → 只含文字的值，并能指出任一值在第几行第几列。

只认 YAML 最朴素的一部分：映射、列表、文字。没有隐含类型，`no`、`0123`、`12:30` 都原样是文字。
锚点、别名、标签、重复的键、过深的嵌套一律是错误。
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.lazily import lazy_pattern
from generator.problems import Mark, Problem

MAX_DEPTH = 20
MAX_ITEMS = 50_000
TEXT_TAG, LIST_TAG, MAP_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
OTHER_BREAKS = lazy_pattern("[\r\x85\u2028\u2029]")
"""YAML 也认作换行的字符；正则的「行首」只认换行符，先换成它，否则可疑的写法会躲过检查。"""

LINE_BREAK = lazy_pattern("\r\n|[\n\r\x85\u2028\u2029]")
ANCHOR_OR_TAG = lazy_pattern(r"[&*!](?<![^\s\[{,:\-\ufeff][&*!])(?:(?<=!)|[0-9A-Za-z_-])")
"""锚点与别名的名字只能是字母、数字、「_」「-」：正文里的 **加重** 不是，不必为它逐个事件检查。
先找符号、再看它前面：符号少，比从每个位置看起快几倍。"""

DIRECTIVE = lazy_pattern(r"^(?:%|---|\.\.\.)", re.MULTILINE)
DEEP = lazy_pattern(r"^(?: {20,}|\t)|^ *(?:[-?:] +){8,}", re.MULTILINE)
UNREADABLE = lazy_pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""YAML 不许出现的字符。"""

QUOTED = "把整段文字用引号括起来。"
BARE_KEY = lazy_pattern(r"\s+(?:- +)?[a-z_]+")
EXPLANATIONS = (
    ("found character '\\t'", "缩进里有制表符", "YAML 的缩进只能用空格，把制表符换成空格。"),
    ("cannot start any token", "文字不能以这个符号开头", QUOTED),
    (
        "mapping values are not allowed",
        "冒号的位置不对",
        "文字里有半角冒号加空格时，" + QUOTED + "否则检查缩进。",
    ),
    ("could not find expected ':'", "少了冒号", "写成「字段: 值」，冒号用半角，后面空一格。"),
    ("did not find expected key", "缩进不齐，或引号后面还有文字", "同一层的字段左对齐；引号要括住整段文字。"),
    ("did not find expected '-' indicator", "列表没有对齐", "同一列表的「-」要左对齐。"),
    ("block sequence entries are not allowed", "「-」的位置不对", "列表另起一行写，行首用「- 」。"),
    ("unexpected end of stream", "引号没有写完", "补上另一半引号。"),
    ("unexpected document indicator", "引号没有写完", "补上另一半引号。"),
    ("',' or ']'", "方括号没有写完，或少了逗号", "补上「]」，各项之间用半角逗号隔开。"),
    ("',' or '}'", "花括号没有写完，或少了逗号", "补上「}」，各项之间用半角逗号隔开。"),
    ("expected node content", "多了逗号，或括号里少了一项", "删去多余的逗号，或补上内容。"),
    ("while parsing a quoted scalar", "引号里有不认识的写法", "换成单引号，或去掉反斜杠。"),
    ("escape character", "双引号里有不认识的反斜杠写法", "换成单引号，或去掉反斜杠。"),
    ("alphabetic or numeric character", "文字不能以 * 或 & 开头", QUOTED),
    ("while scanning a block scalar", "「|」或「>」后面不能接着写文字", "正文另起一行，缩进后再写。"),
    ("while scanning a directive", "文字不能以 % 开头", QUOTED),
    ("<document start>", "这一行不是「字段: 值」，或缩进不对", "一行一个「字段: 值」，同一层左对齐。"),
)
POINTS_AT_START = (
    "could not find expected ':'",
    "unexpected end of stream",
    "unexpected document indicator",
    "',' or ']'",
    "',' or '}'",
    "alphabetic or numeric character",
    "while scanning a directive",
)
"""这几种错误，起因在开头，不在读不下去的地方：例如没有写完的引号，要指引号自己。"""


class YamlProblem(Exception):  # noqa: N818 - 它携带一条问题，不是程序错误
    """读不下去的一处；携带给编辑看的问题。"""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def lines_of(text: str) -> list[str]:
    """按 YAML 认的换行分行，行号才与它报的一致。"""
    return LINE_BREAK.split(text) if OTHER_BREAKS.search(text) else text.split("\n")


def mark_at(path: str, lines: Sequence[str], line: int, column: int) -> Mark:
    """由从 0 起的行列得到标记，带该行原文。"""
    excerpt = lines[line] if 0 <= line < len(lines) else ""
    return Mark(path, line + 1, column + 1, excerpt)


def parse(text: str, path: str) -> Node | None:
    """读成节点树；空文件为 None。

    Raises:
        YamlProblem: 语法不通、有控制字符、用了锚点或标签、嵌套太深、项数太多。
    """
    lines = lines_of(text)
    # 每一项占一行，或与别的项用逗号隔开：数一数就知道读成节点要占多少内存。
    if len(lines) + text.count(",") > MAX_ITEMS:
        cure = "拆成几个文件；附件与导出的表格不要放进数据目录。"
        raise YamlProblem(Problem("too-many-items", Mark(path), f"文件里超过 {MAX_ITEMS} 项", cure))
    if found := UNREADABLE.search(text):
        raise YamlProblem(_unreadable(text, found.start(), path, lines))
    try:
        if _is_suspicious(OTHER_BREAKS.sub("\n", text)):
            _check_events(text, path, lines)
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise YamlProblem(_syntax_problem(error, path, lines)) from None


def _is_suspicious(text: str) -> bool:
    """可能有锚点、标签、几个文档或过深的嵌套；只有这样的文件才值得逐个事件检查。"""
    deep = text.count("[") + text.count("{") > MAX_DEPTH or DEEP.search(text) is not None
    return deep or ANCHOR_OR_TAG.search(text) is not None or DIRECTIVE.search(text) is not None


def _unreadable(text: str, start: int, path: str, lines: Sequence[str]) -> Problem:
    before = lines_of(text[:start])
    mark = mark_at(path, lines, len(before) - 1, len(before[-1]))
    message = f"含看不见的控制字符 U+{ord(text[start]):04X}"
    return Problem("invisible-character", mark, message, "删去它；从别处复制来的文字常带这种字符。")


def _check_events(text: str, path: str, lines: Sequence[str]) -> None:
    """逐个事件检查可疑的文件；不用递归，再深的嵌套也不会撑破。"""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        place = event.start_mark
        mark = mark_at(path, lines, place.line, place.column) if place else Mark(path)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlProblem(
                Problem(
                    "yaml-anchor",
                    mark,
                    "用了锚点或别名（& 或 *）",
                    "不支持引用，把内容原样再写一遍；若 & 或 * 是文字，用引号括起来。",
                )
            )
        if getattr(event, "tag", None):
            raise YamlProblem(
                Problem("yaml-tag", mark, "用了类型标签（!）", "去掉标签；若「!」是文字，用引号括起来。")
            )
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlProblem(
                    Problem(
                        "yaml-documents",
                        mark,
                        "一个文件里有几个文档（---）",
                        "几条记录写成列表，每条以「- 」开头，不用 --- 分隔。",
                    )
                )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlProblem(_too_deep(mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax_problem(error: yaml.YAMLError, path: str, lines: Sequence[str]) -> Problem:
    """把 YAML 库的英文错误换成中文的说明与改法。"""
    words = str(error)
    place = getattr(error, "problem_mark", None)
    started = getattr(error, "context_mark", None)
    if started and (place is None or any(needle in words for needle in POINTS_AT_START)):
        place = started
    mark = mark_at(path, lines, place.line, place.column) if place else Mark(path)
    if mark.excerpt[mark.column - 1 :].startswith("\t"):
        words = "found character '\\t'"
    elif "mapping values" in words and BARE_KEY.fullmatch(mark.excerpt[: mark.column - 1]):
        # 冒号前只有一个字段名：不是文字里的冒号，是这一行缩进得比上一行多。
        words = "did not find expected key"
    for needle, message, cure in EXPLANATIONS:
        if needle in words:
            return Problem("yaml-syntax", mark, f"YAML 写法不通：{message}", cure)
    return Problem("yaml-syntax", mark, "YAML 写法不通", "检查这一行和上一行的缩进、冒号、引号。")


def value_of(node: Node, path: str, lines: Sequence[str], problems: list[Problem], depth: int = 1) -> Any:
    """节点树 → 值：文字、列表、映射；没有内容的字段略去。重复的键与过深的嵌套记入 problems。"""
    if isinstance(node, ScalarNode):
        return node.value
    if depth > MAX_DEPTH:
        problems.append(_too_deep(_mark_of(node, path, lines)))
        return ""
    if isinstance(node, SequenceNode):
        return [value_of(item, path, lines, problems, depth + 1) for item in node.value]
    fields: dict[str, Any] = {}
    written: set[str] = set()
    for key, value in node.value:
        problem = _key_problem(key, written, path, lines)
        if problem:
            problems.append(problem)
            continue
        written.add(key.value)
        if not _is_blank(value):
            fields[key.value] = value_of(value, path, lines, problems, depth + 1)
    return fields


def _key_problem(key: Node, written: set[str], path: str, lines: Sequence[str]) -> Problem | None:
    """字段名不是一个词，或已经写过。"""
    if not isinstance(key, ScalarNode):
        cure = "写成「字段: 值」；[ ] 或 { } 是文字时，用引号括起来。"
        return Problem("bad-key", _mark_of(key, path, lines), "字段名应当是一个词", cure)
    if key.value in written:
        message = f"「{key.value}」写了两次"
        return Problem("duplicate-key", _mark_of(key, path, lines), message, "留下一个，删去另一个。")
    return None


def _mark_of(node: Node, path: str, lines: Sequence[str]) -> Mark:
    return mark_at(path, lines, node.start_mark.line, node.start_mark.column)


def _too_deep(mark: Mark) -> Problem:
    return Problem("too-deep", mark, f"嵌套超过 {MAX_DEPTH} 层", "检查缩进和括号是否写错。")


def _is_blank(node: Node) -> bool:
    """字段名后面什么也没写：等于没有这个字段。"""
    return isinstance(node, ScalarNode) and node.value in {"", "~"} and not node.style


def node_at(node: Node, steps: Sequence[str | int]) -> tuple[Node, int]:
    """沿路径走到能走到的最深处；返回节点与走成的步数。"""
    for taken, step in enumerate(steps):
        following = _child(node, step)
        if following is None:
            return node, taken
        node = following
    return node, len(steps)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def key_node(node: Node, name: str) -> Node | None:
    """映射里某个键自己的节点。"""
    if not isinstance(node, MappingNode):
        return None
    return next((key for key, _ in node.value if key.value == name), None)
