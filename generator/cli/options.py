"""几个动词共用的选项，以及它们的读法。"""

import argparse
import os
from datetime import date
from pathlib import Path

from generator.cli.parser import Misuse
from generator.clock import BadDay, reasonable, today
from generator.report import FORMATS


def add_data_folder(parser: argparse.ArgumentParser) -> None:
    """数据目录。"""
    parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="目录", help="数据目录（默认 data）"
    )


def add_data(parser: argparse.ArgumentParser) -> None:
    """数据目录与输出格式。"""
    add_data_folder(parser)
    parser.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="问题清单的格式：text 终端文字（默认）、json、github 行内批注、gitlab 代码质量报告",
    )


def add_site(parser: argparse.ArgumentParser) -> None:
    """站点的配置、文字页、输出目录与日期。"""
    add_data(parser)
    parser.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="站点配置（默认 mkdocs.yml）"
    )
    parser.add_argument(
        "--content", type=Path, default=None, metavar="目录", help="文字页目录（默认取自配置）"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="目录", help="输出目录（默认 site）"
    )
    add_as_of(parser)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """数据截至哪一天。"""
    parser.add_argument(
        "--as-of",
        type=_day,
        default=None,
        metavar="日期",
        help="数据截至哪一天，例如 2024-06-30（默认今天，北京时间）",
    )


def _day(text: str) -> date:
    try:
        return reasonable(date.fromisoformat(text))
    except BadDay as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，写成 2024-06-30") from None


def as_of(options: argparse.Namespace) -> date:
    """数据截至哪一天：命令行写的；否则 SOURCE_DATE_EPOCH；否则北京时间的今天。

    Raises:
        Misuse: SOURCE_DATE_EPOCH 不是秒数。
    """
    if options.as_of is not None:
        chosen: date = options.as_of
        return chosen
    try:
        return today(os.environ)
    except BadDay as error:
        raise Misuse(f"{error}。") from None
