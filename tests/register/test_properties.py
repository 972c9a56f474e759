"""对任意输入都成立的性质：不抛错、可重复、清单有序、标记落在文件里。"""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.dates import PartialDate
from generator.document_number import normalized
from generator.problems import Problem
from generator.register import csv_text, yaml_text
from generator.register.intake import take_in
from tests.miniature_inputs import MINIATURE

QUICK = settings(max_examples=200, derandomize=True)
YAML_LIKE = st.text(alphabet="ab:-[]{}&*!|>'\"%@`,#?~\n\r\t \u2028\x85\ufeff\x00案", max_size=80)
DATE_LIKE = st.text(alphabet="0123456789年月日-〇零一二三十○ ０２", max_size=14)
NUMBER_LIKE = st.text(alphabet="某字〔〕[]【】()（）﹝﹞ 2023〇19号", max_size=20)
PIECES = ("&a", "*a", "!x", "\t", '"', "[", "{", "- ", ": ", "---", "\r", "<b>", "2023526", "\x07", "\u202e")


@QUICK
@given(st.one_of(st.text(max_size=200), YAML_LIKE))
def test_any_text_is_parsed_or_refused_with_a_mark_inside_it(text: str) -> None:
    problems: list[Problem] = []
    try:
        node = yaml_text.parse(text, "a.yml")
        if node is not None:
            yaml_text.value_of(node, "a.yml", yaml_text.lines_of(text), problems)
    except yaml_text.YamlProblem as error:
        problems.append(error.problem)
    for problem in problems:
        assert problem.mark.column <= len(problem.mark.excerpt) + 1
        assert problem.cure


@QUICK
@given(st.one_of(st.text(max_size=200), st.text(alphabet='a,"\n\r ;\t', max_size=60)))
def test_any_table_is_read_or_refused(text: str) -> None:
    table, problems = csv_text.parse(text, "a.csv")
    assert all(set(row.fields) <= set(table.header) for row in table.rows)
    assert all(problem.mark.column <= len(problem.mark.excerpt) + 1 for problem in problems)


@QUICK
@given(st.one_of(st.text(max_size=20), DATE_LIKE))
def test_any_text_is_a_date_or_refused_in_chinese(text: str) -> None:
    try:
        parsed = PartialDate.parse(text)
    except ValueError as error:
        assert any("一" <= letter <= "鿿" for letter in str(error))  # noqa: PT017 - 两条路都要看
    else:
        assert PartialDate.parse(parsed) == parsed
        assert parsed.first <= parsed.last


@pytest.mark.parametrize(
    "text", ["2023-00", "2023-05-00", "二〇二三年十十月", "二〇二三年二三月", "0000", "2023526"]
)
def test_date_that_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="「"):
        PartialDate.parse(text)


@QUICK
@given(st.one_of(st.text(max_size=30), NUMBER_LIKE))
def test_normalizing_a_document_number_twice_changes_nothing(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)


def mutate(root: Path, choose: random.Random) -> None:
    """在几个文件里删行、重复行、插字、改字节。"""
    files = sorted(file for file in root.rglob("*") if file.is_file())
    for file in choose.sample(files, 4):
        content = file.read_bytes()
        lines = content.split(b"\n")
        place = choose.randrange(len(lines))
        match choose.randrange(4):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[place])
            case 2:
                at = choose.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:at] + choose.choice(PIECES).encode() + lines[place][at:]
            case _:
                lines[place] = bytes(choose.randrange(256) for _ in lines[place])
        file.write_bytes(b"\n".join(lines))


@settings(max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_broken_copy_of_good_data_gives_a_sorted_list_and_never_an_exception(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("broken") / "data"
    shutil.copytree(MINIATURE / "data", data)
    mutate(data, random.Random(seed))  # noqa: S311 - 要的是可重复，不是保密
    _, problems = take_in(data)
    assert list(problems) == sorted(problems, key=lambda problem: problem.mark)
    assert take_in(data)[1] == problems
    for problem in problems:
        assert problem.mark.column <= len(problem.mark.excerpt) + 1
        file = data / problem.mark.path.removeprefix("data/")
        if problem.mark.line and file.is_file():
            assert problem.mark.line <= len(file.read_bytes().splitlines()) + 1
    shutil.rmtree(data)
