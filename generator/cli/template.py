"""shai template：每类记录给一份录入模板，有下拉的选项与说明。"""

import argparse
import sys
from pathlib import Path

from generator.cli import options as common
from generator.cli.kinds import kind_of
from generator.cli.parser import Misuse
from generator.exporting.template import template_of
from generator.problems import ProblemsError
from generator.register.intake import take_in
from generator.register.model import MODELS
from generator.report import visible

EXAMPLE = "例：shai template 模板　　shai template 模板 --kind 提案 --kind 答复"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("out", type=Path, metavar="文件夹", help="模板写在哪个文件夹")
    parser.add_argument(
        "--kind", action="append", type=kind_of, default=[], metavar="种类",
        help="只要这一类，可以写几次，例如 --kind 提案 --kind 答复（默认全部）",
    )  # fmt: skip
    common.add_data_folder(parser)


def run(options: argparse.Namespace) -> int:
    """写模板。

    Raises:
        ProblemsError: 没有数据目录。
        Misuse: 已经有同名的文件。
    """
    register, problems = take_in(options.data, options.data.as_posix())
    if any(problem.rule == "no-data" for problem in problems):
        raise ProblemsError(problems)
    folder: Path = options.out
    files = {folder / f"{kind.label}.xlsx": kind for kind in options.kind or MODELS}
    there = [path for path in files if path.exists()]
    if there:
        raise Misuse(f"已经有「{there[0]}」，不覆盖；换一个文件夹，或先移走。")
    folder.mkdir(parents=True, exist_ok=True)
    for path, kind in files.items():
        path.write_bytes(template_of(kind, register))
        sys.stdout.write(f"写了 {visible(path.as_posix())}\n")
    return 0
