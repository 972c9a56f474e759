"""案头：归拢的产物一包包地做；材料与上次相同的、归口没有变的不做，做了一样的不写。"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from generator.disk.tree import write_if_changed
from generator.engine.gathering.guard import Guard
from generator.engine.memory.store import ARCHIVE, Kept, Parceled, Store, fingerprint
from generator.engine.workers.crew import Crew
from generator.output.artifact import Artifact
from generator.output.parcel import Parcel
from generator.problems import Problem, ProblemsError, in_order

Taken = tuple[str, bytes, bool, list[Problem]]
"""收下一件的结果：路径，指纹，写了没有，漏了什么。几个进程一起做的，由做的进程收下。"""


class Section(msgspec.Struct, frozen=True, array_like=True):
    """一部分产物写完之后的样子：做了哪几包，哪几包不必做，写了哪些，漏了什么。"""

    made: tuple[Parceled, ...]
    spared: tuple[str, ...]
    written: tuple[str, ...]
    leaks: tuple[Problem, ...]


class _Former:
    """上次写出的各包；也许在分出的进程里，要看哪一包时才把数据库另开一次。"""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opened: Store | None = None

    def outputs(self, name: str) -> Mapping[str, bytes]:
        """一包里的路径 → 指纹。"""
        if self._opened is None:
            self._opened = self._store.reopened()
        return self._opened.parcel_outputs((name,))

    def close(self) -> None:
        """关上；再要看时另开。"""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


class Desk:
    """一张案头；产物分成几部分，几个进程各做各的。

    Args:
        store: 记忆。
        guard: 门卫。
        out: 输出目录。
        dirty: 变了的归口；从头建的没有，全部都做。
        turns: 一轮轮的，各部分的名字 → 其中的各包，费时的在前；一轮做完才做下一轮，占内存多的便不碰到一起。
    """

    def __init__(
        self,
        store: Store,
        guard: Guard,
        out: Path,
        dirty: frozenset[str] | None,
        turns: Sequence[Mapping[str, Callable[[], Iterator[Parcel]]]],
    ) -> None:
        self.notes: dict[str, bytes] = {}
        self._store = store
        self._guard = guard
        self._out = out
        self._dirty = dirty
        self._turns = turns
        self.before = store.parcels()

    def write(self, crew: Crew, *, is_everything: bool) -> tuple[list[str], set[str]]:
        """做出各包，写出，记下。

        Args:
            crew: 人手。
            is_everything: 各部分里是不是全部的包；是的，上次有、这次没有的包就是没了。

        Returns:
            写了的路径，与也许不再有的路径。

        Raises:
            ProblemsError: 产物里有没有公开的字句。
        """
        if self._dirty is None:
            # 从头建几乎总有要看全部公开文字才能排除的，分工之前先看一遍。
            self._guard.excuse(crew)
        # 只有几包要做的，分出进程的工夫比做的还多。
        sections: list[Section] = []
        for number, turn in enumerate(self._turns):
            names = [(number, name) for name in turn]
            sections += crew.each(self, "section", names) if is_everything else map(self.section, names)
        leaks = [leak for section in sections for leak in section.leaks]
        if leaks:
            raise ProblemsError(in_order(leaks))
        made = [item for section in sections for item in section.made]
        touched = {name for name, *_ in made}
        known = touched.union(*(section.spared for section in sections))
        gone = self.before.keys() - known if is_everything else set()
        before = set(self._store.parcel_outputs(touched | gone))
        self._store.forget_outputs(ARCHIVE, before)
        for _, _, outputs in made:
            self._store.add_outputs(ARCHIVE, msgspec.msgpack.decode(outputs))
        self._store.set_parcels(made, gone)
        return [path for section in sections for path in section.written], before

    def section(self, which: tuple[int, str]) -> Section:
        """写一部分：第几轮里的哪一部分。"""
        number, name = which
        made: list[Parceled] = []
        spared: list[str] = []
        written: list[str] = []
        leaks: list[Problem] = []
        with closing(_Former(self._store)) as former:
            for parcel in self._turns[number][name]():
                before = self.before.get(parcel.name)
                key = fingerprint(parcel.key) if parcel.key is not None else b""
                if before is not None and self._is_same(parcel, key, before):
                    self.notes[parcel.name] = before.note
                    spared.append(parcel.name)
                    continue
                known = former.outputs(parcel.name) if before and not parcel.is_patched else {}
                if parcel.deliver is not None:
                    # 几个进程一起做的：数据库连接不能带过去。
                    former.close()
                outputs = self._make(parcel, known, written, leaks)
                if parcel.is_patch:
                    continue
                note = self.notes.get(parcel.name, b"")
                made.append((parcel.name, Kept(key, note), msgspec.msgpack.encode(outputs)))
        return Section(tuple(made), tuple(spared), tuple(written), tuple(leaks))

    def _is_same(self, parcel: Parcel, key: bytes, before: Kept) -> bool:
        if key:
            return key == before.key
        return parcel.holder is not None and self._dirty is not None and parcel.holder not in self._dirty

    def _make(
        self, parcel: Parcel, known: Mapping[str, bytes], written: list[str], leaks: list[Problem]
    ) -> list[tuple[str, bytes]]:

        def take(artifact: Artifact) -> Taken:
            digest = fingerprint(artifact.content)
            if known.get(artifact.path) == digest:
                return artifact.path, digest, False, []
            fresh = artifact.content if artifact.fresh is None else artifact.fresh
            found = self._guard.leaks(artifact.path, fresh)
            may_write = not leaks and not found
            is_written = may_write and write_if_changed(self._out / artifact.path, artifact.content)
            return artifact.path, digest, is_written, found

        outputs: list[tuple[str, bytes]] = []
        for path, digest, is_written, found in parcel.each(take):
            outputs.append((path, digest))
            leaks += found
            if is_written:
                written.append(path)
        return outputs
