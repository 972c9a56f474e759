"""照着公开的类型抄：公开的类型里写了的字段才抄，别的出不去；写着编号的，那条记录公开才抄。"""

from functools import cache
from typing import Any, TypeVar

import msgspec
from pydantic import BaseModel

from generator.gate.decisions import Decisions
from generator.register.model.fields import Reference
from generator.register.rules.references import reference_fields, target_of
from generator.release.model import PublicLink
from generator.release.model.labels import plain

Shape = TypeVar("Shape", bound=msgspec.Struct)


def copied(item: BaseModel, shape: type[Shape], decisions: Decisions) -> Shape:
    """登记的一条记录或其中一部分，抄成公开的样子。

    Args:
        item: 登记的记录或部分。
        shape: 公开的类型；同名的字段抄过去，部分逐个照它自己的类型抄。
        decisions: 公开的决定，引用照它筛。
    """
    return shape(**copied_fields(item, shape, decisions))


def copied_fields(item: BaseModel, shape: type[msgspec.Struct], decisions: Decisions) -> dict[str, Any]:
    """同上，只得到各个字段的值。"""
    referring = references_of(type(item))
    return {
        name: _value(getattr(item, name), referring.get(name), part, decisions)
        for name, part in parts_of(shape)
    }


@cache
def references_of(model: type[BaseModel]) -> dict[str, Reference | None]:
    """登记的模型里写着编号的字段；不写编号的没有标注。"""
    return {name: reference for name, reference, _ in reference_fields(model)}


@cache
def parts_of(shape: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    """公开的类型的各个字段：（名称，去掉「没有」与「几个」的类型）。"""
    return tuple((field.name, plain(field.type)[0]) for field in msgspec.structs.fields(shape))


def _value(value: Any, reference: Reference | None, part: Any, decisions: Decisions) -> Any:
    if isinstance(value, tuple):
        each = (_value(item, reference, part, decisions) for item in value)
        return tuple(item for item in each if item is not None)
    if isinstance(value, BaseModel):
        return copied(value, part, decisions)
    if reference is not None and value is not None:
        return _reference(value, reference, part, decisions)
    return value


def _reference(
    written: str, reference: Reference, part: Any, decisions: Decisions
) -> PublicLink | str | None:
    """写着编号的：那条记录不公开，就像没有写。"""
    kind, identifier = target_of(reference, written)
    if decisions.public_or_none(kind, identifier) is None:
        return None
    return PublicLink(kind=kind, id=identifier) if part is PublicLink else identifier
