"""盘算：这一次要重做哪些组；没有记忆可用时是全部。"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum
from itertools import chain

import msgspec

from generator.counting import COUNTABLE
from generator.engine.memory.store import Member, Store, fingerprint
from generator.engine.planning.cells import grouped
from generator.engine.planning.inputs import Census
from generator.engine.planning.neighbours import Neighbours
from generator.engine.reading import Contents, Entry, Reading
from generator.engine.workers.spool import Place
from generator.register.folder import kind_at
from generator.release.portion import HEAVY

Read = Callable[[Sequence[str]], Iterable[Reading]]
COUNTED = frozenset(HEAVY) & frozenset(COUNTABLE)
"""公布的数字会与它们的件数核对的，量大的几类。"""

MOST_NOISY = 200
"""没有改动的组里有警告的，最多重查这么多组好列出警告；再多就只说个数。"""


class Seen(Enum):
    """一处改动哪里看得到。

    HERE：只是自己网页上的长文变了，别处看不到。NEAR：登着它的题目、一行的看得到。BEYOND：提案的主题变了，
    或是公开的提案多了、少了：写到它的记录的事情带的主题跟着变，那些事情又登在它写到的别的提案的订阅源里。
    """

    HERE = 0
    NEAR = 1
    BEYOND = 2


class Group(msgspec.Struct, frozen=True):
    """一组记录。

    Attributes:
        members: 各条。
        contents: 各条的内容在传送带的哪里，一一对应；连同要登其题目的。
        counts: 里面有没有要数个数的记录：公布的数字会与它们核对。
    """

    members: tuple[Member, ...]
    contents: Contents
    counts: bool


class Plan(msgspec.Struct, frozen=True):
    """这一次要做的。

    Attributes:
        groups: 要重做的组。
        stale: 记忆里要忘掉的组号。
        looked_up: 不重做、只为名册等记录提到它们才读的组。
        noisy: 不重做、只为列出警告才查的组。
        unlisted: 另有多少个警告没有列出。
        is_wrong: 有没有读不了的文件。
        is_renumbered: 改动的记录里有没有换了编号的，添了的、没了的也算。
    """

    groups: tuple[Group, ...]
    stale: frozenset[int]
    looked_up: tuple[Group, ...]
    noisy: tuple[Group, ...]
    unlisted: int
    is_wrong: bool
    is_renumbered: bool


class Planner:
    """盘算的人。

    Args:
        census: 数据目录此刻的样子。
        figures: 写明关于别的记录的数字，连同它们的出处，已经读好。
        read: 读几个文件。
        is_counted: 公布的数字里有没有要与本站列出的核对的；没有，就不必为它们读协商。

    Attributes:
        marks: 读过的文件：文件名的指纹 → 内容的指纹。
    """

    def __init__(
        self, census: Census, figures: Sequence[tuple[str, Entry]], read: Read, *, is_counted: bool
    ) -> None:
        self._census = census
        self._counted = {_name(path) for path in (census.paths(COUNTED) if is_counted else ())}
        self._figures = [(_name(path), entry) for path, entry in figures]
        self._read = read
        self._is_wrong = False
        self.marks: dict[bytes, bytes] = {}
        self._found: dict[tuple[bytes, int], Place] = {}

    def whole(self) -> Plan:
        """从头建：全部的组。"""
        members = self._take(self._census.paths(HEAVY)) + self._remember(self._figures)
        order = {place: number for number, place in enumerate(self._places(members))}

        def first(group: Group) -> tuple[int, int]:
            own = min(order[place] for place in group.contents.own)
            return min((own, *(order[place] for place in group.contents.near))), own

        # 按路径排：编号相近的组在记忆里挨着，归拢时一段段地读，不必在几吉字节里跳来跳去。
        # 互登一行的也挨着：放在一批里查，彼此看得到的就不必另读一遍。
        groups = sorted(self._groups(members, self._by_own(members), ()), key=first)
        return Plan(tuple(groups), frozenset(), (), (), 0, self._is_wrong, is_renumbered=True)

    def changed(self, store: Store, mentioned: Iterable[int], seen: Seen = Seen.HERE) -> Plan:
        """只重做改动牵连到的组：一个文件写着许多条的，没有变的几条不算。

        Args:
            store: 记忆。
            mentioned: 名册等记录提到的记录的牵连。
            seen: 哪里看得到这些改动；看得到的组也重做。
        """
        changed = self._census.changed
        names = {_name(path) for path in changed}
        read = self._take(sorted(path for path in changed if kind_at(path) in HEAVY))
        read += [item for item in self._remember(self._figures) if item.file in names]
        now = {(item.file, item.place): item.mark for item in read}
        before = store.records_of_files([*names, *self._census.gone])
        same = {record for record, mark, _ in before if now.get(record) == mark}
        members = [item for item in read if (item.file, item.place) not in same]
        stale = {cell for record, _, cell in before if record not in same}
        stale |= store.cells_of_ties(chain.from_iterable(item.ties.every for item in members))
        former, fresh = store.members(stale), now.keys() - same
        # 登着它们的题目、一行的跟着重做；那几组自己没有变，不必再往外找。
        following = _following(store, [*members, *former], seen) - stale
        unchanged = [item for item in former if (item.file, item.place) not in fresh]
        members += self._kept(store, unchanged)
        is_renumbered = _own(members) != _own(former)
        members += self._kept(store, store.members(following))
        stale |= following
        looked_up = (store.cells_of_ties(mentioned) | store.cells_of_files(self._counted)) - stale
        noisy = set(store.noisy()) - stale
        unlisted = 0 if len(noisy) <= MOST_NOISY else store.warnings_in(noisy)
        warned = self._kept(store, [] if unlisted else store.members(noisy))
        guests = self._guests(store, [*members, *warned], stale)
        around = [*members, *warned, *self._around(store, [*members, *warned], stale)]
        return Plan(
            self._groups(members, guests, around),
            frozenset(stale),
            self._groups(self._kept(store, store.members(looked_up)), {}, ()),
            self._groups(warned, guests, around),
            unlisted,
            self._is_wrong,
            is_renumbered,
        )

    def _guests(self, store: Store, members: Sequence[Member], stale: Collection[int]) -> dict[int, Place]:
        """这几条记录要登其题目的记录：编号 → 内容在传送带的哪里；没有的没有。

        Args:
            store: 记忆。
            members: 各条记录，已经读进来的。
            stale: 要忘掉的组，里面没有变的都在 members 里。
        """
        found = self._by_own(members)
        missing = {tie for item in members for tie in item.ties.wanted} - found.keys()
        others = store.members(store.cells_of_ties(missing) - set(stale))
        wanted = [item for item in others if not missing.isdisjoint(item.ties.own)]
        return found | self._by_own(self._kept(store, wanted))

    def _around(self, store: Store, members: Sequence[Member], stale: Collection[int]) -> list[Member]:
        """这几条记录看得到的、记忆里没有变的别的组的记录，见 Neighbours。

        Args:
            store: 记忆。
            members: 各条记录，已经读进来的。
            stale: 要忘掉的组，里面没有变的都在 members 里。
        """
        own = _own(members)
        naming = store.members(store.cells_listing(own) - set(stale))
        near = store.members(store.cells_of_ties(_listed(members)) - set(stale))
        wanted = _listed(naming)
        beyond = store.members(store.cells_of_ties(wanted) - set(stale))
        return self._kept(
            store, [*naming, *near, *(item for item in beyond if not wanted.isdisjoint(item.ties.own))]
        )

    def _by_own(self, members: Iterable[Member]) -> dict[int, Place]:
        return {tie: self._found[item.file, item.place] for item in members for tie in item.ties.own}

    def _kept(self, store: Store, kept: Sequence[Member]) -> list[Member]:
        """记忆里的这几条没有变的记录，读进来；没有了的不在内。"""
        missing = dict.fromkeys(
            item.file
            for item in kept
            if item.file not in self.marks and (item.file, item.place) not in self._found
        )
        paths = self._census.named(missing, store.shelves_of_files(missing))
        self._take([paths[name] for name in missing if name in paths])
        return [item for item in kept if (item.file, item.place) in self._found]

    def _take(self, paths: Sequence[str]) -> list[Member]:
        entries: list[tuple[bytes, Entry]] = []
        for path, reading in zip(paths, self._read(paths), strict=True):
            name = _name(path)
            self._is_wrong = self._is_wrong or reading.is_wrong
            self.marks[name] = reading.mark
            entries += ((name, entry) for entry in reading.entries)
        return self._remember(entries)

    def _remember(self, entries: Iterable[tuple[bytes, Entry]]) -> list[Member]:
        members = []
        for name, entry in entries:
            self._found[name, entry.place] = entry.content
            members.append(Member(name, entry.place, entry.ties, entry.mark))
        return members

    def _groups(
        self, members: Iterable[Member], guests: Mapping[int, Place], around: Iterable[Member]
    ) -> tuple[Group, ...]:
        """分成组。

        Args:
            members: 各条记录。
            guests: 要登其题目的记录：编号 → 内容在传送带的哪里。
            around: 看得到的别的组的记录；可以连同这几条自己。
        """
        own = {(item.file, item.place): item for item in members}
        cells = grouped(({(item.file, item.place): item for item in around} | own).values())
        neighbours = Neighbours(cells, lambda item: self._found[item.file, item.place])
        return tuple(
            Group(
                tuple(cell),
                Contents(
                    self._places(cell),
                    tuple(guests[tie] for item in cell for tie in item.ties.wanted if tie in guests),
                    neighbours.near(number),
                    neighbours.beyond(number),
                ),
                any(item.file in self._counted for item in cell),
            )
            for number, cell in enumerate(cells)
            if (cell[0].file, cell[0].place) in own
        )

    def _places(self, members: Iterable[Member]) -> tuple[Place, ...]:
        return tuple(self._found[item.file, item.place] for item in members)


def _following(store: Store, members: Sequence[Member], seen: Seen) -> set[int]:
    """这几条记录变了，跟着变的组：登着它们的题目的，与它们互登一行的，写到它们的还写到的。"""
    if seen is Seen.HERE:
        return set()
    own = _own(members)
    naming = store.cells_listing(own)
    named = _listed([*members, *(store.members(naming) if seen is Seen.BEYOND else ())])
    return store.cells_wanting(own) | naming | store.cells_of_ties(named)


def _own(members: Iterable[Member]) -> set[int]:
    return {tie for item in members for tie in item.ties.own}


def _listed(members: Iterable[Member]) -> set[int]:
    return {tie for item in members for tie in item.ties.listed}


def _name(path: str) -> bytes:
    return fingerprint(path.encode())
