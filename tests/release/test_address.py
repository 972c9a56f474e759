"""网址：记录、词、页怎样成为文件名。"""

import pytest

from generator.release.address import slug


@pytest.mark.parametrize("length", [60, 80, 84, 300])
def test_however_long_a_word_its_page_has_a_name_that_a_disk_takes(length: int) -> None:
    word = "题" * length
    assert len(f"{slug(word)}.opml.json".encode()) <= 255
    assert slug(word) != slug(word + "目")


def test_a_word_that_fits_is_its_own_name() -> None:
    assert slug("题" * 80) == "题" * 80
