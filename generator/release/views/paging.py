"""分页：页码从最早的一页数起，添一条只改最新的一页，别的页一个字节也不变。"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from generator.release.views.common import Link

PAGE_ROWS = 100
"""一页几条。"""

NEAR = 2
"""页码前后各列几页。"""

Item = TypeVar("Item")


class Leaf(NamedTuple, Generic[Item]):
    """分了页的一张表的一页。

    Attributes:
        path: 网址。
        label: 在页码里的名字；首页的在 `pages` 头一个。
        items: 这一页的各条。
        first: 最早的一条在整张表里是第几条，从 1 数起；别的页不因添了一条而变。
        total: 全部几条；只有首页写。
        pages: 页码，当前页 path 为空；只有一页的没有。
    """

    path: str
    label: str
    items: tuple[Item, ...]
    first: int
    total: int | None
    pages: tuple[Link, ...]

    @property
    def is_index(self) -> bool:
        """是不是首页。"""
        return self.total is not None

    def title(self, title: str) -> str:
        """这一页的标题：首页就是表名，别的页添上是哪一页。"""
        return title if self.is_index else f"{title}（{self.label}）"


def chunks(oldest_first: Sequence[Item], size: int | None = None) -> Iterator[tuple[Item, ...]]:
    """一页页的内容，由早到晚，各页之内新的在前；一条也没有的给一个空页。不给 size 的，一页 PAGE_ROWS 条。"""
    rows = size or PAGE_ROWS
    for start in range(0, max(1, len(oldest_first)), rows):
        yield tuple(reversed(oldest_first[start : start + rows]))


def leaves(
    oldest_first: Sequence[Item], index: str, folder: str, size: int | None = None
) -> Iterator[Leaf[Item]]:
    """分成一页页，由早到晚：最新的一页是首页，满了才得自己的页码。

    Args:
        oldest_first: 全部各条，由早到晚。
        index: 首页的网址。
        folder: 别的页放在哪里，第三页是 `folder/3.html`。
        size: 一页几条；不给的是 PAGE_ROWS。
    """
    found = list(chunks(oldest_first, size))
    paths = [f"{folder}/{number}.html" for number in range(1, len(found))]
    for place, items in enumerate(found):
        is_index = place == len(paths)
        yield Leaf(
            path=index if is_index else paths[place],
            label=f"第 {place + 1} 页",
            items=items,
            first=place * (size or PAGE_ROWS) + 1,
            total=len(oldest_first) if is_index else None,
            pages=pager(Link("最新", index), paths, None if is_index else place),
        )


def sheets(in_order: Sequence[Item], size: int, index: str, stem: str) -> Iterator[Leaf[Item]]:
    """按名称等固定次序排的，从头分成一页页：第一页是首页，第二页起有页码。

    Args:
        in_order: 全部各条，照页面上的次序。
        size: 一页几条。
        index: 首页的网址。
        stem: 别的页的网址怎样开头：第三页接着是 `3.html`。
    """
    starts = range(0, max(1, len(in_order)), size)
    paths = [f"{stem}{number}.html" for number in range(2, len(starts) + 1)]
    labels = [str(number) for number in range(2, len(starts) + 1)]
    for place, start in enumerate(starts):
        yield Leaf(
            path=paths[place - 1] if place else index,
            label=f"第 {place + 1} 页",
            items=tuple(in_order[start : start + size]),
            first=start + 1,
            total=None if place else len(in_order),
            pages=pager(Link("1", index), paths, place - 1 if place else None, labels),
        )


def by_year(longest_first: Sequence[tuple[str, Item]], index: str, stem: str) -> Iterator[Leaf[Item]]:
    """还没有了结的，了结一件就少一件：首页列最久的，其余各页按年份列全部；少了一件，只动它那一年的。

    Args:
        longest_first: 全部各件，最久的在前：（年份，一件）。
        index: 首页的网址。
        stem: 别的页的网址怎样开头：接着是 `2019.html`，一年列不完的还有 `2019-2.html`。
    """
    pages: dict[str, tuple[str, tuple[Item, ...]]] = {}
    if len(longest_first) > PAGE_ROWS:
        for year, pairs in groupby(longest_first, key=lambda pair: pair[0]):
            items = tuple(item for _, item in pairs)
            for number, start in enumerate(range(0, len(items), PAGE_ROWS), 1):
                path = f"{stem}{year}{f'-{number}' if number > 1 else ''}.html"
                label = f"{year} 年{f'之 {number}' if number > 1 else ''}"
                pages[path] = label, items[start : start + PAGE_ROWS]
    paths, labels, first = list(pages), [label for label, _ in pages.values()], Link("最久的", index)
    urgent = tuple(item for _, item in longest_first[:PAGE_ROWS])
    yield Leaf(index, first.text, urgent, 1, len(longest_first), pager(first, paths, None, labels))
    for place, (path, (label, items)) in enumerate(pages.items()):
        yield Leaf(path, label, items, 1, None, pager(first, paths, place, labels))


def pager(
    first: Link, paths: Sequence[str], current: int | None, labels: Sequence[str] | None = None
) -> tuple[Link, ...]:
    """一页上列的页码；当前页 path 为空，只有一页的没有。

    首页每添一条都要改，列全部的页；别的页只列首页、前后几页与末一页（新的在前时，最早的一页），
    页数多了也不必改。

    Args:
        first: 首页。
        paths: 首页以外的各页，由早到晚；给了名字的，照页面上的次序。
        current: 在 paths 里的第几页；首页没有。
        labels: 各页的名字；没有给的，从最早的一页数起，新的在前。
    """
    if not paths:
        return ()
    end = 0 if labels is None else len(paths) - 1
    shown = (
        range(len(paths))
        if current is None
        else sorted({end, *range(max(0, current - NEAR), min(len(paths), current + NEAR + 1))})
    )
    names = labels or [str(number) for number in range(1, len(paths) + 1)]
    order = shown if labels else reversed(shown)
    numbered = (Link(names[place], "" if place == current else paths[place]) for place in order)
    return (Link(first.text, "" if current is None else first.path), *numbered)
