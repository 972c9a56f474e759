"""shai preview：合并以后，公开的内容比现在多了什么、改了什么、少了什么。"""

import argparse
import sys
from pathlib import Path

from generator.changes import DEFAULT_REFERENCES, WRITERS, before_of
from generator.changes.report import report
from generator.changes.sides import NoSuchSideError
from generator.cli import options as common
from generator.cli.parser import Misuse
from generator.cli.progress import Progress
from generator.gate import publish
from generator.problems import ProblemsError
from generator.register.intake import take_in
from generator.register.register import Register
from generator.release.compare import compare

EXAMPLE = "例：shai preview　　shai preview --against origin/main --format markdown"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument(
        "--against",
        metavar="版本或文件夹",
        help=f"与什么比：分支、标签、提交，或一个数据目录（默认取头一个有的：{'、'.join(DEFAULT_REFERENCES)}）",
    )
    parser.add_argument("--format", choices=sorted(WRITERS), default="text", help="写法（默认 text）")
    parser.add_argument("--out", type=Path, metavar="文件", help="写到文件（默认写到屏幕）")
    common.add_data_folder(parser)
    common.add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """预告；有没有变化都返回 0。

    Raises:
        Misuse: 找不到要比的那一方。
        ProblemsError: 哪一方的数据有错误。
    """
    as_of = common.as_of(options)
    with Progress() as progress:
        progress("检查现在的数据")
        after = _sound(options.data, options.data.as_posix())
        progress("检查原来的数据")
        try:
            with before_of(options.against, options.data) as (folder, name):
                before = _sound(folder, f"{name}:{options.data.as_posix()}") if folder else None
        except NoSuchSideError as error:
            raise Misuse(str(error)) from None
        progress("比较")
        comparison = compare(publish(before, as_of) if before else None, publish(after, as_of))
    text = WRITERS[options.format](report(f"与 {name} 相比", comparison, before, after))
    if options.out is None:
        sys.stdout.write(text)
    else:
        options.out.write_text(text, encoding="utf-8", newline="")
        sys.stdout.write(f"写在 {options.out.as_posix()}。\n")
    return 0


def _sound(data: Path, shown_as: str) -> Register:
    register, problems = take_in(data, shown_as)
    errors = tuple(problem for problem in problems if problem.is_error)
    if errors:
        raise ProblemsError(errors)
    return register
