"""计划：协商、监督、调研、学习，一项一项，各有题目的来处与后来的去向。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import (
    SEQUENCE,
    Count,
    Date,
    DocumentId,
    Identifier,
    Line,
    Lines,
    Part,
    RecordLinks,
    UnitIds,
    one_of,
)
from generator.terms import PlanArea, PlanFate, TopicSource


class PlanItem(Part):
    """计划里的一项。"""

    id: Identifier = Field(title="编号", description="在这份计划里唯一，成为网页上的锚点。", examples=["x1"])
    what: Line = Field(title="题目", description="做什么。")
    area: Annotated[PlanArea | None, one_of(PlanArea)] = Field(
        None, title="种类", description="与整份计划不同时才写。"
    )
    form: Line | None = Field(None, title="形式", description="专题协商、视察等。", examples=["专题协商"])
    source: Annotated[TopicSource | None, one_of(TopicSource)] = Field(
        None, title="题目来源", description="点题、荐题、征题、报题。"
    )
    proposed_by: Line | None = Field(
        None, title="谁出的题", description="单位或身份，不写群众姓名。", examples=["区政府"]
    )
    year: Count | None = Field(
        None, title="年份", description="跨年的计划写这一项在哪一年。", examples=[2023]
    )
    slot: Line | None = Field(
        None, title="位置", description="在「1+5+X」一类结构里占哪一格。", examples=["5"]
    )
    lead: Line | None = Field(None, title="牵头", description="由谁牵头。", examples=["提案委"])
    units: UnitIds = Field((), title="有关单位", description="单位编号。")
    due: Annotated[Date | None, Field(title="定在", description="打算什么时候做。")] = None
    planned: Count | None = Field(None, title="计划次数", description="打算做几次；只做一次的不写。")
    held: Count | None = Field(None, title="实际次数", description="做了几次。")
    records: RecordLinks = Field(
        (), title="做成了什么", description="后来的协商、提案等记录，写「种类/编号」。"
    )
    fate: Annotated[PlanFate | None, one_of(PlanFate)] = Field(
        None, title="去向", description="未开展、进行中、已开展、已调整、未实施；没有公布的不写。"
    )
    note: Line | None = Field(None, title="说明", description="为什么调整、没有实施等。")


class Plan(Activity):
    """一份计划。"""

    area: Annotated[PlanArea, one_of(PlanArea)] = Field(
        title="种类", description="工作要点、协商、监督、调研、学习。"
    )
    year: Count | None = Field(
        None, title="年份", description="哪一年；跨年的写头一年；没有公布的不写。", examples=[2023]
    )
    until: Count | None = Field(None, title="到哪一年", description="跨年的写末一年。", examples=[2027])
    span: Count | None = Field(
        None, title="共几年", description="跨年而没有公布是哪几年的，写共几年。", examples=[5]
    )
    structure: Line | None = Field(None, title="结构", description="如 1+5+X。", examples=["1+5+X"])
    issuers: Lines = Field((), title="印发", description="由谁印发，联合印发的都写。")
    document: DocumentId | None = Field(None, title="文件", description="印发它的制度文件的编号。")
    items: Annotated[tuple[PlanItem, ...], SEQUENCE] = Field((), title="项目", description="逐项写。")
    items_total: Count | None = Field(None, title="项目总数", description="公布了总数而没有逐项公布时用。")
