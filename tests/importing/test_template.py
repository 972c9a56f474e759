"""模板：头两行是列名与键，下拉取自名册与词汇表；填好就能读。"""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from generator.cli import main
from generator.importing.gather import gathered
from generator.register.intake import take_in
from generator.register.model import MODELS
from generator.terms import FilingStatus
from tests.importing.measure_tables import OFFICE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("a") / "模板"
    assert main(["template", str(out), "--data", str(OFFICE)]) == 0
    return out


def column_of(book: Workbook, sheet: str, key: str) -> int:
    return next(cell.column for cell in book[sheet][2] if cell.value == key)


def choices(book: Workbook, sheet: str, key: str) -> list[str]:
    letter = book[sheet].cell(2, column_of(book, sheet, key)).column_letter
    rules = [rule for rule in book[sheet].data_validations.dataValidation if f"{letter}3" in str(rule.sqref)]
    area = rules[0].formula1.partition("!")[2].replace("$", "")
    return [cell[0].value for cell in book["选项"][area]]


def test_every_kind_has_a_template_with_a_guide(folder: Path) -> None:
    assert {path.stem for path in folder.iterdir()} == {kind.label for kind in MODELS}
    for kind in MODELS:
        book = load_workbook(folder / f"{kind.label}.xlsx")
        told = {row[1].value for row in book["说明"].iter_rows() if len(row) > 1}
        keys = {
            cell.value
            for sheet in book.worksheets
            if sheet.title not in {"说明", "选项"}
            for cell in sheet[2]
        }
        assert keys - {None} <= told


def test_choices_come_from_the_registers_and_the_vocabulary(folder: Path) -> None:
    book = load_workbook(folder / "提案.xlsx")
    assert choices(book, "提案", "proposal.filing.status") == list(FilingStatus.words())
    assert "青禾区司法局" in choices(book, "提案", "proposal.handling.lead")
    assert choices(book, "提案", "proposal.satisfaction.result") == ["满意", "基本满意", "不满意"]
    assert choices(load_workbook(folder / "答复.xlsx"), "答复", "reply.result") == ["A", "B", "C"]


def test_an_empty_template_gives_nothing_and_no_problem(folder: Path) -> None:
    whole = gathered([folder], take_in(OFFICE)[0])
    assert [item for item in whole.found if item.drafts or item.problems] == []


def test_a_filled_template_is_read_names_and_dates_made_regular(folder: Path, tmp_path: Path) -> None:
    book = load_workbook(folder / "提案.xlsx")
    given = {
        "proposal.term": "5", "proposal.session": "2", "proposal.number": "0009", "proposal.title": "关于甲的建议",
        "proposal.handling.lead": "青禾区民政局；区建交局", "proposal.submitted": "2023年1月2日",
        "proposal.filing.status": "立案", "proposal.proposer.kind": "委员", "proposal.proposer.first": "委员甲",
    }  # fmt: skip
    for key, value in given.items():
        book["提案"].cell(3, column_of(book, "提案", key)).value = value
    for place, text in enumerate(("先做这件。", "再做那件。")):
        row = {
            "proposal.id": "0009",
            "proposal.suggestions[].id": f"s{place + 1}",
            "proposal.suggestions[].text": text,
        }
        for key, value in row.items():
            book["提案·建议"].cell(3 + place, column_of(book, "提案·建议", key)).value = value
    book.save(tmp_path / "填好.xlsx")
    whole = gathered([tmp_path / "填好.xlsx"], take_in(OFFICE)[0])
    assert [problem.message for item in whole.found for problem in item.problems] == []
    assert [draft.fields for item in whole.found for draft in item.drafts] == [
        {
            "id": "5-2-0009", "number": "0009", "title": "关于甲的建议", "term": 5, "session": 2,
            "proposer": {"kind": "委员", "first": "m01"}, "submitted": "2023-01-02", "filing": {"status": "立案"},
            "handling": {"lead": ["minzheng", "jianshe"]},
            "suggestions": [{"id": "s1", "text": "先做这件。"}, {"id": "s2", "text": "再做那件。"}],
        }
    ]  # fmt: skip


def test_what_is_filled_in_wrongly_is_told_with_its_cell_and_not_written(
    folder: Path, tmp_path: Path
) -> None:
    book = load_workbook(folder / "答复.xlsx")
    given = {
        "reply.id": "5-2-0001-sifa",
        "reply.proposals": "5-2-0001",
        "reply.unit": "没有的局",
        "reply.open": "大概公开",
    }
    for key, value in given.items():
        book["答复"].cell(3, column_of(book, "答复", key)).value = value
    book.save(tmp_path / "填好.xlsx")
    whole = gathered([tmp_path / "填好.xlsx"], take_in(OFFICE)[0])
    problems = [problem for item in whole.found for problem in item.problems]
    places = {problem.mark.column: problem.message for problem in problems if problem.mark.line == 3}
    assert not [draft for item in whole.found for draft in item.drafts]
    assert "大概公开" in places[column_of(book, "答复", "reply.open")]
    assert any("没有的局" in problem.message for problem in problems)
    assert all(problem.cure for problem in problems)


def test_a_template_never_overwrites_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", str(folder), "--data", str(OFFICE)]) == 2
    assert "不覆盖" in capsys.readouterr().err
