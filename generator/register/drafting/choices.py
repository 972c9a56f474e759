"""读一个回答：名称换成编号，日期与词归一，核对不过的说清为什么。"""

from typing import Annotated, Any

import msgspec
from pydantic import TypeAdapter, ValidationError

from generator.dates import PartialDate
from generator.register.drafting.questions import Question
from generator.register.fixing.values import Names, cure_of, is_date, reads_dates
from generator.register.model.fields import LIST_SEPARATORS
from generator.register.register import Register
from generator.terms import RecordKind, nearest

FEW = 9
"""候选不超过这么多就全列出来。"""


class Choice(msgspec.Struct, frozen=True):
    """一个可选的：编号与名称。"""

    id: str
    name: str


def choices_of(kind: RecordKind, register: Register, part: str = "") -> tuple[Choice, ...]:
    """名册里的候选；写了一部分时只要编号或名称里有它的，一个都没有时给最像的一个。"""
    everything = [
        Choice(record.id, _name(record))
        for record in sorted(register.records(kind), key=lambda item: item.id)
    ]
    if not part:
        return tuple(everything)
    found = [item for item in everything if part == item.id] or [
        item for item in everything if part in item.id or part in item.name
    ]
    if found:
        return tuple(found)
    words = {word: item for item in everything for word in (item.id, *item.name.split("　"))}
    similar = nearest(part, words)
    return (words[similar],) if similar else ()


def _name(record: Any) -> str:
    names = (getattr(record, name, None) for name in ("title", "name", "short_name"))
    return "　".join(name for name in names if name)


def read_answer(question: Question, answer: str, register: Register) -> Any:
    """一个回答 → 写进文件的值：文字，或几段文字的列表。

    Raises:
        ValueError: 写法不对，或查不到；说明与改法是中文。
    """
    if question.part is not None:
        return _items(question, answer)
    if question.is_list:
        words = [word.strip() for word in LIST_SEPARATORS.split(answer) if word.strip()]
        return _checked(question, [_one(question, word, register) for word in words])
    return _checked(question, _one(question, answer, register))


def _items(question: Question, answer: str) -> list[dict[str, str]]:
    """逐条写的：每条一段，用分号隔开；编号依次补上。"""
    fields = question.part.model_fields if question.part else {}
    if set(fields) != {"id", "text"}:
        raise ValueError("这一项有好几个字段，写好文件以后在文件里补。")
    texts = [word.strip() for word in LIST_SEPARATORS.split(answer) if word.strip()]
    return [{"id": f"s{number}", "text": text} for number, text in enumerate(texts, 1)]


def _one(question: Question, word: str, register: Register) -> str:
    if question.reference is not None:
        return _referred(question.reference, word.strip(), register)
    cure = cure_of(word, question.info, question.path.rpartition(".")[2], Names(register))
    text = cure.value if cure else word.strip()
    return str(PartialDate.parse(text)) if reads_dates(question.info) and is_date(text) else text


def _referred(kind: RecordKind, word: str, register: Register) -> str:
    exact = Names(register).id_of(kind, word)
    if exact:
        return exact
    found = choices_of(kind, register, word)
    if len(found) == 1 and (word in found[0].id or word in found[0].name):
        return found[0].id
    if not found:
        raise ValueError(f"没有叫「{word}」的{kind.label}。先登记：shai new {kind.value}")
    listed = "；".join(f"{item.id}（{item.name}）" for item in found[:FEW])
    if len(found) == 1:
        raise ValueError(f"没有叫「{word}」的{kind.label}。是否想写 {listed}？")
    raise ValueError(f"「{word}」对得上几个{kind.label}：{listed}。写编号")


def _checked(question: Question, value: Any) -> Any:
    info = question.info
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        told = (context.get("message", "写法不对"), context.get("cure", "对照数据手册改写。"))
        raise ValueError("。".join(part.rstrip("。") for part in told) + "。") from None
    return value
