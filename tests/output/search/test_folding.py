"""字形折叠：写法不同、意思一样的，查的时候是一样的。"""

import pytest

from generator.output.search.folding import fold, traditional_characters
from generator.output.search.units import folder, units_of


@pytest.mark.parametrize(
    ("typed", "written"),
    [("赵孟頫", "赵孟𫖯"), ("張鋐", "张𬭎"), ("後臺", "后台"), ("ＡＢＣ１２", "abc12"), ("薴", "苎")],
)
def test_two_ways_to_write_a_word_are_one(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(
    "brackets", ["（）", "()", "［］", "[]", "【】", "〖〗", "〔〕", "﹝﹞", "｛｝", "{}"]
)
def test_a_document_number_is_found_whatever_its_brackets(brackets: str) -> None:
    assert fold(f"青建{brackets[0]}2022{brackets[1]}1号") == fold("青建〔2022〕1号")


def test_what_is_folded_folds_no_further() -> None:
    folded = {fold(character) for character in traditional_characters()}
    assert folded == {fold(character) for character in folded}


def test_texts_are_folded_in_bulk_as_one_by_one() -> None:
    every = "".join(traditional_characters())
    assert folder().units(every).tobytes() == units_of(fold(every)).tobytes()
