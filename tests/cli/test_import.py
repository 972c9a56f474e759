"""导入：先看后写，写了不覆盖，再导入一次什么也不变。"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.register.intake import take_in
from tests.miniature_inputs import MINIATURE

LETTER = """青建函〔2024〕15号
A
（此件公开发布）
关于对区政协五届二次会议第0923号提案的答复
委员甲委员：
您提出的《关于加快老旧小区加装电梯的建议》收悉。现答复如下：
一、关于分摊费用的问题
已经编好分摊方案，发到各街道。
二、关于年内数量的建议
年底前加装20台。
青禾区建设和交通局（虚构）
2024年5月26日
"""
REPLY = "replies/5-2/0923-jianshe.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE / "data", tmp_path / "data"))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "来函" / "复函.txt"
    path.parent.mkdir()
    path.write_text(LETTER, "utf-8")
    return path


def imported(data: Path, *words: str) -> int:
    return main(["import", "--data", str(data), *words])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shown(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    imported(data, "--dry-run", "--format", "json", *words)
    return dict(json.loads(capsys.readouterr().out))


def test_dry_run_shows_records_in_the_words_of_the_data_contract_and_writes_nothing(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(data)
    found = shown(data, capsys, str(letter.parent))
    proposal, reply = found["records"]
    assert tree(data) == before
    assert (proposal["kind"], proposal["source"]) == ("proposal", letter.as_posix())
    assert proposal["fields"] == {
        "id": "5-2-0923",
        "number": "0923",
        "title": "关于加快老旧小区加装电梯的建议",
        "term": 5,
        "session": 2,
        "proposer": {"kind": "委员"},
    }
    expected = {
        "id": "5-2-0923-jianshe",
        "unit": "jianshe",
        "document_number": "青建函〔2024〕15号",
        "date": "2024-05-26",
        "open": "主动公开",
        "result": "A",
    }
    assert {name: reply["fields"].get(name) for name in expected} == expected
    assert [point["quote"] for point in reply["to_confirm"]["responses"]] == [
        "一、关于分摊费用的问题",
        "二、关于年内数量的建议",
    ]
    assert found["problems"] == []


def test_what_is_unsure_is_left_out_and_told(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter.write_text(LETTER.replace("2024年5月26日", "2024年15月26日"), "utf-8")
    found = shown(data, capsys, str(letter))
    assert "date" not in found["records"][1]["fields"]
    (problem,) = found["problems"]
    assert problem["severity"] == "warning"
    assert problem["message"].startswith("待确认：")
    assert "2024年15月26日" in problem["message"]


def test_import_writes_new_files_and_a_second_import_changes_nothing(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(data, str(letter)) == 0
    register, _ = take_in(data)
    assert register.replies["5-2-0923-jianshe"].proposals == ("5-2-0923",)
    before = tree(data)
    capsys.readouterr()
    assert imported(data, str(letter)) == 0
    assert capsys.readouterr().out == "没有要写的。\n"
    assert tree(data) == before
    existing = shown(data, capsys, str(letter))["records"][0]
    assert (existing["kind"], existing["existing"]) == ("proposal", True)


def test_an_editors_later_change_is_kept_and_the_difference_shown(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(data, str(letter))
    written = data / REPLY
    written.write_text(written.read_text("utf-8").replace("2024-05-26", "2024-05-27"), "utf-8")
    before = tree(data)
    capsys.readouterr()
    assert imported(data, str(letter)) == 1
    told = capsys.readouterr().out
    assert "import-differs" in told
    assert "date 那里是「2024-05-27」，这里读出「2024-05-26」" in told
    assert tree(data) == before


def test_a_new_unit_is_added_to_the_register_once(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter.write_text(LETTER.replace("建设和交通局（虚构）", "水务局"), "utf-8")
    before = (data / "units.csv").read_text("utf-8")
    assert imported(data, str(letter)) == 0
    assert imported(data, str(letter)) == 0
    added = (data / "units.csv").read_text("utf-8").removeprefix(before).splitlines()
    assert [row.split(",")[:2] for row in added] == [["qinghequshuiwuju", "青禾区水务局"]]
    assert "unsure-unit-id" in capsys.readouterr().out


def test_a_letter_without_a_number_is_not_half_written(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter.write_text(LETTER.replace("第0923号", "").replace("加快老旧小区", "推进老楼"), "utf-8")
    before = tree(data)
    imported(data, str(letter))
    assert tree(data) == before
    assert "not-written" in capsys.readouterr().out


def test_an_unknown_table_and_a_missing_file_are_told_while_the_rest_is_read(
    data: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (letter.parent / "表.xlsx.csv").write_text("甲,乙\n1,2\n", "utf-8")
    found = shown(data, capsys, str(letter.parent), str(letter.parent / "没有.txt"))
    assert len(found["records"]) == 2
    assert {problem["rule"]: problem["message"] for problem in found["problems"]} == {
        "no-header": "认不出表头，见到「甲、乙、1、2」",
        "no-such-file": "没有这个文件",
    }
