"""整个记下的词：单位全名、年份、文号，一张表就说得准，结果仍旧一条不差。"""

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from search_plain_scan import PlainScan, Query
from search_samples import Answers, write

from generator.output.search import SearchDocument, SearchField, SearchOptions, search_artifacts
from generator.output.search.catalogue import Facet
from generator.output.search.drafts import in_order
from generator.output.search.folding import fold
from generator.output.search.spelled import (
    CODE,
    CODE_AFTER_TWO,
    LENGTH_BITS,
    MOST_CODE,
    NAME,
    SHORTEST,
    STEP,
    YEAR,
    spelled_in,
    spelled_of,
)
from generator.output.search.units import units_of

APART = SearchOptions(bucket_units=1, text_units=1)
"""一个键一个文件，一条记录一个文件：取了几张表、几条正文一数就知道。"""

MOST_REQUESTS = 12
UNITS = ("青禾市人力资源和社会保障局", "临江區人力资源和社会保障局", "青禾市教育局")


def document(place: int, unit: str, text: str, title: str = "题") -> SearchDocument:
    return SearchDocument(
        f"a-{place:03d}",
        "proposal",
        f"{place}.html",
        title,
        f"20{20 + place % 5}-{1 + place % 12:02d}-{1 + place % 28:02d}",
        (
            SearchField("title", "标题", title),
            SearchField("document_number", "文号", f"{unit[:2]}函〔{2020 + place % 3}〕{place // 3 + 1}号"),
            SearchField("text", "正文", text),
        ),
        (("单位", unit), ("年份", str(2020 + place % 3))),
    )


def documents() -> list[SearchDocument]:
    """全名有的在正文、有的在标题，有的只是分面；正文里有的只差一个字。"""
    found = []
    for place in range(120):
        unit = UNITS[place % 3]
        near = unit.replace("保障", "保证") if place % 7 == 0 else unit
        text = f"由{near}办理，{2018 + place % 6}年完成，见青禾函〔2020〕{place // 4 + 1}号、〔2021〕0{place}号。"
        title = f"关于{UNITS[place % 2]}的建议" if place % 5 == 0 else "题"
        found.append(document(place, unit, "另有安排。" if place % 11 == 0 else text, title))
    return found


def asked(found: Sequence[SearchDocument], texts: Sequence[str], folder: Path, answers: Answers) -> list[int]:
    """各个查询取几个文件；结果集、次序都要与逐条扫描的一样。"""
    write(search_artifacts(found, APART), folder)
    replies = answers(folder, [{"text": text} for text in texts], FILES="1", ORDER="yes")
    ordered = in_order(found)
    scan = PlainScan(ordered)
    for text, reply in zip(texts, replies, strict=True):
        words = text.split()
        banned = tuple(word[1:] for word in words if word.startswith("-"))
        wanted = tuple(word for word in words if not word.startswith("-"))
        expected = scan.search(Query("", text, wanted, banned))
        first = {at for at in expected if all(fold(word) in fold(ordered[at].title) for word in wanted)}
        assert reply["order"] == [*sorted(first), *sorted(expected - first)], text
        assert (reply["total"], reply["dropped"]) == (len(expected), 0)
    return [reply["requests"] for reply in replies]


def test_the_full_name_of_a_unit_or_any_end_of_it_takes_one_list(tmp_path: Path, answers: Answers) -> None:
    names = [*UNITS, "人力资源和社会保障局", "社会保障局", "市教育局", "临江区人力资源和社会保障局 办理"]
    assert max(asked(documents(), names, tmp_path, answers)) <= MOST_REQUESTS


def test_a_name_that_differs_in_one_character_is_not_taken_for_it(tmp_path: Path, answers: Answers) -> None:
    asked(
        documents(),
        [
            "人力资源和社会保证局",
            "人力資源和社会保障局",
            "青禾市人力资源和社会保障",
            "绝无此局",
            "办理 -青禾市教育局",
        ],
        tmp_path,
        answers,
    )


def test_a_year_takes_one_list(tmp_path: Path, answers: Answers) -> None:
    assert (
        max(asked(documents(), ["2019年", "2021年 办理", "1999年", "018年"], tmp_path, answers))
        <= MOST_REQUESTS
    )


def test_a_document_number_that_many_records_quote_is_found_within_twelve_requests(
    tmp_path: Path, answers: Answers
) -> None:
    found = [
        document(
            place, UNITS[2], f"按照青禾函〔2020〕{1 + place % 30}号、沪府发〔2021〕{place % 2 + 1}号办理。"
        )
        for place in range(180)
    ]
    write(search_artifacts(found, APART), tmp_path)
    texts = ["青禾函〔2020〕17号", "禾函〔2020〕17号", "函【2020】17号", "[2020]17号", "沪府发〔2021〕3号"]
    replies = answers(tmp_path, [{"text": text} for text in texts], FILES="1")
    scan = PlainScan(in_order(found))
    assert [reply["total"] for reply in replies] == [
        len(scan.search(Query("", each, (each,)))) for each in texts
    ]
    assert max(reply["requests"] for reply in replies) <= MOST_REQUESTS


def test_a_document_number_written_some_other_way_is_found_all_the_same(
    tmp_path: Path, answers: Answers
) -> None:
    queries = ["〔2021〕021号", "函〔2020〕1", "〔2020〕", "见青禾函〔2020〕2号", "2021〕021号"]
    write(search_artifacts(documents(), APART), tmp_path)
    replies = answers(tmp_path, [{"text": text} for text in queries])
    scan = PlainScan(in_order(documents()))
    assert [reply["total"] for reply in replies] == [
        len(scan.search(Query("", each, (each,)))) for each in queries
    ]


TEXTS = st.lists(st.text(st.sampled_from("甲乙丙年号[]0129"), max_size=40), max_size=6)
VALUES = st.lists(st.text(st.sampled_from("甲乙丙年号[]01"), max_size=8), min_size=1, max_size=5, unique=True)


def expected_in(text: str, values: Sequence[str]) -> set[tuple[int, int]]:
    """照意思逐处找。"""
    found = set()
    for number, value in enumerate(values):
        for length in range(SHORTEST, len(value) + 1):
            end = value[-length:]
            if any(other.endswith(end) for other in values[:number]):
                continue
            starts = (at for at in range(len(text)) if text.startswith(end, at))
            found |= {(NAME | number << LENGTH_BITS | length, at) for at in starts}
    found |= {
        (YEAR | int(text[at : at + 4]), at) for at in range(len(text)) if re.match(r"\d{4}年", text[at:])
    }
    for at in range(len(text)):
        if said := re.match(r"\[(19\d\d|20\d\d)\]([1-9]\d{0,5})号", text[at:]):
            value = (int(said[1]) - 1900) * MOST_CODE + int(said[2])
            found.add((CODE | value, at))
            if at > 1 and text[at - 2] > " " and text[at - 1] > " ":
                two = ord(text[at - 2]) * STEP + ord(text[at - 1])
                found.add((CODE_AFTER_TWO | (two * STEP + value) % CODE_AFTER_TWO, at - 2))
    return found


@settings(max_examples=300)
@given(TEXTS, VALUES)
def test_every_place_where_such_a_word_stands_is_found(texts: list[str], values: list[str]) -> None:
    text = "".join(f"{each}\x00" for each in [*texts, "甲[2019]1号乙丙1999年"]) + "\x01"
    keys, starts = spelled_in(units_of(text), spelled_of([Facet("单位", 0, tuple(values), ())]))
    assert sorted(zip(keys.tolist(), starts.tolist(), strict=True)) == sorted(expected_in(text, values))
