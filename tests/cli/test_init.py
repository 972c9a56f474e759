"""shai init：空目录里一条命令，得到一个马上能检查、能生成的网站。"""

import argparse
import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.cli.init import UNNAMED, described
from generator.cli.parser import Misuse
from generator.register.intake import take_in
from generator.starter import HERE, OWN, SHARED, Body, place_of, starter_files, suggested_id
from generator.starter import software as origins
from generator.starter.software import software_line

ROOT = Path(__file__).parents[2]
BODY = Body("qinghe", "政协青禾区委员会", "https://qinghe.example/", "2026", "shai==0.1.0\n")
NAMED = ("--name", BODY.name, "--id", BODY.id)


def test_new_site_has_no_problem_and_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "我们的网站"
    assert main(["init", str(folder), *NAMED]) == 0
    told = capsys.readouterr().out
    assert "检查过了，没有问题。" in told
    assert "shai new proposal" in told
    out = folder / "site"
    site = ("--data", str(folder / "data"), "--config", str(folder / "mkdocs.yml"), "--out", str(out))
    assert main(["build", *site, "--as-of", "2024-06-30"]) == 0
    assert "青禾区政协提案公开" in (out / "index.html").read_text("utf-8")


def test_name_left_open_is_named_as_to_be_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert UNNAMED.name in (tmp_path / "data" / "bodies.csv").read_text("utf-8")
    assert "先把 data/bodies.csv 与 data/site.yml 里的名称改成自己的" in capsys.readouterr().out


def test_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "旧的.txt").write_text("留着", "utf-8")
    assert main(["init", str(tmp_path), *NAMED]) == 2
    assert "已经有 旧的.txt，没有动它" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["旧的.txt"]


def test_folder_that_is_only_a_new_repository_is_fine(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path), *NAMED]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--name", "政协青禾区委员会", "--id", "Qing He"), "--id 「Qing He」不能用"),
        (("--name", "政协青禾区委员会", "--url", "qinghe.example"), "--url qinghe.example 要以"),
        (("--name", "政协\u202e青禾区委员会"), "看不见的字符"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    words: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "新"), *words]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize("name", ['政协"甲,乙"区委员会', "政协：青禾 # 区委员会", "政协$青禾区委员会"])
def test_any_name_is_written_so_that_it_reads_back_the_same(name: str, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--name", name, "--id", "jia"]) == 0
    register, problems = take_in(tmp_path / "data")
    assert problems == ()
    assert register.bodies["jia"].name == name


@pytest.mark.parametrize(
    ("name", "place", "identifier"),
    [
        ("政协青禾区委员会", "青禾区", "qinghe"),
        ("中国人民政治协商会议青禾市委员会", "青禾市", "qinghe"),
        ("青禾县政协", "青禾县", "qinghe"),
        ("政协青禾自治州委员会", "青禾自治州", "qinghe"),
        ("政协青县委员会", "青县", "qingxian"),
    ],
)
def test_place_and_id_come_from_the_name(name: str, place: str, identifier: str) -> None:
    assert (place_of(name), suggested_id(name)) == (place, identifier)


def test_asked_on_a_terminal_the_suggested_id_is_taken_by_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    options = argparse.Namespace(name=None, id=None, url="", software="shai==1", as_of=date(2026, 1, 1))
    answers = iter(["政协青禾区委员会", ""])
    body = described(options, lambda _: next(answers))
    assert (body.id, body.short_name, body.year) == ("qinghe", "青禾区政协", "2026")
    with pytest.raises(Misuse, match="--id"):
        described(options, lambda _: "①")


def test_same_answers_give_the_same_bytes() -> None:
    assert starter_files(BODY) == starter_files(BODY)


def test_workflows_and_texts_are_the_repositorys_own() -> None:
    files = starter_files(BODY)
    for name in SHARED:
        if (ROOT / name).is_file():
            assert files[name] == (ROOT / name).read_bytes()
    assert {path for path in files if path.startswith(".github/workflows/")} == {
        f".github/workflows/{name}.yml" for name in ("check", "comment", "nightly", "publish")
    }


def test_makefile_has_every_target_the_workflows_call() -> None:
    files = {path: content.decode() for path, content in starter_files(BODY).items()}
    targets = set(re.findall(r"^([a-z]+):", files["Makefile"], re.MULTILINE))
    flows = "".join(
        text for path, text in files.items() if path.startswith(".github/workflows/") or "gitlab" in path
    )
    called = set(re.findall(r"(?<![\w-])make ([a-z]+)", flows))
    assert called >= {"site", "check", "preview"}
    assert called <= targets


def test_yaml_files_are_yaml_and_nothing_is_left_to_fill_in() -> None:
    files = starter_files(BODY)
    for path, content in files.items():
        text = content.decode()
        if path.endswith((".yml", ".yaml")) and path != "mkdocs.yml":
            assert yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - 只产生文本
        if path in {"README.md", "mkdocs.yml", "data/site.yml", "data/bodies.csv"}:
            assert re.findall(r"\$\w+", text) == []
    assert json.loads(files[".vscode/settings.json"])["yaml.schemas"]["docs/reference/schemas/reply.json"]


class Installed:
    """装好的 shai，带着来处。"""

    version = "0.1.0"

    def __init__(self, origin: str | None) -> None:
        self.origin = origin

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self.origin


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, "shai==0.1.0"),
        (
            '{"url": "https://me:secret@git.example/shai.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "shai @ git+https://git.example/shai.git@abc",
        ),
        (
            '{"url": "file:///nowhere/shai", "dir_info": {"editable": true}}',
            "shai @ file:///nowhere/shai",
        ),
    ],
)
def test_new_site_installs_from_where_this_one_came(
    origin: str | None, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins.importlib.metadata, "distribution", lambda _: Installed(origin))
    written = software_line()
    assert written.splitlines()[-1] == line
    assert "secret" not in written


def test_source_given_by_hand_is_taken(tmp_path: Path) -> None:
    assert software_line("requirements/shai-0.1.0-py3-none-any.whl").endswith(
        "\nrequirements/shai-0.1.0-py3-none-any.whl\n"
    )
    assert software_line(str(tmp_path)).endswith(f"\nshai @ {tmp_path.as_uri()}\n")
    assert software_line("git+https://git.example/shai.git@v1").endswith(
        "\nshai @ git+https://git.example/shai.git@v1\n"
    )


def test_own_files_are_all_used() -> None:
    assert {path.name for path in (HERE / "site").iterdir()} == set(OWN)
