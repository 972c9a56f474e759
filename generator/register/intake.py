"""登记：数据目录 → 登记簿与全部问题。登记间对外只有这一个入口。"""

from pathlib import Path

from generator.problems import Mark, Problem, in_order
from generator.register import rules
from generator.register.load import load
from generator.register.register import Register
from generator.register.source import Locator, read


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
    return register, in_order([_under(problem, shown_as) for problem in found])


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
