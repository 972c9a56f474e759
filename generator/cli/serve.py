"""shai serve：在本机看网站；数据、文字页、模板一改就重建，浏览器自己刷新。"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator.cli import options as common
from generator.cli.build import inputs_of, outcome, refuse_config
from generator.cli.progress import Progress
from generator.disk import CACHE
from generator.engine import build
from generator.preview import Preview
from generator.preview.watch import Watch
from generator.problems import ProblemsError
from generator.report import as_text
from generator.shelves import Survey
from generator.site import Inputs, template_folders

EXAMPLE = "例：shai serve　　shai serve --port 8001"
TICK = 3600.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_site(parser)
    common.add_port(parser, 8000)


def run(options: argparse.Namespace) -> int:
    """建一次，开服务，等着改动。输出在临时目录，不动 --out。第一次就有错时也开着，改好了再看。"""
    refuse_config(options)
    inputs = replace(inputs_of(options), is_draft=True)
    with TemporaryDirectory(prefix="shai-serve-") as folder:
        out = Path(folder) / "site"
        out.mkdir()
        with common.listening(options.port):
            preview = Preview(out, options.port)
        watch = Watch((inputs.data, inputs.content, inputs.config, *template_folders(inputs.root)))
        watch.start()
        preview.start()
        try:
            update(inputs, out, options.format, preview)
            sys.stderr.write(f"打开 {preview.address} ；按 Ctrl+C 结束。\n")
            while True:
                if watch.wait(TICK):
                    update(inputs, out, options.format, preview)
        finally:
            preview.stop()
            watch.stop()


def update(inputs: Inputs, out: Path, format_name: str, preview: Preview) -> None:
    """重建一次；数据有错时说清楚，网页保持上一次的样子。"""
    try:
        with (
            Progress(lines=True) as progress,
            Survey.started(inputs.data, inputs.root / CACHE) as survey,
        ):
            built = build(inputs, out, progress, survey=survey)
    except ProblemsError as error:
        text = as_text(error.problems)
        sys.stderr.write(text)
        preview.tell(text)
        return
    sys.stderr.write(outcome(built, out, format_name))
    preview.tell()
