"""承诺总账：首页列逾期最久、最先到期的，其余各页按答应的先后列全部。"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypedDict

import msgspec

from generator.release.follow import Promise, promises
from generator.release.model import Release
from generator.release.views.common import Link, Names
from generator.release.views.filters import Filter, Labels, choices
from generator.release.views.paging import PAGE_ROWS, chunks, pager
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.verdict import Count
from generator.terms import CommitmentState

INDEX = "commitments/index.html"
LEAD = "答复里的每项承诺、协商后分解的每项任务，谁来办、办什么、何时办成、办到哪一步。"
FILTERS = ("state", "unit", "topic", "body", "session", "year")


class LedgerView(msgspec.Struct, frozen=True):
    """总账的一页。

    Attributes:
        path: 网址。
        lead: 一句话。
        total: 全部几项；只有首页写，别的页不因添了一项而变。
        tally: 各种状态各几项；同上。
        filters: 筛选项。
        entries: 这一页的各项。
        pages: 页码，当前页 path 为空；一页列得完的没有。
        unlisted: 只公布了总数、没有逐项公布的任务有几项；只有首页写。
    """

    path: str
    lead: str
    total: int | None
    tally: tuple[Count, ...]
    filters: tuple[Filter, ...]
    entries: tuple[PromiseView, ...]
    pages: tuple[Link, ...]
    unlisted: int


class LedgerPage(NamedTuple):
    """总账的一页，各项还没有备好。

    Attributes:
        view: 这一页，没有各项与筛选项。
        promises: 各项承诺。
    """

    view: LedgerView
    promises: tuple[Promise, ...]

    def filled(self, names: Names, labels: Labels) -> LedgerView:
        """备好各项。"""
        return msgspec.structs.replace(self.view, **_entries(self.promises, names, labels))


def ledger_pages(release: Release) -> Iterator[LedgerPage]:
    """总账的各页。十万条有一千页，改一处只变几页：各页里的各项，要写的才备。"""
    found = promises(release)
    counted = Counter(item.progress.state for item in found)
    rest = list(chunks(sorted(found, key=_promised))) if len(found) > PAGE_ROWS else []
    paths = [f"commitments/page/{number}.html" for number in range(1, len(rest) + 1)]
    index = Link("最急的", INDEX)
    tally = tuple(
        Count(f"项{state.label}", counted[state], state.value) for state in CommitmentState if counted[state]
    )
    unlisted = sum(max((item.tasks_total or 0) - len(item.tasks), 0) for item in release.consultations)
    first = LedgerView(
        path=INDEX,
        lead=f"{LEAD}逾期最久的在前。",
        total=len(found),
        tally=tally,
        filters=(),
        entries=(),
        pages=pager(index, paths, None),
        unlisted=unlisted,
    )
    yield LedgerPage(first, tuple(found[:PAGE_ROWS]))
    for place, chunk in enumerate(rest):
        view = LedgerView(
            path=paths[place],
            lead=f"{LEAD}按答应的先后，新的在前。",
            total=None,
            tally=(),
            filters=(),
            entries=(),
            pages=pager(index, paths, place),
            unlisted=0,
        )
        yield LedgerPage(view, chunk)


class _Entries(TypedDict):
    filters: tuple[Filter, ...]
    entries: tuple[PromiseView, ...]


def _entries(found: Sequence[Promise], names: Names, labels: Labels) -> _Entries:
    """一页的各项，与用得上的筛选项。"""
    entries = tuple(promise_view(item, names, item.id) for item in found)
    facets = {
        *(pair for entry in entries for pair in entry.facets),
        *(("state", entry.state.code) for entry in entries),
    }
    return {"filters": choices(facets, FILTERS, labels), "entries": entries}


def _promised(promise: Promise) -> tuple[str, str]:
    """答应的先后：答复、协商的日期，其次编号；都不随状态变。"""
    return str(promise.since or ""), promise.id
