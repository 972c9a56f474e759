"""服务清单：需求、资源、项目，与群众点单、委员接单的经过。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import SEQUENCE, Count, Date, Identifier, Line, Part, PlatformId, one_of
from generator.terms import OrderStatus, ServiceListKind


class ServiceItem(Part):
    """清单里的一项。"""

    id: Identifier = Field(title="编号", description="在这份清单里唯一，成为网页上的锚点。", examples=["z1"])
    kind: Annotated[ServiceListKind, one_of(ServiceListKind)] = Field(
        title="哪一张清单", description="需求、资源、项目。"
    )
    what: Line = Field(title="内容", description="要什么，或能做什么。")
    provider: Line | None = Field(None, title="提供者", description="委员小组、界别或单位。")
    audience: Line | None = Field(None, title="对象", description="给谁。", examples=["社区老人"])
    times: Count | None = Field(None, title="次数", description="做了几次。")
    served: Count | None = Field(None, title="人次", description="服务了多少人次。")
    note: Line | None = Field(None, title="说明", description="只有约数、没有逐条公布等。")


class Order(Part):
    """一次点单。"""

    item: Identifier | None = Field(
        None, title="点的哪一项", description="清单里一项的编号。", examples=["z1"]
    )
    date: Annotated[Date | None, Field(title="点单日期", description="哪一天。")] = None
    by: Line | None = Field(None, title="谁点的", description="写身份，不写姓名。", examples=["某居委会"])
    what: Line | None = Field(None, title="要求", description="要什么。")
    status: Annotated[OrderStatus, one_of(OrderStatus)] = Field(
        title="进展", description="已点单、已接单、已完成、未能办。"
    )
    done: Annotated[Date | None, Field(title="办结日期", description="哪一天办好。")] = None
    note: Line | None = Field(None, title="说明", description="办得怎样。")


class Service(Activity):
    """一份服务清单。"""

    platform: PlatformId | None = Field(None, title="平台", description="在哪个站、室、点。")
    provider: Line | None = Field(None, title="谁来服务", description="委员小组、界别、团队。")
    items: Annotated[tuple[ServiceItem, ...], SEQUENCE] = Field(
        (), title="清单", description="需求、资源、项目逐项写。"
    )
    orders: Annotated[tuple[Order, ...], SEQUENCE] = Field((), title="点单", description="按日期先后。")
