"""一类记录依次问什么：必填的必问，其余问每天用得着的；字段的名称、说明、例子都取自模型。"""

from typing import Any, get_args

import msgspec
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.register.model import MODELS
from generator.register.model.fields import Reference
from generator.register.reference.shapes import Field, fields_of
from generator.terms import RecordKind, Term

EVERYDAY: dict[str, tuple[str, ...]] = {
    "proposal": (
        "term", "session", "number", "title", "proposer.kind", "proposer.first", "category", "submitted",
        "filing.status", "filing.date", "handling.lead", "handling.assigned", "handling.due", "open",
        "open_reason", "summary", "suggestions",
    ),
    "reply": (
        "proposals", "unit", "role", "document_number", "date", "open", "open_reason", "result", "text",
    ),
    "consultation": ("title", "kind", "date", "topic", "place", "proposals"),
    "batch": ("title", "unit", "date", "proposals"),
    "programme": ("title", "kind", "date"),
    "unit": ("name", "short_name", "kind"),
    "member": ("name", "sector", "withheld"),
    "platform": ("name", "kind", "place"),
    "body": ("name", "short_name", "level"),
}  # fmt: skip
"""种类 → 依次问的字段；没有列的种类只问必填的与 USUAL 里有的。"""

USUAL = ("title", "name", "date", "body", "open")

ONLY_IF = {
    "open_reason": ("open", ("不公开", "不予公开", "依申请公开")),
    "summary": ("open", ("摘要公开",)),
    "filing.date": ("filing.status", ()),
    "proposer.first": ("proposer.kind", ("委员", "联名")),
}
"""字段 →（看哪个字段，那里写了哪些词才问）；没有写词的，那里有内容就问。"""


class Question(msgspec.Struct, frozen=True):
    """一个要问的字段。

    Attributes:
        path: 从记录走到字段的名字，用「.」连接。
        field: 字段的说明。
        info: 模型里的字段，核对答案用。
        reference: 写的是哪一类记录的编号；不是引用为 None。
        words: 取自词汇表的，全部标签；不是的为空。
        is_list: 可以写几个。
        part: 一项有几个字段、逐项写的（例如逐条建议），那一项的模型。
    """

    path: str
    field: Field
    info: FieldInfo
    reference: RecordKind | None
    words: tuple[str, ...]
    is_list: bool
    part: type[BaseModel] | None

    @property
    def is_required(self) -> bool:
        """是否必填；子项里必填的，整个子项不写时可以不写。"""
        return self.field.is_required and "." not in self.path


def questions_of(kind: RecordKind) -> tuple[Question, ...]:
    """一类记录依次要问的；编号不在内，它由别的字段补全。"""
    model = MODELS[kind]
    required = [name for name, field in model.model_fields.items() if field.is_required() and name != "id"]
    usual = [name for name in USUAL if name in model.model_fields]
    asked = EVERYDAY.get(str(kind.value), tuple(usual))
    return tuple(question_at(model, path) for path in dict.fromkeys((*asked, *required)))


def question_at(model: type[BaseModel], path: str) -> Question:
    """一个字段的问法。

    Raises:
        LookupError: 没有这个字段；说明里是那一层可用的字段。
    """
    *above, name = path.split(".")
    for step in above:
        info = model.model_fields.get(step)
        part = part_in(info.annotation) if info else None
        if part is None:
            raise LookupError("、".join(model.model_fields))
        model = part
    if name not in model.model_fields:
        raise LookupError("、".join(model.model_fields))
    info = model.model_fields[name]
    field = next(field for field in fields_of(model) if field.name == name)
    return Question(
        path=path,
        field=field,
        info=info,
        reference=reference_in(info),
        words=words_in(info.annotation),
        is_list="tuple" in str(info.annotation),
        part=part_in(info.annotation),
    )


def part_in(annotation: Any) -> type[BaseModel] | None:
    """字段里装的子项的模型；没有为 None。"""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((part for part in map(part_in, get_args(annotation)) if part), None)


def reference_in(info: FieldInfo) -> RecordKind | None:
    """字段写的是哪一类记录的编号；不是引用为 None。"""
    found = [item for item in info.metadata if isinstance(item, Reference)] or _references(info.annotation)
    return found[0].kind if found else None


def _references(annotation: Any) -> list[Reference]:
    return [
        item
        for part in get_args(annotation)
        for item in ([part] if isinstance(part, Reference) else _references(part))
    ]


def words_in(annotation: Any) -> tuple[str, ...]:
    """字段取自词汇表时，全部标签；不是的为空。"""
    if isinstance(annotation, type):
        return annotation.words() if issubclass(annotation, Term) else ()
    return next((words for words in map(words_in, get_args(annotation)) if words), ())
