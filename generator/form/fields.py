"""一个字段在表单里是什么样的格子。"""

from typing import Any

from pydantic import BaseModel

from generator.register.drafting.questions import Question, question_at
from generator.register.model import TABLES
from generator.register.register import Register
from generator.terms import RecordKind

Json = dict[str, Any]
TITLE_FIRST = ("title", "what", "text", "quote", "summary", "status", "channel", "group", "result", "id")
"""一项收起来时显示哪个字段：头一个有的。"""


def fields_for(model: type[BaseModel], register: Register) -> list[Json]:
    """一个模型的全部字段，按定义次序。"""
    return [_field(question_at(model, name), register) for name in model.model_fields]


def _field(question: Question, register: Register) -> Json:
    field = question.field
    privacy = "永不公开。" if field.is_private and "永不公开" not in field.description else ""
    example = f"例如 {field.example}" if field.example and not question.words else ""
    hint = "　".join(part for part in (f"{field.description}{privacy}", example) if part)
    common = {
        "name": field.name,
        "label": f"{field.title}{'（永不公开）' if field.is_private else ''}",
        "hint": hint,
        "required": field.is_required,
    }
    return {**common, **_widget(question, register)}


def _widget(question: Question, register: Register) -> Json:
    if question.part is not None:
        return _part(question.part, register, listed=question.is_list)
    if question.words:
        return _select(question, [{"label": word, "value": word} for word in question.words])
    if question.reference is not None:
        return _reference(question, question.reference, register)
    if question.is_list:
        return {"widget": "list"}
    return _scalar(question)


def _part(part: type[BaseModel], register: Register, *, listed: bool) -> Json:
    fields = fields_for(part, register)
    if not listed:
        return {"widget": "object", "fields": fields, "collapsed": "auto"}
    shown = next((name for name in TITLE_FIRST if name in part.model_fields), next(iter(part.model_fields)))
    return {"widget": "list", "fields": fields, "summary": f"{{{{fields.{shown}}}}}", "collapsed": "auto"}


def _select(question: Question, options: list[Json]) -> Json:
    return {
        "widget": "select",
        "options": options,
        "multiple": question.is_list,
        # 单选的一律用下拉：点过的单选钮退不回「没有写」。
        "dropdown_threshold": 0,
    }


def _reference(question: Question, kind: RecordKind, register: Register) -> Json:
    if kind not in TABLES:
        return {
            "widget": "relation",
            "collection": kind.folder,
            "value_field": "id",
            "display_fields": ["{{title}}　（{{id}}）"],
            "search_fields": ["title", "id"],
            "multiple": question.is_list,
            "dropdown_threshold": 0,
        }
    found = sorted(register.records(kind), key=lambda record: record.id)
    options = [{"label": f"{_name(record)}　（{record.id}）", "value": record.id} for record in found]
    # 名册还空着的，先照编号写。
    return _select(question, options) if options else _plain(question)


def _name(record: Any) -> str:
    return getattr(record, "short_name", None) or getattr(record, "name", "") or ""


def _plain(question: Question) -> Json:
    return {"widget": "list"} if question.is_list else {"widget": "string"}


def _scalar(question: Question) -> Json:
    shape = question.field.shape
    if "可以多行" in shape.label:
        return {"widget": "text"}
    if shape.label == "是或否":
        return {
            "widget": "select",
            "options": [{"label": word, "value": word} for word in ("是", "否")],
            "dropdown_threshold": 0,
        }
    pattern = shape.schema.get("pattern")
    # 数与日期也按文字写：只知道月份的日期、前面的零，都不能丢。
    checked = {
        "pattern": [pattern, f"应当写{shape.label}" + (f"，例如 {shape.example}" if shape.example else "")]
    }
    return {"widget": "string", "use_emoji_autocomplete": False, **(checked if pattern else {})}
