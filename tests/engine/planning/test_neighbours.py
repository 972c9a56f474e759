"""邻组：看得到写到的与写到自己的，再隔一层的只要记录自己。"""

from generator.engine.memory.store import Member, Ties
from generator.engine.planning.neighbours import Neighbours


def member(name: str, own: int, *listed: int) -> Member:
    return Member(name.encode(), 0, Ties((own,), (own,), (), listed))


PROPOSAL, REPLY, OTHER = member("p", 1), member("r", 2), member("q", 3)
MEETING = member("k", 4, 1, 3)
FAR = member("f", 5, 3)
CELLS = [[PROPOSAL, REPLY], [OTHER], [MEETING], [FAR]]


def test_a_meeting_sees_the_whole_groups_of_what_it_writes_of() -> None:
    assert Neighbours(CELLS).near(2) == (PROPOSAL, REPLY, OTHER)
    assert Neighbours(CELLS).beyond(2) == ()


def test_a_proposal_sees_who_writes_of_it_and_of_what_else_they_write() -> None:
    assert Neighbours(CELLS).near(0) == (MEETING,)
    assert Neighbours(CELLS).beyond(0) == (OTHER,)


def test_nobody_sees_further() -> None:
    assert Neighbours(CELLS).near(3) == (OTHER,)
    assert Neighbours(CELLS).beyond(3) == ()


def test_what_is_not_there_is_not_seen() -> None:
    assert Neighbours([[member("k", 4, 9)]]).near(0) == ()
