"""只做记录页与列表，写到 site/：与别家做的事对等的一次运行。由晒自己的解释器执行。

用的就是整站那一套：几个进程读、检查、决定公开、成页；只是不做数据孪生、订阅、报告、统计、搜索、开放数据。
读各个模块时不自动回收垃圾，与 `shai build` 一样。
"""

# ruff: noqa: E402 - 要在读各个模块之前关掉
import gc

gc.disable()

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator.engine import build, rendering
from generator.engine.gathering.archive import Archive
from generator.output.pages import Pages
from generator.output.pages.overviews import list_page
from generator.output.pages.records import record_pages
from generator.output.parcel import Parcel, page_parcel
from generator.release.views.lists import list_views
from generator.site import Inputs

gc.freeze()


def _nothing(*_: Any) -> Iterator[Any]:
    return iter(())


def _no_observations(*_: Any) -> None:
    """统计的观察，列表用不着。"""


def _records(pages: Pages) -> Iterable[Any]:
    return record_pages(pages)


def _lists(archive: Archive) -> Iterator[Parcel]:
    pages: Pages = archive._pages  # noqa: SLF001 - 测量要的正是整站里做列表的那一段
    for view in list_views(pages.release, pages.names):
        yield page_parcel(partial(list_page, pages, view), view.path, view)


def main(as_of: date) -> None:
    """在当前目录的项目上运行。"""
    for name, replacement in (
        ("of_records", _records), ("record_documents", _nothing), ("long_rows", _nothing),
        ("holders", _nothing), ("observed", _no_observations),
    ):  # fmt: skip
        setattr(rendering, name, replacement)
    for name, section in (
        ("_search", _nothing),
        ("_all_pages", _lists),
        ("_reports", _nothing),
        ("_texts", _nothing),
        ("_feeds", _nothing),
        ("_opendata", _nothing),
    ):
        # 整站里换了名字的一段，在这里要是没有换掉，量的就不是这几样了。
        getattr(Archive, name)
        setattr(Archive, name, section)
    root = Path.cwd()
    build(Inputs(root / "mkdocs.yml", root / "data", root / "content", as_of), root / "site")


main(date.fromisoformat(sys.argv[1]))
