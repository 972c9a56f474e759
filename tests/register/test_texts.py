"""挑出来看的字段，与逐个字段都看，看到的文字一样。"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.register.intake import take_in
from generator.register.model import Record
from generator.register.model.texts import texts_of
from generator.register.rules import personal
from generator.register.rules.finding import Steps
from generator.terms import RecordKind
from tests.miniature_inputs import MINIATURE


def records() -> list[Record]:
    register = take_in(MINIATURE / "data")[0]
    return [record for kind in RecordKind for record in register.records(kind)]


def everything(value: Any, private: bool) -> Iterator[tuple[str, bool]]:
    """不挑字段，逐个看。"""
    if type(value) is str:
        yield value, private
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item, private)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            extra = field.json_schema_extra
            inner = isinstance(extra, dict) and bool(extra.get("private"))
            yield from everything(getattr(value, name), private or inner)


def public(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if type(value) is str:
        yield steps, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from public(item, (*steps, index))
    elif isinstance(value, BaseModel):
        for name in personal.public_fields(type(value)):
            yield from public(getattr(value, name), (*steps, name))


def test_every_text_of_every_record_is_found_and_whether_it_is_private() -> None:
    found = records()
    assert [texts_of(record) for record in found] == [list(everything(record, False)) for record in found]
    assert any(private for record in found for _, private in texts_of(record))


def test_every_public_text_of_every_record_is_looked_at_for_personal_data() -> None:
    found = records()
    assert [personal.worded(record, ()) for record in found] == [list(public(record, ())) for record in found]
