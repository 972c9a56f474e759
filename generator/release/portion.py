"""份：一次发布里量大的那几类记录的一部分。把各份与其余记录合起来，就是整个发布。

提案、答复、协商、社情民意等彼此引用，连成一个个互不相干的小组；每一组单独检查、决定、成页，
合起来与一次做完一字不差。这是增量建站与几个进程一起建站的根据。
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.release.kinds import KINDS
from generator.release.kinds.bill import PublicBill
from generator.release.kinds.issue import PublicIssue
from generator.release.kinds.opinion import PublicOpinion
from generator.release.kinds.service import PublicService
from generator.release.kinds.supervision import PublicSupervision
from generator.release.kinds.survey import PublicSurvey
from generator.release.model import (
    CitedProposal,
    Notice,
    PublicBatch,
    PublicConsultation,
    PublicFigure,
    PublicProposal,
    PublicRecord,
    PublicReply,
    Redirect,
    Release,
    Withheld,
)
from generator.terms import RecordKind

HEAVY = (
    RecordKind.PROPOSAL,
    RecordKind.REPLY,
    RecordKind.BATCH,
    RecordKind.CONSULTATION,
    RecordKind.OPINION,
    RecordKind.BILL,
    RecordKind.SUPERVISION,
    RecordKind.SURVEY,
    RecordKind.SERVICE,
    RecordKind.ISSUE,
)
"""量大的种类：随年份增长，占档案的绝大部分；Portion 里各有一项，先后相同。

其余的（名册、品牌、平台、计划、文件等）件数不多，许多记录都写到，每一份都要用到。
"""

HEAVIES = frozenset(HEAVY)

LIGHT = frozenset(RecordKind) - HEAVIES
"""其余的种类，人人要用。"""

NARRATED = tuple(kind for kind in HEAVY if kind is RecordKind.CONSULTATION or kind in KINDS)
"""其中「经过」写得长的：列表、统计、订阅都不用它。"""


class Portion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, array_like=True):
    """一份。各类记录按编号排好；figure_places 是各个数字在数据文件里的次序，与 figures 一一对应。

    cited 是这一份写到、却在别的份里的提案，只有题目。glimpsed 是看得到的别的份里的记录，去掉了长文：不成页，
    这一份的网页上登着它们的一行；glimpsed_topics 是其中本会记录的事情带的主题，见 Release.glimpsed_topics。
    """

    proposals: tuple[PublicProposal, ...] = ()
    replies: tuple[PublicReply, ...] = ()
    batches: tuple[PublicBatch, ...] = ()
    consultations: tuple[PublicConsultation, ...] = ()
    opinions: tuple[PublicOpinion, ...] = ()
    bills: tuple[PublicBill, ...] = ()
    supervisions: tuple[PublicSupervision, ...] = ()
    surveys: tuple[PublicSurvey, ...] = ()
    services: tuple[PublicService, ...] = ()
    issues: tuple[PublicIssue, ...] = ()
    figures: tuple[PublicFigure, ...] = ()
    figure_places: tuple[int, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[Notice, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    cited: tuple[CitedProposal, ...] = ()
    glimpsed: "Portion | None" = None
    glimpsed_topics: tuple[tuple[RecordKind, str, tuple[str, ...]], ...] = ()

    def records(self, kind: RecordKind) -> tuple[PublicRecord, ...]:
        """量大的某一类的记录。"""
        found: tuple[PublicRecord, ...] = getattr(self, kind.folder)
        return found


def joined(commons: Release, commons_places: Sequence[int], portions: Iterable[Portion]) -> Release:
    """各份与其余记录合成一次发布；与各份的先后无关。

    Args:
        commons: 只有其余记录的发布。
        commons_places: commons.figures 在数据文件里的次序。
        portions: 各份。
    """
    parts = tuple(portions)
    records: dict[RecordKind, tuple[Any, ...]] = {
        kind: _in_order(map(attrgetter(kind.folder), parts)) for kind in HEAVY
    }
    places = chain(commons_places, *(part.figure_places for part in parts))
    figures = chain(commons.figures, *(part.figures for part in parts))
    return replace(
        commons,
        proposals=records[RecordKind.PROPOSAL],
        replies=records[RecordKind.REPLY],
        batches=records[RecordKind.BATCH],
        consultations=records[RecordKind.CONSULTATION],
        activities={kind: records.get(kind, commons.activities.get(kind, ())) for kind in KINDS},
        figures=tuple(
            figure for _, figure in sorted(zip(places, figures, strict=True), key=lambda pair: pair[0])
        ),
        withheld=merged_withheld(chain(commons.withheld, *(part.withheld for part in parts))),
        notices=tuple(sorted(chain(commons.notices, *(part.notices for part in parts)), key=_moved)),
        redirects=tuple(sorted(chain(commons.redirects, *(part.redirects for part in parts)), key=_moved)),
        cited=_absent(chain.from_iterable(part.cited for part in parts), records[RecordKind.PROPOSAL]),
        glimpsed=_glimpsed(parts, records),
        glimpsed_redirects=tuple(
            dict.fromkeys(item for part in parts if part.glimpsed for item in part.glimpsed.redirects)
        ),
        glimpsed_topics={
            (kind, identifier): topics for part in parts for kind, identifier, topics in part.glimpsed_topics
        },
    )


def _glimpsed(
    parts: Iterable[Portion], own: Mapping[RecordKind, Sequence[PublicRecord]]
) -> dict[RecordKind, tuple[PublicRecord, ...]]:
    """各份看得到的别的份里的记录，各一次。"""
    near = [part.glimpsed for part in parts if part.glimpsed is not None]
    found: dict[RecordKind, tuple[PublicRecord, ...]] = {}
    for kind in HEAVY if near else ():
        seen = {item.id: item for part in near for item in part.records(kind)}
        for item in own[kind]:
            seen.pop(item.id, None)
        if seen:
            found[kind] = tuple(seen[identifier] for identifier in sorted(seen))
    return found


def glimpse(release: Release, wanted: Iterable[tuple[RecordKind, str]]) -> Portion:
    """这几条记录公开的样子；没有公开的不在内。

    Args:
        release: 一次发布。
        wanted: 哪几条：（种类，编号）。
    """
    found: dict[str, list[PublicRecord]] = {}
    redirects: list[Redirect] = []
    for kind, identifier in wanted:
        record = release.find(kind, identifier)
        if record is not None and kind in HEAVIES:
            found.setdefault(kind.folder, []).append(record)
            # 它的事情的永久编号沿用最早的编号。
            redirects += release.redirects_to.get((kind, identifier), ())
    records = {folder: tuple(items) for folder, items in found.items()}
    return replace(Portion(), **records, redirects=tuple(redirects))


def without_heavy(release: Release) -> Release:
    """一次发布，没有量大的各类记录；数字等照旧。"""
    own = {kind.folder: () for kind in HEAVY if kind not in KINDS}
    return replace(
        release,
        **own,
        activities={kind: () if kind in HEAVY else items for kind, items in release.activities.items()},
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
        glimpsed=None,
        glimpsed_topics=(),
        proposals=tuple(_thin_proposal(item) for item in portion.proposals),
        replies=tuple(_thin_reply(item) for item in portion.replies),
        **{
            kind.folder: tuple(replace(item, description=None) for item in found)
            for kind in NARRATED
            if (found := portion.records(kind))
        },
    )


def _thin_proposal(item: PublicProposal) -> PublicProposal:
    suggestions = tuple(replace(part, text="") for part in item.suggestions)
    return replace(item, background=None, suggestions=suggestions)


def _thin_reply(item: PublicReply) -> PublicReply:
    responses = tuple(replace(part, quote=None, summary=None, reason=None) for part in item.responses)
    return replace(item, text=None, responses=responses)
