"""目录页：单位、委员、界别、专题、类别、届次、政协，各列出全部报告。"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.release.views.report import ReportView


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
