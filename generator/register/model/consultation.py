"""协商及其周边：协商活动与任务清单、归并办理、品牌与机制。"""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.register.model.activity import Activity
from generator.register.model.common import Task
from generator.register.model.fields import (
    SEQUENCE,
    BodyId,
    BodyIds,
    ConsultationId,
    Count,
    Date,
    Line,
    Lines,
    ListedProposalIds,
    Part,
    ProgrammeId,
    ProposalIds,
    RecordLink,
    SectorIds,
    UnitId,
    one_of,
)
from generator.terms import ConsultationTiming, Level


class Participants(Part):
    """一方参加者：只写身份与人数，不写姓名。"""

    group: Line = Field(title="身份", description="哪一方。", examples=["居民代表"])
    count: Count | None = Field(None, title="人数", description="几人；没公布的不写。")
    level: Annotated[Level | None, one_of(Level)] = Field(
        None, title="哪一级的", description="委员是哪一级政协的；几级委员一起参加的，一级写一条。"
    )


class Opinions(Part):
    """意见建议的条数。"""

    raised: Count = Field(title="提出", description="提出几条。")
    adopted: Count | None = Field(None, title="采纳", description="采纳几条；不能多于提出。")


class Consultation(Activity):
    """一次协商。"""

    kind: Line = Field(title="形式", description="专题协商、微协商、院坝协商等。", examples=["微协商"])
    programme: ProgrammeId | None = Field(None, title="所属品牌", description="属于哪个品牌或机制。")
    series_number: Count | None = Field(None, title="场次", description="当年第几场。")
    timing: Annotated[ConsultationTiming | None, one_of(ConsultationTiming)] = Field(
        None, title="阶段", description="事前、事中、事后。"
    )
    topic: Line | None = Field(None, title="议题", description="商量什么。")
    place: Line | None = Field(None, title="地点", description="平台编号，或地点的文字。")
    hosts: Lines = Field((), title="召集人", description="由谁召集，写身份。")
    sectors: SectorIds = Field((), title="界别", description="参加的界别。")
    participants: Annotated[tuple[Participants, ...], SEQUENCE] = Field(
        (), title="参加者", description="各方与人数。"
    )
    issues: Lines = Field((), title="提出的问题", description="会上提出的问题。")
    proposals: ListedProposalIds = Field((), title="有关提案", description="提案编号。")
    opinions: Opinions | None = Field(None, title="意见条数", description="提出与采纳的条数。")
    agreements: Lines = Field((), title="共识", description="达成的共识。")
    tasks: Annotated[tuple[Task, ...], SEQUENCE] = Field((), title="任务", description="任务分解清单。")
    tasks_total: Count | None = Field(None, title="任务总数", description="公布了总数而没有逐项公布时用。")
    follow_up: ConsultationId | None = Field(
        None, title="下一年通报", description="下一年通报本次结果的协商。"
    )


class Batch(Activity):
    """一批归并办理的提案。"""

    unit: UnitId = Field(title="承办单位", description="单位编号。")
    supervision_office: Line | None = Field(None, title="联合督查", description="一同督办的机关。")
    place: Line | None = Field(None, title="地点", description="协商会的地点。")
    site_visit: Line | None = Field(None, title="实地考察", description="考察了什么。")
    briefing: Line | None = Field(None, title="通报", description="由谁通报办理情况。")
    proposals: ProposalIds = Field((), title="提案", description="这一批的提案编号。")
    count: Count | None = Field(None, title="件数", description="公布的件数；没有逐件公布时用。")


class Turn(Part):
    """一次轮值。"""

    period: Line = Field(title="时间", description="轮到哪一段时间。", examples=["2024 年上半年"])
    start: Date | None = Field(None, title="开始", description="从哪一天起；到日的进日历。")
    end: Date | None = Field(None, title="结束", description="到哪一天为止，这一天在内；不写就是一天。")
    body: BodyId | None = Field(None, title="政协", description="轮到哪一级政协。")
    who: Line | None = Field(None, title="轮值者", description="不是政协轮值的，写小组、界别等身份。")
    what: Line | None = Field(None, title="做什么", description="这一轮的主题、活动。")
    record: RecordLink | None = Field(None, title="记录", description="这一轮的协商等记录，写「种类/编号」。")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.end is not None and (self.start is None or self.end.last < self.start.first):
            message = "有结束没有开始" if self.start is None else f"结束 {self.end} 早于开始 {self.start}"
            raise PydanticCustomError(
                "shai",
                "{message}",
                {
                    "rule": "bad-turn",
                    "message": f"「{self.period}」{message}",
                    "cure": "核对 start 与 end。",
                },
            )
        return self


class Programme(Activity):
    """一个品牌、机制或行动。"""

    kind: Line | None = Field(None, title="种类", description="品牌、机制、行动、制度等。")
    slogan: Line | None = Field(None, title="概括", description="报道里的一句概括。")
    levels: Lines = Field((), title="层级分工", description="各级怎样分工。", examples=["省政协统筹"])
    venues: Lines = Field((), title="场所", description="在哪些地方商量。")
    fields: Lines = Field((), title="领域", description="涉及哪些方面。")
    lead: Line | None = Field(None, title="牵头", description="由谁领衔、牵头；写职务或单位。")
    bodies: BodyIds = Field((), title="参加的政协", description="联合机构由哪些政协组成。")
    groups: Lines = Field((), title="小组", description="下设的小组、队伍。")
    rota: Annotated[tuple[Turn, ...], SEQUENCE] = Field(
        (), title="轮值", description="按先后，每一轮写一条。"
    )
