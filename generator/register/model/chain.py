"""闭环：一串有先后的环节，写在站点配置里；记录写走到了哪一环。"""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.register.model.fields import (
    SEQUENCE,
    Count,
    Date,
    Identifier,
    Line,
    Part,
    one_of,
)
from generator.terms import ClockUnit


class ChainStage(Part):
    """闭环的一个环节。"""

    name: Line = Field(title="环节", description="这一环叫什么；在一个闭环里唯一。", examples=["交办"])
    actor: Line | None = Field(None, title="由谁", description="平常由谁来做。", examples=["政协办公室"])
    amount: Count | None = Field(
        None, title="期限", description="应当在多少个单位之内做到；没有规定的不写。", examples=[2]
    )
    unit: Annotated[ClockUnit | None, one_of(ClockUnit)] = Field(
        None, title="单位", description="个月、周、日、工作日。"
    )
    start: Line | None = Field(
        None, title="从哪一环起算", description="前面某一环的名称；不写从上一环起算。", examples=["收到"]
    )

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.amount is None) != (self.unit is None):
            raise PydanticCustomError(
                "shai",
                "{message}",
                {
                    "rule": "bad-chain",
                    "message": f"环节「{self.name}」的期限不完整",
                    "cure": "amount 与 unit 一起写，例如 amount: 2、unit: 工作日。",
                },
            )
        return self


class Chain(Part):
    """一种闭环。"""

    id: Identifier = Field(title="编号", description="闭环的编号，全站唯一。", examples=["baosong"])
    title: Line = Field(title="名称", description="这个闭环叫什么。", examples=["协商—落实—反馈"])
    stages: Annotated[tuple[ChainStage, ...], SEQUENCE] = Field(
        title="环节", description="按先后写。", min_length=2
    )
    source: Line | None = Field(None, title="依据", description="出自哪份文件或报道。")


class Stage(Part):
    """一条记录走过的一个环节。"""

    stage: Line = Field(title="环节", description="所属闭环里一个环节的名称。", examples=["交办"])
    date: Annotated[Date | None, Field(title="日期", description="哪一天；没有公布的不写。")] = None
    actor: Line | None = Field(None, title="由谁", description="与闭环平常写的不同时才写，写身份或单位。")
    note: Line | None = Field(None, title="说明", description="做了什么。")
    source: Line | None = Field(None, title="依据", description="文件名或网址。")
