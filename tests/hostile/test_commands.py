"""敌意的输入交给真的命令：拒绝的说得出在哪里、怎样改，收下的只是文字；不出错栈，不指挥终端与工作流。"""

import unicodedata
from pathlib import Path

import pytest

from generator.cli import main
from tests.hostile.cases import Case, cases
from tests.hostile.project import a_project

EVERY = {case.name: case for case in cases()}
WORKFLOW = ("::error file=", "::warning file=")


@pytest.mark.parametrize("name", EVERY)
def test_hostile_input_is_refused_with_a_cure_or_stays_text(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = EVERY[name]
    project = a_project(tmp_path / "project")
    case.prepare(project)
    monkeypatch.chdir(project)
    code = _run(case)
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    assert code in ({1, 2} if case.refused else {0}), said[:2000]
    assert case.said in said
    if code == 1 and "没有编号" not in said:
        assert "改法" in said
    assert {letter for letter in said if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}} <= {"\n", "\t"}
    assert [line for line in said.splitlines() if line.startswith("::")] == []
    assert not (project / "site").exists()


def _run(case: Case) -> int:
    try:
        return main(case.argv)
    except SystemExit as stop:
        return int(stop.code or 0)


def test_data_cannot_write_a_workflow_command_into_the_annotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = a_project(tmp_path / "project")
    (project / "data/proposals/bad.yml").write_text(
        'id: 9-1-0001\ntitle: x\nopen: "::error::%0A::set-output name=a::b"\n::warning::x: "\\r::add-mask::y"\n',
        "utf-8",
    )
    monkeypatch.chdir(project)
    assert main(("check", "--as-of", "2024-06-30", "--format", "github")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines != []
    assert [line for line in lines if not line.startswith(WORKFLOW)] == []
