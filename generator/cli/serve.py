"""shai serve：在本机看网站；数据、文字页、模板一改就重建，浏览器自己刷新。"""

import argparse
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.cli import options as common
from generator.cli.build import inputs_of, outcome, progress
from generator.problems import ProblemsError
from generator.report import as_text
from generator.site import Inputs, build, template_folders

SUMMARY = "在本机看网站，改了自动更新"
EXAMPLE = "例：shai serve　　shai serve --port 8001"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_site(parser)
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="端口（默认 8000）")


def run(options: argparse.Namespace) -> int:
    """建一次，开服务，等着改动。输出在临时目录，不动 --out。"""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - 只有这个动词要用，别的不必等它载入

    inputs = inputs_of(options)
    with TemporaryDirectory(prefix="shai-serve-") as folder:
        out = Path(folder) / "site"
        update(inputs, out, options.format)
        if not out.is_dir():
            return 1
        server: Any = LiveReloadServer(
            builder=partial(update, inputs, out, options.format),
            host="127.0.0.1",
            port=options.port,
            root=str(out),
        )
        for place in (inputs.data, inputs.content, inputs.config, *template_folders(inputs.root)):
            if place.exists():
                server.watch(str(place))
        sys.stderr.write(f"打开 http://127.0.0.1:{options.port}/ ；按 Ctrl+C 结束。\n")
        try:
            server.serve()
        finally:
            server.shutdown()
    return 0


def update(inputs: Inputs, out: Path, format_name: str) -> None:
    """重建一次；数据有错时说清楚，网页保持上一次的样子。"""
    try:
        built = build(inputs, out, progress)
    except ProblemsError as error:
        sys.stderr.write(as_text(error.problems))
        return
    sys.stderr.write(outcome(built, out, format_name))
