"""计划公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicLink, PublicPart
from generator.release.model.labels import label
from generator.terms import PlanArea, PlanFate, RecordKind, TopicSource


class PublicPlanItem(PublicPart, frozen=True, kw_only=True):
    """计划里的一项。"""

    id: str
    what: Annotated[str, label("题目", "做什么。")]
    area: Annotated[PlanArea | None, label("种类", "与整份计划不同时才有。")] = None
    form: Annotated[str | None, label("形式", "专题协商、视察等。")] = None
    source: Annotated[TopicSource | None, label("题目来源", "点题、荐题、征题、报题。")] = None
    proposed_by: Annotated[str | None, label("谁出的题", "单位或身份。")] = None
    year: Annotated[int | None, label("年份", "跨年的计划，这一项在哪一年。")] = None
    slot: Annotated[str | None, label("位置", "在「1+5+X」一类结构里占哪一格。")] = None
    lead: Annotated[str | None, label("牵头", "由谁牵头。")] = None
    units: Annotated[tuple[str, ...], label("有关单位", "单位编号。", RecordKind.UNIT)] = ()
    due: Annotated[PartialDate | None, label("定在", "打算什么时候做。")] = None
    planned: Annotated[int | None, label("计划次数", "单位：次。")] = None
    held: Annotated[int | None, label("实际次数", "单位：次。")] = None
    records: Annotated[tuple[PublicLink, ...], label("做成了什么", "后来的记录。")] = ()
    fate: Annotated[PlanFate | None, label("去向", "后来怎样。")] = None
    note: Annotated[str | None, label("说明", "为什么调整、没有实施等。")] = None


class PublicPlan(PublicActivity, frozen=True, kw_only=True):
    """一份计划。"""

    area: Annotated[PlanArea, label("种类", "工作要点、协商、监督、调研、学习。")]
    year: Annotated[int | None, label("年份", "哪一年；跨年的是头一年。")] = None
    until: Annotated[int | None, label("到哪一年", "跨年的末一年。")] = None
    span: Annotated[int | None, label("共几年", "没有公布是哪几年的，跨几年。")] = None
    structure: Annotated[str | None, label("结构", "如 1+5+X。")] = None
    issuers: Annotated[tuple[str, ...], label("印发", "由谁印发。")] = ()
    document: Annotated[str | None, label("文件", "制度文件的编号。", RecordKind.DOCUMENT)] = None
    items_total: Annotated[int | None, label("项目总数", "公布的总数，单位：项。")] = None
    items: Annotated[tuple[PublicPlanItem, ...], label("项目", "一项一行。")] = ()


def sentence(item: PublicPlan) -> str:
    """共几项，各种去向各几项。"""
    fates = [one.fate for one in item.items if one.fate]
    counted = [f"{fate} {fates.count(fate)} 项" for fate in PlanFate if fate in fates]
    listed = len(item.items)
    total = f"共 {item.items_total} 项" if item.items_total else ""
    shown = f"逐项公布的 {listed} 项" if listed and listed != item.items_total else ""
    return joined("，".join(part for part in (total, shown, *counted) if part))


PLAN = Kind(
    kind=RecordKind.PLAN,
    shape=PublicPlan,
    counter="份计划",
    lead="协商、监督、调研、学习的计划：题目从哪里来，后来怎样。",
    happened="印发",
    sentence=sentence,
)
