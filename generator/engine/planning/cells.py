"""分组：有共同牵连的记录归成一组，组与组互不相干。"""

from collections.abc import Iterable, Sequence

from generator.engine.memory.store import Member


def grouped(members: Iterable[Member]) -> list[list[Member]]:
    """把记录分成组；各组按第一条的出处排，组内按出处排，与给的先后无关。"""
    found = sorted(members, key=lambda item: (item.file, item.place))
    leaders = list(range(len(found)))
    holders: dict[int, int] = {}
    for place, member in enumerate(found):
        for tie in member.ties.every:
            other = holders.setdefault(tie, place)
            if other != place:
                _unite(leaders, other, place)
    groups: dict[int, list[Member]] = {}
    for place, member in enumerate(found):
        groups.setdefault(_leader(leaders, place), []).append(member)
    return list(groups.values())


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _unite(leaders: list[int], one: int, other: int) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def batches(sizes: Sequence[int], most: int) -> list[range]:
    """把大小各异的组连续地分成批，每批的记录不超过 most 条；一组自己就超过的单独一批。"""
    found: list[range] = []
    start = held = 0
    for place, size in enumerate(sizes):
        if held and held + size > most:
            found.append(range(start, place))
            start, held = place, 0
        held += size
    return [*found, range(start, len(sizes))] if sizes else found
