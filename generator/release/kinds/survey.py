"""征询与评议公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity, PublicPart
from generator.release.model.labels import label
from generator.terms import RecordKind, SurveyKind


class PublicAudience(PublicPart, frozen=True, kw_only=True):
    """一方对象。"""

    group: Annotated[str, label("对象", "问的是谁。")]
    sent: Annotated[int | None, label("发出", "发出几份，单位：份。")] = None
    returned: Annotated[int | None, label("收回", "收回几份，单位：份。")] = None
    valid: Annotated[int | None, label("有效", "有效几份，单位：份。")] = None


class PublicAnswer(PublicPart, frozen=True, kw_only=True):
    """一个问题的一种回答。"""

    question: Annotated[str, label("问题", "问了什么。")]
    group: Annotated[str | None, label("对象", "哪一方回答的。")] = None
    choice: Annotated[str, label("回答", "选了哪一种。")]
    count: Annotated[int, label("份数", "几份这样回答，单位：份。")]


class PublicSurvey(PublicActivity, frozen=True, kw_only=True):
    """一次征询或评议。"""

    kind: Annotated[SurveyKind, label("种类", "问卷、群众评议、后评估等。")]
    question: Annotated[str | None, label("问什么", "要知道什么。")] = None
    closed: Annotated[PartialDate | None, label("截止", "哪一天截止。")] = None
    scale: Annotated[tuple[str, ...], label("分级", "可选的回答，从好到差。")] = ()
    audiences: Annotated[tuple[PublicAudience, ...], label("对象与份数", "一方一行。")] = ()
    results: Annotated[tuple[PublicAnswer, ...], label("结果", "一个问题的一种回答一行。")] = ()
    findings: Annotated[tuple[str, ...], label("发现", "看出了什么。")] = ()


def sentence(item: PublicSurvey) -> str:
    """发出收回的合计；有一方没有公布的不合计。"""
    sent = _total([one.sent for one in item.audiences])
    returned = _total([one.returned for one in item.audiences])
    counts = (f"发出 {sent} 份" if sent else "", f"收回 {returned} 份" if returned else "")
    return joined(item.question or "", "，".join(part for part in counts if part))


def _total(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


SURVEY = Kind(
    kind=RecordKind.SURVEY,
    shape=PublicSurvey,
    counter="次征询与评议",
    lead="问卷、征集意见、群众评议、后评估：问了谁，收回多少，结果怎样。",
    happened="开展",
    sentence=sentence,
)
