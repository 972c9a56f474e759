"""干活：一批批地读、查、成页，结果按原来的先后给出。"""

from collections.abc import Iterable, Iterator, Sequence

from generator.engine.planning.cells import batches
from generator.engine.planning.plan import Group
from generator.engine.reading import Entry, Reading
from generator.engine.rendering import Job, Press, Printed
from generator.engine.settling import Registrar, Settled
from generator.engine.workers.crew import Crew
from generator.problems import Problem, ProblemsError, in_order
from generator.progress import Listener
from generator.register.source import RawRecord

BATCH = 200
"""一批最多几条记录：太小，名册要多核对几遍；太大，几个进程分不匀。"""

FILES_AT_ONCE = 100


class Work:
    """一次建站的各种活。

    Attributes:
        registrar: 登记处。
    """

    def __init__(self, crew: Crew, registrar: Registrar, progress: Listener) -> None:
        self.registrar = registrar
        self._crew = crew
        self._progress = progress

    def kept(self, raws: Iterable[RawRecord]) -> list[tuple[str, Entry]]:
        """已经读好的记录放上传送带：（路径，这一条）。"""
        return [(raw.origin.path, self.registrar.reader.entry(raw)) for raw in raws]

    def read(self, paths: Sequence[str]) -> Iterator[Reading]:
        """读几个文件。"""
        chunks = [paths[start : start + FILES_AT_ONCE] for start in range(0, len(paths), FILES_AT_ONCE)]
        done = 0
        for found in self._crew.run(self.registrar.reader, "read", chunks):
            yield from found
            done += len(found)
            self._progress.advance(done, len(paths))

    def settle(self, groups: Sequence[Group]) -> list[Settled]:
        """几组记录的检查与决定。"""
        spans = _spans([len(group.members) for group in groups])
        chunks = [[groups[place].contents for place in span] for span in spans]
        found: list[Settled] = []
        for settled in self._crew.run(self.registrar, "settle", chunks):
            found += settled
            self._progress.advance(len(found), len(groups))
        return found

    def print(self, press: Press, sizes: Sequence[int], jobs: Sequence[Job]) -> Iterator[Printed]:
        """几组记录成页，一批批地给出。

        Raises:
            ProblemsError: 有没有公开的字句漏在里面。
        """
        spans = _spans(sizes)
        done = 0
        leaks: list[Problem] = []
        for printed in self._crew.run(press, "print", [[jobs[place] for place in span] for span in spans]):
            leaks += printed.leaks
            yield printed
            done += len(printed.rendered)
            self._progress.advance(done, len(jobs))
        if leaks:
            raise ProblemsError(in_order(leaks))


def _spans(sizes: Sequence[int]) -> list[range]:
    """怎样分批。检查与成页分得一样：一条只是看得到的记录，成页的一批里便只有检查时的一个样子。"""
    return batches(sizes, BATCH)
