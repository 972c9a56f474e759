"""份：一次发布里量大的那几类记录的一部分。把各份与其余记录合起来，就是整个发布。

提案、答复、归并办理、协商彼此引用，连成一个个互不相干的小组；每一组单独检查、决定、成页，
合起来与一次做完一字不差。这是增量建站与几个进程一起建站的根据。
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.release.model import (
    CitedProposal,
    Notice,
    PublicBatch,
    PublicConsultation,
    PublicFigure,
    PublicProposal,
    PublicReply,
    Redirect,
    Release,
    Withheld,
)
from generator.terms import RecordKind

HEAVY = (RecordKind.PROPOSAL, RecordKind.REPLY, RecordKind.BATCH, RecordKind.CONSULTATION)
"""量大的种类：随年份增长，占档案的绝大部分。其余的（名册、品牌、平台等）每一份都要用到。"""


class Portion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, array_like=True):
    """一份。各类记录按编号排好；figure_places 是各个数字在数据文件里的次序，与 figures 一一对应。

    cited 是这一份写到、却在别的份里的提案，只有题目。
    """

    proposals: tuple[PublicProposal, ...] = ()
    replies: tuple[PublicReply, ...] = ()
    batches: tuple[PublicBatch, ...] = ()
    consultations: tuple[PublicConsultation, ...] = ()
    figures: tuple[PublicFigure, ...] = ()
    figure_places: tuple[int, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[Notice, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    cited: tuple[CitedProposal, ...] = ()


def joined(commons: Release, commons_places: Sequence[int], portions: Iterable[Portion]) -> Release:
    """各份与其余记录合成一次发布；与各份的先后无关。

    Args:
        commons: 只有其余记录的发布。
        commons_places: commons.figures 在数据文件里的次序。
        portions: 各份。
    """
    parts = tuple(portions)
    proposals = _in_order(part.proposals for part in parts)
    places = chain(commons_places, *(part.figure_places for part in parts))
    figures = chain(commons.figures, *(part.figures for part in parts))
    return replace(
        commons,
        proposals=proposals,
        replies=_in_order(part.replies for part in parts),
        batches=_in_order(part.batches for part in parts),
        consultations=_in_order(part.consultations for part in parts),
        figures=tuple(
            figure for _, figure in sorted(zip(places, figures, strict=True), key=lambda pair: pair[0])
        ),
        withheld=merged_withheld(chain(commons.withheld, *(part.withheld for part in parts))),
        notices=tuple(sorted(chain(commons.notices, *(part.notices for part in parts)), key=_moved)),
        redirects=tuple(sorted(chain(commons.redirects, *(part.redirects for part in parts)), key=_moved)),
        cited=_absent(chain.from_iterable(part.cited for part in parts), proposals),
    )


def merged_withheld(items: Iterable[Withheld]) -> tuple[Withheld, ...]:
    """同一组的件数相加，按固定次序。"""
    counted: Counter[tuple[RecordKind, str, str, str]] = Counter()
    for item in items:
        counted[item.kind, item.openness, item.reason, item.body or ""] += item.count
    return tuple(
        Withheld(kind=kind, openness=openness, reason=reason, body=body or None, count=count)
        for (kind, openness, reason, body), count in sorted(counted.items())
    )


def _in_order(groups: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(sorted(chain.from_iterable(groups), key=lambda record: record.id))


def _absent(cited: Iterable[CitedProposal], proposals: Iterable[PublicProposal]) -> tuple[CitedProposal, ...]:
    """写到、却不在手里的提案，各一次。"""
    found = {item.id: item for item in cited}
    for record in proposals if found else ():
        found.pop(record.id, None)
    return tuple(found.values())


def _moved(item: Notice | Redirect) -> tuple[int, str]:
    return list(RecordKind).index(item.kind), item.id


def thin(portion: Portion) -> Portion:
    """去掉只在记录自己的网页上出现的长文，列表、统计、订阅用不着它们；十万件时省下九成内存。"""
    return replace(
        portion,
        proposals=tuple(_thin_proposal(item) for item in portion.proposals),
        replies=tuple(_thin_reply(item) for item in portion.replies),
    )


def _thin_proposal(item: PublicProposal) -> PublicProposal:
    suggestions = tuple(replace(part, text="") for part in item.suggestions)
    return replace(item, background=None, suggestions=suggestions)


def _thin_reply(item: PublicReply) -> PublicReply:
    responses = tuple(replace(part, quote=None, summary=None, reason=None) for part in item.responses)
    return replace(item, text=None, responses=responses)
