"""处处有错的数据目录：全部问题一次说完，说明、行列与改法都与范本相同。"""

import ast
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Mark, Problem
from generator.register.intake import take_in
from generator.register.load import field_problem
from generator.register.locator import Locator
from generator.register.model import Proposal
from generator.register.origin import Origin
from generator.register.source import RawRecord
from generator.report import FORMATS
from generator.terms import RecordKind

HERE = Path(__file__).parent
MISTAKES = HERE / "every_mistake"
GENERATOR = HERE.parents[1] / "generator" / "register"
PROPOSAL = "id: 5-2-0301\ntitle: "
NOT_TEXT = {
    "proposals/wrong/gbk.yml": f"{PROPOSAL}用表格软件存的\nopen: 全文公开\n".encode("gb18030"),
    "proposals/wrong/utf16.yml": f"{PROPOSAL}用记事本存的\n".encode("utf-16"),
    "proposals/wrong/broken.yml": b"id: 5-2-0302\ntitle: \xff\xfe\x00\xfa\n",
    "proposals/wrong/control.yml": f"{PROPOSAL}响铃\x07\n".encode(),
    "proposals/wrong/nul.yml": f"{PROPOSAL}零\x00字节\n".encode(),
    "proposals/wrong/return.yml": b"id: 5-2-0303\r---\rid: 5-2-0304\r",
    "proposals/wrong/big.yml": b"# " + b"x" * 1_000_000,
    "proposals/wrong/bom.yml": "\ufeffid: 5-2-0305\ntitle: 带字节序标记的文件照样能读\nopen: 全文公开\n".encode(),
    "proposals/wrong/unreadable.yml": b"id: 5-2-0306\n",
    "proposals/con.yml": b"id: 5-2-0307\n",
    "proposals/wrong/items.yml": b"topics: [" + b"a," * 50_000 + b"]",
    "proposals/a/b/c/d/e/f/g/h/deep.yml": b"id: 5-2-0308\n",
    "proposals/folder.yml/inside.yml": b"id: 5-2-0309\n",
}
UNDER_THE_CARET = (
    ("proposals/fields.yml", "unknown-field", "titel"),
    ("proposals/fields.yml", "unknown-field", "names"),
    ("proposals/fields.yml", "bad-date", "2023526"),
    ("proposals/fields.yml", "bad-date", "2023-00"),
    ("proposals/fields.yml", "invisible-character", "\u200b文字"),
    ("proposals/fields.yml", "unknown-word", "会见"),
    ("proposals/rules.yml", "not-plain-markdown", "<script>"),
    ("proposals/rules.yml", "not-plain-markdown", "![说明]"),
    ("proposals/rules.yml", "not-plain-markdown", "[链接](javascript:"),
    ("proposals/rules.yml", "unknown-reference", "meiyou"),
    ("proposals/rules.yml", "date-order", "2023-01-05"),
    ("replies/rules.yml", "quote-not-verbatim", "经研究，明年开工。"),
    ("replies/rules.yml", "unknown-suggestion", "s3"),
    ("replies/rules.yml", "date-order", "2022-12-31"),
    ("bodies.csv", "bad-link", "javascript:alert(1)"),
    ("bodies.csv", "unknown-word", "县区"),
    ("figures.csv", "unknown-word", "大约"),
    ("platforms.csv", "not-plain-markdown", '"第一段'),
    ("units.csv", "unknown-field", "telephnoe"),
    ("sectors.csv", "duplicate-column", "name"),
    ("proposals/wrong/quote.yml", "yaml-syntax", '"关于引号的建议'),
    ("proposals/wrong/bracket.yml", "yaml-syntax", "[甲"),
    ("proposals/wrong/gbk.yml", "encoding", "用表格软件存的"),
    ("proposals/wrong/control.yml", "invisible-character", "\x07"),
    ("proposals/wrong/return.yml", "yaml-documents", "---"),
    ("proposals/wrong/anchor.yml", "yaml-anchor", "&biaoti"),
)
ELSEWHERE = {
    "no-data": "test_missing_data_folder_is_a_problem_not_a_crash",
    "too-many-numbers": "test_hostile_file_is_refused_with_a_mark_and_a_cure",
    "more-problems": "test_a_flood_of_problems_is_cut_short_and_still_blocks",
    "member-without-platform": "test_everyone_should_have_a_platform_and_every_platform_someone",
    "platform-without-member": "test_everyone_should_have_a_platform_and_every_platform_someone",
    "platform-without-owner": "test_everyone_should_have_a_platform_and_every_platform_someone",
    "bad-value": "test_field_error_of_an_unforeseen_kind_still_reads_well",
}
"""不能与别的错误同处一个目录、或模型现在触发不了的规则 → 另测它的测试。"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """全部问题：数据目录里的，加上不便存进仓库的文件，加上各种站点配置。"""
    root = tmp_path_factory.mktemp("every_mistake") / "data"
    shutil.copytree(MISTAKES / "data", root)
    for path, content in NOT_TEXT.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "proposals/link.yml").symlink_to("/etc/hostname")
    os.mkfifo(root / "proposals/pipe.yml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", _refusing(Path.open))
        problems = list(take_in(root, "data")[1])
    for site in sorted((MISTAKES / "sites").iterdir()):
        folder = root.parent / site.stem
        folder.mkdir()
        shutil.copy(site, folder / "site.yml")
        problems += take_in(folder, f"sites/{site.stem}")[1]
    (root.parent / "none").mkdir()
    return (*problems, *take_in(root.parent / "none", "sites/none")[1])


def _refusing(opened: Callable[..., Any]) -> Callable[..., Any]:
    # 测试可能以管理员身份运行，改权限拦不住它。
    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "unreadable.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    return refuse


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_mistake_is_told_in_full(
    name: str, everything: tuple[Problem, ...], golden: Callable[[str, str], None]
) -> None:
    golden(f"register/every_mistake/expected.{name}", FORMATS[name](everything))


def test_every_rule_in_the_source_is_shown_by_some_mistake(everything: tuple[Problem, ...]) -> None:
    shown = {problem.rule for problem in everything}
    assert sorted(_rules_in_source() - shown - ELSEWHERE.keys()) == []
    tests = "".join(file.read_text(encoding="utf-8") for file in HERE.glob("test_*.py"))
    assert [name for name in ELSEWHERE.values() if f"def {name}(" not in tests] == []


def _rules_in_source() -> set[str]:
    """源码里每个规则名：造问题时的第一个参数，或错误表、词典里的 rule。"""
    makers = {"Problem", "Finding", "error", "warning", "_refuse"}
    rules = set()
    for file in sorted(GENERATOR.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                rules |= {first.value for first in node.args[:1] if isinstance(first, ast.Constant)}
            elif isinstance(node, ast.Tuple) and len(node.elts) == 3 and "load.py" in file.name:
                first = node.elts[0]
                rules |= {first.value} if isinstance(first, ast.Constant) else set()
            elif isinstance(node, ast.Dict):
                rules |= {
                    value.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant)
                    and key.value == "rule"
                    and isinstance(value, ast.Constant)
                }
    return {rule for rule in rules if isinstance(rule, str)}


@pytest.mark.parametrize(("path", "rule", "text"), UNDER_THE_CARET)
def test_caret_stands_under_the_mistake(
    path: str, rule: str, text: str, everything: tuple[Problem, ...]
) -> None:
    marks = [
        problem.mark
        for problem in everything
        if problem.rule == rule and problem.mark.path in {f"data/{path}", path}
    ]
    assert [mark for mark in marks if mark.excerpt[mark.column - 1 :].startswith(text)] != []


def test_caret_counts_a_chinese_character_as_two_columns(everything: tuple[Problem, ...]) -> None:
    blocks = FORMATS["text"](everything).split("\n\n")[:-1]
    for problem, block in zip(everything, blocks, strict=True):
        lines = block.split("\n")
        if problem.mark.column and problem.mark.excerpt:
            excerpt, caret = lines[1], lines[2]
            before, columns = 0, 0
            while columns < caret.index("^"):
                columns += 2 if unicodedata.east_asian_width(excerpt[before]) in "WF" else 1
                before += 1
            wanted = problem.mark.excerpt[problem.mark.column - 1 :][:1].replace("\t", " ")
            shown = excerpt[before : before + 1]
            assert shown in {wanted, "\N{REPLACEMENT CHARACTER}"}, block


def test_every_mistake_says_in_chinese_what_to_do(everything: tuple[Problem, ...]) -> None:
    silent = [problem for problem in everything if not _is_chinese(problem.message + problem.cure)]
    assert silent == []
    assert [problem for problem in everything if not problem.cure.endswith("。")] == []


def _is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def test_problems_come_sorted_and_their_marks_lie_inside_the_file(everything: tuple[Problem, ...]) -> None:
    found = [problem for problem in everything if problem.mark.path.startswith("data/")]
    assert found == sorted(found, key=lambda problem: problem.mark)
    assert [problem for problem in found if problem.mark.column > len(problem.mark.excerpt) + 1] == []


def test_missing_data_folder_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for root in (tmp_path / "none", tmp_path / "file"):
        _, problems = take_in(root, "data")
        assert "no-data" in {problem.rule for problem in problems}


def test_field_error_of_an_unforeseen_kind_still_reads_well(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("id: x\ntitle: y\n")
    detail: Any = {"type": "frozen_instance", "loc": ("title",), "msg": "", "input": None}
    raw = RawRecord(RecordKind.PROPOSAL, Origin("a.yml", 0), {})
    assert field_problem(detail, Proposal, raw, Locator(tmp_path)) == Problem(
        "bad-value", Mark("a.yml", 2, 8, "title: y"), "「案由」的写法不对", "对照数据手册改写。"
    )


def test_a_flood_of_problems_is_cut_short_and_still_blocks(tmp_path: Path) -> None:
    shutil.copy(MISTAKES / "data" / "site.yml", tmp_path)
    for folder in ("consultations", "proposals"):
        (tmp_path / folder).mkdir()
    (tmp_path / "consultations/flood.yml").write_text("- x\n" * 5000)
    (tmp_path / "proposals/many.yml").write_text(
        "id: x\n" + "".join(f"f{number}: x\n" for number in range(500))
    )
    _, problems = take_in(tmp_path, "data")
    told = [problem for problem in problems if problem.rule == "more-problems"]
    assert [problem.message for problem in told] == [
        "这个文件的问题超过 1000 个，后面的没有列出",
        "这条记录还有 401 处错误没有列出",
    ]
    assert all(problem.is_error for problem in told)
