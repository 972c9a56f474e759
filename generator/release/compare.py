"""两次发布之间：新公开了什么，哪几个字段变了，什么不再公开。纯函数，只认得公开的记录。"""

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.release import address
from generator.release.model import PublicRecord, Release, Withheld
from generator.terms import RecordKind, Term

UNPAGED = (RecordKind.FIGURE,)
"""没有自己的页面的种类。"""

Path = tuple[str, ...]


class FieldChange(msgspec.Struct, frozen=True):
    """一个字段的变化；新添的没有 before，删去的没有 after。

    Attributes:
        path: 从记录走到字段的路径，例如 ("responses", "1", "decision")。
        before: 原来的写法；没有为空。
        after: 现在的写法；没有为空。
    """

    path: Path
    before: str
    after: str


class Entry(msgspec.Struct, frozen=True):
    """一条记录：哪一类、编号、题目、网址（没有页面的为空）。"""

    kind: RecordKind
    id: str
    title: str
    address: str


class Changed(msgspec.Struct, frozen=True):
    """一条改了的记录与它的各处变化。"""

    entry: Entry
    fields: tuple[FieldChange, ...]


class Gone(msgspec.Struct, frozen=True):
    """一条不再公开的记录，与它的网址会怎样。"""

    entry: Entry
    outcome: str


class WithheldChange(msgspec.Struct, frozen=True):
    """一组没有公开的记录：原来几件，现在几件。"""

    kind: RecordKind
    openness: str
    reason: str
    before: int
    after: int


class Comparison(msgspec.Struct, frozen=True):
    """两次发布的差别，各按种类与编号排好。

    Attributes:
        added: 新公开的。
        changed: 改了的，逐个字段。
        gone: 不再公开的。
        withheld: 没有公开的，逐组计数；两次都没有的组不在内。
        site: 站点配置的变化。
    """

    added: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Gone, ...]
    withheld: tuple[WithheldChange, ...]
    site: tuple[FieldChange, ...]

    @property
    def is_empty(self) -> bool:
        """公开的内容一点没变。"""
        counted = any(group.before != group.after for group in self.withheld)
        return not (self.added or self.changed or self.gone or self.site or counted)


def compare(before: Release | None, after: Release) -> Comparison:
    """两次发布的差别。

    Args:
        before: 原来的；还没有发布过为 None。
        after: 现在的。
    """
    added: list[Entry] = []
    changed: list[Changed] = []
    gone: list[Gone] = []
    for kind in RecordKind:
        old = _by_id(before, kind)
        new = _by_id(after, kind)
        added += [_entry(kind, new[name], after) for name in sorted(new.keys() - old.keys())]
        if before is not None:
            gone += [
                _gone(_entry(kind, old[name], before), after) for name in sorted(old.keys() - new.keys())
            ]
        for name in sorted(old.keys() & new.keys()):
            fields = field_changes(old[name], new[name])
            if fields:
                changed.append(Changed(_entry(kind, new[name], after), fields))
    site = field_changes(before.site, after.site) if before else ()
    return Comparison(tuple(added), tuple(changed), tuple(gone), _withheld(before, after), site)


def field_changes(before: msgspec.Struct, after: msgspec.Struct) -> tuple[FieldChange, ...]:
    """两份同类内容逐个字段的差别，按字段的次序；整项添删的只算一处。"""
    return tuple(_differences(before, after, ()))


def _by_id(release: Release | None, kind: RecordKind) -> dict[str, PublicRecord]:
    return {record.id: record for record in release.records(kind)} if release else {}


def _entry(kind: RecordKind, record: PublicRecord, release: Release) -> Entry:
    page = "" if kind in UNPAGED else address.page_path(kind, record.id)
    return Entry(kind, record.id, title_of(record, release), page)


def title_of(record: PublicRecord, release: Release) -> str:
    """题目或名称；答复用单位的名称，数字用名目。"""
    for name in ("title", "name", "label"):
        found = getattr(record, name, None)
        if found:
            return str(found)
    unit = release.unit.get(getattr(record, "unit", ""))
    return f"{unit.label}的答复" if unit else record.id


def _gone(entry: Entry, after: Release) -> Gone:
    for notice in after.notices:
        if (notice.kind, notice.id) == (entry.kind, entry.id):
            return Gone(entry, f"撤下，网址留着说明：{notice.reason}（{notice.date}）")
    for redirect in after.redirects:
        if (redirect.kind, redirect.former) == (entry.kind, entry.id):
            return Gone(entry, f"改了编号，旧网址转到 {redirect.id}")
    if not entry.address:
        return Gone(entry, "不再公开")
    return Gone(entry, "不再公开，网址打开是「没有这一页」；要留说明，写 retired")


def _withheld(before: Release | None, after: Release) -> tuple[WithheldChange, ...]:
    old, new = _counts(before.withheld if before else ()), _counts(after.withheld)
    return tuple(
        WithheldChange(kind, openness, reason, old.get(group, 0), new.get(group, 0))
        for group in sorted(old.keys() | new.keys())
        for kind, openness, reason in [group]
    )


def _counts(groups: tuple[Withheld, ...]) -> dict[tuple[RecordKind, str, str], int]:
    counts: dict[tuple[RecordKind, str, str], int] = {}
    for group in groups:
        key = (group.kind, group.openness, group.reason)
        counts[key] = counts.get(key, 0) + group.count
    return counts


def _differences(before: Any, after: Any, path: Path) -> Iterator[FieldChange]:
    if before == after:
        return
    if isinstance(before, msgspec.Struct) and isinstance(after, msgspec.Struct):
        for field in msgspec.structs.fields(after):
            yield from _differences(
                getattr(before, field.name), getattr(after, field.name), (*path, field.name)
            )
    elif _has_items(before) or _has_items(after):
        old, new = _items(before), _items(after)
        for key in dict.fromkeys((*new, *old)):
            yield from _differences(old.get(key), new.get(key), (*path, key))
    else:
        yield FieldChange(path, _words(before), _words(after))


def _has_items(value: Any) -> bool:
    """是不是要逐项比的：一串子项，或名称 → 值。"""
    return isinstance(value, dict) or (
        isinstance(value, tuple) and bool(value) and isinstance(value[0], msgspec.Struct)
    )


def _items(value: Any) -> dict[str, Any]:
    """各项：有编号的按编号认，没有的按次序。"""
    if isinstance(value, dict):
        return {str(name): item for name, item in value.items()}
    return {str(getattr(item, "id", None) or number): item for number, item in enumerate(value or (), 1)}


def _words(value: Any) -> str:
    """一个值写成文字；没有的、空的是空文字。"""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, msgspec.Struct):
        values = (getattr(value, field.name) for field in msgspec.structs.fields(value) if field.name != "id")
        return " / ".join(words for words in map(_words, values) if words)
    if isinstance(value, tuple):
        return "、".join(_words(item) for item in value)
    if isinstance(value, dict):
        return "，".join(f"{name}：{_words(item)}" for name, item in value.items())
    return value.label if isinstance(value, Term) else str(value)
