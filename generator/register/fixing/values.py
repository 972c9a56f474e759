"""一个值只有一种改法时，改成什么。拿不准的一律不动：改错比不改更坏。"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, get_args, get_origin

import msgspec
from opencc import OpenCC
from pydantic import BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from generator.dates import PartialDate
from generator.register.model import fields as written
from generator.register.model.fields import HIDDEN, IDENTIFIER, LIST_SEPARATORS, Reference, YesNo
from generator.register.register import Register
from generator.terms import RecordKind, Term, UnknownWordError

DATES = (
    re.compile(r"(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?"),
    re.compile(r"(\d{4})(\.)(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(?:(\d{1,2})[日号])?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
"""只有一种读法的日期。2023.1 不在内：表格会把 2023.10 末尾的零丢掉。"""

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－﹣", "-"))
AROUND = " \t\u3000\"'“”‘’「」『』《》。，,；;、：:！!"
"""词的前后常跟着带进来的标点与空白。"""

ZERO_WIDTH = re.compile("[\xad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
"""去掉也不改变意思的看不见的字符；方向控制符会改变看到的次序，不在内。"""


class Cure(msgspec.Struct, frozen=True):
    """改成什么，为什么。"""

    value: str
    reason: str


class Names:
    """名册里的名称 → 编号；同名的查不到。"""

    def __init__(self, register: Register) -> None:
        self._found: dict[RecordKind, dict[str, str]] = {}
        self._declared = register.declared
        for kind in RecordKind:
            ids: defaultdict[str, set[str]] = defaultdict(set)
            for record in (*register.records(kind), *register.partial(kind)):
                for field in ("name", "short_name", "title"):
                    name = getattr(record, field, None)
                    if isinstance(name, str):
                        ids[name].add(str(getattr(record, "id", "")))
            self._found[kind] = {name: min(found) for name, found in ids.items() if len(found) == 1}

    def declares(self, kind: RecordKind, identifier: str) -> bool:
        """有没有这个编号。"""
        return identifier in self._declared.get(kind, frozenset())

    def is_taken(self, identifier: str) -> bool:
        """哪一类里有这个编号。"""
        return any(identifier in ids for ids in self._declared.values())

    def id_of(self, kind: RecordKind, name: str) -> str | None:
        """名称唯一时的编号。"""
        return self._found.get(kind, {}).get(name)


def cure_of(text: str, field: FieldInfo, name: str, names: Names) -> Cure | None:
    """一个值只有一种改法时，改成什么；没有错，或改法不止一种，为 None。

    Args:
        text: 值的文字。
        field: 字段。
        name: 字段名。
        names: 名册。
    """
    reader, reference = _reader(field), _reference(field)
    visible = ZERO_WIDTH.sub("", text)
    if HIDDEN.search(text) and not HIDDEN.search(visible) and visible.strip():
        return Cure(visible, "去掉看不见的字符")
    if reference is not None and reference.kind is not None:
        return _reference_cure(text, reference.kind, names)
    cure = CURES.get(reader)
    if cure is not None:
        found = cure(text)
        # 换成别的记录已经用了的编号，就不止一种改法了。
        return None if found and name == "id" and names.is_taken(found.value) else found
    term = _term(field)
    return _word(text, term) if term else None


def _date(text: str) -> Cure | None:
    if is_date(text):
        return None
    folded = "".join(unicodedata.normalize("NFKC", text.translate(DASHES)).split()).strip(AROUND)
    found = next((match for pattern in DATES if (match := pattern.fullmatch(folded))), None)
    fixed = folded
    if found:
        year, _, month, day = found.groups()
        fixed = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return Cure(str(PartialDate.parse(fixed)), "日期写成 2023-05-26") if is_date(fixed) else None


def reads_dates(field: FieldInfo) -> bool:
    """是不是写日期的字段。"""
    return _reader(field) is _validator(written.Date)


def reads_yes_no(field: FieldInfo) -> bool:
    """是不是写「是」「否」的字段。"""
    return _reader(field) is _validator(YesNo)


def is_date(text: str) -> bool:
    """是不是读得出的日期。"""
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def _identifier(text: str) -> Cure | None:
    if IDENTIFIER.fullmatch(text):
        return None
    folded = unicodedata.normalize("NFKC", text.translate(DASHES)).strip().lower()
    return Cure(folded, "编号用半角小写，前后不留空白") if IDENTIFIER.fullmatch(folded) else None


def _reference_cure(text: str, kind: RecordKind, names: Names) -> Cure | None:
    if names.declares(kind, text):
        return None
    by_name = names.id_of(kind, text.strip())
    if by_name:
        return Cure(by_name, f"写的是{kind.label}的名称，换成它的编号")
    cure = _identifier(text)
    return cure if cure and names.declares(kind, cure.value) else None


def _yes_or_no(text: str) -> Cure | None:
    folded = _simplified(text)
    words = {"是": "是", "否": "否", "true": "是", "false": "否", "yes": "是", "no": "否"}
    fixed = words.get(folded.lower())
    return Cure(fixed, "写「是」或「否」") if fixed and text.strip().lower() not in words else None


def _link(text: str) -> Cure | None:
    if _accepts(written.Address, text):
        return None
    fixed = unicodedata.normalize("NFKC", text).strip(AROUND)
    return Cure(fixed, "网址用半角，前后不留标点") if _accepts(written.Address, fixed) else None


def _count(text: str) -> Cure | None:
    fixed = text.strip(AROUND)
    if _accepts(written.Count, text) or not _accepts(written.Count, fixed):
        return None
    return Cure(fixed, "数字前后不留标点")


def _word(text: str, term: type[Term]) -> Cure | None:
    """词汇：去掉多带的空白与标点、换成半角与简体以后正好是词汇表里的词，才改。"""
    try:
        term.of(text.strip())
    except UnknownWordError:
        for candidate in (text.strip(AROUND), _simplified(text)):
            try:
                return Cure(str(term.of(candidate)), "换成词汇表里的词")
            except UnknownWordError:
                continue
    return None


def _simplified(text: str) -> str:
    return str(_converter().convert("".join(unicodedata.normalize("NFKC", text).split()).strip(AROUND)))


@cache
def _converter() -> Any:
    return OpenCC("t2s")


def _accepts(alias: Any, text: str) -> bool:
    try:
        _validator(alias)(text)
    except PydanticCustomError:
        return False
    return True


def _validator(alias: Any) -> Any:
    return next(item.func for item in get_args(alias)[1:] if isinstance(item, PlainValidator))


CURES: Mapping[Any, Callable[[str], Cure | None]] = {
    _validator(written.Date): _date,
    _validator(written.Identifier): _identifier,
    _validator(YesNo): _yes_or_no,
    _validator(written.Address): _link,
    _validator(written.Count): _count,
}
"""字段的读法 → 改法。"""


def is_word_list(field: FieldInfo) -> bool:
    """一格里可以写几个词、用分号隔开的字段。"""
    return any(isinstance(item, BeforeValidator) and item.func is LIST_READER for item in _annotations(field))


def pieces(text: str) -> list[str]:
    """一格里的几个词与它们之间的分隔符，依次。"""
    return re.split(f"({LIST_SEPARATORS.pattern})", text)


LIST_READER = next(item.func for item in get_args(written.Lines)[1:] if isinstance(item, BeforeValidator))


def _annotations(field: FieldInfo) -> Iterable[Any]:
    """字段的全部标注：穿过 Annotated、tuple、| None。"""
    yield from field.metadata
    yield from _inside(field.annotation)


def _inside(annotation: Any) -> Iterable[Any]:
    for part in get_args(annotation):
        if get_origin(part) is not None or isinstance(part, type):
            yield from _inside(part)
        else:
            yield part


def _reader(field: FieldInfo) -> Any:
    return next((item.func for item in _annotations(field) if isinstance(item, PlainValidator)), None)


def _reference(field: FieldInfo) -> Reference | None:
    return next((item for item in _annotations(field) if isinstance(item, Reference)), None)


def _term(field: FieldInfo) -> type[Term] | None:
    return _term_in(field.annotation)


def _term_in(annotation: Any) -> type[Term] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Term) else None
    return next((term for term in map(_term_in, get_args(annotation)) if term), None)
