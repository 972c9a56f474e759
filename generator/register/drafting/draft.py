"""一份草稿：字段 → 编号、文件与写法。"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from generator.dates import PartialDate
from generator.register.drafting.layout import document
from generator.register.drafting.unit_ids import unit_id
from generator.register.model import MODELS, TABLES
from generator.register.model.fields import IDENTIFIER
from generator.register.register import Register
from generator.terms import RecordKind

Fields = Mapping[str, Any]


class DraftError(ValueError):
    """写不成：编号不能用、已经有了；说明是中文。"""


class Draft(msgspec.Struct, frozen=True):
    """一份草稿。

    Attributes:
        path: 写在数据目录的哪个文件。
        text: 文件的内容；CSV 里是一行。
        is_row: 是否添在表格末尾。
    """

    path: str
    text: str
    is_row: bool


def missing(kind: RecordKind, fields: Fields) -> tuple[str, ...]:
    """还缺哪些必填的字段；编号不在内。"""
    return tuple(
        name
        for name, field in MODELS[kind].model_fields.items()
        if field.is_required() and name != "id" and name not in fields
    )


def placed(fields: dict[str, Any], path: str, value: Any) -> None:
    """把一个值放到「handling.lead」这样的位置上。"""
    *above, name = path.split(".")
    for step in above:
        fields = fields.setdefault(step, {})
    fields[name] = value


def with_default_body(kind: RecordKind, fields: Fields, register: Register) -> Fields:
    """没有写政协、站点也没有默认、而名册里只有一个的，补上那一个。"""
    only = list(register.bodies)
    needed = "body" in MODELS[kind].model_fields and not register.site.body
    return {**fields, "body": only[0]} if needed and "body" not in fields and len(only) == 1 else fields


def suggested_id(kind: RecordKind, fields: Fields, register: Register) -> str:
    """由别的字段补全的编号；补不出的为空。"""
    made = {
        RecordKind.PROPOSAL: _proposal_id,
        RecordKind.REPLY: _reply_id,
        RecordKind.CONSULTATION: _yearly_id,
        RecordKind.BATCH: _batch_id,
        RecordKind.UNIT: _unit_id,
    }
    make = made.get(kind)
    found = make(fields, register) if make else ""
    if not found or kind is RecordKind.PROPOSAL:
        return found
    return _free(found, register.declared.get(kind, frozenset()))


def _proposal_id(fields: Fields, register: Register) -> str:
    """届-次-案号；不是默认政协的，前面加政协的编号。"""
    number = unicodedata.normalize("NFKC", str(fields.get("number", ""))).lower()
    number = number.removeprefix("第").removesuffix("号").strip()
    body = fields.get("body")
    prefix = [str(body)] if body and body != register.site.body and register.site.body else []
    parts = [*prefix, str(fields.get("term", "")), str(fields.get("session", "")), number]
    made = "-".join(unicodedata.normalize("NFKC", part).strip() for part in parts)
    return made if IDENTIFIER.fullmatch(made) else ""


def _reply_id(fields: Fields, register: Register) -> str:
    """提案的编号加单位的；单位编号里与提案同头的政协不重复写。"""
    answered, unit = fields.get("proposals") or [], str(fields.get("unit", ""))
    if not answered or not unit:
        return ""
    record = register.units.get(unit)
    body = record.body if record and record.body else ""
    own = unit.removeprefix(f"{body}-") if answered[0].startswith(f"{body}-") else unit
    return f"{answered[0]}-{own}"


def _yearly_id(fields: Fields, register: Register) -> str:
    year = _year(fields)
    taken = register.declared.get(RecordKind.CONSULTATION, frozenset())
    numbers = (f"{year}-{number:02}" for number in range(1, len(taken) + 2))
    return next(item for item in numbers if item not in taken) if year else ""


def _batch_id(fields: Fields, register: Register) -> str:
    del register
    year, unit = _year(fields), fields.get("unit")
    return f"{unit}-{year}" if year and unit else ""


def _unit_id(fields: Fields, register: Register) -> str:
    name, body = str(fields.get("name", "")), str(fields.get("body") or "")
    prefix = body if body != (register.site.body or "") else ""
    return unit_id(name, register.declared.get(RecordKind.UNIT, frozenset()), prefix) if name else ""


def _year(fields: Fields) -> str:
    try:
        return PartialDate.parse(str(fields.get("date", ""))).year
    except ValueError:
        return ""


def _free(identifier: str, taken: frozenset[str]) -> str:
    """没有用过的：用过了，后面加 -2、-3。"""
    candidates = (identifier, *(f"{identifier}-{number}" for number in range(2, len(taken) + 3)))
    return next(item for item in candidates if item not in taken)


def draft_of(
    kind: RecordKind, identifier: str, fields: Fields, register: Register, header: str = ""
) -> Draft:
    """写成草稿。

    Args:
        kind: 哪一类。
        identifier: 编号。
        fields: 其余字段。
        register: 登记簿；查编号有没有用过。
        header: 写进表格的，表头那一行；还没有这个文件时为空。

    Raises:
        DraftError: 编号不能用，或已经有了，或表格里没有要写的列。
    """
    if not IDENTIFIER.fullmatch(identifier):
        raise DraftError(f"编号「{identifier}」不能用：只用小写字母、数字，中间用「-」连接，例如 14-2-0123")
    if identifier in register.declared.get(kind, frozenset()):
        raise DraftError(f"已经有编号为「{identifier}」的{kind.label}；改它的文件，或换一个编号")
    whole = {"id": identifier, **fields}
    if kind in TABLES:
        return Draft(drafted_path(kind, identifier, fields), _row(kind, whole, header), True)
    path = drafted_path(kind, identifier, fields)
    ordered = {field: whole[field] for field in MODELS[kind].model_fields if field in whole}
    return Draft(path, document(ordered), False)


def drafted_path(kind: RecordKind, identifier: str, fields: Fields) -> str:
    """一条记录写在数据目录的哪个文件：名册是表格，其余一条一个文件。"""
    return f"{kind.folder}.csv" if kind in TABLES else f"{kind.folder}/{_place(kind, identifier, fields)}.yml"


def _place(kind: RecordKind, identifier: str, fields: Fields) -> str:
    """编号在最后一个「-」处分成文件夹与文件名；答复与它所答的提案放在同名的文件夹里。"""
    answered = fields.get("proposals") or []
    whole = (
        answered[0] if kind is RecordKind.REPLY and identifier.startswith(f"{answered[0]}-") else identifier
    )
    group = whole.rpartition("-")[0]
    return f"{group}/{identifier.removeprefix(f'{group}-')}" if group else identifier


def _row(kind: RecordKind, fields: Fields, header: str) -> str:
    columns = [name.strip() for name in header.split(",")] if header else list(fields)
    unknown = [name for name in fields if name not in columns]
    if unknown:
        raise DraftError(f"{kind.folder}.csv 里没有这几列：{'、'.join(unknown)}；先在表头那一行加上")
    row = ",".join(_cell(fields.get(name, "")) for name in columns)
    return f"{row}\n" if header else f"{','.join(columns)}\n{row}\n"


def _cell(value: Any) -> str:
    text = "；".join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text
