"""公开的记录 → 搜索的输入：每条记录有哪些可查的文字与分面。"""

from collections.abc import Iterator

from generator.output.search import SearchDocument, SearchField
from generator.release import address
from generator.release.follow import Promise, of_consultation, of_reply, promises_of, replies_of
from generator.release.kinds.bill import PublicBill
from generator.release.kinds.plan import PublicPlan
from generator.release.model import (
    PublicActivity,
    PublicBatch,
    PublicConsultation,
    PublicMember,
    PublicPlatform,
    PublicProgramme,
    PublicProposal,
    PublicReply,
    PublicSector,
    PublicUnit,
    Release,
)
from generator.release.model.release import references
from generator.release.views.answers import promise_anchor, text_anchor
from generator.release.views.common import Link, Names, session_label
from generator.release.views.kinds import kind_view
from generator.release.views.rows import proposal_date
from generator.release.views.verdict import decisions_of
from generator.terms import RecordKind

Pairs = tuple[tuple[str, str | None], ...]


def documents(release: Release, names: Names) -> Iterator[SearchDocument]:
    """逐条给出全部可查的记录，次序固定。"""
    yield from (document for _, _, document in record_documents(release, names))
    yield from other_documents(release, names)


def record_documents(release: Release, names: Names) -> Iterator[tuple[RecordKind, str, SearchDocument]]:
    """量大的几类记录，逐条：（种类，编号，可查的文字）；次序固定。"""
    for proposal in release.proposals:
        yield RecordKind.PROPOSAL, proposal.id, _proposal(proposal, release, names)
    for reply in release.replies:
        yield RecordKind.REPLY, reply.id, _reply(reply, release, names)
    for meeting in release.consultations:
        yield RecordKind.CONSULTATION, meeting.id, _consultation(meeting, release, names)
    for batch in release.batches:
        yield RecordKind.BATCH, batch.id, _batch(batch, names)


def record_days(release: Release) -> Iterator[tuple[str, str | None]]:
    """量大的几类记录的网页与最近变动的日期；撤下的说明与旧址没有日期。"""
    for proposal in release.proposals:
        path = address.page_path(RecordKind.PROPOSAL, proposal.id)
        yield path, str(proposal_date(proposal, release)) or None
    for kind in (RecordKind.REPLY, RecordKind.CONSULTATION, RecordKind.BATCH):
        for record in release.records(kind):
            day = getattr(record, "date", None)
            yield address.page_path(kind, record.id), str(day) if day else None
    for notice in release.notices:
        yield address.page_path(notice.kind, notice.id), None
    for redirect in release.redirects:
        yield address.page_path(redirect.kind, redirect.former), None


def other_documents(release: Release, names: Names) -> tuple[SearchDocument, ...]:
    """其余的记录，逐条；次序固定，接在前面那些之后。搜索与站点地图都要用，只备一次。"""
    return release.once("other documents", lambda: tuple(_others(release, names)))


def _others(release: Release, names: Names) -> Iterator[SearchDocument]:
    yield from (_programme(item, names) for item in release.programmes)
    yield from (_platform(item, names) for item in release.platforms)
    for kind, items in release.activities.items():
        yield from (_kind(kind, item, release, names) for item in items)
    yield from (_named(RecordKind.UNIT, item, names) for item in release.units)
    yield from (_named(RecordKind.SECTOR, item, names) for item in release.sectors)
    yield from (_named(RecordKind.MEMBER, item, names) for item in release.members)


def _fields(*fields: tuple[str, str, str | None, str]) -> tuple[SearchField, ...]:
    """去掉没有文字的段。"""
    return tuple(SearchField(kind, label, text, anchor) for kind, label, text, anchor in fields if text)


def _facets(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """去掉没有值与重复的分面。"""
    return tuple(dict.fromkeys((name, value) for name, value in pairs if value))


def _proposal(item: PublicProposal, release: Release, names: Names) -> SearchDocument:
    handling, proposer = item.handling, item.proposer
    units = [*handling.lead, *handling.co] if handling else []
    replies = replies_of(item, release)
    promised = promises_of(item, release)
    people = [release.member[member].name for member in proposer.members] if proposer else []
    people += [proposer.name] if proposer and proposer.name else []
    sectors = [link.text for link in names.sector_links((proposer.sector if proposer else None,))]
    return SearchDocument(
        id=item.id,
        kind=RecordKind.PROPOSAL.value,
        path=address.page_path(RecordKind.PROPOSAL, item.id),
        title=item.title,
        date=str(proposal_date(item, release)),
        fields=_fields(
            ("title", "标题", item.title, ""),
            ("number", "案号", item.number, ""),
            *(("document_number", "文号", reply.document_number, "") for reply in replies),
            *(("unit", "单位", _full_name(unit, names), "") for unit in units),
            *(("name", "姓名", name, "") for name in (*people, *sectors)),
            ("text", "摘要", item.summary, "summary"),
            *(("suggestion", "建议", suggestion.text, suggestion.id) for suggestion in item.suggestions),
            *_answers(item, release),
            ("text", "正文", item.background, "background"),
            *(("text", "成效", outcome.what, "outcomes") for outcome in item.outcomes),
            *(("text", "主题", word, "") for word in item.topics),
        ),
        facets=_facets(
            ("类型", RecordKind.PROPOSAL.label),
            ("政协", names.body(item.body)),
            ("届次", session_label(item.term, item.session)),
            ("年份", (proposal_date(item, release) or "")[:4]),
            ("类别", item.category),
            *(("主题", word) for word in item.topics),
            *(("单位", names.unit(unit)) for unit in units),
            *(("界别", sector) for sector in sectors),
            *(("办理结果", reply.present_code.label) for reply in replies if reply.present_code),
            *(("处理", decision.label) for decision in decisions_of(item, replies).values()),
            *_promise_facets(promised),
        ),
        overdue_days=max((promise.progress.overdue_days for promise in promised), default=0),
    )


def _answers(item: PublicProposal, release: Release) -> Iterator[tuple[str, str, str | None, str]]:
    """提案页上各件答复的话与承诺。"""
    for reply in replies_of(item, release):
        for response in reply.responses:
            if response.proposal in {item.id, None}:
                anchor = response.suggestion or ""
                yield "reply", "答复", response.quote, anchor
                yield "reply", "答复概述", response.summary, anchor
                yield "reply", "理由", response.reason, anchor
                for commitment in response.commitments:
                    yield "commitment", "承诺", commitment.what, promise_anchor(reply, commitment.id)
        yield "reply", "答复全文", reply.text, text_anchor(reply) if reply.text else ""


def _reply(item: PublicReply, release: Release, names: Names) -> SearchDocument:
    title = names.reply_title(item)
    promised = tuple(of_reply(item, release))
    answered = [release.proposal[proposal] for proposal in item.proposals]
    return SearchDocument(
        id=item.id,
        kind=RecordKind.REPLY.value,
        path=address.page_path(RecordKind.REPLY, item.id),
        title=title,
        date=str(item.date or ""),
        fields=_fields(
            ("title", "标题", title, ""),
            ("document_number", "文号", item.document_number, ""),
            ("document_number", "文号", item.document_number_original, ""),
            ("unit", "单位", _full_name(item.unit, names), ""),
            *(("number", "案号", proposal.number, "answered") for proposal in answered),
            *(("text", "提案", proposal.title, "answered") for proposal in answered),
            ("text", "概述", item.summary, "summary"),
            *(
                (
                    kind,
                    label,
                    text,
                    response.suggestion if response.suggestion and len(item.proposals) == 1 else "",
                )
                for response in item.responses
                for kind, label, text in (
                    ("reply", "答复", response.quote),
                    ("reply", "答复概述", response.summary),
                    ("reply", "理由", response.reason),
                )
            ),
            *(("commitment", "承诺", promise.commitment.what, promise.anchor) for promise in promised),
            ("reply", "答复全文", item.text, "text"),
        ),
        facets=_facets(
            ("类型", RecordKind.REPLY.label if item.role.is_reply else "会办意见"),
            ("政协", names.body(item.body)),
            ("年份", item.date.year if item.date else None),
            ("单位", names.unit(item.unit)),
            ("办理结果", item.present_code.label if item.present_code else None),
            *_promise_facets(promised),
        ),
        overdue_days=max((promise.progress.overdue_days for promise in promised), default=0),
    )


def _full_name(unit: str, names: Names) -> str:
    """单位的全称与简称，都查得到。"""
    found = names.release.unit.get(unit)
    return f"{found.name} {found.short_name or ''}".strip() if found else ""


def _promise_facets(promised: tuple[Promise, ...]) -> Pairs:
    return tuple(("承诺状态", promise.progress.state.label) for promise in promised)


def _consultation(item: PublicConsultation, release: Release, names: Names) -> SearchDocument:
    tasks = tuple(of_consultation(item, release))
    return SearchDocument(
        id=item.id,
        kind=RecordKind.CONSULTATION.value,
        path=address.page_path(RecordKind.CONSULTATION, item.id),
        title=item.title,
        date=str(item.date or ""),
        fields=_fields(
            ("title", "标题", item.title, ""),
            ("text", "形式", item.kind, "facts"),
            ("text", "议题", item.topic, "facts"),
            ("text", "地点", item.place, "facts"),
            *_feedback(item),
            ("text", "经过", item.description, ""),
            *(("text", "问题", issue, "") for issue in item.issues),
            *(("text", "共识", agreement, "") for agreement in item.agreements),
            *(("commitment", "任务", task.commitment.what, task.anchor) for task in tasks),
            *(("text", "成效", outcome.what, "outcomes") for outcome in item.outcomes),
            *(("text", "主题", word, "facts") for word in item.topics),
        ),
        facets=_facets(
            ("类型", RecordKind.CONSULTATION.label),
            ("政协", names.body(item.body)),
            ("年份", item.date.year if item.date else None),
            *(("主题", word) for word in item.topics),
            *(("单位", names.unit(task.commitment.unit)) for task in tasks if task.commitment.unit),
            *(("界别", link.text) for link in names.sector_links(item.sectors)),
            *_promise_facets(tasks),
        ),
        overdue_days=max((task.progress.overdue_days for task in tasks), default=0),
    )


def _batch(item: PublicBatch, names: Names) -> SearchDocument:
    return _activity(
        RecordKind.BATCH,
        item,
        names,
        ("unit", "单位", _full_name(item.unit, names), ""),
        unit=names.unit(item.unit),
    )


def _programme(item: PublicProgramme, names: Names) -> SearchDocument:
    fields = (
        ("text", "概括", item.slogan, ""),
        *(("text", "要点", word, "") for word in (*item.levels, *item.venues, *item.fields)),
        *(("text", "成效", outcome.what, "outcomes") for outcome in item.outcomes),
        *_feedback(item),
    )
    return _activity(RecordKind.PROGRAMME, item, names, *fields)


def _activity(
    kind: RecordKind,
    item: PublicBatch | PublicProgramme,
    names: Names,
    *fields: tuple[str, str, str | None, str],
    unit: str | None = None,
) -> SearchDocument:
    return SearchDocument(
        id=item.id,
        kind=kind.value,
        path=address.page_path(kind, item.id),
        title=item.title,
        date=str(item.date or ""),
        fields=_fields(
            ("title", "标题", item.title, ""),
            *fields,
            ("text", "经过", item.description, ""),
            *(("text", "主题", word, "facts") for word in item.topics),
        ),
        facets=_facets(
            ("类型", kind.label),
            ("政协", names.body(item.body)),
            ("年份", item.date.year if item.date else None),
            ("单位", unit),
            *(("主题", word) for word in item.topics),
        ),
    )


def _kind(kind: RecordKind, item: PublicActivity, release: Release, names: Names) -> SearchDocument:
    """其余各种活动记录：页面上写了什么，就查得到什么。"""
    view = kind_view(kind, item, release, names)
    stages = view.chain.stages if view.chain else ()
    cells = (
        ("text", table.title, "，".join(link.text for cell in row.cells for link in cell), row.anchor)
        for table in view.tables
        for row in table.rows
    )
    facts = ((_number_kind(fact.label), fact.label, _words(fact.values), "facts") for fact in view.facts)
    return SearchDocument(
        id=item.id,
        kind=kind.value,
        path=view.path,
        title=item.title,
        date=_day(item),
        fields=_fields(
            ("title", "标题", item.title, ""),
            *facts,
            ("text", "经过", item.description, ""),
            *(("text", listed.title, text, "") for listed in view.lists for text in listed.items),
            *cells,
            *(("text", "环节", stage.note, stage.anchor) for stage in stages),
            *_feedback(item),
            *(("text", "成效", outcome.what, "outcomes") for outcome in item.outcomes),
            *(("text", "主题", word, "facts") for word in item.topics),
        ),
        facets=_facets(
            ("类型", kind.label),
            ("政协", names.body(item.body)),
            ("年份", _day(item)[:4]),
            *(("主题", word) for word in item.topics),
            *(("单位", names.unit(one)) for target, one in references(item) if target is RecordKind.UNIT),
            *(
                ("界别", names.release.sector[one].name)
                for target, one in references(item)
                if target is RecordKind.SECTOR
            ),
            *_decisions(item),
        ),
    )


def _day(item: PublicActivity) -> str:
    """排次序与算年份的日子；只写了年份的计划就是那一年。"""
    return str(item.date or (isinstance(item, PublicPlan) and item.year) or "")


def _decisions(item: PublicActivity) -> Pairs:
    """逐条意见怎样处理的。"""
    comments = item.comments if isinstance(item, PublicBill) else ()
    return tuple(("处理", comment.decision.label) for comment in comments if comment.decision)


def _feedback(item: PublicActivity) -> Iterator[tuple[str, str, str | None, str]]:
    for one in item.feedback:
        yield "text", "反馈", "，".join(word for word in (one.form, one.to, one.what) if word), "feedback"


def _words(values: tuple[Link, ...]) -> str:
    return "，".join(link.text for link in values)


def _number_kind(title: str) -> str:
    """文号按编号查，其余按文字。"""
    return "document_number" if title == "文号" else "text"


def _platform(item: PublicPlatform, names: Names) -> SearchDocument:
    return SearchDocument(
        id=item.id,
        kind=RecordKind.PLATFORM.value,
        path=address.page_path(RecordKind.PLATFORM, item.id),
        title=item.name,
        date=str(item.opened or ""),
        fields=_fields(
            ("title", "标题", item.name, ""),
            ("text", "种类", item.kind, "facts"),
            ("text", "依托", item.host, "facts"),
            ("text", "地点", item.place, "facts"),
            ("text", "简介", item.description, ""),
        ),
        facets=_facets(
            ("类型", RecordKind.PLATFORM.label),
            ("政协", names.body(item.body)),
            *(("主题", word) for word in item.topics),
        ),
    )


def _named(kind: RecordKind, item: PublicUnit | PublicSector | PublicMember, names: Names) -> SearchDocument:
    short = item.short_name if isinstance(item, PublicUnit) else None
    return SearchDocument(
        id=item.id,
        kind=kind.value,
        path=address.page_path(kind, item.id),
        title=item.name,
        date="",
        fields=_fields(("title", "标题", item.name, ""), ("unit", "简称", short, "")),
        facets=_facets(("类型", kind.label), ("政协", names.body(item.body))),
    )
