"""字段的形状：由模型的注解读出写什么、怎样核对，手册与 JSON Schema 都用它。"""

import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from pydantic import BaseModel, PlainValidator
from pydantic.fields import FieldInfo

from generator.glossary import EDITORS_GROUPS, GROUPS
from generator.register.model import fields as written
from generator.register.model.clock import MonthDay
from generator.register.model.fields import Reference
from generator.terms import RecordKind, Term

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number"]}
"""没有加引号的 0046，编辑器会当成数；我们按文字读，所以两样都收。"""
DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?|[\d〇○零一二三四五六七八九十]{4}年.*)$"


class Shape(msgspec.Struct, frozen=True):
    """一个值的形状。

    Attributes:
        label: 写什么，给人看：一行文字、日期、取自「审查结果」的词。
        schema: 核对它的 JSON Schema。
        example: 一个例子；由几个字段组成的没有。
        parts: 里面出现的子项的模型。
    """

    label: str
    schema: Schema
    example: str = ""
    parts: tuple[type[BaseModel], ...] = ()


class Field(msgspec.Struct, frozen=True):
    """一个字段。

    Attributes:
        name: 字段名。
        title: 中文名。
        description: 意思。
        shape: 形状。
        is_required: 是否必填。
        is_private: 是否永不公开。
        example: 一个例子；由几个字段组成的没有。
    """

    name: str
    title: str
    description: str
    shape: Shape
    is_required: bool
    is_private: bool
    example: str


def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """一个模型的全部字段，按定义次序。"""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def parts_of(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """一个模型里用到的全部子项，由外到里，每种一次。"""
    found: dict[type[BaseModel], None] = {}
    for field in fields_of(model):
        for part in field.shape.parts:
            found |= dict.fromkeys([part, *parts_of(part)])
    return tuple(found)


def summary_of(model: type) -> str:
    """一个模型的第一句说明。"""
    return (model.__doc__ or "").partition("\n")[0].strip()


def short_name(model: type) -> str:
    """一个模型的短名：第一句说明里冒号、分号之前的部分。"""
    return re.split("[：；。，]", summary_of(model))[0]


def _field(name: str, info: FieldInfo) -> Field:
    shape = _shape(info.annotation, info.metadata)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    example = info.examples[0] if info.examples else shape.example
    return Field(
        name=name,
        title=info.title or "",
        description=f"{info.description or ''}{_default(info.default)}",
        shape=shape,
        is_required=info.is_required(),
        is_private=bool(extra.get("private")),
        example="" if isinstance(example, dict) else str(example),
    )


def _default(value: Any) -> str:
    return f"不写是 {value}。" if type(value) is int else ""


def _shape(annotation: Any, metadata: list[Any]) -> Shape:
    annotation, metadata = _unwrapped(annotation, metadata)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _listed(_shape(inner[0], []), metadata)
    if origin is dict:
        return _mapping(_shape(inner[1], []))
    if issubclass(annotation, Term):
        return _term(annotation)
    if issubclass(annotation, BaseModel):
        schema = {"$ref": f"#/$defs/{annotation.__name__}"}
        return Shape(
            f"[{short_name(annotation)}](#{annotation.__name__.lower()})", schema, parts=(annotation,)
        )
    return _scalar(metadata)


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """去掉外面的 Annotated 与「| None」，标注并到一起。"""
    if get_origin(annotation) is Annotated:
        kept, *more = get_args(annotation)
        return _unwrapped(kept, [*more, *metadata])
    if get_origin(annotation) in {Union, UnionType}:
        (kept,) = (item for item in get_args(annotation) if item is not NoneType)
        return _unwrapped(kept, metadata)
    return annotation, metadata


def _scalar(metadata: list[Any]) -> Shape:
    validator = next((item.func for item in metadata if isinstance(item, PlainValidator)), None)
    shape = SCALARS.get(validator, SCALARS[None])
    kind = next((item.kind for item in metadata if isinstance(item, Reference)), None)
    if kind is not None:
        return msgspec.structs.replace(shape, label=f"{kind.label}的编号", example=EXAMPLE_IDS[kind])
    return shape


def _term(term: type[Term]) -> Shape:
    aliases = (alias for item in term for alias in item.aliases)
    codes = (str(item.value) for item in term)
    words = dict.fromkeys([*term.words(), *aliases, *codes])
    title = WORD_GROUPS[term]
    return Shape(f"[{title}](words.md#{title})", {"enum": list(words)}, term.words()[0])


def _listed(item: Shape, metadata: list[Any]) -> Shape:
    schema: Schema = {"type": "array", "items": item.schema}
    least = next((found.min_length for found in metadata if hasattr(found, "min_length")), None)
    if least:
        schema["minItems"] = least
    # 一个词可以不写成列表，CSV 里几个词用分号隔开。
    if WORDS in metadata:
        schema = {"anyOf": [schema, TEXT]}
    example = f"[{item.example}]" if item.example else ""
    return Shape(f"{item.label}，可以几个", schema, example, item.parts)


def _mapping(value: Shape) -> Shape:
    schema = {"type": "object", "additionalProperties": value.schema}
    return Shape(f"名称 → {value.label}", schema, "", value.parts)


def _annotations(alias: Any) -> tuple[Any, ...]:
    return get_args(alias)[1:]


def _scalars() -> Iterator[tuple[Any, Shape]]:
    digits = {"type": ["integer", "string"], "pattern": r"^[0-9０-９,，]{1,15}$"}
    number = {"type": ["string", "integer"], "pattern": r"^[0-9a-z]+(-[0-9a-z]+)*$", "maxLength": 80}
    choices = {"enum": ["是", "否", True, False, "true", "false", "yes", "no"]}
    link = {
        "type": "string",
        "pattern": r"^\s*([hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]|[tT][eE][lL]):",
    }
    yield _validator(written.Line), Shape("一行文字", TEXT)
    yield _validator(written.Text), Shape("正文（Markdown，可以多行）", TEXT)
    yield _validator(written.Identifier), Shape("编号", number, "5-2-0001")
    yield (
        _validator(written.Date),
        Shape("日期", {"type": ["string", "integer"], "pattern": DATE}, "2023-05-26"),
    )
    yield _validator(written.Count), Shape("整数", digits, "20")
    decimals = {"type": ["number", "string"], "pattern": r"^[0-9０-９,，.．]{1,24}$"}
    yield _validator(written.Number), Shape("数字", decimals, "591")
    yield _validator(written.YesNo), Shape("是或否", choices, "是")
    yield _validator(written.Address), Shape("网址", link, "https://example.org/")
    yield (
        _validator(MonthDay),
        Shape("月和日", {"type": "string", "pattern": r"^\d{2}-\d{2}$"}, "09-30"),
    )
    yield _validator(written.DocumentNumber), Shape("文号", TEXT, "青协办〔2023〕5号")
    link_pattern = r"^\s*[^/\s]+\s*/\s*[0-9a-z]+(-[0-9a-z]+)*\s*$"
    yield (
        _validator(written.RecordLink),
        Shape("种类/编号", {"type": "string", "pattern": link_pattern}, "提案/5-2-0001"),
    )
    yield None, Shape("文字", TEXT)


def _validator(alias: Any) -> Any:
    return next(item.func for item in _annotations(alias) if isinstance(item, PlainValidator))


SCALARS: dict[Any, Shape] = dict(_scalars())
WORDS = _annotations(written.Lines)[0]
WORD_GROUPS = {term: title for title, term in (*GROUPS, *EDITORS_GROUPS)}
EXAMPLE_IDS = {
    RecordKind.BODY: "qinghe",
    RecordKind.UNIT: "jianshe",
    RecordKind.MEMBER: "m01",
    RecordKind.SECTOR: "keji",
    RecordKind.PLATFORM: "zhan",
    RecordKind.PROPOSAL: "5-2-0001",
    RecordKind.BATCH: "dianti-2023",
    RecordKind.CONSULTATION: "2023-dianti",
    RecordKind.PROGRAMME: "menkou",
    RecordKind.DOCUMENT: "gongzuo-guicheng",
}
