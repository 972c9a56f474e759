"""几个动词共用的选项，以及它们的读法。"""

import argparse
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator.cli.parser import Misuse
from generator.clock import BadDay, reasonable, today
from generator.report import FORMATS

LARGEST_PORT = 65535


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


def add_port(parser: argparse.ArgumentParser, usual: int) -> None:
    """在哪个端口上听。"""
    parser.add_argument(
        "--port", type=_port, default=usual, metavar="端口", help=f"端口（默认 {usual}；0 是随便一个空着的）"
    )


@contextmanager
def listening(port: int) -> Iterator[None]:
    """里面开始听一个端口。

    Raises:
        Misuse: 别的程序占着，或系统不让用。
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = f"关掉占着它的那一个，或换一个：--port {port + 1}"
            raise Misuse(f"端口 {port} 有别的程序在用，也许前一次还开着；{advice}") from None
        if error.errno == errno.EACCES:
            raise Misuse(f"系统不让用端口 {port}；换一个 1024 以上的，例如 --port 8000") from None
        raise


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"「{text}」不是端口，写 0 到 {LARGEST_PORT} 的整数")
    return int(text)


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
