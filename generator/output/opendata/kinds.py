"""其余各种活动记录的表：列名与说明写在公开的类型上，照着排；一串部分各成一张表。"""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from generator.dates import PartialDate
from generator.output.opendata.columns import (
    BODIES,
    ID,
    PARENTS,
    PRACTICE,
    TOPICS,
    identifiers,
    nested,
    url,
    whole,
)
from generator.output.opendata.model import DATE, INTEGER, LIST, TEXT, Column, Row, Table, column, term
from generator.release.kinds import KINDS, Kind
from generator.release.model import PublicFeedback, PublicLink, PublicRecord, PublicTurn, Release
from generator.release.model.labels import Labelled, labelled
from generator.release.portion import NARRATED
from generator.terms import RecordKind, Term

TITLE = column("title", "标题", "题目。")
DATED = column("date", "日期", "哪一天。", DATE)
DESCRIPTION = column("description", "经过", "一段说明。")
CHAIN = column("chain", "闭环", "走哪一种闭环；逐环见 stages 表。")
PART = column(
    "part", "项目编号", "这一项的编号，也是网页上的锚点。", TEXT, lambda row: getattr(row.record, "id", None)
)


def kind_tables() -> Iterator[Callable[[Release], Table]]:
    """每种一张表；它的每一串部分再各一张。"""
    for one in KINDS.values():
        yield partial(_whole, one)
        for field in labelled(one.shape):
            if is_parts(field):
                yield partial(_parts, one.kind, field)


def rota(release: Release) -> Table:
    """轮值。"""
    field = Labelled("rota", "轮值", "一轮一行。", PublicTurn, many=True, refers=None)
    return _parts(RecordKind.PROGRAMME, field, release)


def feedback(release: Release) -> Table:
    """反馈。"""
    columns = (*PARENTS, *(_column(field) for field in labelled(PublicFeedback)))
    holders = tuple(dict.fromkeys(kind for kind, _ in release.all_activities))
    rows = nested(holders, release, lambda record: getattr(record, "feedback", ()))
    return Table("feedback", "反馈", "一行一次反馈。", columns, rows)


def stages(release: Release) -> Table:
    """闭环里走过的环节。"""
    columns = (
        *PARENTS,
        column("chain", "闭环", "哪一种闭环的编号。", TEXT, lambda row: row.parent.chain),
        column("stage", "环节", "环节的名称。"),
        DATED,
        column("actor", "由谁", "与平常不同时才有。"),
        column("note", "说明", "做了什么。"),
        column("source", "依据", "文件名或网址。"),
    )
    holders = (RecordKind.PROPOSAL, *dict.fromkeys(kind for kind, _ in release.all_activities))
    rows = nested(holders, release, lambda record: getattr(record, "stages", ()))
    return Table("stages", "环节", "一行一个走过的环节。", columns, rows)


def related(release: Release) -> Table:
    """有关记录。"""
    columns = (
        *PARENTS,
        column("kind", "有关记录的种类", "链到哪一类。", term(RecordKind)),
        column("id", "有关记录的编号", "链到哪一条。"),
    )
    holders = tuple(dict.fromkeys(kind for kind, _ in release.all_activities))
    rows = nested(holders, release, lambda record: getattr(record, "related", ()))
    return Table("related", "有关记录", "一行一处编辑写明的有关记录。", columns, rows)


def _whole(one: Kind, release: Release) -> Table:
    fields = (_column(field) for field in labelled(one.shape) if not is_parts(field))
    columns = (ID, url(one.kind), TITLE, *BODIES, TOPICS, DATED, *fields, CHAIN, DESCRIPTION, PRACTICE)
    meaning = f"一行一{one.counter}。"
    rows = whole(one.kind, release)
    holders = identifiers(one.kind, release) if one.kind in NARRATED else ()
    return Table(one.kind.folder, one.kind.label, meaning, columns, rows, one.kind, holders)


def _parts(kind: RecordKind, field: Labelled, release: Release) -> Table:
    has_id = any(known.name == "id" for known in msgspec.structs.fields(field.type))
    columns = (*PARENTS, *((PART,) if has_id else ()), *(_column(known) for known in labelled(field.type)))

    def items(record: PublicRecord) -> tuple[object, ...]:
        found: tuple[object, ...] = getattr(record, field.name)
        return found

    name = f"{kind.value}_{field.name}"
    return Table(
        name, f"{kind.label}：{field.title}", field.meaning, columns, nested((kind,), release, items)
    )


def is_parts(field: Labelled) -> bool:
    """这个字段是不是一串部分。"""
    return issubclass(field.type, msgspec.Struct) and field.type is not PublicLink


def _column(field: Labelled) -> Column:
    # 「record」一列已经是出自哪条记录。
    name = "linked_record" if field.name == "record" else field.name
    return column(name, field.title, field.meaning, _type(field), partial(_value, field))


def _type(field: Labelled) -> str:
    if field.many:
        return LIST
    if issubclass(field.type, Term):
        return term(field.type)
    if issubclass(field.type, PartialDate):
        return DATE
    return INTEGER if field.type is int else TEXT


def _value(field: Labelled, row: Row) -> object:
    value = getattr(row.record, field.name)
    if isinstance(value, PublicLink):
        return _link(value)
    if isinstance(value, tuple):
        return tuple(_link(one) if isinstance(one, PublicLink) else one for one in value)
    return value


def _link(value: PublicLink) -> str:
    return f"{value.kind.value}/{value.id}"
