"""起草：问几句，补全编号，写成文件；从不覆盖已有的。"""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.register.drafting import questions_of
from generator.register.drafting.layout import document
from generator.register.intake import take_in
from generator.register.model import MODELS
from generator.register.yaml_text import parse, value_of
from tests.miniature_inputs import MINIATURE

PROPOSAL = ["title=关于甲的建议", "term=5", "session=2", "number=0901", "open=全文公开"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE / "data", tmp_path / "data"))


def new(data: Path, kind: str, *given: str) -> int:
    words = [word for item in given for word in (["--set", item] if "=" in item else [item])]
    return main(["new", kind, "--data", str(data), "--no-questions", *words])


def test_a_proposal_is_written_where_the_house_keeps_it_and_checks_clean(data: Path) -> None:
    more = [
        "handling.lead=区建交局",
        "filing.status=立案",
        "filing.date=2023年1月8日",
        "suggestions=一条；二条",
    ]
    assert new(data, "proposal", *PROPOSAL, *more) == 0
    assert (data / "proposals/5-2/0901.yml").read_text("utf-8") == (
        'id: 5-2-0901\nnumber: "0901"\ntitle: 关于甲的建议\nterm: 5\nsession: 2\n'
        "filing: {status: 立案, date: 2023-01-08}\nhandling: {lead: [jianshe]}\nopen: 全文公开\n"
        "suggestions:\n  - {id: s1, text: 一条}\n  - {id: s2, text: 二条}\n"
    )
    register, _ = take_in(data)
    assert register.proposals["5-2-0901"].number == "0901"


def test_a_reply_stands_beside_its_proposal_and_takes_its_number(data: Path, tmp_path: Path) -> None:
    letter = tmp_path / "答复.txt"
    letter.write_text("第一行。\n\n第二行：甲。\n", "utf-8")
    assert new(data, "proposal", *PROPOSAL) == 0
    assert new(data, "reply", "proposals=5-2-0901", "unit=民政", "open=主动公开", f"text=@{letter}") == 0
    register, _ = take_in(data)
    reply = register.replies["5-2-0901-minzheng"]
    assert (reply.unit, reply.text) == ("minzheng", "第一行。\n\n第二行：甲。")
    assert (data / "replies/5-2/0901-minzheng.yml").is_file()


def test_a_second_reply_of_the_same_unit_gets_the_next_number(data: Path) -> None:
    for _ in range(2):
        assert new(data, "reply", "proposals=5-2-0005", "unit=minzheng") == 0
    register, _ = take_in(data)
    assert {"5-2-0005-minzheng", "5-2-0005-minzheng-2"} <= register.replies.keys()


def test_a_row_is_added_to_a_table_and_the_rest_of_it_stays(data: Path) -> None:
    table = data / "units.csv"
    before = table.read_bytes()
    assert new(data, "单位", "id=ceshi", 'name=某某，"局"', "short_name=局") == 0
    after = table.read_bytes()
    assert after.startswith(before)
    assert take_in(data)[0].units["ceshi"].name == '某某，"局"'


@pytest.mark.parametrize("kind", sorted(str(kind.value) for kind in MODELS))
def test_every_kind_has_questions_with_names_and_meanings(kind: str) -> None:
    model_kind = next(item for item in MODELS if item.value == kind)
    asked = questions_of(model_kind)
    required = {name for name, field in MODELS[model_kind].model_fields.items() if field.is_required()}
    assert required - {"id"} <= {question.path for question in asked}
    assert all(question.field.title and question.field.description for question in asked)


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("reply", ["unit=jianshe"], "--set proposals=…（对应提案）"),
        ("reply", ["unti=jianshe"], "是否想写 unit？"),
        ("reply", ["unit=建局"], "是否想写 jianshe"),
        ("reply", ["unit=青禾区"], "对得上几个单位"),
        ("reply", ["proposals=9-9-9999"], "没有叫「9-9-9999」的提案"),
        ("proposal", ["title=甲", "submitted=2023526"], "丢了年月日的分隔"),
        ("proposal", ["title=甲", "filing.status=立安"], "是否想写「立案」"),
        ("proposal", ["title"], "要写成 字段=值"),
        ("proposal", ["title=甲"], "编号补不出来"),
        ("reply", ["text=@没有这个文件"], "读不了 没有这个文件"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_written(
    data: Path, kind: str, given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    words = [word for item in given for word in ("--set", item)]
    assert main(["new", kind, "--data", str(data), "--no-questions", *words]) == 2
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_nothing_is_ever_overwritten(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(data, "proposal", *PROPOSAL) == 0
    assert new(data, "proposal", *PROPOSAL) == 1
    assert "已经有编号为「5-2-0901」的提案" in capsys.readouterr().err
    target = data / "proposals/5-2/0902.yml"
    target.write_text("id: 5-2-0999\ntitle: 别的\n", "utf-8")
    assert new(data, "proposal", *PROPOSAL[:-2], "number=0902") == 1
    assert target.read_text("utf-8") == "id: 5-2-0999\ntitle: 别的\n"


def test_dry_run_shows_and_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(data, "proposal", *PROPOSAL, "--dry-run") == 0
    assert "会写到" in capsys.readouterr().out
    assert not (data / "proposals/5-2/0901.yml").exists()


@pytest.mark.parametrize(
    "text", ["甲: 乙", "#甲", "0123", "1e3", "是", "yes", "- 甲", "甲, 乙", "{甲}", "“甲”", '"', "\\n", "甲 #乙", "*甲", "@甲", "2023-05-06"]
)  # fmt: skip
def test_what_is_written_reads_back_the_same(text: str) -> None:
    fields = {
        "a": text,
        "b": [text, "x"],
        "c": {"d": text},
        "e": [{"id": "s1", "text": text}],
        "f": "一\n\n 二",
    }
    root = parse(document(fields), "x.yml")
    assert root is not None
    assert value_of(root, "x.yml", (), []) == {**fields, "f": "一\n\n 二\n"}


def test_it_asks_on_a_terminal_offers_the_registry_and_asks_again_after_a_mistake(data: Path) -> None:
    leader, follower = pty.openpty()
    answers = [
        "5",
        "2",
        "0903",
        "关于甲的建议",
        "1",
        "",
        "",
        "昨天",
        "2023.1.9",
        "1",
        "",
        "建局",
        "区建交局",
        "",
        "",
        "1",
        "一条；二条",
        "",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "new", "proposal", "--data", str(data)],
        stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    os.close(follower)
    os.write(leader, ("\n".join(answers) + "\n").encode())
    told = process.communicate(timeout=120)[0].decode()
    os.close(leader)
    assert process.returncode == 0, told
    assert "「昨天」不是日期" in told
    assert "是否想写 jianshe" in told
    assert "写词或写号：1 委员" in told
    text = (data / "proposals/5-2/0903.yml").read_text("utf-8")
    assert "submitted: 2023-01-09" in text
    assert "handling: {lead: [jianshe]}" in text
    assert "proposer: {kind: 委员}" in text
