"""引用与编号的规则。"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, get_args

from pydantic import BaseModel

from generator.register.model import TABLES, Figure, Record
from generator.register.model.fields import Reference, holds_part
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error
from generator.terms import RecordKind, nearest

SITE = Origin("site.yml", 0)
RESERVED = {
    "index",
    "page",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
}
"""编号不能用的词：index 是目录页，page 是列表的分页；其余是 Windows 的设备名，在那里建不了文件。"""

FAR_REACHING = frozenset({"unknown-reference"})
"""改法里要说相近的编号的规则：要有全部编号在手，才说得准。"""


@cache
def reference_fields(model: type[BaseModel]) -> tuple[tuple[str, Reference | None, bool], ...]:
    """模型里写着引用的字段：（字段名，引用，是否一串）；引用为 None 的是要往下走的部分。"""
    found: list[tuple[str, Reference | None, bool]] = []
    for name, field in model.model_fields.items():
        references = [item for item in field.metadata if isinstance(item, Reference)] or _references_in(
            field.annotation
        )
        if references:
            found.append((name, references[0], "tuple" in str(field.annotation)))
        elif holds_part(field.annotation):
            found.append((name, None, "tuple" in str(field.annotation)))
    return tuple(found)


def _references_in(annotation: Any) -> list[Reference]:
    return [
        item
        for part in get_args(annotation)
        for item in ([part] if isinstance(part, Reference) else _references_in(part))
    ]


def references(part: BaseModel, steps: Steps = ()) -> Iterator[tuple[Steps, RecordKind, str]]:
    """一条记录里写的全部引用：（路径，种类，编号）。"""
    for name, reference, many in reference_fields(type(part)):
        value = getattr(part, name, None)  # 只读到一部分的记录会缺字段
        items = (
            [((*steps, name, index), item) for index, item in enumerate(value or ())]
            if many
            else [((*steps, name), value)]
        )
        for place, item in items:
            if reference is not None and item is not None:
                yield place, *target_of(reference, item)
            elif isinstance(item, BaseModel):
                yield from references(item, place)


def target_of(reference: Reference, written: str) -> tuple[RecordKind, str]:
    """一处引用指的是哪一类的哪一条；没有种类的，写的是「种类/编号」。"""
    if reference.kind is not None:
        return reference.kind, written
    word, _, identifier = written.partition("/")
    return RecordKind.of(word), identifier


def unknown_reference(register: Register) -> Iterator[Finding]:
    """引用的编号必须查得到；字段有错的记录也查它没错的那些字段。"""
    for kind in RecordKind:
        for record in (*register.unjudged(kind), *register.partial(kind)):
            for steps, target, identifier in references(record):
                if identifier not in register.declared.get(target, frozenset()):
                    yield _unknown(register, record, steps, target, identifier)


def _unknown(
    register: Register, record: Record, steps: Steps, target: RecordKind, identifier: str
) -> Finding:
    similar = nearest(identifier, register.declared.get(target, frozenset()))
    place = f"{target.folder}.csv" if target in TABLES else f"{target.folder}/"
    cure = f"是否想写「{similar}」？否则先在 {place} 里登记它。" if similar else f"先在 {place} 里登记它。"
    return error("unknown-reference", record, steps, f"没有编号为「{identifier}」的{target.label}", cure)


def site_body_exists(register: Register) -> Iterator[Finding]:
    """站点配置里的默认政协必须查得到。"""
    body = register.site.body
    known = register.declared.get(RecordKind.BODY, frozenset())
    if body and body not in known:
        similar = nearest(body, known)
        hint = f"是否想写「{similar}」？" if similar else ""
        yield Finding(
            "unknown-reference",
            SITE,
            ("body",),
            f"没有编号为「{body}」的政协",
            f"{hint}先在 bodies.csv 里登记它。",
        )


def duplicate_id(register: Register) -> Iterator[Finding]:
    """同类记录的编号不能重复，旧编号也不能与别的编号相同；不分大小写。"""
    for kind in RecordKind:
        records = register.records(kind)
        if _are_apart(records):
            continue
        first: dict[str, Record] = {}
        for record in records:
            former, own = getattr(record, "former_ids", ()), set[str]()
            for steps, identifier in [
                (("id",), record.id),
                *((("former_ids", index), old) for index, old in enumerate(former)),
            ]:
                folded = identifier.casefold()
                other = first.setdefault(folded, record)
                if folded in own:
                    message = f"旧编号「{identifier}」在这一条里已经有了"
                    yield error("duplicate-id", record, steps, message, "删去多写的一个。")
                elif other is not record:
                    message = (
                        f"编号「{identifier}」与 {other.origin.path} 的第 {other.origin.index + 1} 条重复"
                    )
                    yield error("duplicate-id", record, steps, message, "给其中一条换一个编号。")
                own.add(folded)


def _are_apart(records: Sequence[Record]) -> bool:
    """编号与旧编号各不相同：绝大多数时候如此，一看便知，不必逐条去比。"""
    written = [record.id for record in records]
    if records and "former_ids" in type(records[0]).model_fields:
        written += chain.from_iterable(getattr(record, "former_ids", ()) for record in records)
    return len(set(map(str.casefold, written))) == len(written)


def reserved_id(register: Register) -> Iterator[Finding]:
    """编号成为网址与文件名，不能用系统保留的词。"""
    for kind in RecordKind:
        for record in register.unjudged(kind):
            folder, _, name = record.id.rpartition("-")
            for word in (folder, name):
                if word in RESERVED:
                    yield error(
                        "reserved-id",
                        record,
                        ("id",),
                        f"编号里的「{word}」是保留词，不能做文件名",
                        "换一个词，例如在后面加一个数字。",
                    )


def parent_cycle(register: Register) -> Iterator[Finding]:
    """上级、所属总数、并入的提案、下一年通报，都不能绕回自己。"""
    chains: tuple[tuple[str, dict[str, str | None], Mapping[str, Record]], ...] = (
        ("parent", {item.id: item.parent for item in register.bodies.values()}, register.bodies),
        ("parent", {item.id: item.parent for item in register.platforms.values()}, register.platforms),
        ("part_of", {item.id: item.part_of for item in register.figures.values()}, register.figures),
        ("about", {item.id: _figure_about(item) for item in register.figures.values()}, register.figures),
        (
            "follow_up",
            {item.id: item.follow_up for item in register.consultations.values()},
            register.consultations,
        ),
    )
    for field, above, records in chains:
        for identifier, record in records.items():
            if _comes_back(identifier, above):
                message = f"「{identifier}」沿着 {field} 绕回了自己"
                yield error("parent-cycle", record, (field,), message, f"检查这几条记录的 {field}。")


def _figure_about(figure: Figure) -> str | None:
    """这个数字关于另一个数字时，那一个的编号。"""
    word, _, identifier = (figure.about or "").partition("/")
    return identifier if word == RecordKind.FIGURE.value else None


def _comes_back(identifier: str, above: Mapping[str, str | None]) -> bool:
    passed = {identifier}
    current = above.get(identifier)
    while current is not None and current not in passed:
        passed.add(current)
        current = above.get(current)
    return current == identifier


def figure_about_exists(register: Register) -> Iterator[Finding]:
    """数字所关的记录必须查得到，写作「种类/编号」。"""
    kinds = {kind.value: kind for kind in RecordKind}
    for figure in register.figures.values():
        if figure.about:
            yield from _about_problem(register, figure, kinds)


def _about_problem(register: Register, figure: Figure, kinds: dict[str, RecordKind]) -> Iterator[Finding]:
    word, _, identifier = (figure.about or "").partition("/")
    if word not in kinds:
        similar = nearest(word, kinds)
        hint = f"是否想写「{similar}」？" if similar else ""
        yield error(
            "bad-about",
            figure,
            ("about",),
            f"「{figure.about}」里没有认得的种类",
            f"{hint}写成「种类/编号」，例如 programme/yuanba。",
        )
    elif identifier not in register.declared.get(kinds[word], frozenset()):
        yield _unknown(register, figure, ("about",), kinds[word], identifier)
