"""公开的提案与答复。"""

from generator.dates import PartialDate
from generator.release.model.parts import (
    PublicCorrection,
    PublicFiling,
    PublicHandling,
    PublicKey,
    PublicMark,
    PublicOutcome,
    PublicPart,
    PublicProposer,
    PublicPublication,
    PublicRecord,
    PublicResponse,
    PublicResult,
    PublicResultChange,
    PublicSource,
    PublicStage,
    PublicSuggestion,
    PublicVisit,
    WithheldReply,
)
from generator.terms import Disclosure, ReplyRole, Result, Timing


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


class CitedProposal(PublicPart, frozen=True, kw_only=True):
    """一件公开的提案，别的提案写到它；这里只有题目。"""

    id: str
    title: str


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
