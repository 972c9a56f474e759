"""拟好的记录 → 要写的文件。已有的从不覆盖：一样就不声不响，不一样就说出差别。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.importing.comparing import Difference, differences, file_fields
from generator.importing.material import Draft, Found
from generator.problems import Mark, Problem, Severity
from generator.register.drafting import DraftError, draft_of, drafted_path
from generator.register.model import MODELS, TABLES, Record
from generator.register.plain import plain_fields
from generator.register.register import Register
from generator.register.rewriting import widened
from generator.terms import RecordKind

FEW = 8
DIFFERS = "import-differs"
CURE = "照原件用 shai new 录入。"


class Change(msgspec.Struct, frozen=True):
    """已有的一条与读出的不同。

    Attributes:
        kind: 哪一类。
        identifier: 编号。
        path: 在哪个文件。
        index: 文件里的第几条，从 0 起。
        source: 读自哪个文件。
        differences: 不同的各个字段。
    """

    kind: RecordKind
    identifier: str
    path: Path
    index: int
    source: str
    differences: tuple[Difference, ...]


class Planned(msgspec.Struct):
    """要写的与不写的。

    Attributes:
        files: 新文件 → 内容。
        tables: 名册 → 添了新行以后的全部内容。
        problems: 不写的与对不上的。
        changes: 已有的与读出的不同的各条；照读出的改，要编辑同意。
    """

    files: dict[Path, str] = msgspec.field(default_factory=dict)
    tables: dict[Path, str] = msgspec.field(default_factory=dict)
    problems: list[Problem] = msgspec.field(default_factory=list)
    changes: list[Change] = msgspec.field(default_factory=list)


def planned(found: Sequence[Found], register: Register, data: Path) -> Planned:
    """安排怎样写。一件里有一条拟不出编号，这件就一条也不写：半件不如没有。

    Args:
        found: 各件读出的；一份来函是一件，表格里一件提案是一件。
        register: 已有的登记簿。
        data: 数据目录。
    """
    planner = _Planner(register, data)
    nameless: dict[str, list[Found]] = {}
    for item in found:
        without = [draft for draft in item.drafts if "id" not in draft.fields]
        if without:
            nameless.setdefault(without[0].path, []).append(item)
            continue
        for draft in item.drafts:
            planner.place(draft)
    planner.plan.problems += [_not_written(path, items) for path, items in nameless.items()]
    planner.finish_tables()
    return planner.plan


def _not_written(path: str, items: Sequence[Found]) -> Problem:
    drafts = [draft for item in items for draft in item.drafts if "id" not in draft.fields]
    kinds = "、".join(dict.fromkeys(RecordKind.of(draft.kind).label for draft in drafts))
    which = [str(draft.fields.get("number") or draft.fields.get("title") or "") for draft in drafts]
    shown = "、".join(f"「{name}」" for name in dict.fromkeys(which) if name)
    several = f"有 {len(items)} 件没有写" if len(items) > 1 else "这一件没有写"
    named = f"（{shown[:80]}）" if shown and len(items) > 1 else ""
    message = f"{several}{named}：{kinds}的编号拟不出来，缺的见这个文件的各条待确认"
    return Problem("not-written", Mark(path), message, CURE, Severity.WARNING)


class _Planner:
    """逐条安排。"""

    def __init__(self, register: Register, data: Path) -> None:
        self.plan = Planned()
        self._register, self._data = register, data
        self._seen: dict[tuple[str, str], dict[str, Any]] = {}
        self._rows: dict[Path, list[Draft]] = {}
        self._held: dict[RecordKind, dict[str, Record]] = {}

    def place(self, draft: Draft) -> None:
        """安排一条。"""
        kind, identifier = RecordKind.of(draft.kind), str(draft.fields["id"])
        fields = {name: value for name, value in draft.fields.items() if name != "id"}
        target = self._data / drafted_path(kind, identifier, fields)
        there, where = self._there(kind, identifier, target)
        if there is not None:
            self._compare(draft, kind, there, where)
            return
        if draft.is_existing:
            return
        self._seen[draft.kind, identifier] = draft.fields
        if kind in TABLES:
            self._rows.setdefault(target, []).append(draft)
            return
        try:
            self.plan.files[target] = draft_of(kind, identifier, fields, self._register).text
        except DraftError as error:
            self.plan.problems.append(Problem("not-written", Mark(draft.path), f"{error}", CURE))

    def _compare(self, draft: Draft, kind: RecordKind, there: dict[str, Any], where: str) -> None:
        """与已有的不同的字段；编辑另添的字段不算。"""
        body = self._register.site.body
        held = there if "body" in there or not body else {**there, "body": body}
        found = differences({name: value for name, value in draft.fields.items() if name != "id"}, held)
        if not found:
            return
        self.plan.problems.append(_told(draft, found, where))
        record = self._held[kind].get(str(draft.fields["id"]))
        if record is not None:
            path, index = self._data / record.origin.path, record.origin.index
            self.plan.changes.append(Change(kind, record.id, path, index, draft.path, tuple(found)))

    def _there(self, kind: RecordKind, identifier: str, target: Path) -> tuple[dict[str, Any] | None, str]:
        """已经有的：（字段，在哪里）；没有为 None。"""
        if kind not in self._held:
            self._held[kind] = {record.id: record for record in self._register.records(kind)}
        record = self._held[kind].get(identifier)
        if record is not None:
            return plain_fields(record), f"{self._data.as_posix()}/{record.origin.path}"
        if (str(kind.value), identifier) in self._seen:
            return self._seen[str(kind.value), identifier], "这次导入的另一处"
        if kind not in TABLES and target.is_file():
            return file_fields(target), target.as_posix()
        return None, ""

    def finish_tables(self) -> None:
        """名册：添在末尾；新的名册，列取各行用到的。"""
        for target, drafts in self._rows.items():
            table = target.read_bytes().decode("utf-8-sig", "replace") if target.is_file() else ""
            kind = RecordKind.of(drafts[0].kind)
            used = {name for draft in drafts for name in draft.fields}
            columns = [name for name in MODELS[kind].model_fields if name in used]
            table = table or f"{','.join(columns)}\n"
            held = [name.strip() for name in table.splitlines()[0].split(",")]
            lacking = [name for name in columns if name not in held]
            table = widened(table, lacking) if lacking else table
            whole = "".join(self._row(draft, table.splitlines()[0]) for draft in drafts)
            gap = "" if table.endswith("\n") else "\n"
            if whole:
                self.plan.tables[target] = table + gap + whole

    def _row(self, draft: Draft, header: str) -> str:
        kind = RecordKind.of(draft.kind)
        fields = {name: value for name, value in draft.fields.items() if name != "id"}
        try:
            return draft_of(kind, str(draft.fields["id"]), fields, self._register, header).text
        except DraftError as error:
            self.plan.problems.append(Problem("not-written", Mark(draft.path), f"{error}", CURE))
            return ""


def _told(draft: Draft, found: Sequence[Difference], where: str) -> Problem:
    shown = "；".join(f"{one.path} 那里是「{one.held}」，这里读出「{one.read}」" for one in found[:FEW])
    more = f"；另有 {len(found) - FEW} 处" if len(found) > FEW else ""
    message = f"{draft.fields['id']} 已经有了（{where}），没有动它；不同的是：{shown}{more}"
    return Problem(DIFFERS, Mark(draft.path), message, "对照原件，该改的在那里改，或加 --update 逐处改。")
