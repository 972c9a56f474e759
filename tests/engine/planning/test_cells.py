"""分组：有共同牵连的在一组，没有的不在；与给的先后无关。"""

import random

from hypothesis import given
from hypothesis import strategies as st

from generator.engine.memory.store import Member, Ties
from generator.engine.planning.cells import batches, grouped


def member(place: int, ties: tuple[int, ...]) -> Member:
    return Member(b"file", place, Ties(ties))


@given(
    st.lists(st.frozensets(st.integers(0, 12), max_size=3), max_size=20), st.randoms(use_true_random=False)
)
def test_records_are_together_exactly_when_a_path_of_shared_ties_joins_them(
    ties: list[frozenset[int]], chance: random.Random
) -> None:
    members = [member(place, tuple(sorted(each))) for place, each in enumerate(ties)]
    shuffled = members[:]
    chance.shuffle(shuffled)
    groups = grouped(shuffled)
    assert groups == grouped(members)
    assert sorted(item.place for group in groups for item in group) == list(range(len(ties)))
    reach = [{item.place} for item in members]
    for _ in members:
        for one in members:
            for other in members:
                if set(one.ties.every) & set(other.ties.every):
                    reach[one.place] |= reach[other.place]
    assert {frozenset(item.place for item in group) for group in groups} == {frozenset(one) for one in reach}


@given(st.lists(st.integers(1, 30), max_size=30), st.integers(1, 40))
def test_batches_cover_everything_in_order_and_none_is_needlessly_large(sizes: list[int], most: int) -> None:
    spans = batches(sizes, most)
    assert [place for span in spans for place in span] == list(range(len(sizes)))
    for span in spans:
        assert len(span) == 1 or sum(sizes[place] for place in span) <= most
