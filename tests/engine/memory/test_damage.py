"""记忆里随便哪里坏了一个字节：答的与没有坏时一样，不然就说坏了，绝不答错。"""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.engine.memory.database import PIECES, Damaged
from generator.engine.memory.store import ARCHIVE, Cell, Kept, Known, Member, Store, Ties, fingerprint

CELLS = range(1, 121)
FLIPS = 100
EACH = 6
"""一份坏了的拷贝里坏几处：一处处地坏太慢；坏在不用的地方的占多半，坏得太多又总有一处让 SQLite 自己看出来。"""


def mark(text: str) -> bytes:
    return fingerprint(text.encode())


def fill(store: Store) -> None:
    store.begin()
    for number in CELLS:
        content = mark(f"content {number}") * 3
        place = Member(
            mark(f"file {number // 2}"),
            number % 2,
            Ties((number, 7000 + number), (number,), (9000 + number,), (5000 + number // 3,)),
            mark(f"record {number}"),
        )
        store.add_cell(
            Cell(number, content, mark(f"cell {number}"), (f"units/{number % 5}",), number % 3),
            {piece: content + piece.encode() for piece in PIECES},
            [place],
            [("feeds/all", 700_000 + number), (f"feeds/units/{number % 4}", 700_000)],
        )
        store.add_outputs(number, [(path, mark(path)) for path in outputs(number)])
    for first, after in pairwise(range(1, len(CELLS) + 2, 10)):
        store.set_span(first, after - 1, mark(f"span {first}") * 4)
    store.add_outputs(ARCHIVE, [("index.html", mark("index.html"))])
    store.set_parcels(
        [(f"parcel {n}", Kept(mark(f"key {n}"), b"note"), b"\x91\x92\xa1a\xc4\x01b") for n in range(40)], []
    )
    store.set_files(
        [(mark(f"file {n // 2}"), Known(f"proposals/{n % 9}", n * 10**9, mark(f"known {n}"))) for n in CELLS],
        [],
    )
    store.set_shelves([(f"proposals/{n}", mark(f"shelf {n}")) for n in range(9)], [])
    store.remember_outlook(mark("everything"), 10**18)
    store.remember_software(mark("looks"), mark("software"))
    store.remember("commons", mark("commons"))
    store.commit()


def outputs(number: int) -> list[str]:
    return [f"proposals/{number}.{ending}" for ending in ("html", "json")]


def answers(store: Store) -> Iterator[Any]:
    """各样问法各问一遍，连同忘掉几组。"""
    files = [mark(f"file {n}") for n in range(len(CELLS))]
    shelves = store.shelves()
    yield from (store.everything(), store.settled(), store.software(), store.meta("commons"), shelves)
    yield store.files(shelves)
    yield store.files(["proposals/3"])
    yield store.shelves_of_files(files)
    yield store.cells_of_files(files)
    yield store.records_of_files(files)
    for number in CELLS:
        yield store.cells_of_ties([number, 7000 + number])
        yield store.cells_wanting([9000 + number])
        yield store.cells_listing([5000 + number])
        yield store.members([number])
        yield [store.has_output(path) for path in outputs(number)]
        yield store.spans_around([number])
        yield list(store.cells([number]))
    yield from (store.noisy(), store.warnings_in(CELLS), store.last_cell(), store.holders(CELLS))
    yield from (store.count_outputs(), store.paths(), store.parcels())
    yield store.parcel_outputs(store.parcels())
    yield from (list(store.cells()), list(store.spans()))
    for piece in PIECES:
        yield list(store.pieces(piece))
        yield list(store.pieces(piece, [3, 50]))
    for feed in ("all", *(f"units/{n}" for n in range(4))):
        yield list(store.newest(f"feeds/{feed}"))
    store.begin()
    yield store.drop(CELLS)
    yield store.paths()
    store.rollback()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "memory"
    with closing(Store(path)) as store:
        fill(store)
    return path


@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_bit_makes_it_answer_wrongly(sound: Path, tmp_path: Path, seed: int) -> None:
    with closing(Store(sound)) as store:
        expected = list(answers(store))
    chance = random.Random(seed)  # noqa: S311 - 不是密码
    path = tmp_path / "memory"
    noticed = 0
    for _ in range(FLIPS):
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(sound, path)
        flipped = flip(path, chance)
        with closing(Store(path)) as store:
            # 打开时就看出坏了，已经从空的开始。
            is_begun_anew = store.meta("turn") is None
            try:
                found = [] if is_begun_anew else list(answers(store))
            except Damaged:
                is_begun_anew = True
        assert is_begun_anew or found == expected, flipped
        noticed += is_begun_anew
    assert 0 < noticed < FLIPS


def flip(path: Path, chance: random.Random) -> list[tuple[str, int]]:
    """随便哪几处，各坏一位。"""
    flipped = []
    for file in chance.choices(sorted(path.iterdir()), k=EACH):
        content = bytearray(file.read_bytes())
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        flipped.append((file.name, place))
    return flipped
