"""底账：各组算一次的，合起来与从头算的一样；给了底账，就不从头算。"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from generator.gate import publish
from generator.packing import packed
from generator.register.intake import take_in
from generator.release.events import events
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.shares import Kept, Owners, Share, observed, shares, supply
from generator.release.stats import statistics
from generator.release.stats.observe import Span, together
from generator.release.views.common import Names
from generator.release.views.rows import rows_of
from generator.terms import RecordKind

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"


@pytest.fixture
def release() -> Release:
    register, _ = take_in(MINIATURE)
    return publish(register, date(2024, 6, 30))


@pytest.fixture
def owners(release: Release) -> Owners:
    """一条记录一组。"""
    every = chain(
        ((kind, record.id) for kind in HEAVY for record in release.records(kind)),
        ((notice.kind, notice.id) for notice in release.notices),
    )
    return {owner: place for place, owner in enumerate(every)}


@pytest.fixture
def shared(release: Release, owners: Owners) -> list[Share]:
    """各组的底账，次序颠倒。"""
    return list(reversed(shares(release, Names(release), owners, len(owners))))


@pytest.fixture
def span(release: Release, owners: Owners) -> Span:
    """全部观察。"""
    return observed(release, owners)


@pytest.fixture
def kept(shared: list[Share], span: Span) -> Kept:
    """观察分成三段，次序也颠倒。"""
    parts = [
        part for third in range(3) if (part := span.only(lambda group, third=third: group % 3 == 2 - third))
    ]
    assert len(parts) == 3
    return Kept(
        lambda: [share.events for share in shared],
        lambda: [share.rows for share in shared],
        lambda: [part.columns for part in parts],
    )


def another(release: Release) -> Release:
    """同样的一次发布，什么都还没有算过。"""
    return msgspec.structs.replace(release)


def everything(release: Release) -> Iterator[object]:
    yield events(release)
    yield statistics(release)
    names = Names(release)
    for kind in RecordKind:
        yield kind, rows_of(kind, release, names)


def test_joined_shares_are_what_the_whole_archive_works_out(release: Release, kept: Kept) -> None:
    supplied = another(release)
    supply(supplied, kept)
    assert list(everything(supplied)) == list(everything(another(release)))


def test_what_many_records_share_is_read_back_once(release: Release, kept: Kept) -> None:
    supplied = another(release)
    supply(supplied, kept)
    told = [event for event in events(supplied) if event.kind in HEAVY]
    rows = [row for kind in HEAVY for row in rows_of(kind, supplied, Names(supplied))]
    for every in (
        [event.facets.bodies for event in told],
        [event.date for event in told],
        [pair for row in rows for pair in row.facets],
        [row.state for row in rows],
    ):
        assert len(every) > len(set(every))
        assert len({id(item) for item in every}) == len(set(every))


def test_a_part_that_nobody_asks_for_is_not_read(release: Release, kept: Kept) -> None:
    supplied = another(release)

    def never() -> list[bytes]:
        raise AssertionError

    supply(supplied, Kept(kept.events, never, lambda: never() and []))
    assert events(supplied) == events(another(release))


def test_with_shares_given_no_record_is_worked_out_again(release: Release) -> None:
    supplied = another(release)
    supply(supplied, Kept(lambda: (), lambda: (), lambda: ()))
    assert {event.kind for event in events(supplied)}.isdisjoint(HEAVY)
    assert not rows_of(RecordKind.PROPOSAL, supplied, Names(supplied))
    assert statistics(supplied).whole.proposals == 0


def test_observations_say_nothing_of_what_is_withheld(release: Release, span: Span) -> None:
    assert release.withheld
    public = {record.id for kind in HEAVY for record in release.records(kind)}
    assert {where.id for where in span.columns.records} <= public


def test_groups_left_out_of_a_span_leave_no_word_in_it(owners: Owners, span: Span) -> None:
    gone = {place for place in owners.values() if place % 2}
    left = span.only(lambda group: group not in gone)
    assert left
    assert {owners[where.kind, where.id] for where in left.columns.records}.isdisjoint(gone)
    assert packed(left) == packed(left.only(lambda _: True))
    told = [
        item
        for item in span.columns
        if item.evidence and owners[item.evidence.kind, item.evidence.id] not in gone
    ]
    assert list(left.columns) == told
    assert {repr(keys) for keys in left.columns.known_keys} == {repr(item.keys) for item in told}


def test_a_span_with_no_group_left_is_none(span: Span) -> None:
    assert span.only(lambda _: False) is None


def test_spans_put_together_hold_the_observations_of_both(span: Span) -> None:
    first, second = span.only(lambda group: group < 4), span.only(lambda group: group >= 4)
    assert first
    assert second
    both = together((first, second.numbered([place + 100 for place in range(1000)])))
    assert list(both.columns) == [*first.columns, *second.columns]
    again = both.only(lambda group: group < 4)
    assert again
    assert list(again.columns) == list(first.columns)
    assert packed(both.only(lambda group: group > 100)) == packed(
        second.numbered([place + 100 for place in range(1000)])
    )
