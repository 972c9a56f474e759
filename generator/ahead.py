"""日期在将来的记录：多半是年份打错了；在那一天以前不会公开，所以要说一声。"""

from collections.abc import Iterator
from datetime import date

from generator.dates import PartialDate
from generator.register.model import Activity, Proposal, Record, Reply
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, warning
from generator.terms import RecordKind

PLANNED = {RecordKind.CONSULTATION}
"""预定的日子写在将来，是平常的事。"""


def dates_ahead(register: Register, as_of: date) -> Iterator[Finding]:
    """发生过的事的日期不在将来；在将来的，那天以前不公开。

    Args:
        register: 登记簿。
        as_of: 数据截至哪一天。
    """
    for kind in RecordKind:
        if kind not in PLANNED:
            for record in register.records(kind):
                for steps, day in _happened(record):
                    if day is not None and day.first > as_of:
                        message = f"日期 {day} 在将来（现在是 {as_of}），那天以前这一条不公开"
                        cure = "核对年份；确实定在那天的不用改，到时自动公开。"
                        yield warning("date-ahead", record, steps, message, cure)


def _happened(record: Record) -> Iterator[tuple[Steps, PartialDate | None]]:
    """一条记录发生的日期：（字段，日期）。"""
    if isinstance(record, Proposal):
        yield ("submitted",), record.submitted
    elif isinstance(record, Reply | Activity):
        yield ("date",), getattr(record, "date", None)
    for place, entry in enumerate(getattr(record, "corrections", ())):
        yield ("corrections", place, "date"), entry.date
    retired = getattr(record, "retired", None)
    if retired is not None:
        yield ("retired",), retired.date
