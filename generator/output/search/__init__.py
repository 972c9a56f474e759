"""中文精确搜索：把公开的记录编成静态文件，在浏览器里查，不要服务器。

全量生成用 `search_artifacts`，同样的记录总得同样的字节。增量生成不重建：

```python
update = search_changes(read, changed, removed)  # read 按站内路径读上次写出的文件
```
写 `update.artifacts`，删 `update.obsolete`，索引目录原样留着；`update.compact` 为真时
改用 `search_artifacts` 重建，旧目录整个删去。清单读不懂（`ValueError`）也重建。
少了字的改动再用 `erased` 把那几个字从索引目录里抹去。
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TypeVar

from generator.output.artifact import Artifact
from generator.output.search.delta import (
    SearchBase,
    SearchUpdate,
    places_of,
    read_base,
    search_changes,
    search_update,
    written_base,
)
from generator.output.search.files import feed_list
from generator.output.search.model import (
    SearchDocument,
    SearchFeed,
    SearchField,
    SearchList,
    SearchOptions,
    SearchPageView,
    SearchSite,
)

__all__ = [
    "SearchBase",
    "SearchDocument",
    "SearchFeed",
    "SearchField",
    "SearchList",
    "SearchOptions",
    "SearchPageView",
    "SearchSite",
    "SearchUpdate",
    "delivered",
    "erased",
    "feed_list",
    "places_of",
    "read_base",
    "search_artifacts",
    "search_changes",
    "search_update",
    "written_base",
]

Taken = TypeVar("Taken")


def search_artifacts(
    documents: Iterable[SearchDocument], options: SearchOptions | None = None
) -> Iterator[Artifact]:
    """搜索要的全部文件，见 `build.search_artifacts`；用到才读，读数组运算的库要几十毫秒。"""
    found: Iterator[Artifact] = import_module(f"{__name__}.build").search_artifacts(documents, options)
    return found


def delivered(
    documents: Iterable[SearchDocument],
    take: Callable[[Artifact], Taken],
    options: SearchOptions | None = None,
) -> Iterator[Taken]:
    """同样的全部文件，做好一件交出一件，见 `build.delivered`；也是用到才读。"""
    found: Iterator[Taken] = import_module(f"{__name__}.build").delivered(documents, take, options)
    return found


def erased(
    read: Callable[[str], bytes],
    base: SearchBase,
    pairs: Iterable[tuple[SearchDocument, SearchDocument]],
    processes: int = 1,
) -> tuple[Artifact, ...] | None:
    """从已经写出的索引里抹去改过的记录里少了的字，见 `erasing.erased`；也是用到才读。"""
    erasing = import_module(f"{__name__}.erasing")
    found: tuple[Artifact, ...] | None = erasing.erased(read, base, pairs, processes)
    return found
