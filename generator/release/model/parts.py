"""公开记录里的各个部分。"""

import msgspec

from generator.dates import PartialDate
from generator.terms import (
    CorrectionKind,
    Decision,
    FilingStatus,
    HandlingMode,
    OutcomeLevel,
    ProposerKind,
    RecordKind,
    RejectionReason,
    ReplyOpenness,
    Result,
    Satisfaction,
    UpdateStatus,
    VisitMode,
    VisitPhase,
)


class PublicPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """公开记录的一部分；空的不写进 JSON。"""


class PublicRecord(PublicPart, frozen=True, kw_only=True):
    """公开的一条记录。"""

    id: str


class PublicSource(PublicPart, frozen=True, kw_only=True):
    """一处来源。"""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: PartialDate | None = None
    file: str | None = None


class PublicUpdate(PublicPart, frozen=True, kw_only=True):
    """承诺或任务的一次进展。"""

    date: PartialDate
    status: UpdateStatus
    note: str | None = None
    evidence: str | None = None
    due: PartialDate | None = None


class PublicCommitment(PublicPart, frozen=True, kw_only=True):
    """一项承诺或任务；due 是最初的期限，顺延写在 updates 里。"""

    id: str
    what: str
    unit: str | None = None
    due: PartialDate | None = None
    updates: tuple[PublicUpdate, ...] = ()


class PublicLink(PublicPart, frozen=True, kw_only=True):
    """另一条公开的记录。"""

    kind: RecordKind
    id: str


class PublicStage(PublicPart, frozen=True, kw_only=True):
    """闭环里走过的一个环节；stage 是环节的名称。"""

    stage: str
    date: PartialDate | None = None
    actor: str | None = None
    note: str | None = None
    source: str | None = None


class PublicOutcome(PublicPart, frozen=True, kw_only=True):
    """一项成效。"""

    what: str
    level: OutcomeLevel | None = None
    date: PartialDate | None = None
    place: str | None = None
    evidence: str | None = None


class PublicPublication(PublicPart, frozen=True, kw_only=True):
    """一次公开：在什么载体上登了出来。"""

    channel: str
    title: str | None = None
    url: str | None = None
    date: PartialDate | None = None


class PublicCorrection(PublicPart, frozen=True, kw_only=True):
    """一次更正。正文不公开的记录只说哪天、怎样改、改哪一项。"""

    date: PartialDate
    change: CorrectionKind
    field: str
    item: str | None = None
    was: str | None = None
    now: str | None = None
    reason: str | None = None


class PublicProposer(PublicPart, frozen=True, kw_only=True):
    """提案者。姓名从略时 members 为空，只有类别与人数。"""

    kind: ProposerKind
    members: tuple[str, ...] = ()
    name: str | None = None
    sector: str | None = None
    count: int | None = None
    names_withheld: bool = False


class PublicFiling(PublicPart, frozen=True, kw_only=True):
    """审查立案；merged_into 只在那一件也公开时才有。"""

    status: FilingStatus
    date: PartialDate | None = None
    reason: RejectionReason | None = None
    merged_into: str | None = None


class PublicHandling(PublicPart, frozen=True, kw_only=True):
    """交办。"""

    mode: HandlingMode | None = None
    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    assigned: PartialDate | None = None
    due: PartialDate | None = None


class PublicKey(PublicPart, frozen=True, kw_only=True):
    """重点提案与督办。"""

    supervisor: str | None = None
    method: str | None = None
    dates: tuple[PartialDate, ...] = ()


class PublicSuggestion(PublicPart, frozen=True, kw_only=True):
    """一条建议。"""

    id: str
    text: str


class PublicVisit(PublicPart, frozen=True, kw_only=True):
    """三访中的一次。"""

    phase: VisitPhase
    date: PartialDate | None = None
    mode: VisitMode | None = None
    waived: bool = False


class PublicMark(PublicPart, frozen=True, kw_only=True):
    """一个评价：本地的叫法，与换算后的统一口径。"""

    words: str
    code: Satisfaction | None = None


class PublicResult(PublicPart, frozen=True, kw_only=True):
    """一个办理结果：本地的叫法，与换算后的统一口径。"""

    words: str
    code: Result | None = None


class PublicResultChange(PublicPart, frozen=True, kw_only=True):
    """办理结果的一次变化。"""

    result: PublicResult
    date: PartialDate | None = None
    note: str | None = None


class PublicResponse(PublicPart, frozen=True, kw_only=True):
    """对一条建议的回应；proposal 是那条建议所在的提案。"""

    suggestion: str | None = None
    proposal: str | None = None
    decision: Decision | None = None
    quote: str | None = None
    summary: str | None = None
    reason: str | None = None
    commitments: tuple[PublicCommitment, ...] = ()


class WithheldReply(PublicPart, frozen=True, kw_only=True):
    """提案的一件没有公开的答复：只说属性与原因。"""

    openness: ReplyOpenness | None = None
    reason: str | None = None
