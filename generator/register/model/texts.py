"""一条记录里写着哪些文字：词汇、日期、件数不是文字，不必逐个去看。"""

from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel


@cache
def textual(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """模型里可能写着文字的字段：（字段名，是否只给内部看）。"""
    return tuple(
        (name, _is_private(field.json_schema_extra))
        for name, field in model.model_fields.items()
        if _holds_text(field.annotation)
    )


def texts_of(part: BaseModel) -> list[tuple[str, bool]]:
    """一部分里的全部文字，与它是否只给内部看。对照表里的不在内。"""
    found: list[tuple[str, bool]] = []
    _gather(part, False, found)
    return found


def _gather(value: Any, private: bool, found: list[tuple[str, bool]]) -> None:
    if type(value) is str:
        found.append((value, private))
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, private, found)
    elif isinstance(value, BaseModel):
        written = value.__dict__
        for name, is_private in textual(type(value)):
            if (inner := written[name]) is not None:
                _gather(inner, private or is_private, found)


def _is_private(extra: Any) -> bool:
    return isinstance(extra, dict) and bool(extra.get("private"))


def _holds_text(annotation: Any) -> bool:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation in {str, Any, dict} or issubclass(annotation, BaseModel)
    return any(map(_holds_text, get_args(annotation)))
