"""shai import：把来函与表格读成草稿，问过再写成新的数据文件；已有的不动，除非写明 --update。"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.cli import options as common
from generator.cli.agreeing import agreed, chosen, is_asked, told_changes, told_updated
from generator.cli.progress import Progress
from generator.cli.writing import create, replace
from generator.importing.gather import gathered
from generator.importing.material import Draft, Refused
from generator.importing.planning import DIFFERS, Change, Planned, planned
from generator.importing.tables.ledger import Plan
from generator.importing.tables.mapping import Mapping, read_mapping
from generator.importing.tables.showing import plan_data, plan_text
from generator.importing.updating import updated
from generator.problems import Problem, ProblemsError, in_order
from generator.register.drafting.layout import document
from generator.register.intake import take_in
from generator.report import as_json, as_text, visible
from generator.terms import RecordKind

EXAMPLE = (
    "例：shai import 台账.xlsx --dry-run　　shai import 来函/　　shai import 台账.xls --mapping 对照.yml"
    "　　shai import 台账.xlsx --update"
)
FEW = 8
"""不多于这么多条的，问之前逐条给人看。"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件", help="来函、表格，或放着它们的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只显示会写什么，不写文件")
    parser.add_argument(
        "--format", choices=["json", "text"], default="text", help="text 终端文字（默认）、json"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="文件", help="表格的对照文件：各列读成哪个字段（YAML）"
    )
    parser.add_argument(
        "--yes", action="store_true", help="不问，直接写；不在终端里（脚本、CI）也不问，直接写新的"
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="已经有的与读出的不同时，逐个字段显示，问过才改（注释与次序不动）；不在终端里要加 --yes 才改",
    )
    common.add_data_folder(parser)


def run(options: argparse.Namespace) -> int:
    """导入。

    Raises:
        ProblemsError: 没有数据目录。
    """
    data: Path = options.data
    register, problems = take_in(data, data.as_posix())
    if any(problem.rule == "no-data" for problem in problems):
        raise ProblemsError(problems)
    with Progress() as progress:
        whole = gathered(options.paths, register, _mapping(options.mapping), progress)
    if whole.plans and options.format == "text":
        sys.stdout.write("".join(map(plan_text, whole.plans)))
        sys.stdout.flush()
    plan = planned(whole.found, register, data)
    listed = in_order([*(problem for item in whole.found for problem in item.problems), *plan.problems])
    if options.update:
        listed = tuple(problem for problem in listed if problem.rule != DIFFERS)
    drafts = _once([draft for item in whole.found for draft in item.drafts])
    if options.format == "json":
        result = _settled(plan, options)
        sys.stdout.write(_json(drafts, whole.plans, listed, plan.changes if options.update else ()))
    else:
        asks = is_asked() and not options.yes and not options.dry_run
        sys.stdout.write(
            _text(
                drafts,
                plan,
                listed,
                is_shown=options.dry_run
                or (asks and 0 < len(drafts) <= FEW and bool(plan.files or plan.tables)),
            )
        )
        result = _settled(plan, options)
        sys.stdout.write(result)
    return 1 if any(problem.is_error for problem in listed) or _differs(plan, options) else 0


def _differs(plan: Planned, options: argparse.Namespace) -> bool:
    """有不同的却没有人可问，也没有叫改。"""
    return bool(options.update and plan.changes) and not (options.yes or options.dry_run or is_asked())


def _settled(plan: Planned, options: argparse.Namespace) -> str:
    """写，或问过再写；返回做了什么。"""
    may_ask = is_asked() and not options.yes and options.format == "text"
    told = ""
    new = [*plan.tables, *plan.files]
    if options.dry_run:
        told = "".join(f"会写 {visible(path.as_posix())}\n" for path in new)
    elif new and may_ask and not agreed(len(new), "文件"):
        told = "没有写。\n"
    elif new:
        _write(plan)
        told = "".join(f"写了 {visible(path.as_posix())}\n" for path in new)
        told += "接着运行 shai check，再对照原件逐项核对。\n"
    if options.update and plan.changes:
        told += _updated(plan, options, may_ask=may_ask)
    return told or "没有要写的。\n"


def _updated(plan: Planned, options: argparse.Namespace, *, may_ask: bool) -> str:
    """照读出的改已有的。"""
    everyone = [(change, one) for change in plan.changes for one in change.differences]
    if options.dry_run or options.yes:
        result = updated(everyone)
        shown = told_changes(plan.changes)
    elif may_ask:
        result, shown = updated(chosen(plan.changes)), ""
    else:
        return told_changes(plan.changes) + "没有改：不在终端里，加 --yes 才照读出的改。\n"
    if not options.dry_run:
        for path, text in result.files.items():
            replace(path, text)
    return shown + (told_updated(result, is_dry=options.dry_run) or "没有改。\n")


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    try:
        return read_mapping(path)
    except Refused as refused:
        raise ProblemsError(refused.problems) from None


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """几件都要用的单位，只列一次。"""
    kept: list[Draft] = []
    seen: set[tuple[str, object]] = set()
    for draft in drafts:
        key = (draft.kind, draft.fields.get("id"))
        if draft.kind in {"unit", "body"} and key in seen:
            continue
        seen.add(key)
        kept.append(draft)
    return kept


def _write(plan: Planned) -> None:
    for path, text in plan.tables.items():
        (replace if path.is_file() else create)(path, text)
    for path, text in plan.files.items():
        create(path, text)


def _json(
    drafts: Sequence[Draft],
    plans: Sequence[Plan],
    problems: Sequence[Problem],
    changes: Sequence[Change],
) -> str:
    records = [_record(draft) for draft in drafts]
    whole: dict[str, Any] = {"records": records, "problems": json.loads(as_json(problems))}
    if changes:
        whole["changes"] = [_change(change) for change in changes]
    if plans:
        whole["plan"] = [plan_data(plan) for plan in plans]
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str) + "\n"


def _record(draft: Draft) -> dict[str, Any]:
    """一条记录；没有的项目不写。"""
    more = {"original": draft.original, "to_confirm": draft.to_confirm, "existing": draft.is_existing}
    whole = {"kind": draft.kind, "fields": draft.fields, "source": draft.path}
    return whole | {name: value for name, value in more.items() if value}


def _change(change: Change) -> dict[str, Any]:
    """一条不同：在哪里，各个字段。"""
    fields = [{"field": one.path, "held": one.held, "read": one.read} for one in change.differences]
    return {
        "kind": change.kind.value,
        "id": change.identifier,
        "path": change.path.as_posix(),
        "source": change.source,
        "fields": fields,
    }


def _text(drafts: Sequence[Draft], plan: Planned, problems: Sequence[Problem], *, is_shown: bool) -> str:
    """读出的各条，与问题；写不写在后面说。"""
    shown = [_shown(draft) for draft in drafts] if is_shown else []
    told = f"{as_text(problems)}\n" if problems else ""
    many = "" if is_shown or not plan.files else f"读出 {len(drafts)} 条记录。\n\n"
    return "\n".join([*shown, ""] if shown else []) + many + told


def _shown(draft: Draft) -> str:
    existing = "，已经登记过，不写" if draft.is_existing else ""
    heading = f"# {RecordKind.of(draft.kind).label}，读自 {draft.path}{existing}\n"
    confirm = "".join(f"# 待确认：\n{document(draft.to_confirm)}" if draft.to_confirm else "")
    return "".join(f"{visible(line)}\n" for line in (heading + document(draft.fields) + confirm).splitlines())
