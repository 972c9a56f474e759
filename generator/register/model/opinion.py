"""社情民意：从哪里来，报到哪里，被怎样用了。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import (
    SEQUENCE,
    Date,
    Line,
    Lines,
    MemberId,
    Part,
    PlatformId,
    SectorIds,
    UnitIds,
    one_of,
)
from generator.terms import AdoptionKind, Level, OpinionChannel


class Adoption(Part):
    """一次采用：报到哪一级，怎样用的。"""

    kind: Annotated[AdoptionKind, one_of(AdoptionKind)] = Field(
        title="怎样用", description="报送、采用、批示、批转、转化。"
    )
    level: Annotated[Level | None, one_of(Level)] = Field(
        None, title="哪一级", description="全国、省级、市级、区县级。"
    )
    by: Line | None = Field(None, title="哪里", description="机关或刊物的名称；领导批示只写职务。")
    date: Annotated[Date | None, Field(title="日期", description="哪一天。")] = None


class Opinion(Activity):
    """一条社情民意信息：反映了什么，被采用到哪一级，办成了什么。"""

    number: Line | None = Field(None, title="期号", description="总是文字。", examples=["第 36 期"])
    channel: Annotated[OpinionChannel | None, one_of(OpinionChannel)] = Field(
        None, title="来源渠道", description="委员、界别、直报点、码上商、12345热线等。"
    )
    provider: Line | None = Field(
        None, title="反映者", description="写身份，不写群众姓名。", examples=["民营企业负责人"]
    )
    member: MemberId | None = Field(None, title="反映委员", description="委员编号。")
    sectors: SectorIds = Field((), title="界别", description="哪些界别。")
    platform: PlatformId | None = Field(None, title="收集的平台", description="在哪个站、室、点收到。")
    units: UnitIds = Field((), title="涉及单位", description="建议由谁来办。")
    suggestions: Lines = Field((), title="建议", description="逐条写，每条一句。")
    adoptions: Annotated[tuple[Adoption, ...], SEQUENCE] = Field(
        (), title="采用", description="按日期先后，每用一次写一条。"
    )
