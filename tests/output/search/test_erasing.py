"""改过的记录里少了的字，从旧索引里抹去：不留痕迹，查到的与重建的一样。"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_cuts import encoded, spread
from search_plain_scan import PlainScan, generated_queries
from search_samples import Answers, samples, write

from generator.output.artifact import Artifact
from generator.output.search import (
    SearchDocument,
    SearchField,
    SearchOptions,
    erased,
    erasing,
    search_artifacts,
    search_update,
    written_base,
)
from generator.output.search.delta import line_of
from generator.output.search.drafts import joined
from generator.output.search.entries import Entry, bucket
from generator.output.search.erasing import document_keys
from generator.output.search.letters import Letters, letters_of
from generator.output.search.lists import ALONE, CHAINED
from generator.output.search.occurrences import FAMILIES, boundary, mixed
from generator.output.search.records import searchable, searchable_alone
from generator.output.search.written import Place, Written, text_lines

COMMON = SearchOptions(hot_occurrences=150, alone_occurrences=80)
"""几百条的档案里也有常见字对、自成一个文件的字对。"""

EDITED = (7, 40, 41, 299)


@pytest.fixture
def documents() -> list[SearchDocument]:
    found = samples(300)
    for place in EDITED:
        found[place] = with_reply(found[place], f"{found[place].fields[-2].text}只此一处的蕨类植物园。")
    return found


def with_reply(document: SearchDocument, text: str) -> SearchDocument:
    *before, reply, commitment = document.fields
    changed = msgspec.structs.replace(reply, text=text)
    return msgspec.structs.replace(document, fields=(*before, changed, commitment))


def edited(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """几条少了几句，多了一句。"""
    return [
        with_reply(each, each.fields[-2].text[25:].replace("只此一处的蕨类植物园。", "另有安排。"))
        if place in EDITED
        else each
        for place, each in enumerate(documents)
    ]


def erase(folder: Path, before: Sequence[SearchDocument], after: Sequence[SearchDocument]) -> list[str]:
    """写出改动，抹去旧的；返回改写了索引里的哪些文件。"""

    def read(path: str) -> bytes:
        return (folder / path).read_bytes()

    base = written_base(read)
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    update = search_update(base, [new for _, new in pairs], ())
    left = erased(read, base, pairs)
    assert left is not None
    write([*left, *update.artifacts], folder)
    return [artifact.path for artifact in left]


def spelling(index: Written, entry: Entry) -> Letters | None:
    return None if entry.is_triple else letters_of(index.tokens)


def encoded_again(index: Written, entry: Entry) -> tuple[bytes, ...]:
    """一个键解开再编。"""
    letters = spelling(index, entry)
    return encoded(spread(entry, index.universe, letters), index.universe, letters)


def index_of(folder: Path) -> Written:
    base = written_base(lambda path: (folder / path).read_bytes())
    return Written(lambda path: (folder / path).read_bytes(), base.name)


def places(folder: Path) -> Iterator[tuple[int, Place]]:
    """全部倒排文件。"""
    base = written_base(lambda path: (folder / path).read_bytes()).name
    root = folder / "search" / base
    return places_in(index_of(folder), [file.relative_to(root).as_posix() for file in root.rglob("*.js")])


def places_in(index: Written, paths: Sequence[str]) -> Iterator[tuple[int, Place]]:
    for path in sorted(paths):
        name, _, rest = path.partition("/")
        if name not in FAMILIES:
            continue
        family, (kind, stem) = FAMILIES.index(name), rest.removesuffix(".js").split("/")
        if kind in {ALONE, CHAINED}:
            key = np.array([int(stem, 16)], dtype=np.uint32)
            is_bare = kind == ALONE and name == "pairs"
            yield family, Place(path, int(mixed(key)[0]), 1, is_bare, name == "triples")
        else:
            first, end = (
                boundary(int(kind) * 256 + int(stem) + more, index.buckets[family]) for more in (0, 1)
            )
            yield family, Place(path, first, end - first, name == "marks", name == "triples")


def test_what_is_read_back_is_written_again_byte_for_byte(
    documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    index, kinds = index_of(tmp_path), set[str]()
    for _, place in places(tmp_path):
        found = index.entries(place, index.content(place.path))
        again = index.made(place.path, bucket(found, index.within(place)))
        assert (tmp_path / again.path).read_bytes() == again.content, place
        assert all(encoded_again(index, entry) == entry.parts for entry in found)
        kinds.add(place.path.rsplit("/", 1)[0])
    assert {"pairs/alone", "pairs/chained", "pairs/0", "triples/alone", "triples/0", "marks/0"} <= kinds


def test_results_after_erasing_equal_those_of_a_plain_scan(
    documents: list[SearchDocument], tmp_path: Path, answers: Answers
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    now = edited(documents)
    erase(tmp_path, documents, now)
    queries = [*generated_queries(now, 200, seed=11), *generated_queries(documents, 200, seed=12)]
    scan = PlainScan(now)
    texts = [query.text for query in queries]
    replies = answers(tmp_path, [{"text": text, "page": 400} for text in texts], REUSE="1")
    for query, reply in zip(queries, replies, strict=True):
        expected = sorted(now[number].id for number in scan.search(query))
        assert (sorted(reply["shown"]), reply["total"]) == (expected, len(expected)), query


def test_what_the_index_still_holds_of_a_record_is_what_the_record_still_says(
    documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    before, now = index_of(tmp_path), edited(documents)
    base = written_base(lambda path: (tmp_path / path).read_bytes())
    lines = base.ledger.decode().splitlines()
    numbers = {
        place: next(
            n for n, line in enumerate(lines) if line.startswith(f"proposal\t{documents[place].id}\t")
        )
        for place in EDITED
    }
    said = {numbers[place]: document_keys(now[place], before) for place in EDITED}
    gone = {numbers[place]: document_keys(documents[place], before) for place in EDITED}
    assert any(gone[number][0].keys() - said[number][0].keys() for number in said)
    erase(tmp_path, documents, now)
    index = index_of(tmp_path)
    for family, place in places(tmp_path):
        for entry in index.entries(place, index.content(place.path)):
            held = set(spread(entry, index.universe, spelling(index, entry)).numbers.tolist()) & said.keys()
            for number in held:
                if entry.hash in gone[number][family]:
                    details = gone[number][family][entry.hash]
                    assert said[number][family].get(entry.hash) == details, (place, number)
    for number in said:
        assert text_lines(index, number // index.group)[number % index.group] == ""
        line = written_base(lambda path: (tmp_path / path).read_bytes()).ledger.splitlines()[number]
        assert line.split(b"\t")[2] == b"0" * 12


def test_the_other_records_of_a_text_file_are_untouched(
    documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    index = index_of(tmp_path)
    assert index.group > 1
    files = range(-(-len(documents) // index.group))
    before = [line for file in files for line in text_lines(index, file)]
    erase(tmp_path, documents, edited(documents))
    after = [line for file in files for line in text_lines(index, file)]
    assert [line for line in after if line] == [old for old, new in zip(before, after, strict=True) if new]
    assert after.count("") == len(EDITED)


LETTERS = st.lists(
    st.sampled_from(
        [
            *"甲乙丙丁的。，\n\t\x00\x1c\x1f\uffff\ufffeＡaé\u0301㎡𠀀電电１1",
            "甲乙丙丁",
            "2023年",
            "乙〔2023〕1号",
        ]
    ),
    max_size=30,
).map("".join)
WHOLE = SearchDocument(
    "whole", "proposal", "w.html", "", "", (SearchField("title", "标题", ""),), (("单位", "戊甲乙丙丁"),)
)
"""全名出自这一条的分面，别的记录里也会有。"""


@settings(max_examples=60)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_the_keys_of_any_record_are_those_that_the_index_holds_of_it(texts: list[list[str]]) -> None:
    records = [
        SearchDocument(
            str(place),
            "proposal",
            f"{place}.html",
            first,
            "",
            (SearchField("title", "标题", first), *(SearchField("text", "正文", text) for text in rest)),
        )
        for place, (first, *rest) in enumerate(texts)
    ]
    options = SearchOptions(hot_occurrences=6, alone_occurrences=4)
    files = {each.path: each.content for each in search_artifacts([*records, WHOLE], options)}
    base = written_base(files.__getitem__)
    index = Written(files.__getitem__, base.name)
    held: dict[int, set[tuple[int, int]]] = {}
    for family, place in places_in(index, [path.split("/", 2)[2] for path in files if path.count("/") > 1]):
        for entry in index.entries(place, index.content(place.path)):
            for number in spread(entry, index.universe, spelling(index, entry)).numbers.tolist():
                held.setdefault(number, set()).add((family, entry.hash))
    for record in records:
        number = line_of(base.ledger, f"proposal\t{record.id}")
        families = enumerate(document_keys(record, index))
        assert held[number] == {(family, hashed) for family, keys in families for hashed in keys}
        assert np.array_equal(searchable_alone(record), searchable(joined(record)))


def test_one_changed_sentence_rewrites_few_files(documents: list[SearchDocument], tmp_path: Path) -> None:
    written = write(search_artifacts(documents), tmp_path)
    now = list(documents)
    now[7] = with_reply(documents[7], documents[7].fields[-2].text.replace("只此一处的蕨类植物园。", ""))
    assert 0 < len(erase(tmp_path, documents, now)) < 40 < len(written)


def test_erasing_again_finds_nothing_left_to_erase(documents: list[SearchDocument], tmp_path: Path) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    now = edited(documents)
    erase(tmp_path, documents, now)
    before = {path: path.read_bytes() for path in (tmp_path / "search").rglob("*.js")}
    erase(tmp_path, documents, now)
    assert {path: path.read_bytes() for path in (tmp_path / "search").rglob("*.js")} == before


def test_a_record_that_only_the_changes_hold_has_nothing_to_erase(
    documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    new = msgspec.structs.replace(documents[0], id="14-9-9999")
    less = msgspec.structs.replace(new, fields=new.fields[:1])
    base = written_base(lambda path: (tmp_path / path).read_bytes())
    assert erased(lambda path: (tmp_path / path).read_bytes(), base, [(new, less)]) == ()


def test_when_too_much_would_have_to_be_rewritten_a_rebuild_is_asked_for(
    documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    base = written_base(lambda path: (tmp_path / path).read_bytes())
    title = (SearchField("title", "标题", "空"),)
    pairs = [(each, msgspec.structs.replace(each, fields=title)) for each in documents]
    assert erased(lambda path: (tmp_path / path).read_bytes(), base, pairs) is None


@pytest.mark.parametrize("family", ["pairs", "texts", "dictionary"])
def test_a_damaged_index_is_never_taken_for_erased(
    family: str, documents: list[SearchDocument], tmp_path: Path
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)
    base = written_base(lambda path: (tmp_path / path).read_bytes())
    for file in (tmp_path / "search" / base.name).rglob("*.js"):
        if family in file.as_posix():
            content = file.read_bytes()
            file.write_bytes(content[: len(content) // 2])
    pairs = [(old, new) for old, new in zip(documents, edited(documents), strict=True) if old != new]
    with pytest.raises((ValueError, LookupError)):
        erased(lambda path: (tmp_path / path).read_bytes(), base, pairs)


def test_several_processes_write_the_same_bytes_as_one(
    documents: list[SearchDocument], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(search_artifacts(documents, COMMON), tmp_path)

    def read(path: str) -> bytes:
        return (tmp_path / path).read_bytes()

    pairs = [(old, new) for old, new in zip(documents, edited(documents), strict=True) if old != new]
    monkeypatch.setattr(erasing, "WORTH", 0)
    alone, *others = (erased(read, written_base(read), pairs, processes) for processes in (1, 2, 3))
    assert alone
    assert [by_path(found or ()) for found in others] == [by_path(alone)] * 2


def by_path(found: Sequence[Artifact]) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in found}
