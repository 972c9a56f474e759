"""提案：谁提的，提了什么，怎样审查、交办，走访与评价。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.chain import Stage
from generator.register.model.common import Allowances, Corrections, Outcome, Publication, Source
from generator.register.model.fields import (
    SEQUENCE,
    Address,
    BatchId,
    BodyId,
    CitedProposalId,
    Count,
    Date,
    Identifier,
    Identifiers,
    Line,
    Lines,
    MemberId,
    MemberIds,
    Part,
    ProposalId,
    Record,
    SectorId,
    Text,
    UnitIds,
    YesNo,
    one_of,
)
from generator.terms import (
    FilingStatus,
    HandlingMode,
    ProposalOpenness,
    ProposerKind,
    RejectionReason,
    Timing,
    VisitMode,
    VisitPhase,
)


class Proposer(Part):
    """提案者：委员个人、联名或集体。"""

    kind: Annotated[ProposerKind, one_of(ProposerKind)] = Field(
        title="提案者类别", description="委员、联名、党派、人民团体、界别、专门委员会、小组。"
    )
    first: MemberId | None = Field(None, title="第一提案人", description="委员编号。")
    co: MemberIds = Field((), title="联名委员", description="委员编号。")
    name: Line | None = Field(
        None, title="集体名称", description="集体提案的提案单位。", examples=["民进某区委会"]
    )
    sector: SectorId | None = Field(None, title="界别", description="界别编号。")
    count: Count | None = Field(None, title="人数", description="联名的总人数；公布了人数而未公布姓名时用。")
    withheld: YesNo = Field(False, title="姓名从略", description="写「是」则不公布姓名，只公布类别与人数。")


class Filing(Part):
    """审查立案。"""

    status: Annotated[FilingStatus, one_of(FilingStatus)] = Field(
        title="审查结果", description="立案、并案、不予立案、转社情民意、退回、撤案。"
    )
    date: Annotated[Date | None, Field(title="日期", description="作出审查结果的日期。")] = None
    reason: Annotated[RejectionReason | None, one_of(RejectionReason)] = Field(
        None, title="不予立案原因", description="取自词汇表。"
    )
    merged_into: ProposalId | None = Field(None, title="并入", description="并案时，并入哪一件提案。")


class Handling(Part):
    """交办。"""

    mode: Annotated[HandlingMode | None, one_of(HandlingMode)] = Field(
        None, title="办理方式", description="单办、主会办、分办。"
    )
    lead: UnitIds = Field((), title="主办单位", description="单位编号；分办时可有几个。")
    co: UnitIds = Field((), title="会办单位", description="单位编号。")
    assigned: Annotated[Date | None, Field(title="交办日期", description="交给承办单位的日期。")] = None
    due: Annotated[Date | None, Field(title="答复期限", description="应当答复的日期。")] = None


class Key(Part):
    """重点提案与督办。"""

    supervisor: Line | None = Field(
        None, title="领衔督办", description="由谁督办。", examples=["主席会议成员"]
    )
    method: Line | None = Field(None, title="督办方式", description="视察督办、座谈督办、面商等。")
    dates: Annotated[tuple[Date, ...], SEQUENCE] = Field((), title="督办日期", description="每次督办的日期。")


class Suggestion(Part):
    """提案里的一条建议。"""

    id: Identifier = Field(title="编号", description="在这件提案里唯一，成为网页上的锚点。", examples=["s1"])
    text: Text = Field(title="建议内容", description="请谁做什么、做到什么程度。")


class Visit(Part):
    """三访中的一次。"""

    phase: Annotated[VisitPhase, one_of(VisitPhase)] = Field(
        title="阶段", description="办前询问、办中走访、办后回访。"
    )
    date: Annotated[Date | None, Field(title="日期", description="哪一天。")] = None
    mode: Annotated[VisitMode | None, one_of(VisitMode)] = Field(
        None, title="方式", description="面谈、座谈会、电话、书信、网络。"
    )
    waived: YesNo = Field(False, title="委员表示不需要", description="写「是」则这次走访不计入应访。")


class SatisfactionMarks(Part):
    """提案者的评价；写法由站点配置的分级换算。"""

    attitude: Line | None = Field(
        None, title="对办理态度", description="满意、基本满意、不满意，或本地的叫法。"
    )
    result: Line | None = Field(
        None, title="对办理结果", description="满意、基本满意、不满意，或本地的叫法。"
    )
    date: Annotated[Date | None, Field(title="日期", description="评价的日期。")] = None


class Retirement(Part):
    """撤下：网址保留，换成一则说明。"""

    date: Date = Field(title="日期", description="撤下的日期。")
    reason: Line = Field(title="原因", description="为什么撤下，原因会公布。")


class Proposal(Record):
    """一件提案。"""

    body: BodyId | None = Field(None, title="政协", description="不写用站点默认。")
    number: Line | None = Field(
        None, title="案号", description="总是文字，0046 就是 0046。", examples=["0123"]
    )
    title: Line = Field(title="案由", description="提案题目。", examples=["关于……的建议"])
    term: Count | None = Field(None, title="届", description="第几届，阿拉伯数字。", examples=[14])
    session: Count | None = Field(None, title="次", description="第几次会议，阿拉伯数字。", examples=[2])
    timing: Annotated[Timing | None, one_of(Timing)] = Field(
        None, title="提出时间", description="会间或会后（平时）。"
    )
    proposer: Proposer | None = Field(None, title="提案者", description="谁提的。")
    category: Line | None = Field(None, title="类别", description="本地的分类。")
    topics: Lines = Field((), title="主题词", description="几个词，供订阅与检索。")
    submitted: Annotated[Date | None, Field(title="提交日期", description="提出的日期。")] = None
    filing: Filing | None = Field(None, title="审查", description="审查立案的结果。")
    handling: Handling | None = Field(None, title="办理", description="交办给谁、期限。")
    key: Key | None = Field(None, title="重点提案", description="列为重点提案的写这一项。")
    batch: BatchId | None = Field(None, title="归并办理", description="在哪一批归并办理。")
    open: Annotated[ProposalOpenness | None, one_of(ProposalOpenness)] = Field(
        None,
        title="提案公开",
        description="提案者的意愿：全文公开、摘要公开、不公开；不写就是还没有决定，不会公开。",
    )
    open_reason: Line | None = Field(None, title="不公开原因", description="不公开时写明原因，原因会公布。")
    summary: Text | None = Field(None, title="摘要", description="几句话说清提了什么。")
    background: Text | None = Field(None, title="正文", description="情况与分析。")
    suggestions: Annotated[tuple[Suggestion, ...], SEQUENCE] = Field((), title="建议", description="逐条写。")
    suggestions_total: Count | None = Field(
        None, title="建议总数", description="公布了总数而没有逐条公布时用。"
    )
    related: Annotated[tuple[CitedProposalId, ...], SEQUENCE] = Field(
        (), title="相关提案", description="市县联动或同类的其他提案。"
    )
    visits: Annotated[tuple[Visit, ...], SEQUENCE] = Field(
        (), title="三访", description="办前询问、办中走访、办后回访。"
    )
    satisfaction: SatisfactionMarks | None = Field(
        None, title="满意度", description="提案者对态度与结果的评价。"
    )
    outcomes: Annotated[tuple[Outcome, ...], SEQUENCE] = Field((), title="成效", description="办成的事。")
    publications: Annotated[tuple[Publication, ...], SEQUENCE] = Field(
        (), title="公开载体", description="在哪里登了出来。"
    )
    chain: Identifier | None = Field(
        None, title="闭环", description="走哪一种闭环：site.yml 里 chains 的编号。", examples=["xieshang"]
    )
    stages: Annotated[tuple[Stage, ...], SEQUENCE] = Field(
        (), title="环节", description="走过的环节，按先后写。"
    )
    sources: Annotated[tuple[Source, ...], SEQUENCE] = Field(
        (), title="来源", description="别人报道的事实都要写明。"
    )
    practice: Lines = Field((), title="做法编号", description="对应的做法编号。")
    corrections: Corrections = ()
    retired: Retirement | None = Field(None, title="撤下", description="撤下的日期与原因；网址保留。")
    former_ids: Identifiers = Field(
        (), title="旧编号", description="改过编号的，写旧编号；旧网址会转到这里。"
    )
    contact: Line | None = Field(
        None, title="联系人", description="经办人与联系方式，永不公开。", json_schema_extra={"private": True}
    )
    original: Address | None = Field(None, title="原文网址", description="官方公布原文的网址。")
    allow: Allowances = ()
