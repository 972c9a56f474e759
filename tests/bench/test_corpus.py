"""测量用的语料：每次相同，合乎数据约定，形状像真的。"""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from bench import corpus
from bench.pages import pages, spelled_out, with_front
from bench.plan import plan
from bench.records import Record
from bench.text import Prose, clauses_of
from generator.problems import Problem
from generator.register.drafting.draft import drafted_path
from generator.register.intake import take_in
from generator.terms import RecordKind

ROOT = Path(__file__).parents[2]
WORDS = "小区道路夜间照明不足"
CLAUSES = tuple(f"{WORDS[place % 10]}处的第{place}项事情需要逐步改善" for place in range(400))
SIGNS = "{{ 7 * 7 }} <b>粗</b>，这一句带着标记*要避开*，而这一句可以留下。"


@pytest.fixture(scope="module")
def made() -> list[Record]:
    return corpus.make(50, 1, CLAUSES)


def written(folder: Path, records: list[Record]) -> dict[str, str]:
    corpus.write(folder, records, ROOT / "tests/miniature/mkdocs.yml")
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_gives_the_same_bytes_and_another_seed_other_ones(
    made: list[Record], tmp_path: Path
) -> None:
    first = written(tmp_path / "first", made)
    assert written(tmp_path / "again", corpus.make(50, 1, CLAUSES)) == first
    assert written(tmp_path / "other", corpus.make(50, 2, CLAUSES)) != first


def test_fifty_records_pass_the_check_without_a_single_problem(made: list[Record], tmp_path: Path) -> None:
    written(tmp_path, made)
    problems: tuple[Problem, ...]
    register, problems = take_in(tmp_path / "data", "data")
    assert [problem.rule for problem in problems] == []
    assert len(register.proposals) + len(register.replies) + len(register.consultations) == 50


def test_every_record_has_a_body_of_two_to_about_four_thousand_characters(made: list[Record]) -> None:
    for record in made:
        data = record.data
        suggestions = sum(len(one["text"]) for one in data.get("suggestions", ()))
        text = data.get("background") or data.get("text") or data["description"]
        assert 1_990 <= len(text) + suggestions <= 5_000, data["id"]


def test_shapes_are_those_of_a_real_archive() -> None:
    found = plan(2_000, 1)
    answered = Counter(one.id for reply in found.replies for one in reply.proposals)
    assert (len(found.proposals), len(found.replies), len(found.consultations)) == (1_100, 800, 100)
    assert any(len(reply.proposals) > 1 for reply in found.replies)
    assert max(answered.values()) == 3
    assert {reply.role for reply in found.replies} == {"主办", "分办", "会办"}
    assert {one.openness for one in found.proposals} == {"全文公开", "摘要公开", "不公开"}


def test_sentences_are_recombined_and_hardly_ever_repeated() -> None:
    prose = Prose(CLAUSES, "重复")
    sentences = [prose.sentence() for _ in range(300)]
    assert len(set(sentences)) > 290


def test_clauses_keep_their_words_and_leave_markup_behind() -> None:
    assert clauses_of([SIGNS]) == ("而这一句可以留下",)


def test_peers_get_only_what_may_be_published(made: list[Record]) -> None:
    found = {page.path: page for page in pages(made)}
    assert len(found) == sum(record.shown != "none" for record in made)
    texts = {path: page.text for path, page in found.items()}
    for record in made:
        if record.folder == "proposals" and record.shown != "full":
            assert not any(record.data["background"] in with_front(page) for page in found.values())
    together = next(page for page in found.values() if page.attached)
    assert all(texts[path] in spelled_out(together, texts) for path in together.attached)


def test_records_are_filed_where_the_drafting_command_files_them() -> None:
    made = corpus.make(200, 1, CLAUSES)
    kinds = {kind.folder: kind for kind in RecordKind}
    assert {record.folder for record in made} == {"proposals", "replies", "consultations"}
    for record in made:
        expected = drafted_path(kinds[record.folder], record.data["id"], record.data)
        assert corpus.placed(record) == expected
