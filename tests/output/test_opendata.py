"""开放数据：表格软件打得开、不执行，程序读回来一字不差，每一列都有说明。"""

import io
from collections import Counter

import msgspec
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.output.opendata import LONG, short_tables, table_of, tables
from generator.output.opendata import model as table_model
from generator.output.opendata.model import Part
from generator.output.opendata.writing import FORMULA_STARTS, VOCABULARIES, cell
from generator.output.parcel import Holdings
from generator.release.follow import promises
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.terms import RecordKind, Result
from tests.output.every_table import whole_opendata


@pytest.fixture(scope="module")
def written(release: Release) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in whole_opendata(release)}


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def test_numbers_survive_the_round_trip_as_text(written: dict[str, bytes]) -> None:
    proposals = read(written["data/proposals.csv"]).set_index("编号")
    assert proposals.loc["5-2-0046", "案号"] == "0046"
    assert proposals.loc["5-2-0046", "案由"] == "關於保護耈萓古村與繁體碑刻的建議（第0046号）"
    assert proposals.loc["5-2-0001", "主办单位编号"] == "jianshe"


def test_spreadsheets_recognise_the_encoding_and_the_line_ends(written: dict[str, bytes]) -> None:
    for path, content in written.items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf"), path
            assert content.endswith(b"\r\n"), path


def test_every_table_has_a_row_for_each_thing_and_a_cell_for_each_column(
    release: Release, written: dict[str, bytes]
) -> None:
    for table in tables(release):
        frame = read(written[table.csv_paths[0]])
        assert len(frame) == len(table.rows), table.name
        assert list(frame.columns) == [column.title for column in table.columns], table.name
        assert len(msgspec.json.decode(written[table.json_paths[0]])) == len(table.rows), table.name


def test_every_column_is_documented_and_named_once(release: Release) -> None:
    vocabularies = {f"词汇：{table_model.vocabulary_name(item)}" for item in VOCABULARIES}
    types = {"文字", "整数", "日期", "是否", "列表"} | vocabularies
    for table in tables(release):
        assert table.meaning.endswith("。"), table.name
        for attribute in ("name", "title"):
            counted = Counter(getattr(column, attribute) for column in table.columns)
            assert max(counted.values()) == 1, (table.name, counted.most_common(1))
        for column in table.columns:
            assert column.meaning.endswith("。"), (table.name, column.name)
            assert column.type in types, (table.name, column.name)


def test_the_dictionary_tells_programs_the_same_as_the_guide(
    release: Release, written: dict[str, bytes]
) -> None:
    dictionary = msgspec.json.decode(written["data/tables.json"])
    assert [entry["name"] for entry in dictionary] == [table.name for table in tables(release)]
    for entry in dictionary:
        assert all(path in written for path in (*entry["csv"], *entry["json"]))
        assert all(column["meaning"] for column in entry["columns"])


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    shown = cell(text)
    assert not shown.startswith(FORMULA_STARTS)
    assert shown in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", '=HYPERLINK("http://x","y")'])
def test_what_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_lists_and_answers_are_written_for_people() -> None:
    assert cell(("甲", "乙")) == "甲；乙"
    assert cell(True) == "是"
    assert cell(None) == ""
    assert cell(Result.PLANNED) == "列入计划拟解决"


def test_quotes_commas_and_line_breaks_survive(release: Release) -> None:
    text = '他说："好，\n一定办。"'
    replies = tuple(msgspec.structs.replace(item, text=text) for item in release.replies)
    changed = msgspec.structs.replace(release, replies=replies)
    content = next(item.content for item in whole_opendata(changed) if item.path == "data/replies.csv")
    assert set(read(content)["正文"]) == {text}


def test_the_ledger_is_complete(release: Release, written: dict[str, bytes]) -> None:
    ledger = msgspec.json.decode(written["data/commitments.json"])
    assert [row["id"] for row in ledger] == [promise.id for promise in promises(release)]
    overdue = next(row for row in ledger if row["id"] == "5-2-0001-jianshe-c3")
    assert overdue["state"] == "overdue"
    assert overdue["overdue_days"] == 30
    assert overdue["earlier_dues"] == ["2024-01-31", "2024-03-31"]


def test_what_is_withheld_is_counted_with_its_reason(release: Release, written: dict[str, bytes]) -> None:
    frame = read(written["data/withheld.csv"])
    assert frame["件数"].astype(int).sum() == sum(item.count for item in release.withheld)
    assert "含警力部署" in set(frame["原因"])


def test_records_in_json_are_their_twins(release: Release, written: dict[str, bytes]) -> None:
    first = msgspec.json.decode(written["data/proposals.json"])[0]
    assert first["type"] == "proposal"
    assert first["id"] == release.proposals[0].id


def test_every_code_has_a_label(written: dict[str, bytes]) -> None:
    vocabularies = msgspec.json.decode(written["data/terms.json"])
    assert {"code": "planned", "label": "列入计划拟解决"} in vocabularies["result"]
    assert "commitment_state" in vocabularies


def test_long_tables_are_split_and_nothing_is_lost(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_model, "LONG_PART", 4)
    written = {artifact.path: artifact.content for artifact in whole_opendata(release)}
    table = tables(release)[0]
    assert table.csv_paths[:2] == ("data/proposals.csv", "data/proposals-2.csv")
    found = [row for path in table.csv_paths for row in read(written[path])["编号"]]
    assert found == [proposal.id for proposal in release.proposals]


def test_open_data_carries_nothing_private_or_withheld(written: dict[str, bytes]) -> None:
    told = b"".join(written.values()).decode()
    for mark in ("机密甲", "封存乙", "摘要外丙", "委员匿名"):
        assert mark not in told


def test_a_file_of_rows_is_made_again_only_when_a_record_behind_them_changed(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_model, "PART", 2)
    marks = {(kind, record.id): (0, b"") for kind in HEAVY for record in release.records(kind)}
    before = keys(release, marks)
    assert keys(release, marks) == before
    rows = {table.name: table.rows for table in tables(release)}
    reply = next(row.holder for row in rows["commitments"] if row.kind is RecordKind.REPLY)
    after = keys(release, marks | {(RecordKind.REPLY, reply): (0, b"changed")})
    changed = {path for path in before if before[path] != after[path]}
    assert changed
    for path in changed:
        held = [row.holder for row in next(found for found in parts(release) if found.csv_path == path).rows]
        assert reply in held, path
    assert {path for path in changed if table_of(path) == "commitments"}
    # 名册里的各行出自哪一组也不是：每次都做。
    assert before["data/units.csv"] is None


def test_the_same_records_in_other_rows_are_another_file(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_model, "PART", 1)
    marks = {(kind, record.id): (0, b"") for kind in HEAVY for record in release.records(kind)}
    found = [key for path, key in keys(release, marks).items() if table_of(path) == "commitments"]
    assert len(set(found)) == len(found) > 1


def keys(release: Release, marks: Holdings) -> dict[str, bytes | None]:
    return {parcel.name: parcel.key for parcel in short_tables(release, marks, [])}


def parts(release: Release) -> list[Part]:
    return [part for table in tables(release) if table.name not in LONG for part in table.parts()]
