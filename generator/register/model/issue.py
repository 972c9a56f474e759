"""议题与案例：一件事从哪里来，经过哪些渠道，办成了什么。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import (
    SEQUENCE,
    Date,
    Line,
    Part,
    PlatformId,
    RecordLink,
    SectorIds,
    UnitIds,
    one_of,
)
from generator.terms import IssueChannel, OpinionChannel, OutcomeLevel


class Passage(Part):
    """议题走过的一步。"""

    channel: Annotated[IssueChannel, one_of(IssueChannel)] = Field(
        title="渠道", description="线索、调研、社情民意、提案、发言、协商、会议、监督、批示、办理、立法。"
    )
    date: Annotated[Date | None, Field(title="日期", description="哪一天。")] = None
    what: Line | None = Field(None, title="做了什么", description="一句话。")
    record: RecordLink | None = Field(
        None,
        title="记录",
        description="本站的提案、协商等记录，写「种类/编号」。",
        examples=["提案/5-2-0001"],
    )


class Issue(Activity):
    """一个议题或案例：从哪里来，经过哪些渠道，办成了什么，到哪个层次。"""

    kind: Line | None = Field(
        None, title="种类", description="案例、热线议题、提案线索、金点子、微心愿等。", examples=["案例"]
    )
    question: Line | None = Field(None, title="问题", description="要解决什么。")
    raised_by: Line | None = Field(
        None, title="提出者", description="单位或身份，不写群众姓名。", examples=["市总工会"]
    )
    channel: Annotated[OpinionChannel | None, one_of(OpinionChannel)] = Field(
        None, title="来源渠道", description="委员、界别、直报点、码上商、12345热线等。"
    )
    level: Annotated[OutcomeLevel | None, one_of(OutcomeLevel)] = Field(
        None, title="办到哪个层次", description="一件诉求、一类问题、一项机制；试点、标准、推广。"
    )
    place: Line | None = Field(None, title="地点", description="到街镇或村居为止。")
    platform: PlatformId | None = Field(None, title="平台", description="在哪个站、室、点。")
    sectors: SectorIds = Field((), title="界别", description="哪些界别。")
    units: UnitIds = Field((), title="有关单位", description="谁来办。")
    passages: Annotated[tuple[Passage, ...], SEQUENCE] = Field(
        (), title="走过的渠道", description="按先后写。"
    )
