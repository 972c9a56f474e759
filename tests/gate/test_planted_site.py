"""每种记录的每个字段埋一个记号，用真的命令建站、预告、改为不公开再建：网站、缓存、记忆、预告里逐字节找。"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.changes import WRITERS
from generator.cli import main
from generator.terms import RecordKind
from tests.gate.planted import PlantedProject
from tests.gate.registers import IDS
from tests.gate.test_tokens import ACTIVITIES, ALWAYS, NEVER, REASONS, fields
from tests.gate.unpacked import layers

AS_OF = ("--as-of", "2024-06-30")
MEMBER = {"member.name", "member.party", "member.source_title", "member.source_url"}
"""委员的姓名公开才有的。"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlantedProject:
    monkeypatch.chdir(tmp_path)
    planted = PlantedProject(tmp_path)
    planted.write()
    return planted


def built(project: PlantedProject) -> set[str]:
    """建站；网站、缓存、记忆的每个字节与每个文件名里找得到的记号属于哪些字段。"""
    assert main(("build", *AS_OF)) == 0
    return {path for content in everything(project.folder) for path in project.found_in(content)}


def everything(folder: Path) -> Iterator[bytes]:
    """项目里除了数据与文字页以外的每个文件：名字，与解开的内容。"""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if inside.parts[0] not in {"data", "content"}:
            yield inside.as_posix().encode()
            if file.is_file():
                yield from layers(file.read_bytes())


def withheld() -> dict[str, dict[str, Any]]:
    """全部改为不公开；数字改为关于不公开的那件提案。"""
    closed: dict[str, dict[str, Any]] = {kind: {"open": "不公开"} for kind in (*ACTIVITIES, "proposal")}
    return {
        **closed,
        "reply": {"open": "不予公开"},
        "member": {"withheld": "是"},
        "figure": {"about": f"proposal/{IDS[RecordKind.PROPOSAL]}"},
    }


def private(project: PlantedProject) -> set[str]:
    """怎样都不许出去的：内部字段、文件名、注释、站点配置里的确认。对照表的名字写在站点配置里，不算。"""
    named = {path for path in project.tokens if path.startswith(("file.", "comment.", "site."))}
    return (fields(NEVER) - {"body.result_scale", "body.satisfaction_scale"}) | named


def public_whatever_happens() -> set[str]:
    """全部不公开以后还在的：名册，与不公开的原因。"""
    figures = {path for path in fields(ALWAYS) if path.startswith("figure.")}
    return (fields(ALWAYS) - MEMBER - figures) | fields(REASONS) | {"body.id", "unit.id", "sector.id"}


def test_private_fields_of_every_kind_are_in_no_byte_of_the_site_its_cache_and_its_memory(
    project: PlantedProject,
) -> None:
    found = built(project)
    assert found & private(project) == set()
    # 公开的确实找得到，这样找才可信。
    assert len(found) > 300


def test_records_turned_private_leave_no_byte_in_the_updated_site_its_cache_and_its_memory(
    project: PlantedProject,
) -> None:
    before = built(project)
    project.write(withheld())
    assert built(project) <= public_whatever_happens()
    assert len(before - public_whatever_happens()) > 250


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_preview_tells_of_a_withheld_record_only_why(
    form: str, project: PlantedProject, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(against: str) -> set[str]:
        assert main(("preview", *AS_OF, "--against", against, "--format", form)) == 0
        return project.found_in(capsys.readouterr().out.encode())

    shutil.copytree("data", "earlier")
    project.write(withheld())
    assert told("earlier") & private(project) == set()
    shutil.copytree("data", "closed")
    changed = {kind: {**given, "memo": "改了的备注"} for kind, given in withheld().items()}
    project.write({**changed, "proposal": {**changed["proposal"], "title": "改了的题目"}})
    # 编号是编辑自己看得到的，预告里说得出是哪一条。
    assert {path for path in told("closed") if not path.endswith(".id")} <= fields(REASONS)
