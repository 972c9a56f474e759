"""邻组：看得到写到的与写到自己的，再隔一层的只要记录自己。"""

from generator.engine.memory.store import Member, Ties
from generator.engine.planning.neighbours import Neighbours
from generator.engine.workers.spool import Place


def member(name: str, own: int, *listed: int) -> Member:
    return Member(name.encode(), 0, Ties((own,), (own,), (), listed))


def place(item: Member) -> Place:
    """各条的编号正好也是它在传送带的哪里。"""
    return item.ties.own[0], 0, 0


PROPOSAL, REPLY, OTHER = member("p", 1), member("r", 2), member("q", 3)
MEETING = member("k", 4, 1, 3)
FAR = member("f", 5, 3)
SEEN = Neighbours([[PROPOSAL, REPLY], [OTHER], [MEETING], [FAR]], place)


def test_a_meeting_sees_the_whole_groups_of_what_it_writes_of() -> None:
    assert SEEN.near(2) == tuple(map(place, (PROPOSAL, REPLY, OTHER)))
    assert SEEN.beyond(2) == ()


def test_a_proposal_sees_who_writes_of_it_and_of_what_else_they_write() -> None:
    assert SEEN.near(0) == (place(MEETING),)
    assert SEEN.beyond(0) == (place(PROPOSAL), place(OTHER))


def test_records_written_of_by_the_same_meeting_share_what_is_beyond() -> None:
    both = Neighbours([[member("a", 1)], [member("b", 2)], [member("k", 3, 1, 2)]], place)
    assert both.beyond(0) is both.beyond(1)


def test_nobody_sees_further() -> None:
    assert SEEN.near(3) == (place(OTHER),)
    assert SEEN.beyond(3) == ()


def test_what_is_not_there_is_not_seen() -> None:
    assert Neighbours([[member("k", 4, 9)]], place).near(0) == ()
