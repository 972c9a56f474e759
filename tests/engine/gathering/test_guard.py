"""门卫：没有公开的字句一句也不放过，别处公开着的不算；看公开的文字只看到够用为止。"""

from collections.abc import Iterator

import pytest

from generator.engine.gathering.guard import FEW, Guard
from generator.gate.sealed import Sealed
from generator.register.origin import Origin

PRIVATE = "只有经办人知道的一句话"
COMMON = [f"各处都这样说的第{number}句套话" for number in range(FEW + 3)]
OWN = "软件自己的字里的一句话"
PIECES = [f"……{text}……".encode() for text in COMMON] + [b"the rest"] * 5


class Read:
    """公开的文字，记着看了几块。"""

    def __init__(self) -> None:
        self.pieces = 0

    def __call__(self, part: int, parts: int) -> Iterator[bytes]:
        for piece in PIECES[part::parts]:
            self.pieces += 1
            yield piece


@pytest.fixture
def read() -> Read:
    return Read()


@pytest.fixture
def guard(read: Read) -> Guard:
    sealed = [Sealed(text, Origin("data/a.yml", place)) for place, text in enumerate([PRIVATE, OWN, *COMMON])]
    return Guard(sealed, OWN.encode, read)


def test_what_is_said_in_public_is_no_leak_and_reading_stops_where_it_was_found(
    guard: Guard, read: Read
) -> None:
    assert guard.leaks("a.html", f"{COMMON[2]}，{COMMON[0]}".encode()) == []
    assert read.pieces == 3
    assert guard.leaks("b.html", COMMON[0].encode()) == []
    assert read.pieces == 3


def test_a_secret_is_a_leak_every_time_however_much_was_excused(guard: Guard) -> None:
    for text in COMMON:
        found = guard.leaks("a.html", f"{text}{PRIVATE}".encode())
        assert [problem.rule for problem in found] == ["leak"]
        assert guard.leaks("a.html", text.encode()) == []
    assert len(guard.leaks(f"{PRIVATE}.html", b"")) == 1


def test_after_a_few_times_everything_public_is_read_once_and_never_again(guard: Guard, read: Read) -> None:
    for text in COMMON[:FEW]:
        guard.leaks("a.html", text.encode())
    before = read.pieces
    assert guard.leaks("a.html", COMMON[FEW].encode()) == []
    assert read.pieces == before + len(PIECES)
    assert guard.leaks("a.html", COMMON[FEW + 1].encode()) == []
    assert len(guard.leaks("a.html", PRIVATE.encode())) == 1
    assert read.pieces == before + len(PIECES)


def test_what_the_software_itself_says_is_no_leak_and_needs_no_public_text(guard: Guard, read: Read) -> None:
    for _ in range(FEW + 2):
        assert guard.leaks("a.html", OWN.encode()) == []
    assert read.pieces == 0
    assert len(guard.leaks("a.html", f"{OWN}{PRIVATE}".encode())) == 1


def test_the_own_words_are_taken_only_when_something_looks_like_a_leak(read: Read) -> None:
    taken: list[bytes] = []

    def own() -> bytes:
        taken.append(OWN.encode())
        return taken[-1]

    guard = Guard([Sealed(OWN, Origin("data/a.yml", 0))], own, read)
    assert guard.leaks("a.html", b"nothing") == []
    assert taken == []
    assert [guard.leaks("a.html", OWN.encode()) for _ in range(3)] == [[], [], []]
    assert len(taken) == 1
