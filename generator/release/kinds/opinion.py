"""社情民意公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicPart
from generator.release.model.labels import label
from generator.terms import AdoptionKind, Level, OpinionChannel, RecordKind


class PublicAdoption(PublicPart, frozen=True, kw_only=True):
    """一次采用。"""

    kind: Annotated[AdoptionKind, label("怎样用", "报送、采用、批示、批转、转化。")]
    level: Annotated[Level | None, label("哪一级", "采用的层级。")] = None
    by: Annotated[str | None, label("哪里", "机关或刊物的名称。")] = None
    date: Annotated[PartialDate | None, label("日期", "采用的日期。")] = None


class PublicOpinion(PublicActivity, frozen=True, kw_only=True):
    """一条社情民意信息。"""

    number: Annotated[str | None, label("期号", "第几期，总是文字。")] = None
    channel: Annotated[OpinionChannel | None, label("来源渠道", "从哪里来。")] = None
    provider: Annotated[str | None, label("反映者", "反映者的身份。")] = None
    member: Annotated[str | None, label("反映委员", "委员编号。", RecordKind.MEMBER)] = None
    sectors: Annotated[tuple[str, ...], label("界别", "界别编号。", RecordKind.SECTOR)] = ()
    platform: Annotated[str | None, label("收集的平台", "平台编号。", RecordKind.PLATFORM)] = None
    units: Annotated[tuple[str, ...], label("涉及单位", "单位编号。", RecordKind.UNIT)] = ()
    suggestions: Annotated[tuple[str, ...], label("建议", "逐条的建议。")] = ()
    adoptions: Annotated[tuple[PublicAdoption, ...], label("采用", "每用一次一行。")] = ()


def sentence(item: PublicOpinion) -> str:
    """最近一次采用与来源。"""
    last = item.adoptions[-1] if item.adoptions else None
    used = f"{last.kind}：{last.by or (last.level.label if last.level else '')}".rstrip("：") if last else ""
    return joined(f"来自{item.channel}" if item.channel else "", used)


OPINION = Kind(
    kind=RecordKind.OPINION,
    shape=PublicOpinion,
    counter="件社情民意",
    lead="委员、界别、群众反映了什么，报到哪里，被怎样采用。",
    happened="反映",
    sentence=sentence,
)
