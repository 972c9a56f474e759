"""最近：一个订阅源里最近的几件事，由近及远一组组取，够了就停；不必把全部事情都读一遍。"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain

from generator.engine.memory.store import Store
from generator.output.feeds import Feed, FeedLink, paths_of
from generator.release.events import Event, events_of, newest_first
from generator.release.model import Release
from generator.release.portion import LIGHT
from generator.release.shares import events_in

AT_ONCE = 64
"""一次取几组：与一个订阅源的条数差不多，多半一次就够。"""


class NewestFeeds:
    """由记忆取各个订阅源的内容，与把全部事情分到各个订阅源的一样。

    Args:
        store: 记忆，已经记下了各组现在的事情。
        release: 整个档案。
    """

    def __init__(self, store: Store, release: Release) -> None:
        self._store = store
        self._release = release
        self._told: dict[int, dict[str, list[Event]]] = {}
        self._light: dict[str, list[Event]] = {}
        for event in events_of(release, LIGHT):
            for path in paths_of(event):
                self._light.setdefault(path, []).append(event)

    def feed(self, link: FeedLink) -> Feed:
        """一个订阅源的内容。"""
        limit = self._release.site.feed_limit
        # 也许在分出的进程里：数据库另开一次。
        with closing(self._store.reopened()) as opened:
            found = tuple(self._light.get(link.path, ()))[:limit]
            newest = list(opened.newest(link.path))
            for start in range(0, len(newest), AT_ONCE):
                # 同一天的还要比先后，所以比余下的各组都晚，才算够了。
                if len(found) == limit and (not found or found[-1].day.toordinal() > newest[start][0]):
                    break
                batch = newest[start : start + AT_ONCE]
                found = newest_first(chain(found, self._events(opened, link.path, batch)))[:limit]
        return Feed(link, found, self._release.site)

    def _events(self, store: Store, path: str, newest: Iterable[tuple[int, int]]) -> Iterator[Event]:
        """这几组进这个订阅源的事情。"""
        cells = {cell for _, cell in newest}
        for cell, content in store.pieces("events", cells - self._told.keys()):
            # 一大组的事情进几百个订阅源：读一遍，各归各的，不必每个订阅源都从头看。
            told = self._told[cell] = {}
            for event in events_in(content):
                for entered in paths_of(event):
                    told.setdefault(entered, []).append(event)
        for cell in cells:
            yield from self._told[cell][path]
