"""观察一段段地记：忘掉的一个字节也不剩，新添的接在末一段后面，取回的与记下的相同。"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.memory import spans
from generator.engine.memory.database import ARCHIVE_FILE
from generator.engine.memory.spans import forget_observations, keep_observations, kept_observations
from generator.engine.memory.store import Store
from generator.packing import packed
from generator.release.stats.facts import NO_KEYS
from generator.release.stats.model import Evidence, ScopeKind
from generator.release.stats.observe import COUNTED, INTEGER, Collector, Observation, Span, integers
from generator.terms import RecordKind

LAST = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "memory")) as found:
        yield found


def observation(number: int) -> Observation:
    keys = {**NO_KEYS, ScopeKind.CATEGORY: (f"类别{number}",)}
    return Observation("filed", COUNTED, "", 1, Evidence(RecordKind.PROPOSAL, f"记录{number}。"), 0, keys)


def span(numbers: list[int]) -> Span:
    collector = Collector()
    for number in numbers:
        collector.add(observation(number))
    places = b"".join(place.to_bytes(4, "little") for place in range(len(numbers)))
    assert list(integers(places)) == list(range(len(numbers))), INTEGER
    return Span(collector.columns(), places)


def keep(store: Store, numbers: list[int]) -> None:
    keep_observations(store, numbers, span(numbers))


def known(store: Store, stale: frozenset[int] = frozenset(), last: int = LAST) -> set[str]:
    columns = list(kept_observations(store, stale, last))
    found = [item.evidence.id for part in columns for item in part if item.evidence]
    assert len(found) == len(set(found))
    assert set(found) == {where.id for part in columns for where in part.records}
    return set(found)


def test_what_is_forgotten_leaves_no_byte_in_the_file(store: Store, tmp_path: Path) -> None:
    store.begin()
    keep(store, [1, 2, 3])
    store.commit()
    file = tmp_path / "memory" / ARCHIVE_FILE
    assert "记录2".encode() in file.read_bytes()
    store.begin()
    forget_observations(store, {2})
    store.commit()
    assert known(store) == {"记录1。", "记录3。"}
    assert "记录2".encode() not in file.read_bytes()
    assert "类别2".encode() not in file.read_bytes()


def test_a_span_with_nothing_left_is_gone(store: Store) -> None:
    keep(store, [1, 2])
    forget_observations(store, {1, 2})
    assert list(store.spans()) == []


def test_one_edit_after_another_does_not_add_one_span_after_another(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "FULL", 10)
    for number in range(1, 101):
        keep(store, [number])
    assert len(list(store.spans())) == 10
    assert known(store) == {f"记录{number}。" for number in range(1, 101)}


def test_what_will_be_forgotten_and_what_is_newer_can_be_left_out(store: Store) -> None:
    keep(store, [1, 2, 3, 4])
    assert known(store, frozenset({1, 3}), 3) == {"记录2。"}
    assert known(store) == {f"记录{number}。" for number in range(1, 5)}


@given(st.lists(st.tuples(st.integers(1, 4), st.sets(st.integers(0, 30))), max_size=12))
def test_whatever_the_edits_what_is_kept_is_what_is_left(edits: list[tuple[int, set[int]]]) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "memory")) as store,
    ):
        patch.setattr(spans, "FULL", 3)
        last, left = 0, set[int]()
        for added, gone in edits:
            forget_observations(store, gone)
            left -= gone
            fresh = list(range(last + 1, last + 1 + added))
            keep(store, fresh)
            last = fresh[-1]
            left |= set(fresh)
            assert known(store) == {f"记录{number}。" for number in left}
        lost = [f"记录{number}。" for number in range(1, last + 1) if number not in left]
        assert not [name for name in lost for content in store.spans() if name.encode() in content]


def test_the_same_observations_are_the_same_bytes() -> None:
    assert packed(span([1, 2, 3])) == packed(span([1, 2, 3]))
