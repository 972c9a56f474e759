"""敌意的文件：每一种都被拒绝，说得出在哪里、怎样改；不出错栈，不占内存，不拖时间。"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.register import source

ROOT = Path(__file__).parents[2]
HEAD = "id: 5-2-0001\ntitle: 题目\nopen: 全文公开\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]\n"
    for level in range(9)
)
YAML: dict[str, tuple[str, bytes]] = {
    "ten thousand brackets": ("too-deep", (HEAD + "topics: " + "[" * 10_000 + "]" * 10_000).encode()),
    "unclosed brackets": ("too-deep", (HEAD + "topics: " + "[" * 10_000).encode()),
    "nested mappings": ("too-deep", ("{a: " * 10_000 + "}" * 10_000).encode()),
    "dashes": ("too-deep", ("- " * 100_000 + "x").encode()),
    "dashes after a carriage return": ("too-deep", ("# x\r" + "- " * 100_000 + "x").encode()),
    "dashes after a line separator": ("too-deep", ("# x\u2028" + "- " * 100_000 + "x").encode()),
    "question marks": ("too-deep", ("? " * 100_000 + "x").encode()),
    "stairs": ("too-deep", "".join(" " * level + "a:\n" for level in range(1000)).encode()),
    "short stairs": (
        "too-deep",
        ("".join(" " * level + "a:\n" for level in range(15)) + " " * 15 + "- " * 7).encode(),
    ),
    "bomb of aliases": ("yaml-anchor", BOMB.encode()),
    "merge key": ("yaml-anchor", b"a: &a {b: c}\nd:\n  <<: *a\n"),
    "python object": ("yaml-tag", b"title: !!python/object/apply:os.system [ls]\n"),
    "ten megabyte line": ("file-too-big", b"title: " + b"x" * 10_000_000),
    "hundred megabytes": ("file-too-big", b""),
    "long line": ("unknown-field", HEAD.encode() + b"x" * 900 + b": " + b"x" * 900_000 + b"\n"),
    "nul bytes": ("invisible-character", b"\0" * 500_000),
    "escape sequence": ("invisible-character", (HEAD + "summary: \x1b[31mx\n").encode()),
    "direction override": ("invisible-character", (HEAD + "summary: \u202ex\n").encode()),
    "tag characters": ("invisible-character", (HEAD + "summary: \U000e0041x\n").encode()),
    "surrogates": ("encoding", HEAD.encode() + b"summary: \xed\xa0\x80\n"),
    "random bytes": ("encoding", bytes(range(256)) * 1000),
    "huge integer": ("bad-number", (HEAD + f"term: {'9' * 40_000}\n").encode()),
    "flood of digits": ("too-many-numbers", (HEAD + f"background: {'1 ' * 450_000}\n").encode()),
    "other digits": ("bad-number", (HEAD + "term: 十二万\n").encode()),
    "flood of items": ("too-many-items", b"- x\n" * 200_000),
    "flood of flow items": ("too-many-items", b"[" + b"a," * 400_000 + b"]"),
    "many items": ("not-a-record", b"[" + b"a," * 49_000 + b"]"),
    "flood of unknown fields": (
        "unknown-field",
        (HEAD + "".join(f"f{n}: x\n" for n in range(49_000))).encode(),
    ),
    "flood of html": ("not-plain-markdown", (HEAD + "background: '" + "<b>" * 200_000 + "'\n").encode()),
    "flood of quotes": ("not-plain-markdown", (HEAD + "background: '" + ">" * 100_000 + "<b>'\n").encode()),
    "flood of links": ("not-plain-markdown", (HEAD + "background: '" + "[" * 50_000 + "a](b)'\n").encode()),
    "flood of wrong references": (
        "unknown-reference",
        (HEAD + "related: [" + ", ".join(f"5-2-{n}" for n in range(40_000)) + "]\n").encode(),
    ),
    "long word": ("unknown-word", (HEAD + f"timing: {'会' * 200_000}\n").encode()),
    "homoglyph id": ("bad-id", "id: 5-2-000а\ntitle: 西里尔字母\n".encode()),
    "path in id": ("bad-id", b"id: ../../etc/passwd\ntitle: x\n"),
    "template syntax in id": ("bad-id", b"id: '{{ 7 * 7 }}'\ntitle: x\n"),
}
CSV: dict[str, tuple[str, bytes]] = {
    "unclosed quote": ("csv-syntax", b'id,name\na,"' + b"x,\n" * 40_000),
    "flood of columns": ("csv-width", b"id,name\n" + b"x," * 450_000),
    "flood of short rows": ("csv-width", b"id,name\n" + b"x\n" * 49_000),
    "flood of wrong ids": ("bad-id", b"id,name\n" + b"A,x\n" * 49_000),
    "flood of rows": ("too-many-items", b"id,name\n" + b"a,x\n" * 200_000),
    "unknown column": ("unknown-field", b"id,name,x\n" + b"a,b,c\n" * 49_000),
    "nul bytes": ("invisible-character", b"id,name\na,\0\n"),
    "formula in id": ("bad-id", b"id,name\n=cmd|' /C calc'!A0,x\n"),
    "gbk": ("encoding", "id,name\na,青禾区\n".encode("gb18030")),
    "nothing": ("empty-file", b""),
    "only blanks": ("empty-file", b" ,\n\n"),
}
LIMIT_SECONDS, LIMIT_KILOBYTES, LIMIT_CHARACTERS = 300, 200_000, 2_000_000
# ru_maxrss 会把父进程（跑到后来有几百 MB 的 pytest）在 exec 之前的占用也算进来；VmHWM 只算自己的。
PROBE = """
import json, sys
from pathlib import Path
from generator.register.intake import take_in
from generator.report import as_text
for folder in sys.argv[1:]:
    _, problems = take_in(Path(folder), folder)
    status = Path("/proc/self/status").read_text()
    used = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps([folder, as_text(problems)[:3_000_000], used]), flush=True)
"""


class Outcome(NamedTuple):
    """一个数据目录的检查结果。"""

    told: str
    kilobytes: int


def check(folders: Sequence[Path]) -> dict[Path, Outcome]:
    """在另一个进程里逐个检查：解析器若崩溃，崩的是那个进程，后面的就没有结果。"""
    result = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, folders)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(folder): Outcome(told, used) for folder, told, used in rows}


def a_site(folder: Path) -> Path:
    """一个只有站点配置的数据目录。"""
    (folder / "proposals").mkdir(parents=True)
    site = 'title: 站\ndescription: 站\norganization: 站\nfeeds: {authority: "example.org,2026"}\n'
    (folder / "site.yml").write_text(site, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """每个敌意的文件各放一个目录，一次检查完。"""
    root = tmp_path_factory.mktemp("hostile")
    folders = {}
    for number, (name, (_, content)) in enumerate([*YAML.items(), *CSV.items()]):
        folders[name] = a_site(root / str(number))
        path = "units.csv" if name in CSV else "proposals/hostile.yml"
        (folders[name] / path).write_bytes(content)
        if name == "hundred megabytes":
            os.truncate(folders[name] / path, 100_000_000)
    found = check(list(folders.values()))
    return {name: found[folder] for name, folder in folders.items() if folder in found}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return a_site(tmp_path / "data")


@pytest.mark.parametrize("name", [*YAML, *CSV])
def test_hostile_file_is_refused_with_a_mark_and_a_cure(name: str, outcomes: dict[str, Outcome]) -> None:
    rule, _ = {**YAML, **CSV}[name]
    assert name in outcomes, "检查的进程崩溃了"
    told = outcomes[name].told
    block = next(block for block in told.split("\n\n") if f": {rule}: " in block)
    assert re.match(r"\S+/(units\.csv|proposals/hostile\.yml)(:\d+)*: ", block)
    assert "    改法：" in block
    assert len(told) < LIMIT_CHARACTERS


def test_hostile_files_use_little_memory(outcomes: dict[str, Outcome]) -> None:
    assert max(outcome.kilobytes for outcome in outcomes.values()) < LIMIT_KILOBYTES


def test_odd_things_in_the_folder_are_refused_one_by_one(data: Path) -> None:
    (data / "units.csv").mkdir()
    (data / "members.csv").symlink_to("/etc/passwd")
    (data / "replies").symlink_to("/")
    (data / "batches").write_text("x: 1\n")
    os.mkfifo(data / "proposals/pipe.yml")
    (data / "proposals/nul.yml").write_text(HEAD)
    (data / "proposals/a\nb.yml").write_text(HEAD)
    Path(os.fsdecode(os.fsencode(data) + b"/proposals/\xff\xfe.yml")).write_text(HEAD)
    (data / "proposals/\u202elmy.x").write_text(HEAD)
    (data / ("deep/" * 30)).mkdir(parents=True)
    told = check([data])[data].told
    rules = [line.split(": ")[1] for line in told.splitlines() if line and not line.startswith((" ", "共"))]
    assert sorted(rules) == [
        *["bad-file-name"] * 4,
        *["not-a-file"] * 2,
        *["symbolic-link"] * 2,
        "too-deep",
        "unknown-file",
    ]


def test_unreadable_file_and_folder_are_problems(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "proposals/a.yml").write_text(HEAD)
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "proposals":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    problems = source.read(data).problems
    assert [(problem.rule, problem.mark.path, problem.message) for problem in problems] == [
        ("unreadable", "proposals", "读不了这个文件夹（没有权限）")
    ]


def test_misnamed_root_is_refused(tmp_path: Path) -> None:
    found = check([Path("/dev/null"), tmp_path])
    assert ": no-data: " in found[Path("/dev/null")].told
    assert ": no-site: " in found[tmp_path].told
