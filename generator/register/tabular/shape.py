"""一类记录拆成哪几张表，各有哪几列；都由模型推出。"""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import msgspec
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.register.drafting.questions import part_in
from generator.register.model import MODELS
from generator.terms import RecordKind

PRESENT = "+"
"""写在键的末尾：这一部分有没有；里面什么也没写、但写了这一部分本身的，靠它记着。"""


class Column(msgspec.Struct, frozen=True):
    """一列。

    Attributes:
        key: 键，全表唯一：proposal.handling.lead、reply.responses[].quote；次序列以「#」结尾。
        title: 中文名。
        steps: 在这张表的一项里，从外到里走到这个字段的名字；编号与次序列为空。
        info: 模型里的字段；编号与次序列没有。
        is_list: 一格里可以写几个。
    """

    key: str
    title: str
    steps: tuple[str, ...] = ()
    info: FieldInfo | None = None
    is_list: bool = False

    @property
    def is_presence(self) -> bool:
        """是不是只说「这一部分有没有」。"""
        return self.key.endswith(PRESENT)


class Shape(msgspec.Struct, frozen=True):
    """一张表。

    Attributes:
        kind: 哪一类记录。
        path: 从记录走到这张表的那一串部分；记录自己的表为空。
        title: 表名。
        columns: 各列，头一列是编号，接着是各层的次序。
        model: 一项的模型。
    """

    kind: RecordKind
    path: tuple[str, ...]
    title: str
    columns: tuple[Column, ...]
    model: type[BaseModel]


@cache
def shapes_of(kind: RecordKind) -> tuple[Shape, ...]:
    """一类记录的各张表，记录自己的在前。"""
    return tuple(_shapes(kind, MODELS[kind], (), (kind.label,)))


def _shapes(
    kind: RecordKind, model: type[BaseModel], path: tuple[str, ...], titles: tuple[str, ...]
) -> Iterator[Shape]:
    code = str(kind.value)
    ordinals = (
        Column(f"{code}.{'[].'.join(path[:depth])}#", f"{titles[depth]}次序")
        for depth in range(1, len(path) + 1)
    )
    prefix = f"{code}." + "".join(f"{name}[]." for name in path)
    fields = [column for column in _columns(model, prefix, ()) if path or column.steps != ("id",)]
    key = Column(f"{code}.id", f"{kind.label}编号" if path else "编号")
    yield Shape(kind, path, "·".join(titles), (key, *ordinals, *fields), model)
    for name, part, title in _lists(model, ()):
        yield from _shapes(kind, part, (*path, name), (*titles, title))


def _columns(
    model: type[BaseModel], prefix: str, steps: tuple[str, ...], above: str = ""
) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        part, title = part_in(info.annotation), f"{above}{info.title or name}"
        here = (*steps, name)
        key = f"{prefix}{'.'.join(here)}"
        if part is None:
            yield Column(key, title, here, info, _is_list(info.annotation))
        elif not _is_list(info.annotation):
            if not any(field.is_required() for field in part.model_fields.values()):
                yield Column(f"{key}{PRESENT}", f"{title}（有没有）", here, info)
            yield from _columns(part, prefix, here, f"{title}·")


def _lists(model: type[BaseModel], steps: tuple[str, ...]) -> Iterator[tuple[str, type[BaseModel], str]]:
    """逐条写的各部分：（名字，一项的模型，中文名）。"""
    for name, info in model.model_fields.items():
        part = part_in(info.annotation)
        if part is None:
            continue
        if _is_list(info.annotation):
            yield ".".join((*steps, name)), part, info.title or name
        else:
            yield from _lists(part, (*steps, name))


def _is_list(annotation: Any) -> bool:
    if getattr(annotation, "__origin__", None) is tuple:
        return True
    return any(_is_list(part) for part in get_args(annotation))
