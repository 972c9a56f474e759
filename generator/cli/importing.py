"""shai import：把来函与表格读成草稿，写成新的数据文件；从不覆盖已有的。"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.cli import options as common
from generator.cli.writing import create, replace
from generator.importing.gather import gathered
from generator.importing.material import Draft, Refused
from generator.importing.planning import Planned, planned
from generator.importing.tables.ledger import Plan
from generator.importing.tables.mapping import Mapping, read_mapping
from generator.importing.tables.showing import plan_data, plan_text
from generator.problems import Problem, ProblemsError, in_order
from generator.register.drafting.layout import document
from generator.register.intake import take_in
from generator.report import as_json, as_text, visible
from generator.terms import RecordKind

EXAMPLE = (
    "例：shai import 台账.xlsx --dry-run　　shai import 来函/　　shai import 台账.xls --mapping 对照.yml"
)


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
    whole = gathered(options.paths, register, _mapping(options.mapping))
    if whole.plans and options.format == "text":
        sys.stdout.write("".join(map(plan_text, whole.plans)))
        sys.stdout.flush()
    plan = planned(whole.found, register, data)
    listed = in_order([*(problem for item in whole.found for problem in item.problems), *plan.problems])
    drafts = _once([draft for item in whole.found for draft in item.drafts])
    if not options.dry_run:
        _write(plan)
    if options.format == "json":
        sys.stdout.write(_json(drafts, whole.plans, listed))
    else:
        sys.stdout.write(_text(drafts, plan, listed, is_dry=options.dry_run))
    return 1 if any(problem.is_error for problem in listed) else 0


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


def _json(drafts: Sequence[Draft], plans: Sequence[Plan], problems: Sequence[Problem]) -> str:
    records = [_record(draft) for draft in drafts]
    whole: dict[str, Any] = {"records": records, "problems": json.loads(as_json(problems))}
    if plans:
        whole["plan"] = [plan_data(plan) for plan in plans]
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str) + "\n"


def _record(draft: Draft) -> dict[str, Any]:
    """一条记录；没有的项目不写。"""
    more = {"original": draft.original, "to_confirm": draft.to_confirm, "existing": draft.is_existing}
    whole = {"kind": draft.kind, "fields": draft.fields, "source": draft.path}
    return whole | {name: value for name, value in more.items() if value}


def _text(drafts: Sequence[Draft], plan: Planned, problems: Sequence[Problem], *, is_dry: bool) -> str:
    shown = [_shown(draft) for draft in drafts] if is_dry else []
    paths = [path.as_posix() for path in (*plan.tables, *plan.files)]
    written = "".join(f"{'会写' if is_dry else '写了'} {visible(path)}\n" for path in paths)
    told = written or "没有要写的。\n"
    after = "接着运行 shai check，再对照原件逐项核对。\n" if written and not is_dry else ""
    return "\n".join([*shown, told + after]) + (f"\n{as_text(problems)}" if problems else "")


def _shown(draft: Draft) -> str:
    existing = "，已经登记过，不写" if draft.is_existing else ""
    heading = f"# {RecordKind.of(draft.kind).label}，读自 {draft.path}{existing}\n"
    confirm = "".join(f"# 待确认：\n{document(draft.to_confirm)}" if draft.to_confirm else "")
    return "".join(f"{visible(line)}\n" for line in (heading + document(draft.fields) + confirm).splitlines())
