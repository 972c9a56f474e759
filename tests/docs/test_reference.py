"""数据手册与代码说的是同一件事。"""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.register.intake import take_in
from generator.register.model import MODELS, Site
from generator.register.reference import reference
from generator.register.reference.examples import FILES
from generator.register.reference.schemas import record_schema, site_schema
from generator.register.reference.shapes import Schema, fields_of, parts_of, summary_of
from generator.register.source import read
from generator.terms import RecordKind

ROOT = Path(__file__).parents[2]
MINIATURE = ROOT / "tests" / "miniature" / "data"
EVERY_KIND = pytest.mark.parametrize("kind", sorted(MODELS), ids=lambda kind: str(kind.value))


class EditorLoader(yaml.SafeLoader):
    """像编辑器那样读 YAML：数是数，日期仍是文字。"""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def refusals(schema: Schema, instance: Any) -> list[str]:
    return [
        f"{error.json_path}：{error.message}" for error in Draft202012Validator(schema).iter_errors(instance)
    ]


def test_committed_reference_is_what_the_code_says_now() -> None:
    folder = ROOT / "docs" / "reference"
    stored = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    current = reference()
    stale = sorted(name for name in {*stored, *current} if stored.get(name) != current.get(name))
    assert stale == [], "手册过时：运行 shai reference docs/reference，多出的文件删去"


def test_command_writes_the_same_bytes_and_leaves_other_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "自己的.md").write_text("留着", "utf-8")
    assert main(["reference", str(tmp_path)]) == 0
    assert f"写了 {len(reference())} 个文件" in capsys.readouterr().out
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes().decode()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert written == {**reference(), "自己的.md": "留着"}


@pytest.mark.parametrize("model", [Site, *MODELS.values()], ids=lambda model: model.__name__)
def test_every_field_has_a_name_and_a_meaning(model: Any) -> None:
    for part in (model, *parts_of(model)):
        assert summary_of(part), part.__name__
        unnamed = [field.name for field in fields_of(part) if not (field.title and field.description)]
        assert unnamed == [], part.__name__


def test_private_fields_are_marked_as_never_public() -> None:
    private = {
        (kind.value, field.name) for kind in MODELS for field in fields_of(MODELS[kind]) if field.is_private
    }
    assert private >= {
        ("reply", "signer"),
        ("proposal", "contact"),
        ("member", "contact"),
        ("figure", "memo"),
    }
    assert "| `signer` | 签发人 | 一行文字 |  | 永不 |" in reference()["reply.md"]
    assert (
        "永不公开" in record_schema(RecordKind.REPLY)["$defs"]["Reply"]["properties"]["signer"]["description"]
    )


def test_examples_together_are_data_without_a_single_problem(tmp_path: Path) -> None:
    for path, text in FILES.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    register, problems = take_in(tmp_path)
    assert problems == ()
    assert [kind.label for kind in MODELS if not register.records(kind)] == []


def test_every_example_for_a_word_is_a_word_of_the_schema() -> None:
    for model in (Site, *MODELS.values()):
        for part in (model, *parts_of(model)):
            for field in fields_of(part):
                allowed = field.shape.schema.get("enum")
                assert not allowed or field.example in map(str, allowed), (part.__name__, field.name)


@EVERY_KIND
def test_schema_is_valid_and_accepts_every_miniature_record(kind: RecordKind) -> None:
    schema = record_schema(kind)
    Draft202012Validator.check_schema(schema)
    records = [record.fields for record in read(MINIATURE).records if record.kind is kind]
    assert records
    assert [found for record in records for found in refusals(schema, record)] == []
    assert refusals(schema, records) == []


@EVERY_KIND
def test_schema_refuses_an_unknown_key_and_a_missing_one(kind: RecordKind) -> None:
    schema = record_schema(kind)
    record = next(record.fields for record in read(MINIATURE).records if record.kind is kind)
    assert refusals(schema, {**record, "titel": "写错了的键"})
    assert refusals(schema, {name: value for name, value in record.items() if name != "id"})


def test_schema_accepts_the_yaml_files_as_an_editor_reads_them() -> None:
    for path in sorted(MINIATURE.rglob("*.yml")):
        folder = path.relative_to(MINIATURE).parts[0]
        kind = next((kind for kind in MODELS if kind.folder == folder), None)
        content = yaml.load(path.read_text("utf-8"), Loader=EditorLoader)  # noqa: S506 - SafeLoader 的子类
        assert refusals(record_schema(kind) if kind else site_schema(), content) == [], path.name


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("filing", {"status": "立安"}),
        ("submitted", "2023526"),
        ("id", "5_2"),
        ("original", "ftp://a"),
        ("term", "五"),
    ],
)
def test_schema_refuses_what_the_check_refuses(key: str, value: Any) -> None:
    right = {"id": "5-2-0001", "title": "关于……的建议"}
    schema = record_schema(RecordKind.PROPOSAL)
    assert refusals(schema, right) == []
    assert refusals(schema, {**right, key: value})


def test_schema_files_are_json_an_editor_can_name() -> None:
    files = {name: text for name, text in reference().items() if name.endswith(".json")}
    assert len(files) == len(MODELS) + 1
    assert all(json.loads(text)["title"] for text in files.values())
