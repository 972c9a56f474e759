"""邻组：与一组互登一行的别的组。它们的记录只是看得到，不在这一组里检查、决定、成页。

看得到的只到两层，因为网页与订阅源只写到两层：一件提案的页上登着写到它的协商的一行，订阅源里登着那次协商的
事情，事情的主题又随那次协商的各件提案。
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.engine.memory.store import Member


class Neighbours:
    """各组的邻组。

    Args:
        cells: 各组的记录。
    """

    def __init__(self, cells: Sequence[Sequence[Member]]) -> None:
        self._cells = cells
        self._owners: dict[int, tuple[int, Member]] = {}
        self._listing: defaultdict[int, list[tuple[int, Member]]] = defaultdict(list)
        for number, cell in enumerate(cells):
            for item in cell:
                self._owners.update(dict.fromkeys(item.ties.own, (number, item)))
                for tie in item.ties.listed:
                    self._listing[tie].append((number, item))

    def near(self, number: int) -> tuple[Member, ...]:
        """第几组的邻组的全部记录：它写到的，与写到它的。"""
        named = (self._owners[tie] for tie in self._listed(number) if tie in self._owners)
        found = dict.fromkeys(other for other, _ in (*named, *self._naming(number)) if other != number)
        return tuple(item for other in found for item in self._cells[other])

    def beyond(self, number: int) -> tuple[Member, ...]:
        """写到第几组的那些记录还写到的别的记录，不连它们的组。"""
        wanted = dict.fromkeys(tie for _, item in self._naming(number) for tie in item.ties.listed)
        named = (self._owners[tie] for tie in wanted if tie in self._owners)
        return tuple(dict.fromkeys(item for other, item in named if other != number))

    def _listed(self, number: int) -> Iterable[int]:
        return dict.fromkeys(tie for item in self._cells[number] for tie in item.ties.listed)

    def _naming(self, number: int) -> Iterable[tuple[int, Member]]:
        """写到第几组的别组的记录。"""
        return [
            (other, item)
            for own in self._cells[number]
            for tie in own.ties.own
            for other, item in self._listing.get(tie, ())
            if other != number
        ]
