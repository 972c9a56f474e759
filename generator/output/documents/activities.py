"""本会自己的记录（协商、归并办理、品牌与其余各种）写成搜索的输入。"""

from collections.abc import Iterable, Iterator

from generator.output.documents.writing import (
    Facet,
    Field,
    document,
    feedback,
    full_name,
    outcomes,
    practised,
    referred,
    referred_facets,
    topics,
)
from generator.output.search import SearchDocument
from generator.release.follow import of_consultation
from generator.release.kinds.bill import PublicBill
from generator.release.kinds.plan import PublicPlan
from generator.release.model import (
    PublicActivity,
    PublicBatch,
    PublicConsultation,
    PublicProgramme,
    Release,
)
from generator.release.model.release import references
from generator.release.views.common import Link, Names
from generator.release.views.kinds import kind_view
from generator.terms import RecordKind


def consultation_document(item: PublicConsultation, release: Release, names: Names) -> SearchDocument:
    """一次协商：议题、问题、共识、任务与成效。"""
    tasks = tuple(of_consultation(item, release))
    return document(
        RecordKind.CONSULTATION,
        item,
        item.title,
        names,
        date=str(item.date or ""),
        fields=(
            ("text", "形式", item.kind, "facts"),
            ("text", "议题", item.topic, "facts"),
            ("text", "地点", item.place, "facts"),
            *feedback(item),
            ("text", "经过", item.description, ""),
            *(("text", "问题", issue, "") for issue in item.issues),
            *(("text", "共识", agreement, "") for agreement in item.agreements),
            *(("commitment", "任务", task.commitment.what, task.anchor) for task in tasks),
            *outcomes(item),
            *topics(item.topics),
            *referred(_targets(item), names),
            *practised(item.practice, release),
        ),
        facets=(
            _year(item),
            *(("主题", word) for word in item.topics),
            *(("单位", names.unit(task.commitment.unit)) for task in tasks if task.commitment.unit),
            *(("界别", link.text) for link in names.sector_links(item.sectors)),
            *referred_facets(item, names),
        ),
        promised=tasks,
    )


def batch_document(item: PublicBatch, names: Names) -> SearchDocument:
    """一次归并办理。"""
    unit = ("unit", "单位", full_name(item.unit, names), "")
    return _activity(RecordKind.BATCH, item, names, fields=(unit,), facets=(("单位", names.unit(item.unit)),))


def programme_document(item: PublicProgramme, names: Names) -> SearchDocument:
    """一个品牌或机制。"""
    fields = (
        ("text", "概括", item.slogan, ""),
        *(("text", "要点", word, "") for word in (*item.levels, *item.venues, *item.fields)),
        *outcomes(item),
        *feedback(item),
    )
    return _activity(RecordKind.PROGRAMME, item, names, fields=fields, facets=())


def _activity(
    kind: RecordKind,
    item: PublicBatch | PublicProgramme,
    names: Names,
    *,
    fields: Iterable[Field],
    facets: Iterable[Facet],
) -> SearchDocument:
    return document(
        kind,
        item,
        item.title,
        names,
        date=str(item.date or ""),
        fields=(
            *fields,
            ("text", "经过", item.description, ""),
            *topics(item.topics),
            *referred(references(item), names),
            *practised(item.practice, names.release),
        ),
        facets=(
            _year(item),
            *facets,
            *(("主题", word) for word in item.topics),
            *referred_facets(item, names),
        ),
    )


def _targets(item: PublicConsultation) -> Iterator[tuple[RecordKind, str]]:
    """一次协商写到的别的记录：在哪个平台、属哪个品牌，与「有关记录」等。"""
    if item.platform:
        yield RecordKind.PLATFORM, item.platform
    if item.programme:
        yield RecordKind.PROGRAMME, item.programme
    yield from references(item)


def _year(item: PublicActivity) -> Facet:
    return "年份", item.date.year if item.date else None


def kind_document(kind: RecordKind, item: PublicActivity, release: Release, names: Names) -> SearchDocument:
    """其余各种活动记录：页面上写了什么，就查得到什么。"""
    view = kind_view(kind, item, release, names)
    stages = view.chain.stages if view.chain else ()
    cells = (
        ("text", table.title, "，".join(link.text for cell in row.cells for link in cell), row.anchor)
        for table in view.tables
        for row in table.rows
    )
    facts = ((_number_kind(fact.label), fact.label, _words(fact.values), "facts") for fact in view.facts)
    return document(
        kind,
        item,
        item.title,
        names,
        date=_day(item),
        fields=(
            *facts,
            ("text", "经过", item.description, ""),
            *(("text", listed.title, text, "") for listed in view.lists for text in listed.items),
            *cells,
            *(("text", "环节", stage.note, stage.anchor) for stage in stages),
            *feedback(item),
            *outcomes(item),
            *topics(item.topics),
            # 字段里写的已经在基本情况与各表里。
            *referred(((link.kind, link.id) for link in item.related), names),
            *practised(item.practice, release),
        ),
        facets=(
            ("年份", _day(item)[:4]),
            *(("主题", word) for word in item.topics),
            *referred_facets(item, names),
            *_decisions(item),
        ),
    )


def _day(item: PublicActivity) -> str:
    """排次序与算年份的日子；只写了年份的计划就是那一年。"""
    return str(item.date or (isinstance(item, PublicPlan) and item.year) or "")


def _decisions(item: PublicActivity) -> tuple[Facet, ...]:
    """逐条意见怎样处理的。"""
    comments = item.comments if isinstance(item, PublicBill) else ()
    return tuple(("处理", comment.decision.label) for comment in comments if comment.decision)


def _words(values: tuple[Link, ...]) -> str:
    return "，".join(link.text for link in values)


def _number_kind(title: str) -> str:
    """文号按编号查，其余按文字。"""
    return "document_number" if title == "文号" else "text"
