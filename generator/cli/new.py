"""shai new：起草一条新记录，问几句，写成文件。"""

import argparse
import sys
from pathlib import Path
from typing import Any

from generator.cli import options as common
from generator.cli.asking import Asker
from generator.cli.parser import Misuse
from generator.cli.writing import create, replace
from generator.problems import ProblemsError
from generator.register.drafting import (
    Draft,
    DraftError,
    draft_of,
    missing,
    placed,
    questions_of,
    read_answer,
    suggested_id,
    with_default_body,
)
from generator.register.drafting.questions import question_at
from generator.register.intake import take_in
from generator.register.model import MODELS
from generator.register.register import Register
from generator.report import as_text
from generator.terms import RecordKind, nearest

EXAMPLE = "例：shai new proposal　　shai new reply --set proposals=5-2-0001 --set unit=区建交局"
KINDS = {word: kind for kind in RecordKind for word in (str(kind.value), kind.label, *kind.aliases)}


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument(
        "kind", choices=[str(kind.value) for kind in MODELS], type=_kind, metavar="种类",
        help="、".join(f"{kind.value}（{kind.label}）" for kind in MODELS),
    )  # fmt: skip
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="given",
        metavar="字段=值",
        help="不问，直接给；可以写几次，例如 --set handling.lead=jianshe；值写成 @文件 的，取那个文件的内容",
    )
    parser.add_argument("--no-questions", action="store_true", help="一句也不问；不是终端时本来就不问")
    parser.add_argument("--dry-run", action="store_true", help="只显示会写什么，不写文件")
    common.add_data_folder(parser)


def _kind(word: str) -> str:
    """种类的英文代号或中文名；写错了给最像的。"""
    if word in KINDS:
        return str(KINDS[word].value)
    similar = nearest(word, KINDS)
    raise argparse.ArgumentTypeError(f"没有「{word}」这一类" + (f"，是否想写 {similar}？" if similar else ""))


def run(options: argparse.Namespace) -> int:
    """起草。

    Raises:
        Misuse: 字段名写错了，或没有人可问时还缺必填的。
        ProblemsError: 数据目录读不了。
    """
    kind = RecordKind.of(options.kind)
    register, problems = take_in(options.data, options.data.as_posix())
    if any(problem.rule == "no-data" for problem in problems):
        raise ProblemsError(problems)
    fields = _given(kind, options.given, register)
    identifier = str(fields.pop("id", ""))
    if not options.no_questions and sys.stdin.isatty():
        asker = Asker(register)
        asker.fill(questions_of(kind), fields)
        fields = dict(with_default_body(kind, fields, register))
        identifier = identifier or asker.identifier(suggested_id(kind, fields, register))
    lacking = missing(kind, fields)
    if lacking:
        raise Misuse(f"还要写：{'、'.join(f'--set {name}=…（{_title(kind, name)}）' for name in lacking)}")
    fields = dict(with_default_body(kind, fields, register))
    identifier = identifier or suggested_id(kind, fields, register)
    if not identifier:
        raise Misuse("编号补不出来，写 --set id=…：小写字母、数字，中间用「-」连接，例如 14-2-0123")
    return _write(kind, identifier, fields, register, options)


def _given(kind: RecordKind, given: list[str], register: Register) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for item in given:
        path, sign, answer = item.partition("=")
        if not sign or not answer.strip():
            raise Misuse(f"--set {item} 要写成 字段=值")
        try:
            question = question_at(MODELS[kind], path)
            placed(fields, path, read_answer(question, _content(answer), register))
        except LookupError as error:
            similar = nearest(path, error.args[0].split("、"))
            hint = f"是否想写 {similar}？" if similar else ""
            raise Misuse(f"{kind.label}没有「{path}」这个字段。{hint}可用的：{error.args[0]}") from None
        except ValueError as error:
            raise Misuse(f"--set {path}：{error}") from None
    return fields


def _content(answer: str) -> str:
    """值写成「@文件」的，是那个 UTF-8 文件的内容。"""
    if not answer.startswith("@"):
        return answer
    try:
        return Path(answer[1:]).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Misuse(f"读不了 {answer[1:]}：没有这个文件，或不是 UTF-8") from None


def _title(kind: RecordKind, name: str) -> str:
    return MODELS[kind].model_fields[name].title or name


def _write(
    kind: RecordKind,
    identifier: str,
    fields: dict[str, Any],
    register: Register,
    options: argparse.Namespace,
) -> int:
    data: Path = options.data
    table = data / f"{kind.folder}.csv"
    before = table.read_bytes().decode("utf-8-sig") if table.is_file() else ""
    try:
        draft = draft_of(kind, identifier, fields, register, before.splitlines()[0] if before else "")
    except DraftError as error:
        sys.stderr.write(f"{error}。\n")
        return 1
    target = data / draft.path
    if options.dry_run:
        sys.stdout.write(f"会写到 {target.as_posix()}：\n\n{draft.text}")
        return 0
    if not _put(target, draft):
        sys.stderr.write(f"已经有 {target.as_posix()}，没有动它；换一个编号，或直接改那个文件。\n")
        return 1
    sys.stdout.write(f"写在 {target.as_posix()}：\n\n{draft.text}\n")
    _, problems = take_in(data, data.as_posix())
    own = [problem for problem in problems if problem.mark.path == target.as_posix()]
    sys.stdout.write(
        as_text(own) if own else "检查过了，没有问题。打开文件可以接着补；看网页用 shai serve。\n"
    )
    return 1 if any(problem.is_error for problem in own) else 0


def _put(target: Path, draft: Draft) -> bool:
    """写下；表格添一行，新文件从不覆盖已有的。"""
    if draft.is_row and target.is_file():
        content = target.read_bytes().decode("utf-8")
        ending = "\r\n" if "\r\n" in content else "\n"
        gap = "" if content.endswith("\n") else ending
        replace(target, content + gap + draft.text.replace("\n", ending))
        return True
    try:
        create(target, draft.text)
    except FileExistsError:
        return False
    return True
