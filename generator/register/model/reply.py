"""答复：谁答的，答了什么，逐条怎样处理，承诺了什么，结果怎样变化。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.common import Allowances, Commitment, Corrections, Publication, Source
from generator.register.model.fields import (
    SEQUENCE,
    Address,
    Date,
    Identifier,
    Identifiers,
    Line,
    Lines,
    Part,
    ProposalId,
    ProposalIds,
    Record,
    Text,
    UnitId,
    one_of,
)
from generator.register.model.proposal import Retirement
from generator.terms import Decision, ReplyOpenness, ReplyRole


class Response(Part):
    """对一条建议的回应。"""

    suggestion: Identifier | None = Field(
        None, title="建议编号", description="回应提案里的哪一条建议；笼统回应时不写。", examples=["s1"]
    )
    proposal: ProposalId | None = Field(
        None, title="提案编号", description="一件答复对应几件提案时，写明是哪一件。"
    )
    decision: Annotated[Decision | None, one_of(Decision)] = Field(
        None, title="处理", description="采纳、部分采纳、未采纳、留作参考、未回应。"
    )
    quote: Text | None = Field(
        None, title="原话", description="答复正文里与本条对应的原话，须与正文一字不差。"
    )
    summary: Text | None = Field(None, title="概述", description="没有原文时，用自己的话概述答了什么。")
    reason: Text | None = Field(None, title="理由", description="没有采纳或没有全部采纳的理由。")
    commitments: Annotated[tuple[Commitment, ...], SEQUENCE] = Field(
        (), title="承诺", description="承诺做的事。"
    )


class ResultChange(Part):
    """办理结果的一次变化；结果是历史，不是一个字段。"""

    date: Annotated[Date | None, Field(title="日期", description="变化的日期。")] = None
    result: Line = Field(title="办理结果", description="变化后的结果，用本地的叫法。")
    note: Line | None = Field(None, title="说明", description="为什么变化。")


class Reply(Record):
    """一件答复（复函、复文），或一份会办意见。"""

    proposals: ProposalIds = Field(title="对应提案", description="一件答复可以对应几件提案。", min_length=1)
    unit: UnitId = Field(title="答复单位", description="单位编号。")
    role: Annotated[ReplyRole, one_of(ReplyRole)] = Field(
        ReplyRole.LEAD, title="角色", description="主办、分办、会办；会办意见不算答复。"
    )
    document_number: Line | None = Field(
        None,
        title="文号",
        description="机关代字〔年份〕序号号；各种括号都归一，原样另存。",
        examples=["某字〔2023〕45号"],
    )
    signer: Line | None = Field(
        None, title="签发人", description="只供内部查考，永不公开。", json_schema_extra={"private": True}
    )
    date: Annotated[Date | None, Field(title="答复日期", description="答复落款的日期。")] = None
    published: Annotated[Date | None, Field(title="公开日期", description="在网上公开的日期。")] = None
    open: Annotated[ReplyOpenness | None, one_of(ReplyOpenness)] = Field(
        None,
        title="答复公开",
        description="承办单位确定的属性：主动公开、依申请公开、不予公开；不写就是还没有决定，不会公开。",
    )
    open_reason: Line | None = Field(None, title="不公开原因", description="不公开时写明原因，原因会公布。")
    result: Line | None = Field(
        None,
        title="办理结果",
        description="本地的叫法或字母；由对照表换算成统一口径。",
        examples=["列入计划拟解决"],
    )
    summary: Text | None = Field(None, title="概述", description="没有原文时，用自己的话概述。")
    text: Text | None = Field(None, title="正文", description="答复全文。")
    responses: Annotated[tuple[Response, ...], SEQUENCE] = Field(
        (), title="逐条回应", description="对每条建议的回应。"
    )
    result_history: Annotated[tuple[ResultChange, ...], SEQUENCE] = Field(
        (), title="结果变化", description="跟踪办理、「回头看」中结果的变化，按先后。"
    )
    publications: Annotated[tuple[Publication, ...], SEQUENCE] = Field(
        (), title="公开载体", description="在哪里登了出来。"
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
