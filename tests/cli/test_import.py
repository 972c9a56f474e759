"""导入：先看后写，写了不覆盖，再导入一次什么也不变。"""

import json
import os
import pty
import shutil
import subprocess
import sys
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
    assert [row.split(",")[:2] for row in added] == [["shuiwu", "青禾区水务局"]]
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


def on_terminal(data: Path, answers: str, *words: str) -> str:
    """在终端里导入：先把回答打好。"""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "generator.cli", "import", "--data", str(data), *words]
    os.write(leader, answers.encode())
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    told = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            # 另一头关了，系统在这里报错。
            break
        if not piece:
            break
        told += piece
    os.close(leader)
    process.wait(timeout=120)
    return told.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("answer", "is_written"), [("n\n", False), ("\n", False), ("y\n", True), ("是\n", True)]
)
def test_on_a_terminal_nothing_is_written_before_yes(
    data: Path, letter: Path, answer: str, is_written: bool
) -> None:
    told = on_terminal(data, answer, str(letter))
    assert "关于加快老旧小区加装电梯的建议" in told
    assert "写入这 2 个文件吗？[y/N]" in told
    assert (data / REPLY).is_file() == is_written
    assert ("没有写。" in told) == (not is_written)


def test_yes_on_a_terminal_asks_nothing(data: Path, letter: Path) -> None:
    told = on_terminal(data, "", "--yes", str(letter))
    assert "[y/N]" not in told
    assert (data / REPLY).is_file()


@pytest.fixture
def edited(data: Path, letter: Path) -> Path:
    """导入以后编辑改过两处，添了注释。"""
    imported(data, str(letter))
    written = data / REPLY
    text = (
        written.read_text("utf-8")
        .replace("2024-05-26", "2024-05-27  # 邮戳")
        .replace("result: A", "result: B")
    )
    written.write_text(f"# 编辑的话\n{text}", "utf-8")
    return written


def test_update_changes_only_the_fields_that_differ_and_keeps_comments(
    data: Path, letter: Path, edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = edited.read_text("utf-8")
    assert imported(data, "--update", "--dry-run", str(letter)) == 0
    assert edited.read_text("utf-8") == before
    told = capsys.readouterr().out
    assert "date（答复日期）" in told
    assert "那里：2024-05-27" in told
    assert "读出：2024-05-26" in told
    assert imported(data, "--update", str(letter)) == 1
    assert "加 --yes 才" in capsys.readouterr().out
    assert edited.read_text("utf-8") == before
    assert imported(data, "--update", "--yes", str(letter)) == 0
    after = before.replace("2024-05-27  # 邮戳", "2024-05-26  # 邮戳").replace("result: B", "result: A")
    assert edited.read_text("utf-8") == after
    capsys.readouterr()
    assert imported(data, "--update", "--yes", str(letter)) == 0
    assert capsys.readouterr().out == "没有要写的。\n"


def test_update_asks_for_each_field(data: Path, letter: Path, edited: Path) -> None:
    before = edited.read_text("utf-8")
    told = on_terminal(data, "n\ny\n", "--update", str(letter))
    assert told.count("照读出的改吗？") == 2
    changed = edited.read_text("utf-8")
    assert changed != before
    assert (changed.count("2024-05-27"), changed.count("result: B")) in {(1, 0), (0, 1)}
    assert "照读出的改吗？" in on_terminal(data, "q\n", "--update", str(letter))
    assert edited.read_text("utf-8") == changed


def test_json_names_every_difference(
    data: Path, letter: Path, edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edited.is_file()
    capsys.readouterr()
    (change,) = shown(data, capsys, "--update", str(letter))["changes"]
    assert (change["id"], change["kind"]) == ("5-2-0923-jianshe", "reply")
    assert {field["field"]: (field["held"], field["read"]) for field in change["fields"]} == {
        "date": ("2024-05-27", "2024-05-26"),
        "result": ("B", "A"),
    }


def test_update_of_a_register_changes_one_cell(data: Path, tmp_path: Path) -> None:
    before = (data / "units.csv").read_text("utf-8")
    assert main(["export", "--data", str(data), str(tmp_path / "单位.xlsx"), "--kind", "单位"]) == 0
    (data / "units.csv").write_text(before.replace("区建交局", "区住建局"), "utf-8")
    assert imported(data, "--update", "--yes", str(tmp_path / "单位.xlsx")) == 0
    assert (data / "units.csv").read_text("utf-8") == before


def test_a_register_without_the_column_gets_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """新开的网站，委员名册里没有「党派」一列。"""
    site = tmp_path / "网站"
    assert main(["init", str(site), "--name", "政协青禾区委员会", "--id", "qinghe"]) == 0
    before = (site / "data/members.csv").read_text("utf-8")
    assert "party" not in before
    table = tmp_path / "委员名单.csv"
    table.write_text(
        "政协青禾区第五届委员会委员名单\n姓名,界别,党派\n周一,科技界,民盟\n吴二,教育界,\n", "utf-8"
    )
    assert imported(site / "data", str(table)) == 0
    register, problems = take_in(site / "data")
    assert [problem for problem in problems if problem.is_error] == []
    assert {
        member.name: (member.id, member.sector, member.party) for member in register.members.values()
    } == {
        "周一": ("m001", "keji", "民盟"),
        "吴二": ("m002", "jiaoyu", None),
    }
    capsys.readouterr()
    assert imported(site / "data", str(table)) == 0
    assert "没有要写的" in capsys.readouterr().out
