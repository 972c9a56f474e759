"""写评论的那一步：预告的文件是提交者的代码写的，只当作不可信的文字。"""

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SHA = "a" * 40
Outcome = tuple[subprocess.CompletedProcess[str], list[list[str]], str]
Commenting = Callable[..., Outcome]

FAKE = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$FAKE/calls"
case "$*" in
*artifacts?name=preview*) cat "$FAKE/artifact" ;;
*/zip) cat "$FAKE/preview.zip" ;;
*--jq\\ .head.sha) cat "$FAKE/head" ;;
*--paginate*) cat "$FAKE/comments" ;;
*--input*) while [ "$1" != --input ]; do shift; done; cp "$2" "$FAKE/body" ;;
esac
"""
"""冒充代码托管平台的命令：记下问了什么，照备好的回答。"""


def packed(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


@pytest.fixture
def commenting(tmp_path: Path) -> Commenting:
    """照工作流里的那一段脚本跑一次。"""
    workflow = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text("utf-8"))
    script = workflow["jobs"]["comment"]["steps"][0]["run"]
    fake = tmp_path / "fake"
    fake.mkdir()
    (fake / "gh").write_text(FAKE, "utf-8")
    (fake / "gh").chmod(0o755)

    def run(archive: bytes, artifact: str = "7 1000\n", head: str = SHA, comments: str = "") -> Outcome:
        (fake / "preview.zip").write_bytes(archive)
        for name, text in (("artifact", artifact), ("head", head), ("comments", comments)):
            (fake / name).write_text(text, "utf-8")
        environment = {
            "PATH": f"{fake}:{os.environ['PATH']}", "FAKE": str(fake), "TMPDIR": str(tmp_path),
            "REPOSITORY": "owner/site", "RUN": "5", "HEAD": SHA, "GH_TOKEN": "x", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", script], env=environment, capture_output=True, text=True, check=False
        )
        calls = [line.split() for line in (fake / "calls").read_text("utf-8").splitlines()]
        body = fake / "body"
        return done, calls, json.loads(body.read_text("utf-8"))["body"] if body.exists() else ""

    return run


def writes(calls: list[list[str]]) -> list[list[str]]:
    return [call for call in calls if "--method" in call]


def test_the_preview_becomes_one_comment_inside_a_code_block(commenting: Commenting) -> None:
    done, calls, body = commenting(packed(number="12", preview__txt="新公开 1 条\n"))
    assert done.returncode == 0, done.stderr
    assert [call[1:4] for call in writes(calls)] == [
        ["--method", "POST", "repos/owner/site/issues/12/comments"]
    ]
    assert body.startswith("<!-- shai-preview -->\n")
    assert "```text\n新公开 1 条\n\n```" in body


def test_the_second_time_the_same_comment_is_changed(commenting: Commenting) -> None:
    _, calls, _ = commenting(packed(number="12", preview__txt="甲"), comments="345\n")
    assert [call[1:4] for call in writes(calls)] == [
        ["--method", "PATCH", "repos/owner/site/issues/comments/345"]
    ]


def test_text_cannot_leave_the_code_block_nor_carry_control_characters(commenting: Commenting) -> None:
    text = "甲\n```\n@everyone [点我](https://evil.example)\x1b[31m\x00\u202e\n````\n"
    _, _, body = commenting(packed(number="12", preview__txt=text))
    inside = body.split("```text\n", 1)[1].split("\n```", 1)
    assert "@everyone" in inside[0]
    assert "`" not in inside[0]
    assert "\x1b" not in body
    assert body.count("```") == 2


@pytest.mark.parametrize(
    "number", ["", "0", "12;id", "12 13", "../../x", "$(id)", "１２", "9" * 30, "12\n13", "-1"]
)
def test_a_number_that_is_not_one_writes_nothing(commenting: Commenting, number: str) -> None:
    done, calls, _ = commenting(packed(number=number, preview__txt="甲"))
    assert done.returncode != 0
    assert writes(calls) == []


def test_somebody_elses_pull_request_is_not_commented(commenting: Commenting) -> None:
    done, calls, _ = commenting(packed(number="12", preview__txt="甲"), head="b" * 40)
    assert done.returncode == 0
    assert writes(calls) == []


@pytest.mark.parametrize("artifact", ["7 2000001\n", "7;id 10\n", "7 many\n"])
def test_a_huge_or_odd_artifact_is_not_even_fetched(commenting: Commenting, artifact: str) -> None:
    done, calls, _ = commenting(packed(number="12", preview__txt="甲"), artifact=artifact)
    assert done.returncode == 1
    assert [call for call in calls if any(word.endswith("/zip") for word in call)] == []


def test_no_preview_means_no_comment(commenting: Commenting) -> None:
    done, calls, _ = commenting(b"", artifact="")
    assert done.returncode == 0
    assert len(calls) == 1


def test_a_bomb_is_cut_and_paths_in_the_archive_write_nothing(commenting: Commenting, tmp_path: Path) -> None:
    bomb = b"\xe7\x94\xb2" * 30_000_000
    archive = packed(**{"number": "12", "preview__txt": bomb, "____/____/escape": "x"})
    before = {path for path in tmp_path.rglob("*") if "escape" in path.name}
    done, calls, body = commenting(archive)
    assert done.returncode == 0, done.stderr
    assert len(writes(calls)) == 1
    assert len(body) < 65_536
    assert {path for path in tmp_path.rglob("*") if "escape" in path.name} == before == set()


def test_a_broken_archive_writes_nothing(commenting: Commenting) -> None:
    done, calls, _ = commenting(b"not a zip")
    assert done.returncode == 1
    assert writes(calls) == []
