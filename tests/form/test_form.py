"""网页表单的配置取自模型；存盘会弄坏的值先拦住；表单的程序一个字节也没有换。"""

import hashlib
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from generator.cli import main
from generator.form import Backend, configuration, form_files, spoilt_by_form
from generator.form.folder import VENDOR, policy
from generator.form.safety import is_spoilt
from generator.form.server import FormServer
from generator.register.intake import take_in
from generator.register.model import MODELS, TABLES
from generator.register.reference.shapes import fields_of
from generator.terms import RecordKind
from tests.miniature_inputs import MINIATURE

WRITTEN = [kind for kind in MODELS if kind not in TABLES]
REGISTER, _ = take_in(MINIATURE / "data")
CONFIGURATION = configuration(REGISTER, "data")
OUTSIDE = re.compile(r"https?://(?!www\.w3\.org)[^\s'\"`)]*(?:unpkg|jsdelivr)[^\s'\"`)]*")


def collection(kind: RecordKind) -> dict[str, Any]:
    (found,) = [item for item in CONFIGURATION["collections"] if item["name"] == kind.folder]
    return found


def named(fields: list[dict[str, Any]], *path: str) -> dict[str, Any]:
    (found,) = [field for field in fields if field["name"] == path[0]]
    return named(found["fields"], *path[1:]) if path[1:] else found


def every(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from every(field.get("fields", []))


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: str(kind.value))
def test_every_field_of_the_model_has_its_place_with_its_name_and_meaning(kind: RecordKind) -> None:
    def compare(model: type[BaseModel], fields: list[dict[str, Any]]) -> None:
        expected = {field.name: field for field in fields_of(model)}
        assert [field["name"] for field in fields] == list(expected)
        for field in fields:
            said = expected[field["name"]]
            assert field["label"].startswith(said.title)
            assert field["hint"].startswith(said.description)
            assert field["required"] == said.is_required
            assert ("永不公开" in field["label"]) == said.is_private
            if "fields" in field:
                compare(said.shape.parts[0], field["fields"])

    compare(MODELS[kind], collection(kind)["fields"])


def test_registers_become_choices_and_records_become_relations() -> None:
    fields = collection(RecordKind.REPLY)["fields"]
    unit = named(fields, "unit")
    assert {option["value"] for option in unit["options"]} == set(REGISTER.units)
    assert {"label": "区建交局　（jianshe）", "value": "jianshe"} in unit["options"]
    proposals = named(fields, "proposals")
    assert (proposals["widget"], proposals["collection"], proposals["multiple"]) == (
        "relation", "proposals", True,
    )  # fmt: skip
    decision = named(fields, "responses", "decision")
    assert [option["value"] for option in decision["options"]][:2] == ["采纳", "部分采纳"]


def test_date_of_which_only_the_month_is_known_is_accepted_and_a_glued_one_is_not() -> None:
    pattern, told = named(collection(RecordKind.REPLY)["fields"], "date")["pattern"]
    assert [text for text in ("2023", "2023-05", "2023-05-26") if not re.search(pattern, text)] == []
    assert re.search(pattern, "2023526") is None
    assert told == "应当写日期，例如 2023-05-26"


def test_nothing_can_be_deleted_from_the_form() -> None:
    assert {item["delete"] for item in CONFIGURATION["collections"]} == {False}


def test_every_kind_of_place_is_one_the_program_knows() -> None:
    used = {field["widget"] for item in CONFIGURATION["collections"] for field in every(item["fields"])}
    assert used == {"string", "text", "select", "relation", "list", "object"}


@pytest.mark.parametrize(
    ("backend", "root"),
    [
        (Backend("gitlab", "甲/乙", "main", "https://git.example/"), "https://git.example/api/v4"),
        (Backend("gitea", "甲/乙", host="https://git.example"), "https://git.example/api/v1"),
        (Backend("github", "甲/乙", host="https://git.example"), "https://git.example/api/v3"),
    ],
)
def test_own_host_is_the_only_place_the_form_may_reach(backend: Backend, root: str) -> None:
    written = configuration(REGISTER, "data", backend)
    assert (written["backend"]["api_root"], written["backend"]["repo"]) == (root, "甲/乙")
    page = form_files(written)["index.html"].decode()
    assert "connect-src &#x27;self&#x27; blob: data: https://git.example;" in page


def test_form_on_this_machine_may_reach_nothing() -> None:
    assert "connect-src 'self' blob: data:;" in policy()
    assert "https:" not in form_files(CONFIGURATION)["index.html"].decode()


def test_program_is_byte_for_byte_the_one_recorded() -> None:
    recorded = json.loads((VENDOR / "vendor.json").read_text("utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "vendor.json"
    }
    assert found == recorded["files"]
    assert recorded["integrity"].startswith("sha512-")


def test_program_as_served_fetches_nothing_from_elsewhere() -> None:
    files = form_files(CONFIGURATION)
    assert OUTSIDE.findall(files["sveltia-cms.js"].decode()) == []
    version = json.loads((VENDOR / "vendor.json").read_text("utf-8"))["version"]
    assert json.loads(files[f"vendor/@sveltia/cms@{version}/locales/zh-CN.json"])["save"] == "保存"
    assert b"./vendor/icons.woff2" in files["sveltia-cms.js"]


@pytest.mark.parametrize("value", ["0046", "1e3", "12.50", "true", "null", "~", "", "0x1F", "+5", ".5", "-0"])
def test_value_that_would_come_back_changed_is_seen(value: str) -> None:
    assert is_spoilt(value)


@pytest.mark.parametrize("value", ["14", "2023", "2023-05", "是", "no", "14-2-0046", "12:30", "1_000", "0"])
def test_value_that_comes_back_the_same_is_left_alone(value: str) -> None:
    assert not is_spoilt(value)


def test_form_is_not_opened_over_data_it_would_spoil(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "proposals"
    folder.mkdir()
    (folder / "a.yml").write_text('id: 5-2-0046\ntitle: 甲\nnumber: 0046\nterm: "05"\n', "utf-8")
    (problem,) = spoilt_by_form(tmp_path, "data")
    assert (problem.mark.path, problem.mark.line, problem.mark.column) == ("data/proposals/a.yml", 3, 9)
    assert main(["form", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "「0046」没有加引号" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_committed_data_can_be_edited_in_the_form() -> None:
    root = Path(__file__).parents[2]
    assert spoilt_by_form(root / "data", "data") == ()


def test_form_is_written_as_static_files_and_other_folders_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["form", "--data", str(MINIATURE / "data"), "--out", str(tmp_path / "表单")]
    host = ["--backend", "gitlab", "--repository", "甲/乙", "--host", "https://git.example"]
    assert main([*words, *host]) == 0
    assert main([*words, *host]) == 0
    assert json.loads((tmp_path / "表单" / "config.json").read_text("utf-8"))["backend"]["name"] == "gitlab"
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "a.txt").write_text("留着", "utf-8")
    assert main([*words[:-1], str(tmp_path / "别的")]) == 2
    assert "没有动它" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--repository", "甲/乙"), "要与 --backend 合用"),
        (("--backend", "gitlab"), "要与 --repository"),
        (("--backend", "gitlab", "--repository", "甲/乙", "--host", "http://git.example"), "要以 https://"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "--data", str(MINIATURE / "data"), *words]) == 2
    assert told in capsys.readouterr().err


@pytest.fixture
def address() -> Iterator[str]:
    server = FormServer({"index.html": b"<p>", "a.json": b"{}"}, 0)
    Thread(target=server.serve, daemon=True).start()
    yield urlsplit(server.address).netloc
    server.stop()


def asked(address: str, path: str, host: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(address)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Content-Type", "")


def test_service_gives_only_its_own_files_and_only_to_this_machine(address: str) -> None:
    port = address.rpartition(":")[2]
    assert asked(address, "/", f"localhost:{port}") == (200, "text/html; charset=utf-8")
    assert asked(address, "/a.json?x", f"127.0.0.1:{port}")[0] == 200
    assert asked(address, "/../etc/passwd", f"localhost:{port}")[0] == 404
    assert asked(address, "/", f"evil.example:{port}")[0] == 404
