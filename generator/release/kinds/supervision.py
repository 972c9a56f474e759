"""民主监督公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicPart
from generator.release.model.labels import label
from generator.terms import RecordKind, UpdateStatus

SETTLED = {UpdateStatus.DONE, UpdateStatus.CLOSED}


class PublicObserver(PublicPart, frozen=True, kw_only=True):
    """一方监督者。"""

    group: Annotated[str, label("身份", "哪一方。")]
    count: Annotated[int | None, label("人数", "单位：人。")] = None


class PublicProblem(PublicPart, frozen=True, kw_only=True):
    """发现的一个问题。"""

    id: str
    what: Annotated[str, label("问题", "发现了什么。")]
    advice: Annotated[str | None, label("建议", "建议怎样改。")] = None
    unit: Annotated[str | None, label("责任单位", "单位编号。", RecordKind.UNIT)] = None
    status: Annotated[UpdateStatus | None, label("改进", "改到了哪一步。")] = None
    date: Annotated[PartialDate | None, label("日期", "哪一天发现的。")] = None
    done: Annotated[PartialDate | None, label("改好日期", "哪一天改好的。")] = None
    note: Annotated[str | None, label("说明", "怎样改的。")] = None


class PublicSupervision(PublicActivity, frozen=True, kw_only=True):
    """一次民主监督。"""

    kind: Annotated[str, label("形式", "专题监督、视察等。")]
    topic: Annotated[str | None, label("监督什么", "监督的题目。")] = None
    units: Annotated[tuple[str, ...], label("被监督单位", "单位编号。", RecordKind.UNIT)] = ()
    partners: Annotated[tuple[str, ...], label("与谁联合", "与别的监督联合的。")] = ()
    observers: Annotated[tuple[PublicObserver, ...], label("监督者", "一方一行。")] = ()
    problems: Annotated[tuple[PublicProblem, ...], label("发现的问题", "一个问题一行。")] = ()
    problems_total: Annotated[int | None, label("问题总数", "公布的总数，单位：个。")] = None


def sentence(item: PublicSupervision) -> str:
    """发现几个问题，改好几个。"""
    total = item.problems_total or len(item.problems)
    settled = sum(problem.status in SETTLED for problem in item.problems)
    found = f"发现问题 {total} 个" + (f"，改好 {settled} 个" if item.problems else "") if total else ""
    return joined(item.topic or "", found)


SUPERVISION = Kind(
    kind=RecordKind.SUPERVISION,
    shape=PublicSupervision,
    counter="次民主监督",
    lead="监督什么，谁来监督，发现了什么问题，后来改了没有。",
    happened="开展",
    sentence=sentence,
)
