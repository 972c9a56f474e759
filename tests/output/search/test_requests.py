"""一次查询取几个文件：长词少取一张表，结果仍旧一条不差。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from search_samples import Answers, plain, write

from generator.output.search import SearchDocument, SearchOptions, search_artifacts

APART = SearchOptions(bucket_units=1, text_units=1)
"""一个键一个文件，一条记录一个文件：取了几张表、几条正文一数就知道。"""

MOST_REQUESTS = 12


def documents(texts: Sequence[str]) -> list[SearchDocument]:
    return [plain(f"a-{place:02d}", text, f"20{90 - place}") for place, text in enumerate(texts)]


def lists(reply: dict[str, Any]) -> int:
    return sum("/pairs/" in name for name in reply["files"])


def asked(
    texts: Sequence[str], queries: Sequence[str], folder: Path, answers: Answers
) -> list[dict[str, Any]]:
    write(search_artifacts(documents(texts), APART), folder)
    return answers(folder, [{"text": text} for text in queries], FILES="1", ORDER="yes")


def test_one_list_tells_four_characters(tmp_path: Path, answers: Answers) -> None:
    texts = [f"漫不经心{place}" for place in range(20)] + ["漫不经意", "漫不经", "又漫不经意", "不经心"]
    usual, other = asked(texts, ["漫不经心 题", "漫不经意 题"], tmp_path, answers)
    assert [usual["total"], lists(usual)] == [20, 1]
    assert other["total"] == 2


def test_what_comes_before_is_told_for_each_character_after(tmp_path: Path, answers: Answers) -> None:
    texts = [f"中枢神经{place}" for place in range(20)] + [f"拜神经书{place}" for place in range(20)]
    texts += ["末枢神经", "众神经书"]
    word, other, absent = asked(texts, ["中枢神经", "拜神经书", "众枢神经"], tmp_path, answers)
    assert [word["total"], other["total"], absent["total"]] == [20, 20, 0]


def test_six_characters_are_told_by_two_lists_that_do_not_touch(tmp_path: Path, answers: Answers) -> None:
    texts = [f"看守内阁总理{place}" for place in range(20)] + ["看守内外", "内阁总统看守内阁", "守内阁总理"]
    reply = asked(texts, ["看守内阁总理"], tmp_path, answers)[0]
    assert [reply["total"], lists(reply)] == [20, 2]


def test_where_counting_cannot_tell_the_list_between_is_read_too(tmp_path: Path, answers: Answers) -> None:
    # 每条都有「甲乙丙丁」，也都有「丙丁戊己」，只有一半是同一处。
    together = [f"甲乙丙丁戊己，丙丁庚。{place}" for place in range(15)]
    apart = [f"甲乙丙丁庚，丙丁戊己。{place}" for place in range(15)]
    reply = asked([*together, *apart], ["甲乙丙丁戊己"], tmp_path, answers)[0]
    assert reply["total"] == 15
    assert set(reply["order"]) == set(range(15))


def test_many_words_are_settled_by_the_two_rarest_when_few_records_have_both(
    tmp_path: Path, answers: Answers
) -> None:
    texts = [f"常见的话{place}" for place in range(30)] + ["常见的话，罕闻，奇缺"]
    reply = asked(texts, ["常见 的话 罕闻 奇缺"], tmp_path, answers)[0]
    assert [reply["total"], lists(reply)] == [1, 2]


def test_a_rare_character_that_is_found_needs_no_table_of_traditional_forms(
    tmp_path: Path, answers: Answers
) -> None:
    texts = [f"普通的话{place}" for place in range(30)] + ["治瀛"]
    found, absent = asked(texts, ["治瀛", "治灃"], tmp_path, answers)
    assert [found["total"], absent["total"]] == [1, 0]
    assert [any("folding" in name for name in reply["files"]) for reply in (found, absent)] == [False, True]


WORDS = ("甲子", "乙丑", "丙寅", "丁卯", "戊辰", "己巳")


def test_what_the_reader_sees_first_takes_at_most_twelve_requests(tmp_path: Path, answers: Answers) -> None:
    # 每个词都常见，两个、三个合在一起候选还多；长词前后的字各有一半，一张表说不准。
    texts = ["，".join(WORDS) + f"，辛未壬申{'癸亥'[place % 2]}。函〔2024〕7号" for place in range(30)]
    texts += ["，".join(WORDS[:place] + WORDS[place + 1 :]) for place in range(6) for _ in range(20)]
    texts += [f"{before}未壬申{after}" for before in "辛庚" for after in "癸亥戌" for _ in range(12)]
    queries = [" ".join(WORDS[:count]) for count in range(1, 7)]
    queries += [
        "未壬申癸 甲子",
        "辛未壬申 甲子 乙丑",
        "函〔2024〕7号 甲子 丙寅",
        "甲子，乙丑，丙寅，丁卯，戊辰",
    ]
    replies = asked(texts, queries, tmp_path, answers)
    assert [reply["total"] for reply in replies[1:]] == [
        *(sum(all(word in text for word in WORDS[:count]) for text in texts) for count in range(2, 7)),
        15, 30, 30, 30 + 20,
    ]  # fmt: skip
    assert max(reply["opening_requests"] for reply in replies) <= MOST_REQUESTS
    assert min(reply["opening"] for reply in replies) >= 10 - 4
    assert {len(reply["shown"]) for reply in replies} == {10}


def test_two_words_show_ten_results_at_once(tmp_path: Path, answers: Answers) -> None:
    texts = ["，".join(WORDS) for _ in range(30)]
    reply = asked(texts, ["甲子 戊辰"], tmp_path, answers)[0]
    assert [reply["opening"], reply["opening_requests"]] == [10, MOST_REQUESTS]


def test_a_sentence_many_records_share_is_told_by_every_other_list(tmp_path: Path, answers: Answers) -> None:
    sentence = "感谢您对我市城乡建设工作的关心和支持欢迎再提"
    texts = [f"{sentence}。{place}" for place in range(40)] + [sentence[:12], sentence[9:]]
    reply = asked(texts, [sentence], tmp_path, answers)[0]
    assert reply["total"] == 40
    assert lists(reply) <= len(sentence) // 2


def test_a_sentence_in_one_record_takes_another_list_rather_than_many_texts(
    tmp_path: Path, answers: Answers
) -> None:
    # 头一张表之后候选有十几条：另一半的表留下一条，比看十几条正文省。
    sentence = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    texts = [sentence, *(f"{half}{place}" for place in range(13) for half in (sentence[:9], sentence[5:]))]
    reply = asked(texts, [sentence], tmp_path, answers)[0]
    assert [reply["total"], reply["shown"]] == [1, ["a-00"]]
    assert reply["requests"] <= 5


def test_brackets_of_any_shape_are_as_common_as_the_text_says(tmp_path: Path, answers: Answers) -> None:
    # 正文里写的是〔〕，查的折叠成 []：不因此当作少见的字，先取「号」前面说得出是哪一件的。
    texts = [f"函〔2024〕{place:04d}号，函〔2023〕{place:04d}号" for place in range(3000, 3200)]
    reply = asked(texts, ["函〔2024〕3150号"], tmp_path, answers)[0]
    assert reply["total"] == 1
    assert reply["requests"] <= MOST_REQUESTS
