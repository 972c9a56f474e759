"""次序、筛选、匹配之处、没有结果时的建议。"""

from collections import Counter
from pathlib import Path

import msgspec
from search_samples import Answers, plain, samples, write

from generator.output.search import (
    SearchDocument,
    SearchField,
    SearchOptions,
    search_artifacts,
    search_changes,
)
from generator.output.search.folding import fold


def test_title_matches_come_first_and_newer_before_older(
    documents: list[SearchDocument], site: Path, answers: Answers
) -> None:
    reply = answers(site, [{"text": "加装电梯", "page": 400}])[0]
    by_id = {each.id: each for each in documents}
    shown = [by_id[each] for each in reply["shown"]]
    titled = ["加装电梯" in each.title for each in shown]
    assert titled == sorted(titled, reverse=True)
    ends = {0: "", 4: "-12-31", 7: "-31", 10: ""}
    dates = [each.date + ends[len(each.date)] for each in shown if "加装电梯" in each.title]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) > 10


def test_a_title_holding_only_the_parts_of_a_term_is_no_title_match(tmp_path: Path, answers: Answers) -> None:
    titles = {
        "a-1": "电梯怎样加装",
        "a-2": "加装电梯",
        "a-3": "无关",
        "a-4": "先有电梯后加装",
        "a-5": "再说加装电梯",
    }
    documents = [
        SearchDocument(
            identifier,
            "proposal",
            f"{identifier}.html",
            title,
            f"20{30 - place}",
            (SearchField("title", "标题", title), SearchField("text", "正文", "正文说加装电梯")),
        )
        for place, (identifier, title) in enumerate(titles.items())
    ]
    write(search_artifacts(documents), tmp_path)
    queries = [{"text": "加装电梯"}, {"text": "加装电梯", "page": 3}, {"text": "加装电梯", "sort": "date"}]
    whole, first, by_date = answers(tmp_path, queries)
    assert whole["shown"] == ["a-2", "a-5", "a-1", "a-3", "a-4"]
    assert first["shown"] == ["a-2", "a-5", "a-1"]
    assert by_date["shown"] == list(titles)


def test_a_typed_number_brings_its_record_first(site: Path, answers: Answers) -> None:
    spellings = ["0123", "第0123号", "黄建管【2018】123号", "黄建管[2018]123", "１４-２-０１２３"]
    replies = answers(site, [{"text": text} for text in spellings])
    assert [reply["shown"][0] for reply in replies] == ["14-2-0123"] * len(spellings)


def test_only_what_could_be_a_number_is_looked_up_as_one(site: Path, answers: Answers) -> None:
    queries = [{"text": text} for text in ("2023年度", "5g基站", "0123", "第0123号", "黄建管【2018】123号")]
    replies = answers(site, queries, FILES="1")
    looked = [any("/marks/" in name for name in reply["files"]) for reply in replies]
    assert looked == [False, False, True, True, True]


def test_a_number_may_end_in_anything(tmp_path: Path, answers: Answers) -> None:
    codes = ("第00006号（经济发展类001号）", "7 号", "B(2017)103 ", "2号a")
    documents = [
        SearchDocument(
            f"x-{place}号",
            "proposal",
            f"{place}.html",
            "题",
            "2024",
            (SearchField("title", "标题", "题"), SearchField("number", "案号", code)),
        )
        for place, code in enumerate(codes)
    ]
    write(search_artifacts(documents), tmp_path)
    typed = ("00006号(经济发展类001号)", "第7", "b(2017)103", "2 号A", "x-3")
    replies = answers(tmp_path, [{"text": text} for text in typed])
    assert [reply["shown"][0] for reply in replies] == ["x-0号", "x-1号", "x-2号", "x-3号", "x-3号"]


def test_facet_counts_are_exact_and_combine_with_the_query(
    documents: list[SearchDocument], site: Path, answers: Answers
) -> None:
    queries = [
        {"text": "垃圾分类", "count": "单位", "facets": [["年份", ["2016", "2017"]]]},
        {"text": "垃圾分类", "count": "主题"},
    ]
    combined, several = answers(site, queries)
    matching = [each for each in documents if any("垃圾分类" in part.text for part in each.fields)]
    years = [each for each in matching if {("年份", "2016"), ("年份", "2017")} & set(each.facets)]
    assert combined["total"] == len(years)
    assert {unit: count for unit, count in combined["counts"].items() if count} == _counted(years, "单位")
    assert {topic: count for topic, count in several["counts"].items() if count} == _counted(matching, "主题")


def test_a_value_chosen_from_an_open_facet_needs_no_further_file(site: Path, answers: Answers) -> None:
    units = ["第3局", "第5局", "没有这个局"]
    chosen = {"text": "垃圾分类", "facets": [["单位", units], ["主题", ["第2题", "第4题"]]]}
    opened = [{"text": "垃圾分类", "count": name} for name in ("单位", "主题")]
    closed = answers(site, [chosen], FILES="1")[0]
    *_, again = answers(site, [*opened, chosen], FILES="1", REUSE="1")
    assert again["order"] == closed["order"] != []
    assert any("/marks/" in name for name in closed["files"])
    assert not any("/marks/" in name or "/pairs/" in name for name in again["files"])


def _counted(documents: list[SearchDocument], name: str) -> Counter[str]:
    return Counter(value for each in documents for facet, value in set(each.facets) if facet == name)


def test_overdue_longest_sorts_by_days_late(
    documents: list[SearchDocument], site: Path, answers: Answers
) -> None:
    reply = answers(site, [{"text": "居家养老", "sort": "overdue", "page": 60}])[0]
    days = {each.id: each.overdue_days for each in documents}
    shown = [days[each] for each in reply["shown"]]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == max(each.overdue_days for each in documents)


def test_what_matched_is_named_and_linked(tmp_path: Path, answers: Answers) -> None:
    fields = (
        SearchField("title", "标题", "关于口袋公园的建议"),
        SearchField("suggestion", "建议", "增设遮阳座椅", "s1"),
        SearchField("commitment", "承诺", "年内装好遮阳座椅", "c1"),
        SearchField("reply", "答复", "已列入计划", "reply"),
    )
    write(
        search_artifacts([SearchDocument("a-1", "proposal", "a.html", "关于口袋公园的建议", "2023", fields)]),
        tmp_path,
    )
    replies = answers(tmp_path, [{"text": "遮阳座椅"}, {"text": "年内装好"}, {"text": "口袋公园"}])
    assert [reply["labels"] for reply in replies] == [[["建议", "承诺"]], [["承诺"]], [["标题"]]]
    assert [reply["anchors"] for reply in replies] == [["s1"], ["c1"], [""]]


def test_no_result_offers_terms_that_exist_with_their_counts(site: Path, answers: Answers) -> None:
    queries = [{"text": "加装电梯 绝无此词", "suggest": True}, {"text": "加装电悌", "suggest": True}]
    fewer, nearest = answers(site, queries)
    assert fewer["total"] == nearest["total"] == 0
    assert fewer["suggestions"][0][0] == "加装电梯"
    assert fewer["suggestions"][0][1] > 0
    assert "加装电" in [text for text, _ in nearest["suggestions"]]


def test_hostile_queries_are_answered_not_obeyed(site: Path, answers: Answers) -> None:
    hostile = [
        ".*",
        "(a+)+$",
        "\\",
        '"',
        '""',
        "-",
        "--",
        "- -",
        "\x00\x01\x02",
        "建" * 1_000_000,
        "[",
        "<script>",
        "%00",
        "😀",
        "\ud800",
    ]
    replies = answers(site, [{"text": text} for text in hostile])
    assert len(replies) == len(hostile)
    assert replies[0]["total"] == 0
    assert replies[8]["total"] == 1_000


def test_same_records_give_the_same_bytes_in_any_order_on_any_number_of_processes() -> None:
    documents = samples(120)
    forward = [(each.path, each.content) for each in search_artifacts(documents)]
    alone = SearchOptions(processes=1)
    backward = [(each.path, each.content) for each in search_artifacts(documents[::-1], alone)]
    assert forward == backward


def numbered(count: int) -> list[SearchDocument]:
    """各届同一个案号的提案；单数的写着电梯。"""
    return [
        SearchDocument(
            f"{place}-1-0001",
            "proposal",
            f"{place}.html",
            "题",
            f"{2000 + place}-05-01",
            (
                SearchField("title", "标题", "题"),
                SearchField("number", "案号", "0001"),
                SearchField("text", "正文", "加装电梯" if place % 2 else "楼道照明"),
            ),
        )
        for place in range(1, count + 1)
    ]


def test_a_typed_number_is_a_term_like_any_other(tmp_path: Path, answers: Answers) -> None:
    documents = [*samples(300)[200:], *numbered(15)]
    write(search_artifacts(documents, SearchOptions(bucket_units=1, text_units=1)), tmp_path)
    texts = ("0001", "第0001号", "第 0001 号", '"0001"', "0001 -电梯", "第0001号 -电梯", "0001 -0001")
    replies = answers(tmp_path, [{"text": text} for text in texts])
    assert [reply["total"] for reply in replies] == [15, 15, 15, 15, 7, 7, 0]
    assert [reply["dropped"] for reply in replies] == [0] * len(texts)
    assert all(set(reply["shown"]) <= {each.id for each in numbered(15)} for reply in replies)
    assert max(reply["opening_requests"] for reply in replies) <= 12 + 1


def test_a_typed_number_gives_the_same_before_and_after_an_edit(tmp_path: Path, answers: Answers) -> None:
    documents = [*samples(60)[20:], *numbered(15)]
    edited = [msgspec.structs.replace(each, overdue_days=3) for each in numbered(15)[:6]]
    write(search_artifacts(documents), tmp_path)
    queries = [{"text": text} for text in ("第0001号", "0001 -电梯", "第0001号 -电梯")]
    before = [reply["total"] for reply in answers(tmp_path, queries)]
    write(search_changes(lambda path: (tmp_path / path).read_bytes(), edited, []).artifacts, tmp_path)
    assert [reply["total"] for reply in answers(tmp_path, queries)] == before == [15, 7, 7]


def test_suggestions_are_whole_words_that_mean_what_they_say(tmp_path: Path, answers: Answers) -> None:
    texts = ["加装电梯，野屋店", "𠮷野屋", "壹贰叁肆，伍陆", "没有别的"]
    documents = [
        SearchDocument(
            f"a-{place}",
            "proposal",
            f"{place}.html",
            text,
            "2024",
            (SearchField("title", "标题", text), SearchField("text", "正文", text)),
        )
        for place, text in enumerate(texts)
    ]
    write(search_artifacts(documents), tmp_path)
    queries = (
        "绝无此词-电梯",
        "绝无-电梯改造",
        "𠮷野屋店",
        "電梯 电梯 绝无此词",
        '"绝无 电梯， 野屋"',
        "“绝无”，电梯”",
    )
    replies = answers(tmp_path, [{"text": text, "suggest": True} for text in queries])
    assert [reply["total"] for reply in replies] == [0] * len(queries)
    for reply in replies:
        offered = [text for text, _ in reply["suggestions"]]
        assert len(set(map(fold, offered))) == len(offered)
        assert all(each.encode() and each.strip('"')[0].isalnum() for each in offered), offered
    assert [text for text, _ in replies[0]["suggestions"]] == ["电梯"]
    assert "𠮷野屋" in [text for text, _ in replies[2]["suggestions"]]


def test_a_long_quoted_phrase_is_cut_inside_its_quotes(tmp_path: Path, answers: Answers) -> None:
    long = "长" * 150 + "哈" * 100
    documents = [plain(f"a-{place}", text) for place, text in enumerate((long, "长 短"))]
    write(search_artifacts(documents), tmp_path)
    texts = (
        long,
        f'"{long}"',
        f"“{long}”",
        f'"{long * 4}"',
        f'{"长" * 190} -"{long}"',
        '"长 短"',
        f'"长 短 {long}',
    )
    replies = answers(tmp_path, [{"text": text} for text in texts])
    assert [reply["total"] for reply in replies] == [1, 1, 1, 1, 0, 1, 0]
