"""预告：比起已经公开的，新添什么、改哪些字段、撤下什么、什么不公开和为什么。"""

import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from generator.changes.report import PUBLIC_ONLY, label, titles
from generator.changes.writing import MOST_CHARACTERS, clipped
from generator.cli import main
from generator.gate import publish
from generator.register.intake import take_in
from generator.release.compare import FieldChange, compare
from generator.release.model import Release
from generator.terms import RecordKind
from tests.miniature_inputs import AS_OF, MINIATURE

Preview = Callable[..., str]
PROPOSAL = Path("data/proposals/5-2/0001.yml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIATURE, tmp_path / "miniature", ignore=shutil.ignore_patterns(".cache")))


@pytest.fixture
def preview(copy: Path, capsys: pytest.CaptureFixture[str]) -> Preview:
    def run(*more: str, against: str = str(MINIATURE)) -> str:
        arguments = ["preview", "--data", str(copy / "data"), "--as-of", AS_OF.isoformat()]
        assert main([*arguments, "--against", against, *more]) == 0
        return capsys.readouterr().out

    return run


def edit(copy: Path, before: str, after: str, path: Path = PROPOSAL) -> None:
    text = (copy / path).read_text("utf-8")
    assert before in text
    (copy / path).write_text(text.replace(before, after, 1), "utf-8")


def released(root: Path) -> Release:
    register, _ = take_in(root / "data")
    return publish(register, AS_OF)


def test_same_data_changes_nothing(preview: Preview) -> None:
    assert "公开的内容没有变化" in preview()


def test_a_changed_field_is_shown_with_its_chinese_name_and_both_values(copy: Path, preview: Preview) -> None:
    edit(copy, "关于加快老旧小区加装电梯的建议", "关于加速老旧小区加装电梯的建议")
    told = preview()
    assert "改动 1 条" in told
    assert "案由：「关于加快老旧小区加装电梯的建议」→「关于加速老旧小区加装电梯的建议」" in told


def test_a_new_record_an_undecided_one_and_a_withdrawn_one_are_told_apart(
    copy: Path, preview: Preview
) -> None:
    folder = copy / "data/proposals/5-2"
    (folder / "new.yml").write_text("id: 5-2-0901\ntitle: 新的一件\nopen: 全文公开\n", "utf-8")
    (folder / "undecided.yml").write_text("id: 5-2-0902\ntitle: 还没定的一件\n", "utf-8")
    text = (copy / PROPOSAL).read_text("utf-8")
    (copy / PROPOSAL).write_text(f"{text}\nretired: {{date: 2024-06-01, reason: 提案者要求}}\n", "utf-8")
    told = preview()
    assert "+ 提案 5-2-0901　新的一件" in told
    assert "· 提案 5-2-0902：尚未决定" in told
    assert "还没定的一件" not in told
    assert "- 提案 5-2-0001" in told
    assert "撤下，网址留着说明：提案者要求（2024-06-01）" in told
    assert "提案　尚未决定：" in told


def test_a_record_that_vanishes_without_a_notice_is_warned_about(copy: Path, preview: Preview) -> None:
    edit(copy, "open: 全文公开", "open: 不公开\nopen_reason: 涉及未定事项")
    told = preview()
    assert "不再公开，网址打开是「没有这一页」；要留说明，写 retired" in told
    assert "· 提案 5-2-0001：不公开，涉及未定事项" in told


def test_going_down_to_the_summary_tells_every_text_that_goes(copy: Path, preview: Preview) -> None:
    edit(copy, "open: 全文公开", "open: 摘要公开")
    told = preview()
    assert "公开程度：「全文公开」→「摘要公开」" in told
    assert "建议 › s1：删去「" in told
    assert "答复 5-2-0001-jianshe" in told


def test_nothing_that_is_withheld_is_quoted(copy: Path, preview: Preview) -> None:
    edit(copy, "open: 全文公开", "open: 不公开\nopen_reason: 某原因")
    for name in ("text", "markdown", "html"):
        assert "机密甲" not in preview("--format", name)


def test_in_a_repository_without_a_commit_everything_is_new(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    assert main(["preview", "--data", str(copy / "data"), "--as-of", AS_OF.isoformat()]) == 0
    told = capsys.readouterr().out
    assert "空的版本库" in told
    assert "关于加快老旧小区加装电梯的建议" in told


def test_compared_with_a_commit_of_the_repository(copy: Path, preview: Preview) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", copy, *identity, *arguments], check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "一")
    edit(copy, "关于加快老旧小区加装电梯的建议", "关于加速老旧小区加装电梯的建议")
    assert "与 main 相比：改动 1 条" in preview(against="main")
    git("commit", "-am", "二")
    assert "公开的内容没有变化" in preview(against="HEAD")
    assert "与 HEAD^ 相比：改动 1 条" in preview(against="HEAD^")


@pytest.mark.parametrize("against", ["no-such-branch", "--upload-pack=x", "HEAD"])
def test_a_side_that_is_not_there_is_misuse(
    copy: Path, against: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preview", "--data", str(copy / "data"), f"--against={against}"]) == 2
    assert "--against" in capsys.readouterr().err


def test_errors_on_either_side_are_told_and_nothing_is_previewed(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(copy, "open: 全文公开", "open: 全文攻开")
    assert main(["preview", "--data", str(copy / "data"), "--against", str(MINIATURE)]) == 1
    assert main(["preview", "--data", str(MINIATURE / "data"), "--against", str(copy)]) == 1
    assert capsys.readouterr().err.count("unknown-word") == 2


def test_first_release_lists_everything_as_new() -> None:
    comparison = compare(None, released(MINIATURE))
    assert len(comparison.added) > 50
    assert (comparison.changed, comparison.gone, comparison.site) == ((), (), ())


def test_every_public_field_has_a_chinese_name() -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, msgspec.Struct):
            fields = [field.name for field in msgspec.structs.fields(value)]
            return {*fields, *(name for field in fields for name in names(getattr(value, field)))}
        return {name for item in value for name in names(item)} if isinstance(value, tuple) else set()

    release = released(MINIATURE)
    kept = ("as_of", "withheld", "notices", "redirects")
    parts = [getattr(release, field.name) for field in msgspec.structs.fields(release)]
    found = {name for part in parts for name in names(part)} - {*kept, "kind", "count", "id", "former"}
    assert sorted(found - titles().keys() - PUBLIC_ONLY.keys()) == []


def test_a_field_is_named_by_the_model_it_stands_in() -> None:
    path = ("responses", "1", "commitments", "c1", "due")
    assert label(FieldChange(path, "", ""), RecordKind.REPLY) == "逐条回应 › 第 1 项 › 承诺 › c1 › 期限"


HOSTILE = '"<script>alert(1)</script> `代码` ``` @everyone [链接](https://evil.example) ![图](x) #1 \\u202e"'


def test_text_from_the_data_cannot_become_markup_or_call_somebody(copy: Path, preview: Preview) -> None:
    edit(copy, "关于加快老旧小区加装电梯的建议", HOSTILE.strip('"').replace("\\u202e", ""))
    markdown = preview("--format", "markdown")
    line = next(line for line in markdown.splitlines() if "案由" in line)
    assert line.count("````") == 2
    outside = line.split("````")
    assert [sign for sign in ("<", "@", "](", "#1") if sign in outside[0] + outside[2]] == []

    class Tags(HTMLParser):
        seen: set[str] = set()  # noqa: RUF012 - 只用一次

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            self.seen.add(tag)

    reader = Tags()
    reader.feed(preview("--format", "html"))
    assert not {"script", "img", "a"} & reader.seen


def test_markdown_stays_within_the_comment_limit(copy: Path, preview: Preview) -> None:
    lines = "".join(
        f"- {{id: 9-9-{number:04}, title: {'很长的题目' * 400}, open: 全文公开}}\n" for number in range(90)
    )
    (copy / "data/proposals/many.yml").write_text(lines, "utf-8")
    told = preview("--format", "markdown")
    assert len(told) < MOST_CHARACTERS + 100
    assert "全部的在本机运行 shai preview 看" in told


def test_long_texts_are_clipped_around_the_difference() -> None:
    before, after = clipped("甲" * 200 + "乙" + "丙" * 200, "甲" * 200 + "丁" + "丙" * 200)
    assert "乙" in before
    assert "丁" in after
    assert len(before) < 70


def test_written_to_a_file_the_bytes_are_the_same_every_time(
    copy: Path, preview: Preview, tmp_path: Path
) -> None:
    edit(copy, "关于加快老旧小区加装电梯的建议", "新题目")
    for name in ("a.html", "b.html"):
        preview("--format", "html", "--out", str(tmp_path / name))
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes() != b""
