"""承诺总账、进展，没有公开的与撤下的。"""

from generator.output.opendata.columns import unit_name
from generator.output.opendata.model import DATE, INTEGER, LIST, TEXT, Row, Table, column, term
from generator.output.twins import page_url
from generator.release.follow import promises
from generator.release.model import Release
from generator.terms import CommitmentState, RecordKind, UpdateStatus


def _url(row: Row) -> object:
    promise = row.parent
    return f"{page_url(promise.kind, promise.record, row.release)}#{promise.anchor}"


def commitments(release: Release) -> Table:
    """承诺总账。"""
    columns = (
        column("id", "编号", "在总账里的永久编号。", TEXT, lambda row: row.parent.id),
        column("url", "网址", "网页的网址，带锚点。", TEXT, _url),
        column("record_kind", "出处种类", "答复或协商。", term(RecordKind), lambda row: row.parent.kind),
        column("record", "出处编号", "出自哪一条记录。", TEXT, lambda row: row.parent.record),
        column("proposals", "提案编号", "有关的提案。", LIST, lambda row: row.parent.proposals),
        column("body", "政协编号", "哪级政协。", TEXT, lambda row: row.parent.body),
        column("unit", "单位编号", "责任单位，对应 units 表。"),
        column("unit_name", "单位", "责任单位的全名。", TEXT, unit_name),
        column("what", "承诺", "做什么，做到什么程度。"),
        column("since", "承诺日期", "作出承诺的日期。", DATE, lambda row: row.parent.since),
        column("due", "原定期限", "最初的期限；没给的没有。", DATE),
        column("present_due", "现期限", "顺延后的期限。", DATE, lambda row: row.parent.progress.due),
        column(
            "earlier_dues",
            "曾经的期限",
            "顺延过的，按先后。",
            LIST,
            lambda row: row.parent.progress.earlier_dues,
        ),
        column(
            "state",
            "状态",
            "按数据截至日推算。",
            term(CommitmentState),
            lambda row: row.parent.progress.state,
        ),
        column(
            "overdue_days",
            "逾期天数",
            "按数据截至日推算，单位：天；没有逾期为 0。",
            INTEGER,
            lambda row: row.parent.progress.overdue_days,
        ),
        column("finished", "办结日期", "办完或销号的日期。", DATE, lambda row: row.parent.progress.finished),
    )
    rows = tuple(Row(promise.commitment, release, promise, promise.kind) for promise in promises(release))
    return Table("commitments", "承诺总账", "一行一项承诺或任务。", columns, rows)


def updates(release: Release) -> Table:
    """承诺的进展。"""
    columns = (
        column("commitment", "承诺编号", "对应 commitments 表。", TEXT, lambda row: row.parent.id),
        column("order", "序号", "第几次进展，从 1 起。", INTEGER, lambda row: row.place),
        column("date", "日期", "进展的日期。", DATE),
        column("status", "进展", "进行中、完成、调整或销号。", term(UpdateStatus)),
        column("note", "说明", "做到了哪一步。"),
        column("evidence", "依据", "证明它的文件名或网址。"),
        column("due", "新期限", "调整的，改到哪一天。", DATE),
    )
    rows = tuple(
        Row(update, release, promise, promise.kind, place)
        for promise in promises(release)
        for place, update in enumerate(promise.commitment.updates, 1)
    )
    return Table("updates", "承诺进展", "一行一次承诺或任务的进展。", columns, rows)


def withheld(release: Release) -> Table:
    """没有公开的，只有件数与原因。"""
    columns = (
        column("kind", "种类", "哪一类记录。", term(RecordKind)),
        column("body", "政协编号", "哪级政协。"),
        column("openness", "公开属性", "本来的属性。"),
        column("reason", "原因", "为什么没有公开。"),
        column("count", "件数", "有几件，单位：件。", INTEGER),
    )
    rows = tuple(Row(item, release) for item in release.withheld)
    return Table("withheld", "没有公开的", "一行一种没有公开的情形与件数。", columns, rows)


def withdrawn(release: Release) -> Table:
    """撤下的。"""
    columns = (
        column("kind", "种类", "哪一类记录。", term(RecordKind)),
        column("id", "编号", "记录的编号。"),
        column("date", "撤下日期", "撤下的日期。", DATE),
        column("reason", "原因", "为什么撤下。"),
    )
    rows = tuple(Row(item, release) for item in release.notices)
    return Table("withdrawn", "撤下的", "一行一条公开过又撤下的记录。", columns, rows)
