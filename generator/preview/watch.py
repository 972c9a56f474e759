"""看着数据、文字页与模板：有改动就告知，一阵改动只告知一次。"""

import os
from collections.abc import Iterable
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.15
"""连续安静几秒才算一阵改动结束：编辑器存一次盘常有好几个事件。"""

EVERY = 2.0
"""系统不肯替我们看着时，自己每几秒看一遍。"""

MOST = 500
"""一阵里事件再多，系统的队列也许装不下，丢了几个就说不准了。"""

CHANGES = {"created", "deleted", "modified", "moved"}


class Changes(NamedTuple):
    """一阵改动。

    Attributes:
        paths: 改了、添了、删了的文件：（看着的地方，其中的相对路径）。
        is_sure: 只有这些；文件夹添了、删了、搬了的，事件太多的，系统不肯看着的，说不准。
    """

    paths: frozenset[tuple[Path, str]]
    is_sure: bool

    def within(self, place: Path) -> tuple[str, ...]:
        """这个看着的目录里的文件，相对路径。"""
        return tuple(sorted(path for folder, path in self.paths if folder == place))


class _Told(NamedTuple):
    """一个事件说的一处；path 为空的是哪几个文件说不准。"""

    place: Path
    path: str


class Watch:
    """看着几个地方。

    Args:
        places: 文件夹连同里面的一切；文件只看它自己。
    """

    def __init__(self, places: Iterable[Path]) -> None:
        self._events: Queue[_Told] = Queue()
        self._places = sorted({place for place in places if place.exists()})
        self._observer: BaseObserver = Observer()
        self._is_polling = False

    def start(self) -> None:
        """开始看；文件夹比系统肯看着的还多（Linux 默认几千到几万个），就自己隔一会儿看一遍。"""
        try:
            self._watch()
        except OSError:
            self._observer = PollingObserver(timeout=EVERY)
            self._is_polling = True
            self._watch()

    def _watch(self) -> None:
        for place in self._places:
            is_folder = place.is_dir()
            folder = place if is_folder else place.parent
            handler = _Handler(place, folder, self._events)
            self._observer.schedule(handler, str(folder), recursive=is_folder)
        self._observer.start()

    def stop(self) -> None:
        """不再看。"""
        self._observer.stop()
        self._observer.join()

    def wait(self, timeout: float) -> Changes | None:
        """等一阵改动；没等到的没有。"""
        try:
            told = [self._events.get(timeout=timeout)]
        except Empty:
            return None
        while True:
            try:
                told.append(self._events.get(timeout=QUIET))
            except Empty:
                break
        is_sure = not self._is_polling and len(told) < MOST and all(one.path for one in told)
        return Changes(frozenset((one.place, one.path) for one in told if one.path), is_sure)


class _Handler(FileSystemEventHandler):
    """一处的事件。

    Args:
        place: 看着的文件夹或文件。
        folder: 文件夹；看着的是文件时，它所在的那个。
        events: 说给谁听。
    """

    def __init__(self, place: Path, folder: Path, events: "Queue[_Told]") -> None:
        self._place = place
        self._folder = folder
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        """读文件不算改动；隐藏目录（缓存、版本库）里的不算；文件夹里添了东西，那样东西自有一个事件。"""
        if event.event_type not in CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for told in (event.src_path, event.dest_path):
            path = os.path.relpath(os.fsdecode(told), self._folder).replace("\\", "/") if told else "."
            if path == ".." or path.startswith("../"):
                # 有的系统说的是解开符号链接之后的路径，对不上是哪一个。
                self._events.put(_Told(self._place, ""))
            elif self._is_shown(path):
                self._events.put(_Told(self._place, "" if event.is_directory else path))

    def _is_shown(self, path: str) -> bool:
        if self._place != self._folder and path != self._place.name:
            return False
        return not any(part.startswith(".") for part in path.split("/"))
