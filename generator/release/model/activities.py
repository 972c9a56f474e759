"""公开的本会活动与机制：归并办理、协商、品牌；其余各种在 `release/kinds/`。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.model.labels import label
from generator.release.model.parts import (
    PublicCommitment,
    PublicCorrection,
    PublicLink,
    PublicOutcome,
    PublicPart,
    PublicPublication,
    PublicRecord,
    PublicSource,
    PublicStage,
)
from generator.terms import (
    ConsultationTiming,
    Level,
    RecordKind,
)


class PublicFeedback(PublicPart, frozen=True, kw_only=True):
    """一次反馈。"""

    form: Annotated[str, label("形式", "各地自己的叫法。")]
    date: Annotated[PartialDate | None, label("日期", "哪一天。")] = None
    to: Annotated[str | None, label("向谁", "身份。")] = None
    what: Annotated[str | None, label("说了什么", "反馈的内容。")] = None


class PublicActivity(PublicRecord, frozen=True, kw_only=True):
    """本会自己的活动与机制共有的字段。"""

    title: str
    body: str | None = None
    topics: tuple[str, ...] = ()
    date: PartialDate | None = None
    description: str | None = None
    outcomes: tuple[PublicOutcome, ...] = ()
    chain: str | None = None
    stages: tuple[PublicStage, ...] = ()
    feedback: tuple[PublicFeedback, ...] = ()
    related: tuple[PublicLink, ...] = ()
    publications: tuple[PublicPublication, ...] = ()
    corrections: tuple[PublicCorrection, ...] = ()
    sources: tuple[PublicSource, ...] = ()
    practice: tuple[str, ...] = ()


class PublicBatch(PublicActivity, frozen=True, kw_only=True):
    """一批归并办理；proposals 只列公开的提案，count 是全部件数。"""

    unit: str
    supervision_office: str | None = None
    place: str | None = None
    site_visit: str | None = None
    briefing: str | None = None
    proposals: tuple[str, ...] = ()
    count: int | None = None


class PublicParticipants(PublicPart, frozen=True, kw_only=True):
    """一方参加者：身份与人数。"""

    group: str
    count: int | None = None
    level: Level | None = None

    @property
    def shown(self) -> str:
        """一句话：全国政协委员 3 人。"""
        level = f"{self.level}" if self.level else ""
        count = f" {self.count} 人" if self.count else ""
        return f"{level}{self.group}{count}"


class PublicConsultation(PublicActivity, frozen=True, kw_only=True):
    """一次协商。"""

    kind: str
    programme: str | None = None
    series_number: int | None = None
    timing: ConsultationTiming | None = None
    topic: str | None = None
    place: str | None = None
    platform: str | None = None
    hosts: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    participants: tuple[PublicParticipants, ...] = ()
    issues: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    raised: int | None = None
    adopted: int | None = None
    agreements: tuple[str, ...] = ()
    tasks: tuple[PublicCommitment, ...] = ()
    tasks_total: int | None = None
    follow_up: str | None = None


class PublicTurn(PublicPart, frozen=True, kw_only=True):
    """一次轮值。"""

    period: Annotated[str, label("时间", "轮到哪一段时间。")]
    start: Annotated[PartialDate | None, label("开始", "从哪一天起。")] = None
    end: Annotated[PartialDate | None, label("结束", "到哪一天为止，这一天在内。")] = None
    body: Annotated[str | None, label("政协", "轮到哪一级政协的编号。", RecordKind.BODY)] = None
    who: Annotated[str | None, label("轮值者", "不是政协轮值的，小组、界别等身份。")] = None
    what: Annotated[str | None, label("做什么", "这一轮的主题、活动。")] = None
    record: Annotated[PublicLink | None, label("记录", "这一轮的记录。")] = None


class PublicProgramme(PublicActivity, frozen=True, kw_only=True):
    """一个品牌、机制或行动。"""

    kind: str | None = None
    slogan: str | None = None
    levels: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    lead: str | None = None
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    rota: tuple[PublicTurn, ...] = ()
