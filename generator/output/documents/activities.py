"""本会自己的记录（协商、归并办理、品牌与其余各种）写成搜索的输入。"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.output.documents.writing import (
    FACTS,
    Facet,
    Field,
    document,
    feedback,
    full_name,
    listed,
    outcomes,
    practised,
    prose,
    pursued,
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
from generator.release.views.activities import batch_facts, consultation_facts, programme_facts
from generator.release.views.common import Fact, Names
from generator.release.views.kinds import kind_view
from generator.terms import RecordKind


def consultation_document(item: PublicConsultation, release: Release, names: Names) -> SearchDocument:
    """一次协商：议题、问题、共识、任务与成效。"""
    tasks = tuple(of_consultation(item, release))
    facts = consultation_facts(item, release, names)
    anchor = FACTS if facts else ""
    units = (task.commitment.unit for task in tasks if task.commitment.unit)
    return document(
        RecordKind.CONSULTATION,
        item,
        item.title,
        names,
        date=str(item.date or ""),
        fields=(
            *listed(facts),
            # 写了平台的，基本情况里只登平台。
            ("text", "地点", item.place, anchor),
            *(("unit", "单位", full_name(unit, names), "") for unit in units),
            *feedback(item),
            ("text", "经过", prose(item.description), ""),
            *(("text", "问题", issue, "") for issue in item.issues),
            *(("text", "共识", agreement, "") for agreement in item.agreements),
            *chain.from_iterable(pursued(task.commitment, task.anchor, "任务") for task in tasks),
            *outcomes(item),
            *topics(item.topics, anchor),
            *referred(_targets(item), names, anchor),
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
    facts = batch_facts(item, names)
    unit = ("unit", "单位", full_name(item.unit, names), "")
    return _activity(RecordKind.BATCH, item, names, facts, (unit,), (("单位", names.unit(item.unit)),))


def programme_document(item: PublicProgramme, names: Names) -> SearchDocument:
    """一个品牌或机制。"""
    fields = (
        ("text", "概括", item.slogan, ""),
        *(("text", "要点", word, "") for word in (*item.levels, *item.venues, *item.fields, *item.groups)),
        *outcomes(item),
        *feedback(item),
    )
    return _activity(RecordKind.PROGRAMME, item, names, programme_facts(item, names), fields, ())


def _activity(  # noqa: PLR0913, PLR0917 - 两种记录不同的只有这几样
    kind: RecordKind,
    item: PublicBatch | PublicProgramme,
    names: Names,
    facts: Sequence[Fact],
    fields: Iterable[Field],
    facets: Iterable[Facet],
) -> SearchDocument:
    anchor = FACTS if facts else ""
    return document(
        kind,
        item,
        item.title,
        names,
        date=str(item.date or ""),
        fields=(
            *listed(facts),
            *fields,
            ("text", "经过", prose(item.description), ""),
            *topics(item.topics, anchor),
            *referred(references(item), names, anchor),
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
    anchor = FACTS if view.facts else ""
    return document(
        kind,
        item,
        item.title,
        names,
        date=_day(item),
        fields=(
            *listed(view.facts),
            ("text", "经过", prose(item.description), ""),
            *(("text", group.title, text, "") for group in view.lists for text in group.items),
            *cells,
            *(("text", "环节", stage.note, stage.anchor) for stage in stages),
            *feedback(item),
            *outcomes(item),
            *topics(item.topics, anchor),
            # 字段里写的已经在基本情况与各表里。
            *referred(((link.kind, link.id) for link in item.related), names, anchor),
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
