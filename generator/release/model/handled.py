"""公开的各类记录。"""

from typing import Annotated

import msgspec

from generator.dates import PartialDate
from generator.release.model.labels import label
from generator.release.model.parts import (
    PublicCommitment,
    PublicCorrection,
    PublicFiling,
    PublicHandling,
    PublicKey,
    PublicLink,
    PublicMark,
    PublicOutcome,
    PublicPart,
    PublicProposer,
    PublicPublication,
    PublicResponse,
    PublicResult,
    PublicResultChange,
    PublicSource,
    PublicStage,
    PublicSuggestion,
    PublicVisit,
    WithheldReply,
)
from generator.terms import (
    ConsultationTiming,
    Disclosure,
    Level,
    Qualifier,
    RecordKind,
    ReplyRole,
    Result,
    Timing,
)


class PublicRecord(PublicPart, frozen=True, kw_only=True):
    """公开的一条记录。"""

    id: str


class PublicBody(PublicRecord, frozen=True, kw_only=True):
    """一级政协。"""

    name: str
    short_name: str | None = None
    level: Level | None = None
    parent: str | None = None
    website: str | None = None
    source: PublicSource | None = None

    @property
    def label(self) -> str:
        """列表里用的短名。"""
        return self.short_name or self.name


class PublicUnit(PublicRecord, frozen=True, kw_only=True):
    """承办单位。"""

    name: str
    short_name: str | None = None
    body: str | None = None
    kind: str | None = None
    telephone: str | None = None
    website: str | None = None
    source: PublicSource | None = None

    @property
    def label(self) -> str:
        """列表里用的短名。"""
        return self.short_name or self.name


class PublicSector(PublicRecord, frozen=True, kw_only=True):
    """界别。"""

    name: str
    body: str | None = None
    source: PublicSource | None = None


class PublicMember(PublicRecord, frozen=True, kw_only=True):
    """委员；姓名从略的委员没有这条记录。"""

    name: str
    body: str | None = None
    sector: str | None = None
    party: str | None = None
    platforms: tuple[str, ...] = ()
    source: PublicSource | None = None


class PublicPlatform(PublicRecord, frozen=True, kw_only=True):
    """站、室、点等平台。"""

    name: str
    kind: str
    body: str | None = None
    level: Level | None = None
    parent: str | None = None
    tier: str | None = None
    feature: str | None = None
    group: bool = False
    count: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    owner: str | None = None
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    members: int = 0
    host: str | None = None
    place: str | None = None
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    opened: PartialDate | None = None
    description: str | None = None
    source: PublicSource | None = None
    practice: tuple[str, ...] = ()

    @property
    def shown_count(self) -> str:
        """代表一批时的个数写法：400多；没有公布的是「个数未公布」。"""
        return self.qualifier.around(str(self.count)) if self.count is not None else "个数未公布"


class PublicProposal(PublicRecord, frozen=True, kw_only=True):
    """一件提案。摘要公开时没有正文与逐条建议。"""

    title: str
    disclosure: Disclosure
    body: str | None = None
    number: str | None = None
    term: int | None = None
    session: int | None = None
    timing: Timing | None = None
    proposer: PublicProposer | None = None
    category: str | None = None
    topics: tuple[str, ...] = ()
    submitted: PartialDate | None = None
    filing: PublicFiling | None = None
    handling: PublicHandling | None = None
    key: PublicKey | None = None
    batch: str | None = None
    summary: str | None = None
    background: str | None = None
    suggestions: tuple[PublicSuggestion, ...] = ()
    suggestions_total: int | None = None
    related: tuple[str, ...] = ()
    visits: tuple[PublicVisit, ...] = ()
    attitude: PublicMark | None = None
    outcome_mark: PublicMark | None = None
    evaluated: PartialDate | None = None
    outcomes: tuple[PublicOutcome, ...] = ()
    publications: tuple[PublicPublication, ...] = ()
    corrections: tuple[PublicCorrection, ...] = ()
    chain: str | None = None
    stages: tuple[PublicStage, ...] = ()
    sources: tuple[PublicSource, ...] = ()
    practice: tuple[str, ...] = ()
    original: str | None = None
    withheld_replies: tuple[WithheldReply, ...] = ()


class PublicReply(PublicRecord, frozen=True, kw_only=True):
    """一件答复，或一份会办意见。摘要公开时没有正文与逐条回应。"""

    proposals: tuple[str, ...]
    unit: str
    role: ReplyRole
    disclosure: Disclosure
    body: str | None = None
    document_number: str | None = None
    document_number_original: str | None = None
    date: PartialDate | None = None
    published: PartialDate | None = None
    result: PublicResult | None = None
    summary: str | None = None
    text: str | None = None
    responses: tuple[PublicResponse, ...] = ()
    result_history: tuple[PublicResultChange, ...] = ()
    publications: tuple[PublicPublication, ...] = ()
    corrections: tuple[PublicCorrection, ...] = ()
    sources: tuple[PublicSource, ...] = ()
    practice: tuple[str, ...] = ()
    original: str | None = None

    @property
    def present_result(self) -> PublicResult | None:
        """现办理结果：有过变化的取最后一次，否则是原办理结果。"""
        return self.result_history[-1].result if self.result_history else self.result

    @property
    def present_code(self) -> Result | None:
        """现办理结果的统一口径。"""
        return self.present_result.code if self.present_result else None


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


class PublicFigure(PublicRecord, frozen=True, kw_only=True):
    """一个公布的数字；value 是原样的数字文字。"""

    group: str
    label: str
    value: str
    qualifier: Qualifier
    unit: str
    source: PublicSource
    body: str | None = None
    as_of: PartialDate | None = None
    part_of: str | None = None
    breakdown: str | None = None
    counts: str | None = None
    rate_of: str | None = None
    rate_part: str | None = None
    about_kind: RecordKind | None = None
    about: str | None = None
    note: str | None = None
    practice: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """带限定词与单位的写法：1900余个。"""
        return self.qualifier.around(self.value) + self.unit


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """没有公开的记录：只有种类、哪级政协、属性、原因与件数。"""

    kind: RecordKind
    openness: str
    reason: str
    body: str | None
    count: int


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """撤下的记录留在原址的说明。"""

    kind: RecordKind
    id: str
    date: PartialDate
    reason: str


class PublicMoved(msgspec.Struct, frozen=True, kw_only=True):
    """一个旧网址的去向：to 是新网址；没有的是撤下，有日期与原因。"""

    address: str
    to: str | None = None
    date: PartialDate | None = None
    reason: str | None = None


class Redirect(msgspec.Struct, frozen=True, kw_only=True):
    """改了编号的记录：从旧址转到新址。"""

    kind: RecordKind
    former: str
    id: str
