"""看着数据、文字页与模板：有改动就告知，一阵改动只告知一次。"""

from collections.abc import Iterable
from pathlib import Path
from queue import Empty, Queue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.15
"""连续安静几秒才算一阵改动结束：编辑器存一次盘常有好几个事件。"""

EVERY = 2.0
"""系统不肯替我们看着时，自己每几秒看一遍。"""

CHANGES = {"created", "deleted", "modified", "moved"}


class Watch:
    """看着几个地方。"""

    def __init__(self, places: Iterable[Path]) -> None:
        self._events: Queue[str] = Queue()
        self._folders = sorted(
            {place if place.is_dir() else place.parent for place in places if place.exists()}
        )
        self._observer: BaseObserver = Observer()

    def start(self) -> None:
        """开始看；文件夹比系统肯看着的还多（Linux 默认几千到几万个），就自己隔一会儿看一遍。"""
        try:
            self._watch()
        except OSError:
            self._observer = PollingObserver(timeout=EVERY)
            self._watch()

    def _watch(self) -> None:
        handler = _Handler(self._events)
        for folder in self._folders:
            self._observer.schedule(handler, str(folder), recursive=True)
        self._observer.start()

    def stop(self) -> None:
        """不再看。"""
        self._observer.stop()
        self._observer.join()

    def wait(self, timeout: float) -> bool:
        """等一阵改动；等到了为真，没等到为假。"""
        try:
            self._events.get(timeout=timeout)
        except Empty:
            return False
        while True:
            try:
                self._events.get(timeout=QUIET)
            except Empty:
                return True


class _Handler(FileSystemEventHandler):
    def __init__(self, events: "Queue[str]") -> None:
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        """读文件不算改动；隐藏目录（缓存、版本库）里的不算。"""
        path = str(event.src_path)
        if event.event_type in CHANGES and not event.is_directory and "/." not in path.replace("\\", "/"):
            self._events.put(path)
