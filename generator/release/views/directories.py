"""目录页：单位、委员、界别、专题、类别、届次、政协，各列出全部报告。"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.release.views.common import Link
from generator.release.views.paging import Leaf, sheets
from generator.release.views.report import ReportView


class DirectoryEntry(msgspec.Struct, frozen=True):
    """目录里的一项。"""

    label: str
    path: str
    note: str
    late: int


class DirectoryView(msgspec.Struct, frozen=True):
    """目录的一页：单位、委员、界别、专题、类别、届次、政协。

    Attributes:
        section: 栏目。
        path: 网址。
        title: 标题。
        lead: 一句话。
        entries: 这一页的各项。
        total: 全部几项；只有首页写。
        pages: 页码，一页列得完的没有。
    """

    section: str
    path: str
    title: str
    lead: str
    entries: tuple[DirectoryEntry, ...]
    total: int | None
    pages: tuple[Link, ...]


ENTRIES = 200
"""一页几项：一项约三百字节。"""

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
    """各目录页，一页页地备；一项的数变了，只动它在的那一页。

    Args:
        paths: 栏目 → 其中各页报告的网址，按次序。
        entries: 报告的网址 → 它的一项。
    """
    for section, folder, title, lead in DIRECTORIES:
        for leaf in _leaves(folder, paths.get(section, ())):
            found = tuple(entries[path] for path in leaf.items)
            yield DirectoryView(section, leaf.path, leaf.title(title), lead, found, leaf.total, leaf.pages)


def directory_paths(paths: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """各目录页的网址。

    Args:
        paths: 栏目 → 其中各页报告的网址，按次序。
    """
    for section, folder, _, _ in DIRECTORIES:
        yield from (leaf.path for leaf in _leaves(folder, paths.get(section, ())))


def _leaves(folder: str, paths: Sequence[str]) -> Iterator[Leaf[str]]:
    return sheets(paths, ENTRIES, f"{folder}/index.html", f"{folder}/page/")
