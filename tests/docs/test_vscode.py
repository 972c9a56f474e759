"""编辑器里的补全、片段与提交前的检查：对得上模型，真的拦得住。"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.register.drafting.vscode import ITEMS, LEFT_OUT, UNDECIDED, snippets, vscode_files
from generator.register.model import MODELS, TABLES
from generator.register.reference.schemas import record_schema

ROOT = Path(__file__).parents[2]
STOP = re.compile(r"\$\{\d+:(?P<text>(?:\\.|[^}])*)\}|\$\{\d+\|(?P<words>(?:\\.|[^|])*)\|\}")
WRITTEN = [kind for kind in MODELS if kind not in TABLES]


def expanded(body: list[str], choose: Any) -> Any:
    text = "\n".join(STOP.sub(choose, line) for line in body)
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - 只产生文本


def left_alone(match: re.Match[str]) -> str:
    return match["text"] if match["words"] is None else match["words"].split(",")[0]


def test_committed_files_are_what_the_models_say_now() -> None:
    stored = {name: (ROOT / ".vscode" / name).read_text("utf-8") for name in vscode_files()}
    assert stored == vscode_files(), "过时：运行 shai reference docs/reference --vscode .vscode"


def test_every_folder_of_yaml_has_its_schema_and_the_schema_is_there() -> None:
    mapped = json.loads(vscode_files()["settings.json"])["yaml.schemas"]
    assert set(mapped.values()) == {"data/site.yml", *(f"data/{kind.folder}/**/*.yml" for kind in WRITTEN)}
    assert [path for path in mapped if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: str(kind.value))
def test_record_snippet_has_only_fields_of_the_model_in_their_places(kind: Any) -> None:
    record = expanded(snippets()[f"新的{kind.label}"]["body"], left_alone)
    errors = list(Draft202012Validator(record_schema(kind)).iter_errors(record))
    assert [
        found.message
        for error in errors
        for found in error.context or [error]
        if found.validator in {"additionalProperties", "required", "type"} and found.schema_path[0] == 0
    ] == []


def test_snippet_left_as_it_is_never_passes_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in WRITTEN:
        body = [STOP.sub(left_alone, line) for line in snippets()[f"新的{kind.label}"]["body"]]
        target = tmp_path / kind.folder / "x.yml"
        target.parent.mkdir(parents=True)
        target.write_text("\n".join(body) + "\n", "utf-8")
    assert main(["check", "--data", str(tmp_path), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    for kind in WRITTEN:
        assert "bad-id" in {row["rule"] for row in problems if f"/{kind.folder}/" in row["path"]}
    undecided = [row for row in problems if f"「{UNDECIDED}」不在词汇表里" in row["message"]]
    assert {"proposals", "replies"} <= {Path(row["path"]).parent.name for row in undecided}


@pytest.mark.parametrize(("name", "model"), ITEMS, ids=str)
def test_item_snippet_is_one_item_with_fields_of_the_model(name: str, model: Any) -> None:
    (item,) = expanded(snippets()[f"添一项{name}"]["body"], left_alone)
    required = {field for field, info in model.model_fields.items() if info.is_required()}
    assert required <= set(item) <= set(model.model_fields)
    assert set(item) & LEFT_OUT <= required


def test_settings_of_the_editor_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text('{"editor.fontSize": 18, "yaml.schemas": {}}', "utf-8")
    assert main(["reference", str(tmp_path / "手册"), "--vscode", str(folder)]) == 0
    settings = json.loads((folder / "settings.json").read_text("utf-8"))
    assert settings["editor.fontSize"] == 18
    assert next(iter(settings["yaml.schemas"])).endswith("手册/schemas/site.json")


def test_settings_that_cannot_be_read_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").write_text("// 注释\n{}", "utf-8")
    assert main(["reference", str(tmp_path / "手册"), "--vscode", str(tmp_path)]) == 2
    assert "没有动它" in capsys.readouterr().err
    assert (tmp_path / "settings.json").read_text("utf-8") == "// 注释\n{}"


def test_repository_and_new_sites_check_the_same_before_a_commit() -> None:
    own = (ROOT / ".pre-commit-config.yaml").read_bytes()
    assert own == (ROOT / "generator" / "starter" / "site" / "pre-commit-config.yaml").read_bytes()


def test_commit_with_an_error_in_the_data_is_refused(tmp_path: Path) -> None:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return run("git", *identity, *words)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        # shai 在哪里，提交的钩子要找得到；缓存不写到家目录。
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
        return subprocess.run(
            words, cwd=tmp_path / "site", env=environment, capture_output=True, text=True, check=False
        )

    site = tmp_path / "site"
    assert main(["init", str(site), "--name", "政协青禾区委员会"]) == 0
    git("init", "--initial-branch", "main")
    run(sys.executable, "-m", "pre_commit", "install")
    git("add", ".")
    first = git("commit", "-m", "新网站")
    assert first.returncode == 0, first.stdout + first.stderr
    (site / "data" / "units.csv").write_text("id,name\nA B,区建交局\n", "utf-8")
    git("add", ".")
    refused = git("commit", "-m", "错的")
    assert refused.returncode == 1
    assert "data/units.csv:2:1: bad-id" in refused.stdout + refused.stderr
    (site / "data" / "units.csv").write_text("id,name\njianshe,区建交局\n", "utf-8")
    git("add", ".")
    assert git("commit", "-m", "改好了").returncode == 0
