"""shai check：检查数据，把全部问题一次说完。"""

import argparse
import sys

from generator.cli import options as common
from generator.register.intake import take_in
from generator.report import FORMATS

SUMMARY = "检查数据，列出全部问题与改法"
EXAMPLE = "例：shai check　　shai check --format json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_data(parser)


def run(options: argparse.Namespace) -> int:
    """检查；有错误级问题返回 1。"""
    _, problems = take_in(options.data, options.data.as_posix())
    sys.stdout.write(FORMATS[options.format](problems))
    return 1 if any(problem.is_error for problem in problems) else 0
