"""只有长文变了：列表、统计、订阅都不用长文，只改搜索与带长文的开放数据。"""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from generator.engine.gathering.desk import Desk
from generator.engine.gathering.guard import Guard
from generator.engine.gathering.kept import kept_documents, kept_lines, kept_others
from generator.engine.gathering.searching import Documents, searched
from generator.engine.memory.store import Store, fingerprint
from generator.engine.workers.crew import Crew
from generator.output.opendata import LONG, Written, table_of
from generator.output.opendata.rewriting import Current, Former, rewritten
from generator.output.parcel import Parcel
from generator.release.model import Release


class Reprint:
    """写出要改的。

    Args:
        store: 记忆。
        commons: 名册等人人要用的记录的发布；要用表头。
        guard: 门卫。
        out: 输出目录。
        cells: 重做的是哪几组。
        documents: 重做的几组记录的搜索材料。
        lines: 它们在带长文的表里从前的行。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        store: Store,
        commons: Release,
        guard: Guard,
        out: Path,
        cells: frozenset[int],
        documents: Documents,
        lines: Written,
    ) -> None:
        self._store = store
        self._commons = commons
        self._out = out
        self._cells = cells
        self._documents = documents
        self._lines = lines
        self._others = kept_others(store)
        self._desk = Desk(
            store, guard, out, frozenset(), ({"search": self._search, "opendata": self._opendata},)
        )
        self._parts = {name: kept.note for name, kept in self._desk.before.items() if table_of(name) in LONG}
        self._digests = store.parcel_outputs(self._parts)

    def write(self, crew: Crew) -> tuple[list[str], set[str]]:
        """写出要改的产物，见 Desk.write。"""
        return self._desk.write(crew, is_everything=False)

    def _search(self) -> Iterator[Parcel]:
        whole = chain(kept_documents(self._store), self._others)
        # 只有长文变了，分面都不变。
        return searched(self._out, self._documents, whole, lambda *_: True)

    def _opendata(self) -> Iterator[Parcel]:
        self._desk.notes.update(self._parts)
        former = Former(self._written, self._lines)
        current = Current(self._cells, partial(kept_lines, self._store))
        return rewritten(self._commons, self._parts, former, current)

    def _written(self, path: str) -> bytes | None:
        """上次写出的一件产物；被人改过的不算。"""
        try:
            content = (self._out / path).read_bytes()
        except OSError:
            return None
        return content if fingerprint(content) == self._digests.get(path) else None
