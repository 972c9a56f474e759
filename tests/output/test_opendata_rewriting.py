"""只换变了的几行，写出的与整个重写的一字不差；说不准的整个重写。"""

from collections.abc import Iterable
from itertools import groupby

import pytest

from generator.output.opendata import Line, Written, lines_in, long_rows, long_tables
from generator.output.opendata.rewriting import Current, Former, rewritten
from generator.output.parcel import artifacts
from generator.release.model import Release
from generator.terms import RecordKind
from tests.output.every_table import whole_opendata

Cells = dict[tuple[RecordKind, str], int]


@pytest.fixture(scope="module")
def cells(release: Release) -> Cells:
    every = dict.fromkeys((kind, holder) for _, kind, holder, _ in long_rows(release))
    return {owner: number // 2 for number, owner in enumerate(every)}


def lines(release: Release, cells: Cells, wanted: Iterable[int], change: bytes = b"") -> Written:
    """这几组的行；change 不为空时，每行里都添上它，像改了一句话。"""
    chosen = set(wanted)
    found: dict[tuple[str, str], list[Line]] = {}
    for table, kind, holder, (text, item) in long_rows(release):
        if cells[kind, holder] in chosen:
            line = (text.replace(b"\r\n", change + b"\r\n"), item.replace(b"\n  }", b"\n  " + change + b"}"))
            found.setdefault((table, holder), []).append(line)
    return found


def notes(release: Release, cells: Cells) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    holdings = {owner: (number, b"") for owner, number in cells.items()}
    for parcel in long_tables(release, holdings, lambda _: {}, found):
        assert parcel.name
    return found


def whole(release: Release, cells: Cells, changed: set[int], change: bytes) -> dict[str, bytes]:
    """整个重写：没有从前的文件可用。"""
    return remade(release, cells, changed, change, {})


def remade(
    release: Release, cells: Cells, changed: set[int], change: bytes, before: dict[str, bytes]
) -> dict[str, bytes]:
    def now(wanted: Iterable[int]) -> Written:
        chosen = set(wanted)
        return lines(release, cells, chosen - changed) | lines(release, cells, chosen & changed, change)

    former = Former(before.get, lines(release, cells, changed))
    parcels = rewritten(release, notes(release, cells), former, Current(changed, now))
    return {artifact.path: artifact.content for artifact in artifacts(parcels)}


@pytest.mark.parametrize("changed", [{0}, {1, 3}, {2, 4, 5}])
def test_the_changed_rows_are_exchanged_and_every_other_byte_stays(
    release: Release, cells: Cells, changed: set[int]
) -> None:
    before = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    made = remade(release, cells, changed, "添的话".encode(), before)
    assert made == whole(release, cells, changed, "添的话".encode())
    assert any("添的话".encode() in content for content in made.values())
    assert all(path in before for path in made)


def test_only_the_rows_that_changed_are_asked_for(release: Release, cells: Cells) -> None:
    before = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    asked: list[int] = []

    def now(wanted: Iterable[int]) -> Written:
        chosen = set(wanted)
        asked.extend(chosen)
        return lines(release, cells, chosen, b"x")

    former = Former(before.get, lines(release, cells, {1}))
    list(artifacts(rewritten(release, notes(release, cells), former, Current({1}, now))))
    assert set(asked) == {1}


def test_a_file_none_of_whose_rows_changed_is_left_alone(release: Release, cells: Cells) -> None:
    before = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    every = set(cells.values())
    one = next(holder for (kind, holder) in cells if kind is RecordKind.PROPOSAL)

    def now(wanted: Iterable[int]) -> Written:
        found = dict(lines(release, cells, wanted))
        changed = lines(release, cells, wanted, "添的话".encode())
        return found | {key: changed[key] for key in found if key == ("proposals", one)}

    former = Former(before.get, lines(release, cells, every))
    parcels = list(rewritten(release, notes(release, cells), former, Current(every, now)))
    assert [parcel.name for parcel in parcels] == ["data/proposals.csv"]
    assert sum("添的话".encode() in artifact.content for artifact in artifacts(parcels)) == 2


def test_what_is_new_in_a_file_is_told_and_holds_every_byte_that_was_not_there(
    release: Release, cells: Cells
) -> None:
    before = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    changed = {1, 3}

    def now(wanted: Iterable[int]) -> Written:
        return lines(release, cells, wanted, "添的话".encode())

    former = Former(before.get, lines(release, cells, changed))
    made = list(artifacts(rewritten(release, notes(release, cells), former, Current(changed, now))))
    assert made
    for artifact in made:
        assert artifact.fresh is not None
        assert artifact.fresh.count("添的话".encode()) == artifact.content.count("添的话".encode()) > 0
        assert len(artifact.fresh) < len(artifact.content)
    lost = Former({}.get, lines(release, cells, changed))
    whole = artifacts(rewritten(release, notes(release, cells), lost, Current(changed, now)))
    assert {artifact.fresh for artifact in whole} == {None}


@pytest.mark.parametrize("damage", [lambda _: None, lambda content: content + content, lambda _: b""])
def test_a_file_that_does_not_hold_the_former_row_once_is_written_whole(
    release: Release, cells: Cells, damage: object
) -> None:
    before = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    damaged = {path: found for path, content in before.items() if (found := damage(content)) is not None}  # type: ignore[operator]
    assert remade(release, cells, {0}, b"x", damaged) == whole(release, cells, {0}, b"x")


def test_the_rows_of_a_record_are_those_it_has_in_the_file(release: Release, cells: Cells) -> None:
    every = lines(release, cells, set(cells.values()))
    for name, group in groupby(long_rows(release), key=lambda row: row[0]):
        holders = dict.fromkeys(holder for _, _, holder, _ in group)
        assert len(lines_in(name, holders, every)) == sum(len(every[name, holder]) for holder in holders)
