"""shai serve：在本机看网站；数据、文字页、模板一改就重建，浏览器自己刷新。"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator.cli import options as common
from generator.cli.build import inputs_of, outcome, refuse_config
from generator.cli.progress import Progress
from generator.disk import CACHE
from generator.disk.failures import explained
from generator.disk.lock import hold
from generator.engine import build
from generator.preview import Preview
from generator.preview.watch import Changes, Watch
from generator.problems import ProblemsError
from generator.report import as_text
from generator.shelves import Shelf, Survey
from generator.site import Inputs, template_folders

EXAMPLE = "例：shai serve　　shai serve --port 8001"
TICK = 3600.0
PLACE = CACHE / "preview"
"""预览的网站放在项目的缓存里：下次再开，只重做变了的。"""

LARGE = 20_000
"""数据文件到了这么多，一阵改动只看变了的几格；不到的，全部看一遍也不过一眨眼，不必指望一个事件也没有漏。"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_site(parser)
    common.add_port(parser, 8000)


def run(options: argparse.Namespace) -> int:
    """建一次，开服务，等着改动。输出在缓存里，不动 --out。第一次就有错时也开着，改好了再看。"""
    refuse_config(options)
    inputs = replace(inputs_of(options), is_draft=True)
    with _place(inputs.root / PLACE) as folder:
        out = folder / "site"
        out.mkdir(exist_ok=True)
        with common.listening(options.port):
            preview = Preview(out, options.port)
        watch = Watch((inputs.data, inputs.content, inputs.config, *template_folders(inputs.root)))
        rebuilding = Rebuilding(inputs, out, options.format, preview)
        watch.start()
        preview.start()
        try:
            rebuilding.update(None)
            sys.stderr.write(f"打开 {preview.address} ；按 Ctrl+C 结束。\n")
            while True:
                changes = watch.wait(TICK)
                if changes is not None:
                    rebuilding.update(changes)
        finally:
            preview.stop()
            watch.stop()


@contextmanager
def _place(kept: Path) -> Iterator[Path]:
    """放预览的地方；别的预览正用着、写不进去的，另找一个临时的。"""
    with ExitStack() as stack:
        folder = kept
        try:
            with explained(kept):
                kept.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(kept.resolve(), "预览"))
        except ProblemsError:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="shai-serve-")))
        yield folder


class _Showing(Progress):
    """说进度的；记录自己的网页一写好就给人看，不等归拢完：十万条里改一个状态，要差几十秒。"""

    def __init__(self, preview: Preview) -> None:
        super().__init__(lines=True)
        self._preview = preview

    def records_written(self) -> None:
        """变了的记录自己的网页写好了。"""
        self._preview.tell()


class Rebuilding:
    """一次次重建。

    Args:
        inputs: 建站的输入。
        out: 输出目录。
        format_name: 结果怎样写。
        preview: 说给谁听。
    """

    def __init__(self, inputs: Inputs, out: Path, format_name: str, preview: Preview) -> None:
        self._inputs = inputs
        self._out = out
        self._format = format_name
        self._preview = preview
        self._seen: Mapping[str, Shelf] = {}

    def update(self, changes: Changes | None) -> None:
        """重建一次；数据有错时说清楚，网页保持上一次的样子。

        Args:
            changes: 上次之后的改动；头一次没有。
        """
        try:
            with _Showing(self._preview) as progress, self._survey(changes) as survey:
                # 半路出了错的，下次全部再看一遍。
                self._seen = {}
                built = build(self._inputs, self._out, progress, survey=survey)
                self._seen = survey.shelves()
        except ProblemsError as error:
            text = as_text(error.problems)
            sys.stderr.write(text)
            self._preview.tell(text)
            return
        sys.stderr.write(outcome(built, self._out, self._format))
        self._preview.tell()

    def _survey(self, changes: Changes | None) -> Survey:
        data, folder = self._inputs.data, self._inputs.root / CACHE
        is_large = sum(shelf.files.count("\n") for shelf in self._seen.values()) >= LARGE
        if changes is not None and changes.is_sure and is_large:
            return Survey.again(data, folder, self._seen, changes.within(data))
        return Survey.started(data, folder)
