"""字形折叠：写法不同、意思一样的，查的时候是一样的。"""

import random
import unicodedata
from pathlib import Path

import msgspec
import pytest
from search_samples import Answers, plain, samples, write

from generator.output.search import search_artifacts, search_changes
from generator.output.search.folding import composed, fold, joining, traditional_characters
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


def test_character_by_character_is_the_same_as_the_whole() -> None:
    chance = random.Random(7)  # noqa: S311  # 只求每次一样
    every = [chr(code) for code in range(0x20000) if not 0xD800 <= code <= 0xDFFF]
    signs = joining() + "\U0001d165\ufe0f"
    texts = [each + chance.choice(signs) for each in every]
    for _ in range(100_000):
        pools = chance.choices((every, signs, "aeｅｶﾊﾞﾟㄱㅏㄴﬁ①㎡½"), k=chance.randrange(2, 6))
        texts.append("".join(map(chance.choice, pools)))
    for text in texts:
        whole = unicodedata.normalize("NFKC", text)
        assert "".join(unicodedata.normalize("NFKC", each) for each in composed(text)) == whole, ascii(text)


@pytest.mark.parametrize("kept", ["™\ufe0f", "①\u20dd", "㎡½ﬁ", "葛\U000e0100", "ㅋㅋ", "ｶﾀｶﾅ"])
def test_only_what_must_be_composed_is_shown_otherwise(kept: str) -> None:
    assert composed(kept) == kept


WRITTEN = (
    "ｶﾞｽ管", "ガス管", "カ\u3099ス管", "ﾊﾟﾝ屋", "パン屋", "cafe\u0301", "café", "ｃａｆｅ\u0301",
    "ＣＡＦÉ", "ﬁ\u0301n", "fín", "한국", "\u1112\u1161\u11ab국", "ㅎㅏㄴ국", "ﾾￂﾤ국",
    "①戊", "1戊", "½份", "1⁄2份", "50㎡", "50m2", "㊗\ufe0f贺", "祝贺", "q\u0323\u0307x", "q\u0307\u0323x",
)  # fmt: skip
"""同一个词的几种写法：合成的、分开的，全角半角，连字。"""


def test_composed_and_decomposed_are_found_by_each_other(tmp_path: Path, answers: Answers) -> None:
    documents = [plain(f"a-{place:02d}", f"甲{text}乙") for place, text in enumerate(WRITTEN)]
    meant = [unicodedata.normalize("NFKC", text).lower() for text in WRITTEN]
    wanted = [
        sorted(each.id for each, text in zip(documents, meant, strict=True) if term in text) for term in meant
    ]
    queries = [{"text": text, "page": len(WRITTEN)} for text in WRITTEN]
    write(search_artifacts([*samples(20), *documents]), tmp_path)
    assert [sorted(reply["shown"]) for reply in answers(tmp_path, queries)] == wanted
    # 改动里的、改动以后索引里留下的，也一样。
    edited = [msgspec.structs.replace(each, overdue_days=3) for each in documents[::2]]
    update = search_changes(lambda path: (tmp_path / path).read_bytes(), edited, [])
    write(update.artifacts, tmp_path)
    assert [sorted(reply["shown"]) for reply in answers(tmp_path, queries)] == wanted
