"""征询与评议：问了谁，发出收回多少，每个问题各选了几份。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import SEQUENCE, Count, Date, Line, Lines, Part, one_of
from generator.terms import SurveyKind


class Audience(Part):
    """一方对象。"""

    group: Line = Field(title="对象", description="问的是谁。", examples=["居民"])
    sent: Count | None = Field(None, title="发出", description="发出几份，或请了几人。")
    returned: Count | None = Field(None, title="收回", description="收回几份；不能多于发出。")
    valid: Count | None = Field(None, title="有效", description="有效几份；不能多于收回。")


class Answer(Part):
    """一个问题的一种回答有几份。"""

    question: Line = Field(title="问题", description="问了什么；同一问题的几种回答各写一条。")
    group: Line | None = Field(
        None, title="对象", description="哪一方回答的；与 audiences 里的一致，不分对象的不写。"
    )
    choice: Line = Field(title="回答", description="取自 scale；没有 scale 的随意。", examples=["满意"])
    count: Count = Field(title="份数", description="几份这样回答。")


class Survey(Activity):
    """一次问卷、征集意见、评议或后评估。"""

    kind: Annotated[SurveyKind, one_of(SurveyKind)] = Field(
        title="种类", description="问卷、征集意见、群众评议、双向评议、后评估。"
    )
    question: Line | None = Field(None, title="问什么", description="一句话说清要知道什么。")
    closed: Annotated[Date | None, Field(title="截止", description="哪一天截止；date 写开始。")] = None
    audiences: Annotated[tuple[Audience, ...], SEQUENCE] = Field(
        (), title="对象与份数", description="每一方一条。"
    )
    scale: Lines = Field(
        (), title="分级", description="可选的回答，从好到差。", examples=[["满意", "基本满意", "不满意"]]
    )
    results: Annotated[tuple[Answer, ...], SEQUENCE] = Field(
        (), title="结果", description="每个问题的每种回答一条。"
    )
    findings: Lines = Field((), title="发现", description="看出了什么，每条一句。")
