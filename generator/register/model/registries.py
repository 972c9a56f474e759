"""名册：政协、单位、委员、界别、平台。每类一个 CSV，一行一条。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.fields import (
    Address,
    BodyId,
    Count,
    Date,
    Line,
    Lines,
    PlatformId,
    PlatformIds,
    Record,
    SectorId,
    SectorIds,
    Text,
    YesNo,
    one_of,
)
from generator.terms import Level, Qualifier, RecordOpenness, Region


class Sourced(Record):
    """写得出来源的名册条目；CSV 里来源只占两列。"""

    source_title: Line | None = Field(None, title="来源标题", description="这一条事实出自哪里。")
    source_url: Address | None = Field(None, title="来源网址", description="来源的网页地址。")


class Body(Sourced):
    """一级政协。"""

    name: Line = Field(title="名称", description="全称。", examples=["某市某区政协"])
    short_name: Line | None = Field(None, title="简称", description="列表里用的短名。")
    level: Annotated[Level | None, one_of(Level)] = Field(
        None, title="层级", description="全国、省级、市级、区县级。"
    )
    parent: BodyId | None = Field(None, title="上级", description="上一级政协的编号。")
    result_scale: Line | None = Field(
        None,
        title="结果对照表",
        description="办理结果写法用 site.yml 里哪一套对照表；不写用站点默认。",
        examples=["ABC"],
    )
    satisfaction_scale: Line | None = Field(
        None, title="满意度分级", description="满意度写法用 site.yml 里哪一套分级；不写用站点默认。"
    )
    website: Address | None = Field(None, title="网站", description="官方网站。")


class Unit(Sourced):
    """承办单位。"""

    name: Line = Field(title="名称", description="全称。")
    short_name: Line | None = Field(None, title="简称", description="列表里用的短名。")
    body: BodyId | None = Field(None, title="对应政协", description="向哪一级政协办理提案；不写用站点默认。")
    kind: Line | None = Field(None, title="性质", description="政府部门、街镇、人民团体等。")
    telephone: Line | None = Field(None, title="公开电话", description="单位对外公布的电话；不是个人电话。")
    website: Address | None = Field(None, title="网站", description="官方网站。")


class Sector(Sourced):
    """界别。"""

    name: Line = Field(title="名称", description="界别名称。", examples=["科技界"])
    body: BodyId | None = Field(None, title="所属政协", description="不写用站点默认。")


class Member(Sourced):
    """委员。以委员身份履职的姓名可以公开；不愿公开的，withheld 写「是」。"""

    name: Line = Field(title="姓名", description="委员姓名。")
    body: BodyId | None = Field(None, title="所属政协", description="不写用站点默认。")
    sector: SectorId | None = Field(None, title="界别", description="所在界别。")
    party: Line | None = Field(None, title="党派", description="所在党派。")
    platforms: PlatformIds = Field((), title="所在平台", description="落组进站的站、室、点。")
    region: Annotated[Region, one_of(Region)] = Field(
        Region.MAINLAND,
        title="来自",
        description="内地、香港、澳门、台湾、海外；只用来核对「人人有站」，不公开。",
    )
    withheld: YesNo = Field(False, title="姓名从略", description="写「是」则姓名不公开，也没有个人页面。")
    contact: Line | None = Field(
        None, title="联系方式", description="只供内部联系，永不公开。", json_schema_extra={"private": True}
    )


class Platform(Sourced):
    """站、室、点等平台。"""

    name: Line = Field(title="名称", description="平台名称。")
    kind: Line = Field(
        title="种类", description="委员工作站、委员工作室、联系点、协商议事厅等。", examples=["委员工作站"]
    )
    body: BodyId | None = Field(None, title="所属政协", description="不写用站点默认。")
    level: Annotated[Level | None, one_of(Level)] = Field(
        None, title="层级", description="市级、区县级、乡镇街道级、村居级。"
    )
    parent: PlatformId | None = Field(None, title="上级平台", description="上一级平台的编号。")
    tier: Line | None = Field(
        None, title="所在层", description="本地体系里的哪一层；示意图按它分层。", examples=["点"]
    )
    feature: Line | None = Field(
        None, title="特色", description="同一种类再分的小类。", examples=["界别特色"]
    )
    group: YesNo = Field(
        False, title="代表一批", description="写「是」：这一条代表一批没有逐个列名的平台，不是一个平台。"
    )
    count: Count | None = Field(None, title="个数", description="代表几个；没有公布个数的不写。")
    qualifier: Annotated[Qualifier, one_of(Qualifier)] = Field(
        Qualifier.EXACT, title="限定词", description="个数是约数时：余、近、多；确数不写。"
    )
    owner: Line | None = Field(
        None, title="由谁负责", description="负责的职务或身份，不写姓名。", examples=["站长"]
    )
    roles: Lines = Field((), title="功能", description="在这里做什么。", examples=[["政策宣讲"]])
    teams: Lines = Field((), title="队伍", description="设了哪几支队伍，写身份。", examples=[["界别召集人"]])
    host: Line | None = Field(None, title="依托单位", description="设在哪里、由谁承办。")
    place: Line | None = Field(None, title="地点", description="到街镇或村居为止。")
    sectors: SectorIds = Field((), title="对应界别", description="联系的界别。")
    topics: Lines = Field((), title="主题", description="主要议题。")
    opened: Annotated[Date | None, Field(title="设立时间", description="何时设立。")] = None
    description: Text | None = Field(None, title="简介", description="做什么、怎样运行。")
    open: Annotated[RecordOpenness, one_of(RecordOpenness)] = Field(
        RecordOpenness.PUBLIC, title="公开", description="公开或不公开；不写就是公开。"
    )
    open_reason: Line | None = Field(None, title="不公开原因", description="不公开时写明原因，原因会公布。")
    practice: Lines = Field((), title="做法编号", description="对应的做法编号。")
