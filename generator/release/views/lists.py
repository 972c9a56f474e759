"""列表页与目录页：每类记录一张表，分页；页码从最旧的一页数起，新增记录只改最后一页。"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.release import address
from generator.release.follow import promises
from generator.release.kinds import KINDS
from generator.release.model import Release
from generator.release.views.common import Link, Names, Row, session_label
from generator.release.views.promises import PromiseView, promise_view
from generator.release.views.report import ReportView
from generator.release.views.rows import rows_of
from generator.release.views.verdict import STATES, Count
from generator.release.views.words import categories, topics
from generator.terms import CommitmentState, Level, RecordKind, Result

PAGE_ROWS = 100

Labels = Mapping[str, Callable[[str], str]]
"""筛选项的代号 → 它的值怎样写给人看。"""


class Choice(msgspec.Struct, frozen=True):
    """一个筛选项的一个选择。"""

    value: str
    label: str


class Filter(msgspec.Struct, frozen=True):
    """一个筛选项。"""

    name: str
    label: str
    choices: tuple[Choice, ...]


class ListView(msgspec.Struct, frozen=True):
    """列表的一页。pages 是全部页的链接，当前页 path 为空。"""

    section: str
    path: str
    title: str
    lead: str
    unit: str
    total: int
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    pages: tuple[Link, ...]
    kind: RecordKind


LISTS = (
    (RecordKind.PROPOSAL, "提案", "件提案", "委员和党派、团体、界别提了什么，承办单位怎样答复，办到哪一步。"),
    (RecordKind.REPLY, "答复", "件答复", "承办单位的答复：逐条怎样回应，承诺了什么，办理结果怎样。"),
    (RecordKind.CONSULTATION, "协商", "次协商", "商量了什么，提出几条、采纳几条，任务办到哪一步。"),
    (RecordKind.BATCH, "归并办理", "批", "同类提案放在一次会上办理，人来人往代替文来文往。"),
    (RecordKind.PROGRAMME, "品牌与机制", "项", "各地的协商品牌、工作机制与制度。"),
    (RecordKind.PLATFORM, "平台", "个平台", "委员工作站、工作室、联系点等。"),
    *((kind, kind.label, one.counter, one.lead) for kind, one in KINDS.items()),
)


def list_views(release: Release, names: Names) -> Iterator[ListView]:
    """各类记录的列表页，一页页地备。"""
    labels = _labels(release, names)
    for kind, title, unit, lead in LISTS:
        yield from _pages(kind, title, unit, lead, rows_of(kind, release, names), labels)


def _pages(  # noqa: PLR0913, PLR0917 - 一类列表的几样说明，都来自上面那张表
    kind: RecordKind, title: str, unit: str, lead: str, rows: Sequence[Row], labels: Labels
) -> Iterator[ListView]:
    oldest_first = list(reversed(rows))
    chunks = [
        oldest_first[start : start + PAGE_ROWS] for start in range(0, len(oldest_first), PAGE_ROWS)
    ] or [[]]
    last = len(chunks)
    paths = [_page_path(kind, number, last) for number in range(1, last + 1)]
    for number, chunk in enumerate(chunks, 1):
        yield ListView(
            section=kind.folder,
            path=paths[number - 1],
            title=title,
            lead=lead,
            unit=unit,
            total=len(rows),
            filters=_filters(chunk, labels, kind),
            rows=tuple(reversed(chunk)),
            pages=tuple(
                Link(str(last - other + 1), "" if other == number else paths[other - 1])
                for other in range(last, 0, -1)
            )
            if last > 1
            else (),
            kind=kind,
        )


def _page_path(kind: RecordKind, number: int, last: int) -> str:
    """最新一页是目录页；其余页码从最旧的一页数起，不随新增而变。"""
    return f"{kind.folder}/index.html" if number == last else f"{kind.folder}/page/{number}.html"


TITLES = {
    "body": "政协",
    "session": "届次",
    "unit": "承办单位",
    "state": "进展",
    "result": "办理结果",
    "category": "类别",
    "topic": "主题",
    "kind": "种类",
    "year": "年份",
    "level": "层级",
}
"""筛选项的代号 → 名称，先后就是页面上的先后。"""


def _filters(rows: Sequence[Row], labels: Labels, kind: RecordKind) -> tuple[Filter, ...]:
    """这一页用得上的筛选项：至少有两种值才给；提案的种类都一样，不给。"""
    facets = {pair for row in rows for pair in row.facets}
    wanted = [
        name for name in TITLES if name != "topic" and not (kind is RecordKind.PROPOSAL and name == "kind")
    ]
    return _choices(facets, wanted, labels)


def _labels(release: Release, names: Names) -> Labels:
    """各筛选项的值怎样写；一次备好，各页共用，列表才不会越长越慢。"""
    sessions = {
        address.session_id(item.body, item.term, item.session): names.body(item.body)
        + session_label(item.term, item.session)
        for item in reversed(release.proposals)
    }
    return {
        "body": names.body,
        "unit": names.unit,
        "session": lambda value: sessions.get(value, value),
        "state": _state_name,
        "result": lambda value: Result.of(value).label,
        "category": {address.slug(word): word for word in categories(release)}.__getitem__,
        "topic": {address.slug(word): word for word in topics(release)}.__getitem__,
        "kind": str,
        "year": lambda value: f"{value}年",
        "level": lambda value: Level.of(value).label,
    }


def _choices(facets: Iterable[tuple[str, str]], wanted: Iterable[str], labels: Labels) -> tuple[Filter, ...]:
    """由（名，值）得出各筛选项的选择，按名称排。"""
    found = []
    for name in wanted:
        values = {value for key, value in facets if key == name}
        if len(values) > 1:
            choices = (Choice(value, labels[name](value) or value) for value in values)
            found.append(
                Filter(name, TITLES[name], tuple(sorted(choices, key=lambda item: (item.label, item.value))))
            )
    return tuple(found)


def _state_name(value: str) -> str:
    """状态的名称：提案的进展，或承诺的状态。"""
    return STATES[value].label if value in STATES else CommitmentState.of(value).label


class DirectoryEntry(msgspec.Struct, frozen=True):
    """目录里的一项。"""

    label: str
    path: str
    note: str
    late: int


class DirectoryView(msgspec.Struct, frozen=True):
    """目录页：单位、委员、界别、专题、类别、届次、政协。"""

    section: str
    path: str
    title: str
    lead: str
    entries: tuple[DirectoryEntry, ...]


DIRECTORIES = (
    (
        "units",
        "units",
        "承办单位",
        "每个单位一页：办了哪些提案，答复了什么，承诺办到哪一步。按名称排列，不排名。",
    ),
    ("members", "members", "委员", "姓名公开的委员各一页，只列公开的履职，不打分。"),
    ("sectors", "sectors", "界别", "各界别提出了什么、参加了哪些协商。"),
    ("topics", "topics", "专题", "按主题词归拢提案、协商与机制。"),
    ("categories", "categories", "类别", "按提案类别归拢。"),
    ("sessions", "sessions", "届次", "每次会议的提案。"),
    ("bodies", "bodies", "政协", "各级政协公开了什么。"),
)


def directory_entry(report: ReportView) -> DirectoryEntry:
    """一页报告在目录里的一项。"""
    late = sum(view.state.code == "overdue" for view in report.open_promises)
    return DirectoryEntry(report.title, report.path, report.lead, late)


def directory_views(
    paths: Mapping[str, Sequence[str]], entries: Mapping[str, DirectoryEntry]
) -> Iterator[DirectoryView]:
    """各目录页。

    Args:
        paths: 栏目 → 其中各页报告的网址，按次序。
        entries: 报告的网址 → 它的一项。
    """
    for section, folder, title, lead in DIRECTORIES:
        found = tuple(entries[path] for path in paths.get(section, ()))
        yield DirectoryView(section, _directory_path(folder), title, lead, found)


def _directory_path(folder: str) -> str:
    return f"{folder}/index.html"


DIRECTORY_PATHS = tuple(_directory_path(folder) for _, folder, _, _ in DIRECTORIES)
"""各目录页的网址。"""


class LedgerView(msgspec.Struct, frozen=True):
    """总账的一页。

    Attributes:
        path: 网址。
        lead: 一句话。
        total: 全部几项。
        tally: 各种状态各几项。
        filters: 筛选项。
        entries: 这一页的各项。
        pages: 各页的链接，当前页 path 为空；只有一页时没有。
        unlisted: 只公布了总数、没有逐项公布的任务有几项。
    """

    path: str
    lead: str
    total: int
    tally: tuple[Count, ...]
    filters: tuple[Filter, ...]
    entries: tuple[PromiseView, ...]
    pages: tuple[Link, ...]
    unlisted: int


LEDGER_LEAD = "答复里的每项承诺、协商后分解的每项任务，谁来办、办什么、何时办成、办到哪一步。逾期最久的在前。"
LEDGER_FILTERS = ("state", "unit", "topic", "body", "session", "year")


def ledger_views(release: Release, names: Names) -> tuple[LedgerView, ...]:
    """备好总账的各页：逾期最久的在前。"""
    found = promises(release)
    labels = _labels(release, names)
    counted = Counter(item.progress.state for item in found)
    tally = tuple(
        Count(f"项{state.label}", counted[state], state.value) for state in CommitmentState if counted[state]
    )
    unlisted = sum(max((item.tasks_total or 0) - len(item.tasks), 0) for item in release.consultations)
    chunks = [found[start : start + PAGE_ROWS] for start in range(0, len(found), PAGE_ROWS)] or [()]
    paths = [
        "commitments/index.html",
        *(f"commitments/page/{number}.html" for number in range(2, len(chunks) + 1)),
    ]
    views = []
    for place, chunk in enumerate(chunks):
        entries = tuple(promise_view(item, names, item.id) for item in chunk)
        facets = {
            *(pair for entry in entries for pair in entry.facets),
            *(("state", entry.state.code) for entry in entries),
        }
        pages = (Link(str(number + 1), "" if number == place else path) for number, path in enumerate(paths))
        views.append(
            LedgerView(
                path=paths[place],
                lead=LEDGER_LEAD,
                total=len(found),
                tally=tally,
                filters=_choices(facets, LEDGER_FILTERS, labels),
                entries=entries,
                pages=tuple(pages) if len(paths) > 1 else (),
                unlisted=unlisted,
            )
        )
    return tuple(views)
