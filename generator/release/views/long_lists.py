"""一条记录页上的长表：页上只列头几条，全部另成几页，一条不少；原来的锚点都还在记录自己的页上。"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.release.views.answers import PointView
from generator.release.views.common import Link, Row
from generator.release.views.paging import Leaf, sheets
from generator.release.views.promises import PromiseView
from generator.release.views.related import RowsView

ROWS = 100
"""另成的页一页几行。"""

POINTS = 30
"""逐条对照与任务，一页几条：一条连承诺一千多字节，页上还要留下其余各条的锚点。"""

LINKS, FEW = 20, 5
"""一句话、一格里至多几个链接；多了的只写头几个。"""

SHORT = 20
"""其余各条只写头几个字。"""

Item = TypeVar("Item", Row, PointView, PromiseView)


class LongPage(msgspec.Struct, frozen=True, kw_only=True):
    """一张长表另成的一页。

    Attributes:
        path: 网址。
        title: 表名；不是头一页的写明第几页。
        total: 全部几条；只有头一页写。
        pages: 页码。
        rows: 各行；别的表没有。
        points: 逐条对照；别的表没有。
        tasks: 任务；别的表没有。
    """

    path: str
    title: str
    total: int | None
    pages: tuple[Link, ...]
    rows: tuple[Row, ...] = ()
    points: tuple[PointView, ...] = ()
    tasks: tuple[PromiseView, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """页上没有列出的一条，只剩一个链接。

    Attributes:
        anchors: 这一条里各个锚点，总账、订阅、搜索都链到这里。
        text: 几个字。
        address: 那一条在哪里，从记录页看去的相对网址。
    """

    anchors: tuple[str, ...]
    text: str
    address: str


class Rest(msgspec.Struct, frozen=True):
    """页上没有列完的逐条对照、任务。

    Attributes:
        shown: 列出几条。
        total: 一共几条。
        path: 全部在哪里。
        entries: 没有列出的各条。
    """

    shown: int
    total: int
    path: str
    entries: tuple[Entry, ...]


def some_links(links: tuple[Link, ...], path: str) -> tuple[Link, ...]:
    """一句话里的几个链接；多的只写头几个，末了连到全部。"""
    return links if len(links) <= LINKS else (*links[:FEW], Link(f"看全部 {len(links)} 件", path))


def row_pages(groups: Sequence[RowsView]) -> Iterator[LongPage]:
    """没有列完的各组，全部另成的几页。"""
    for group in groups:
        if group.whole:
            for leaf in _sheets(group.whole, ROWS, group.more):
                yield replace(_page(leaf, group.title), rows=leaf.items)


def point_pages(
    points: tuple[PointView, ...], title: str, path: str
) -> tuple[tuple[LongPage, ...], Rest | None]:
    """逐条对照另成的几页，与留在页上的；列得完的都没有。"""
    leaves = _leaves(points, path)
    return tuple(replace(_page(leaf, title), points=leaf.items) for leaf in leaves), _rest(leaves, _point)


def task_pages(
    tasks: tuple[PromiseView, ...], title: str, path: str
) -> tuple[tuple[LongPage, ...], Rest | None]:
    """任务另成的几页，与留在页上的；列得完的都没有。"""
    leaves = _leaves(tasks, path)
    return tuple(replace(_page(leaf, title), tasks=leaf.items) for leaf in leaves), _rest(leaves, _task)


def _page(leaf: Leaf[Any], title: str) -> LongPage:
    """一页，各条还没有放上。"""
    return LongPage(path=leaf.path, title=leaf.title(title), total=leaf.total, pages=leaf.pages)


def _leaves(items: Sequence[Item], path: str) -> tuple[Leaf[Item], ...]:
    return tuple(_sheets(items, POINTS, path)) if len(items) > POINTS else ()


def _sheets(items: Sequence[Item], size: int, path: str) -> Iterator[Leaf[Item]]:
    return sheets(items, size, path, f"{path.removesuffix('.html')}-")


def _rest(
    leaves: tuple[Leaf[Item], ...], named: Callable[[Item], tuple[tuple[str, ...], str]]
) -> Rest | None:
    if not leaves:
        return None
    entries = []
    for leaf in leaves[1:]:
        # 与记录页在同一个文件夹；几百条各写一遍回到根目录的前缀，几万字节就没有了。
        file = leaf.path.rpartition("/")[2]
        for item in leaf.items:
            anchors, text = named(item)
            entries.append(Entry(anchors, text, f"{file}#{anchors[0]}"))
    return Rest(len(leaves[0].items), leaves[0].total or 0, leaves[0].path, tuple(entries))


def _point(item: PointView) -> tuple[tuple[str, ...], str]:
    promises = (promise.anchor for answer in item.answers for promise in answer.promises)
    return (item.anchor, *promises), item.label


def _task(item: PromiseView) -> tuple[tuple[str, ...], str]:
    return (item.anchor,), item.what if len(item.what) <= SHORT else f"{item.what[:SHORT]}…"
