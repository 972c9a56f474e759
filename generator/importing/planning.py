"""拟好的记录 → 要写的文件。已有的文件从不覆盖：一样就不声不响，不一样就说出差别。"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.importing.material import Draft, Found
from generator.problems import Mark, Problem, Severity
from generator.register.drafting import DraftError, draft_of, drafted_path
from generator.register.drafting.layout import document
from generator.register.model import TABLES
from generator.register.register import Register
from generator.register.yaml_text import YamlProblem, lines_of, parse, value_of
from generator.terms import RecordKind

LONGEST = 80


class Planned(msgspec.Struct):
    """要写的与不写的。

    Attributes:
        files: 新文件 → 内容。
        tables: 名册 → 添了新行以后的全部内容。
        problems: 不写的与对不上的。
    """

    files: dict[Path, str] = msgspec.field(default_factory=dict)
    tables: dict[Path, str] = msgspec.field(default_factory=dict)
    problems: list[Problem] = msgspec.field(default_factory=list)


def planned(found: Sequence[Found], register: Register, data: Path) -> Planned:
    """安排怎样写。一件来函里有一条拟不出编号，这件来函就一条也不写：半件不如没有。

    Args:
        found: 各文件读出的。
        register: 已有的登记簿。
        data: 数据目录。
    """
    plan = Planned()
    for item in found:
        nameless = [draft for draft in item.drafts if "id" not in draft.fields]
        if nameless:
            kinds = "、".join(dict.fromkeys(RecordKind.of(draft.kind).label for draft in nameless))
            message = f"这一件没有写：{kinds}的编号拟不出来，缺的见这个文件的各条待确认"
            cure = "照原件用 shai new 录入。"
            plan.problems.append(
                Problem("not-written", Mark(nameless[0].path), message, cure, Severity.WARNING)
            )
            continue
        for draft in item.drafts:
            if not draft.is_existing:
                _place(plan, draft, register, data)
    return plan


def _place(plan: Planned, draft: Draft, register: Register, data: Path) -> None:
    kind = RecordKind.of(draft.kind)
    fields = dict(draft.fields)
    identifier = str(fields.pop("id"))
    target = data / drafted_path(kind, identifier, fields)
    before = plan.files.get(target, "")
    if kind not in TABLES and (before or target.is_file()):
        plan.problems += _differences(draft, target, before or target.read_bytes().decode("utf-8", "replace"))
        return
    table = plan.tables.get(target, "")
    if kind in TABLES and not table and target.is_file():
        table = target.read_bytes().decode("utf-8-sig", "replace")
    try:
        made = draft_of(kind, identifier, fields, register, table.splitlines()[0] if table else "")
    except DraftError as error:
        plan.problems.append(Problem("not-written", Mark(draft.path), f"{error}", "照原件用 shai new 录入。"))
        return
    if not made.is_row:
        plan.files[target] = made.text
    elif made.text not in table:
        gap = "" if not table or table.endswith("\n") else "\n"
        plan.tables[target] = table + gap + made.text


def _differences(draft: Draft, target: Path, text: str) -> Iterator[Problem]:
    """已有的文件里，与读出的不同的字段；编辑另添的字段不算。"""
    there = _fields_of(text)
    read = _fields_of(document(draft.fields))
    different = [name for name in read if read[name] != there.get(name)]
    if different:
        shown = "；".join(
            f"{name} 文件里是「{_short(there.get(name))}」，这里读出「{_short(read[name])}」"
            for name in different
        )
        message = f"已经有 {target.as_posix()}，没有动它；不同的是：{shown}"
        yield Problem("import-differs", Mark(draft.path), message, "对照原件，该改的在那个文件里改。")


def _fields_of(text: str) -> dict[str, Any]:
    try:
        node = parse(text, "")
    except YamlProblem:
        return {}
    found = value_of(node, "", lines_of(text), []) if node else {}
    return found if isinstance(found, dict) else {}


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
