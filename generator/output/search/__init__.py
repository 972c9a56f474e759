"""中文精确搜索：把公开的记录编成静态文件，在浏览器里查，不要服务器。

全量生成用 `search_artifacts`，同样的记录总得同样的字节。增量生成不重建：

```python
account_path, changes_path = places_of(manifest)          # 上次写出的 search/manifest.js
base = read_base(account_path, account, changes_path, changes)
update = search_update(base, changed, removed)            # 费时只随改动
```
写 `update.artifacts`，删 `update.obsolete`，索引目录原样留着；`update.compact` 为真时
改用 `search_artifacts` 重建，旧目录整个删去。清单读不懂（`ValueError`）也重建。
"""

from generator.output.search.build import search_artifacts
from generator.output.search.delta import (
    SearchBase,
    SearchUpdate,
    places_of,
    read_base,
    search_update,
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
    "feed_list",
    "places_of",
    "read_base",
    "search_artifacts",
    "search_update",
]
