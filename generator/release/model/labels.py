"""公开的字段叫什么、什么意思：写在类型上，页面、搜索、开放数据都照它写，不必各写一遍。"""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from generator.terms import RecordKind


def label(title: str, meaning: str, refers: RecordKind | None = None) -> msgspec.Meta:
    """一个公开字段的说明。

    Args:
        title: 中文名，页面与表头上的字。
        meaning: 一句话说清是什么、单位是什么。
        refers: 写的是哪一类记录的编号；不是编号的没有。
    """
    return msgspec.Meta(title=title, description=meaning, extra={"refers": refers})


class Labelled(msgspec.Struct, frozen=True):
    """一个有说明的公开字段。

    Attributes:
        name: 字段名。
        title: 中文名。
        meaning: 意思。
        type: 去掉了「没有」与「几个」的类型。
        many: 是不是几个。
        refers: 写的是哪一类记录的编号；不是编号的没有。
    """

    name: str
    title: str
    meaning: str
    type: Any
    many: bool
    refers: RecordKind | None


@cache
def labelled(shape: type[msgspec.Struct]) -> tuple[Labelled, ...]:
    """一个公开类型里有说明的字段，按定义次序。"""
    return tuple(
        _labelled(field.name, field.type)
        for field in msgspec.structs.fields(shape)
        if get_origin(field.type) is Annotated
    )


def _labelled(name: str, annotation: Any) -> Labelled:
    kept, meta = get_args(annotation)
    kind, many = plain(kept)
    return Labelled(name, meta.title, meta.description, kind, many, meta.extra["refers"])


def plain(annotation: Any) -> tuple[Any, bool]:
    """去掉 Annotated、「| None」与 tuple：（类型，是不是几个）。"""
    if get_origin(annotation) is Annotated:
        return plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        (kept,) = (item for item in get_args(annotation) if item is not NoneType)
        return plain(kept)
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False
