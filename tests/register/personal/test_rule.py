"""登记簿里的个人信息：指到行列，挡住发布，确认了才放行。"""

from pathlib import Path

import pytest

from generator.cli import main
from generator.problems import Problem
from generator.register.intake import take_in

SITE = "title: 站\ndescription: 站\norganization: 站\nfeeds: {authority: 'example.org,2026'}\n"
HEAD = "# 头一行的注释\nid: ti-1\ntitle: 关于某事的建议\nopen: 全文公开\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "proposals").mkdir(parents=True)
    (folder / "site.yml").write_text(SITE, encoding="utf-8")
    return folder


def told(data: Path, text: str) -> list[Problem]:
    (data / "proposals/a.yml").write_text(text, encoding="utf-8")
    return [item for item in take_in(data)[1] if item.rule in {"personal-data", "unused-allowance"}]


def test_number_in_a_text_is_an_error_at_its_line_and_column(data: Path) -> None:
    (problem,) = told(data, f"{HEAD}background: |\n  第一行\n  请打13800138000\n")
    assert (problem.mark.line, problem.mark.column, problem.is_error) == (7, 5, True)
    assert "138****8000" in problem.message
    assert "shai mask" in problem.cure
    assert "13800138000" not in problem.mark.excerpt + problem.message + problem.cure


@pytest.mark.parametrize("line", ["summary: 请打13800138000", 'summary: "请打13800138000"'])
def test_number_in_a_line_is_marked_where_it_stands(data: Path, line: str) -> None:
    (problem,) = told(data, f"{HEAD}{line}\n")
    assert problem.mark.column == line.index("138") + 1


def test_number_in_a_table_is_marked_where_it_stands(data: Path) -> None:
    (data / "units.csv").write_text(
        "id,name,telephone\nju,某局（13800138000）,021-61234567\n", encoding="utf-8"
    )
    (problem,) = told(data, HEAD)
    assert (problem.mark.path, problem.mark.line, problem.mark.column) == ("data/units.csv", 2, 7)
    assert "allow" not in problem.cure


def test_public_telephone_of_a_unit_may_stand_in_any_text(data: Path) -> None:
    (data / "units.csv").write_text("id,name,telephone\nju,某局,021-61234567\n", encoding="utf-8")
    assert told(data, f"{HEAD}summary: 请打（021）6123 4567\n") == []


ALLOW = "allow: [{{kind: 手机号, value: 138-0013-8000, reason: 单位对外公布}}]\n".replace("{{", "{").replace(
    "}}", "}"
)


def test_allowed_number_passes_and_only_that_one(data: Path) -> None:
    assert told(data, f"{HEAD}summary: 请打13800138000\n{ALLOW}") == []
    (problem,) = told(data, f"{HEAD}summary: 请打13800138000或15012345678\n{ALLOW}")
    assert "150****5678" in problem.message


def test_unused_allowance_is_a_warning(data: Path) -> None:
    (problem,) = told(data, f"{HEAD}{ALLOW}")
    assert (problem.rule, problem.is_error, problem.mark.line) == ("unused-allowance", False, 5)


@pytest.mark.parametrize(
    "change", ["不公开\nopen_reason: 另有原因", "摘要公开\nretired: {date: 2024-01-01, reason: 撤}"]
)
def test_record_that_is_not_published_is_not_searched_but_its_reason_is(data: Path, change: str) -> None:
    text = HEAD.replace("全文公开", change) + "background: 请打13800138000\n"
    assert told(data, text) == []
    (problem,) = told(data, text.replace("另有原因", "找13800138000").replace("撤}", "找13800138000}"))
    assert "138****8000" in problem.message


def test_private_fields_are_not_searched(data: Path) -> None:
    assert told(data, f"{HEAD}contact: 王某13800138000\nmemo: 13800138000\n") == []


def test_masking_changes_only_the_numbers(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (
        f"\ufeff{HEAD}contact: 王某13800138000 # 不动\nbackground: |\n  请打138-0013\n  8000，或写 zhang-San@example.org\n"
        f'topics: ["沪A12345", 甲] # 注释\nsummary: 住清河街道幸福路12号3室，号15012345678\n'
        "allow: [{kind: 手机号, value: '15012345678', reason: 已公布}]\n"
    ).replace("\n", "\r\n")
    file = data / "proposals/a.yml"
    file.write_bytes(before.encode())
    arguments = ["mask", "--data", str(data), str(file)]
    assert main([*arguments, "--dry-run"]) == 0
    assert file.read_bytes() == before.encode()
    assert main(arguments) == 0
    assert "+" in capsys.readouterr().out
    expected = before.replace("138-0013\r\n  8000", "138****8000").replace("zhang-San@", "z***@")
    expected = expected.replace("沪A12345", "沪A*****").replace("幸福路12号3室", "***")
    assert file.read_bytes().decode() == expected
    assert main(arguments) == 0
    assert file.read_bytes().decode() == expected
    assert [problem for problem in take_in(data)[1] if problem.rule == "personal-data"] == []


def test_masking_a_table_keeps_public_telephones_and_contacts(data: Path) -> None:
    file = data / "members.csv"
    file.write_text('id,name,contact,party\nm1,"某人, 13800138000",13800138000,某党\n', encoding="utf-8")
    assert main(["mask", "--data", str(data), str(file)]) == 0
    assert file.read_text(encoding="utf-8").splitlines()[1] == 'm1,"某人, 138****8000",13800138000,某党'


def test_masking_a_file_outside_the_data_is_a_misuse(data: Path, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("a: 13800138000\n", encoding="utf-8")
    for path in (tmp_path / "x.yml", data / "none.yml", data / "site.yml"):
        assert main(["mask", "--data", str(data), str(path)]) == 2


def test_masking_finds_digits_written_as_escapes(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "proposals" / "escaped.yml"
    written = 'id: 9-1\ntitle: 题\nopen: 全文公开\n# 注释照旧\nbackground: "电话 \\u0031\\x3380013\\u0038000，又 13800138000"\nsummary: "\\u4e2d文"\n'
    file.write_text(written, "utf-8")
    assert main(["mask", "--data", str(data), str(file)]) == 0
    text = file.read_text("utf-8")
    assert "# 注释照旧" in text
    assert 'background: "电话 138****8000，又 138****8000"' in text
    assert 'summary: "\\u4e2d文"' in text
    capsys.readouterr()
