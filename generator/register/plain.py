"""一条登记了的记录 → 写出来的样子：词用中文标签，日期、数都是文字；没有写的字段没有。"""

from typing import Any

from pydantic import BaseModel

from generator.register.model import Record
from generator.terms import Term


def plain_fields(record: Record) -> dict[str, Any]:
    """写出来的各个字段，次序同模型。"""
    return _fields(record)


def _fields(part: BaseModel) -> dict[str, Any]:
    names = [name for name in type(part).model_fields if name in part.model_fields_set]
    found = {name: _value(getattr(part, name)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _value(item) for key, item in value.items()}
    return value if value is None else str(value)
