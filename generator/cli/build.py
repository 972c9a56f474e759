"""shai build：检查数据，生成网站。"""

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import options as common
from generator.cli.profile import Profile
from generator.cli.progress import Progress
from generator.disk import CACHE
from generator.host.configuration import bad_config
from generator.problems import ProblemsError
from generator.report import FORMATS, summary
from generator.shelves import Survey

if TYPE_CHECKING:
    from generator.site import Built, Inputs

EXAMPLE = "例：shai build　　shai build --as-of 2024-06-30 --out 预览"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_site(parser)
    parser.add_argument("--profile", action="store_true", help="建完列出各阶段的用时与内存")


def run(options: argparse.Namespace) -> int:
    """建站。"""
    refuse_config(options)
    with Survey.started(options.data, options.config.resolve().parent / CACHE) as survey:
        # 数据目录已经有人在看，这时才读引擎的各个模块：两件事一起做，改一处快半秒。
        # 各个模块读进来就不会再没了，垃圾回收不必一遍遍地看它们；建站时也不自动回收，见 engine.build。
        gc.disable()
        from generator.engine import build  # noqa: PLC0415

        gc.freeze()
        with Progress(lines=True) as progress:
            profile = Profile(progress, time.monotonic)
            built = build(inputs_of(options), options.out, profile, survey=survey)
    sys.stdout.write(outcome(built, options.out, options.format))
    if options.profile:
        sys.stderr.write(profile.table())
    return 0


def refuse_config(options: argparse.Namespace) -> None:
    """站点配置有挡得住建站的毛病。

    Raises:
        ProblemsError: 有。
    """
    if (problem := bad_config(options.config)) is not None:
        raise ProblemsError((problem,))


def inputs_of(options: argparse.Namespace) -> "Inputs":
    """由命令行选项得到建站的输入；配置已经看过，见 refuse_config。"""
    from generator.site import Inputs  # noqa: PLC0415 - 同 run

    content = options.content or options.config.parent / "content"
    return Inputs(options.config, options.data, content, common.as_of(options), options.data.as_posix())


def outcome(built: "Built", out: Path, format_name: str) -> str:
    """建站结果的几句话。"""
    if format_name in {"json", "gitlab"}:
        return FORMATS[format_name](built.warnings)
    lines = FORMATS[format_name](built.warnings) if built.warnings else f"{summary(())}\n"
    counts = f"写了 {len(built.written)} 个文件，删了 {len(built.removed)} 个，共 {built.total} 个"
    return f"{lines}{counts}，在 {out.as_posix()}/。\n"
