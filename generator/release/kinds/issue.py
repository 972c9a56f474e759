"""议题与案例公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicLink, PublicPart
from generator.release.model.labels import label
from generator.terms import IssueChannel, OpinionChannel, OutcomeLevel, RecordKind


class PublicPassage(PublicPart, frozen=True, kw_only=True):
    """议题走过的一步。"""

    channel: Annotated[IssueChannel, label("渠道", "调研、提案、协商、立法等。")]
    date: Annotated[PartialDate | None, label("日期", "哪一天。")] = None
    what: Annotated[str | None, label("做了什么", "一句话。")] = None
    record: Annotated[PublicLink | None, label("记录", "本站的一条记录。")] = None


class PublicIssue(PublicActivity, frozen=True, kw_only=True):
    """一个议题或案例。"""

    kind: Annotated[str | None, label("种类", "案例、热线议题、金点子等。")] = None
    question: Annotated[str | None, label("问题", "要解决什么。")] = None
    raised_by: Annotated[str | None, label("提出者", "单位或身份。")] = None
    channel: Annotated[OpinionChannel | None, label("来源渠道", "从哪里来。")] = None
    level: Annotated[OutcomeLevel | None, label("办到哪个层次", "一件诉求、一类问题、一项机制等。")] = None
    place: Annotated[str | None, label("地点", "到街镇或村居为止。")] = None
    platform: Annotated[str | None, label("平台", "平台编号。", RecordKind.PLATFORM)] = None
    sectors: Annotated[tuple[str, ...], label("界别", "界别编号。", RecordKind.SECTOR)] = ()
    units: Annotated[tuple[str, ...], label("有关单位", "单位编号。", RecordKind.UNIT)] = ()
    passages: Annotated[tuple[PublicPassage, ...], label("走过的渠道", "一步一行，按先后。")] = ()


def sentence(item: PublicIssue) -> str:
    """问题、走过的渠道与办到的层次。"""
    path = "＋".join(dict.fromkeys(one.channel.label for one in item.passages))
    return joined(item.question or "", path, f"办到「{item.level}」" if item.level else "")


ISSUE = Kind(
    kind=RecordKind.ISSUE,
    shape=PublicIssue,
    counter="个议题与案例",
    lead="一件事从哪里来，经过哪些渠道，办成了什么，到哪个层次。",
    happened="提出",
    sentence=sentence,
)
