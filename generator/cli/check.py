"""shai check：检查数据，把全部问题一次说完。"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli import options as common
from generator.cli.fixing import fix
from generator.cli.parser import Misuse
from generator.cli.progress import Progress
from generator.problems import Problem
from generator.report import FORMATS, annotations, as_markdown
from generator.review import review

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
    parser.add_argument(
        "--summary",
        type=Path,
        metavar="文件",
        help="全部清单另写成 Markdown，添在这个文件后面（供工作流的摘要）",
    )
    parser.add_argument("--dry-run", action="store_true", help="与 --fix 合用：只显示会改什么，不写文件")
    common.add_data(parser)
    parser.add_argument(
        "--content", type=Path, default=None, metavar="目录", help="文字页目录（默认数据目录旁边的 content）"
    )
    parser.add_argument(
        "--against",
        metavar="哪一版",
        help="同哪一版比，公开过的网址不能少：一次提交、建好的网站目录，或网站的 addresses.txt"
        "（默认：在 git 里的同主干或上一次提交比，不在的同旁边的 site 比）",
    )
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
    content = options.content or options.data.parent / "content"
    shown_as = options.data.as_posix()
    with Progress() as progress:
        progress("检查数据与文字页")
        problems = review(options.data, content, common.as_of(options), shown_as, options.against)
    listed = _inside(problems, options.paths)
    sys.stdout.write(annotations(listed) if options.format == "github" else FORMATS[options.format](listed))
    if options.summary is not None:
        # 添在后面：这个文件几步共用，平台把它显示在运行的首页。
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(as_markdown(listed))
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
