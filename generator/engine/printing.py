"""各组成页、写出，随手记下：从这里起输出目录不再是上次的样子。"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import asdict

from generator.disk.tree import begin
from generator.engine.memory.spans import forget_observations, keep_observations
from generator.engine.memory.store import Cell, Store
from generator.engine.planning.plan import Group, Plan
from generator.engine.rendering import Press, Rendered
from generator.engine.settling import Commons, Settled
from generator.engine.work import Work
from generator.engine.workers.crew import Crew
from generator.problems import Problem
from generator.progress import Listener


class Decided(msgspec.Struct, frozen=True):
    """检查过、决定好的。

    Attributes:
        plan: 重做哪些组，忘掉哪些组。
        settled: 重做的各组的决定，与 plan.groups 一一对应。
        commons: 名册等人人要用的记录的决定。
        warnings: 不挡发布的问题。
    """

    plan: Plan
    settled: tuple[Settled, ...]
    commons: Commons
    warnings: tuple[Problem, ...]


class Recorded(NamedTuple):
    """记下的一组：归口，搜索的材料，写了的路径；从头建的用不着归口与材料，都空着。"""

    holders: tuple[str, ...]
    documents: bytes
    written: tuple[str, ...]


class Printing:
    """把决定好的各组交给印刷处，印好的记下。

    Args:
        store: 记忆。
        crew: 人手。
        work: 各种活。
        out: 输出目录。
        progress: 进度说给谁听。
        is_whole: 从头建。
    """

    def __init__(  # noqa: PLR0913 - 各项来处不同，只在一处造
        self, store: Store, crew: Crew, work: Work, out: Path, progress: Listener, *, is_whole: bool
    ) -> None:
        self._store = store
        self._crew = crew
        self._work = work
        self._out = out
        self._progress = progress
        self._is_whole = is_whole

    def run(
        self, decided: Decided, press: Press, numbers: Iterable[int], *, is_reprint: bool
    ) -> tuple[dict[str, bytes], list[Recorded]]:
        """各组成页，写出，记下。

        Args:
            decided: 检查过、决定好的。
            press: 印刷处。
            numbers: 各组的号。
            is_reprint: 只有长文变了，统计的观察照旧。

        Returns:
            重做之前各组的产物，与重做的各组。

        Raises:
            ProblemsError: 有没有公开的字句漏在里面。
        """
        begin(self._out)
        self._store.doubt()
        self._progress.stage("写记录的网页")
        plan, settled = decided.plan, decided.settled
        gone = self._store.drop(plan.stale)
        if not is_reprint:
            forget_observations(self._store, plan.stale)
        jobs = [(item.portion, item.sealed, gone) for item in settled]
        recorded: list[Recorded] = []
        groups = zip(numbers, plan.groups, settled, strict=False)
        for batch in self._work.print(press, [len(group.members) for group in plan.groups], jobs):
            taken = []
            for rendered, (number, group, item) in zip(batch.rendered, groups, strict=False):
                recorded.append(self._recorded(number, group, item, rendered))
                taken.append(number)
            if batch.observations is not None and not is_reprint:
                keep_observations(self._store, taken, batch.observations)
        self._store.commit()
        self._store.begin()
        return gone, recorded

    def _recorded(self, number: int, group: Group, item: Settled, rendered: Rendered) -> Recorded:
        thin = self._crew.spool.take(item.thin)
        cell = Cell(number, thin, rendered.mark, rendered.holders, len(item.warnings))
        pieces = {"documents": rendered.documents, "lines": rendered.lines, **asdict(rendered.share)}
        self._store.add_cell(cell, pieces, group.members, rendered.newest)
        self._store.add_outputs(number, rendered.outputs)
        kept = ((), b"") if self._is_whole else (rendered.holders, rendered.documents)
        return Recorded(*kept, rendered.written)
