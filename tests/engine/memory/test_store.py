"""记忆：存得进、取得出、忘得干净；坏了就从头来。"""

import gc
import sys
from contextlib import closing
from pathlib import Path

import pytest

from generator.engine.gathering.kept import kept_pieces
from generator.engine.memory.database import ARCHIVE_FILE, FILES, PIECES, Damaged
from generator.engine.memory.store import ARCHIVE, Cell, Known, Member, Store, Ties

SECRET = "后来不公开的一句话".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory"


def fill(store: Store) -> None:
    store.begin()
    for number in (1, 2):
        content = SECRET * 2000 if number == 1 else b"kept"
        store.add_cell(
            Cell(number, content, content, (), number - 1),
            dict.fromkeys(PIECES, content),
            [Member(b"f%d" % number, 0, Ties((number, 7 + number), (number,), (40 + number,)), b"mark")],
            [("feeds/all", 700_000 + number), (f"feeds/units/{number}", 700_000)],
        )
        store.add_outputs(number, [(f"proposals/{number}.html", b"digest")])
    store.add_outputs(ARCHIVE, [("index.html", b"digest")])
    store.set_files([(b"f1", Known("replies/1", 5, b"d"))], [])
    store.commit()


def test_what_is_forgotten_leaves_no_byte_in_the_file(path: Path) -> None:
    with closing(Store(path)) as store:
        fill(store)
    assert SECRET in written(path)
    with closing(Store(path)) as store:
        store.begin()
        assert store.drop([1]) == {"proposals/1.html": b"digest"}
        store.commit()
    assert SECRET not in written(path)


def test_cells_are_found_by_file_and_by_tie(path: Path) -> None:
    with closing(Store(path)) as store:
        fill(store)
        assert store.cells_of_files([b"f2", b"other"]) == {2}
        assert store.cells_of_ties([8, 100]) == {1}
        assert store.cells_wanting([42, 8]) == {2}
        assert [item.ties.every for item in store.members([1, 2])] == [(1, 8), (2, 9)]
        assert store.noisy() == (2,)
        assert store.paths() == {"proposals/1.html", "proposals/2.html", "index.html"}


def test_cells_of_a_feed_come_newest_first_and_a_forgotten_one_is_gone(path: Path) -> None:
    with closing(Store(path)) as store:
        fill(store)
        assert list(store.newest("feeds/all")) == [(700_002, 2), (700_001, 1)]
        assert list(store.newest("feeds/units/1")) == [(700_000, 1)]
        store.begin()
        store.drop([1])
        assert list(store.newest("feeds/all")) == [(700_002, 2)]
        assert list(store.newest("feeds/units/1")) == []


def test_the_number_of_outputs_is_kept_through_every_change(path: Path) -> None:
    with closing(Store(path)) as store:
        fill(store)
        assert store.count_outputs() == len(store.paths()) == 3
        store.begin()
        store.drop([1])
        store.add_outputs(3, [("proposals/2.html", b"other owner"), ("proposals/3.html", b"new")])
        store.forget_outputs(ARCHIVE, ["index.html", "proposals/3.html", "nowhere.html"])
        assert store.count_outputs() == len(store.paths()) == 2
        store.commit()
        assert store.count_outputs() == 2
        store.begin()
        store.add_outputs(4, [("feeds/all.atom", b"new")])
        store.rollback()
        assert store.count_outputs() == len(store.paths()) == 2
    with closing(Store(path)) as store:
        assert store.count_outputs() == len(store.paths()) == 2


def written(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.iterdir()))


@pytest.mark.parametrize("damage", [b"", b"not a database" * 400])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_database_is_begun_anew(path: Path, name: str, damage: bytes) -> None:
    with closing(Store(path)) as store:
        fill(store)
    (path / name).write_bytes(damage)
    with closing(Store(path)) as store:
        assert store.files(["replies/1"]) == {}
        fill(store)
        assert store.count_outputs() == 3


def test_a_file_where_the_folder_should_be_gives_way(path: Path) -> None:
    path.write_bytes(b"the memory of an earlier version")
    with closing(Store(path)) as store:
        fill(store)
        assert store.count_outputs() == 3


@pytest.mark.parametrize("old", FILES)
def test_files_of_different_builds_are_begun_anew(path: Path, old: str) -> None:
    with closing(Store(path)) as store:
        fill(store)
    before = (path / old).read_bytes()
    with closing(Store(path)) as store:
        store.begin()
        store.drop([1])
        store.commit()
    (path / old).write_bytes(before)
    with closing(Store(path)) as store:
        assert store.paths() == set()


def test_content_that_is_not_what_was_written_is_damage(path: Path) -> None:
    with closing(Store(path)) as store:
        fill(store)
    archive = path / ARCHIVE_FILE
    archive.write_bytes(archive.read_bytes().replace(b"kept", b"kEpt"))
    with closing(Store(path)) as store, pytest.raises(Damaged):
        list(store.cells())


def test_what_is_given_up_half_way_is_put_down_quietly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with closing(Store(path)) as store:
        fill(store)
        found = kept_pieces(store, next(iter(PIECES)))
        next(found)
        found.close()
        del found
        gc.collect()
    assert complaints == []


def test_after_a_record_is_withdrawn_no_corner_of_the_files_holds_its_words(path: Path) -> None:
    files = [path / name for name in FILES]
    with closing(Store(path)) as store:
        # 数据库挪动各行时留下的碎屑它自己不抹；不抹的时候也要一个字不剩。
        store.rows("PRAGMA secure_delete=OFF")
        fill(store)
        store.begin()
        store.drop([1])
        store.commit()
        assert any(SECRET in file.read_bytes() for file in files)
        store.compact()
        assert not any(SECRET in file.read_bytes() for file in files)
        assert [cell.number for cell in store.cells()] == [2]
