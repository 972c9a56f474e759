"""登记簿：通过字段核对的全部记录，与按编号的查找。"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from generator.register.model import (
    MODELS,
    Activity,
    Batch,
    Body,
    Consultation,
    Figure,
    Member,
    Platform,
    Programme,
    Proposal,
    Record,
    Reply,
    Sector,
    Site,
    Unit,
)
from generator.terms import RecordKind, Result, Satisfaction

Kept = TypeVar("Kept", bound=Record)


class Register:
    """登记簿。建成后不再改变。

    Attributes:
        site: 站点配置。
        declared: 每一类写了出来的全部编号，字段有错、没能登记的也算；查引用时用，免得一错引出一串。

    Args:
        judged: 每一类开头的几条另外查过，见 unjudged；不给就都要查。
    """

    def __init__(
        self,
        site: Site,
        records: Mapping[RecordKind, tuple[Record, ...]],
        declared: Mapping[RecordKind, frozenset[str]],
        partial: Mapping[RecordKind, tuple[Record, ...]] | None = None,
        judged: Mapping[RecordKind, int] | None = None,
    ) -> None:
        self.site = site
        self.declared = declared
        self._records = records
        self._partial = partial or {}
        self._judged = judged or {}

    def records(self, kind: RecordKind) -> tuple[Record, ...]:
        """某一类的全部记录，按文件与次序。"""
        return self._records.get(kind, ())

    def unjudged(self, kind: RecordKind) -> tuple[Record, ...]:
        """某一类里还没有逐条查过的：名册人人要用，每一批都在登记簿里，不必每一批都再查一遍。

        只供一条条各自看的规则；要把几条放在一起比的，看 records。
        """
        return self.records(kind)[self._judged.get(kind, 0) :]

    def partial(self, kind: RecordKind) -> tuple[Record, ...]:
        """某一类字段有错、没能登记的记录，只有没错的那些字段；只供查引用，不会公开。"""
        return self._partial.get(kind, ())

    def every(self, model: type[Kept]) -> Iterator[Kept]:
        """某个模型（或它的各个子类）的全部记录，按种类、文件与次序。"""
        for kind, own in MODELS.items():
            if issubclass(own, model):
                yield from (record for record in self.records(kind) if isinstance(record, model))

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """本会自己的全部记录：协商、归并办理、品牌、社情民意、计划、文件等。"""
        return tuple(self.every(Activity))

    def _of(self, model: type[Kept], kind: RecordKind) -> dict[str, Kept]:
        return {record.id: record for record in self.records(kind) if isinstance(record, model)}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """编号 → 政协。"""
        return self._of(Body, RecordKind.BODY)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """编号 → 单位。"""
        return self._of(Unit, RecordKind.UNIT)

    @cached_property
    def members(self) -> dict[str, Member]:
        """编号 → 委员。"""
        return self._of(Member, RecordKind.MEMBER)

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        """编号 → 界别。"""
        return self._of(Sector, RecordKind.SECTOR)

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        """编号 → 平台。"""
        return self._of(Platform, RecordKind.PLATFORM)

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        """编号 → 提案。"""
        return self._of(Proposal, RecordKind.PROPOSAL)

    @cached_property
    def replies(self) -> dict[str, Reply]:
        """编号 → 答复（含会办意见）。"""
        return self._of(Reply, RecordKind.REPLY)

    @cached_property
    def batches(self) -> dict[str, Batch]:
        """编号 → 归并办理。"""
        return self._of(Batch, RecordKind.BATCH)

    @cached_property
    def consultations(self) -> dict[str, Consultation]:
        """编号 → 协商。"""
        return self._of(Consultation, RecordKind.CONSULTATION)

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """编号 → 品牌与机制。"""
        return self._of(Programme, RecordKind.PROGRAMME)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """编号 → 公布的数字。"""
        return self._of(Figure, RecordKind.FIGURE)

    @cached_property
    def replies_by_proposal(self) -> dict[str, tuple[Reply, ...]]:
        """提案编号 → 它的答复与会办意见，按日期与编号。"""
        found: defaultdict[str, list[Reply]] = defaultdict(list)
        for reply in sorted(self.replies.values(), key=lambda reply: (reply.date or "", reply.id)):
            for proposal in reply.proposals:
                found[proposal].append(reply)
        return {proposal: tuple(replies) for proposal, replies in found.items()}

    @cached_property
    def members_by_platform(self) -> Counter[str]:
        """平台编号 → 落在那里的委员人数，姓名公开与否都算。"""
        return Counter(
            platform for member in self.members.values() for platform in dict.fromkeys(member.platforms)
        )

    def result_scale(self, body: str | None) -> Mapping[str, Result]:
        """某政协的办理结果对照表；没有指定时用站点默认，都没有时为空。"""
        record = self.bodies.get(body or "")
        name = (record.result_scale if record else None) or self.site.result_scale
        return self.site.result_scales.get(name or "", {})

    def satisfaction_scale(self, body: str | None) -> Mapping[str, Satisfaction]:
        """某政协的满意度分级；没有指定时用站点默认，都没有时为空。"""
        record = self.bodies.get(body or "")
        name = (record.satisfaction_scale if record else None) or self.site.satisfaction_scale
        return self.site.satisfaction_scales.get(name or "", {})

    def result_of(self, word: str | None, body: str | None) -> Result | None:
        """一个地方的结果写法换算成统一口径；对照表里没有时，按统一口径自己的标签认。"""
        if word is None:
            return None
        scale = self.result_scale(body)
        if word in scale:
            return scale[word]
        try:
            return Result.of(word)
        except ValueError:
            return None

    def satisfaction_of(self, word: str | None, body: str | None) -> Satisfaction | None:
        """一个地方的满意度写法换算成统一口径；分级里没有时，按统一口径自己的标签认。"""
        if word is None:
            return None
        scale = self.satisfaction_scale(body)
        if word in scale:
            return scale[word]
        try:
            return Satisfaction.of(word)
        except ValueError:
            return None
