"""协商、归并办理、品牌的表，以及与哪一类记录都有关的成效、公开、来源。"""

from generator.output.opendata.columns import (
    BODIES,
    ID,
    PARENTS,
    PRACTICE,
    TOPICS,
    identifiers,
    nested,
    unit_name,
    url,
    whole,
)
from generator.output.opendata.model import DATE, INTEGER, LIST, TEXT, Row, Table, column, term
from generator.release.kinds import KINDS
from generator.release.model import PublicRecord, PublicSource, Release
from generator.terms import ConsultationTiming, CorrectionKind, OutcomeLevel, RecordKind

TITLE = column("title", "标题", "题目。")
DESCRIPTION = column("description", "说明", "一段说明。")
ACTIVITIES = (RecordKind.CONSULTATION, RecordKind.BATCH, RecordKind.PROGRAMME, *KINDS)
OUTCOME_HOLDERS = (RecordKind.PROPOSAL, *ACTIVITIES)
PUBLICATION_HOLDERS = (RecordKind.PROPOSAL, RecordKind.REPLY, *ACTIVITIES)
SOURCE_HOLDERS = tuple(RecordKind)


def _sectors(row: Row) -> object:
    known = row.release.sector
    return tuple(known[item].name for item in row.record.sectors if item in known)


def _participants(row: Row) -> object:
    return tuple(side.shown.replace(" ", "") for side in row.record.participants)


def consultations(release: Release) -> Table:
    """协商。"""
    columns = (
        ID,
        url(RecordKind.CONSULTATION),
        TITLE,
        *BODIES,
        column("kind", "形式", "专题协商、微协商、院坝协商等。"),
        column("programme", "品牌编号", "对应 programmes 表。"),
        column("series_number", "场次", "当年第几场。", INTEGER),
        column("timing", "阶段", "在决策的哪个阶段。", term(ConsultationTiming)),
        column("topic", "议题", "商量什么。"),
        TOPICS,
        column("date", "日期", "举行的日期。", DATE),
        column("place", "地点", "地点的文字；在平台举行的见平台编号。"),
        column("platform", "平台编号", "对应 platforms 表。"),
        column("hosts", "召集人", "由谁召集。", LIST),
        column("sectors", "界别", "参加的界别。", LIST, _sectors),
        column("participants", "参加者", "各方与人数，单位：人。", LIST, _participants),
        column("issues", "提出的问题", "会上提出的问题。", LIST),
        column("proposals", "提案编号", "有关的提案，对应 proposals 表。", LIST),
        column("raised", "提出意见", "提出几条，单位：条。", INTEGER),
        column("adopted", "采纳意见", "采纳几条，单位：条。", INTEGER),
        column("agreements", "共识", "达成的共识。", LIST),
        column("tasks_total", "任务总数", "公布的任务总数；逐项见 commitments 表。", INTEGER),
        column("follow_up", "下一年通报", "通报结果的协商的编号。"),
        DESCRIPTION,
        PRACTICE,
    )
    kind = RecordKind.CONSULTATION
    rows, holders = whole(kind, release), identifiers(kind, release)
    return Table("consultations", "协商", "一行一次公开的协商。", columns, rows, kind, holders)


def batches(release: Release) -> Table:
    """归并办理。"""
    columns = (
        ID,
        url(RecordKind.BATCH),
        TITLE,
        *BODIES,
        column("unit", "单位编号", "承办单位，对应 units 表。"),
        column("unit_name", "单位", "承办单位的全名。", TEXT, unit_name),
        TOPICS,
        column("date", "日期", "协商会的日期。", DATE),
        column("supervision_office", "联合督查", "一同督办的机关。"),
        column("place", "地点", "协商会的地点。"),
        column("site_visit", "实地考察", "考察了什么。"),
        column("briefing", "通报", "由谁通报办理情况。"),
        column("proposals", "提案编号", "其中公开的提案，对应 proposals 表。", LIST),
        column("count", "件数", "这一批共几件，含没有公开的，单位：件。", INTEGER),
        DESCRIPTION,
        PRACTICE,
    )
    rows = whole(RecordKind.BATCH, release)
    return Table("batches", "归并办理", "一行一批归并办理的提案。", columns, rows, RecordKind.BATCH)


def programmes(release: Release) -> Table:
    """品牌与机制。"""
    columns = (
        ID,
        url(RecordKind.PROGRAMME),
        TITLE,
        *BODIES,
        column("kind", "种类", "品牌、机制、行动、制度等。"),
        TOPICS,
        column("date", "日期", "推出的日期。", DATE),
        column("slogan", "概括", "报道里的一句概括。"),
        column("levels", "层级分工", "各级怎样分工。", LIST),
        column("venues", "场所", "在哪些地方商量。", LIST),
        column("fields", "领域", "涉及哪些方面。", LIST),
        column("lead", "牵头", "由谁领衔、牵头。"),
        column("bodies", "参加的政协", "政协编号，对应 bodies 表。", LIST),
        column("groups", "小组", "下设的小组、队伍。", LIST),
        DESCRIPTION,
        PRACTICE,
    )
    rows = whole(RecordKind.PROGRAMME, release)
    return Table(
        "programmes", "品牌与机制", "一行一个品牌、机制或行动。", columns, rows, RecordKind.PROGRAMME
    )


def outcomes(release: Release) -> Table:
    """成效。"""
    columns = (
        *PARENTS,
        column("what", "成效", "办成了什么。"),
        column("level", "层次", "一件诉求、一类问题、一项机制等。", term(OutcomeLevel)),
        column("date", "日期", "办成的日期。", DATE),
        column("place", "地点", "在哪里。"),
        column("evidence", "依据", "证明它的文件名或网址。"),
    )
    rows = nested(OUTCOME_HOLDERS, release, lambda record: getattr(record, "outcomes", ()))
    return Table("outcomes", "成效", "一行一项成效。", columns, rows)


def publications(release: Release) -> Table:
    """公开的载体。"""
    columns = (
        *PARENTS,
        column("channel", "载体", "网站、公众号、报纸等。"),
        column("title", "标题", "登出时的标题。"),
        column("url", "网址", "登出的网址。"),
        column("date", "日期", "登出的日期。", DATE),
    )
    rows = nested(PUBLICATION_HOLDERS, release, lambda record: getattr(record, "publications", ()))
    return Table("publications", "登出", "一行一次在网站、报纸等处的登出。", columns, rows)


def corrections(release: Release) -> Table:
    """更正。"""
    columns = (
        *PARENTS,
        column("date", "日期", "改的那一天。", DATE),
        column("change", "怎样改", "改正、补充、删去、遮去。", term(CorrectionKind)),
        column("field", "改哪一项", "那个字段的名称。"),
        column("item", "哪一条", "改的是其中一条建议、承诺等，它的编号。"),
        column("was", "原来", "原来怎样写。"),
        column("now", "现在", "现在怎样写。"),
        column("reason", "原因", "为什么改。"),
    )
    rows = nested(PUBLICATION_HOLDERS, release, lambda record: getattr(record, "corrections", ()))
    return Table("corrections", "更正", "一行一次公布以后的更正。", columns, rows)


def _sources(record: PublicRecord) -> tuple[PublicSource, ...]:
    one: PublicSource | None = getattr(record, "source", None)
    several: tuple[PublicSource, ...] = getattr(record, "sources", ())
    return (*((one,) if one else ()), *several)


def sources(release: Release) -> Table:
    """来源。"""
    columns = (
        *PARENTS,
        column("title", "来源", "来源的标题。"),
        column("publisher", "发布者", "谁发布的。"),
        column("url", "网址", "来源的网址。"),
        column("date", "日期", "来源发布的日期。", DATE),
        column("file", "文件", "没有网址的，存档的文件名。"),
    )
    rows = nested(SOURCE_HOLDERS, release, _sources)
    return Table("sources", "来源", "一行一处来源：哪条记录依据什么。", columns, rows)
