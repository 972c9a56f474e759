"""服务清单公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicPart
from generator.release.model.labels import label
from generator.terms import OrderStatus, RecordKind, ServiceListKind


class PublicServiceItem(PublicPart, frozen=True, kw_only=True):
    """清单里的一项。"""

    id: str
    kind: Annotated[ServiceListKind, label("清单", "需求、资源、项目。")]
    what: Annotated[str, label("内容", "要什么，或能做什么。")]
    provider: Annotated[str | None, label("提供者", "委员小组、界别或单位。")] = None
    audience: Annotated[str | None, label("对象", "给谁。")] = None
    times: Annotated[int | None, label("次数", "做了几次，单位：次。")] = None
    served: Annotated[int | None, label("人次", "服务了多少人次。")] = None
    note: Annotated[str | None, label("说明", "口径等。")] = None


class PublicOrder(PublicPart, frozen=True, kw_only=True):
    """一次点单。"""

    item: Annotated[str | None, label("点的哪项", "清单里一项的编号。")] = None
    date: Annotated[PartialDate | None, label("点单日期", "哪一天。")] = None
    by: Annotated[str | None, label("谁点的", "点单者的身份。")] = None
    what: Annotated[str | None, label("要求", "要什么。")] = None
    status: Annotated[OrderStatus, label("进展", "到了哪一步。")]
    done: Annotated[PartialDate | None, label("办结日期", "哪一天办好。")] = None
    note: Annotated[str | None, label("说明", "办得怎样。")] = None


class PublicService(PublicActivity, frozen=True, kw_only=True):
    """一份服务清单。"""

    platform: Annotated[str | None, label("平台", "平台编号。", RecordKind.PLATFORM)] = None
    provider: Annotated[str | None, label("谁来服务", "委员小组、界别、团队。")] = None
    items: Annotated[tuple[PublicServiceItem, ...], label("清单", "一项一行。")] = ()
    orders: Annotated[tuple[PublicOrder, ...], label("点单", "一次点单一行。")] = ()


def sentence(item: PublicService) -> str:
    """各张清单各几项，点单几次、办好几次。"""
    kinds = [one.kind for one in item.items]
    listed = "，".join(f"{kind} {kinds.count(kind)} 项" for kind in ServiceListKind if kind in kinds)
    done = sum(order.status is OrderStatus.DONE for order in item.orders)
    return joined(listed, f"点单 {len(item.orders)} 次，办好 {done} 次" if item.orders else "")


SERVICE = Kind(
    kind=RecordKind.SERVICE,
    shape=PublicService,
    counter="份服务清单",
    lead="群众要什么，委员能做什么，点了什么单、办得怎样。",
    happened="公布",
    sentence=sentence,
)
