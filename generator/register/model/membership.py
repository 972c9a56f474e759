"""站、室、点的规定：谁该进站，每个周期至少办几次；各地自己的写法，写在站点配置里。"""

from typing import Annotated

from pydantic import Field

from generator.membership import Platform, is_covered
from generator.register.model.fields import (
    SEQUENCE,
    BodyIds,
    Count,
    Date,
    Identifier,
    Line,
    Lines,
    Part,
    PlatformIds,
    YesNo,
    one_of,
)
from generator.terms import Period, Region


class CoverageRule(Part):
    """「人人有站、站站有人」的一条规定。"""

    id: Identifier = Field(title="编号", description="规定的编号，全站唯一。", examples=["luozujinzhan"])
    title: Line = Field(title="名称", description="这条规定叫什么。", examples=["落组进站"])
    bodies: BodyIds = Field(
        title="谁的委员", description="哪几级政协的委员应当进站。", examples=[["huangpu"]], min_length=1
    )
    platform_bodies: BodyIds = Field(
        (), title="谁的平台", description="进哪几级政协的平台才算；不写同「谁的委员」。"
    )
    platform_kinds: Lines = Field(
        (), title="平台种类", description="进哪些种类的平台才算；不写是各种都算。", examples=[["委员工作站"]]
    )
    exclude: Annotated[tuple[Annotated[Region, one_of(Region)], ...], SEQUENCE] = Field(
        (), title="不计入", description="不要求进站的委员来自哪里。", examples=[["香港", "澳门"]]
    )
    owner_required: YesNo = Field(
        False, title="要有人负责", description="写「是」：每个平台都要写明由谁负责。"
    )
    source: Line | None = Field(None, title="依据", description="哪个文件规定的。")

    def covers(self, platform: Platform) -> bool:
        """这个平台算不算在这条规定里。"""
        return is_covered(platform, self.platform_bodies or self.bodies, self.platform_kinds)


class QuotaRule(Part):
    """平台每个周期至少办几次活动的一条规定。"""

    id: Identifier = Field(title="编号", description="规定的编号，全站唯一。", examples=["meinian"])
    title: Line = Field(title="名称", description="这条规定叫什么。", examples=["每年至少一次协商"])
    bodies: BodyIds = Field((), title="谁的平台", description="哪几级政协的平台；不写是全部。")
    platform_kinds: Lines = Field((), title="平台种类", description="哪些种类的平台；不写是各种都算。")
    platforms: PlatformIds = Field((), title="平台", description="只管这几个平台时，写它们的编号。")
    minimum: Count = Field(title="至少", description="一个周期至少几次。", examples=[1])
    period: Annotated[Period, one_of(Period)] = Field(title="周期", description="年、半年、季度、月。")
    since: Annotated[
        Date | None,
        Field(
            title="起算",
            description="从哪一天、哪一月或哪一年起算；不写的只登规定，不数次数。",
            examples=["2023"],
        ),
    ] = None
    until: Annotated[
        Date | None, Field(title="算到", description="不再适用的那一天；材料只到某时的，写到那时。")
    ] = None
    source: Line | None = Field(None, title="依据", description="哪个文件规定的。")
