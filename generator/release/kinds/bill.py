"""立法协商公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicPart
from generator.release.model.labels import label
from generator.terms import Decision, RecordKind


class PublicRound(PublicPart, frozen=True, kw_only=True):
    """一轮听取意见。"""

    id: str
    name: Annotated[str, label("轮次", "这一轮叫什么。")]
    date: Annotated[PartialDate | None, label("日期", "哪一天。")] = None
    form: Annotated[str | None, label("形式", "座谈会、书面等。")] = None
    participants: Annotated[int | None, label("参加人数", "单位：人。")] = None
    comments: Annotated[int | None, label("提出", "提出几条意见，单位：条。")] = None
    accepted: Annotated[int | None, label("采纳", "采纳几条，单位：条。")] = None
    note: Annotated[str | None, label("说明", "口径等。")] = None


class PublicComment(PublicPart, frozen=True, kw_only=True):
    """一条意见。"""

    id: str
    round: Annotated[str | None, label("轮次编号", "在哪一轮提的。")] = None
    article: Annotated[str | None, label("条款", "草案的哪一条。")] = None
    text: Annotated[str, label("意见", "提了什么。")]
    decision: Annotated[Decision | None, label("采纳情况", "怎样处理。")] = None
    reason: Annotated[str | None, label("理由", "未采纳的理由，或改成了什么。")] = None


class PublicBill(PublicActivity, frozen=True, kw_only=True):
    """一件法规规章草案的立法协商。"""

    kind: Annotated[str | None, label("种类", "地方性法规、政府规章等。")] = None
    drafter: Annotated[str | None, label("起草或提请", "由谁起草、提请审议。")] = None
    enacted: Annotated[PartialDate | None, label("通过日期", "草案通过的日期。")] = None
    effective: Annotated[PartialDate | None, label("施行日期", "开始施行的日期。")] = None
    rounds: Annotated[tuple[PublicRound, ...], label("听取意见的轮次", "一轮一行。")] = ()
    comments: Annotated[tuple[PublicComment, ...], label("逐条意见", "一条意见一行。")] = ()


def sentence(item: PublicBill) -> str:
    """几轮，提出几条，采纳几条；有一轮没有公布的不合计。"""
    rounds = f"听取意见 {len(item.rounds)} 轮" if item.rounds else ""
    raised = [one.comments for one in item.rounds]
    accepted = [one.accepted for one in item.rounds]
    said = f"提出 {_sum(raised)} 条" if _known(raised) else ""
    taken = f"采纳 {_sum(accepted)} 条" if said and _known(accepted) else ""
    passed = f"{item.enacted} 通过" if item.enacted else ""
    return joined("，".join(part for part in (rounds, said, taken) if part), passed)


def _known(counts: list[int | None]) -> bool:
    return bool(counts) and all(count is not None for count in counts)


def _sum(counts: list[int | None]) -> int:
    return sum(count or 0 for count in counts)


BILL = Kind(
    kind=RecordKind.BILL,
    shape=PublicBill,
    counter="件立法协商",
    lead="法规、规章草案听了几轮意见，提了几条，采纳了哪些。",
    happened="开始",
    sentence=sentence,
)
