"""改了几条记录：只添一个小文件，结果与重建的一样；改得多了就要求重建。"""

from pathlib import Path

import msgspec
import pytest
from search_plain_scan import PlainScan, generated_queries
from search_samples import Answers, sample, samples, write

from generator.output.search import (
    SearchBase,
    SearchDocument,
    SearchField,
    SearchUpdate,
    places_of,
    read_base,
    search_artifacts,
    search_changes,
    search_update,
)


def base_in(folder: Path) -> SearchBase:
    account, changes = places_of((folder / "search/manifest.js").read_bytes())
    content = (folder / changes).read_bytes() if changes else b""
    return read_base(account, (folder / account).read_bytes(), changes, content)


def edited(documents: list[SearchDocument]) -> list[SearchDocument]:
    """改一条，删一条，添一条。"""
    return [*documents[:7], changed(documents), *documents[9:], sample(5_000)]


def changed(documents: list[SearchDocument]) -> SearchDocument:
    reply = SearchField("reply", "答复", "改过的答复提到電動自行車充電樁", "reply")
    return msgspec.structs.replace(documents[7], fields=(*documents[7].fields[:-1], reply))


def updated(folder: Path, documents: list[SearchDocument]) -> SearchUpdate:
    gone = [(documents[8].kind, documents[8].id)]
    return search_update(base_in(folder), [changed(documents), sample(5_000)], gone)


def test_a_small_change_writes_two_small_files(tmp_path: Path) -> None:
    documents = samples(300)
    written = write(search_artifacts(documents), tmp_path)
    update = updated(tmp_path, documents)
    files = {each.path: each.content for each in update.artifacts}
    assert not update.compact
    assert len(files) == 2
    assert sum(map(len, files.values())) < 20_000 < sum(map(len, written.values()))


def test_results_after_a_change_equal_those_of_a_rebuild(tmp_path: Path, answers: Answers) -> None:
    documents = samples(300)
    write(search_artifacts(documents), tmp_path)
    now = edited(documents)
    write(updated(tmp_path, documents).artifacts, tmp_path)
    queries = list(generated_queries(now, 300, seed=5))
    texts = [
        "電動自行車充電樁",
        "电动自行车",
        documents[8].id,
        "14-2-5000",
        *(query.text for query in queries),
    ]
    replies = answers(tmp_path, [{"text": text, "page": 400} for text in texts], REUSE="1")
    assert [reply["shown"][:1] for reply in replies[:4]] == [["14-2-0007"], ["14-2-0007"], [], ["14-2-5000"]]
    scan = PlainScan(now)
    for query, reply in zip(queries, replies[4:], strict=True):
        expected = sorted(now[number].id for number in scan.search(query))
        assert (sorted(reply["shown"]), reply["total"]) == (expected, len(expected)), query


def test_facet_counts_include_the_changed_records(tmp_path: Path, answers: Answers) -> None:
    documents = samples(100)
    write(search_artifacts(documents), tmp_path)
    now = edited(documents)
    write(updated(tmp_path, documents).artifacts, tmp_path)
    reply = answers(tmp_path, [{"text": "", "count": "单位"}])[0]
    assert reply["total"] == len(now)
    assert sum(reply["counts"].values()) == len(now)


def test_many_changes_ask_for_a_rebuild(tmp_path: Path) -> None:
    write(search_artifacts(samples(100)), tmp_path)
    assert search_update(base_in(tmp_path), [sample(number) for number in range(60, 160)], []).compact


def test_changes_in_two_steps_write_what_one_step_writes(tmp_path: Path) -> None:
    documents = samples(100)
    write(search_artifacts(documents), tmp_path)
    once = updated(tmp_path, documents)
    gone = [(documents[8].kind, documents[8].id)]
    first = search_update(base_in(tmp_path), [sample(5_000)], gone)
    write(first.artifacts, tmp_path)
    second = search_update(base_in(tmp_path), [changed(documents)], [])
    assert second.artifacts == once.artifacts
    assert second.obsolete == (first.base.path,)


def test_editing_one_record_again_and_again_keeps_one_small_file(tmp_path: Path) -> None:
    documents = samples(100)
    write(search_artifacts(documents), tmp_path)

    taken: list[str] = []

    def read(path: str) -> bytes:
        taken.append(path)
        return (tmp_path / path).read_bytes()

    for number in range(12):
        reply = SearchField("reply", "答复", f"第 {number} 次改动", "reply")
        document = msgspec.structs.replace(documents[7], fields=(*documents[7].fields[:-1], reply))
        update = search_changes(read, [document], [])
        write(update.artifacts, tmp_path)
        for path in update.obsolete:
            (tmp_path / path).unlink()
    assert [len(update.base.changed), len(update.base.removed)] == [1, 1]
    assert len(list((tmp_path / "search").glob("changes-*.js"))) == 1
    assert {path.split("/")[-1].split("-")[0] for path in taken} == {"manifest.js", "ledger.tsv", "changes"}


def test_taking_a_change_back_leaves_no_changes_of_a_new_record(tmp_path: Path) -> None:
    documents = samples(50)
    written = write(search_artifacts(documents), tmp_path)

    def read(path: str) -> bytes:
        return (tmp_path / path).read_bytes()

    write(search_changes(read, [sample(5_000)], []).artifacts, tmp_path)
    back = search_changes(read, [], [("proposal", "14-2-5000")])
    assert {each.path: each.content for each in back.artifacts} == {
        "search/manifest.js": written["search/manifest.js"]
    }
    assert len(back.obsolete) == 1


def test_a_manifest_of_another_format_asks_for_a_rebuild() -> None:
    with pytest.raises(ValueError, match="重建"):
        places_of(b'shaiSearchData({"format":0,"base":"x","changes":null})')


def test_a_larger_archive_gathers_more_changes_before_a_rebuild() -> None:
    changed = [sample(number) for number in range(60, 180)]
    small, large = (
        SearchBase("x", b"".join(b"proposal\t0-%d\t0\t\n" % place for place in range(count)), "", (), {})
        for count in (400, 100_000)
    )
    assert [search_update(base, changed, []).compact for base in (small, large)] == [True, False]
    assert search_update(large, [sample(number) for number in range(60, 460)], []).compact


def dated(number: int, date: str, text: str = "同月词语") -> SearchDocument:
    fields = (SearchField("title", "标题", f"第{number}件"), SearchField("text", "正文", text))
    return SearchDocument(f"{number:02d}", "proposal", f"{number}.html", f"第{number}件", date, fields)


DATES = ("2023-03-05", "2023-03-20", "2023-03", "2023-03-31", "2023", "2023-02-28", "2023-12-31", "", "2024")


def test_the_order_within_a_month_is_that_of_a_rebuild(tmp_path: Path, answers: Answers) -> None:
    documents = [dated(place, DATES[place % len(DATES)]) for place in range(45)]
    write(search_artifacts(documents), tmp_path / "edited")
    changes = [
        dated(place, DATES[(place * 7 + 3) % len(DATES)], "同月词语改过")
        for place in (1, 2, 8, 12, 20, 33, 50)
    ]
    update = search_changes(lambda path: (tmp_path / "edited" / path).read_bytes(), changes, [])
    write(update.artifacts, tmp_path / "edited")
    now = {each.id: each for each in [*documents, *changes]}
    write(search_artifacts(now.values()), tmp_path / "rebuilt")
    queries = [{"text": text, "sort": sort, "page": 60} for text in ("同月词语", "") for sort in ("", "date")]
    edited, rebuilt = (
        [reply["shown"] for reply in answers(tmp_path / name, queries)] for name in ("edited", "rebuilt")
    )
    assert edited == rebuilt
    days = [_last(now[each].date) for each in edited[1]]
    assert days == sorted(days, reverse=True)


def _last(date: str) -> str:
    return {4: f"{date}-12-31", 7: f"{date}-31"}.get(len(date), date)


def test_several_sites_are_in_date_order_within_a_month(tmp_path: Path, answers: Answers) -> None:
    mine = [dated(place, f"2023-03-{place + 1:02d}") for place in range(0, 28, 2)]
    theirs = [dated(place, f"2023-03-{place + 1:02d}") for place in range(1, 28, 2)]
    write(search_artifacts(mine), tmp_path / "mine")
    write(search_artifacts(theirs), tmp_path / "theirs")
    newer = [dated(60, "2023-03-11"), dated(61, "2023-03")]
    update = search_changes(lambda path: (tmp_path / "theirs" / path).read_bytes(), newer, [])
    write(update.artifacts, tmp_path / "theirs")
    alone, both = (
        answers(tmp_path / "mine", [{"text": "同月词语", "sort": "date", "page": 60}], FILES="1", **more)[0]
        for more in ({}, {"PEERS": str(tmp_path / "theirs")})
    )
    by_id = {each.id: each.date for each in [*mine, *theirs, *newer]}
    days = [_last(by_id[each]) for each in both["shown"]]
    assert len(days) == 30
    assert days == sorted(days, reverse=True)
    assert not any("days.js" in file for file in alone["files"])
