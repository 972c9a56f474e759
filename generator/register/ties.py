"""牵连：一条记录凭什么与别的记录连在一起——自己的编号，改号以前的编号，与它引用的编号。

有共同牵连的记录才会互相影响：规则、公开的决定、网页，都只看得到连在一起的几条与名册。只登对方的一行
（协商的有关提案、有关记录）或题目（相关提案）的引用不算牵连：一条连一条，几万条就都成了一组。对方另外取来，
只是看得到，见 rows_wanted、titles_wanted。
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from itertools import chain
from typing import Any

from pydantic import BaseModel

from generator.register.load import models_in
from generator.register.model import MODELS
from generator.register.model.fields import Reference, Shown
from generator.register.rules.references import reference_fields
from generator.register.source import RawRecord
from generator.terms import RecordKind


def ties(raw: RawRecord, kinds: Iterable[RecordKind]) -> frozenset[int]:
    """一条记录的牵连，各折成一个整数：编号本身不必留在缓存里。

    Args:
        raw: 还没有核对字段的记录。
        kinds: 只看这几类的编号；引用名册的不算，名册人人都引用。
    """
    wanted = frozenset(kinds)
    return frozenset(
        tie(kind, identifier)
        for kind, identifier in chain(_own(raw), _named(raw, Shown.WHOLE))
        if kind in wanted
    )


@cache
def may_refer(kind: RecordKind, kinds: frozenset[RecordKind]) -> bool:
    """这一类的记录里有没有地方写那几类的编号：名册几千行，没有的不必逐行找。"""
    return kind is RecordKind.FIGURE or _may_refer(MODELS[kind], kinds)


def _may_refer(model: type[BaseModel], kinds: frozenset[RecordKind]) -> bool:
    return any(
        reference.kind is None or reference.kind in kinds
        if reference is not None
        else part is not None and _may_refer(part, kinds)
        for _, reference, part in _reading(model)
    )


def own_ties(raw: RawRecord) -> frozenset[int]:
    """一条记录自己的编号，与改号以前的编号，各折成一个整数。"""
    return frozenset(tie(kind, identifier) for kind, identifier in _own(raw))


def titles_wanted(raw: RawRecord, kinds: Iterable[RecordKind]) -> frozenset[int]:
    """一条记录只登其题目的那几条记录的编号，各折成一个整数；kinds 同 ties。"""
    return _wanted(raw, kinds, Shown.TITLE)


def rows_wanted(raw: RawRecord, kinds: Iterable[RecordKind]) -> frozenset[int]:
    """一条记录与它们互登一行的那几条记录的编号，各折成一个整数；kinds 同 ties。"""
    return _wanted(raw, kinds, Shown.ROW)


def _wanted(raw: RawRecord, kinds: Iterable[RecordKind], shown: Shown) -> frozenset[int]:
    if not _has(MODELS[raw.kind], shown):
        return frozenset()
    wanted = frozenset(kinds)
    return frozenset(tie(kind, identifier) for kind, identifier in _named(raw, shown) if kind in wanted)


@cache
def _has(model: type[BaseModel], shown: Shown) -> bool:
    """这一类记录里有没有这样的引用。"""
    return any(
        reference.shown is shown if reference is not None else part is not None and _has(part, shown)
        for _, reference, part in _reading(model)
    )


def tie(kind: RecordKind, identifier: str) -> int:
    """一个编号折成的整数；不分大小写与全角半角，与查重复编号的规则一致。"""
    return _folded(kind.value, unicodedata.normalize("NFKC", identifier.strip()).casefold())


@cache
def _folded(kind: str, identifier: str) -> int:
    digest = blake2b(f"{kind}/{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _own(raw: RawRecord) -> Iterator[tuple[RecordKind, str]]:
    for identifier in (*_texts(raw.fields.get("id")), *_texts(raw.fields.get("former_ids"))):
        yield raw.kind, identifier


def _named(raw: RawRecord, shown: Shown) -> Iterator[tuple[RecordKind, str]]:
    fields = raw.fields
    yield from _references(MODELS[raw.kind], fields, shown)
    if raw.kind is RecordKind.FIGURE and shown is Shown.WHOLE:
        yield from ((RecordKind.FIGURE, identifier) for identifier in _texts(fields.get("part_of")))
        for about in _texts(fields.get("about")):
            yield from _link(about)


def _link(written: str) -> Iterator[tuple[RecordKind, str]]:
    """「种类/编号」；种类写错了的不管，核对字段时自会说。"""
    word, _, identifier = written.partition("/")
    with suppress(ValueError):
        yield RecordKind.of(word.strip()), identifier


@cache
def _reading(model: type[BaseModel]) -> tuple[tuple[str, Reference | None, type[BaseModel] | None], ...]:
    """模型里要看的字段：（字段名，引用，往下走的部分）。"""
    return tuple(
        (
            name,
            reference,
            None if reference else next(iter(models_in(model.model_fields[name].annotation)), None),
        )
        for name, reference, _ in reference_fields(model)
    )


def _references(
    model: type[BaseModel], fields: Mapping[str, Any], shown: Shown
) -> Iterator[tuple[RecordKind, str]]:
    for name, reference, part in _reading(model):
        value = fields.get(name)
        if value is None or (reference is not None and reference.shown is not shown):
            continue
        if reference is not None and reference.kind is not None:
            kind = reference.kind
            yield from ((kind, identifier) for identifier in _texts(value))
        elif reference is not None:
            yield from chain.from_iterable(map(_link, _texts(value)))
        elif part is not None:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield from _references(part, item, shown)


def _texts(value: Any) -> Iterator[str]:
    """字段里的几个编号；写成一串的逐个给出，写错了样子的不管，核对字段时自会说。"""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
