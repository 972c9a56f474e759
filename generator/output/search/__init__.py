"""中文精确搜索：把公开的记录编成静态文件，在浏览器里查，不要服务器。"""

from generator.output.search.build import search_artifacts
from generator.output.search.delta import SearchBase, read_base, search_update
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
    "read_base",
    "search_artifacts",
    "search_update",
]
