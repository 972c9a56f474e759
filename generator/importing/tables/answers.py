"""一件提案的答复：每个答复单位一件；说不准是谁的不写。"""

from typing import Any

from generator.importing.material import Draft
from generator.importing.tables.fields import Fields
from generator.importing.tables.units import Units

FIELDS = (
    "document_number", "date", "published", "open", "open_reason", "result", "summary", "text", "original",
)  # fmt: skip
ANSWERED = {"date", "published", "document_number", "result", "summary", "text", "original"}
"""有其中一样，才算有答复；只写了公开属性的不算。"""


def replies_of(fields: Fields, units: Units, proposal: str) -> list[Draft]:
    """拟出的答复。

    Args:
        fields: 这件提案的各个字段。
        units: 承办单位。
        proposal: 提案的编号；拟不出为空。
    """
    by_unit: dict[tuple[str, ...], list[int]] = {}
    for row in fields.rows:
        named = units.named((row,))
        by_unit.setdefault(named.lead or named.co, []).append(row)
    blank = by_unit.pop((), [])
    if len(by_unit) <= 1:
        by_unit = {next(iter(by_unit), ()): list(fields.rows)}
    elif any(_values(fields, (row,)) for row in blank):
        fields.doubt("reply", "有一行的答复没有写是哪个单位的，没有读", (blank[0], 1))
    drafts = [_reply(fields, units, proposal, names, tuple(rows)) for names, rows in by_unit.items()]
    return [draft for draft in drafts if draft]


def _values(fields: Fields, rows: tuple[int, ...]) -> dict[str, str]:
    found = {name: fields.one(f"reply.{name}", rows) for name in FIELDS}
    return {name: value for name, value in found.items() if value}


def _reply(
    fields: Fields, units: Units, proposal: str, names: tuple[str, ...], rows: tuple[int, ...]
) -> Draft | None:
    for key in [key for key in fields.original if key.startswith("reply.")]:
        del fields.original[key]
    found = _values(fields, rows)
    if not ANSWERED & set(found):
        if found:
            message = "只写了答复的公开属性，没有日期、文号、结果，不算有答复"
            fields.doubt("reply", message, fields.place("reply.open"))
        return None
    if len(names) > 1:
        message = f"有几个承办单位（{'、'.join(names)[:40]}），说不准这件答复是谁的，没有写答复"
        fields.doubt("reply", message, fields.place("handling.lead"))
        return None
    if not names:
        message = "没有写承办单位，不知道是谁的答复"
        fields.doubt("reply", message, fields.place("reply.date", "reply.result"))
    unit = units.id_of(names[0]) if names else ""
    return _draft(fields, proposal, unit, rows, found)


def _draft(fields: Fields, proposal: str, unit: str, rows: tuple[int, ...], found: dict[str, str]) -> Draft:
    context = fields.context
    prefix, role = context.whose.prefix, fields.one("handling.role", rows)
    tail = unit.removeprefix(f"{prefix}-") if prefix else unit
    whole: dict[str, Any] = {
        "id": f"{proposal}-{tail}" if proposal and unit else "",
        "proposals": [proposal] if proposal else [],
        "unit": unit,
        "role": role if role != "主办" else "",
        **{name: found.get(name, "") for name in FIELDS},
    }
    filled = {name: value for name, value in whole.items() if value}
    original = {
        key.removeprefix("reply."): text for key, text in fields.original.items() if key.startswith("reply.")
    }
    is_existing = filled.get("id") in context.registry.register.replies
    return Draft("reply", filled, context.sheet.path, original, is_existing=is_existing)
