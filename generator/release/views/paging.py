"""分页：页码从最早的一页数起，添一条只改最新的一页，别的页一个字节也不变。"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from generator.release.views.common import Link

PAGE_ROWS = 100
"""一页几条。"""

NEAR = 2
"""页码前后各列几页。"""

Item = TypeVar("Item")


def chunks(oldest_first: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """一页页的内容，由早到晚，各页之内新的在前；一条也没有的给一个空页。"""
    for start in range(0, max(1, len(oldest_first)), PAGE_ROWS):
        yield tuple(reversed(oldest_first[start : start + PAGE_ROWS]))


def pager(first: Link, paths: Sequence[str], current: int | None) -> tuple[Link, ...]:
    """一页上列的页码，新的在前；当前页 path 为空，只有一页的没有。

    首页每添一条都要改，列全部的页；别的页只列首页、前后几页与最早的一页，页数多了也不必改。

    Args:
        first: 首页。
        paths: 首页以外的各页，由早到晚。
        current: 在 paths 里的第几页；首页没有。
    """
    if not paths:
        return ()
    shown = (
        range(len(paths))
        if current is None
        else sorted({0, *range(max(0, current - NEAR), min(len(paths), current + NEAR + 1))})
    )
    numbered = (Link(str(place + 1), "" if place == current else paths[place]) for place in reversed(shown))
    return (Link(first.text, "" if current is None else first.path), *numbered)
