"""民主监督：监督什么，谁参加，发现了什么问题，后来怎样。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import (
    SEQUENCE,
    Count,
    Date,
    Identifier,
    Line,
    Lines,
    Part,
    UnitId,
    UnitIds,
    one_of,
)
from generator.terms import UpdateStatus


class Observer(Part):
    """一方监督者：只写身份与人数，不写姓名。"""

    group: Line = Field(title="身份", description="哪一方。", examples=["特约监督员"])
    count: Count | None = Field(None, title="人数", description="几人；没公布的不写。")


class Problem(Part):
    """发现的一个问题，与它的改进。"""

    id: Identifier = Field(title="编号", description="在这次监督里唯一，成为网页上的锚点。", examples=["w1"])
    what: Line = Field(title="问题", description="发现了什么。")
    advice: Line | None = Field(None, title="建议", description="建议怎样改。")
    unit: UnitId | None = Field(None, title="责任单位", description="单位编号。")
    status: Annotated[UpdateStatus | None, one_of(UpdateStatus)] = Field(
        None, title="改进", description="进行中、已完成、已调整、已销号；没有公布的不写。"
    )
    date: Annotated[Date | None, Field(title="日期", description="哪一天发现的。")] = None
    done: Annotated[Date | None, Field(title="改好日期", description="哪一天改好的。")] = None
    note: Line | None = Field(None, title="说明", description="怎样改的。")


class Supervision(Activity):
    """一次民主监督。"""

    kind: Line = Field(
        title="形式", description="专题监督、视察、协商式监督、联合监督等。", examples=["专题监督"]
    )
    topic: Line | None = Field(None, title="监督什么", description="监督的题目。")
    units: UnitIds = Field((), title="被监督单位", description="单位编号。")
    partners: Lines = Field(
        (), title="与谁联合", description="与别的监督贯通、联合的。", examples=[["市纪委监委"]]
    )
    observers: Annotated[tuple[Observer, ...], SEQUENCE] = Field(
        (), title="监督者", description="特约监督员、民情观察员等，各方与人数。"
    )
    problems: Annotated[tuple[Problem, ...], SEQUENCE] = Field(
        (), title="发现的问题", description="一个问题一条。"
    )
    problems_total: Count | None = Field(None, title="问题总数", description="公布了总数而没有逐条公布时用。")
