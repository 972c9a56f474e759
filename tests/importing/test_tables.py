"""表格：对照先写好的答案，可以空，不可以错；看不见的、没有算完的，不收。"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from generator.cli import main
from generator.importing.material import Refused
from generator.importing.reading import read
from tests.importing.measure_tables import OFFICE, measured

CORPORA = ("tuned.yml", "fixtures.yml", "fresh.yml", "third.yml", "fourth.yml", "fifth.yml")
HEADER = ("案号", "案由", "主办单位", "答复日期")


def test_no_field_of_a_table_is_wrong_and_every_doubt_is_told(tmp_path: Path) -> None:
    counts, notes = measured(CORPORA, tmp_path)
    print(dict(counts))  # noqa: T201 - 数目给看测试的人
    assert notes == []
    assert counts["right"] >= 910


def office(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    for item in OFFICE.iterdir():
        (data / item.name).write_bytes(item.read_bytes())
    return data


def ledger(path: Path, change: Callable[[Worksheet], Any] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "五届二次"
    for row in (
        HEADER,
        ("0001", "关于甲事的建议", "区司法局", "2023-05-01"),
        ("0002", "关于乙事的建议", "区民政局", ""),
    ):
        sheet.append(row)
    if change:
        change(sheet)
    book.save(path)
    return path


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("旧")
    other["A1"] = "案号"
    other.sheet_state = "veryHidden"


def whiten(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(color="FFFFFFFF")


def same_as_behind(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(color="FFC00000")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFC00000")


def no_show(sheet: Worksheet) -> None:
    sheet["B2"].number_format = ";;;"


def tiny(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(sz=1)


def pale_rule(sheet: Worksheet) -> None:
    sheet.conditional_formatting.add("B2:B3", FormulaRule(formula=["TRUE"], font=Font(color="FFFFFFFF")))


def comment(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("原来不是这样", "甲")


def formula(sheet: Worksheet) -> None:
    sheet["B2"] = '="关于"&"甲"'


@pytest.mark.parametrize(
    ("change", "rule", "place"),
    [
        (hide_row, "hidden-row", (3, 0)),
        (hide_column, "hidden-column", (0, 3)),
        (hide_sheet, "hidden-sheet", (0, 0)),
        (whiten, "hidden-text", (2, 2)),
        (same_as_behind, "hidden-text", (2, 2)),
        (no_show, "hidden-text", (2, 2)),
        (tiny, "hidden-text", (2, 2)),
        (pale_rule, "hidden-text", (2, 2)),
        (comment, "comment", (2, 2)),
        (formula, "formula-not-calculated", (2, 2)),
    ],
)
def test_what_an_editor_cannot_see_in_a_workbook_is_refused_with_its_place(
    tmp_path: Path, change: Callable[[Worksheet], Any], rule: str, place: tuple[int, int]
) -> None:
    path = ledger(tmp_path / "a.xlsx", change)
    with pytest.raises(Refused) as refused:
        read(path, "a.xlsx")
    first = refused.value.problems[0]
    assert (first.rule, (first.mark.line, first.mark.column)) == (rule, place)
    assert first.cure


def test_white_letters_on_a_dark_heading_are_ordinary(tmp_path: Path) -> None:
    def dark(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")

    assert read(ledger(tmp_path / "a.xlsx", dark), "a.xlsx")


def with_entry(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/macrosheets/sheet1.xml", "macro"),
        ("xl/embeddings/a.docx", "embedded-file"),
    ],
)
def test_macros_and_embedded_files_of_a_workbook_are_refused(tmp_path: Path, entry: str, rule: str) -> None:
    path = with_entry(ledger(tmp_path / "a.xlsx"), entry, b"<a/>")
    with pytest.raises(Refused) as refused:
        read(path, "a.xlsx")
    assert [problem.rule for problem in refused.value.problems] == [rule]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "broken-file"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.csv", '案号,案由\n1,"没有配对\n'.encode(), "csv-syntax"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "no-header"),
        ("a.csv", "案号,案由\n".encode("gb18030") + b"\x81\x20", "encoding"),
    ],
)
def test_tables_it_cannot_read_are_refused_with_a_cure(
    tmp_path: Path, name: str, content: bytes, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["import", str(path), "--dry-run", "--format", "json", "--data", str(office(tmp_path))]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["rule"] for problem in problems] == [rule]
    assert problems[0]["cure"]


def test_a_locked_or_hostile_open_document_is_refused(tmp_path: Path) -> None:
    for manifest, rule in ((b"<m><encryption-data/></m>", "password"), (b"<m/>", "broken-file")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", manifest)
            archive.writestr("content.xml", b"<a/>")
        path = tmp_path / "a.ods"
        path.write_bytes(buffer.getvalue())
        with pytest.raises(Refused) as refused:
            read(path, "a.ods")
        assert [problem.rule for problem in refused.value.problems] == [rule]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["import", *arguments])
    return code, capsys.readouterr().out


def test_the_plan_is_shown_before_anything_and_telephones_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def more(sheet: Worksheet) -> None:
        sheet["E1"], sheet["E2"] = "联系电话", 13800138000
        sheet["F1"], sheet["F2"] = "领办局", "区司法局"

    data = office(tmp_path)
    _, text = run(capsys, str(ledger(tmp_path / "a.xlsx", more)), "--dry-run", "--data", str(data))
    assert "A  案号                → 提案·案号　例：0001、0002" in text
    assert "联系用的，不读" in text
    assert "领办局              → 没有读：不认识的列名　例：区司法局" in text
    assert "13800138000" not in text
    assert not (data / "proposals").exists()


def test_a_second_import_changes_nothing_and_an_editors_change_is_shown_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, path = office(tmp_path), ledger(tmp_path / "a.xlsx")
    code, text = run(capsys, str(path), "--data", str(data))
    assert code == 0
    assert "写了" in text
    assert main(["check", "--data", str(data)]) == 0
    before = {item: item.read_bytes() for item in sorted(data.rglob("*")) if item.is_file()}
    capsys.readouterr()
    code, text = run(capsys, str(path), "--data", str(data))
    assert (code, "没有要写的" in text) == (0, True)
    assert {item: item.read_bytes() for item in sorted(data.rglob("*")) if item.is_file()} == before
    reply = data / "replies" / "5-2" / "0001-sifa.yml"
    reply.write_text(reply.read_text("utf-8").replace("2023-05-01", "2023-05-09"), "utf-8")
    edited = reply.read_bytes()
    code, text = run(capsys, str(path), "--data", str(data))
    assert code == 1
    assert "date 那里是「2023-05-09」，这里读出「2023-05-01」" in text
    assert reply.read_bytes() == edited


def test_a_mapping_reads_local_headings_and_fixed_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("件号,事由,领办局,电话\n0001,关于甲事的建议,区司法局,138\n", "utf-8")
    mapping = tmp_path / "对照.yml"
    mapping.write_text(
        "term: 5\nsession: 2\ncolumns:\n  件号: 案号\n  事由: proposal.title\n  领办局: 主办单位\nvalues: {proposal.timing: 会后}\n",
        "utf-8",
    )
    options = ("--dry-run", "--format", "json", "--data", str(office(tmp_path)))
    code, text = run(capsys, str(path), "--mapping", str(mapping), *options)
    records = json.loads(text)["records"]
    assert code == 0
    assert [record["fields"] for record in records] == [
        {
            "id": "5-2-0001", "number": "0001", "title": "关于甲事的建议", "term": 5, "session": 2, "timing": "会后",
            "handling": {"lead": ["sifa"]},
        }
    ]  # fmt: skip
    mapping.write_text("columns: {件号: 案好}\n", "utf-8")
    assert main(["import", str(path), "--mapping", str(mapping), *options]) == 1
    assert "是否想写「案" in capsys.readouterr().err


def test_original_spellings_are_kept_beside_what_was_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["A2"], sheet["D2"] = 1, 45056

    arguments = (
        str(ledger(tmp_path / "a.xlsx", spoil)),
        "--dry-run",
        "--format",
        "json",
        "--data",
        str(office(tmp_path)),
    )
    _, text = run(capsys, *arguments)
    proposal, reply = json.loads(text)["records"][:2]
    assert (proposal["fields"]["number"], proposal["original"]["number"]) == ("0001", "1")
    assert (reply["fields"]["date"], reply["original"]["date"]) == ("2023-05-10", "45056")


OA = """<html><head><meta charset="utf-8"></head><body><table>
<tr><td colspan=4>青禾区政协五届三次会议提案办理情况</td></tr>
<tr><th rowspan=2>案号</th><th rowspan=2>案由</th><th rowspan=2>主办单位</th><th>答复情况</th></tr><tr><th>日期</th></tr>
<tr><td>0601</td><td>关于整治<br>飞线充电的建议</td><td>区司法局</td><td{style}>2024-05-06</td></tr></table></body></html>"""


def test_a_web_page_named_xls_is_read_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, data = tmp_path / "oa.xls", office(tmp_path)
    path.write_text(OA.replace("{style}", ""), "utf-8")
    _, text = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(data))
    proposal, reply = (record["fields"] for record in json.loads(text)["records"])
    assert (proposal["id"], proposal["title"], reply["date"]) == (
        "5-3-0601",
        "关于整治飞线充电的建议",
        "2024-05-06",
    )
    path.write_text(OA.replace("{style}", ' style="color:#FFFFFF"'), "utf-8")
    code, text = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(data))
    assert (code, json.loads(text)["problems"][0]["rule"]) == (1, "hidden-text")


def test_text_and_xml_named_xls_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = office(tmp_path)
    path = tmp_path / "a.xls"
    path.write_bytes("届次\t案号\t案由\n五届三次\t0602\t关于甲事的建议\n".encode("gb18030"))
    _, text = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(data))
    assert [record["fields"]["id"] for record in json.loads(text)["records"]] == ["5-3-0602"]
    path.write_text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "utf-8")
    code, text = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(data))
    assert (code, json.loads(text)["problems"][0]["rule"]) == (1, "other-format")


def test_a_cell_merged_over_two_fields_is_read_into_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def across(sheet: Worksheet) -> None:
        sheet["E1"] = "会办单位"
        sheet["E3"] = "区财政局"
        sheet.move_range("D1:D3", cols=2)
        sheet.move_range("E1:E3", cols=-1)
        sheet.merge_cells("C2:D2")

    path = ledger(tmp_path / "a.xlsx", across)
    _, text = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(office(tmp_path)))
    found = json.loads(text)
    assert "handling" not in found["records"][0]["fields"]
    assert any(problem["rule"] == "unsure-merged" for problem in found["problems"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0001关于甲事的建议", None),
        ("第1号 关于甲事的建议", None),
        ("关于甲事的建议（第0001号）", "关于甲事的建议"),
        ("12345热线整合的建议", "12345热线整合的建议"),
    ],
)
def test_a_number_glued_to_a_title_is_not_part_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, read: str | None
) -> None:
    path = ledger(tmp_path / "a.xlsx", lambda sheet: sheet.__setitem__("B2", text))
    _, shown = run(capsys, str(path), "--dry-run", "--format", "json", "--data", str(office(tmp_path)))
    assert json.loads(shown)["records"][0]["fields"].get("title") == read


def test_a_cell_in_the_farthest_corner_and_a_merge_of_everything_do_not_hang(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 16_384).value = "远"

    assert read(ledger(tmp_path / "a.xlsx", far), "a.xlsx")
    path = ledger(tmp_path / "b.xlsx")
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    entries[sheet] = entries[sheet].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    with pytest.raises(Refused) as refused:
        read(path, "b.xlsx")
    assert refused.value.problems[0].rule == "file-too-big"
