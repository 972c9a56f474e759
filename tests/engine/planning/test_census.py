"""看清了的数据目录：活有多少，不因记录怎样分在文件里而看错。"""

import pytest

from generator.engine.planning.inputs import RECORD_BYTES, Census
from generator.shelves import Shelf


def census(*shelves: Shelf) -> Census:
    named = {f"replies/{number}": shelf for number, shelf in enumerate(shelves)}
    return Census(named, frozenset(), (), {}, frozenset(), frozenset())


def shelf(size: int, *paths: str) -> Shelf:
    return Shelf(b"", 0, size, "\n".join(paths))


@pytest.mark.parametrize(
    ("found", "size"),
    [
        (census(), 0),
        (census(shelf(0)), 0),
        (census(shelf(300, "a", "b"), shelf(100, "c")), 3),
        (census(shelf(1000 * RECORD_BYTES, "a"), shelf(50 * RECORD_BYTES, "b")), 1050),
    ],
)
def test_records_written_many_in_a_file_are_not_taken_for_little_work(found: Census, size: int) -> None:
    assert found.size == size
