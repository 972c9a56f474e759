"""提案与答复的表，以及从中抽出的建议、三访、回应、结果变化。"""

from generator.output.opendata.columns import (
    BODIES,
    ID,
    ORIGINAL,
    PLACE,
    PRACTICE,
    SUMMARY,
    TOPICS,
    identifiers,
    nested,
    unit_name,
    unit_names,
    url,
    whole,
)
from generator.output.opendata.model import DATE, INTEGER, LIST, TEXT, YES_NO, Row, Table, column, term
from generator.release.model import Release
from generator.terms import (
    Decision,
    Disclosure,
    FilingStatus,
    HandlingMode,
    ProposerKind,
    RecordKind,
    RejectionReason,
    ReplyRole,
    Result,
    Satisfaction,
    Timing,
    VisitMode,
    VisitPhase,
)


def _lead(row: Row) -> tuple[str, ...]:
    found: tuple[str, ...] = row.record.handling.lead if row.record.handling else ()
    return found


def _co(row: Row) -> tuple[str, ...]:
    found: tuple[str, ...] = row.record.handling.co if row.record.handling else ()
    return found


def _members(row: Row) -> object:
    proposer = row.record.proposer
    known = row.release.member
    return tuple(known[item].name for item in proposer.members if item in known) if proposer else ()


def _proposer_sector(row: Row) -> object:
    proposer = row.record.proposer
    sector = row.release.sector.get(proposer.sector or "") if proposer else None
    return sector.name if sector else None


def _replies(row: Row) -> object:
    return tuple(item.id for item in row.release.replies_by_proposal.get(row.record.id, ()))


def _withheld_reasons(row: Row) -> object:
    return tuple(item.reason for item in row.record.withheld_replies if item.reason)


PROPOSAL_COLUMNS = (
    ID,
    url(RecordKind.PROPOSAL),
    column("title", "案由", "提案的题目。"),
    *BODIES,
    column("number", "案号", "总是文字，0046 就是 0046。"),
    column("term", "届", "第几届。", INTEGER),
    column("session", "次", "第几次会议。", INTEGER),
    column("timing", "提出时间", "会间或会后。", term(Timing)),
    column("proposer_kind", "提案者类别", "谁提的。", term(ProposerKind), "proposer.kind"),
    column("proposer_name", "提案者名称", "集体提案的名称。", TEXT, "proposer.name"),
    column("proposer_members", "提案委员", "姓名公开的委员。", LIST, _members),
    column("proposer_count", "提案人数", "共几人，单位：人。", INTEGER, "proposer.count"),
    column("names_withheld", "姓名从略", "有没有委员的姓名没有公开。", YES_NO, "proposer.names_withheld"),
    column("sector", "界别", "提案者的界别。", TEXT, _proposer_sector),
    column("category", "类别", "本地的分类。"),
    TOPICS,
    column("submitted", "提交日期", "提出的日期。", DATE),
    column("filing_status", "审查结果", "是否立案。", term(FilingStatus), "filing.status"),
    column("filing_date", "审查日期", "审查的日期。", DATE, "filing.date"),
    column(
        "rejection_reason",
        "不予立案原因",
        "不予立案的才有。",
        term(RejectionReason),
        "filing.reason",
    ),
    column("merged_into", "并入提案", "并案的，并入哪一件的编号。", TEXT, "filing.merged_into"),
    column("handling_mode", "办理方式", "单办、主会办或分办。", term(HandlingMode), "handling.mode"),
    column("lead", "主办单位编号", "对应 units 表的编号。", LIST, _lead),
    column("lead_names", "主办单位", "主办单位的全名。", LIST, unit_names(_lead)),
    column("co", "会办单位编号", "对应 units 表的编号。", LIST, _co),
    column("co_names", "会办单位", "会办单位的全名。", LIST, unit_names(_co)),
    column("assigned", "交办日期", "交给承办单位的日期。", DATE, "handling.assigned"),
    column("due", "答复期限", "应当答复的日期。", DATE, "handling.due"),
    column("key_supervisor", "督办领导", "重点提案由谁督办。", TEXT, "key.supervisor"),
    column("key_method", "督办方式", "怎样督办。", TEXT, "key.method"),
    column("batch", "归并办理编号", "对应 batches 表的编号。"),
    column("disclosure", "公开程度", "全文还是摘要。", term(Disclosure)),
    SUMMARY,
    column("background", "背景", "提案正文里的情况与分析；只公开摘要的没有。"),
    column("suggestions_total", "建议条数", "共几条建议；逐条见 suggestions 表。", INTEGER),
    column("related", "有关提案", "有关提案的编号。", LIST),
    column("attitude", "对办理态度", "提案者的评价，本地的叫法。", TEXT, "attitude.words"),
    column("attitude_code", "对办理态度（统一口径）", "换算的评价。", term(Satisfaction), "attitude.code"),
    column("outcome_mark", "对办理结果", "提案者的评价，本地的叫法。", TEXT, "outcome_mark.words"),
    column(
        "outcome_mark_code",
        "对办理结果（统一口径）",
        "换算的评价。",
        term(Satisfaction),
        "outcome_mark.code",
    ),
    column("evaluated", "评价日期", "提案者评价的日期。", DATE),
    column("replies", "答复编号", "公开的答复与会办意见，对应 replies 表。", LIST, _replies),
    column(
        "withheld_replies",
        "未公开的答复件数",
        "有几件答复没有公开，单位：件。",
        INTEGER,
        lambda row: len(row.record.withheld_replies),
    ),
    column("withheld_reasons", "未公开的原因", "各件没有公开的原因。", LIST, _withheld_reasons),
    PRACTICE,
    ORIGINAL,
)

REPLY_COLUMNS = (
    ID,
    url(RecordKind.REPLY),
    column("proposals", "提案编号", "所答的提案，对应 proposals 表。", LIST),
    column("unit", "单位编号", "对应 units 表的编号。"),
    column("unit_name", "单位", "答复单位的全名。", TEXT, unit_name),
    column("role", "角色", "主办、分办是答复；会办的是会办意见，不是答复。", term(ReplyRole)),
    *BODIES,
    column("document_number", "文号", "括号统一成〔〕的写法。"),
    column("document_number_original", "原写文号", "与统一的写法不同时才有。"),
    column("date", "答复日期", "答复的日期。", DATE),
    column("published", "公布日期", "公布到网上的日期。", DATE),
    column("result", "办理结果", "答复时的结果，本地的叫法。", TEXT, "result.words"),
    column("result_code", "办理结果（统一口径）", "换算的结果。", term(Result), "result.code"),
    column("present_result", "现办理结果", "最近一次变化后的结果。", TEXT, "present_result.words"),
    column("present_code", "现办理结果（统一口径）", "换算的结果。", term(Result)),
    column("disclosure", "公开程度", "全文还是摘要。", term(Disclosure)),
    SUMMARY,
    column("text", "正文", "答复全文；没有录入或只公开摘要的没有。"),
    PRACTICE,
    ORIGINAL,
)


def _in_reply(row: Row) -> object:
    return row.parent.id


REPLY = column("reply", "答复编号", "对应 replies 表。", TEXT, _in_reply)
PROPOSAL = column("proposal", "提案编号", "对应 proposals 表。", TEXT, _in_reply)


def proposals(release: Release) -> Table:
    """提案。"""
    rows = whole(RecordKind.PROPOSAL, release)
    return Table(
        "proposals",
        "提案",
        "一行一件公开的提案。",
        PROPOSAL_COLUMNS,
        rows,
        RecordKind.PROPOSAL,
        identifiers(RecordKind.PROPOSAL, release),
    )


def replies(release: Release) -> Table:
    """答复。"""
    rows = whole(RecordKind.REPLY, release)
    return Table(
        "replies",
        "答复",
        "一行一件公开的答复或会办意见。",
        REPLY_COLUMNS,
        rows,
        RecordKind.REPLY,
        identifiers(RecordKind.REPLY, release),
    )


def suggestions(release: Release) -> Table:
    """逐条建议。"""
    columns = (
        PROPOSAL,
        column("id", "建议编号", "在那件提案里的编号，也是网页上的锚点。"),
        column("text", "建议", "建议的原文。"),
    )
    rows = nested((RecordKind.PROPOSAL,), release, lambda record: getattr(record, "suggestions", ()))
    return Table(
        "suggestions",
        "建议",
        "一行一条建议。",
        columns,
        rows,
        holders=identifiers(RecordKind.PROPOSAL, release),
    )


def responses(release: Release) -> Table:
    """逐条回应。"""
    columns = (
        REPLY,
        PLACE,
        column("proposal", "提案编号", "答的是哪一件；笼统的回应没有。"),
        column("suggestion", "建议编号", "答的是哪一条，对应 suggestions 表。"),
        column("decision", "处理", "采纳与否。", term(Decision)),
        column("quote", "答复原文", "答复里的原话。"),
        column("summary", "概括", "编辑的概括。"),
        column("reason", "理由", "没有采纳的理由。"),
        column(
            "commitments",
            "承诺编号",
            "这条回应里的承诺，对应 commitments 表。",
            LIST,
            lambda row: tuple(f"{row.parent.id}-{item.id}" for item in row.record.commitments),
        ),
    )
    rows = nested((RecordKind.REPLY,), release, lambda record: getattr(record, "responses", ()))
    return Table(
        "responses",
        "回应",
        "一行一条对建议的回应。",
        columns,
        rows,
        holders=identifiers(RecordKind.REPLY, release),
    )


def visits(release: Release) -> Table:
    """三访。"""
    columns = (
        PROPOSAL,
        PLACE,
        column("phase", "阶段", "办前、办中或办后。", term(VisitPhase)),
        column("date", "日期", "沟通的日期。", DATE),
        column("mode", "方式", "怎样沟通。", term(VisitMode)),
        column("waived", "免访", "委员说过不必来访。", YES_NO),
    )
    rows = nested((RecordKind.PROPOSAL,), release, lambda record: getattr(record, "visits", ()))
    return Table("visits", "三访", "一行一次办前询问、办中走访或办后回访。", columns, rows)


def result_history(release: Release) -> Table:
    """办理结果的变化。"""
    columns = (
        REPLY,
        PLACE,
        column("date", "日期", "变化的日期。", DATE),
        column("result", "办理结果", "变成什么，本地的叫法。", TEXT, "result.words"),
        column("result_code", "办理结果（统一口径）", "换算的结果。", term(Result), "result.code"),
        column("note", "说明", "为什么变。"),
    )
    rows = nested((RecordKind.REPLY,), release, lambda record: getattr(record, "result_history", ()))
    return Table("result_history", "结果变化", "一行一次办理结果的变化。", columns, rows)
