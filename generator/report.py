"""把问题给人看：终端文字、JSON、代码托管平台的行内批注，三种写法说的是同一份清单。"""

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice

import msgspec

from generator.problems import Problem, Severity

EXCERPT_WIDTH = 100
SENTENCE_LENGTH = 400
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""控制字符、格式字符（含方向控制符）、落单的代理项、行与段的分隔符。"""

SEVERITY_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告"}


def as_text(problems: Sequence[Problem]) -> str:
    """终端文字：每条一行「路径:行:列: 规则: 说明」，下面是原文、插入符与改法，最后一行是总数。"""
    blocks = [_block(problem) for problem in problems]
    return "\n\n".join([*blocks, summary(problems)]) + "\n"


def summary(problems: Sequence[Problem]) -> str:
    """总数一行。"""
    errors = sum(problem.is_error for problem in problems)
    files = len({problem.mark.path for problem in problems})
    if not problems:
        return "没有发现问题。"
    warnings = len(problems) - errors
    return f"共 {len(problems)} 个问题（{errors} 个错误，{warnings} 个警告），涉及 {files} 个文件。"


def _block(problem: Problem) -> str:
    mark = problem.mark
    label = "" if problem.is_error else "［警告］"
    lines = [f"{_place(problem)}: {problem.rule}: {label}{sentence(problem.message)}"]
    if mark.excerpt and mark.column:
        excerpt, column = _window(mark.excerpt, mark.column)
        lines += [f"    {excerpt}", f"    {' ' * width(excerpt[: column - 1])}^"]
    if problem.cure:
        lines.append(f"    改法：{sentence(problem.cure)}")
    return "\n".join(lines)


def _place(problem: Problem) -> str:
    mark = problem.mark
    return (
        visible(mark.path)
        + (f":{mark.line}" if mark.line else "")
        + (f":{mark.column}" if mark.column else "")
    )


def width(text: str) -> int:
    """文字在终端里占几列：汉字与全角占两列，附在前一个字上的符号不占。"""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """换掉控制字符、方向控制符与读不出的字节：数据里的文字不能指挥终端，也不能冒充工作流命令另起一行。"""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in HIDDEN else character
        for character in text
    )


def sentence(text: str) -> str:
    """说明与改法：看不见的字符换掉；数据里的长文字混进来时，截到读得下去的长度。"""
    return visible(text if len(text) <= SENTENCE_LENGTH else text[:SENTENCE_LENGTH] + "…")


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """一行太长时只取错处前后的一段；返回这一段与错处在其中的列。"""
    start = max(0, column - 1 - EXCERPT_WIDTH // 2) if len(excerpt) > EXCERPT_WIDTH else 0
    piece = visible(excerpt[start : start + EXCERPT_WIDTH].replace("\t", " "))
    before, after = ("…" if start else ""), ("…" if start + EXCERPT_WIDTH < len(excerpt) else "")
    return before + piece + after, column - start + len(before)


class _ProblemRow(msgspec.Struct):
    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str
    cure: str
    excerpt: str


def as_json(problems: Sequence[Problem]) -> str:
    """JSON：一个数组，每条问题的各项分开。"""
    rows = [
        _ProblemRow(
            visible(problem.mark.path),
            problem.mark.line,
            problem.mark.column,
            problem.severity.value,
            problem.rule,
            sentence(problem.message),
            sentence(problem.cure),
            _window(problem.mark.excerpt, problem.mark.column)[0],
        )
        for problem in problems
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """工作流命令：一行一条批注，内容按该平台的规则转义。"""
    lines = []
    for problem in problems:
        mark = problem.mark
        place = [f"file={_property(visible(mark.path))}"]
        place += [f"line={mark.line}"] if mark.line else []
        place += [f"col={mark.column}"] if mark.column else []
        place.append(f"title={_property(f'{SEVERITY_LABELS[problem.severity]} {problem.rule}')}")
        text = sentence(problem.message) + (f"\n改法：{sentence(problem.cure)}" if problem.cure else "")
        lines.append(f"::{problem.severity.value} {','.join(place)}::{_data(text)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


MOST_ANNOTATIONS = 10
"""代码托管平台一步里每种批注最多显示十条，多的不声不响地丢掉。"""

SUMMARY_LIMIT = 900_000
"""一步的摘要最长 1 MiB。"""


def annotations(problems: Sequence[Problem]) -> str:
    """限额之内的行内批注：错误与警告各取前十条，还有多的，再用一条说明到哪里看。"""
    shown = [
        problem
        for severity in Severity
        for problem in islice((item for item in problems if item.severity is severity), MOST_ANNOTATIONS)
    ]
    left = len(problems) - len(shown)
    more = (
        f"::notice title=还有 {left} 个没有批注::全部 {len(problems)} 个列在这一步的摘要里。\n"
        if left
        else ""
    )
    return as_github(shown) + more


def as_markdown(problems: Sequence[Problem]) -> str:
    """一步的摘要：总数与全部清单。清单在代码块里，数据里的文字不会变成标记。"""
    text = as_text(problems)
    while len(text.encode()) > SUMMARY_LIMIT:
        text = text[: len(text) * 9 // 10].rpartition("\n\n")[0] + "\n\n……太长，后面的没有列出。\n"
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"### {summary(problems)}\n\n{fence}text\n{text}{fence}\n"


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest


class _Lines(msgspec.Struct):
    begin: int


class _Location(msgspec.Struct):
    path: str
    lines: _Lines


class _QualityRow(msgspec.Struct):
    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def as_gitlab(problems: Sequence[Problem]) -> str:
    """GitLab 的代码质量报告：合并请求里逐行显示。"""
    rows = []
    for problem in problems:
        mark = problem.mark
        text = sentence(problem.message) + (f" 改法：{sentence(problem.cure)}" if problem.cure else "")
        identity = f"{problem.rule} {mark.path} {mark.line} {mark.column} {problem.message}"
        rows.append(
            _QualityRow(
                text,
                problem.rule,
                hashlib.sha256(identity.encode("utf-8", errors="replace")).hexdigest(),
                "major" if problem.is_error else "minor",
                _Location(visible(mark.path), _Lines(mark.line or 1)),
            )
        )
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""输出格式的名字 → 写法。"""
