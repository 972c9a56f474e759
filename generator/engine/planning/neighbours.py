"""邻组：与一组互登一行的别的组。它们的记录只是看得到，不在这一组里检查、决定、成页。

网页与订阅源只写到一层：一件提案的页上登着写到它的协商的一行，订阅源里登着那次协商的事情。只是那件事情
带的主题又随那次协商的各件提案，所以算它的时候要多看一层。
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.engine.memory.store import Member
from generator.engine.workers.spool import Place

Key = tuple[bytes, int]


class Neighbours:
    """各组的邻组。

    Args:
        cells: 各组的记录。
        place_of: 一条记录的内容在传送带的哪里。
    """

    def __init__(self, cells: Sequence[Sequence[Member]], place_of: Callable[[Member], Place]) -> None:
        self._cells = cells
        self._place_of = place_of
        self._owners: dict[int, tuple[int, Member]] = {}
        self._listing: defaultdict[int, list[tuple[int, Member]]] = defaultdict(list)
        self._beyond: dict[tuple[Key, ...], tuple[Place, ...]] = {}
        for number, cell in enumerate(cells):
            for item in cell:
                self._owners.update(dict.fromkeys(item.ties.own, (number, item)))
                for tie in item.ties.listed:
                    self._listing[tie].append((number, item))

    def near(self, number: int) -> tuple[Place, ...]:
        """第几组的邻组的全部记录：它写到的，与写到它的。"""
        named = self._owned(tie for item in self._cells[number] for tie in item.ties.listed)
        found = dict.fromkeys(other for other, _ in (*named, *self._naming(number)) if other != number)
        return tuple(self._place_of(item) for other in found for item in self._cells[other])

    def beyond(self, number: int) -> tuple[Place, ...]:
        """写到第几组的那些记录还写到的记录，不连它们的组；这一组自己的也在内，写到它们的相同的共用一列。"""
        naming = {(item.file, item.place): item for _, item in self._naming(number)}
        key = tuple(sorted(naming))
        if key not in self._beyond:
            named = self._owned(tie for item in naming.values() for tie in item.ties.listed)
            self._beyond[key] = tuple(dict.fromkeys(self._place_of(item) for _, item in named))
        return self._beyond[key]

    def _owned(self, ties: Iterable[int]) -> list[tuple[int, Member]]:
        """这些牵连各是哪一组的哪一条。"""
        return [self._owners[tie] for tie in dict.fromkeys(ties) if tie in self._owners]

    def _naming(self, number: int) -> Iterable[tuple[int, Member]]:
        """写到第几组的别组的记录。"""
        return [
            (other, item)
            for own in self._cells[number]
            for tie in own.ties.own
            for other, item in self._listing.get(tie, ())
            if other != number
        ]
