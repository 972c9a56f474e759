"""答复到了没有：第一件答复与全部答复分开算，不公开的答复只知道有过。"""

import msgspec

from generator.dates import PartialDate
from generator.release.follow import replies_of
from generator.release.model import PublicProposal, PublicReply, Release
from generator.terms import HandlingMode


class Answer(msgspec.Struct, frozen=True):
    """一件提案在数据截至那天的答复情况。

    Attributes:
        first: 第一件公开答复的日期；没有或没公布的没有。
        full: 答全的日期：单办、主会办是第一件答复，分办是最后一家的；说不准的没有。
        is_begun: 是否至少有一件答复，公开与否都算。
        is_full: 是否答全；分办要各家都答。
        waiting: 还没有见到答复的主办单位。
        hidden: 不公开的答复几件；它们的日期不公布。
    """

    first: PartialDate | None = None
    full: PartialDate | None = None
    is_begun: bool = False
    is_full: bool = False
    waiting: tuple[str, ...] = ()
    hidden: int = 0


def answer_of(proposal: PublicProposal, release: Release) -> Answer:
    """一件提案答复到了没有。晚于数据截至日的答复还没有发生，不计。"""
    replies = [
        reply
        for reply in replies_of(proposal, release)
        if reply.date is None or reply.date.first <= release.as_of
    ]
    hidden = len(proposal.withheld_replies)
    leads = proposal.handling.lead if proposal.handling else ()
    is_separate = len(leads) > 1 or (
        proposal.handling is not None and proposal.handling.mode is HandlingMode.SEPARATE
    )
    is_begun = bool(replies) or hidden > 0
    absent = tuple(unit for unit in leads if all(reply.unit != unit for reply in replies))
    is_full = is_begun and (not is_separate or len(absent) <= hidden)
    return Answer(
        first=_first(replies),
        full=_full(replies, is_separate=is_separate) if is_full and not (is_separate and hidden) else None,
        is_begun=is_begun,
        is_full=is_full,
        waiting=() if is_full else absent,
        hidden=hidden,
    )


def _first(replies: list[PublicReply]) -> PartialDate | None:
    dates = [reply.date for reply in replies if reply.date is not None]
    return min(dates, key=lambda day: (day.last, day)) if dates else None


def _full(replies: list[PublicReply], *, is_separate: bool) -> PartialDate | None:
    if not is_separate:
        return _first(replies)
    # 一家答了几次，以它的第一次为准；有一家日期没公布，答全的日期就不知道。
    firsts = [_first([reply for reply in replies if reply.unit == unit]) for unit in _units(replies)]
    known = [day for day in firsts if day is not None]
    return max(known, key=lambda day: (day.last, day)) if known and len(known) == len(firsts) else None


def _units(replies: list[PublicReply]) -> list[str]:
    return sorted({reply.unit for reply in replies})
