"""给门的测试造登记簿：由几条原始记录，或由模型走出的「每个文字字段各一个记号」。"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import ModuleType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from pydantic import BaseModel, PlainValidator

from generator.gate import LeakScanner, Sealed
from generator.gate.decisions import Decisions
from generator.register.model import MODELS, Record, Site
from generator.register.model.fields import Reference
from generator.register.register import Register
from generator.release.model import Release
from generator.release.portion import Portion
from generator.terms import RecordKind

Publish = Callable[[Register, date], Release]


class Gate(NamedTuple):
    """一扇门：真的，或改坏了的。"""

    publish: Publish
    portions: Callable[..., dict[Any, Portion]]
    remainder: Callable[..., tuple[Release, tuple[int, ...]]]
    sealed_texts: Callable[[Register, Release], tuple[Sealed, ...]]
    occurring: Callable[[Iterable[str], Iterable[bytes]], set[str]]
    scanner: type[LeakScanner]
    copied: ModuleType
    decisions: Callable[[Register], Decisions]
    as_it_stood: Callable[[Release], Release]
    offered: frozenset[str]
    """对外给出的名字。"""


def gate_of(modules: Mapping[str, ModuleType]) -> Gate:
    """由各模块得到一扇门；键是模块的全名。"""
    portions, sealed = modules["generator.gate.portions"], modules["generator.gate.sealed"]
    package = modules["generator.gate"]
    return Gate(
        modules["generator.gate.publish"].publish,
        portions.portions,
        portions.remainder,
        sealed.sealed_texts,
        sealed.occurring,
        sealed.LeakScanner,
        modules["generator.gate.copied"],
        modules["generator.gate.decisions"].Decisions,
        modules["generator.release.happened"].as_it_stood,
        frozenset(filter(partial(_offers, package), getattr(package, "__all__", ()))),
    )


def _offers(package: ModuleType, name: str) -> bool:
    """真有这个名字，不是同名的模块。"""
    return callable(getattr(package, name, None))


AS_OF = date(2024, 6, 30)
SITE = {
    "title": "站",
    "description": "站",
    "organization": "站",
    "body": "qu",
    "feeds": {"authority": "example.org,2026"},
}
IDS = {kind: f"qq-{kind.value}-qq" for kind in RecordKind}
"""各类那一条的编号；别处不会有的写法，好在产物里找。"""

FIXED: dict[str, Any] = {
    "reply.open": "主动公开",
    "proposal.open": "全文公开",
    "proposal.proposer.kind": "党派",
    "proposal.filing.merged_into": None,
    "figure.about": None,
    "figure.part_of": None,
    "figure.value": "8888001",
}
"""不由类型决定的值：写别的，这条记录就不公开，或没有意义。"""


def register_of(records: Mapping[str, Sequence[Mapping[str, Any]]], **site: Any) -> Register:
    """由各类的原始记录得到登记簿；键是种类的英文名。"""
    loaded: dict[RecordKind, tuple[Record, ...]] = {}
    given = {**SITE, **site}
    for kind, items in records.items():
        model = MODELS[RecordKind(kind)]
        default = {"body": given["body"]} if "body" in model.model_fields else {}
        written = (
            {name: value for name, value in {**default, **item}.items() if value is not None}
            for item in items
        )
        loaded[RecordKind(kind)] = tuple(model.model_validate(fields) for fields in written)
    return Register(
        Site.model_validate({name: value for name, value in given.items() if value is not None}),
        loaded,
        {kind: frozenset(item.id for item in items) for kind, items in loaded.items()},
    )


def encoded(release: Release) -> str:
    """一次发布的全部内容，写成 JSON。"""
    return msgspec.json.encode(release, enc_hook=str).decode()


class Planted:
    """每一类一条记录，每个文字字段里一个独有的记号。

    Attributes:
        tokens: 字段的路径（如 proposal.suggestions.text）→ 记号。
        records: 种类的英文名 → 原始记录。
    """

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        self.records: dict[str, dict[str, Any]] = {
            kind.value: self._fields(MODELS[kind], kind.value) for kind in RecordKind
        }
        for kind, identifier in IDS.items():
            self.records[kind.value]["id"] = identifier

    def register(
        self, changes: Mapping[str, Any] | None = None, more: Sequence[Mapping[str, Any]] = ()
    ) -> Register:
        """登记簿；changes 按路径（如 proposal.open）改值（None 是不写），more 是另加的提案。"""
        records = {kind: dict(fields) for kind, fields in self.records.items()}
        for path, value in (changes or {}).items():
            kind, _, name = path.partition(".")
            records[kind] = {**records[kind], name: value}
            if value is None:
                del records[kind][name]
        listed: dict[str, list[Mapping[str, Any]]] = {kind: [fields] for kind, fields in records.items()}
        listed["proposal"] += more
        return register_of(listed)

    def found_in(self, text: str) -> set[str]:
        """哪些字段的记号出现在这段文字里。"""
        return {path for path, token in self.tokens.items() if token in text}

    def _fields(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        values = {
            name: FIXED[f"{path}.{name}"]
            if f"{path}.{name}" in FIXED
            else self._value(field.annotation, field.metadata, f"{path}.{name}")
            for name, field in model.model_fields.items()
            if name not in {"retired", "parent", "follow_up"}
        }
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, annotation: Any, metadata: Sequence[Any], path: str) -> Any:
        validator = next((item for item in metadata if isinstance(item, PlainValidator)), None)
        if validator is not None:
            return self._word(validator, metadata, path)
        if get_origin(annotation) is Annotated:
            return self._value(get_args(annotation)[0], get_args(annotation)[1:], path)
        if get_origin(annotation) in {Union, UnionType}:
            return self._value(get_args(annotation)[0], (), path)
        if get_origin(annotation) is tuple:
            return [self._value(get_args(annotation)[0], (), path)]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._fields(annotation, path)
        return self._token(path)

    def _word(self, validator: PlainValidator, metadata: Sequence[Any], path: str) -> str:
        reference = next((item for item in metadata if isinstance(item, Reference)), None)
        if reference is not None and reference.kind is not None:
            return IDS[reference.kind]
        function: Any = validator.func
        plain = {
            "_identifier": "s1",
            "_record_link": f"proposal/{IDS[RecordKind.PROPOSAL]}",
            "_date": "2023-05-01",
            "_count": "7",
            "_yes_or_no": "否",
        }
        if function.__name__ == "read":
            term = next(cell.cell_contents for cell in function.__closure__)
            return str(term.words()[0])
        if function.__name__ == "_address":
            return f"https://example.org/{self._token(path)}"
        return plain.get(function.__name__) or self._token(path)

    def _token(self, path: str) -> str:
        return self.tokens.setdefault(path, f"zz{len(self.tokens):03d}zz")
