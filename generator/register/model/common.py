"""几类记录共用的部分：来源、进展、承诺、成效、公开载体、个人信息的确认。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.fields import (
    SEQUENCE,
    Address,
    Date,
    Identifier,
    Line,
    Part,
    UnitId,
    one_of,
)
from generator.terms import CorrectionKind, OutcomeLevel, PersonalKind, UpdateStatus


class Source(Part):
    """一处来源：别人报道的事实都要写明。"""

    title: Line = Field(title="标题", description="报道或文件的标题。", examples=["某报：某标题"])
    publisher: Line | None = Field(None, title="媒体或机关", description="刊登它的报纸、网站或机关。")
    url: Address | None = Field(None, title="网址", description="能打开的网页地址。")
    date: Annotated[Date | None, Field(title="日期", description="刊登日期。")] = None
    file: Line | None = Field(None, title="文件名", description="不知道出处时，所据文件自己的名字。")


class Update(Part):
    """承诺或任务的一次进展：有日期的事件。"""

    date: Date = Field(title="日期", description="这次进展发生的日期。")
    status: Annotated[UpdateStatus, one_of(UpdateStatus)] = Field(
        title="状态", description="这次进展之后的状态。"
    )
    note: Line | None = Field(None, title="说明", description="做了什么，做到多少。")
    evidence: Line | None = Field(None, title="依据", description="证明这次进展的文件名或网址。")
    due: Annotated[Date | None, Field(title="新期限", description="状态为「已调整」时，改到哪一天。")] = None


class Commitment(Part):
    """答复里的一项承诺。"""

    id: Identifier = Field(title="编号", description="在这件答复里唯一，成为网页上的锚点。", examples=["c1"])
    what: Line = Field(title="承诺什么", description="做什么，做到什么程度。")
    unit: UnitId | None = Field(None, title="责任单位", description="不写就是答复单位。")
    due: Annotated[
        Date | None, Field(title="期限", description="承诺完成的日期；没说的不写，页面显示「未给期限」。")
    ] = None
    updates: Annotated[tuple[Update, ...], SEQUENCE] = Field((), title="进展", description="按日期先后。")


class Task(Commitment):
    """协商后分解的一项任务；按任务分解清单逐项销号。"""


class Outcome(Part):
    """一项看得见的成效。"""

    what: Line = Field(title="成效", description="办成了什么。")
    level: Annotated[OutcomeLevel | None, one_of(OutcomeLevel)] = Field(
        None, title="层次", description="一件诉求、一类问题、一项机制；试点、标准、推广；创建、获评。"
    )
    date: Annotated[Date | None, Field(title="日期", description="办成的日期。")] = None
    place: Line | None = Field(None, title="地点", description="在哪里。")
    evidence: Line | None = Field(None, title="依据", description="证明它的文件名或网址。")


class Publication(Part):
    """一次公开：在什么载体上登了出来。"""

    channel: Line = Field(title="载体", description="网站、公众号、报纸。", examples=["报纸"])
    title: Line | None = Field(None, title="标题", description="登出时的标题。")
    url: Address | None = Field(None, title="网址", description="登出的网址。")
    date: Annotated[Date | None, Field(title="日期", description="登出的日期。")] = None


class Correction(Part):
    """一次更正：公布以后发现不对，改了哪一项、怎样改的、为什么。"""

    date: Date = Field(title="日期", description="改的那一天。")
    change: Annotated[CorrectionKind, one_of(CorrectionKind)] = Field(
        title="怎样改", description="改正、补充、删去，或遮去不该公开的字。"
    )
    field: Line = Field(
        title="改哪一项",
        description="数据手册里那个字段的名称；手册里没有的、只供内部的不写。",
        examples=["答复日期"],
    )
    item: Identifier | None = Field(
        None, title="哪一条", description="改的是其中一条建议、承诺、任务等，写它的编号。", examples=["c1"]
    )
    was: Line | None = Field(None, title="原来", description="原来怎样写；遮去的不写。")
    now: Line | None = Field(None, title="现在", description="现在怎样写；删去的不写。")
    reason: Line = Field(title="原因", description="为什么改，谁指出的（写身份，不写姓名）。")


Corrections = Annotated[
    tuple[Correction, ...],
    SEQUENCE,
    Field(title="更正", description="公布以后改过的地方，每次写一条；这条记录的网页与更正页都会登。"),
]


class Feedback(Part):
    """一次反馈：结果怎样告诉提意见的人。"""

    form: Line = Field(title="形式", description="各地自己的叫法。", examples=["清单表格"])
    date: Annotated[Date | None, Field(title="日期", description="哪一天。")] = None
    to: Line | None = Field(None, title="向谁", description="写身份，不写群众姓名。", examples=["居民代表"])
    what: Line | None = Field(None, title="说了什么", description="反馈的内容，一句话。")


class Allowance(Part):
    """确认一处个人信息可以公开；不写就挡住发布。"""

    kind: Annotated[PersonalKind, one_of(PersonalKind)] = Field(
        title="种类", description="手机号、住址等；与检查报的一致。"
    )
    value: Line = Field(title="值", description="原文里的写法；分隔符不计，住址可以只从路名写起。")
    reason: Line = Field(title="理由", description="为什么可以公开，例如是单位对外公布的。")


Allowances = Annotated[
    tuple[Allowance, ...],
    SEQUENCE,
    Field(
        title="个人信息的确认",
        description="文字里确需公开的号码、邮箱、地址，逐个写明理由；永不公开。",
        json_schema_extra={"private": True},
    ),
]
