"""牵连：一条记录凭什么与别的记录连在一起——自己的编号，改号以前的编号，与它引用的编号。

有共同牵连的记录才会互相影响：规则、公开的决定、网页，都只看得到连在一起的几条与名册。
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
from generator.register.model.fields import Reference
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
    return frozenset(tie(kind, identifier) for kind, identifier in _named(raw) if kind in wanted)


def tie(kind: RecordKind, identifier: str) -> int:
    """一个编号折成的整数；不分大小写与全角半角，与查重复编号的规则一致。"""
    return _folded(kind.value, unicodedata.normalize("NFKC", identifier.strip()).casefold())


@cache
def _folded(kind: str, identifier: str) -> int:
    digest = blake2b(f"{kind}/{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _named(raw: RawRecord) -> Iterator[tuple[RecordKind, str]]:
    fields = raw.fields
    for identifier in (*_texts(fields.get("id")), *_texts(fields.get("former_ids"))):
        yield raw.kind, identifier
    yield from _references(MODELS[raw.kind], fields)
    if raw.kind is RecordKind.FIGURE:
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


def _references(model: type[BaseModel], fields: Mapping[str, Any]) -> Iterator[tuple[RecordKind, str]]:
    for name, reference, part in _reading(model):
        value = fields.get(name)
        if value is None:
            continue
        if reference is not None and reference.kind is not None:
            kind = reference.kind
            yield from ((kind, identifier) for identifier in _texts(value))
        elif reference is not None:
            yield from chain.from_iterable(map(_link, _texts(value)))
        elif part is not None:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield from _references(part, item)


def _texts(value: Any) -> Iterator[str]:
    """字段里的几个编号；写成一串的逐个给出，写错了样子的不管，核对字段时自会说。"""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
