"""底账：各组算一次的，合起来与从头算的一样；给了底账，就不从头算。"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.events import events
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.shares import Share, shares, supply
from generator.release.stats import statistics
from generator.release.views.common import Names
from generator.release.views.rows import rows_of
from generator.terms import RecordKind

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"


@pytest.fixture
def release() -> Release:
    register, _ = take_in(MINIATURE)
    return publish(register, date(2024, 6, 30))


@pytest.fixture
def kept(release: Release) -> list[Share]:
    """一条记录一组，次序颠倒。"""
    every = chain(
        ((kind, record.id) for kind in HEAVY for record in release.records(kind)),
        ((notice.kind, notice.id) for notice in release.notices),
    )
    owners = {owner: place for place, owner in enumerate(every)}
    return list(reversed(shares(release, Names(release), owners, len(owners))))


def another(release: Release) -> Release:
    """同样的一次发布，什么都还没有算过。"""
    return msgspec.structs.replace(release)


def everything(release: Release) -> Iterator[object]:
    yield events(release)
    yield statistics(release)
    names = Names(release)
    for kind in RecordKind:
        yield kind, rows_of(kind, release, names)


def test_joined_shares_are_what_the_whole_archive_works_out(release: Release, kept: list[Share]) -> None:
    supplied = another(release)
    supply(supplied, lambda piece: [getattr(item, piece) for item in kept])
    assert list(everything(supplied)) == list(everything(another(release)))


def test_a_part_that_nobody_asks_for_is_not_read(release: Release, kept: list[Share]) -> None:
    supplied = another(release)
    asked = []

    def read(piece: str) -> list[bytes]:
        asked.append(piece)
        return [getattr(item, piece) for item in kept]

    supply(supplied, read)
    assert events(supplied) == events(another(release))
    assert asked == ["events"]


def test_with_shares_given_no_record_is_worked_out_again(release: Release) -> None:
    supplied = another(release)
    supply(supplied, lambda _: ())
    assert {event.kind for event in events(supplied)}.isdisjoint(HEAVY)
    assert not rows_of(RecordKind.PROPOSAL, supplied, Names(supplied))
    assert statistics(supplied).whole.proposals == 0


def test_a_share_says_nothing_of_what_is_withheld(release: Release, kept: list[Share]) -> None:
    assert release.withheld
    public = {record.id for kind in HEAVY for record in release.records(kind)}
    found = (msgspec.msgpack.decode(item.observations) for item in kept)
    assert {where[1] for item in found for where in item[2]} <= public
