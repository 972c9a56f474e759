"""成页、归拢、写出：检查过、决定好的几组记录 → 输出目录里的产物。"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.disk import CACHE
from generator.disk.tree import remove, remove_empty_folders, remove_others
from generator.engine.gathering.archive import Archive
from generator.engine.gathering.binding import Binder, Reader
from generator.engine.gathering.guard import Guard, Innocent
from generator.engine.gathering.kept import (
    holdings_of,
    kept_holdings,
    kept_shares,
    lines_from,
    portion_of,
    public_bytes,
)
from generator.engine.gathering.reprint import Reprint
from generator.engine.gathering.searching import Documents
from generator.engine.memory.store import Cell, Store, fingerprint
from generator.engine.planning.inputs import Outlook
from generator.engine.planning.plan import Plan
from generator.engine.printing import Decided, Printing, Recorded
from generator.engine.rendering import Press, owners, sealed_in
from generator.engine.settling import Settled
from generator.engine.work import Work
from generator.engine.workers.crew import Crew
from generator.frame import Host
from generator.host.rendering import render_host
from generator.leaks import own_words
from generator.output.search import SearchDocument
from generator.packing import packed, unpacked
from generator.problems import ProblemsError
from generator.progress import Listener
from generator.release.model import Release
from generator.release.portion import Portion, joined
from generator.release.shares import Kept, observed, shares
from generator.release.views.common import Names
from generator.site import Inputs, identity_of, refuse_pages, template_folders

COMMONS = "commons"
"""记忆里放名册等人人要用的记录的发布的指纹的地方。"""

SHARED = "shared"
"""记忆里放其余的记录在各个归口里的样子的指纹的地方。"""


class Published(NamedTuple):
    """写了、删了哪些文件。"""

    written: tuple[str, ...]
    removed: tuple[str, ...]


class Publisher:
    """写出一次建站的产物。

    Args:
        inputs: 建站的输入。
        out: 输出目录。
        progress: 进度说给谁听。
        store: 记忆。
        outlook: 看过输入之后知道的。
        crew: 人手。
        work: 各种活。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        inputs: Inputs,
        out: Path,
        progress: Listener,
        store: Store,
        outlook: Outlook,
        crew: Crew,
        work: Work,
    ) -> None:
        self._inputs = inputs
        self._out = out
        self._progress = progress
        self._store = store
        self._is_whole = outlook.is_whole
        self._is_new = not out.is_dir() or not any(out.iterdir())
        self._crew = crew
        self._folders = template_folders(inputs.root)
        self._printing = Printing(store, crew, work, out, progress, is_whole=outlook.is_whole)

    def publish(self, decided: Decided) -> Published:
        """成页，写出；长文以外的都没有变，就不必归拢整个档案。

        Raises:
            ProblemsError: 文字页写错了，或者有没有公开的字句漏在产物里。
        """
        mark = fingerprint(packed(decided.commons.release))
        numbers = None
        if not self._is_whole and self._store.meta(COMMONS) == mark:
            stale = self._store.cells(decided.plan.stale)
            numbers = same_numbers(stale, map(self._thin, decided.settled))
        found = self._gather(decided) if numbers is None else self._reprint(decided, numbers)
        self._store.remember(COMMONS, mark)
        return found

    def _gather(self, decided: Decided) -> Published:
        """归拢整个档案。"""
        plan, commons = decided.plan, decided.commons
        kept = [
            (cell.number, cell.mark, portion_of(cell))
            for cell in self._store.cells()
            if cell.number not in plan.stale
        ]

        def portions() -> Iterator[Portion]:
            yield from (portion for _, _, portion in kept)
            yield from (unpacked(self._thin(item), Portion) for item in decided.settled)

        def refuse(release: Release) -> None:
            refuse_pages(self._inputs, commons.register, release, decided.warnings)

        try:
            host, innocent, guard = self._prepare(decided)
        except ProblemsError:
            # 旧网址与个人信息的问题先说，与整个建的一样。
            refuse(joined(commons.release, commons.places, portions()))
            raise
        binder = Binder(commons.release, commons.places, host, self._folders)
        reader = Reader(binder, portions, refuse, guard, None if self._is_whole else self._kept(decided))
        # 从头建的，合起来的档案只在分出的进程里：看过一遍就散，成页时不占内存。
        is_apart = self._is_whole and self._crew.size > 1
        foreword = self._crew.each(reader, "read", [()])[0] if is_apart else reader.read()
        # 读进来的留到最后，分出进程之前的回收不必看它们。
        gc.freeze()
        before = _documents(self._before("documents", plan))
        dirty = self._store.holders(plan.stale)
        first = self._store.last_cell() + 1
        gone, printed = self._printed(decided, host, innocent, count(first), is_reprint=False)
        if not self._is_whole:
            self._progress.records_written()
        dirty.update(*(item.holders for item in printed))
        dirty |= self._shared(foreword.shared)
        archive = Archive(
            self._store,
            binder,
            None if is_apart else reader.pages,
            foreword,
            guard,
            self._out,
            None if self._is_whole else frozenset(dirty),
            Documents(before, _after(printed), self._inputs.is_draft),
            {**holdings_of(kept), **kept_holdings(self._store, range(first, first + len(printed)))},
        )
        found, candidates = archive.write(self._crew)
        return self._published(printed, found, {*gone, *candidates})

    def _kept(self, decided: Decided) -> Kept:
        """取各组的底账：要重做的现算，其余的记着。"""
        portions = [unpacked(self._thin(item), Portion) for item in decided.settled]
        release = joined(decided.commons.release, decided.commons.places, portions)
        found_in = owners(portions)
        fresh = shares(release, Names(release), found_in, len(portions))
        columns = observed(release, found_in).columns
        kept = kept_shares(self._store, decided.plan.stale, self._store.last_cell())
        return Kept(
            lambda: chain((share.events for share in fresh), kept.events()),
            lambda: chain((share.rows for share in fresh), kept.rows()),
            lambda: chain((columns,), kept.observations()),
        )

    def _thin(self, settled: Settled) -> bytes:
        return self._crew.spool.take(settled.thin)

    def _shared(self, now: Mapping[str, bytes]) -> set[str]:
        """其余的记录在哪些归口里的样子变了；记下现在的。"""
        before: dict[str, bytes] = msgspec.msgpack.decode(self._store.meta(SHARED) or b"\x80")
        self._store.remember(SHARED, packed(now))
        return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}

    def _reprint(self, decided: Decided, numbers: Sequence[int]) -> Published:
        """只有长文变了。"""
        host, innocent, guard = self._prepare(decided)
        before = _documents(self._before("documents", decided.plan))
        lines = lines_from(self._before("lines", decided.plan))
        gone, printed = self._printed(decided, host, innocent, numbers, is_reprint=True)
        reprint = Reprint(
            self._store,
            decided.commons.release,
            guard,
            self._out,
            frozenset(numbers),
            Documents(before, _after(printed), self._inputs.is_draft),
            lines,
        )
        found, candidates = reprint.write(self._crew)
        return self._published(printed, found, {*gone, *candidates})

    def _prepare(self, decided: Decided) -> tuple[Host, Innocent, Guard]:
        """页框，软件自己的字，门卫。"""
        self._progress.stage("渲染文字页与页框")
        commons, settled, stale = decided.commons, decided.settled, decided.plan.stale
        rendered = self._inputs.root / CACHE / "host"
        host = render_host(self._inputs.config, self._inputs.content, identity_of(commons.release), rendered)
        spool, store = self._crew.spool, None if self._is_whole else self._store
        # 有可疑的才读一遍代码与模板：改一处几乎没有。
        innocent = cache(partial(own_words, host, self._folders))

        def public(part: int, parts: int) -> Iterator[bytes]:
            yield from (spool.take(item.portion) for item in settled[part::parts])
            if part == 0:
                yield from public_bytes(commons.release, store, stale)

        own = (sealed_in(spool.take(item.sealed)) for item in settled)
        sealed = chain(commons.sealed, chain.from_iterable(own))
        return host, innocent, Guard(sealed, innocent, public)

    def _before(self, piece: str, plan: Plan) -> list[bytes]:
        """要重做的各组上次的一样材料；从头建的用不着。"""
        return [] if self._is_whole else [content for _, content in self._store.pieces(piece, plan.stale)]

    def _printed(
        self, decided: Decided, host: Host, innocent: Innocent, numbers: Iterable[int], *, is_reprint: bool
    ) -> tuple[dict[str, bytes], list[Recorded]]:
        """各组成页，见 Printing.run。"""
        commons = decided.commons
        press = Press(
            commons.release,
            commons.places,
            host,
            self._folders,
            self._out,
            innocent,
            commons.sealed,
            self._crew.spool,
        )
        found = self._printing.run(decided, press, numbers, is_reprint=is_reprint)
        self._progress.stage("归拢列表、统计、订阅、开放数据、搜索")
        return found

    def _published(
        self, printed: Iterable[Recorded], found: Iterable[str], candidates: set[str]
    ) -> Published:
        """删去不再有的产物；原来空着的输出目录里没有。"""
        written = tuple(sorted([*chain.from_iterable(item.written for item in printed), *found]))
        if self._is_whole and self._is_new:
            return Published(written, ())
        if self._is_whole:
            removed = remove_others(self._out, self._store.paths())
            remove_empty_folders(self._out)
            return Published(written, removed)
        gone = [path for path in candidates if not self._store.has_output(path)]
        return Published(written, remove(self._out, gone))


def same_numbers(before: Iterable[Cell], after: Iterable[bytes]) -> tuple[int, ...] | None:
    """去掉长文之后，重做的各组与原来的几组一一相同：各组沿用的组号；有一组不同的没有。"""
    numbers: dict[bytes, list[int]] = {}
    for cell in before:
        numbers.setdefault(cell.thin, []).append(cell.number)
    found = []
    for thin in after:
        if not numbers.get(thin):
            return None
        found.append(numbers[thin].pop())
    return None if any(numbers.values()) else tuple(found)


def _documents(contents: Iterable[bytes]) -> tuple[SearchDocument, ...]:
    return tuple(item for content in contents for item in unpacked(content, list[SearchDocument]))


def _after(printed: Iterable[Recorded]) -> tuple[SearchDocument, ...]:
    return _documents(item.documents for item in printed if item.documents)
