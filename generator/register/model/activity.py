"""本会自己的记录共有的字段：协商、归并办理、品牌，以及社情民意、计划、文件等。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.chain import Stage
from generator.register.model.common import Allowances, Corrections, Feedback, Outcome, Publication, Source
from generator.register.model.fields import (
    SEQUENCE,
    BodyId,
    Date,
    Identifier,
    Identifiers,
    Line,
    Lines,
    Record,
    RecordLinks,
    Text,
    one_of,
)
from generator.register.model.proposal import Retirement
from generator.terms import RecordOpenness


class Activity(Record):
    """本会自己的一条记录。"""

    body: BodyId | None = Field(None, title="政协", description="不写用站点默认。")
    title: Line = Field(title="名称", description="活动、机制、文件或议题的名称。")
    topics: Lines = Field((), title="主题词", description="几个词，供订阅与检索。")
    date: Annotated[Date | None, Field(title="日期", description="哪一天；只知道月份或年份也可以。")] = None
    description: Text | None = Field(None, title="经过", description="怎样进行，自己的话。")
    outcomes: Annotated[tuple[Outcome, ...], SEQUENCE] = Field((), title="成效", description="办成的事。")
    chain: Identifier | None = Field(
        None, title="闭环", description="走哪一种闭环：site.yml 里 chains 的编号。", examples=["xieshang"]
    )
    stages: Annotated[tuple[Stage, ...], SEQUENCE] = Field(
        (), title="环节", description="走过的环节，按先后写。"
    )
    feedback: Annotated[tuple[Feedback, ...], SEQUENCE] = Field(
        (), title="反馈", description="把结果告诉提意见的人，每次写一条。"
    )
    related: RecordLinks = Field(
        (), title="有关记录", description="别的记录，写「种类/编号」；两边的页面都会连。"
    )
    publications: Annotated[tuple[Publication, ...], SEQUENCE] = Field(
        (), title="公开载体", description="在网站、公众号、报纸等处登出来的每一次。"
    )
    sources: Annotated[tuple[Source, ...], SEQUENCE] = Field(
        (), title="来源", description="别人报道的事实都要写明。"
    )
    practice: Lines = Field((), title="做法编号", description="对应的做法编号。")
    open: Annotated[RecordOpenness, one_of(RecordOpenness)] = Field(
        RecordOpenness.PUBLIC, title="公开", description="公开或不公开；不写就是公开。"
    )
    open_reason: Line | None = Field(None, title="不公开原因", description="不公开时写明原因，原因会公布。")
    corrections: Corrections = ()
    retired: Retirement | None = Field(None, title="撤下", description="撤下的日期与原因；网址保留。")
    former_ids: Identifiers = Field(
        (), title="旧编号", description="改过编号的，写旧编号；旧网址会转到这里。"
    )
    allow: Allowances = ()
