"""shai explain：一条记录为什么显示成这样。"""

import argparse
import sys

from generator.cli import options as common
from generator.explain import explain
from generator.gate import publish
from generator.problems import ProblemsError
from generator.register.intake import take_in
from generator.report import sentence

EXAMPLE = "例：shai explain 14-2-0123"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("id", metavar="编号", help="记录的编号")
    common.add_data(parser)
    common.add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """解释；没有这个编号，或数据有错，返回 1。"""
    register, problems = take_in(options.data, options.data.as_posix())
    if any(problem.is_error for problem in problems):
        raise ProblemsError(problems)
    try:
        lines = explain(options.id, register, publish(register, common.as_of(options)))
    except LookupError as error:
        sys.stderr.write(f"{sentence(error.args[0])}\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
