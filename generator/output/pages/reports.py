"""报告的网页：单位、委员、界别、主题、类别、届次、政协各一页，与它们的目录。"""

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import chain

import msgspec

from generator.output.artifact import Artifact
from generator.output.charts import UNIT_CHARTS, unit_chart
from generator.output.feeds import feed_links, session_links, site_links, topic_links
from generator.output.pages.filling import Pages
from generator.output.parcel import Parcel, page_parcel
from generator.packing import packed
from generator.release import address
from generator.release.stats import ScopeKind, ScopeStatistics, figure_tables, statistics
from generator.release.views.directories import (
    DirectoryEntry,
    DirectoryView,
    directory_entry,
    directory_paths,
    directory_views,
)
from generator.release.views.report import SCOPES, ReportView
from generator.release.views.reports import Prospect, Reports
from generator.terms import RecordKind

REPORT_HEADINGS = {
    "units": "答复了什么，答应的事办了没有",
    "bodies": "提案、答复、协商与承诺",
    "sectors": "提了哪些提案，办得怎样",
    "members": "公开的提案与办理情况",
    "topics": "有关的提案、答复与协商",
    "categories": "这一类的提案与办理情况",
    "sessions": "这次会议的提案与办理情况",
}
"""报告页的栏目 → 浏览器标签上接在名称后面的话。"""


def report_addresses(pages: Pages) -> Iterator[str]:
    """各页报告与它们的目录的网址。"""
    found = _by_section(Reports(pages.release, pages.names).all())
    yield from chain.from_iterable(found.values())
    yield from directory_paths(found)


def _by_section(found: Iterable[Prospect]) -> dict[str, list[str]]:
    """栏目 → 其中各页报告的网址，按次序。"""
    paths: dict[str, list[str]] = {}
    for report in found:
        paths.setdefault(report.section, []).append(report.path)
    return paths


def reports(pages: Pages, notes: dict[str, bytes]) -> Iterator[Parcel]:
    """各页报告，与它们的目录。

    Args:
        pages: 填页的工具。
        notes: 便条：报告的网址 → 它在目录里的一项，msgpack；做了的报告写进来，没有做的须已经在里面，
            目录页才备得出。
    """
    filler = _Filler(pages)
    found = tuple(Reports(pages.release, pages.names).all())
    paths = _by_section(found)
    for report in found:
        yield Parcel(report.path, partial(filler.noted, report, notes), holder=report.path)
    entries = {
        path: msgspec.msgpack.decode(notes[path], type=DirectoryEntry)
        for path in chain.from_iterable(paths.values())
    }
    for view in directory_views(paths, entries):
        yield page_parcel(partial(_directory, pages, view), view.path, view)


class _Filler:
    """一次发布的报告页；各页的统计只算一次。"""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def _scopes(self) -> dict[tuple[ScopeKind, str], ScopeStatistics]:
        groups = statistics(self._pages.release).groups
        return {(one.scope.kind, one.scope.id): one for group in groups for one in group.scopes}

    def noted(self, report: Prospect, notes: dict[str, bytes]) -> tuple[Artifact]:
        """一页报告；它在目录里的一项记进便条。"""
        view = report.view()
        notes[view.path] = packed(directory_entry(view))
        return (self._report(view),)

    def _report(self, view: ReportView) -> Artifact:
        if view.kind is not None:
            links = feed_links(view.kind, view.identifier, self._pages.release)
            figures = figure_tables(self._pages.release, view.kind, view.identifier)
        else:
            makers = {"topics": topic_links, "sessions": session_links}
            maker = makers.get(view.section)
            links = maker(view.identifier, self._pages.release) if maker else site_links(self._pages.release)
            figures = ()
        meta = self._pages.column(
            view.path,
            view.title,
            view.lead or f"{view.title}，还没有公开的记录。",
            links,
            heading=f"{view.title}：{REPORT_HEADINGS[view.section]}",
            kind=view.kind,
            identifier=view.identifier if view.kind else "",
            crumbs=view.crumbs,
            twin=view.twin,
        )
        if view.kind is not None:
            meta = msgspec.structs.replace(meta, citation=self._pages.citation(meta))
        return self._pages.page(
            view.path,
            section=view.section,
            meta=meta,
            template="report.html",
            view=view,
            feed=links[0],
            figures=figures,
            charts=self._unit_charts(view),
            scope=self._scope(view),
            record=self._pages.names.record,
        )

    def _scope(self, view: ReportView) -> ScopeStatistics | None:
        """报告页自己的统计；没有公开提案的没有。"""
        kind = SCOPES.get(view.section)
        return self._scopes.get((kind, view.identifier)) if kind else None

    def _unit_charts(self, view: ReportView) -> tuple[str, ...]:
        """单位页上的几张小图；别的报告页没有，没有提案也没有承诺的单位也没有。"""
        if view.kind is not RecordKind.UNIT or not view.tally:
            return ()
        root = address.root(view.path)
        return tuple(unit_chart(name, self._pages.release, view.identifier, root) for name in UNIT_CHARTS)


def _directory(pages: Pages, view: DirectoryView) -> Artifact:
    meta = pages.column(view.path, view.title, view.lead, site_links(pages.release))
    return pages.page(view.path, section=view.section, meta=meta, template="directory.html", view=view)
