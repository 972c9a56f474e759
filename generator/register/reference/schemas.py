"""JSON Schema：每类记录一份，编辑器据此补全字段、当场指出写错的键。"""

import json

from pydantic import BaseModel

from generator.register.model import MODELS, Site
from generator.register.reference.shapes import Field, Schema, fields_of, parts_of, summary_of
from generator.terms import RecordKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[str, str]:
    """文件名 → 内容：site.json 与每类记录一份。"""
    schemas = {"site": site_schema(), **{str(kind.value): record_schema(kind) for kind in MODELS}}
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas.items()
    }


def record_schema(kind: RecordKind) -> Schema:
    """一类记录的文件：一条，或几条的列表。"""
    model = MODELS[kind]
    one = {"$ref": f"#/$defs/{model.__name__}"}
    return _document(model, {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]})


def site_schema() -> Schema:
    """站点配置 site.yml。"""
    return _document(Site, {"$ref": f"#/$defs/{Site.__name__}"})


def _document(model: type[BaseModel], content: Schema) -> Schema:
    definitions = {item.__name__: _object(item) for item in (model, *parts_of(model))}
    return {"$schema": DIALECT, "title": summary_of(model), **content, "$defs": definitions}


def _object(model: type[BaseModel]) -> Schema:
    fields = fields_of(model)
    return {
        "type": "object",
        "description": summary_of(model),
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if field.is_required],
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    privacy = "（永不公开）" if field.is_private else ""
    return {"title": field.title, "description": f"{field.description}{privacy}", **field.shape.schema}
