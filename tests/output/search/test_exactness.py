"""结果集与逐条扫描完全相同，不多一条，不少一条。"""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from search_plain_scan import PlainScan, Query, generated_queries
from search_samples import Answers, plain, samples, write

from generator.output.search import SearchDocument, SearchField, SearchOptions, search_artifacts
from generator.output.search.drafts import in_order
from generator.output.search.folding import fold

TINY = SearchOptions(
    bucket_units=900,
    hot_occurrences=150,
    alone_occurrences=60,
    text_units=300,
    tokens=900,
    batch_units=20_000,
    batch_documents=90,
    group_keys=9_000,
)


def differences(
    documents: list[SearchDocument], queries: list[Query], replies: list[dict[str, Any]]
) -> list[str]:
    scan = PlainScan(in_order(documents))
    found = []
    for query, reply in zip(queries, replies, strict=True):
        expected = scan.search(query)
        same = set(reply["order"]) == expected and reply["total"] == len(expected)
        if not same or not reply["exact"] or reply["dropped"]:
            found.append(f"{query.kind} {query.text!r}: 应有 {len(expected)} 条，得 {reply['total']} 条")
    return found


def test_two_thousand_queries_match_a_plain_scan_exactly(
    documents: list[SearchDocument], site: Path, answers: Answers
) -> None:
    queries = list(generated_queries(documents, 2_100))
    replies = answers(site, [{"text": query.text} for query in queries], REUSE="1")
    assert differences(documents, queries, replies) == []


def test_common_pairs_and_far_positions_answer_the_same(tmp_path: Path, answers: Answers) -> None:
    documents = samples(300)
    written = write(search_artifacts(documents, TINY), tmp_path)
    assert any("/pairs/alone/" in path for path in written)
    assert any("/triples/alone/" in path for path in written)
    queries = list(generated_queries(documents, 500, seed=11))
    replies = answers(tmp_path, [{"text": query.text} for query in queries], REUSE="1")
    assert differences(documents, queries, replies) == []


@pytest.mark.parametrize("options", [SearchOptions(), TINY], ids=["usual", "tiny"])
def test_the_order_is_that_of_a_plain_scan_before_any_text_is_seen(
    options: SearchOptions, tmp_path: Path, answers: Answers
) -> None:
    documents = in_order(samples(300))
    write(search_artifacts(documents, options), tmp_path)
    # 有数字的查询也许正是一个编号，编号另排在最前。
    queries = [each for each in generated_queries(documents, 500, seed=23) if not re.search(r"\d", each.text)]
    replies = answers(tmp_path, [{"text": query.text, "page": 1} for query in queries], REUSE="1")
    scan, titled = PlainScan(documents), 0
    for query, reply in zip(queries, replies, strict=True):
        wanted = [fold(term) for term in query.wanted]
        found = scan.search(query)
        first = {at for at in found if wanted and all(term in fold(documents[at].title) for term in wanted)}
        assert reply["order"] == [*sorted(first), *sorted(found - first)], query
        titled += bool(first and found - first)
    assert titled > 20


def test_a_second_list_that_knows_the_character_before_spares_the_first(
    tmp_path: Path, answers: Answers
) -> None:
    texts = [f"蜂拥而上{place}" for place in range(30)] + ["蜂拥而下", "簇拥而上", "拥而上", "蜂拥又簇拥而上"]
    documents = [plain(f"a-{place:02d}", text, f"20{60 - place}") for place, text in enumerate(texts)]
    write(search_artifacts(documents, SearchOptions(bucket_units=1)), tmp_path)
    queries = [{"text": text, "page": 10} for text in ("蜂拥而上 题", "簇拥而上 题", "蜂拥而上")]
    usual, other, whole = answers(tmp_path, queries, FILES="1")
    lists = [sum("/pairs/" in name for name in each["files"]) for each in (usual, other, whole)]
    assert (usual["total"], other["total"], whole["total"]) == (30, 2, 30)
    # 一个词、两张表，一起取；三张的省下一张；前面不是常见的那个字，候选已经不到十条。
    assert lists == [1, 1, 2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *((f"{opening}长 短{closing}", "a") for opening in '"＂“' for closing in '"＂”'),
        ("「长 短」", ""),
        ('“长 短" “题”', ""),
        ('“长 "短"', "b"),
        ('“长" 短”', "c"),
        ('-“长 短"', "bc"),
        ("“长”短", ""),
        ("“长 短", ""),
        ("“长 短”。", ""),
        ('“"', "c"),
    ],
)
def test_a_quote_ends_at_its_partner_or_else_at_any_closing_quote(
    typed: str, found: str, tmp_path: Path, answers: Answers
) -> None:
    texts = {"a": "长 短", "b": '长 "短', "c": '长" 短“"'}
    write(search_artifacts([plain(each, text) for each, text in texts.items()]), tmp_path)
    assert "".join(sorted(answers(tmp_path, [{"text": typed}])[0]["shown"])) == found


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_site_with_hardly_any_records_can_be_searched(count: int, tmp_path: Path, answers: Answers) -> None:
    write(search_artifacts(samples(count)), tmp_path)
    empty, word, absent = answers(tmp_path, [{"text": ""}, {"text": "建议"}, {"text": "绝无此词"}])
    assert (empty["total"], word["total"], absent["total"]) == (count, count, 0)


def test_a_term_never_matches_across_two_fields(tmp_path: Path, answers: Answers) -> None:
    document = samples(1)[0]
    write(search_artifacts([document]), tmp_path)
    end, start = document.fields[0].text[-2:], document.fields[1].text[:2]
    reply = answers(tmp_path, [{"text": end + start}])[0]
    assert reply["total"] == 0


EXTREMES = (
    "哈" * 90_000,
    "甲乙丙" * 30_000,
    "😀𠮷" * 20_000 + "𠮷野家",
    "ab" * 40_000,
    "\ufffe\ud800 a\u0301b ﬁ ㍿",
)


@pytest.mark.parametrize("options", [SearchOptions(), TINY], ids=["usual", "tiny"])
def test_endless_and_rare_characters_are_found_exactly(
    options: SearchOptions, tmp_path: Path, answers: Answers
) -> None:
    extremes = [
        SearchDocument(
            f"x-{place}",
            "proposal",
            f"x/{place}.html",
            f"怪{text[1]}",
            "2024",
            (SearchField("title", "标题", f"怪{text[1]}"), SearchField("text", "正文", text)),
        )
        for place, text in enumerate(EXTREMES)
    ]
    # 近似的记录多几条，候选超过十条，才用得着接字。
    near = [
        msgspec.structs.replace(each, id=f"{each.id}-{copy}") for each in extremes[:2] for copy in range(11)
    ]
    documents = [*samples(40), *extremes, *near]
    write(search_artifacts(documents, options), tmp_path)
    terms = (
        "哈哈哈",
        "丙甲乙丙甲",
        "哈" * 9,
        "乙丙甲",
        "甲乙丙甲乙丙甲",
        "😀𠮷",
        "𠮷野",
        "𠮷野家",
        "𠮷",
        "bab",
        "株式会社",
        "áb",
        "fi",
    )
    queries = [Query("极端", term, (term,)) for term in terms]
    replies = answers(tmp_path, [{"text": query.text} for query in queries], REUSE="1")
    assert differences(documents, queries, replies) == []
