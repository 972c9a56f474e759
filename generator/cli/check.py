"""shai check：检查数据，把全部问题一次说完。"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli import options as common
from generator.cli.fixing import fix
from generator.cli.parser import Misuse
from generator.problems import Problem
from generator.register.intake import take_in
from generator.report import FORMATS

SUMMARY = "检查数据，列出全部问题与改法"
EXAMPLE = "例：shai check　　shai check data/proposals　　shai check --fix　　shai check --format json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help="只列这些文件或文件夹里的问题（默认全部）；检查总是对全部数据",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="改好只有一种改法的（日期的写法、名称换编号、看不见的字符……），显示改了哪里；其余照列",
    )
    parser.add_argument("--dry-run", action="store_true", help="与 --fix 合用：只显示会改什么，不写文件")
    common.add_data(parser)
    common.add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """检查；列出的问题里有错误级的返回 1。

    Raises:
        Misuse: 写的路径不存在。
    """
    missing = [path for path in options.paths if not os.path.lexists(path)]
    if missing:
        raise Misuse(f"没有这个文件或文件夹：{'、'.join(missing)}")
    if options.dry_run and not options.fix:
        raise Misuse("--dry-run 要与 --fix 合用")
    if options.fix:
        fix(options.data, options.paths, dry_run=options.dry_run)
    _, problems = take_in(options.data, options.data.as_posix())
    listed = _inside(problems, options.paths)
    sys.stdout.write(FORMATS[options.format](listed))
    return 1 if any(problem.is_error for problem in listed) else 0


def _inside(problems: Sequence[Problem], paths: Sequence[str]) -> Sequence[Problem]:
    """出在这些文件或文件夹里的问题；没有写路径时是全部。"""
    if not paths:
        return problems
    wanted = [_whole(path) for path in paths]
    return [
        problem
        for problem in problems
        if any(f"{_whole(problem.mark.path)}/".startswith(f"{path}/") for path in wanted)
    ]


def _whole(path: str) -> str:
    """从根写起、去掉「..」的路径；不跟链接，链接自己的问题才列得出来。"""
    return os.path.normpath(Path(path).absolute())
