"""登记：数据目录 → 登记簿与全部问题。登记间对外只有这一个入口。"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from generator.problems import MOST_PROBLEMS, Mark, Problem, Severity, in_order
from generator.register import rules
from generator.register.load import load
from generator.register.locator import Locator
from generator.register.register import Register
from generator.register.source import read


def take_in(data: Path, shown_as: str = "data") -> tuple[Register, tuple[Problem, ...]]:
    """读、核对、检查一个数据目录。

    Args:
        data: 数据目录。
        shown_as: 问题里把数据目录写成什么，例如 data；使同样的内容在哪台机器上报的都一样。

    Returns:
        登记簿与全部问题（已排序）；有错误级问题时不应当发布。
    """
    sources = read(data)
    locator = Locator(data)
    register, problems = load(sources, locator)
    found = [*sources.problems, *problems, *rules.check(register, locator)]
    return register, listed([_under(problem, shown_as) for problem in found])


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """找到的问题怎样列出：排好次序，一个文件的太多时只列前面的。"""
    return _trimmed(in_order(list(problems)))


def _trimmed(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """一个文件的问题太多时只列前面的，并说后面还有。"""
    kept: list[Problem] = []
    for _, found in groupby(problems, key=lambda problem: problem.mark.path):
        together = list(found)
        kept += together[:MOST_PROBLEMS]
        left = together[MOST_PROBLEMS:]
        if left:
            # 没有列出的里面只要有一个错误，这一条就是错误，否则会误放行。
            severity = Severity.ERROR if any(problem.is_error for problem in left) else Severity.WARNING
            message = f"这个文件的问题超过 {MOST_PROBLEMS} 个，后面的没有列出"
            cure = "先改好列出的，再检查一次。"
            kept.append(Problem("more-problems", left[0].mark, message, cure, severity))
    return tuple(kept)


def _under(problem: Problem, folder: str) -> Problem:
    mark = problem.mark
    path = f"{folder}/{mark.path}" if folder and mark.path else mark.path
    return Problem(
        problem.rule,
        Mark(path, mark.line, mark.column, mark.excerpt),
        problem.message,
        problem.cure,
        problem.severity,
    )
