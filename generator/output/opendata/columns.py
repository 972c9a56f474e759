"""各表共用的列：编号、网址、名称、出处。"""

from collections.abc import Callable, Iterable, Iterator

from generator.output.opendata.model import INTEGER, LIST, TEXT, Column, Row, column, term
from generator.output.twins import page_url
from generator.release.model import PublicRecord, Release
from generator.terms import RecordKind

ID = column("id", "编号", "记录的永久编号；网址由它而来。")
PRACTICE = column("practice", "做法", "对应的做法编号，见「关于」。", LIST)
ORIGINAL = column("original", "原文网址", "原件的网址。")
TOPICS = column("topics", "主题词", "编辑标的几个词。", LIST)
BODY = column("body", "政协编号", "哪级政协；对应 bodies 表的编号。")
SUMMARY = column("summary", "摘要", "编辑写的一两句话。")


def _body_name(row: Row) -> object:
    body = row.release.body.get(row.record.body or "")
    return body.name if body else None


BODY_NAME = column("body_name", "政协", "政协的全名。", TEXT, _body_name)
BODIES = (BODY, BODY_NAME)

PARENT_KIND = column("record_kind", "记录种类", "出自哪一类记录。", term(RecordKind), lambda row: row.kind)
PARENT = column("record", "记录编号", "出自哪一条记录。", TEXT, lambda row: row.parent.id)
PLACE = column("order", "序号", "在那条记录里是第几项，从 1 起。", INTEGER, lambda row: row.place)
PARENTS = (PARENT_KIND, PARENT, PLACE)


def url(kind: RecordKind) -> Column:
    """网页的网址。"""
    return column("url", "网址", "网页的网址。", TEXT, lambda row: page_url(kind, row.record.id, row.release))


def unit_names(identifiers: Callable[[Row], Iterable[str]]) -> Callable[[Row], object]:
    """取值的函数：几个单位编号换成单位全名。"""

    def names(row: Row) -> object:
        known = row.release.unit
        return tuple(known[item].name for item in identifiers(row) if item in known)

    return names


def unit_name(row: Row) -> object:
    """record.unit 所指单位的全名。"""
    unit = row.release.unit.get(row.record.unit or "")
    return unit.name if unit else None


def sector_name(row: Row) -> object:
    """record.sector 所指界别的名称。"""
    sector = row.release.sector.get(row.record.sector or "")
    return sector.name if sector else None


def identifiers(kind: RecordKind, release: Release) -> tuple[str, ...]:
    """一类记录的编号，按次序。"""
    return tuple(record.id for record in release.records(kind))


def whole(kind: RecordKind, release: Release) -> tuple[Row, ...]:
    """一类记录，一条一行。"""
    return tuple(Row(record, release, kind=kind) for record in release.records(kind))


def nested(
    kinds: Iterable[RecordKind], release: Release, items: Callable[[PublicRecord], Iterable[object]]
) -> tuple[Row, ...]:
    """记录里的各项，一项一行。"""
    return tuple(_nested(kinds, release, items))


def _nested(
    kinds: Iterable[RecordKind], release: Release, items: Callable[[PublicRecord], Iterable[object]]
) -> Iterator[Row]:
    for kind in kinds:
        for record in release.records(kind):
            for place, item in enumerate(items(record), 1):
                yield Row(item, release, record, kind, place)
