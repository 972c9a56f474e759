"""更正的规则：说得清改了哪一项，不把删去、遮去的字又写出来。"""

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from generator.register.model import Activity, Proposal, Record, Reply
from generator.register.model.common import Correction
from generator.register.reference.shapes import fields_of
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error
from generator.register.rules.order import reversals
from generator.terms import CorrectionKind, RecordKind, nearest


def corrections_are_sound(register: Register) -> Iterator[Finding]:
    """更正写明的字段、编号是有的，前后的字与怎样改相符，日期不在公布以前。"""
    for kind in RecordKind:
        for record in register.unjudged(kind):
            if isinstance(record, Proposal | Reply | Activity):
                for place, item in enumerate(record.corrections):
                    steps = ("corrections", place)
                    yield from _field(record, item, steps)
                    yield from _item(record, item, steps)
                    yield from _words(record, item, steps)
                    yield from _order(record, item, steps)


def _field(record: Record, item: Correction, steps: Steps) -> Iterator[Finding]:
    titles = _titles(type(record))
    if item.field not in titles:
        similar = nearest(item.field, titles)
        message = f"这一类记录没有叫「{item.field}」的字段"
        cure = f"是否想写「{similar}」？名称见数据手册。" if similar else "写数据手册里那个字段的名称。"
        yield error("unknown-correction-field", record, (*steps, "field"), message, cure)
    elif titles[item.field]:
        message = f"「{item.field}」只供内部，从不公开，改了也不必公布"
        yield error("private-correction-field", record, (*steps, "field"), message, "删去这一条更正。")


def _item(record: Record, item: Correction, steps: Steps) -> Iterator[Finding]:
    if item.item is None:
        return
    known = tuple(dict.fromkeys(_identifiers(record)))
    if item.item not in known:
        message = f"这条记录里没有编号为「{item.item}」的一项"
        cure = f"已有的编号：{'、'.join(known)}。" if known else "这条记录里没有带编号的项，不写 item。"
        yield error("unknown-correction-item", record, (*steps, "item"), message, cure)


def _words(record: Record, item: Correction, steps: Steps) -> Iterator[Finding]:
    rule = "correction-words"
    if item.change is CorrectionKind.MASKED and item.was is not None:
        yield error(
            rule, record, (*steps, "was"), "遮去的字又写了出来", "删去 was；遮去的是什么，用 reason 说一句。"
        )
    if item.change is CorrectionKind.REMOVED and item.now is not None:
        yield error(
            rule, record, (*steps, "now"), "删去的没有「现在」", "删去 now；换成了别的话的，写「改正」。"
        )
    if item.change is CorrectionKind.ADDED and item.was is not None:
        yield error(rule, record, (*steps, "was"), "补充的没有「原来」", "删去 was；原来有字的，写「改正」。")
    if item.was is not None and item.was == item.now:
        yield error(rule, record, (*steps, "now"), "「原来」与「现在」相同", "核对改前改后的写法。")


def _order(record: Record, item: Correction, steps: Steps) -> Iterator[Finding]:
    if isinstance(record, Proposal):
        before = ("提交", ("submitted",), record.submitted)
    elif isinstance(record, Reply):
        before = ("答复", ("date",), record.date)
    else:
        return
    yield from reversals(record, [before, ("更正", (*steps, "date"), item.date)])


@cache
def _titles(model: type[BaseModel]) -> dict[str, bool]:
    """一个模型连同子项的各个字段：中文名 → 是否只供内部；同名的有一处公开就算公开。"""
    found: dict[str, bool] = {}
    for field in fields_of(model):
        inner = {} if field.is_private else _inner(field.shape.parts)
        for title, is_private in {**inner, field.title: field.is_private}.items():
            found[title] = found.get(title, True) and is_private
    return found


def _inner(parts: tuple[type[BaseModel], ...]) -> dict[str, bool]:
    return {title: is_private for part in parts for title, is_private in _titles(part).items()}


def _identifiers(part: BaseModel) -> Iterator[str]:
    """一条记录里各项的编号，不含记录自己的。"""
    for name in type(part).model_fields:
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel):
                own = getattr(inner, "id", None)
                if isinstance(own, str):
                    yield own
                yield from _identifiers(inner)
