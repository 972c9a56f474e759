"""决定：每条记录公开到什么程度；没有公开的逐件计数，连同原因。

规则（词汇表「Publish only if both decisions allow」）：提案者的意愿与承办单位的属性都许可才公开。
一件答复对应几件提案时，以其中最严的为准：只要有一件不是全文公开，答复的正文就不公开，
免得从答复里读出没有公开的提案。没有写决定的，一律不公开。
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import msgspec

from generator.register.model import Activity, Figure, Member, Platform, Proposal, Reply
from generator.register.register import Register
from generator.terms import Disclosure, ProposalOpenness, RecordKind, RecordOpenness, ReplyOpenness

UNDECIDED = "尚未决定"
PROPOSAL_WITHHELD = "所答提案不公开"
ABOUT_WITHHELD = "所关的记录不公开"
RETIRED = "已撤下"
UNSTATED = "未写明"

Own = Platform | Activity
"""本会自己的记录：只凭它自己写的公开与否。"""


class WithheldGroup(msgspec.Struct, frozen=True, order=True):
    """同一种类、同一属性、同一原因、同一级政协的没有公开的记录。"""

    kind: RecordKind
    openness: str
    reason: str
    body: str


class Decisions:
    """对一份登记簿的全部公开决定。"""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._proposals = {item.id: of_proposal(item) for item in register.proposals.values()}
        self._replies = {item.id: self._of_reply(item) for item in register.replies.values()}

    def proposal(self, identifier: str) -> Disclosure:
        """一件提案公开到什么程度；没有这件时是不公开。"""
        return self._proposals.get(identifier, Disclosure.WITHHELD)

    def reply(self, identifier: str) -> Disclosure:
        """一件答复公开到什么程度；没有这件时是不公开。"""
        return self._replies.get(identifier, Disclosure.WITHHELD)

    def _of_reply(self, reply: Reply) -> Disclosure:
        if reply.open is not ReplyOpenness.ACTIVE or reply.retired:
            return Disclosure.WITHHELD
        answered = [self.proposal(item) for item in reply.proposals]
        if all(disclosure is Disclosure.FULL for disclosure in answered):
            return Disclosure.FULL
        if all(disclosure is Disclosure.WITHHELD for disclosure in answered):
            return Disclosure.WITHHELD
        return Disclosure.SUMMARY

    def answers_only_public(self, reply: Reply) -> bool:
        """所答的提案是否件件公开，哪怕只公开摘要。"""
        return all(self.proposal(item) is not Disclosure.WITHHELD for item in reply.proposals)

    def figure(self, figure: Figure) -> bool:
        """一个数字是否公开：关于某条记录的，那条记录公开才公开；关于另一个数字的，追到那一个。"""
        if not figure.about:
            return True
        word, _, identifier = figure.about.partition("/")
        return self.is_public(RecordKind.of(word), identifier)

    def was_published(self, record: Proposal | Reply | Own) -> bool:
        """撤下之前是否公开过：公开过才有网址要保留。答复还要看所答的提案有没有公开过。"""
        if isinstance(record, Reply):
            answered = (self._register.proposals.get(item) for item in record.proposals)
            return record.open is ReplyOpenness.ACTIVE and any(
                item is not None and self.was_published(item) for item in answered
            )
        return record.open in {ProposalOpenness.FULL, ProposalOpenness.SUMMARY, RecordOpenness.PUBLIC}

    def public_proposals(self, identifiers: tuple[str, ...]) -> tuple[str, ...]:
        """其中公开了的提案。"""
        return tuple(item for item in identifiers if self.proposal(item) is not Disclosure.WITHHELD)

    def is_public(self, kind: RecordKind, identifier: str) -> bool:
        """一条记录是否公开。"""
        if kind is RecordKind.PROPOSAL:
            return self.proposal(identifier) is not Disclosure.WITHHELD
        if kind is RecordKind.REPLY:
            return self.reply(identifier) is not Disclosure.WITHHELD
        if kind is RecordKind.FIGURE:
            found = self._register.figures.get(identifier)
            return found is not None and self.figure(found)
        record = self._by_id[kind].get(identifier)
        if isinstance(record, Own):
            return is_open(record)
        return record is not None and not (isinstance(record, Member) and record.withheld)

    @cached_property
    def _by_id(self) -> dict[RecordKind, dict[str, object]]:
        return {kind: {item.id: item for item in self._register.records(kind)} for kind in RecordKind}

    def public_or_none(self, kind: RecordKind, identifier: str | None) -> str | None:
        """编号所指的记录公开时给出编号，否则没有。"""
        return identifier if identifier is not None and self.is_public(kind, identifier) else None

    def body_of(self, reply: Reply) -> str | None:
        """一件答复属于哪级政协：随它所答的提案。"""
        known = [
            self._register.proposals[item].body
            for item in reply.proposals
            if item in self._register.proposals
        ]
        return known[0] if known else self._register.site.body

    def withheld(self) -> list[tuple[WithheldGroup, int]]:
        """没有公开的，逐组计数，按固定次序。"""
        return sorted(Counter(group for _, group in self.withheld_records()).items())

    def reason(self, record: Proposal | Reply | Own) -> tuple[str, str]:
        """一条没有公开的记录：属性与原因。"""
        if isinstance(record, Proposal):
            openness, reason = _proposal_reason(record)
        elif isinstance(record, Reply):
            openness, reason = _reply_reason(record)
        else:
            openness, reason = _activity_reason(record)
        return openness, reason or UNSTATED

    def withheld_records(self) -> Iterator[tuple[tuple[RecordKind, str], WithheldGroup]]:
        """没有公开的记录，逐条：（种类，编号）与它算在哪一组。"""
        for item in self._register.proposals.values():
            if self.proposal(item.id) is Disclosure.WITHHELD:
                yield _group(item.id, RecordKind.PROPOSAL, *self.reason(item), item.body)
        for reply in self._register.replies.values():
            if self.reply(reply.id) is Disclosure.WITHHELD:
                yield _group(reply.id, RecordKind.REPLY, *self.reason(reply), self.body_of(reply))
        for kind in RecordKind:
            for record in self._register.records(kind):
                if isinstance(record, Own) and not is_open(record):
                    yield _group(record.id, kind, *self.reason(record), record.body)
        for figure in self._register.figures.values():
            if not self.figure(figure):
                yield _group(figure.id, RecordKind.FIGURE, ABOUT_WITHHELD, ABOUT_WITHHELD, figure.body)


def of_proposal(proposal: Proposal) -> Disclosure:
    """一件提案公开到什么程度：没有决定的、撤下的都不公开。"""
    if proposal.retired or proposal.open is None:
        return Disclosure.WITHHELD
    return Disclosure.of(proposal.open.value)


def is_open(record: Own) -> bool:
    """本会自己的一条记录是否公开：写了公开，且没有撤下。"""
    retired = None if isinstance(record, Platform) else record.retired
    return record.open is RecordOpenness.PUBLIC and retired is None


def _group(
    identifier: str, kind: RecordKind, openness: str, reason: str, body: str | None
) -> tuple[tuple[RecordKind, str], WithheldGroup]:
    return (kind, identifier), WithheldGroup(kind, openness, reason, body or "")


def _proposal_reason(proposal: Proposal) -> tuple[str, str | None]:
    if proposal.retired:
        return RETIRED, proposal.retired.reason
    if proposal.open is None:
        return UNDECIDED, UNDECIDED
    return proposal.open.label, proposal.open_reason


def _reply_reason(reply: Reply) -> tuple[str, str | None]:
    if reply.retired:
        return RETIRED, reply.retired.reason
    if reply.open is None:
        return UNDECIDED, UNDECIDED
    if reply.open is ReplyOpenness.ACTIVE:
        return PROPOSAL_WITHHELD, PROPOSAL_WITHHELD
    return reply.open.label, reply.open_reason


def _activity_reason(record: Own) -> tuple[str, str | None]:
    retired = None if isinstance(record, Platform) else record.retired
    return (RETIRED, retired.reason) if retired else (record.open.label, record.open_reason)
